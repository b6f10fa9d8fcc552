#include "b1/user_objects.hpp"

#include "b1/words.hpp"

#include <algorithm>
#include <array>

namespace ledgerline::sandbox::b1 {

namespace {

// Database tables to types: a field on any marketing document is on all of them, and so with payments.
struct TableType {
    const char *table, *type;
};
constexpr std::array<TableType, 25> system_tables{{{"ORDR", "Document"}, {"RDR1", "DocumentLine"}, {"ODRF", "Document"}, {"DRF1", "DocumentLine"},
    {"OQUT", "Document"}, {"QUT1", "DocumentLine"}, {"OINV", "Document"}, {"INV1", "DocumentLine"}, {"ORIN", "Document"}, {"RIN1", "DocumentLine"},
    {"ODLN", "Document"}, {"DLN1", "DocumentLine"}, {"ORDN", "Document"}, {"RDN1", "DocumentLine"},
    {"ODPI", "Document"}, {"DPI1", "DocumentLine"}, {"ORCT", "Payment"}, {"OVPM", "Payment"}, {"RCT2", "PaymentInvoice"}, {"OSHP", "ShippingType"}, {"OITM", "Item"}, {"OITW", "ItemWarehouseInfo"}, {"OCRD", "BusinessPartner"}, {"CRD1", "BPAddress"}, {"OCPR", "ContactEmployee"}}};

const char* header_of(const std::string& table) {
    for (const TableType& known : system_tables)
        if (table == known.table) {
            const std::string_view type = known.type;
            return type == "Document" ? "ORDR" : type == "DocumentLine" ? "RDR1" : type == "Payment" ? "ORCT" : known.table;
        }
    return nullptr;
}

Property property_of(const Record& field) {
    Property property;
    property.name = "U_" + field.text("Name");
    property.user_field = true;
    property.in_short_form = true;
    const std::string type = field.text("Type"), sub_type = field.text("SubType");
    if (type == "db_Numeric") property.kind = Kind::integer;
    else if (type == "db_Float") property.kind = Kind::number;
    else if (type == "db_Date") property.kind = sub_type == "st_Time" ? Kind::time : Kind::date;
    if (type == "db_Alpha") property.length_max = static_cast<std::size_t>(field.integer("Size", field.integer("EditSize", 50)));
    property.otherwise = property.kind == Kind::text || property.kind == Kind::integer ? field.text("DefaultValue") : "";
    return property;
}

} // namespace

Type* UserObjects::type_of_table(const std::string& table_name) {
    for (const TableType& known : system_tables)
        if (table_name == known.table) return &state_.schema.type(known.type);
    if (table_name.starts_with('@')) {
        const auto table = state_.user_tables.find("U_" + table_name.substr(1));
        if (table != state_.user_tables.end()) return &state_.schema.type(table->first);
    }
    return nullptr;
}

Table::Row UserObjects::post_table(Record table) {
    std::string name = upper(table.text("TableName"));
    if (name.starts_with('@')) name.erase(0, 1);
    if (name.empty()) throw rule("Table name is missing [OUTB.TableName]"); // text: our choice
    const std::string kind = table.text("TableType");
    if (kind != "bott_NoObject" && kind != "bott_NoObjectAutoIncrement") throw malformed("The sandbox simulates user tables of type bott_NoObject and bott_NoObjectAutoIncrement only");
    table.set("TableName", name);
    if (state_.user_tables_md.find_text(name)) throw already_exists();
    const std::string entity_set = "U_" + name;
    const Type& type = state_.schema.add_user_table(entity_set);
    state_.user_tables.emplace(entity_set, UserTable{name, kind == "bott_NoObjectAutoIncrement", state_.settings.user_fields_visible == Visible::at_once,
                                                     Table(type, {"Code"}, state_.ignores_case())});
    state_.journal.on_undo([this, entity_set] {
        state_.user_tables.erase(entity_set);
        state_.schema.remove_user_table(entity_set);
    });
    state_.user_tables_md.put(std::move(table), state_.journal);
    return state_.user_tables_md.find_text(name);
}

Table::Row UserObjects::post_field(Record field) {
    const std::string sent_table = upper(field.text("TableName"));
    const char* header = header_of(sent_table);
    const std::string table = header ? header : sent_table;
    Type* type = type_of_table(table);
    if (!type) throw unknown_reference(state_.settings.unknown_reference_status);
    if (field.text("Name").empty()) throw rule("Field name is missing [CUFD.AliasID]"); // text: our choice
    if (!field.has("Type")) field.set("Type", "db_Alpha");
    if (!field.has("SubType")) field.set("SubType", "st_None");
    Property property = property_of(field);
    const std::string name = property.name;
    const auto& known = type->in_order();
    if (std::any_of(known.begin(), known.end(), [&](const Property* other) { return same_word(other->name, name); })) throw already_exists();
    property.loaded = state_.settings.user_fields_visible == Visible::at_once;
    type->add(property);
    state_.journal.on_undo([type, name] { type->remove(name); });
    field.set("TableName", table);
    field.set("FieldID", state_.next_number("fields of " + table, 0));
    const std::string key = state_.user_fields_md.key_of(field);
    state_.user_fields_md.put(std::move(field), state_.journal);
    return state_.user_fields_md.find(key);
}

Table::Row UserObjects::post_key(Record key) {
    std::string table_name = upper(key.text("TableName"));
    if (!table_name.starts_with('@') && state_.user_tables.count("U_" + table_name)) table_name = "@" + table_name;
    const Type* type = type_of_table(table_name);
    if (!type) throw unknown_reference(state_.settings.unknown_reference_status);
    if (key.rows("UserKeysMD_Elements").empty()) throw rule("Key has no columns [OUKD.KeyName]"); // text: our choice
    for (const Record& element : key.rows("UserKeysMD_Elements")) {
        const std::string column = element.text("ColumnAlias");
        const auto& known = type->in_order();
        const bool exists = std::any_of(known.begin(), known.end(), [&](const Property* property) { return property->name == "U_" + column || property->name == column; });
        if (!exists) throw unknown_reference(state_.settings.unknown_reference_status);
    }
    for (const Table::Entry& other : state_.user_keys_md.in_key_order())
        if (other.row->text("TableName") == table_name && same_word(other.row->text("KeyName"), key.text("KeyName"))) throw already_exists();
    key.set("TableName", table_name);
    key.set("KeyIndex", state_.next_number("keys of " + table_name, 0));
    std::int64_t sub_key = 0;
    for (Record& element : key.rows_to_change("UserKeysMD_Elements")) element.set("SubKeyIndex", sub_key++);
    const std::string place = state_.user_keys_md.key_of(key);
    state_.user_keys_md.put(std::move(key), state_.journal);
    return state_.user_keys_md.find(place);
}

void UserObjects::check_unique_keys(const UserTable& table, const Record& row, const Record* before) const {
    for (const Table::Entry& entry : state_.user_keys_md.in_key_order()) {
        const Record& key = *entry.row;
        if (!key.yes("Unique") || key.text("TableName") != "@" + table.table_name) continue;
        std::vector<std::string> same;
        bool first = true, has_null = false;
        for (const Record& element : key.rows("UserKeysMD_Elements")) {
            const std::string column = element.text("ColumnAlias");
            const Property* property = row.type().find("U_" + column);
            if (!property) property = row.type().find(column);
            if (!property) continue;
            const Cell cell = row.value(*property);
            has_null = has_null || is_null(cell);
            const std::vector<std::string> keys = table.rows.keys_with(*property, cell);
            if (first) same = keys;
            else std::erase_if(same, [&](const std::string& one) { return !std::binary_search(keys.begin(), keys.end(), one); });
            first = false;
        }
        if (before) std::erase(same, table.rows.key_of(*before));
        if (!same.empty() && !has_null) throw already_exists();
    }
}

void UserObjects::check_mandatory(const Record& row) const {
    for (const Table::Entry& entry : state_.user_fields_md.in_key_order()) {
        const Record& field = *entry.row;
        if (!field.yes("Mandatory") || "U_" + field.text("TableName").substr(std::min<std::size_t>(1, field.text("TableName").size())) != row.type().name()) continue;
        const Property* property = row.type().find("U_" + field.text("Name"));
        if (property && is_null(row.value(*property))) throw rule("Value is missing in mandatory field [" + field.text("TableName") + "." + property->name + "]"); // text: our choice
    }
}

Table::Row UserObjects::post_row(UserTable& table, Record row) {
    if (table.numbers_itself && row.text("Code").empty()) row.set("Code", std::to_string(state_.next_number("rows of " + table.table_name, 1)));
    const std::string code = row.text("Code");
    if (code.empty()) throw rule("Code is missing [@" + table.table_name + ".Code]"); // text: our choice
    if (table.rows.find_text(code)) throw already_exists();
    if (!row.has("Name")) row.set("Name", code);
    check_mandatory(row);
    check_unique_keys(table, row, nullptr);
    table.rows.put(std::move(row), state_.journal);
    return table.rows.find_text(code);
}

void UserObjects::patch_row(UserTable& table, const Table::Row& before, const Record& changes) {
    Record row = *before;
    row.take(changes);
    row.set("Code", before->text("Code"));
    check_mandatory(row);
    check_unique_keys(table, row, before.get());
    table.rows.put(std::move(row), state_.journal);
}

void UserObjects::remove_row(UserTable& table, const Table::Row& row) {
    table.rows.remove(table.rows.key_of(*row), state_.journal);
}

UserTable* UserObjects::loaded_table(std::string_view entity_set) {
    const auto found = state_.user_tables.find(entity_set);
    return found != state_.user_tables.end() && found->second.loaded ? &found->second : nullptr;
}

void UserObjects::restart() {
    state_.schema.load_user_fields();
    for (auto& [name, table] : state_.user_tables) table.loaded = true;
}

} // namespace ledgerline::sandbox::b1
