#include "b1/body_writer.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

Value write_rows(const Cell& cell, const Property& property, const WriteMode& mode) {
    const auto* rows = std::get_if<Rows>(&cell);
    const WriteMode inner{mode.version, mode.complete, nullptr};
    if (property.kind == Kind::complex) {
        Value object = Value::object();
        if (rows && !rows->empty()) write_record(rows->front(), inner, object);
        else if (property.element) write_record(Record(*property.element), inner, object);
        else return nullptr;
        return object;
    }
    std::vector<Value> elements;
    if (rows) {
        elements.reserve(rows->size());
        for (const Record& row : *rows) {
            Value object = Value::object();
            write_record(row, inner, object);
            elements.push_back(std::move(object));
        }
    }
    return Value::array(std::move(elements));
}

} // namespace

Value number_value(const Decimal& number) {
    return Value::number(number.normalized().text(1));
}

Value write_cell(const Cell& cell, const Property& property, const WriteMode& mode) {
    if (property.kind == Kind::list || property.kind == Kind::complex) return write_rows(cell, property, mode);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
    if (const auto* number = std::get_if<Decimal>(&cell)) return number_value(*number);
    if (const auto* text = std::get_if<std::string>(&cell)) {
        if (property.kind == Kind::date && mode.version == Version::v2) return *text + "T00:00:00Z";
        return *text;
    }
    return nullptr;
}

void write_record(const Record& record, const WriteMode& mode, Value& into) {
    if (!into.as_object()) into = Value::object();
    Value::Object& members = *into.as_object();
    for (const Property* property : record.type().in_order()) {
        if (property->internal || !property->loaded) continue;
        if (mode.selected) {
            if (std::find(mode.selected->begin(), mode.selected->end(), property) == mode.selected->end()) continue;
        } else if (!mode.complete && !property->in_short_form && !record.stored(*property)) {
            continue;
        }
        const Cell* stored = record.stored(*property);
        members.emplace_back(property->name, write_cell(stored ? *stored : record.value(*property), *property, mode));
    }
}

} // namespace ledgerline::sandbox::b1
