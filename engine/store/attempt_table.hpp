// Every attempt to deliver or to probe: opened before the request leaves, closed with its outcome.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

namespace ledgerline::store {

class AttemptTable {
public:
    explicit AttemptTable(Connection& connection) : connection_(connection) {}

    Id open(Id outbox_id, std::int64_t number, const std::string& kind, Millis at);
    void close(Id id, Millis at, const std::string& outcome, const std::string& detail);
    // Open attempts of an outbox row end as "interrupted".
    void interrupt(Id outbox_id, Millis at);
    std::vector<AttemptRow> of(Id outbox_id);
    // A request of this row may have left without an answer that told its end, and no refusal came after it: however a look-up
    // finds nothing now, the other system may still be at it. What is sent next must be the same document.
    bool may_have_left(Id outbox_id);

private:
    Connection& connection_;
};

} // namespace ledgerline::store
