#include "store/demand_table.hpp"

#include "store/stored_json.hpp"

namespace ledgerline::store {

namespace {

constexpr Millis hour_ms = 3'600'000;

std::vector<DemandRow> demand_of(const std::vector<Row>& rows) {
    std::vector<DemandRow> out;
    out.reserve(rows.size());
    for (const Row& row : rows)
        out.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.integer(4), row.integer(5), row.integer(6), row.integer(7), row.integer(8)});
    return out;
}

} // namespace

std::vector<DemandRow> DemandTable::of_order(const std::string& source, const std::string& order_key) {
    return demand_of(connection_.query("SELECT source, order_key, sku, quantity, booked, booked_before, booked_at, placed_at, captured_at FROM demand"
                                       " WHERE source = $1 AND order_key = $2 ORDER BY sku", {source, order_key}));
}

std::vector<DemandRow> DemandTable::of_sku(const std::string& sku) {
    return demand_of(connection_.query("SELECT source, order_key, sku, quantity, booked, booked_before, booked_at, placed_at, captured_at FROM demand"
                                       " WHERE sku = $1 ORDER BY source, order_key", {sku}));
}

std::vector<DemandRow> DemandTable::of_skus(const std::vector<std::string>& skus) {
    return demand_of(connection_.query("SELECT source, order_key, sku, quantity, booked, booked_before, booked_at, placed_at, captured_at FROM demand"
                                       " WHERE sku IN (SELECT value FROM json_each($1)) ORDER BY sku, source, order_key", {to_list(skus)}));
}

void DemandTable::put(const DemandRow& row) {
    connection_.execute("INSERT OR REPLACE INTO demand (source, order_key, sku, quantity, booked, booked_before, booked_at, placed_at, captured_at)"
                        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        {row.source, row.order_key, row.sku, row.quantity, row.booked, row.booked_before, row.booked_at, row.placed_at, row.captured_at});
}

void DemandTable::erase(const DemandRow& row) {
    connection_.execute("DELETE FROM demand WHERE source = $1 AND order_key = $2 AND sku = $3", {row.source, row.order_key, row.sku});
}

std::vector<DemandRow> DemandTable::booked_until(Millis at, std::size_t limit) {
    return demand_of(connection_.query("SELECT source, order_key, sku, quantity, booked, booked_before, booked_at, placed_at, captured_at FROM demand"
                                       " WHERE booked_at <> 0 AND booked_at <= $1 ORDER BY booked_at LIMIT $2", {at, static_cast<std::int64_t>(limit)}));
}

void DemandTable::count_ordered(const std::string& sku, Millis at, std::int64_t quantity) {
    connection_.execute("INSERT INTO ordered (sku, hour, quantity) VALUES ($1, $2, $3) ON CONFLICT (sku, hour) DO UPDATE SET quantity = quantity + excluded.quantity",
                        {sku, at / hour_ms, quantity});
}

std::int64_t DemandTable::ordered_since(const std::string& sku, Millis since) {
    return connection_.query("SELECT SUM(quantity) FROM ordered WHERE sku = $1 AND hour > $2", {sku, since / hour_ms}).at(0).integer(0);
}

std::vector<std::string> DemandTable::ordered_between(Millis from, Millis until) {
    std::vector<std::string> skus;
    for (const Row& row : connection_.query("SELECT DISTINCT sku FROM ordered WHERE hour > $1 AND hour <= $2 ORDER BY sku", {from / hour_ms, until / hour_ms})) skus.push_back(row.text(0));
    return skus;
}

void DemandTable::forget_ordered(Millis before) { connection_.execute("DELETE FROM ordered WHERE hour < $1", {before / hour_ms}); }

} // namespace ledgerline::store
