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
    void put(const DemandRow& row);
    void erase(const DemandRow& row);
    // Rows whose last booking was there by then: a snapshot that was begun later contains it.
    std::vector<DemandRow> booked_until(Millis at, std::size_t limit);
    std::int64_t count();

private:
    Connection& connection_;
};

} // namespace ledgerline::store
