#include "store/item_table.hpp"

#include "store/stored_json.hpp"

namespace ledgerline::store {

namespace {

ItemRow item_of(const Row& row) { return {row.text(0), row.text(1), row.text(2), from_stored(row.text(3), "item " + row.text(0)), row.integer(4)}; }

} // namespace

void ItemTable::put(const ItemRow& row) {
    connection_.execute("INSERT INTO item (code, folded, revision, body, updated_at, change)"
                        " VALUES ($1, $2, $3, $4, $5, (SELECT COALESCE(MAX(change), 0) + 1 FROM item))"
                        " ON CONFLICT (code) DO UPDATE SET folded = excluded.folded, revision = excluded.revision,"
                        " body = excluded.body, updated_at = excluded.updated_at, change = excluded.change",
                        {row.code, row.folded, row.revision, to_stored(row.body), row.updated_at});
}

std::optional<ItemRow> ItemTable::find(const std::string& code) {
    const auto rows = connection_.query("SELECT code, folded, revision, body, updated_at FROM item WHERE code = $1", {code});
    if (rows.empty()) return std::nullopt;
    return item_of(rows.front());
}

std::vector<ItemRow> ItemTable::find(const std::vector<std::string>& codes) {
    std::vector<ItemRow> out;
    for (const Row& row : connection_.query("SELECT code, folded, revision, body, updated_at FROM item WHERE code IN (SELECT value FROM json_each($1))", {to_list(codes)})) out.push_back(item_of(row));
    return out;
}

std::vector<std::string> ItemTable::near(const std::string& folded, std::size_t limit) {
    std::vector<std::string> codes;
    for (const Row& row : connection_.query("SELECT code FROM item WHERE folded = $1 ORDER BY code LIMIT $2",
                                            {folded, static_cast<std::int64_t>(limit)}))
        codes.push_back(row.text(0));
    return codes;
}

std::int64_t ItemTable::last_change() { return connection_.query("SELECT MAX(change) FROM item").at(0).integer(0); }

bool ItemTable::changed_after(std::int64_t change, const std::string& code) {
    return !connection_.query("SELECT 1 FROM item WHERE code = $1 AND +change > $2", {code, change}).empty();
}

bool ItemTable::near_changed_after(std::int64_t change, const std::string& folded) {
    return !connection_.query("SELECT 1 FROM item WHERE folded = $1 AND +change > $2 LIMIT 1", {folded, change}).empty();
}

std::int64_t ItemTable::count() { return connection_.query("SELECT COUNT(*) FROM item").at(0).integer(0); }

std::vector<std::string> ItemTable::codes(const std::string& after, std::size_t limit) {
    std::vector<std::string> out;
    for (const Row& row : connection_.query("SELECT code FROM item WHERE code > $1 ORDER BY code LIMIT $2", {after, static_cast<std::int64_t>(limit)})) out.push_back(row.text(0));
    return out;
}

void ItemTable::set_parts(const std::string& whole, const std::vector<std::string>& parts) {
    connection_.execute("DELETE FROM item_part WHERE whole = $1", {whole});
    for (const std::string& part : parts) connection_.execute("INSERT OR IGNORE INTO item_part (whole, part) VALUES ($1, $2)", {whole, part});
}

std::vector<std::string> ItemTable::wholes_of(const std::string& part) {
    std::vector<std::string> wholes;
    for (const Row& row : connection_.query("SELECT whole FROM item_part WHERE part = $1 ORDER BY whole", {part})) wholes.push_back(row.text(0));
    return wholes;
}

std::vector<std::pair<std::string, std::string>> ItemTable::wholes_of(const std::vector<std::string>& parts) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const Row& row : connection_.query("SELECT part, whole FROM item_part WHERE part IN (SELECT value FROM json_each($1)) ORDER BY part, whole", {to_list(parts)})) out.emplace_back(row.text(0), row.text(1));
    return out;
}

} // namespace ledgerline::store
