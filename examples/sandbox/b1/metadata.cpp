#include "b1/metadata.hpp"

#include "b1/metadata_tables.hpp"
#include "b1/words.hpp"

#include <algorithm>
#include <stdexcept>

namespace ledgerline::sandbox::b1 {

namespace {

constexpr int user_fields_from = 10'000;
constexpr int collections_from = 20'000;

} // namespace

const Enumeration::Member* Enumeration::find(std::string_view name_or_code) const {
    for (const Member& member : members)
        if (member.name == name_or_code) return &member;
    for (const Member& member : members)
        if (!member.code.empty() && member.code == name_or_code) return &member;
    return nullptr;
}

const Property* Type::find(std::string_view name) const {
    const auto found = by_name_.find(std::string(name));
    if (found == by_name_.end() || !found->second->loaded || found->second->internal) return nullptr;
    return found->second.get();
}

const Property* Type::find_in_body(std::string_view name) const {
    if (const Property* exact = find(name)) return exact;
    for (const Property* property : in_order_)
        if (property->loaded && !property->internal && same_word(property->name, name)) return property;
    return nullptr;
}

const Property& Type::at(std::string_view name) const {
    const auto found = by_name_.find(std::string(name));
    if (found == by_name_.end()) throw std::logic_error("no property '" + std::string(name) + "' in " + name_);
    return *found->second;
}

const Property& Type::add(Property property) {
    const bool nested = property.kind == Kind::complex || property.kind == Kind::list;
    property.position = property.user_field ? user_fields_from + user_count_++
                        : nested            ? collections_from + nested_count_++
                                            : simple_count_++;
    auto owned = std::make_unique<Property>(std::move(property));
    const Property* added = owned.get();
    if (!by_name_.emplace(added->name, std::move(owned)).second)
        throw std::logic_error("property '" + added->name + "' twice in " + name_);
    const auto place = std::lower_bound(in_order_.begin(), in_order_.end(), added->position,
                                        [](const Property* a, int position) { return a->position < position; });
    in_order_.insert(place, added);
    return *added;
}

void Type::remove(std::string_view name) {
    const auto found = by_name_.find(std::string(name));
    if (found == by_name_.end()) return;
    std::erase(in_order_, found->second.get());
    by_name_.erase(found);
}

void Type::load_user_fields() {
    for (auto& [name, property] : by_name_) property->loaded = true;
}

Schema::Schema() {
    read_enumerations(enumerations_metadata);
    for (const char* table : {document_metadata, document_line_metadata, document_parts_metadata, payments_metadata, items_metadata, partners_metadata, master_data_metadata, stock_metadata, company_metadata}) read_types(table);
    connect();
    // How a price was entered has no property of its own, yet a later PATCH must compute from the same one.
    Property entered;
    entered.name = "~entered";
    entered.internal = true;
    type("DocumentLine").add(entered);
    type("DocumentAdditionalExpense").add(entered);
    // What following documents have taken over: of a line its quantity, of a down payment its gross amount.
    Property drawn;
    drawn.name = "~drawn";
    drawn.kind = Kind::number;
    drawn.internal = true;
    type("DocumentLine").add(drawn);
    type("Document").add(drawn);
    // The parts of a bill of materials are added once, and a later PATCH must not add them again.
    Property parts_added;
    parts_added.name = "~parts";
    parts_added.internal = true;
    type("DocumentLine").add(parts_added);
}

Type& Schema::type(std::string_view name) {
    const auto found = types_.find(name);
    if (found == types_.end()) throw std::logic_error("no type '" + std::string(name) + "'");
    return *found->second;
}

const Type& Schema::type(std::string_view name) const {
    return const_cast<Schema*>(this)->type(name);
}

const Enumeration& Schema::enumeration(std::string_view name) const {
    const auto found = enumerations_.find(name);
    if (found == enumerations_.end()) throw std::logic_error("no enumeration '" + std::string(name) + "'");
    return found->second;
}

Type& Schema::add_user_table(const std::string& entity_set) {
    auto created = std::make_unique<Type>(entity_set);
    Property code;
    code.name = "Code";
    code.key = true;
    code.length_max = 50;
    code.in_short_form = true;
    created->add(code);
    Property name;
    name.name = "Name";
    name.length_max = 100;
    name.in_short_form = true;
    created->add(name);
    return *(types_[entity_set] = std::move(created));
}

void Schema::remove_user_table(const std::string& entity_set) {
    types_.erase(entity_set);
}

void Schema::load_user_fields() {
    for (auto& [name, type] : types_) type->load_user_fields();
}

void Schema::read_enumerations(std::string_view table) {
    for (std::string_view line : split(table, '\n')) {
        const std::vector<std::string_view> words = split(line, ' ');
        if (words.size() < 2) continue;
        Enumeration& enumeration = enumerations_[std::string(words[0])];
        enumeration.name = words[0];
        for (std::size_t i = 1; i < words.size(); ++i) {
            const std::vector<std::string_view> parts = split(words[i], '=');
            enumeration.members.push_back({std::string(parts[0]), parts.size() > 1 ? std::string(parts[1]) : ""});
        }
    }
}

void Schema::read_types(std::string_view table) {
    Type* current = nullptr;
    for (std::string_view line : split(table, '\n')) {
        if (line.empty()) continue;
        if (line.starts_with("type ")) {
            const std::string name(line.substr(5));
            current = (types_[name] = std::make_unique<Type>(name)).get();
        } else if (current) {
            read_property(*current, line);
        }
    }
}

void Schema::read_property(Type& type, std::string_view line) {
    const std::vector<std::string_view> words = split(line, ' ');
    if (words.size() < 3) throw std::logic_error("metadata line '" + std::string(line) + "' is incomplete");
    Property property;
    property.name = words[0];
    const std::string_view kind = words[1];
    const std::size_t colon = kind.find(':');
    const std::string_view detail = colon == std::string_view::npos ? std::string_view() : kind.substr(colon + 1);
    if (kind == "int") property.kind = Kind::integer;
    else if (kind == "number") property.kind = Kind::number;
    else if (kind == "date") property.kind = Kind::date;
    else if (kind == "time") property.kind = Kind::time;
    else if (kind.starts_with("text")) {
        property.kind = Kind::text;
        property.length_max = kind.size() > 4 ? static_cast<std::size_t>(std::stoi(std::string(kind.substr(4)))) : 0;
    } else if (kind.starts_with("enum:")) {
        property.kind = Kind::enumeration;
        property.enumeration = &enumeration(detail);
    } else {
        property.kind = kind.starts_with("list:") ? Kind::list : Kind::complex;
        property.element_name = detail;
    }
    property.key = words[2].find('k') != std::string_view::npos;
    property.read_only = words[2].find('r') != std::string_view::npos;
    property.in_short_form = words[2].find('s') != std::string_view::npos;
    if (words.size() > 3) property.otherwise = words[3];
    const Property& added = type.add(property);
    if (!added.element_name.empty()) nested_.push_back(const_cast<Property*>(&added));
}

void Schema::connect() {
    for (Property* property : nested_) {
        const auto found = types_.find(property->element_name);
        if (found != types_.end()) property->element = found->second.get();
    }
    nested_.clear();
}

} // namespace ledgerline::sandbox::b1
