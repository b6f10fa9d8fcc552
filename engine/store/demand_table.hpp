// What shoppers have ordered and the ERP may not have yet, by order and SKU.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <optional>

namespace ledgerline::store {

class DemandTable {
public:
    explicit DemandTable(Connection& connection) : connection_(connection) {}

    std::vector<DemandRow> of_order(const std::string& source, const std::string& order_key);
    std::vector<DemandRow> of_sku(const std::string& sku);
    std::vector<DemandRow> of_skus(const std::vector<std::string>& skus); // by SKU, each in the same order
    void put(const DemandRow& row);
    void erase(const DemandRow& row);
    // Rows whose last booking was there by then: a snapshot that was begun later contains it.
    std::vector<DemandRow> booked_until(Millis at, std::size_t limit);

    // How much was ordered of each SKU, by the hour in which it came to be known here; older hours are forgotten when they are no use any more.
    void count_ordered(const std::string& sku, Millis at, std::int64_t quantity);
    std::int64_t ordered_since(const std::string& sku, Millis since);
    std::vector<std::string> ordered_between(Millis from, Millis until); // SKUs, of the hours that have ended in between
    void forget_ordered(Millis before);

private:
    Connection& connection_;
};

} // namespace ledgerline::store
