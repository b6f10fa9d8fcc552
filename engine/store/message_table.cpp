#include "store/message_table.hpp"

#include "store/stored_json.hpp"

#include <fmt/format.h>

namespace ledgerline::store {

namespace {

#define MESSAGE_COLUMNS                                                                                                \
    "id, route, source, type, source_key, revision, source_time, group_key, correlation, state, received_at, due_at, " \
    "version, number, amount, currency"

MessageRow message_of(const Row& row) {
    MessageRow message;
    message.id = row.integer(0);
    message.route = row.text(1);
    message.source = row.text(2);
    message.type = row.text(3);
    message.source_key = row.text(4);
    message.revision = row.text(5);
    message.source_time = row.text(6);
    message.group_key = row.text(7);
    message.correlation = row.text(8);
    message.state = row.text(9);
    message.received_at = row.integer(10);
    message.due_at = row.integer(11);
    message.version = row.integer(12);
    message.number = row.text(13);
    message.amount = row.text(14);
    message.currency = row.text(15);
    return message;
}

std::vector<MessageRow> messages_of(const std::vector<Row>& rows) {
    std::vector<MessageRow> messages;
    messages.reserve(rows.size());
    for (const Row& row : rows) messages.push_back(message_of(row));
    return messages;
}

std::optional<MessageRow> first_of(const std::vector<Row>& rows) {
    if (rows.empty()) return std::nullopt;
    return message_of(rows.front());
}

Argument count(std::size_t limit) { return static_cast<std::int64_t>(limit); }

} // namespace

Id MessageTable::add(const MessageRow& row, const message::Value& body) {
    const auto added = connection_.query(
        "INSERT INTO message (route, source, type, source_key, revision, source_time, group_key, correlation, state,"
        " received_at, due_at, version, number, amount, currency)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING RETURNING id",
        {row.route, row.source, row.type, row.source_key, row.revision, row.source_time, row.group_key, row.correlation,
         row.state, row.received_at, row.due_at, row.version, row.number, row.amount, row.currency});
    if (added.empty()) return 0;
    const Id id = added.front().integer(0);
    connection_.execute("INSERT INTO message_body (message_id, body) VALUES ($1, $2)", {id, to_stored(body)});
    return id;
}

std::optional<MessageRow> MessageTable::newest(const std::string& source, const std::string& type, const std::string& source_key) {
    return first_of(connection_.query("SELECT " MESSAGE_COLUMNS " FROM message WHERE source = $1 AND type = $2 AND source_key = $3"
                                      " ORDER BY id DESC LIMIT 1",
                                      {source, type, source_key}));
}

std::optional<MessageRow> MessageTable::newest_of_connection(const std::string& connection, const std::string& type, const std::string& source_key) {
    // All names of sources that begin with "shop/": '0' comes right after '/'.
    return first_of(connection_.query("SELECT " MESSAGE_COLUMNS " FROM message WHERE source_key = $1 AND source > $2 AND source < $3 AND type = $4 ORDER BY id DESC LIMIT 1",
                                   {source_key, connection + "/", connection + "0", type}));
}

std::vector<MessageRow> MessageTable::revisions(const std::string& source, const std::string& type, const std::string& source_key) {
    return messages_of(connection_.query(
        "SELECT " MESSAGE_COLUMNS " FROM message WHERE source = $1 AND type = $2 AND source_key = $3 ORDER BY id",
        {source, type, source_key}));
}

std::optional<MessageRow> MessageTable::find(Id id) {
    return first_of(connection_.query("SELECT " MESSAGE_COLUMNS " FROM message WHERE id = $1", {id}));
}

std::vector<MessageRow> MessageTable::search(const std::string& word, std::size_t limit) {
    // Messages without a number have an empty one: an empty word is no name of anything.
    if (word.empty()) return {};
    return messages_of(connection_.query("SELECT " MESSAGE_COLUMNS " FROM message WHERE id IN ("
                                         "SELECT id FROM message WHERE source_key = $1"
                                         " UNION SELECT id FROM message WHERE number = $2 AND number <> ''"
                                         " UNION SELECT id FROM message WHERE correlation = $3) ORDER BY id LIMIT $4",
                                         {word, word, word, count(limit)}));
}

message::Value MessageTable::body(Id id) {
    const auto rows = connection_.query("SELECT body FROM message_body WHERE message_id = $1", {id});
    if (rows.empty()) throw StoreError(fmt::format("the store has no body of message {}", id));
    return from_stored(rows.front().text(0), fmt::format("message {}", id));
}

std::vector<MessageRow> MessageTable::ready(const std::string& route, Millis now, std::size_t limit) {
    // The plus keeps the planner from the index by due time: by id the first `limit` are found without sorting a backlog.
    return messages_of(connection_.query(
        "SELECT " MESSAGE_COLUMNS " FROM message AS m WHERE state = 'ready' AND route = $1 AND +due_at <= $2 AND NOT EXISTS ("
        "SELECT 1 FROM message AS older WHERE older.state = 'routed' AND older.group_key = m.group_key AND older.id < m.id)"
        " ORDER BY id LIMIT $3",
        {route, now, count(limit)}));
}

bool MessageTable::any_ready(const std::string& route, Millis received_until) {
    return !connection_.query("SELECT 1 FROM message WHERE state = 'ready' AND route = $1 AND received_at <= $2 LIMIT 1", {route, received_until}).empty();
}

bool MessageTable::move(Id id, Id expected_version, const std::string& state, Millis due_at) {
    return connection_.execute("UPDATE message SET state = $1, due_at = $2, version = version + 1 WHERE id = $3 AND version = $4",
                               {state, due_at, id, expected_version}) == 1;
}

std::size_t MessageTable::release_waiting(const std::string& waits_for) {
    if (waits_for.empty()) return 0;
    return connection_.execute(
        "UPDATE message SET state = 'ready', due_at = 0, version = version + 1 WHERE id IN ("
        "SELECT e.message_id FROM finding AS f JOIN exception AS e ON e.id = f.exception_id"
        " WHERE f.waits_for = $1 AND f.waits_for <> '' AND e.state = 'open') AND state = 'held'",
        {waits_for});
}

std::size_t MessageTable::release_held(const std::string& route) {
    if (route.empty())
        return connection_.execute("UPDATE message SET state = 'ready', due_at = 0, version = version + 1 WHERE state = 'held'");
    return connection_.execute(
        "UPDATE message SET state = 'ready', due_at = 0, version = version + 1 WHERE state = 'held' AND route = $1", {route});
}

bool MessageTable::release(Id id) {
    return connection_.execute(
               "UPDATE message SET state = 'ready', due_at = 0, version = version + 1 WHERE id = $1 AND state = 'held'", {id}) == 1;
}

std::vector<MessageTable::Unended> MessageTable::unended() {
    std::vector<Unended> found;
    for (const Row& row : connection_.query("SELECT route, source, COUNT(*) FROM message WHERE state IN ('ready', 'routed', 'held')"
                                            " GROUP BY route, source ORDER BY route, source"))
        found.push_back({row.text(0), row.text(1), row.integer(2)});
    return found;
}

std::size_t MessageTable::rename_route(const std::string& from, const std::string& source, const std::string& to) {
    connection_.execute("UPDATE exception SET route = $1 WHERE state = 'open' AND message_id IN ("
                        "SELECT id FROM message WHERE route = $2 AND source = $3 AND state IN ('ready', 'routed', 'held'))",
                        {to, from, source});
    return connection_.execute("UPDATE message SET route = $1 WHERE route = $2 AND source = $3 AND state IN ('ready', 'routed', 'held')",
                               {to, from, source});
}

std::size_t MessageTable::due_no_later_than(Millis latest) {
    return connection_.execute("UPDATE message SET due_at = $1 WHERE due_at > $2 AND state = 'ready'", {latest, latest});
}

std::vector<MessageTable::Count> MessageTable::counts() {
    std::vector<Count> counts;
    for (const Row& row : connection_.query("SELECT route, type, state, COUNT(*), MIN(received_at) FROM message"
                                            " GROUP BY state, route, type ORDER BY state, route, type"))
        counts.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.integer(4)});
    return counts;
}

Id MessageTable::first_without_history() {
    const auto rows = connection_.query("SELECT id FROM message AS m WHERE NOT EXISTS ("
                                        "SELECT 1 FROM history AS h WHERE h.message_id = m.id) ORDER BY id LIMIT 1");
    return rows.empty() ? 0 : rows.front().integer(0);
}

std::vector<MessageRow> MessageTable::in_state(const std::string& state, std::size_t limit) {
    return messages_of(connection_.query("SELECT " MESSAGE_COLUMNS " FROM message WHERE id IN ("
                                         "SELECT id FROM message WHERE state = $1 ORDER BY id LIMIT $2) ORDER BY id",
                                         {state, count(limit)}));
}

Millis MessageTable::next_due(const std::string& route, Millis after) {
    return connection_
        .query("SELECT MIN(due_at) FROM message WHERE state = 'ready' AND route = $1 AND due_at > $2", {route, after})
        .at(0)
        .integer(0);
}

} // namespace ledgerline::store
