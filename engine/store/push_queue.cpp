#include "store/push_queue.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

namespace ledgerline::store {

namespace {

std::vector<PushDueRow> due_of(const std::vector<Row>& rows) {
    std::vector<PushDueRow> out;
    for (const Row& row : rows) out.push_back({row.text(0), row.text(1), row.integer(2), row.integer(3), row.text(4), row.integer(5) != 0});
    return out;
}

// The tables with rows of each route, of which kind of route, and what is a row's key beside its route.
struct KeptByRoute {
    std::string table, kind, in_a_route;
};
const std::array<KeptByRoute, 3> kept_by_route{{{"pushed_stock", push_kind::stock, "sku, location"}, {"pushed_listing", push_kind::catalogue, "sku"}, {"push_due", "", "sku"}}};

// "" = none. One row is read for each route, however many there are.
std::string next_route(Connection& connection, const KeptByRoute& kept, const std::string& after) {
    return connection.query(fmt::format("SELECT COALESCE(MIN(route), '') FROM {} WHERE route > $1", kept.table), {after}).at(0).text(0);
}

} // namespace

std::vector<std::string> PushQueue::set_pushers(const std::vector<Pusher>& pushers) {
    std::map<std::string, std::string> takes_off;
    for (const Row& row : connection_.query("SELECT route, takes_off FROM push_route", {})) takes_off[row.text(0)] = row.text(1);
    connection_.execute("DELETE FROM push_route");
    for (const Pusher& pusher : pushers) {
        const auto known = takes_off.extract(pusher.route);
        connection_.execute("INSERT INTO push_route (route, kind, settle_ms, takes_off) VALUES ($1, $2, $3, $4)",
                            {pusher.route, pusher.kind, pusher.settle_ms, pusher.takes_off.empty() && known ? known.mapped() : pusher.takes_off});
    }
    std::vector<std::string> gone;
    for (const auto& [route, ignored] : takes_off) gone.push_back(route);
    return gone;
}

void PushQueue::set_takes_off(const std::string& route, const std::string& when) {
    connection_.execute("UPDATE push_route SET takes_off = $1 WHERE route = $2", {when, route});
}

std::vector<PushQueue::Pusher> PushQueue::pushers(const std::string& kind) {
    std::vector<Pusher> out;
    for (const Row& row : connection_.query("SELECT route, kind, settle_ms, takes_off FROM push_route WHERE kind = $1 ORDER BY route", {kind}))
        out.push_back({row.text(0), row.text(1), row.integer(2), row.text(3)});
    return out;
}

void PushQueue::touch_ordered(const std::string& kind, const std::string& sku, Millis due_at, const std::string& why) {
    connection_.execute("INSERT INTO push_due (route, sku, due_at, change, why, spreads) SELECT route, $1, $2, 1, $3, 1 FROM push_route WHERE kind = $4"
                        " ON CONFLICT (route, sku) DO UPDATE SET due_at = MIN(due_at, excluded.due_at), change = change + 1, why = excluded.why, spreads = 1",
                        {sku, due_at, why, kind});
}

void PushQueue::touch(const std::string& kind, const std::string& sku, Millis due_at, const std::string& why) {
    connection_.execute("INSERT INTO push_due (route, sku, due_at, change, why, spreads) SELECT route, $1, $2, 1, $3, 0 FROM push_route WHERE kind = $4"
                        " ON CONFLICT (route, sku) DO UPDATE SET due_at = MIN(due_at, excluded.due_at), change = change + 1, why = excluded.why",
                        {sku, due_at, why, kind});
}

void PushQueue::touch_for(const std::string& route, const std::string& sku, Millis due_at, const std::string& why) {
    connection_.execute("INSERT INTO push_due (route, sku, due_at, change, why, spreads) VALUES ($1, $2, $3, 1, $4, 0)"
                        " ON CONFLICT (route, sku) DO UPDATE SET due_at = MIN(due_at, excluded.due_at), change = change + 1, why = excluded.why",
                        {route, sku, due_at, why});
}

void PushQueue::touch_all(const std::string& route, const std::string& store, Millis due_at, const std::string& why) {
    connection_.execute("INSERT INTO push_due (route, sku, due_at, change, why, spreads) SELECT DISTINCT $1, sku, $2, 1, $3, 0 FROM listing WHERE store = $4 AND sku <> ''"
                        " ON CONFLICT (route, sku) DO UPDATE SET due_at = MIN(due_at, excluded.due_at), change = change + 1, why = excluded.why",
                        {route, due_at, why, store});
}

std::vector<PushDueRow> PushQueue::due(const std::string& route, Millis now, std::size_t limit) {
    return due_of(connection_.query("SELECT route, sku, due_at, change, why, spreads FROM push_due WHERE route = $1 AND due_at <= $2 ORDER BY due_at, sku LIMIT $3",
                                    {route, now, static_cast<std::int64_t>(limit)}));
}

std::optional<PushDueRow> PushQueue::find(const std::string& route, const std::string& sku) {
    auto found = due_of(connection_.query("SELECT route, sku, due_at, change, why, spreads FROM push_due WHERE route = $1 AND sku = $2", {route, sku}));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

void PushQueue::has_spread(const PushDueRow& row) { connection_.execute("UPDATE push_due SET spreads = 0 WHERE route = $1 AND sku = $2", {row.route, row.sku}); }

void PushQueue::done(const PushDueRow& row) {
    connection_.execute("DELETE FROM push_due WHERE route = $1 AND sku = $2 AND change = $3", {row.route, row.sku, row.change});
}

void PushQueue::postpone(const PushDueRow& row, Millis due_at) {
    connection_.execute("UPDATE push_due SET due_at = $1 WHERE route = $2 AND sku = $3 AND change = $4", {due_at, row.route, row.sku, row.change});
}

Millis PushQueue::next_due(const std::string& route, Millis after) {
    return connection_.query("SELECT MIN(due_at) FROM push_due WHERE route = $1 AND due_at > $2", {route, after}).at(0).integer(0);
}

std::vector<PushQueue::Leftover> PushQueue::leftovers() {
    std::vector<Leftover> out;
    for (const KeptByRoute& kept : kept_by_route)
        for (std::string route = next_route(connection_, kept, ""); !route.empty(); route = next_route(connection_, kept, route)) {
            const auto rows = connection_.query("SELECT kind FROM push_route WHERE route = $1", {route});
            if (rows.empty() || (!kept.kind.empty() && rows.front().text(0) != kept.kind)) out.push_back({kept.table, route});
        }
    return out;
}

std::size_t PushQueue::forget(const Leftover& leftover, std::size_t limit) {
    for (const KeptByRoute& kept : kept_by_route)
        if (kept.table == leftover.table)
            return connection_.execute(fmt::format("DELETE FROM {0} WHERE route = $1 AND ({1}) IN (SELECT {1} FROM {0} WHERE route = $1 ORDER BY {1} LIMIT $2)", kept.table, kept.in_a_route),
                                       {leftover.route, static_cast<std::int64_t>(limit)});
    return 0;
}

} // namespace ledgerline::store
