// What refunds credit of the orders that they give money back of.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

namespace ledgerline::store {

class CreditTable {
public:
    explicit CreditTable(Connection& connection) : connection_(connection) {}

    std::vector<CreditRow> of_order(const std::string& store, const std::string& order_key);
    std::vector<CreditRow> of_refund(const std::string& source, const std::string& refund_key);
    void add(const CreditRow& row); // its id is given by the store, and never again
    void remove(const std::string& source, const std::string& refund_key);

private:
    Connection& connection_;
};

} // namespace ledgerline::store
