// The order that a refund gives money back of, as it was booked: what the rules decide from (the refund's member `original`).
#pragma once

#include "message/value.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>

namespace ledgerline::commerce {

struct Original {
    enum class State {
        unknown, // the engine has never seen the order
        waiting, // it has no document yet: `why`
        known
    };
    State state = State::unknown;
    std::string order_id;  // the store's
    message::Value body;   // with `known`: the member `original`
    std::string why;       // with `waiting`: in plain words
    // Other words for all of it: whatever was decided from it is void as soon as it differs.
    std::string mark;
};

Original original_of(store::UnitOfWork& unit, const store::MessageRow& refund, const std::string& order_id);
// Its order: of the same connection. Nothing if none came in.
std::optional<store::MessageRow> order_of_refund(store::UnitOfWork& unit, const store::MessageRow& refund, const std::string& order_id);

// What a refund waits for until its order is booked: "order:shop:1047".
std::string order_cause(const store::MessageRow& refund, const std::string& order_id);
// Something became of an order (it came in, was booked, dropped, settled): the refunds that wait for it are judged anew. In that commit,
// whatever the message's type is.
void wake_refunds(store::UnitOfWork& unit, const store::MessageRow& order);

} // namespace ledgerline::commerce
