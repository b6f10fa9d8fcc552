#include "store/outbox_table.hpp"

#include "store/stored_json.hpp"

#include <fmt/format.h>

namespace ledgerline::store {

namespace {

#define OUTBOX_COLUMNS "id, message_id, route, sink, idempotency_key, group_key, state, due_at, attempt, probes, last_error"

OutboxRow delivery_of(const Row& row) {
    OutboxRow delivery;
    delivery.id = row.integer(0);
    delivery.message_id = row.integer(1);
    delivery.route = row.text(2);
    delivery.sink = row.text(3);
    delivery.idempotency_key = row.text(4);
    delivery.group_key = row.text(5);
    delivery.state = row.text(6);
    delivery.due_at = row.integer(7);
    delivery.attempt = row.integer(8);
    delivery.probes = row.integer(9);
    delivery.last_error = row.text(10);
    return delivery;
}

std::vector<OutboxRow> deliveries_of(const std::vector<Row>& rows) {
    std::vector<OutboxRow> deliveries;
    deliveries.reserve(rows.size());
    for (const Row& row : rows) deliveries.push_back(delivery_of(row));
    return deliveries;
}

std::optional<OutboxRow> first_of(const std::vector<Row>& rows) {
    if (rows.empty()) return std::nullopt;
    return delivery_of(rows.front());
}

} // namespace

Id OutboxTable::add(const OutboxRow& row, const message::Value& body) {
    // One statement decides: a new key is inserted, an ended try without effect becomes ready again, anything else stays.
    const auto added = connection_.query(
        "INSERT INTO outbox (message_id, route, sink, idempotency_key, group_key, state, due_at, attempt, probes, last_error)"
        " VALUES ($1, $2, $3, $4, $5, 'ready', $6, 0, 0, '')"
        " ON CONFLICT (idempotency_key) DO UPDATE SET message_id = excluded.message_id, route = excluded.route,"
        " sink = excluded.sink, group_key = excluded.group_key, state = 'ready', due_at = excluded.due_at, probes = 0,"
        " last_error = '' WHERE outbox.state IN ('withdrawn', 'rejected', 'settled') RETURNING id",
        {row.message_id, row.route, row.sink, row.idempotency_key, row.group_key, row.due_at});
    if (added.empty()) return 0;
    const Id id = added.front().integer(0);
    connection_.execute("INSERT INTO outbox_body (outbox_id, body) VALUES ($1, $2)"
                        " ON CONFLICT (outbox_id) DO UPDATE SET body = excluded.body",
                        {id, to_stored(body)});
    return id;
}

std::optional<OutboxRow> OutboxTable::find(Id id) {
    return first_of(connection_.query("SELECT " OUTBOX_COLUMNS " FROM outbox WHERE id = $1", {id}));
}

std::optional<OutboxRow> OutboxTable::of_message(Id message_id) {
    return first_of(
        connection_.query("SELECT " OUTBOX_COLUMNS " FROM outbox WHERE message_id = $1 ORDER BY id DESC LIMIT 1", {message_id}));
}

std::optional<OutboxRow> OutboxTable::by_key(const std::string& idempotency_key) {
    return first_of(connection_.query("SELECT " OUTBOX_COLUMNS " FROM outbox WHERE idempotency_key = $1", {idempotency_key}));
}

message::Value OutboxTable::body(Id id) {
    const auto rows = connection_.query("SELECT body FROM outbox_body WHERE outbox_id = $1", {id});
    if (rows.empty()) throw StoreError(fmt::format("the store has no body of delivery {}", id));
    return from_stored(rows.front().text(0), fmt::format("delivery {}", id));
}

std::vector<OutboxRow> OutboxTable::due(const std::string& route, const std::string& sink, const std::string& state, Millis now, std::size_t limit) {
    return deliveries_of(connection_.query(
        "SELECT " OUTBOX_COLUMNS " FROM outbox WHERE route = $1 AND sink = $2 AND state = $3 AND due_at <= $4 ORDER BY id LIMIT $5",
        {route, sink, state, now, static_cast<std::int64_t>(limit)}));
}

bool OutboxTable::move(Id id, const std::string& expected_state, const std::string& state, Millis due_at,
                       const std::string& last_error) {
    return connection_.execute("UPDATE outbox SET state = $1, due_at = $2, last_error = $3 WHERE id = $4 AND state = $5",
                               {state, due_at, last_error, id, expected_state}) == 1;
}

bool OutboxTable::begin_attempt(Id id) {
    return connection_.execute("UPDATE outbox SET state = 'in_flight', attempt = attempt + 1 WHERE id = $1 AND state = 'ready'",
                               {id}) == 1;
}

void OutboxTable::count_probe(Id id) { connection_.execute("UPDATE outbox SET probes = probes + 1 WHERE id = $1", {id}); }

std::vector<OutboxRow> OutboxTable::interrupted() {
    auto rows = deliveries_of(connection_.query("SELECT " OUTBOX_COLUMNS " FROM outbox WHERE state = 'in_flight' ORDER BY id"));
    // Due at once, and the probes of an earlier doubt do not count against this one.
    connection_.execute("UPDATE outbox SET state = 'unconfirmed', due_at = 0, probes = 0 WHERE state = 'in_flight'");
    return rows;
}

std::vector<OutboxTable::Count> OutboxTable::counts() {
    std::vector<Count> counts;
    for (const Row& row :
         connection_.query("SELECT sink, state, COUNT(*), MIN(due_at) FROM outbox GROUP BY sink, state ORDER BY sink, state"))
        counts.push_back({row.text(0), row.text(1), row.integer(2), row.integer(3)});
    return counts;
}

Millis OutboxTable::next_due(const std::string& route, const std::string& sink, Millis after) {
    return connection_
        .query("SELECT MIN(due_at) FROM outbox WHERE route = $1 AND sink = $2 AND due_at > $3 AND state IN ('ready', 'unconfirmed', 'waiting')",
               {route, sink, after})
        .at(0)
        .integer(0);
}

std::vector<OutboxTable::Flow> OutboxTable::flows_alive() {
    std::vector<Flow> flows;
    for (const Row& row : connection_.query("SELECT DISTINCT route, sink FROM outbox WHERE state IN ('ready', 'unconfirmed', 'waiting') ORDER BY route, sink"))
        flows.push_back({row.text(0), row.text(1)});
    return flows;
}

std::vector<OutboxRow> OutboxTable::alive(const std::string& route, const std::string& sink) {
    return deliveries_of(connection_.query("SELECT " OUTBOX_COLUMNS " FROM outbox WHERE route = $1 AND sink = $2"
                                           " AND state IN ('ready', 'unconfirmed', 'waiting') ORDER BY id",
                                           {route, sink}));
}

bool OutboxTable::any_in_flight(const std::string& route, const std::string& sink) {
    return !connection_.query("SELECT 1 FROM outbox WHERE route = $1 AND sink = $2 AND state = 'in_flight' LIMIT 1", {route, sink}).empty();
}

void OutboxTable::rename_route(Id id, const std::string& to) { connection_.execute("UPDATE outbox SET route = $1 WHERE id = $2", {to, id}); }

std::size_t OutboxTable::due_no_later_than(Millis latest) {
    return connection_.execute("UPDATE outbox SET due_at = $1 WHERE due_at > $2 AND state IN ('ready', 'unconfirmed', 'waiting')", {latest, latest});
}

} // namespace ledgerline::store
