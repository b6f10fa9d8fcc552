// Messages and their bodies: what came in, and where it stands.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <optional>

namespace ledgerline::store {

class MessageTable {
public:
    explicit MessageTable(Connection& connection) : connection_(connection) {}

    // The idempotent receiver: 0 if (source, type, source_key, revision) is known already, else the new id.
    Id add(const MessageRow& row, const message::Value& body);
    // The newest revision of a key, if any (by id).
    std::optional<MessageRow> newest(const std::string& source, const std::string& type, const std::string& source_key);
    // ... whatever source of the connection ("shop") it came from.
    std::optional<MessageRow> newest_of_connection(const std::string& connection, const std::string& type, const std::string& source_key);
    // All revisions of a key, oldest first.
    std::vector<MessageRow> revisions(const std::string& source, const std::string& type, const std::string& source_key);
    std::optional<MessageRow> find(Id id);
    // Anything a person may call it by: source key, number, correlation.
    std::vector<MessageRow> search(const std::string& word, std::size_t limit);
    message::Value body(Id id);

    // Ready and due, oldest first, whose group has no older message that is routed. At most `limit`, of one route.
    std::vector<MessageRow> ready(const std::string& route, Millis now, std::size_t limit);
    // Whether a message of the route that was received by then has not been judged yet.
    bool any_ready(const std::string& route, Millis received_until);
    // Changes state if the version is still the expected one; false: somebody else was faster.
    bool move(Id id, Id expected_version, const std::string& state, Millis due_at = 0);
    // Held messages whose open exception has a finding that waits for this: they become ready. Returns how many.
    std::size_t release_waiting(const std::string& waits_for);
    // Held messages of a route (of every route if empty) become ready: the deployment changed, or a person asked.
    std::size_t release_held(const std::string& route);
    bool release(Id id);

    // By which route and from which source messages came that are not ended yet (ready, routed or held), and how many.
    struct Unended { std::string route, source; std::int64_t messages = 0; };
    std::vector<Unended> unended();
    // Those of them belong to another route from now on, with their open exceptions. Returns how many.
    std::size_t rename_route(const std::string& from, const std::string& source, const std::string& to);
    // No due time is later than this: the clock was set back while the engine stood still. Returns how many were.
    std::size_t due_no_later_than(Millis latest);

    struct Count { std::string route, type, state; std::int64_t messages = 0; Millis oldest = 0; };
    std::vector<Count> counts();
    // The first message that nothing was ever recorded of; 0 = none.
    Id first_without_history();
    // Ids of messages in a state, oldest first, for reports.
    std::vector<MessageRow> in_state(const std::string& state, std::size_t limit);
    // The first due time after `after` of a ready message of a route; 0 = none. Ask with `now`: what is due already and
    // still not served waits for its group, not for the clock.
    Millis next_due(const std::string& route, Millis after = 0);

private:
    Connection& connection_;
};

} // namespace ledgerline::store
