#include "server/members.hpp"

#include <stdexcept>

namespace ledgerline::sandbox::server {

using message::Value;

void refuse_member(const std::string& name, const std::string& why) { throw std::invalid_argument(name + ": " + why); }

std::string text_of(const std::string& name, const Value& value) {
    if (const auto* text = value.as_text()) return *text;
    refuse_member(name, "must be a text");
}

std::int64_t number_of(const std::string& name, const Value& value, std::int64_t min, std::int64_t max) {
    if (const auto* number = value.as_int(); number && *number >= min && *number <= max) return *number;
    refuse_member(name, "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
}

bool flag_of(const std::string& name, const Value& value) {
    if (const auto* flag = value.as_bool()) return *flag;
    refuse_member(name, "must be true or false");
}

Decimal decimal_of(const std::string& name, const Value& value) {
    if (const auto amount = Decimal::try_parse(value.text_or(""))) return *amount;
    refuse_member(name, "must be an amount (write it like \"12.50\")");
}

std::vector<std::string> texts_of(const std::string& name, const Value& value) {
    std::vector<std::string> out;
    for (const Value& item : list_of(name, value)) out.push_back(text_of(name, item));
    return out;
}

std::size_t word_of(const std::string& name, const Value& value, std::initializer_list<std::string_view> known) {
    const std::string given = text_of(name, value);
    std::string list;
    std::size_t at = 0;
    for (std::string_view word : known) {
        if (given == word) return at;
        list += (at++ ? ", " : "") + std::string(word);
    }
    refuse_member(name, "\"" + given + "\" is none of: " + list);
}

const Value::Object& object_of(const std::string& name, const Value& value) {
    if (const auto* members = value.as_object()) return *members;
    refuse_member(name, "must be an object");
}

const Value::Array& list_of(const std::string& name, const Value& value) {
    if (const auto* items = value.as_array()) return *items;
    refuse_member(name, "must be a list");
}

} // namespace ledgerline::sandbox::server
