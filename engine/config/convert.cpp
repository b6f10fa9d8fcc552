#include "config/convert.hpp"

#include "config/numbers.hpp"
#include "config/quote.hpp"
#include "config/tree.hpp"
#include "ledgerline/decimal.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::config {
namespace {

using message::Kind;
using message::Value;

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// A column as a manifest declares it: "rate" must be there, "[country]" may be.
struct Column {
    std::string name;
    bool optional = false;
};

std::vector<Column> columns_of(const Field& field) {
    std::vector<Column> out;
    for (const std::string& declared : field.columns) {
        const bool bracketed = declared.size() > 2 && declared.front() == '[' && declared.back() == ']';
        out.push_back(bracketed ? Column{declared.substr(1, declared.size() - 2), true} : Column{declared, false});
    }
    return out;
}

std::vector<std::string> names_of(const std::vector<Column>& columns) {
    std::vector<std::string> out;
    for (const Column& column : columns) out.push_back(column.name);
    return out;
}

// Each is "" or why the text does not fit, and `advice` what to write instead, "" if that can't be told.
struct Refusal {
    std::string why, advice;
};

Refusal decimal_refusal(const std::string& text) {
    if (Decimal::try_parse(text)) return {};
    return {" is not a decimal", decimal_advice(text)};
}

Refusal duration_refusal(const std::string& text) {
    if (parse_duration(text)) return {};
    if (parse_integer(text)) return {" has no unit", fmt::format("{0}s, {0}m or {0}h", text)};
    return {" is not a duration", "a whole number and ms, s, m, h or d, such as 30s, 5m or 1h"};
}

Refusal integer_refusal(const std::string& text) {
    if (parse_integer(text)) return {};
    if (const auto decimal = Decimal::try_parse(text); decimal && decimal->is_whole()) return {" is not a whole number", decimal->normalized().text()};
    return {" is not a whole number", ""};
}

Refusal boolean_refusal(const std::string& text) {
    if (text == "true" || text == "false") return {};
    const std::vector<std::string> yes = {"yes", "Yes", "YES", "on", "On", "ON", "True", "TRUE", "1", "y"};
    const std::vector<std::string> no = {"no", "No", "NO", "off", "Off", "OFF", "False", "FALSE", "0", "n"};
    if (contains(yes, text)) return {" is not true or false", "true"};
    if (contains(no, text)) return {" is not true or false", "false"};
    return {" is not true or false", ""};
}

Refusal choice_refusal(const std::string& text, const std::vector<std::string>& choices) {
    if (contains(choices, text)) return {};
    return {" is not one of " + listed(choices), nearest(text, choices)};
}

Refusal refusal(const Field& field, const std::string& text) {
    if (field.type == "decimal") return decimal_refusal(text);
    if (field.type == "integer") return integer_refusal(text);
    if (field.type == "boolean") return boolean_refusal(text);
    if (field.type == "duration") return duration_refusal(text);
    if (field.type == "choice") return choice_refusal(text, field.choices);
    return {};
}

} // namespace

std::vector<std::string> field_types() {
    return {"text", "decimal", "integer", "boolean", "duration", "choice", "secret", "list", "map_file", "table", "connection"};
}

Spot Conversion::member(const Value& value, const std::string& name) const {
    return {&value, pointer_of("", name), field_of(section_.field, name)};
}

Place Conversion::place(const std::string& pointer) const {
    const auto found = section_.places.find(pointer);
    return found == section_.places.end() ? section_.place : found->second;
}

Conversion::Result Conversion::problem(const Spot& spot, std::string what) {
    problems_.push_back({place(spot.pointer), spot.field, std::move(what)});
    return std::nullopt;
}

void Conversion::unknown_name(const Spot& parent, const std::string& name, const std::vector<std::string>& known) {
    const std::string pointer = pointer_of(parent.pointer, name);
    const auto named = section_.names.find(pointer);
    const std::string what = known.empty() ? "is not known; nothing can be set here" : "is not known" + hint(name, known);
    problems_.push_back({named == section_.names.end() ? place(pointer) : named->second, field_of(parent.field, name), what});
}

