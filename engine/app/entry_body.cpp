#include "app/entry_body.hpp"

#include "base/log_text.hpp"
#include "base/utf8.hpp"
#include "message/json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ledgerline::app {
namespace {

using intake::refuse_entry;
using message::Value;

constexpr std::size_t shown_bytes_max = 100; // of what somebody wrote, in an answer

} // namespace

Value parse_entry(const std::string& json) {
    try {
        return message::parse_json(json);
    } catch (const message::JsonError& error) {
        refuse_entry(std::string("the body is no JSON: ") + error.what());
    }
}

std::string entry_text(const Value& value, const std::string& field) {
    const std::string text = value.text_or("");
    if (!value.is_text()) refuse_entry(fmt::format("{}: is no text; write it in quotation marks", field));
    if (base::find_invalid_utf8(text) != std::string::npos || base::visible(text) != text) refuse_entry(fmt::format("{}: holds a line break or another control character; write it in one line, without them", field));
    return text;
}

bool entry_flag(const Value& value, const std::string& field) {
    if (!value.as_bool()) refuse_entry(field + ": is neither true nor false");
    return value.bool_or(false);
}

void check_members(const Value& object, const std::string& place, const std::vector<std::string>& known) {
    if (!object.is_object()) refuse_entry(fmt::format("{}: is no object; write {{\"{}\": ...}}", place, known.front()));
    for (const auto& [name, value] : *object.as_object())
        if (std::find(known.begin(), known.end(), name) == known.end()) refuse_entry(fmt::format("{}: \"{}\" is not known; there are {}", place, name.substr(0, shown_bytes_max), fmt::join(known, ", ")));
}

const Value::Array& entry_list(const Value& value, const std::string& field, std::size_t length_max, const std::string& example) {
    const Value::Array* rows = value.as_array();
    if (!rows) refuse_entry(fmt::format("{}: is no list; write {}", field, example));
    if (rows->size() > length_max) refuse_entry(fmt::format("{}: are {}; at most {} are taken at once, enter the rest separately", field, rows->size(), length_max));
    return *rows;
}

intake::EnteredWithdrawal entered_withdrawal(const std::string& json, const std::string& key) {
    const Value body = parse_entry(json);
    check_members(body, "the withdrawal", {key, "reason", "by"});
    intake::EnteredWithdrawal entry;
    for (const auto& [name, to] : {std::pair(key, &entry.key), std::pair(std::string("reason"), &entry.reason), std::pair(std::string("by"), &entry.by)})
        if (const Value* found = body.find(name)) *to = entry_text(*found, name);
    return entry;
}

} // namespace ledgerline::app
