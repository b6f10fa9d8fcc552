// The idempotent receiver: whatever way a document comes in, and however often, each of its revisions becomes one message.
//
// A body equal to the newest known revision is no message. A newer revision takes the place of an older one that has not
// been sent yet; one that is on its way is waited for (the pipeline keeps a group in order).
#pragma once

#include "exceptions/exceptions.hpp"
#include "plugin/component.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::intake {

struct Arrival {
    std::string route;  // "orders"
    std::string source; // "shop/orders"
};

struct Received {
    std::size_t fresh = 0;   // new messages
    std::size_t known = 0;   // nothing new in them
    std::size_t refused = 0; // of the fresh ones: do not fit their schema, held
};

class Receiver {
public:
    explicit Receiver(const exceptions::Exceptions& exceptions) : exceptions_(exceptions) {}

    // Inside one unit of work, together with whatever else must be true at the same time (the cursor). `findings` that name
    // a refused message as their subject ("order:1047") explain it.
    Received receive(store::UnitOfWork& unit, const Arrival& arrival, const std::vector<plugin::Emitted>& emitted,
                     const std::vector<plugin::Finding>& findings) const;

private:
    const exceptions::Exceptions& exceptions_;
};

} // namespace ledgerline::intake
