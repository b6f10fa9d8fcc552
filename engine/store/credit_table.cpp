#include "store/credit_table.hpp"

namespace ledgerline::store {

namespace {

#define CREDIT_COLUMNS "id, store, order_key, source, refund_key, place, quantity, amount, tax"

std::vector<CreditRow> credits_of(const std::vector<Row>& rows) {
    std::vector<CreditRow> out;
    out.reserve(rows.size());
    for (const Row& row : rows)
        out.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7), row.text(8)});
    return out;
}

} // namespace

std::vector<CreditRow> CreditTable::of_order(const std::string& store, const std::string& order_key) {
    return credits_of(connection_.query("SELECT " CREDIT_COLUMNS " FROM credit WHERE order_key = $1 AND store = $2 ORDER BY id", {order_key, store}));
}

std::vector<CreditRow> CreditTable::of_refund(const std::string& source, const std::string& refund_key) {
    return credits_of(connection_.query("SELECT " CREDIT_COLUMNS " FROM credit WHERE refund_key = $1 AND source = $2 ORDER BY id", {refund_key, source}));
}

void CreditTable::add(const CreditRow& row) {
    connection_.execute("INSERT INTO credit (store, order_key, source, refund_key, place, quantity, amount, tax) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                        {row.store, row.order_key, row.source, row.refund_key, row.place, row.quantity, row.amount, row.tax});
}

void CreditTable::remove(const std::string& source, const std::string& refund_key) {
    connection_.execute("DELETE FROM credit WHERE refund_key = $1 AND source = $2", {refund_key, source});
}

} // namespace ledgerline::store
