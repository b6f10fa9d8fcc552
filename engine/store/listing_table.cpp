#include "store/listing_table.hpp"

#include "store/stored_json.hpp"

namespace ledgerline::store {

namespace {

std::vector<ListingRow> listings_of(const std::vector<Row>& rows) {
    std::vector<ListingRow> out;
    for (const Row& row : rows)
        out.push_back({row.text(0), row.text(1), row.text(2), from_stored(row.text(3), "listing " + row.text(1)), row.integer(4), row.integer(5)});
    return out;
}

} // namespace

std::optional<ListingRow> ListingTable::find(const std::string& store, const std::string& variant_id) {
    auto found = listings_of(connection_.query("SELECT store, variant_id, sku, body, pass, read_at FROM listing WHERE store = $1 AND variant_id = $2", {store, variant_id}));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<ListingRow> ListingTable::of_sku(const std::string& store, const std::string& sku) {
    // Asked for the store as well, the database would look through everything that the store has rather than use the index of SKUs.
    auto found = listings_of(connection_.query("SELECT store, variant_id, sku, body, pass, read_at FROM listing WHERE sku = $1 ORDER BY store, variant_id", {sku}));
    std::erase_if(found, [&](const ListingRow& row) { return row.store != store; });
    return found;
}

std::vector<ListingRow> ListingTable::of_skus(const std::string& store, const std::vector<std::string>& skus) {
    auto found = listings_of(connection_.query("SELECT store, variant_id, sku, body, pass, read_at FROM listing WHERE sku IN (SELECT value FROM json_each($1)) ORDER BY sku, store, variant_id", {to_list(skus)}));
    std::erase_if(found, [&](const ListingRow& row) { return row.store != store; });
    return found;
}

std::vector<std::string> ListingTable::skus(const std::string& store, const std::string& after, std::size_t limit) {
    std::vector<std::string> out;
    for (const Row& row : connection_.query("SELECT DISTINCT sku FROM listing WHERE sku > $1 AND store = $2 ORDER BY sku LIMIT $3", {after, store, static_cast<std::int64_t>(limit)}))
        out.push_back(row.text(0));
    return out;
}

void ListingTable::put(const ListingRow& row) {
    connection_.execute("INSERT OR REPLACE INTO listing (store, variant_id, sku, body, pass, read_at) VALUES ($1, $2, $3, $4, $5, $6)",
                        {row.store, row.variant_id, row.sku, to_stored(row.body), row.pass, row.read_at});
}

void ListingTable::seen(const std::string& store, const std::string& variant_id, std::int64_t pass) {
    connection_.execute("UPDATE listing SET pass = $1 WHERE store = $2 AND variant_id = $3", {pass, store, variant_id});
}

std::vector<std::string> ListingTable::forget_unseen(const std::string& store, std::int64_t pass) {
    std::vector<std::string> gone;
    for (const Row& row : connection_.query("DELETE FROM listing WHERE store = $1 AND pass < $2 RETURNING sku", {store, pass})) gone.push_back(row.text(0));
    return gone;
}

std::int64_t ListingTable::count(const std::string& store) { return connection_.query("SELECT COUNT(*) FROM listing WHERE store = $1", {store}).at(0).integer(0); }

std::vector<std::string> ListingTable::duplicates(const std::string& store, std::size_t limit) {
    std::vector<std::string> out;
    for (const Row& row : connection_.query("SELECT sku FROM listing WHERE store = $1 AND sku <> '' GROUP BY sku HAVING COUNT(*) > 1 ORDER BY sku LIMIT $2", {store, static_cast<std::int64_t>(limit)}))
        out.push_back(row.text(0));
    return out;
}

std::int64_t ListingTable::count_duplicates(const std::string& store) {
    return connection_.query("SELECT COUNT(*) FROM (SELECT 1 FROM listing WHERE store = $1 AND sku <> '' GROUP BY sku HAVING COUNT(*) > 1)", {store}).at(0).integer(0);
}

} // namespace ledgerline::store
