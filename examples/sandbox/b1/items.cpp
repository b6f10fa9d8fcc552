#include "b1/items.hpp"

#include "b1/activity.hpp"
#include "b1/body_reader.hpp"
#include "b1/merge.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

namespace {

const char* const warehouse_rows = "ItemWarehouseInfoCollection";

void drop_quantities(Record& item) {
    for (const char* name : {"QuantityOnStock", "QuantityOrderedByCustomers", "QuantityOrderedFromVendors"}) item.erase(name);
    if (item.rows(warehouse_rows).empty()) return;
    for (Record& row : item.rows_to_change(warehouse_rows))
        for (const char* name : {"ItemCode", "InStock", "Committed", "Ordered"}) row.erase(name);
}

} // namespace

void Items::load(const message::Value& body) {
    Record item = read_record(body, state_.schema.type("Item"), {.read_only_too = true});
    Journal none;
    const std::string key = state_.item_key(item.text("ItemCode"));
    for (const Record& row : item.rows(warehouse_rows))
        state_.stock.set(key, row.text("WarehouseCode"), {row.number("InStock"), row.number("Committed"), row.number("Ordered")}, none);
    drop_quantities(item);
    couple_activity(item, Record(item));
    if (!item.has("Valid")) item.set("Valid", "tYES");
    const bool dated = item.has("UpdateDate"), versioned = item.has("DataVersion");
    Record stamps(item.type());
    state_.stamp_created(stamps);
    for (const auto& [property, cell] : stamps.cells())
        if (!item.stored(*property) && !(dated && property->name.starts_with("Update")) && !(versioned && property->name == "DataVersion")) item.set(*property, cell);
    state_.items.load(std::move(item));
}

void Items::check(const Record& item) const {
    if (item.has("SalesVATGroup") && !item.text("SalesVATGroup").empty() && !state_.vat_groups.find_text(item.text("SalesVATGroup")))
        throw unknown_reference(state_.settings.unknown_reference_status);
    std::vector<std::string> seen;
    for (const Record& row : item.rows(warehouse_rows)) {
        const std::string warehouse = row.text("WarehouseCode");
        if (!state_.warehouses.find_text(warehouse)) throw unknown_reference(state_.settings.unknown_reference_status);
        if (std::find(seen.begin(), seen.end(), warehouse) != seen.end()) throw already_exists();
        seen.push_back(warehouse);
    }
}

Table::Row Items::post(Record item) {
    const std::string code = item.text("ItemCode");
    if (code.empty()) throw rule("Item number is missing; specify an item number [OITM.ItemCode]"); // field: our choice
    if (state_.items.find_text(code)) throw rule("Item code '" + code + "' already exists");
    couple_activity(item, Record(item));
    if (!item.has("Valid")) item.set("Valid", "tYES");
    if (item.rows(warehouse_rows).empty()) { // as "add all warehouses to new items" does
        Rows& rows = item.rows_to_change(warehouse_rows);
        for (const Table::Entry& warehouse : state_.warehouses.in_key_order()) {
            rows.emplace_back(state_.schema.type("ItemWarehouseInfo"));
            rows.back().set("WarehouseCode", warehouse.row->text("WarehouseCode"));
        }
    }
    check(item);
    drop_quantities(item);
    state_.stamp_created(item);
    const std::string key = state_.items.key_of(item);
    for (const Record& row : item.rows(warehouse_rows)) state_.stock.set(key, row.text("WarehouseCode"), {}, state_.journal);
    state_.items.put(std::move(item), state_.journal);
    return state_.items.find(key);
}

void Items::patch(const Table::Row& before, const Record& changes, bool replaces_collections) {
    Record item = *before;
    merge(item, changes, replaces_collections);
    couple_activity(item, changes);
    item.set("ItemCode", before->text("ItemCode"));
    check(item);
    drop_quantities(item);
    const auto& changed = changes.cells();
    const bool only_prices = !changed.empty() && std::all_of(changed.begin(), changed.end(), [](const auto& cell) { return cell.first->name == "ItemPrices"; });
    if (!only_prices || state_.settings.item_follows_price_change) state_.stamp_changed(item);
    const std::string key = state_.items.key_of(item);
    for (const Record& row : item.rows(warehouse_rows)) {
        const std::string warehouse = row.text("WarehouseCode");
        if (state_.stock.of_item(key).count(warehouse) == 0) state_.stock.set(key, warehouse, {}, state_.journal);
    }
    state_.items.put(std::move(item), state_.journal);
}

void Items::remove(const Table::Row& item) {
    const std::string key = state_.items.key_of(*item);
    const StockLevel level = state_.stock.total(key);
    if (!level.in_stock.is_zero() || !level.committed.is_zero() || !level.ordered.is_zero())
        throw rule("Item '" + item->text("ItemCode") + "' is in use and cannot be removed"); // text: our choice
    state_.items.remove(key, state_.journal);
}

Record Items::with_stock(const Record& item) const {
    Record out = item;
    const std::string key = state_.items.key_of(item);
    const auto& levels = state_.stock.of_item(key);
    for (const char* name : {"QuantityOnStock", "QuantityOrderedByCustomers", "QuantityOrderedFromVendors"}) out.set(name, *computed(item, item.type().at(name)));
    if (out.rows(warehouse_rows).empty()) return out;
    for (Record& row : out.rows_to_change(warehouse_rows)) {
        row.set("ItemCode", item.text("ItemCode"));
        const auto level = levels.find(row.text("WarehouseCode"));
        if (level == levels.end()) continue;
        row.set("InStock", level->second.in_stock);
        row.set("Committed", level->second.committed);
        row.set("Ordered", level->second.ordered);
    }
    return out;
}

std::optional<Cell> Items::computed(const Record& item, const Property& property) const {
    if (!property.name.starts_with("Quantity")) return std::nullopt;
    const auto total = [&] { return state_.stock.total(state_.items.key_of(item)); };
    if (property.name == "QuantityOnStock") return total().in_stock;
    if (property.name == "QuantityOrderedByCustomers") return total().committed;
    if (property.name == "QuantityOrderedFromVendors") return total().ordered;
    return std::nullopt;
}

void Items::set_in_stock(const std::string& item_code, const std::string& warehouse, const Decimal& quantity) {
    const auto item = state_.items.find_text(item_code);
    if (!item || !has_warehouse(*item, warehouse)) throw no_such_record();
    const std::string key = state_.items.key_of(*item);
    StockLevel level = state_.stock.of_item(key).at(warehouse);
    state_.ledger.add({state_.clock.now(), "", 0, key, warehouse, {(quantity - level.in_stock).normalized(), {}, {}}}, state_.journal);
    level.in_stock = quantity;
    state_.stock.set(key, warehouse, level, state_.journal);
    if (state_.settings.item_version_counts_stock) {
        Record changed = *item;
        changed.set("DataVersion", changed.integer("DataVersion") + 1);
        state_.items.put(std::move(changed), state_.journal);
    }
}

std::string Items::default_warehouse(const Record& item) const {
    const std::string own = item.text("DefaultWarehouse");
    return own.empty() ? state_.settings.default_warehouse : own;
}

bool Items::has_warehouse(const Record& item, const std::string& warehouse) const {
    const auto& levels = state_.stock.of_item(state_.items.key_of(item));
    return levels.count(warehouse) > 0;
}

} // namespace ledgerline::sandbox::b1
