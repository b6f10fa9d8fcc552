#include "unit/refund_model/tables.hpp"

#include "store/stored_json.hpp"

#include "message/json.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace ledgerline::store {

using refund_model::rows_where;
using refund_model::tables;
using refund_model::Tables;

namespace {

template <class Row, class Fits>
std::optional<Row> last_where(const std::vector<Row>& rows, Fits fits) {
    const auto found = std::find_if(rows.rbegin(), rows.rend(), fits);
    return found == rows.rend() ? std::nullopt : std::optional<Row>(*found);
}
template <class Row>
Row* by_id(std::vector<Row>& rows, Id id) {
    return id < 1 || static_cast<std::size_t>(id) > rows.size() ? nullptr : &rows[static_cast<std::size_t>(id) - 1];
}
template <class Row>
std::optional<Row> copy_of(std::vector<Row>& rows, Id id) {
    const Row* row = by_id(rows, id);
    return row ? std::optional<Row>(*row) : std::nullopt;
}
template <class Row>
Id append(std::vector<Row>& rows, Row row) {
    row.id = static_cast<Id>(rows.size()) + 1;
    rows.push_back(std::move(row));
    return rows.back().id;
}
bool make_ready(MessageRow& row) {
    if (row.state != message_state::held) return false;
    row.state = message_state::ready;
    row.due_at = 0;
    ++row.version;
    return true;
}

} // namespace

struct Connection::Parts {};
Connection::Connection(const Location&) {}
Connection::~Connection() = default;

struct Store::Parts {
    explicit Parts(const base::Clock& of) : clock(of) {}
    Tables tables;
    const base::Clock& clock;
};
Store::Store(const Location&, const base::Clock& clock, Mode, CommitHook*) : parts_(std::make_unique<Parts>(clock)) {}
Store::~Store() = default;
void Store::commit(const std::function<void(UnitOfWork&)>& work, IfFull) {
    UnitOfWork unit(parts_->tables, parts_->clock.now());
    work(unit);
}
void Store::read(const std::function<void(UnitOfWork&)>& work) const {
    UnitOfWork unit(parts_->tables, parts_->clock.now());
    work(unit);
}

std::optional<message::Value> if_readable(const std::string& text) { return message::parse_json(text); }

