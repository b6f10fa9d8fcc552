// The document tree: JSON without loss. A number that is an int64 is an integer; every other number keeps its literal
// text; nothing is ever a double. Members keep the order in which they came. A value copies deeply; plain data, no
// threads of its own.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ledgerline::message {

enum class Kind { null, boolean, integer, number, text, array, object };

std::string_view name_of(Kind kind);

class Value;
using Member = std::pair<std::string, Value>;

// A JSON number that is no int64, by its literal ("24.90", "1e999", "9223372036854775808").
struct Number {
    std::string literal;
    friend bool operator==(const Number&, const Number&) = default;
};

class Value {
public:
    using Array = std::vector<Value>;
    using Object = std::vector<Member>;

    Value() = default;                       // null
    Value(std::nullptr_t) {}
    Value(bool value) : data_(value) {}
    Value(int value) : data_(std::int64_t{value}) {}
    Value(std::int64_t value) : data_(value) {}
    Value(Number value) : data_(std::move(value)) {}
    Value(std::string value) : data_(std::move(value)) {}
    Value(std::string_view value) : data_(std::string(value)) {}
    Value(const char* value) : data_(std::string(value)) {}

    static Value array(std::vector<Value> items = {});
    static Value object(std::vector<std::pair<std::string, Value>> members = {});
    // A number literal; throws std::invalid_argument if it is not one. An int64 becomes an integer.
    static Value number(std::string_view literal);

    Kind kind() const;
    bool is_null() const { return kind() == Kind::null; }
    bool is_object() const { return kind() == Kind::object; }
    bool is_array() const { return kind() == Kind::array; }
    bool is_text() const { return kind() == Kind::text; }

    // nullptr where the kind is another.
    const bool* as_bool() const { return std::get_if<bool>(&data_); }
    const std::int64_t* as_int() const { return std::get_if<std::int64_t>(&data_); }
    const std::string* as_text() const { return std::get_if<std::string>(&data_); }
    const Number* as_number() const { return std::get_if<Number>(&data_); }
    const Array* as_array() const { return std::get_if<Array>(&data_); }
    Array* as_array() { return std::get_if<Array>(&data_); }
    const Object* as_object() const { return std::get_if<Object>(&data_); }
    Object* as_object() { return std::get_if<Object>(&data_); }

    // Text, or the literal of an integer or number; `otherwise` for every other kind.
    std::string text_or(std::string_view otherwise) const;
    std::int64_t int_or(std::int64_t otherwise) const;
    bool bool_or(bool otherwise) const;

    // Member of an object; nullptr if it is absent or this is no object.
    const Value* find(std::string_view name) const;
    Value* find(std::string_view name);
    // Member of an object or null; chains: v["a"]["b"].text_or("").
    const Value& operator[](std::string_view name) const;
    // Member of an object, made if absent. A null becomes an object; any other kind throws std::logic_error.
    Value& set(std::string_view name, Value value);
    Value& member(std::string_view name);
    bool erase(std::string_view name);
    // Appends to an array. A null becomes an array; any other kind throws std::logic_error.
    Value& push(Value value);
    // Elements of an array or members of an object, 0 otherwise.
    std::size_t size() const;

    // By value; the order of members counts.
    friend bool operator==(const Value& a, const Value& b);

private:
    std::variant<std::monostate, bool, std::int64_t, Number, std::string, Array, Object> data_;
};

} // namespace ledgerline::message
