// What is to be sent, and where that stands.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <optional>

namespace ledgerline::store {

class OutboxTable {
public:
    explicit OutboxTable(Connection& connection) : connection_(connection) {}

    // The idempotency key is unique. If a row with it exists that was withdrawn, rejected or settled by a person (who wants it
    // sent after all), it becomes ready again with the new message and body (attempt count kept); if it exists in any other
    // state, 0 is returned and nothing changes.
    Id add(const OutboxRow& row, const message::Value& body);
    std::optional<OutboxRow> find(Id id);
    std::optional<OutboxRow> of_message(Id message_id);
    std::optional<OutboxRow> by_key(const std::string& idempotency_key);
    message::Value body(Id id);

    // Due rows of a route to a sink in a state (ready, unconfirmed or waiting), oldest first.
    std::vector<OutboxRow> due(const std::string& route, const std::string& sink, const std::string& state, Millis now, std::size_t limit);
    // Changes state and due time if it is still in `expected_state`; false: somebody else was faster.
    bool move(Id id, const std::string& expected_state, const std::string& state, Millis due_at, const std::string& last_error);
    // in_flight with a new attempt number; false: not ready any more.
    bool begin_attempt(Id id);
    void count_probe(Id id);
    // After a start: every row in flight becomes unconfirmed. Returns them as they were.
    std::vector<OutboxRow> interrupted();
    struct Count { std::string sink, state; std::int64_t rows = 0; Millis oldest_due = 0; };
    std::vector<Count> counts();
    // The first due time after `after` of a row of this route to this sink that waits for its time; 0 = none. Unconfirmed and
    // waiting rows count.
    Millis next_due(const std::string& route, const std::string& sink, Millis after = 0);
    // By which routes and to which sinks something is alive: ready, unconfirmed or waiting.
    struct Flow { std::string route, sink; };
    std::vector<Flow> flows_alive();
    std::vector<OutboxRow> alive(const std::string& route, const std::string& sink); // oldest first
    bool any_in_flight(const std::string& route, const std::string& sink);
    void rename_route(Id id, const std::string& to);
    // No due time is later than this: the clock was set back while the engine stood still. Returns how many were.
    std::size_t due_no_later_than(Millis latest);

private:
    Connection& connection_;
};

} // namespace ledgerline::store
