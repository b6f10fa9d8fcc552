// A refund and a change of its order's document are never under way at once: each is made for what the other leaves in the ERP, and neither sees the other
// before it stands. A memo that is booked while its order is being cancelled would take the same money out of the books twice.
#pragma once

#include "exceptions/exceptions.hpp"
#include "store/store.hpp"

#include <string>

namespace ledgerline::delivery {

// What is under way, or in doubt, and must have its outcome before this may leave.
struct Crossing {
    std::string key;           // "" = nothing
    base::Millis pause_ms = 0; // until it is worth another look
    std::string stalled;       // "" while its outcome is to be expected soon; else why it is not, in plain words
};

// In the commit that begins the attempt, so that of two only one begins.
Crossing crossing_of(store::UnitOfWork& unit, const store::OutboxRow& row);

// What people are told of a message that waits for something stalled.
exceptions::Found found_of(const store::MessageRow& waiting, const message::Value& body, const Crossing& crossing);

} // namespace ledgerline::delivery
