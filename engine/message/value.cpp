#include "message/value.hpp"

#include <charconv>
#include <stdexcept>

namespace ledgerline::message {

namespace {

// Longer literals are no amounts; they are somebody's attack or somebody's bug.
constexpr std::size_t literal_length_max = 400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_from(std::string_view literal, std::size_t at) {
    while (at < literal.size() && is_digit(literal[at])) ++at;
    return at;
}

// RFC 8259: an optional minus, "0" or digits without a leading zero, a fraction, an exponent.
bool is_number_literal(std::string_view literal) {
    std::size_t at = !literal.empty() && literal[0] == '-' ? 1 : 0;
    const std::size_t whole_end = digits_from(literal, at);
    if (whole_end == at || (literal[at] == '0' && whole_end > at + 1)) return false;
    at = whole_end;
    if (at < literal.size() && literal[at] == '.') {
        const std::size_t end = digits_from(literal, at + 1);
        if (end == at + 1) return false;
        at = end;
    }
    if (at < literal.size() && (literal[at] == 'e' || literal[at] == 'E')) {
        ++at;
        if (at < literal.size() && (literal[at] == '+' || literal[at] == '-')) ++at;
        const std::size_t end = digits_from(literal, at);
        if (end == at) return false;
        at = end;
    }
    return at == literal.size();
}

[[noreturn]] void wrong_kind(const char* wanted, Kind found) {
    throw std::logic_error(std::string("this needs an ") + wanted + ", found " + std::string(name_of(found)));
}

} // namespace

std::string_view name_of(Kind kind) {
    switch (kind) {
    case Kind::null: return "null";
    case Kind::boolean: return "boolean";
    case Kind::integer: return "integer";
    case Kind::number: return "number";
    case Kind::text: return "text";
    case Kind::array: return "array";
    case Kind::object: return "object";
    }
    return "nothing";
}

Value Value::array(std::vector<Value> items) {
    Value out;
    out.data_ = std::move(items);
    return out;
}

Value Value::object(std::vector<std::pair<std::string, Value>> members) {
    Value out;
    out.data_ = std::move(members);
    return out;
}

Value Value::number(std::string_view literal) {
    if (literal.size() > literal_length_max)
        throw std::invalid_argument("a number of " + std::to_string(literal.size()) + " characters is too long (at most " +
                                    std::to_string(literal_length_max) + ")");
    if (!is_number_literal(literal))
        throw std::invalid_argument("\"" + std::string(literal.substr(0, 60)) + "\" is not a JSON number (write 24.90, without blanks, commas or leading zeros)");
    // "-0" is no int64: its sign would be lost.
    if (literal != "-0") {
        std::int64_t whole = 0;
        const char* end = literal.data() + literal.size();
        const auto [stopped, error] = std::from_chars(literal.data(), end, whole);
        if (error == std::errc() && stopped == end) return Value(whole);
    }
    return Value(Number{std::string(literal)});
}

Kind Value::kind() const {
    static_assert(std::variant_size_v<decltype(data_)> == 7, "the order of kinds is the order of the variant");
    return static_cast<Kind>(data_.index());
}

std::string Value::text_or(std::string_view otherwise) const {
    if (const auto* text = as_text()) return *text;
    if (const auto* integer = as_int()) return std::to_string(*integer);
    if (const auto* number = as_number()) return number->literal;
    return std::string(otherwise);
}

std::int64_t Value::int_or(std::int64_t otherwise) const {
    const auto* integer = as_int();
    return integer ? *integer : otherwise;
}

bool Value::bool_or(bool otherwise) const {
    const auto* boolean = as_bool();
    return boolean ? *boolean : otherwise;
}

const Value* Value::find(std::string_view name) const {
    const auto* members = as_object();
    if (!members) return nullptr;
    for (const auto& [key, value] : *members)
        if (key == name) return &value;
    return nullptr;
}

Value* Value::find(std::string_view name) { return const_cast<Value*>(std::as_const(*this).find(name)); }

const Value& Value::operator[](std::string_view name) const {
    static const Value absent;
    const Value* found = find(name);
    return found ? *found : absent;
}

Value& Value::member(std::string_view name) {
    if (is_null()) data_ = Object{};
    auto* members = as_object();
    if (!members) wrong_kind("object", kind());
    if (Value* found = find(name)) return *found;
    return members->emplace_back(std::string(name), Value()).second;
}

Value& Value::set(std::string_view name, Value value) {
    Value& place = member(name);
    place = std::move(value);
    return place;
}

bool Value::erase(std::string_view name) {
    auto* members = as_object();
    if (!members) return false;
    for (auto at = members->begin(); at != members->end(); ++at) {
        if (at->first != name) continue;
        members->erase(at);
        return true;
    }
    return false;
}

Value& Value::push(Value value) {
    if (is_null()) data_ = Array{};
    auto* items = as_array();
    if (!items) wrong_kind("array", kind());
    return items->emplace_back(std::move(value));
}

std::size_t Value::size() const {
    if (const auto* items = as_array()) return items->size();
    if (const auto* members = as_object()) return members->size();
    return 0;
}

bool operator==(const Value& a, const Value& b) { return a.data_ == b.data_; }

} // namespace ledgerline::message
