#include "store/history_table.hpp"

namespace ledgerline::store {

namespace {

constexpr std::int64_t page = 500; // entries in memory at a time

#define HISTORY_COLUMNS "seq, at, message_id, correlation, what, who, detail, hash"

HistoryRow entry_of(const Row& row) {
    return {row.integer(0), row.integer(1), row.integer(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7)};
}

} // namespace

std::optional<HistoryRow> HistoryTable::last() {
    const auto rows = connection_.query("SELECT " HISTORY_COLUMNS " FROM history ORDER BY seq DESC LIMIT 1");
    if (rows.empty()) return std::nullopt;
    return entry_of(rows.front());
}

void HistoryTable::append(const HistoryRow& row) {
    connection_.execute("INSERT INTO history (" HISTORY_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                        {row.seq, row.at, row.message_id, row.correlation, row.what, row.who, row.detail, row.hash});
}

std::vector<HistoryRow> HistoryTable::of_message(Id message_id) {
    std::vector<HistoryRow> entries;
    for (const Row& row :
         connection_.query("SELECT " HISTORY_COLUMNS " FROM history WHERE message_id = $1 ORDER BY seq", {message_id}))
        entries.push_back(entry_of(row));
    return entries;
}

void HistoryTable::each(const std::function<bool(const HistoryRow&)>& visit) {
    // By pages and not by an open statement: the visitor may query on the same connection.
    Id after = INT64_MIN;
    while (true) {
        const auto rows =
            connection_.query("SELECT " HISTORY_COLUMNS " FROM history WHERE seq > $1 ORDER BY seq LIMIT $2", {after, page});
        for (const Row& row : rows) {
            const HistoryRow entry = entry_of(row);
            if (!visit(entry)) return;
            after = entry.seq;
        }
        if (rows.size() < static_cast<std::size_t>(page)) return;
    }
}

std::int64_t HistoryTable::count() { return connection_.query("SELECT COUNT(*) FROM history").at(0).integer(0); }

} // namespace ledgerline::store
