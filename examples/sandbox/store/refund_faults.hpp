// What goes wrong with the payments of refunds on purpose.
#pragma once

#include "base/clock.hpp"
#include "message/value.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::sandbox {

struct RefundFault {
    enum class Kind {
        declined, // the provider declines it when its time has come
        pending,  // it stays so until somebody settles or declines it by hand
        late,     // its time comes `delay_ms` later
        at_once,  // its time has come with the answer
    };
    Kind kind = Kind::declined;
    std::int64_t payments = 1;  // how many it meets; 0 = all from now on
    std::string provider;       // "" = all
    std::string message = "The refund was declined by the payment provider."; // declined
    base::Millis delay_ms = 0;  // late
};

// Reads {"kind": "declined", "payments": 2, "provider": "stripe", "message": "Card expired"}. Throws std::invalid_argument.
RefundFault refund_fault_from(const message::Value& value);

namespace store {

class RefundFaults {
public:
    void add(RefundFault fault) { faults_.push_back(std::move(fault)); }
    void clear() { faults_.clear(); }
    // Those that meet a new payment, in the order in which they were added; each is used up by one.
    std::vector<RefundFault> take(const std::string& provider);

private:
    std::vector<RefundFault> faults_;
};

} // namespace store

} // namespace ledgerline::sandbox
