#include "config/fields.hpp"

#include "config/convert.hpp"
#include "config/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::config {
namespace {

using message::Value;

std::vector<std::string> texts_of(const Value& list) {
    std::vector<std::string> out;
    if (const auto* elements = list.as_array())
        for (const Value& element : *elements) out.push_back(element.text_or(""));
    return out;
}

Field field_of_manifest(const Value& described) {
    Field field;
    field.name = described["name"].text_or("");
    if (field.name.empty()) throw std::runtime_error("a field of the manifest has no name");
    field.type = described["type"].text_or("text");
    const std::vector<std::string> known = field_types();
    if (std::find(known.begin(), known.end(), field.type) == known.end())
        throw std::runtime_error(fmt::format("the manifest's field {} has the unknown type {}{}", field.name, in_quotes(field.type), hint(field.type, known)));
    field.help = described["help"].text_or("");
    field.example = described["example"].text_or("");
    field.required = described["required"].bool_or(false);
    field.otherwise = described["default"];
    field.choices = texts_of(described["choices"]);
    field.columns = texts_of(described["columns"]);
    if (field.type == "choice" && field.choices.empty()) throw std::runtime_error(fmt::format("the manifest's field {} is a choice without choices", field.name));
    if (field.type == "table" && field.columns.empty()) throw std::runtime_error(fmt::format("the manifest's field {} is a table without columns", field.name));
    return field;
}

// A default must be what the field itself would take; a secret can have none.
void check_default(const Field& field) {
    if (field.otherwise.is_null() || field.type == "map_file") return;
    if (field.type == "secret") throw std::runtime_error(fmt::format("the manifest's field {} is a secret with a default", field.name));
    class NoMaps final : public MapFiles {
        Value rows(std::string_view) const override { return Value::array(); }
    };
    Section section;
    section.field = "manifest";
    std::vector<Problem> problems;
    Conversion(section, NoMaps(), problems).convert(field, {&field.otherwise, "", field.name});
    if (!problems.empty()) throw std::runtime_error(fmt::format("the manifest's default of the field {}: {}", field.name, problems.front().what));
}

std::string missing(const Field& field) {
    std::string out = "is missing";
    if (!field.help.empty()) out += fmt::format(" ({})", field.help);
    if (!field.example.empty()) out += fmt::format("; for example {}: {}", field.name, field.example);
    else if (field.type == "secret") out += fmt::format("; write {}: \"${{env:NAME}}\" or \"${{file:path}}\"", field.name);
    return out;
}

} // namespace

std::vector<Field> fields_of(const Value& manifest_fields) {
    std::vector<Field> fields;
    if (manifest_fields.is_null()) return fields;
    const auto* described = manifest_fields.as_array();
    if (described == nullptr) throw std::runtime_error("the manifest's fields are no array");
    for (const Value& one : *described) {
        Field field = field_of_manifest(one);
        const bool twice = std::any_of(fields.begin(), fields.end(), [&](const Field& other) { return other.name == field.name; });
        if (twice) throw std::runtime_error(fmt::format("the manifest has the field {} twice", field.name));
        check_default(field);
        fields.push_back(std::move(field));
    }
    return fields;
}

Value check(const Section& section, const std::vector<Field>& fields, const MapFiles& maps, std::vector<Problem>& problems) {
    Value out = Value::object();
    Conversion conversion(section, maps, problems);
    if (!section.value.is_null() && !section.value.is_object()) {
        problems.push_back({section.place, section.field, "must be a mapping: one \"name: value\" for each field"});
        return out;
    }
    std::vector<std::string> known;
    for (const Field& field : fields) known.push_back(field.name);
    if (const auto* members = section.value.as_object())
        for (const auto& [name, value] : *members)
            if (std::find(known.begin(), known.end(), name) == known.end()) conversion.unknown_name(name, known);
    for (const Field& field : fields) {
        const Value* written = section.value.find(field.name);
        if (written == nullptr && field.otherwise.is_null()) {
            if (field.required) problems.push_back({section.place, section.field + "." + field.name, missing(field)});
            continue;
        }
        const Spot spot = conversion.member(written != nullptr ? *written : field.otherwise, field.name);
        if (auto value = conversion.convert(field, spot)) out.set(field.name, std::move(*value));
    }
    return out;
}

} // namespace ledgerline::config
