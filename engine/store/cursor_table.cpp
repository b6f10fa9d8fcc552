#include "store/cursor_table.hpp"

#include "store/stored_json.hpp"

namespace ledgerline::store {

namespace {

CursorTable::Cursor cursor_of(const Row& row) {
    return {row.text(0), from_stored(row.text(1), "the cursor of " + row.text(0)), row.integer(2), row.integer(3)};
}

} // namespace

std::optional<CursorTable::Cursor> CursorTable::find(const std::string& source) {
    const auto rows =
        connection_.query("SELECT source, value, polled_at, completed_at FROM source_cursor WHERE source = $1", {source});
    if (rows.empty()) return std::nullopt;
    return cursor_of(rows.front());
}

void CursorTable::put(const Cursor& cursor) {
    connection_.execute("INSERT INTO source_cursor (source, value, polled_at, completed_at) VALUES ($1, $2, $3, $4)"
                        " ON CONFLICT (source) DO UPDATE SET value = excluded.value, polled_at = excluded.polled_at,"
                        " completed_at = excluded.completed_at",
                        {cursor.source, to_stored(cursor.value), cursor.polled_at, cursor.completed_at});
}

std::vector<CursorTable::Cursor> CursorTable::all() {
    std::vector<Cursor> cursors;
    for (const Row& row : connection_.query("SELECT source, value, polled_at, completed_at FROM source_cursor ORDER BY source"))
        cursors.push_back(cursor_of(row));
    return cursors;
}

} // namespace ledgerline::store
