// Goods that came back, by the lines of the orders that they were sold with.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

namespace ledgerline::store {

class ReturnedTable {
public:
    explicit ReturnedTable(Connection& connection) : connection_(connection) {}

    std::vector<ReturnedRow> of_order(const std::string& order_source, const std::string& order_key); // as they were counted
    std::vector<ReturnedRow> of_return(const std::string& source, const std::string& return_key);
    void add(const ReturnedRow& row); // its id is given by the store, and never again
    void remove(const std::string& source, const std::string& return_key);

private:
    Connection& connection_;
};

} // namespace ledgerline::store
