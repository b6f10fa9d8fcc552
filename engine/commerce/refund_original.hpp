// The order that a refund gives money back of, or that goods of a return were sold with, as it was booked: what the rules decide from (the
// member `original` of both).
#pragma once

#include "message/value.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ledgerline::commerce {

// Which order is meant; the store's connection is "" where nobody says which.
struct OrderName {
    std::string store, id; // "shop", "1047"
};
// A refund of a store is of its own order; one that was entered says of whose. A return says it too, or there is only one that is called so.
OrderName order_name(store::UnitOfWork& unit, const store::MessageRow& message, const message::Value& body);

struct Original {
    enum class State {
        unknown, // the engine has never seen the order
        waiting, // it has no document yet: `why`
        known
    };
    State state = State::unknown;
    OrderName order;
    message::Value body;   // with `known`: the member `original`
    std::string why;       // with `waiting`: in plain words
    std::vector<store::ReturnedRow> returned; // of it, with others than this message
    std::int64_t roundings = 0; // how often its tax was rounded so far: on its document, and by other refunds
    // Other words for all of it: whatever was decided from it is void as soon as it differs.
    std::string mark;
};

// `message`: the refund or return, whose own share is left out of what others credit or bring back.
Original original_of(store::UnitOfWork& unit, const store::MessageRow& message, const OrderName& order);
// Nothing if none came in.
std::optional<store::MessageRow> find_order(store::UnitOfWork& unit, const OrderName& order);
// The member `original` of an order that has no document yet: what the store states.
message::Value as_stated(store::UnitOfWork& unit, const store::MessageRow& order);

// What a refund or a return waits for until its order is booked: "order:shop:1047".
std::string order_cause(const OrderName& order);
// Something became of an order (it came in, was booked, dropped, settled): the refunds and returns that wait for it are judged anew. In
// that commit, whatever the message's type is.
void wake_refunds(store::UnitOfWork& unit, const store::MessageRow& order);
// An order that was dropped is processed after all, because the store changed it: the refunds that were dropped with it are judged anew. In
// the commit that says so, whatever the message's type is.
void order_is_back(store::UnitOfWork& unit, const store::MessageRow& order);

} // namespace ledgerline::commerce
