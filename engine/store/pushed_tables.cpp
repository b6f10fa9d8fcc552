#include "store/pushed_tables.hpp"

#include "store/stored_json.hpp"

namespace ledgerline::store {

namespace {

std::vector<PushedStockRow> pushed_of(const std::vector<Row>& rows) {
    std::vector<PushedStockRow> out;
    for (const Row& row : rows)
        out.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.integer(4), row.integer(5), row.text(6), row.integer(7), row.text(8), row.text(9)});
    return out;
}

} // namespace

std::optional<PushedStockRow> PushedStockTable::find(const std::string& route, const std::string& sku, const std::string& location) {
    auto found = pushed_of(connection_.query("SELECT route, sku, location, quantity, sent_at, answered_at, transaction_id, sold_since, doubt, answer FROM pushed_stock"
                                             " WHERE route = $1 AND sku = $2 AND location = $3", {route, sku, location}));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<PushedStockRow> PushedStockTable::of_sku(const std::string& sku) {
    return pushed_of(connection_.query("SELECT route, sku, location, quantity, sent_at, answered_at, transaction_id, sold_since, doubt, answer FROM pushed_stock"
                                       " WHERE sku = $1 ORDER BY route, location", {sku}));
}

std::vector<PushedStockRow> PushedStockTable::of_skus(const std::string& route, const std::vector<std::string>& skus) {
    return pushed_of(connection_.query("SELECT route, sku, location, quantity, sent_at, answered_at, transaction_id, sold_since, doubt, answer FROM pushed_stock"
                                       " WHERE route = $1 AND sku IN (SELECT value FROM json_each($2)) ORDER BY sku, location", {route, to_list(skus)}));
}

// Not "OR REPLACE", which would take the row out of every index and put it there again, and write all of their pages.
void PushedStockTable::put(const PushedStockRow& row) {
    connection_.execute("INSERT INTO pushed_stock (route, sku, location, quantity, sent_at, answered_at, transaction_id, sold_since, doubt, answer)"
                        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
                        " ON CONFLICT (route, sku, location) DO UPDATE SET quantity = excluded.quantity, sent_at = excluded.sent_at, answered_at = excluded.answered_at,"
                        " transaction_id = excluded.transaction_id, sold_since = excluded.sold_since, doubt = excluded.doubt, answer = excluded.answer",
                        {row.route, row.sku, row.location, row.quantity, row.sent_at, row.answered_at, row.transaction_id, row.sold_since, row.doubt, row.answer});
}

std::vector<PushedStockRow> PushedStockTable::unanswered(const std::string& route, std::size_t limit) {
    return pushed_of(connection_.query("SELECT route, sku, location, quantity, sent_at, answered_at, transaction_id, sold_since, doubt, answer FROM pushed_stock"
                                       " WHERE route = $1 AND answered_at = 0 ORDER BY sku LIMIT $2", {route, static_cast<std::int64_t>(limit)}));
}

std::vector<PushedStockRow> PushedStockTable::answered_since(const std::string& route, Millis at, std::size_t limit) {
    return pushed_of(connection_.query("SELECT route, sku, location, quantity, sent_at, answered_at, transaction_id, sold_since, doubt, answer FROM pushed_stock"
                                       " WHERE route = $1 AND answered_at >= $2 ORDER BY answered_at LIMIT $3", {route, at, static_cast<std::int64_t>(limit)}));
}

std::vector<PushedStockRow> PushedStockTable::of_transaction(const std::string& route, const std::string& transaction_id, Millis answered_at) {
    return pushed_of(connection_.query("SELECT route, sku, location, quantity, sent_at, answered_at, transaction_id, sold_since, doubt, answer FROM pushed_stock"
                                       " WHERE route = $1 AND answered_at = $2 AND transaction_id = $3", {route, answered_at, transaction_id}));
}

std::vector<PushedStockRow> PushedStockTable::behind(const std::string& route, const std::string& sku, const std::string& location, std::size_t limit) {
    return pushed_of(connection_.query("SELECT route, sku, location, quantity, sent_at, answered_at, transaction_id, sold_since, doubt, answer FROM pushed_stock"
                                       " WHERE route = $1 AND (sku, location) > ($2, $3) ORDER BY sku, location LIMIT $4", {route, sku, location, static_cast<std::int64_t>(limit)}));
}

std::optional<PushedListingRow> PushedListingTable::find(const std::string& route, const std::string& sku) {
    const auto rows = connection_.query("SELECT route, sku, changes, times, at, answer, hidden, trouble FROM pushed_listing WHERE route = $1 AND sku = $2", {route, sku});
    if (rows.empty()) return std::nullopt;
    const Row& row = rows.front();
    return PushedListingRow{row.text(0), row.text(1), from_stored(row.text(2), "the last change of " + row.text(1)), row.integer(3), row.integer(4), row.text(5), row.integer(6) != 0, row.text(7)};
}

void PushedListingTable::put(const PushedListingRow& row) {
    connection_.execute("INSERT OR REPLACE INTO pushed_listing (route, sku, changes, times, at, answer, hidden, trouble) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                        {row.route, row.sku, to_stored(row.changes), row.times, row.at, row.answer, std::int64_t{row.hidden}, row.trouble});
}

std::int64_t PushedListingTable::count_in_trouble(const std::string& route, const std::string& trouble) {
    return connection_.query("SELECT COUNT(*) FROM pushed_listing WHERE route = $1 AND trouble = $2", {route, trouble}).at(0).integer(0);
}

} // namespace ledgerline::store