std::optional<Conversion::Scalar> Conversion::scalar(const Spot& spot) {
    const Value& value = *spot.value;
    switch (value.kind()) {
        case Kind::text: {
            const std::string& written = *value.as_text();
            if (!section_.secrets) return Scalar{written, in_quotes(written), false};
            const std::string filled = section_.secrets->fill(written);
            return Scalar{filled, in_quotes(section_.secrets->describe(written)), filled != written};
        }
        case Kind::boolean: {
            const std::string text = *value.as_bool() ? "true" : "false";
            return Scalar{text, in_quotes(text), false};
        }
        case Kind::integer:
        case Kind::number: return Scalar{value.text_or(""), in_quotes(value.text_or("")), false};
        case Kind::null: problem(spot, "has no value; write one, or remove the line"); return std::nullopt;
        case Kind::array: problem(spot, "must be a single value, not a list"); return std::nullopt;
        case Kind::object: problem(spot, "must be a single value, not a mapping"); return std::nullopt;
    }
    return std::nullopt;
}

// Advice repeats a part of the value, so there is none for a value that came by reference: it may be a secret that
// stands in the wrong field.
std::string Conversion::refusal_text(const Scalar& scalar, const std::string& why, const std::string& advice) {
    if (advice.empty() || scalar.by_reference) return scalar.shown + why;
    return fmt::format("{}{} (write {})", scalar.shown, why, advice);
}

void Conversion::plain(const Spot& spot) {
    if (const auto* text = spot.value->as_text(); text != nullptr && section_.secrets) section_.secrets->reveal(*text);
}

Conversion::Result Conversion::convert(const Field& field, const Spot& spot) {
    if (field.type == "secret") return secret(spot);
    if (field.type == "list") return list(field, spot);
    if (field.type == "map_file") return map_file(field, spot);
    if (field.type == "table") return table(field, spot);
    return of_scalar(field, spot);
}

Conversion::Result Conversion::of_scalar(const Field& field, const Spot& spot) {
    const auto read = scalar(spot);
    if (!read) return std::nullopt;
    const std::string& text = read->text;
    if (const Refusal refused = refusal(field, text); !refused.why.empty()) return problem(spot, refusal_text(*read, refused.why, refused.advice));
    if ((field.type == "text" || field.type == "connection") && field.required && text.empty()) return problem(spot, "is empty; write a value");
    plain(spot);
    if (field.type == "integer") return Value(*parse_integer(text));
    if (field.type == "boolean") return Value(text == "true");
    if (field.type == "duration") return Value(*parse_duration(text));
    return Value(text);
}

// The value itself never stands in a message: it may be the secret.
Conversion::Result Conversion::secret(const Spot& spot) {
    const auto* text = spot.value->as_text();
    if (text == nullptr || !section_.secrets || !section_.secrets->is_placeholder(*text))
        return problem(spot, "write the secret as ${env:NAME} or ${file:path}, alone; it must not stand in the configuration itself");
    section_.secrets->protect(*text);
    const std::size_t length = section_.secrets->fill(*text).size();
    if (length < Secrets::length_min)
        return problem(spot, fmt::format("the value of {} is shorter than {} characters, which can't be kept out of logs; use a longer secret",
                                         section_.secrets->describe(*text), Secrets::length_min));
    return Value(*text);
}