Id MessageTable::add(const MessageRow& row, const message::Value& body) {
    Tables& all = tables(connection_);
    const auto key = [](const MessageRow& one) { return std::tie(one.source, one.type, one.source_key, one.revision); };
    if (std::any_of(all.messages.begin(), all.messages.end(), [&](const MessageRow& one) { return key(one) == key(row); })) return 0;
    all.bodies.push_back(body);
    return append(all.messages, row);
}
std::optional<MessageRow> MessageTable::find(Id id) { return copy_of(tables(connection_).messages, id); }
message::Value MessageTable::body(Id id) { return *by_id(tables(connection_).bodies, id); }
std::vector<MessageRow> MessageTable::revisions(const std::string& source, const std::string& type, const std::string& source_key) {
    return rows_where(tables(connection_).messages, [&](const MessageRow& row) { return row.source == source && row.type == type && row.source_key == source_key; });
}
std::optional<MessageRow> MessageTable::newest(const std::string& source, const std::string& type, const std::string& source_key) {
    return last_where(tables(connection_).messages, [&](const MessageRow& row) { return row.source == source && row.type == type && row.source_key == source_key; });
}
std::optional<MessageRow> MessageTable::newest_of_connection(const std::string& connection, const std::string& type, const std::string& source_key) {
    return last_where(tables(connection_).messages, [&](const MessageRow& row) { return row.source_key == source_key && row.type == type && row.source.starts_with(connection + "/"); });
}
std::vector<MessageRow> MessageTable::search(const std::string& word, std::size_t) {
    return rows_where(tables(connection_).messages, [&](const MessageRow& row) { return row.source_key == word || row.number == word || row.correlation == word; });
}
std::vector<MessageRow> MessageTable::in_state(const std::string& state, std::size_t) {
    return rows_where(tables(connection_).messages, [&](const MessageRow& row) { return row.state == state; });
}
std::vector<MessageRow> MessageTable::ready(const std::string& route, Millis now, std::size_t limit) {
    const auto& all = tables(connection_).messages;
    std::vector<MessageRow> out;
    for (const MessageRow& row : all) {
        if (row.state != message_state::ready || row.route != route || row.due_at > now || out.size() == limit) continue;
        const bool waits = std::any_of(all.begin(), all.end(), [&](const MessageRow& older) { return older.id < row.id && older.state == message_state::routed && older.group_key == row.group_key; });
        if (!waits) out.push_back(row);
    }
    return out;
}
bool MessageTable::any_ready(const std::string&, Millis) { return false; }
Id MessageTable::first_without_history() { return 0; }
bool MessageTable::move(Id id, Id expected_version, const std::string& state, Millis due_at) {
    MessageRow* row = by_id(tables(connection_).messages, id);
    if (!row || row->version != expected_version) return false;
    row->state = state;
    row->due_at = due_at;
    ++row->version;
    return true;
}
std::size_t MessageTable::release_waiting(const std::string& waits_for) {
    Tables& all = tables(connection_);
    std::size_t released = 0;
    for (const ExceptionRow& open : all.exceptions) {
        if (waits_for.empty() || open.state != "open" || open.message_id == 0) continue;
        const auto& findings = *by_id(all.findings, open.id);
        if (std::none_of(findings.begin(), findings.end(), [&](const FindingRow& one) { return one.waits_for == waits_for; })) continue;
        released += make_ready(*by_id(all.messages, open.message_id)) ? 1 : 0;
    }
    return released;
}
bool MessageTable::release(Id id) {
    MessageRow* row = by_id(tables(connection_).messages, id);
    return row && make_ready(*row);
}

Id OutboxTable::add(const OutboxRow& row, const message::Value& body) {
    Tables& all = tables(connection_);
    for (OutboxRow& known : all.outbox) {
        if (known.idempotency_key != row.idempotency_key) continue;
        if (known.state != outbox_state::withdrawn && known.state != outbox_state::rejected && known.state != outbox_state::settled) return 0;
        const OutboxRow before = known;
        known = row;
        known.id = before.id;
        known.attempt = before.attempt;
        known.state = outbox_state::ready;
        *by_id(all.sent, known.id) = body;
        return known.id;
    }
    all.sent.push_back(body);
    return append(all.outbox, row);
}
std::optional<OutboxRow> OutboxTable::find(Id id) { return copy_of(tables(connection_).outbox, id); }
std::optional<OutboxRow> OutboxTable::of_message(Id message_id) {
    return last_where(tables(connection_).outbox, [&](const OutboxRow& row) { return row.message_id == message_id; });
}
std::optional<OutboxRow> OutboxTable::by_key(const std::string& key) {
    return last_where(tables(connection_).outbox, [&](const OutboxRow& row) { return row.idempotency_key == key; });
}
message::Value OutboxTable::body(Id id) { return *by_id(tables(connection_).sent, id); }
std::vector<OutboxRow> OutboxTable::due(const std::string& route, const std::string& sink, const std::string& state, Millis now, std::size_t limit) {
    auto rows = rows_where(tables(connection_).outbox, [&](const OutboxRow& row) { return row.route == route && row.sink == sink && row.state == state && row.due_at <= now; });
    if (rows.size() > limit) rows.resize(limit);
    return rows;
}
bool OutboxTable::move(Id id, const std::string& expected_state, const std::string& state, Millis due_at, const std::string& last_error) {
    OutboxRow* row = by_id(tables(connection_).outbox, id);
    if (!row || row->state != expected_state) return false;
    row->state = state;
    row->due_at = due_at;
    row->last_error = last_error;
    return true;
}
bool OutboxTable::begin_attempt(Id id) {
    OutboxRow* row = by_id(tables(connection_).outbox, id);
    if (!row || row->state != outbox_state::ready) return false;
    row->state = outbox_state::in_flight;
    ++row->attempt;
    return true;
}
void OutboxTable::count_probe(Id id) { ++by_id(tables(connection_).outbox, id)->probes; }
std::vector<OutboxRow> OutboxTable::alive(const std::string& route, const std::string& sink) {
    return rows_where(tables(connection_).outbox, [&](const OutboxRow& row) {
        return row.route == route && row.sink == sink && (row.state == outbox_state::ready || row.state == outbox_state::unconfirmed || row.state == outbox_state::waiting);
    });
}
// Nothing is asked of the clock, and no engine ends while it sends.
Millis OutboxTable::next_due(const std::string&, const std::string&, Millis) { return 0; }
bool OutboxTable::any_in_flight(const std::string&, const std::string&) { return false; }
std::vector<OutboxRow> OutboxTable::interrupted() { return {}; }
void AttemptTable::interrupt(Id, Millis) {}

