#include "store/expected_return_table.hpp"

namespace ledgerline::store {

namespace {

#define EXPECTED_RETURN_COLUMNS "source, refund_key, line_id, order_source, order_key, item_code, quantity, received, due_on, told, complete, message_id"

std::vector<ExpectedReturnRow> expected_of(const std::vector<Row>& rows) {
    std::vector<ExpectedReturnRow> out;
    out.reserve(rows.size());
    for (const Row& row : rows)
        out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7), row.text(8), row.integer(9) != 0, row.integer(10) != 0, row.integer(11)});
    return out;
}

} // namespace

std::vector<ExpectedReturnRow> ExpectedReturnTable::of_order(const std::string& order_source, const std::string& order_key) {
    return expected_of(connection_.query("SELECT " EXPECTED_RETURN_COLUMNS " FROM expected_return WHERE order_key = $1 AND order_source = $2 ORDER BY message_id, line_id", {order_key, order_source}));
}

std::vector<ExpectedReturnRow> ExpectedReturnTable::of_refund(const std::string& source, const std::string& refund_key) {
    return expected_of(connection_.query("SELECT " EXPECTED_RETURN_COLUMNS " FROM expected_return WHERE source = $1 AND refund_key = $2 ORDER BY line_id", {source, refund_key}));
}

void ExpectedReturnTable::put(const ExpectedReturnRow& row) {
    connection_.execute("INSERT OR REPLACE INTO expected_return (" EXPECTED_RETURN_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                        {row.source, row.refund_key, row.line_id, row.order_source, row.order_key, row.item_code, row.quantity, row.received, row.due_on, static_cast<std::int64_t>(row.told), static_cast<std::int64_t>(row.complete), row.message_id});
}

void ExpectedReturnTable::remove(const std::string& source, const std::string& refund_key) {
    connection_.execute("DELETE FROM expected_return WHERE source = $1 AND refund_key = $2", {source, refund_key});
}

std::vector<ExpectedReturnRow> ExpectedReturnTable::overdue(const std::string& day, std::size_t limit) {
    return expected_of(connection_.query("SELECT " EXPECTED_RETURN_COLUMNS " FROM expected_return WHERE told = 0 AND complete = 0 AND due_on < $1"
                                         " AND NOT EXISTS (SELECT 1 FROM exception e WHERE e.message_id = expected_return.message_id AND e.state = 'open' AND e.message_id <> 0) GROUP BY +source, refund_key ORDER BY due_on, message_id LIMIT $2",
                                         {day, static_cast<std::int64_t>(limit)}));
}

std::string ExpectedReturnTable::next_due() {
    const auto rows = connection_.query("SELECT due_on FROM expected_return WHERE told = 0 AND complete = 0 ORDER BY due_on LIMIT 1", {});
    return rows.empty() ? std::string() : rows.front().text(0);
}

} // namespace ledgerline::store
