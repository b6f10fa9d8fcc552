#include "store/level_table.hpp"

#include "store/stored_json.hpp"

namespace ledgerline::store {

namespace {

LevelRow level_of(const Row& row) { return {row.text(0), row.text(1), row.integer(2)}; }

} // namespace

std::vector<LevelRow> LevelTable::range(const std::string& after, const std::string& until) {
    std::vector<LevelRow> out;
    const auto rows = until.empty() ? connection_.query("SELECT item_code, levels, read_at FROM stock_level WHERE item_code > $1 ORDER BY item_code", {after})
                                    : connection_.query("SELECT item_code, levels, read_at FROM stock_level WHERE item_code > $1 AND item_code <= $2 ORDER BY item_code", {after, until});
    out.reserve(rows.size());
    for (const Row& row : rows) out.push_back(level_of(row));
    return out;
}

std::optional<LevelRow> LevelTable::find(const std::string& item_code) {
    const auto rows = connection_.query("SELECT item_code, levels, read_at FROM stock_level WHERE item_code = $1", {item_code});
    if (rows.empty()) return std::nullopt;
    return level_of(rows.front());
}

std::vector<LevelRow> LevelTable::find(const std::vector<std::string>& item_codes) {
    std::vector<LevelRow> out;
    for (const Row& row : connection_.query("SELECT item_code, levels, read_at FROM stock_level WHERE item_code IN (SELECT value FROM json_each($1))", {to_list(item_codes)})) out.push_back(level_of(row));
    return out;
}

void LevelTable::put(const LevelRow& row) {
    connection_.execute("INSERT INTO stock_level (item_code, levels, read_at) VALUES ($1, $2, $3)"
                        " ON CONFLICT (item_code) DO UPDATE SET levels = excluded.levels, read_at = excluded.read_at",
                        {row.item_code, row.levels, row.read_at});
}

void LevelTable::erase(const std::string& item_code) { connection_.execute("DELETE FROM stock_level WHERE item_code = $1", {item_code}); }

} // namespace ledgerline::store
