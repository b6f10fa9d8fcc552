#include "store/returned_table.hpp"

namespace ledgerline::store {

namespace {

#define RETURNED_COLUMNS "id, order_source, order_key, source, return_key, refund_key, line_id, units, quantity, state"

std::vector<ReturnedRow> returned_of(const std::vector<Row>& rows) {
    std::vector<ReturnedRow> out;
    out.reserve(rows.size());
    for (const Row& row : rows)
        out.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7), row.text(8), row.text(9)});
    return out;
}

} // namespace

std::vector<ReturnedRow> ReturnedTable::of_order(const std::string& order_source, const std::string& order_key) {
    return returned_of(connection_.query("SELECT " RETURNED_COLUMNS " FROM returned WHERE order_key = $1 AND order_source = $2 ORDER BY id", {order_key, order_source}));
}

std::vector<ReturnedRow> ReturnedTable::of_return(const std::string& source, const std::string& return_key) {
    return returned_of(connection_.query("SELECT " RETURNED_COLUMNS " FROM returned WHERE return_key = $1 AND source = $2 ORDER BY id", {return_key, source}));
}

void ReturnedTable::add(const ReturnedRow& row) {
    connection_.execute("INSERT INTO returned (order_source, order_key, source, return_key, refund_key, line_id, units, quantity, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        {row.order_source, row.order_key, row.source, row.return_key, row.refund_key, row.line_id, row.units, row.quantity, row.state});
}

void ReturnedTable::remove(const std::string& source, const std::string& return_key) {
    connection_.execute("DELETE FROM returned WHERE return_key = $1 AND source = $2", {return_key, source});
}

} // namespace ledgerline::store