Conversion::Result Conversion::list(const Field& field, const Spot& spot) {
    const auto* elements = spot.value->as_array();
    if (elements == nullptr) {
        if (spot.value->is_null() || spot.value->is_object()) return problem(spot, "must be a list (write [a, b])");
        const auto read = scalar(spot);
        std::string shown = read->shown;
        const auto* text = spot.value->as_text();
        if (text == nullptr || text->find_first_of(",[]{}:#&*!|>'\"%@`\\") == std::string::npos) shown = shown.substr(1, shown.size() - 2);
        return problem(spot, fmt::format("must be a list (write [{}])", shown));
    }
    Value out = Value::array();
    bool good = true;
    for (std::size_t i = 0; i < elements->size(); ++i) {
        const Spot element{&(*elements)[i], pointer_of(spot.pointer, i), fmt::format("{}[{}]", spot.field, i)};
        const auto read = scalar(element);
        const Refusal refused = read && !field.choices.empty() ? choice_refusal(read->text, field.choices) : Refusal{};
        if (!refused.why.empty()) problem(element, refusal_text(*read, refused.why, refused.advice));
        good = good && read && refused.why.empty();
        if (!good) continue;
        plain(element);
        out.push(Value(read->text));
    }
    if (!good) return std::nullopt;
    if (field.required && elements->empty()) return problem(spot, "is empty; write at least one element");
    return out;
}

Conversion::Result Conversion::map_file(const Field& field, const Spot& spot) {
    // A few rows need no file of their own.
    if (spot.value->is_array() && !field.columns.empty()) return table(field, spot);
    const auto read = scalar(spot);
    if (!read) return std::nullopt;
    plain(spot);
    try {
        const MapHeader header = maps_.header(read->text);
        Value rows = maps_.rows(read->text);
        if (field.columns.empty()) return rows;
        const std::vector<Column> columns = columns_of(field);
        const std::string where = fmt::format("maps/{}:{}", read->text, header.line);
        bool good = true;
        for (const std::string& name : header.columns) {
            if (contains(names_of(columns), name)) continue;
            good = false;
            problem(spot, fmt::format("{}: the column {} is not known{}", where, in_quotes(name), hint(name, names_of(columns))));
        }
        for (const Column& column : columns) {
            if (column.optional || contains(header.columns, column.name)) continue;
            good = false;
            problem(spot, fmt::format("{}: the column {} is missing", where, in_quotes(column.name)));
        }
        if (good) return rows;
    } catch (const std::runtime_error& error) {
        problem(spot, error.what());
    }
    return std::nullopt;
}

Conversion::Result Conversion::table(const Field& field, const Spot& spot) {
    const auto* rows = spot.value->as_array();
    if (rows == nullptr) return problem(spot, fmt::format("must be a list of rows, each with {}", listed(names_of(columns_of(field)))));
    Value out = Value::array();
    bool good = true;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto row = table_row(field, {&(*rows)[i], pointer_of(spot.pointer, i), fmt::format("{}[{}]", spot.field, i)});
        good = good && row.has_value();
        if (row) out.push(std::move(*row));
    }
    if (!good) return std::nullopt;
    if (field.required && rows->empty()) return problem(spot, "is empty; write at least one row");
    return out;
}

Conversion::Result Conversion::table_row(const Field& field, const Spot& spot) {
    const std::vector<Column> columns = columns_of(field);
    const auto* members = spot.value->as_object();
    if (members == nullptr) return problem(spot, fmt::format("must be a row with {}", listed(names_of(columns))));
    bool good = true;
    Value out = Value::object();
    for (const auto& [name, value] : *members) {
        if (!contains(names_of(columns), name)) {
            good = false;
            unknown_name(spot, name, names_of(columns));
            continue;
        }
        const Spot cell{&value, pointer_of(spot.pointer, name), field_of(spot.field, name)};
        const auto read = scalar(cell);
        good = good && read;
        if (!read) continue;
        plain(cell);
        out.set(name, Value(read->text));
    }
    for (const Column& column : columns) {
        if (column.optional || spot.value->find(column.name) != nullptr) continue;
        good = false;
        problem({spot.value, spot.pointer, field_of(spot.field, column.name)}, "is missing");
    }
    if (!good) return std::nullopt;
    return out;
}

} // namespace ledgerline::config
