#include "b1/stock.hpp"

namespace ledgerline::sandbox::b1 {

const std::map<std::string, StockLevel>& Stock::of_item(const std::string& item_key) const {
    static const std::map<std::string, StockLevel> none;
    const auto found = levels_.find(item_key);
    return found == levels_.end() ? none : found->second;
}

StockLevel Stock::total(const std::string& item_key) const {
    StockLevel sum;
    for (const auto& [warehouse, level] : of_item(item_key)) {
        sum.in_stock += level.in_stock;
        sum.committed += level.committed;
        sum.ordered += level.ordered;
    }
    return sum;
}

void Stock::set(const std::string& item_key, const std::string& warehouse, const StockLevel& level, Journal& journal) {
    auto& warehouses = levels_[item_key];
    const auto known = warehouses.find(warehouse);
    if (known == warehouses.end()) {
        journal.on_undo([this, item_key, warehouse] { levels_[item_key].erase(warehouse); });
        warehouses.emplace(warehouse, level);
    } else {
        journal.on_undo([this, item_key, warehouse, before = known->second] { levels_[item_key][warehouse] = before; });
        known->second = level;
    }
}

void Stock::add(const std::string& item_key, const std::string& warehouse, const StockLevel& change, Journal& journal) {
    StockLevel level;
    const auto& warehouses = of_item(item_key);
    if (const auto known = warehouses.find(warehouse); known != warehouses.end()) level = known->second;
    level.in_stock = (level.in_stock + change.in_stock).normalized();
    level.committed = (level.committed + change.committed).normalized();
    level.ordered = (level.ordered + change.ordered).normalized();
    set(item_key, warehouse, level, journal);
}

} // namespace ledgerline::sandbox::b1
