#include "b1/master_data.hpp"

#include "b1/body_reader.hpp"
#include "b1/document_kinds.hpp"
#include "b1/merge.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

void MasterData::load(const message::Value& body) {
    Record object = read_record(body, table_.type(), {.read_only_too = true});
    new_key(object);
    check(object);
    if (!object.type().find("DataVersion") || !object.has("DataVersion")) state_.stamp_created(object);
    table_.load(std::move(object));
    state_.journal.commit();
}

// Numbered kinds get the next free number.
std::string MasterData::new_key(Record& object) {
    const Property& key = *table_.key_properties().front();
    if (key.kind == Kind::integer && !object.has(key.name)) {
        const auto& rows = table_.in_key_order();
        object.set(key, rows.empty() ? std::int64_t{1} : rows.back().row->integer(key.name) + 1);
    }
    return table_.key_of(object);
}

// A special price is for an item, and for a customer or (CardCode "*3") in the place of a price list.
void MasterData::check(const Record& object) const {
    if (&table_ != &state_.special_prices) return;
    const std::string partner = object.text("CardCode");
    const bool of_list = partner.starts_with('*');
    const auto list = of_list ? Decimal::try_parse(partner.substr(1)) : std::nullopt;
    if (!state_.items.find_text(object.text("ItemCode")) || (of_list ? !list || !list->is_whole() : !state_.partners.find_text(partner)))
        throw unknown_reference(state_.settings.unknown_reference_status);
}

Table::Row MasterData::post(Record object) {
    const std::string key = new_key(object);
    if (key.empty()) throw rule("Code is missing"); // text: our choice
    if (table_.find(key)) throw already_exists();
    check(object);
    state_.stamp_created(object);
    table_.put(std::move(object), state_.journal);
    return table_.find(key);
}

void MasterData::patch(const Table::Row& before, const Record& changes, bool replaces_collections) {
    Record object = *before;
    merge(object, changes, replaces_collections);
    for (const Property* key : table_.key_properties()) object.set(*key, before->value(*key));
    check(object);
    state_.stamp_changed(object);
    table_.put(std::move(object), state_.journal);
}

void MasterData::remove(const Table::Row& object) {
    const std::string key = table_.key_of(*object);
    const std::string code = object->text(table_.key_properties().front()->name);
    const auto in_use = [&](const Table::Entry& order) {
        const auto names = [&](const char* rows, const char* property) {
            const Rows& lines = order.row->rows(rows);
            return std::any_of(lines.begin(), lines.end(), [&](const Record& line) { return line.text(property) == code; });
        };
        if (&table_ == &state_.warehouses) return names("DocumentLines", "WarehouseCode");
        if (&table_ == &state_.vat_groups) return names("DocumentLines", "VatGroup") || names("DocumentAdditionalExpenses", "VatGroup");
        if (&table_ == &state_.shipping_types) return order.row->text("TransportationCode") == code;
        if (&table_ == &state_.sales_tax_codes) return names("DocumentLines", "TaxCode") || names("DocumentAdditionalExpenses", "TaxCode");
        if (&table_ == &state_.currencies) return order.row->text("DocCurrency") == code;
        return names("DocumentAdditionalExpenses", "ExpenseCode");
    };
    bool used = false;
    if (&table_ == &state_.special_prices || &table_ == &state_.price_lists) {
        table_.remove(key, state_.journal);
        return;
    }
    for (const DocumentKind& kind : document_kinds()) {
        const auto& documents = (state_.*kind.table).in_key_order();
        used = used || std::any_of(documents.begin(), documents.end(), in_use);
    }
    if (used) throw rule("'" + code + "' is in use and cannot be removed"); // text: our choice
    table_.remove(key, state_.journal);
}

} // namespace ledgerline::sandbox::b1
