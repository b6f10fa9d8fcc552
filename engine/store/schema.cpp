#include "store/schema.hpp"

#include <array>

namespace ledgerline::store {

namespace {

// Partial indexes keep the queries of every step short: they hold only what is alive, however long the history grows.
// A query must repeat the index's condition literally, or the planner does not see that the index fits.
constexpr std::string_view step_1[] = {
    "CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",

    "CREATE TABLE message ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, route TEXT NOT NULL, source TEXT NOT NULL, type TEXT NOT NULL,"
    " source_key TEXT NOT NULL, revision TEXT NOT NULL, source_time TEXT NOT NULL, group_key TEXT NOT NULL,"
    " correlation TEXT NOT NULL, state TEXT NOT NULL, received_at INTEGER NOT NULL, due_at INTEGER NOT NULL,"
    " version INTEGER NOT NULL, number TEXT NOT NULL, amount TEXT NOT NULL, currency TEXT NOT NULL) STRICT",
    "CREATE UNIQUE INDEX message_identity ON message (source_key, source, type, revision)",
    "CREATE INDEX message_number ON message (number) WHERE number <> ''",
    "CREATE INDEX message_correlation ON message (correlation)",
    "CREATE INDEX message_state ON message (state, route, type, received_at)",
    "CREATE INDEX message_ready ON message (route, id) WHERE state = 'ready'",
    "CREATE INDEX message_ready_due ON message (route, due_at) WHERE state = 'ready'",
    "CREATE INDEX message_routed ON message (group_key, id) WHERE state = 'routed'",
    "CREATE TABLE message_body (message_id INTEGER PRIMARY KEY REFERENCES message (id), body TEXT NOT NULL) STRICT",

    "CREATE TABLE outbox ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, message_id INTEGER NOT NULL REFERENCES message (id), route TEXT NOT NULL,"
    " sink TEXT NOT NULL, idempotency_key TEXT NOT NULL, group_key TEXT NOT NULL, state TEXT NOT NULL,"
    " due_at INTEGER NOT NULL, attempt INTEGER NOT NULL, probes INTEGER NOT NULL, last_error TEXT NOT NULL) STRICT",
    "CREATE UNIQUE INDEX outbox_identity ON outbox (idempotency_key)",
    "CREATE INDEX outbox_message ON outbox (message_id)",
    "CREATE INDEX outbox_state ON outbox (route, sink, state, id, due_at)",
    "CREATE INDEX outbox_due ON outbox (route, sink, due_at) WHERE state IN ('ready', 'unconfirmed', 'waiting')",
    "CREATE INDEX outbox_in_flight ON outbox (id) WHERE state = 'in_flight'",
    "CREATE TABLE outbox_body (outbox_id INTEGER PRIMARY KEY REFERENCES outbox (id), body TEXT NOT NULL) STRICT",

    "CREATE TABLE attempt ("
    " id INTEGER PRIMARY KEY, outbox_id INTEGER NOT NULL REFERENCES outbox (id), number INTEGER NOT NULL,"
    " kind TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL, outcome TEXT NOT NULL,"
    " detail TEXT NOT NULL) STRICT",
    "CREATE INDEX attempt_outbox ON attempt (outbox_id)",

    "CREATE TABLE source_cursor ("
    " source TEXT PRIMARY KEY, value TEXT NOT NULL, polled_at INTEGER NOT NULL, completed_at INTEGER NOT NULL) STRICT",

    // Numbers are never used again: who was given one may take away no later signal of the same key.
    "CREATE TABLE signal ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL) STRICT",
    "CREATE UNIQUE INDEX signal_identity ON signal (source, key)",

    "CREATE TABLE arrival ("
    " source TEXT NOT NULL, hour INTEGER NOT NULL, messages INTEGER NOT NULL, last_at INTEGER NOT NULL,"
    " PRIMARY KEY (source, hour)) STRICT, WITHOUT ROWID",

    "CREATE TABLE cross_reference ("
    " idempotency_key TEXT PRIMARY KEY, source TEXT NOT NULL, type TEXT NOT NULL, source_key TEXT NOT NULL,"
    " sink TEXT NOT NULL, remote_id TEXT NOT NULL, remote_number TEXT NOT NULL, amount TEXT NOT NULL,"
    " currency TEXT NOT NULL, revision TEXT NOT NULL, message_id INTEGER NOT NULL, at INTEGER NOT NULL) STRICT",
    "CREATE INDEX cross_reference_source ON cross_reference (source_key, source, type)",
    "CREATE INDEX cross_reference_remote_id ON cross_reference (remote_id) WHERE remote_id <> ''",
    "CREATE INDEX cross_reference_remote_number ON cross_reference (remote_number) WHERE remote_number <> ''",

    "CREATE TABLE history ("
    " seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, message_id INTEGER NOT NULL, correlation TEXT NOT NULL,"
    " what TEXT NOT NULL, who TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL) STRICT",
    "CREATE INDEX history_message ON history (message_id)",

    "CREATE TABLE exception ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, message_id INTEGER NOT NULL, route TEXT NOT NULL, code TEXT NOT NULL,"
    " team TEXT NOT NULL, assigned_to TEXT NOT NULL, severity TEXT NOT NULL, verdict TEXT NOT NULL,"
    " state TEXT NOT NULL, title TEXT NOT NULL, subject TEXT NOT NULL, type TEXT NOT NULL, source_key TEXT NOT NULL,"
    " number TEXT NOT NULL, amount TEXT NOT NULL, currency TEXT NOT NULL, opened_at INTEGER NOT NULL,"
    " closed_at INTEGER NOT NULL, closed_by TEXT NOT NULL, resolution TEXT NOT NULL) STRICT",
    // One open exception a message, and one a flow, code and subject: a promise that the database keeps too.
    "CREATE UNIQUE INDEX exception_of_message ON exception (message_id) WHERE state = 'open' AND message_id <> 0",
    "CREATE UNIQUE INDEX exception_of_flow ON exception (route, code, subject) WHERE state = 'open' AND message_id = 0",
    "CREATE INDEX exception_of_flow_about ON exception (route, subject) WHERE state = 'open' AND message_id = 0",
    "CREATE INDEX exception_state ON exception (state, id)",
    "CREATE TABLE finding ("
    " id INTEGER PRIMARY KEY, exception_id INTEGER NOT NULL REFERENCES exception (id), code TEXT NOT NULL,"
    " subject TEXT NOT NULL, waits_for TEXT NOT NULL, component TEXT NOT NULL, message TEXT NOT NULL,"
    " place TEXT NOT NULL, facts TEXT NOT NULL) STRICT",
    "CREATE INDEX finding_exception ON finding (exception_id)",
    "CREATE INDEX finding_waits_for ON finding (waits_for) WHERE waits_for <> ''",
    "CREATE INDEX finding_subject ON finding (subject) WHERE subject <> ''",

    "CREATE TABLE item ("
    " code TEXT PRIMARY KEY, folded TEXT NOT NULL, revision TEXT NOT NULL, body TEXT NOT NULL,"
    " updated_at INTEGER NOT NULL, change INTEGER NOT NULL) STRICT",
    "CREATE UNIQUE INDEX item_change ON item (change)",
    "CREATE INDEX item_folded ON item (folded, code)",
    "CREATE TABLE item_part ("
    " whole TEXT NOT NULL, part TEXT NOT NULL, PRIMARY KEY (whole, part)) STRICT, WITHOUT ROWID",
    "CREATE INDEX item_part_part ON item_part (part)",

    "CREATE TABLE stock_level ("
    " item_code TEXT PRIMARY KEY, levels TEXT NOT NULL, read_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",

    "CREATE TABLE demand ("
    " source TEXT NOT NULL, order_key TEXT NOT NULL, sku TEXT NOT NULL, quantity INTEGER NOT NULL, booked INTEGER NOT NULL,"
    " booked_before INTEGER NOT NULL, booked_at INTEGER NOT NULL, placed_at INTEGER NOT NULL, captured_at INTEGER NOT NULL,"
    " PRIMARY KEY (source, order_key, sku)) STRICT, WITHOUT ROWID",
    "CREATE INDEX demand_sku ON demand (sku)",
    "CREATE INDEX demand_booked ON demand (booked_at) WHERE booked_at <> 0",
    // How much of a SKU was ordered, hour by hour: which are fast sellers.
    "CREATE TABLE ordered ("
    " sku TEXT NOT NULL, hour INTEGER NOT NULL, quantity INTEGER NOT NULL, PRIMARY KEY (sku, hour)) STRICT, WITHOUT ROWID",
    "CREATE INDEX ordered_hour ON ordered (hour)",

    // What a refund credits of one line or charge ("line:31", "freight:shipping:1:A1", "total") of its order, or on an account ("amount:1").
    "CREATE TABLE credit ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, store TEXT NOT NULL, order_key TEXT NOT NULL, source TEXT NOT NULL, refund_key TEXT NOT NULL,"
    " place TEXT NOT NULL, quantity TEXT NOT NULL, amount TEXT NOT NULL, tax TEXT NOT NULL) STRICT",
    "CREATE UNIQUE INDEX credit_identity ON credit (refund_key, source, place)",
    "CREATE INDEX credit_order ON credit (order_key, store)",
    // Goods that are to come back for a refund; `told`: somebody was asked where they are; `complete`: all of the refund are there.
    "CREATE TABLE expected_return ("
    " source TEXT NOT NULL, refund_key TEXT NOT NULL, line_id TEXT NOT NULL, order_source TEXT NOT NULL, order_key TEXT NOT NULL,"
    " item_code TEXT NOT NULL, quantity TEXT NOT NULL, received TEXT NOT NULL, due_on TEXT NOT NULL, told INTEGER NOT NULL, complete INTEGER NOT NULL, message_id INTEGER NOT NULL,"
    " PRIMARY KEY (source, refund_key, line_id)) STRICT, WITHOUT ROWID",
    "CREATE INDEX expected_return_order ON expected_return (order_key, order_source)",
    "CREATE INDEX expected_return_due ON expected_return (due_on) WHERE told = 0 AND complete = 0",
    // Goods that came back of one line of an order, with one return: announced, received, or with the credit memo itself.
    "CREATE TABLE returned ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, order_source TEXT NOT NULL, order_key TEXT NOT NULL, source TEXT NOT NULL, return_key TEXT NOT NULL,"
    " refund_key TEXT NOT NULL, line_id TEXT NOT NULL, units TEXT NOT NULL, quantity TEXT NOT NULL, state TEXT NOT NULL) STRICT",
    "CREATE UNIQUE INDEX returned_identity ON returned (return_key, source, line_id)",
    "CREATE INDEX returned_order ON returned (order_key, order_source)",

    "CREATE TABLE listing ("
    " store TEXT NOT NULL, variant_id TEXT NOT NULL, sku TEXT NOT NULL, body TEXT NOT NULL, pass INTEGER NOT NULL,"
    " read_at INTEGER NOT NULL, PRIMARY KEY (store, variant_id)) STRICT, WITHOUT ROWID",
    "CREATE INDEX listing_sku ON listing (sku, store)",

    "CREATE TABLE pushed_stock ("
    " route TEXT NOT NULL, sku TEXT NOT NULL, location TEXT NOT NULL, quantity INTEGER NOT NULL, sent_at INTEGER NOT NULL,"
    " answered_at INTEGER NOT NULL, transaction_id TEXT NOT NULL, sold_since INTEGER NOT NULL, doubt TEXT NOT NULL,"
    " answer TEXT NOT NULL, PRIMARY KEY (route, sku, location)) STRICT, WITHOUT ROWID",
    "CREATE INDEX pushed_stock_sku ON pushed_stock (sku)",
    "CREATE INDEX pushed_stock_answered ON pushed_stock (route, answered_at)",

    "CREATE TABLE pushed_listing ("
    " route TEXT NOT NULL, sku TEXT NOT NULL, changes TEXT NOT NULL, times INTEGER NOT NULL, at INTEGER NOT NULL,"
    " answer TEXT NOT NULL, hidden INTEGER NOT NULL, trouble TEXT NOT NULL, PRIMARY KEY (route, sku)) STRICT, WITHOUT ROWID",

    // Who pushes states of which kind; what changes is due for each of them.
    "CREATE TABLE push_route ("
    " route TEXT PRIMARY KEY, kind TEXT NOT NULL, settle_ms INTEGER NOT NULL, takes_off TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE push_due ("
    " route TEXT NOT NULL, sku TEXT NOT NULL, due_at INTEGER NOT NULL, change INTEGER NOT NULL, why TEXT NOT NULL,"
    " spreads INTEGER NOT NULL, PRIMARY KEY (route, sku)) STRICT, WITHOUT ROWID",
    "CREATE INDEX push_due_at ON push_due (route, due_at)",
};

constexpr std::array<std::span<const std::string_view>, 1> steps = {std::span<const std::string_view>(step_1)};

} // namespace

std::span<const std::span<const std::string_view>> schema_steps() { return steps; }

} // namespace ledgerline::store
