// Goods that are to come back for refunds that are booked.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

namespace ledgerline::store {

class ExpectedReturnTable {
public:
    explicit ExpectedReturnTable(Connection& connection) : connection_(connection) {}

    std::vector<ExpectedReturnRow> of_order(const std::string& order_source, const std::string& order_key); // oldest refunds first
    std::vector<ExpectedReturnRow> of_refund(const std::string& source, const std::string& refund_key);
    void put(const ExpectedReturnRow& row);
    void remove(const std::string& source, const std::string& refund_key);
    // Refunds whose goods were due before that day, are not all there, and of which nobody was told: one row of each, the earliest due first. Those
    // that have an open exception already are left out: that comes first.
    std::vector<ExpectedReturnRow> overdue(const std::string& day, std::size_t limit);
    // The first day on which something is due that nobody was told of; "" = none.
    std::string next_due();

private:
    Connection& connection_;
};

} // namespace ledgerline::store