Id AttemptTable::open(Id outbox_id, std::int64_t number, const std::string& kind, Millis at) {
    return append(tables(connection_).attempts, AttemptRow{0, outbox_id, number, kind, at, 0, "", ""});
}
void AttemptTable::close(Id id, Millis at, const std::string& outcome, const std::string& detail) {
    AttemptRow* row = by_id(tables(connection_).attempts, id);
    if (!row || !row->outcome.empty()) throw std::logic_error("an attempt ends twice");
    row->ended_at = at;
    row->outcome = outcome;
    row->detail = detail;
}
std::vector<AttemptRow> AttemptTable::of(Id outbox_id) {
    return rows_where(tables(connection_).attempts, [&](const AttemptRow& row) { return row.outbox_id == outbox_id; });
}
bool AttemptTable::may_have_left(Id outbox_id) {
    bool left = false;
    for (const AttemptRow& row : tables(connection_).attempts)
        if (row.outbox_id == outbox_id && row.kind == "deliver") left = row.outcome == "unknown" || row.outcome == "interrupted" || row.outcome.empty() || (left && row.outcome != "rejected");
    return left;
}

void CrossReferenceTable::put(const CrossReferenceRow& row) {
    remove(row.idempotency_key);
    tables(connection_).references.push_back(row);
}
void CrossReferenceTable::remove(const std::string& key) {
    std::erase_if(tables(connection_).references, [&](const CrossReferenceRow& row) { return row.idempotency_key == key; });
}
std::optional<CrossReferenceRow> CrossReferenceTable::by_key(const std::string& key) {
    return last_where(tables(connection_).references, [&](const CrossReferenceRow& row) { return row.idempotency_key == key; });
}
std::optional<CrossReferenceRow> CrossReferenceTable::of_source(const std::string& source, const std::string& type, const std::string& source_key) {
    return last_where(tables(connection_).references, [&](const CrossReferenceRow& row) { return row.source == source && row.type == type && row.source_key == source_key; });
}

void HistoryTable::append(const HistoryRow& row) { tables(connection_).history.push_back(row); }
std::vector<HistoryRow> HistoryTable::of_message(Id message_id) {
    return rows_where(tables(connection_).history, [&](const HistoryRow& row) { return row.message_id == message_id; });
}
void HistoryTable::each(const std::function<bool(const HistoryRow&)>& visit) {
    for (const HistoryRow& row : tables(connection_).history)
        if (!visit(row)) return;
}

std::string NoteTable::get(const std::string& name) { return tables(connection_).notes[name]; }
void NoteTable::put(const std::string& name, const std::string& value) { tables(connection_).notes[name] = value; }
void NoteTable::set_trouble(const std::string&, const std::string&) {}

} // namespace ledgerline::store
