#include "b1/stock_booking.hpp"

namespace ledgerline::sandbox::b1 {

Table::Row item_with_stock(const State& state, const Record& line) {
    const auto item = state.items.find_text(line.text("ItemCode"));
    if (!item || !item->yes("InventoryItem") || item->text("TreeType") == "iSalesTree") return nullptr;
    return item;
}

Decimal inventory_quantity(const Record& item, const Decimal& quantity) {
    const Decimal units = item.number("SalesItemsPerUnit");
    return units.is_zero() ? quantity : (quantity.normalized() * units.normalized()).normalized();
}

void change_stock(State& state, const Table::Row& item, const std::string& warehouse, const StockLevel& change, const Mover& mover) {
    state.refuse_locked_row("Items", item->text("ItemCode"));
    const std::string key = state.items.key_of(*item);
    state.stock.add(key, warehouse, change, state.journal);
    state.ledger.add({state.clock.now(), mover.entity_set, mover.entry, key, warehouse, change}, state.journal);
    if (!state.settings.item_version_counts_stock) return;
    Record changed = *item;
    changed.set("DataVersion", changed.integer("DataVersion") + 1);
    state.items.put(std::move(changed), state.journal);
}

void check_not_negative(const State& state, const Table::Row& item, const std::string& warehouse, const std::string& line_table, std::size_t line_number) {
    if (state.settings.negative_stock_blocked && state.stock.of_item(state.items.key_of(*item)).at(warehouse).in_stock.is_negative())
        throw rule("Quantity falls into negative inventory  [" + line_table + ".ItemCode][line: " + std::to_string(line_number) + "]");
}

} // namespace ledgerline::sandbox::b1
