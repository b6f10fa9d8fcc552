#include "config/shape.hpp"

#include "config/numbers.hpp"
#include "config/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::config {
namespace {

using message::Kind;
using message::Value;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string kind_in_words(const Value& value) {
    switch (value.kind()) {
        case Kind::null: return "nothing";
        case Kind::array: return "a list";
        case Kind::object: return "a mapping";
        default: return "a single value";
    }
}

} // namespace

bool Shape::mapping(const Entry& entry) {
    if (entry.value->is_object()) return true;
    problem(entry, fmt::format("must be a mapping (one \"name: value\" a line, indented), not {}", kind_in_words(*entry.value)));
    return false;
}

bool Shape::mapping_of(const Entry& entry, const std::vector<std::string>& known) {
    if (!mapping(entry)) return false;
    for (const Entry& child : entry.children())
        if (const std::string name = child.name(); std::find(known.begin(), known.end(), name) == known.end())
            problem_of_name(child, "is not known" + hint(name, known));
    return true;
}

std::optional<Entry> Shape::member(const Entry& parent, const std::string& name) {
    if (parent.value->find(name) == nullptr) return std::nullopt;
    return parent.member(name);
}

std::optional<Entry> Shape::required(const Entry& parent, const std::string& name, const std::string& why) {
    auto found = member(parent, name);
    if (!found) problems_.push_back({parent.name_place(), field_of(parent.field, name), "is missing: " + why});
    return found;
}

std::optional<std::string> Shape::secret(const Entry& entry, std::size_t length_min) {
    const auto* text = entry.value->as_text();
    if (!text || !secrets_->is_placeholder(*text)) {
        problem(entry, "write the secret as ${env:NAME} or ${file:path}, alone; it must not stand in the configuration itself");
        return std::nullopt;
    }
    secrets_->protect(*text);
    if (secrets_->fill(*text).size() >= length_min) return *text;
    problem(entry, fmt::format("the value of {} is shorter than {} characters; use a longer secret", secrets_->describe(*text), length_min));
    return std::nullopt;
}

std::string Shape::shown(const Entry& entry) const {
    const auto* text = entry.value->as_text();
    return in_quotes(text != nullptr ? secrets_->describe(*text) : entry.value->text_or(""));
}

std::optional<std::string> Shape::text(const Entry& entry) {
    std::string out;
    if (const auto* written = entry.value->as_text()) {
        out = secrets_->fill(*written);
        secrets_->reveal(*written);
    } else if (const auto* boolean = entry.value->as_bool()) {
        out = *boolean ? "true" : "false";
    } else if (entry.value->as_int() != nullptr) {
        out = entry.value->text_or("");
    } else if (entry.value->is_null()) {
        problem(entry, "has no value; write one, or remove the line");
        return std::nullopt;
    } else {
        problem(entry, fmt::format("must be a single value, not {}", kind_in_words(*entry.value)));
        return std::nullopt;
    }
    if (!out.empty()) return out;
    problem(entry, "is empty; write a value");
    return std::nullopt;
}

bool Shape::name(const Entry& entry, const std::string& name, std::size_t length_max) {
    const bool fits = !name.empty() && is_letter(name[0]) &&
                      std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; });
    if (!fits) problem_of_name(entry, "a name consists of letters, digits, - and _ and begins with a letter");
    else if (name.size() > length_max) problem_of_name(entry, fmt::format("a name has at most {} characters here", length_max));
    return fits && name.size() <= length_max;
}

std::optional<std::int64_t> Shape::integer(const Entry& entry, std::int64_t smallest, std::int64_t largest) {
    const auto written = text(entry);
    if (!written) return std::nullopt;
    const auto number = parse_integer(*written);
    if (number && *number >= smallest && *number <= largest) return number;
    problem(entry, fmt::format("{} is not a whole number from {} to {}", shown(entry), smallest, largest));
    return std::nullopt;
}

std::optional<base::Millis> Shape::duration(const Entry& entry, const std::string& shortest, const std::string& longest) {
    const auto written = text(entry);
    if (!written) return std::nullopt;
    const auto span = parse_duration(*written);
    if (span && *span >= parse_duration(shortest) && *span <= parse_duration(longest)) return span;
    std::string remedy = "write a whole number and ms, s, m, h or d: 30s, 5m, 1h";
    if (span) remedy = fmt::format("write {} to {}", shortest, longest);
    else if (parse_integer(*written)) remedy = fmt::format("write {0}s, {0}m or {0}h", *written);
    problem(entry, fmt::format("{} is not a duration {}({})", shown(entry), span ? "that is possible here " : "", remedy));
    return std::nullopt;
}

std::optional<std::string> Shape::choice(const Entry& entry, const std::vector<std::string>& choices) {
    const auto written = text(entry);
    if (!written) return std::nullopt;
    if (std::find(choices.begin(), choices.end(), *written) != choices.end()) return written;
    const std::string near = nearest(*written, choices);
    problem(entry, fmt::format("{} is not one of {}{}", shown(entry), listed(choices), near.empty() ? "" : fmt::format(" (write {})", near)));
    return std::nullopt;
}

std::vector<Entry> Shape::list(const Entry& entry, const std::string& example) {
    if (entry.value->is_array()) return entry.children();
    problem(entry, fmt::format("must be a list (write {}), not {}", example, kind_in_words(*entry.value)));
    return {};
}

Section Shape::section(const Entry& entry, std::initializer_list<std::string_view> without) const {
    Section out;
    out.value = *entry.value;
    if (out.value.is_null()) out.value = Value::object();
    for (const std::string_view name : without) out.value.erase(name);
    out.places = places_below(entry.tree->places, entry.pointer);
    out.names = places_below(entry.tree->names, entry.pointer);
    out.place = entry.name_place();
    out.field = entry.field;
    out.secrets = secrets_;
    return out;
}

} // namespace ledgerline::config
