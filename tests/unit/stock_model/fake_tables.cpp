#include "unit/stock_model/fake_tables.hpp"

#include <set>

namespace ledgerline::store {

using stock_model::FakeTables;

namespace {

FakeTables& tables(Connection& connection) { return static_cast<FakeTables&>(connection); }

template <class Map, class Key>
auto found(const Map& map, const Key& key) {
    const auto at = map.find(key);
    return at == map.end() ? std::nullopt : std::optional<typename Map::mapped_type>(at->second);
}

// What is read of many keys at once is what is read of each.
template <class Read>
auto each(const std::vector<std::string>& keys, Read read) {
    decltype(read(std::string())) out;
    for (const std::string& key : std::set<std::string>(keys.begin(), keys.end()))
        for (auto& row : read(key)) out.push_back(std::move(row));
    return out;
}
template <class Row>
std::vector<Row> as_list(std::optional<Row> row) {
    std::vector<Row> out;
    if (row) out.push_back(std::move(*row));
    return out;
}

} // namespace

struct Connection::Parts {};
Connection::Connection(const Location&) {}
Connection::~Connection() = default;

std::optional<MessageRow> MessageTable::find(Id id) { return found(tables(connection_).messages, id); }
message::Value MessageTable::body(Id id) { return tables(connection_).bodies.at(id); }

std::vector<MessageRow> MessageTable::revisions(const std::string&, const std::string&, const std::string& source_key) {
    std::vector<MessageRow> out;
    for (const auto& [id, row] : tables(connection_).messages)
        if (row.source_key == source_key) out.push_back(row);
    return out;
}

std::optional<MessageRow> MessageTable::newest(const std::string& source, const std::string& type, const std::string& source_key) {
    const auto all = revisions(source, type, source_key);
    return all.empty() ? std::nullopt : std::optional<MessageRow>(all.back());
}

std::vector<MessageRow> MessageTable::in_state(const std::string& state, std::size_t) {
    std::vector<MessageRow> out;
    for (const auto& [id, row] : tables(connection_).messages)
        if (row.state == state) out.push_back(row);
    return out;
}

message::Value OutboxTable::body(Id id) { return tables(connection_).sent.at(id); }

std::optional<OutboxRow> OutboxTable::by_key(const std::string& idempotency_key) {
    for (const auto& [id, row] : tables(connection_).outbox)
        if (row.idempotency_key == idempotency_key) return row;
    return std::nullopt;
}

std::optional<OutboxRow> OutboxTable::of_message(Id message_id) {
    std::optional<OutboxRow> last;
    for (const auto& [id, row] : tables(connection_).outbox)
        if (row.message_id == message_id) last = row;
    return last;
}

bool AttemptTable::may_have_left(Id) { return true; }

std::optional<CrossReferenceRow> CrossReferenceTable::of_source(const std::string&, const std::string&, const std::string& source_key) {
    return found(tables(connection_).references, source_key);
}

std::string NoteTable::get(const std::string& name) { return found(tables(connection_).notes, name).value_or(""); }
void NoteTable::put(const std::string& name, const std::string& value) { tables(connection_).notes[name] = value; }

std::vector<DemandRow> DemandTable::of_order(const std::string&, const std::string& order_key) {
    std::vector<DemandRow> out;
    for (const auto& [key, row] : tables(connection_).demand)
        if (row.order_key == order_key) out.push_back(row);
    return out;
}

std::vector<DemandRow> DemandTable::of_sku(const std::string& sku) {
    std::vector<DemandRow> out;
    for (const auto& [key, row] : tables(connection_).demand)
        if (row.sku == sku) out.push_back(row);
    return out;
}

std::vector<DemandRow> DemandTable::of_skus(const std::vector<std::string>& skus) { return each(skus, [this](const std::string& sku) { return of_sku(sku); }); }

void DemandTable::put(const DemandRow& row) {
    DemandRow kept = row;
    tables(connection_).planted.demand(kept);
    tables(connection_).demand[{row.order_key, row.sku}] = kept;
}

void DemandTable::erase(const DemandRow& row) { tables(connection_).demand.erase({row.order_key, row.sku}); }

std::vector<DemandRow> DemandTable::booked_until(Millis at, std::size_t limit) {
    std::vector<DemandRow> out;
    for (const auto& [key, row] : tables(connection_).demand)
        if (row.booked_at != 0 && row.booked_at <= at && out.size() < limit) out.push_back(row);
    return out;
}

void DemandTable::count_ordered(const std::string&, Millis, std::int64_t) {}
std::int64_t DemandTable::ordered_since(const std::string&, Millis) { return 0; }
std::vector<std::string> DemandTable::ordered_between(Millis, Millis) { return {}; }
void DemandTable::forget_ordered(Millis) {}

std::optional<LevelRow> LevelTable::find(const std::string& item_code) { return found(tables(connection_).levels, item_code); }
std::optional<ItemRow> ItemTable::find(const std::string& code) { return found(tables(connection_).items, code); }

std::vector<LevelRow> LevelTable::find(const std::vector<std::string>& item_codes) {
    return each(item_codes, [this](const std::string& code) { return as_list(find(code)); });
}
std::vector<ItemRow> ItemTable::find(const std::vector<std::string>& codes) {
    return each(codes, [this](const std::string& code) { return as_list(find(code)); });
}
std::vector<std::pair<std::string, std::string>> ItemTable::wholes_of(const std::vector<std::string>& parts) {
    return each(parts, [this](const std::string& part) {
        std::vector<std::pair<std::string, std::string>> out;
        for (std::string& whole : wholes_of(part)) out.emplace_back(part, std::move(whole));
        return out;
    });
}

std::vector<std::string> ItemTable::wholes_of(const std::string& part) {
    std::vector<std::string> out;
    for (const auto& [code, row] : tables(connection_).items)
        if (const auto* components = row.body["components"].as_array())
            for (const auto& one : *components)
                if (one["code"].text_or("") == part) out.push_back(code);
    return out;
}


std::optional<PushedStockRow> PushedStockTable::find(const std::string&, const std::string& sku, const std::string& location) {
    return found(tables(connection_).pushed, std::pair(sku, location));
}

std::vector<PushedStockRow> PushedStockTable::of_sku(const std::string& sku) {
    std::vector<PushedStockRow> out;
    for (const auto& [key, row] : tables(connection_).pushed)
        if (row.sku == sku) out.push_back(row);
    return out;
}

void PushedStockTable::put(const PushedStockRow& row) {
    PushedStockRow kept = row;
    tables(connection_).planted.pushed(kept);
    tables(connection_).pushed[{row.sku, row.location}] = kept;
}

std::vector<PushQueue::Pusher> PushQueue::pushers(const std::string&) { return {tables(connection_).pusher}; }

void PushQueue::touch_for(const std::string& route, const std::string& sku, Millis due_at, const std::string& why) {
    auto [at, is_new] = tables(connection_).due.try_emplace(sku, PushDueRow{route, sku, due_at, 0, why, false});
    at->second.due_at = std::min(at->second.due_at, due_at);
    at->second.why = why;
    ++at->second.change;
}

void PushQueue::touch(const std::string&, const std::string& sku, Millis due_at, const std::string& why) { touch_for(tables(connection_).pusher.route, sku, due_at, why); }

void PushQueue::has_spread(const PushDueRow& row) { tables(connection_).due.at(row.sku).spreads = false; }

void PushQueue::touch_ordered(const std::string& kind, const std::string& sku, Millis due_at, const std::string& why) {
    touch(kind, sku, due_at, why);
    tables(connection_).due.at(sku).spreads = true;
}

} // namespace ledgerline::store
