#include "store/push_queue.hpp"

namespace ledgerline::store {

namespace {

std::vector<PushDueRow> due_of(const std::vector<Row>& rows) {
    std::vector<PushDueRow> out;
    for (const Row& row : rows) out.push_back({row.text(0), row.text(1), row.integer(2), row.integer(3), row.text(4)});
    return out;
}

} // namespace

void PushQueue::set_pushers(const std::vector<Pusher>& pushers) {
    connection_.execute("DELETE FROM push_route");
    for (const Pusher& pusher : pushers) connection_.execute("INSERT INTO push_route (route, kind) VALUES ($1, $2)", {pusher.route, pusher.kind});
    connection_.execute("DELETE FROM push_due WHERE route NOT IN (SELECT route FROM push_route)");
}

void PushQueue::touch(const std::string& kind, const std::string& sku, Millis due_at, const std::string& why) {
    connection_.execute("INSERT INTO push_due (route, sku, due_at, change, why) SELECT route, $1, $2, 1, $3 FROM push_route WHERE kind = $4"
                        " ON CONFLICT (route, sku) DO UPDATE SET due_at = MIN(due_at, excluded.due_at), change = change + 1, why = excluded.why",
                        {sku, due_at, why, kind});
}

void PushQueue::touch_for(const std::string& route, const std::string& sku, Millis due_at, const std::string& why) {
    connection_.execute("INSERT INTO push_due (route, sku, due_at, change, why) VALUES ($1, $2, $3, 1, $4)"
                        " ON CONFLICT (route, sku) DO UPDATE SET due_at = MIN(due_at, excluded.due_at), change = change + 1, why = excluded.why",
                        {route, sku, due_at, why});
}

void PushQueue::touch_all(const std::string& route, const std::string& store, Millis due_at, const std::string& why) {
    connection_.execute("INSERT INTO push_due (route, sku, due_at, change, why) SELECT DISTINCT $1, sku, $2, 1, $3 FROM listing WHERE store = $4 AND sku <> ''"
                        " ON CONFLICT (route, sku) DO UPDATE SET due_at = MIN(due_at, excluded.due_at), change = change + 1, why = excluded.why",
                        {route, due_at, why, store});
}

std::vector<PushDueRow> PushQueue::due(const std::string& route, Millis now, std::size_t limit) {
    return due_of(connection_.query("SELECT route, sku, due_at, change, why FROM push_due WHERE route = $1 AND due_at <= $2 ORDER BY due_at, sku LIMIT $3",
                                    {route, now, static_cast<std::int64_t>(limit)}));
}

std::optional<PushDueRow> PushQueue::find(const std::string& route, const std::string& sku) {
    auto found = due_of(connection_.query("SELECT route, sku, due_at, change, why FROM push_due WHERE route = $1 AND sku = $2", {route, sku}));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

void PushQueue::done(const PushDueRow& row) {
    connection_.execute("DELETE FROM push_due WHERE route = $1 AND sku = $2 AND change = $3", {row.route, row.sku, row.change});
}

void PushQueue::postpone(const PushDueRow& row, Millis due_at) {
    connection_.execute("UPDATE push_due SET due_at = $1 WHERE route = $2 AND sku = $3 AND change = $4", {due_at, row.route, row.sku, row.change});
}

Millis PushQueue::next_due(const std::string& route, Millis after) {
    return connection_.query("SELECT MIN(due_at) FROM push_due WHERE route = $1 AND due_at > $2", {route, after}).at(0).integer(0);
}

std::int64_t PushQueue::count(const std::string& route) { return connection_.query("SELECT COUNT(*) FROM push_due WHERE route = $1", {route}).at(0).integer(0); }

} // namespace ledgerline::store
