#include "b1/body_reader.hpp"

#include "b1/calendar.hpp"
#include "b1/refusal.hpp"
#include "b1/words.hpp"

#include "message/json.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

// The code of a value that does not fit is not public; -1000 is our choice.
Refusal wrong_value(const Property& property, const Type& type, const std::string& what) {
    return malformed("Invalid value " + what + " in property '" + property.name + "' of '" + type.name() + "'");
}

std::string shown(const Value& value) {
    std::string text = value.text_or(std::string("of kind ") + std::string(name_of(value.kind())));
    std::size_t end = std::min<std::size_t>(text.size(), 60);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end; // whole characters
    return "'" + text.substr(0, end) + "'";
}

Cell read_number(const Value& value, const Property& property, const Type& type) {
    try {
        // Columns are (19,6): what comes with more digits is rounded when it is stored.
        return Decimal::parse_number(trim(value.text_or(""))).rounded(6, Round::half_up).normalized();
    } catch (const DecimalError&) {
        throw wrong_value(property, type, shown(value));
    }
}

Cell read_integer(const Value& value, const Property& property, const Type& type) {
    const auto number = std::get<Decimal>(read_number(value, property, type));
    if (!number.is_whole()) throw wrong_value(property, type, shown(value));
    return number.normalized().units();
}

Cell read_text(const Value& value, const Property& property, const Type& type) {
    const std::string text = value.text_or("");
    if (property.length_max && length_in_characters(text) > property.length_max) throw value_too_long(property.name, type.name());
    return text;
}

Cell read_member(const Value& value, const Property& property, const Type& type) {
    const std::string text = value.text_or("");
    if (const auto* member = property.enumeration->find(text)) return member->name;
    throw wrong_value(property, type, shown(value));
}

template <class Reader>
Cell read_moment(const Value& value, const Property& property, const Type& type, Reader reader) {
    const std::string text = value.text_or("");
    if (text.empty()) return {};
    if (auto moment = reader(text)) return *moment;
    throw wrong_value(property, type, shown(value));
}

const Type& element_of(const Property& property, const Type& type) {
    if (property.element) return *property.element;
    throw malformed("The sandbox does not simulate '" + property.name + "' of '" + type.name() + "'");
}

} // namespace

Cell read_cell(const Value& value, const Property& property, const Type& type, const ReadMode& mode) {
    if (value.is_null()) return property.kind == Kind::list ? Cell(Rows()) : Cell();
    if (property.kind == Kind::list) {
        const auto* elements = value.as_array();
        if (!elements) throw wrong_value(property, type, shown(value));
        Rows rows;
        for (const Value& element : *elements) rows.push_back(read_record(element, element_of(property, type), mode));
        return rows;
    }
    if (property.kind == Kind::complex) {
        if (!value.is_object()) throw wrong_value(property, type, shown(value));
        if (value.size() == 0) return Cell();
        return Rows{read_record(value, element_of(property, type), mode)};
    }
    if (value.is_object() || value.is_array() || value.as_bool()) throw wrong_value(property, type, shown(value));
    switch (property.kind) {
        case Kind::integer: return read_integer(value, property, type);
        case Kind::number: return read_number(value, property, type);
        case Kind::enumeration: return read_member(value, property, type);
        case Kind::date: return read_moment(value, property, type, read_date);
        case Kind::time: return read_moment(value, property, type, read_time);
        default: return read_text(value, property, type);
    }
}

Record read_record(const Value& body, const Type& type, const ReadMode& mode) {
    const auto* members = body.as_object();
    if (!members) throw malformed("Failed to initialize object data");
    Record record(type);
    for (const auto& [name, value] : *members) {
        if (name.find('@') != std::string::npos || name.starts_with("odata.")) continue; // control members
        const Property* property = type.find_in_body(name);
        if (!property) throw invalid_property(name, type.name());
        if (property->read_only && !mode.read_only_too) continue;
        record.set(*property, read_cell(value, *property, type, mode));
    }
    return record;
}

Value read_body(const std::string& body) {
    if (trim(body).empty()) throw Refusal(400, "-1", "Failed to initialize object data");
    try {
        Value value = message::parse_json(body);
        if (!value.is_object()) throw Refusal(400, "-1", "Failed to initialize object data");
        return value;
    } catch (const message::JsonError& error) {
        throw malformed(std::string("Invalid JSON format: ") + error.what()); // text: our choice
    }
}

} // namespace ledgerline::sandbox::b1
