// What was tendered - cards, store credit, gift certificates - must add up to the order's total, to the last minor unit. If it
// does not, the order is held with the comparison: either money is missing, or there is more than was owed.
#pragma once

#include <ledgerline/rule.hpp>

namespace rules {

class TenderCheck : public ledgerline::Rule {
public:
    explicit TenderCheck(const ledgerline::Config& config) : counts_promises_(config.choice("promised") == "count"), holds_unstated_(config.choice("unstated") == "hold") {}
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    bool counts_promises_; // authorised and pending amounts
    bool holds_unstated_;  // the store does not say how the rest was paid
};

} // namespace rules
