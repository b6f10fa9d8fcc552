// The message history: who did what to which message, when and why. Append-only; every entry carries a hash over the
// entry before it, and the newest hash is noted in the same commit, so that a change, a deletion, a new order and a
// missing end are all found. That all of it was deleted is found by the messages, for each begins with an entry.
#pragma once

#include "message/value.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::ledger {

struct Entry {
    store::Id message_id = 0; // 0 = about the engine itself
    std::string correlation;
    std::string what;         // received, rules, held, routed, attempt, delivered, ...
    std::string who;          // component, user, or engine
    message::Value detail;    // object; null = nothing to add
};

// Appends one entry inside the unit's transaction. The previous hash is read there, so several processes may write.
void record(store::UnitOfWork& unit, const Entry& entry);

struct Verification {
    bool ok = false;
    std::int64_t entries = 0; // entries that were read
    std::string problem;      // "" if ok; else plain words
    std::int64_t bad_seq = 0; // the first entry that is wrong or missing; 0 if ok
};

// Reads the whole history in one snapshot. Memory does not grow with it.
Verification verify(const store::Store& store);
Verification verify(store::UnitOfWork& unit);

// Everything that happened to one thing: the history of every message with this correlation, in order.
std::vector<store::HistoryRow> story(store::UnitOfWork& unit, const std::string& correlation);

} // namespace ledgerline::ledger
