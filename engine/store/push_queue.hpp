// The coalesced queue of states that are to be pushed: each SKU once for a route, however often it changes.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <optional>

namespace ledgerline::store {

class PushQueue {
public:
    explicit PushQueue(Connection& connection) : connection_(connection) {}

    // Which routes push what, from this start on.
    struct Pusher {
        std::string route, kind;
        Millis settle_ms = 0;  // how long the store may take to apply what it has accepted
        std::string takes_off; // when the store takes an order off its stock by itself: "placed", "completed", "" = nobody has asked it yet
    };
    // What is known of takes_off stays known. Returns the routes that push no more.
    std::vector<std::string> set_pushers(const std::vector<Pusher>& pushers);
    void set_takes_off(const std::string& route, const std::string& when);
    std::vector<Pusher> pushers(const std::string& kind);
    // The SKU has changed for every route of this kind: due then, or earlier where it was due earlier.
    void touch(const std::string& kind, const std::string& sku, Millis due_at, const std::string& why);
    // It was ordered, or booked: it is looked at, and what else its items are in.
    void touch_ordered(const std::string& kind, const std::string& sku, Millis due_at, const std::string& why);
    // The same for one route.
    void touch_for(const std::string& route, const std::string& sku, Millis due_at, const std::string& why);
    // Everything that a store has is due for a route.
    void touch_all(const std::string& route, const std::string& store, Millis due_at, const std::string& why);
    std::vector<PushDueRow> due(const std::string& route, Millis now, std::size_t limit); // oldest first
    std::optional<PushDueRow> find(const std::string& route, const std::string& sku);
    // What else its items are in is due too by now.
    void has_spread(const PushDueRow& row);
    // It is done, unless it has changed again meanwhile.
    void done(const PushDueRow& row);
    // It is looked at again at that time, unless it has changed again meanwhile.
    void postpone(const PushDueRow& row, Millis due_at);
    // The first due time after `after`; 0 = none.
    Millis next_due(const std::string& route, Millis after = 0);

    // What is due, or was sent, for a route that pushes it no more.
    struct Leftover {
        std::string table, route;
    };
    std::vector<Leftover> leftovers();
    // At most `limit` of its rows; returns how many there were.
    std::size_t forget(const Leftover& leftover, std::size_t limit);

private:
    Connection& connection_;
};

} // namespace ledgerline::store
