// Quantities by item and warehouse. Kept apart from the items, because every order changes them and an item is large.
#pragma once

#include "b1/journal.hpp"

#include <ledgerline/decimal.hpp>

#include <map>
#include <string>
#include <unordered_map>

namespace ledgerline::sandbox::b1 {

struct StockLevel {
    Decimal in_stock, committed, ordered;
};

class Stock {
public:
    // By warehouse, in their order; empty for an item without warehouses.
    const std::map<std::string, StockLevel>& of_item(const std::string& item_key) const;
    StockLevel total(const std::string& item_key) const;

    void set(const std::string& item_key, const std::string& warehouse, const StockLevel& level, Journal& journal);
    // Adds to the level, each figure its own.
    void add(const std::string& item_key, const std::string& warehouse, const StockLevel& change, Journal& journal);

private:
    std::unordered_map<std::string, std::map<std::string, StockLevel>> levels_;
};

} // namespace ledgerline::sandbox::b1
