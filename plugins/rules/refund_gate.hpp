// Which refunds are booked: only money that really went back, and only of orders that were booked.
#pragma once

#include <ledgerline/rule.hpp>

#include <cstdint>
#include <string>

namespace rules {

class RefundGate : public ledgerline::Rule {
public:
    explicit RefundGate(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Refund refund) override;

private:
    ledgerline::Verdict without_order(const ledgerline::Refund& refund) const;

    bool drops_declined_, books_unstated_, drops_of_dropped_;
    std::string of_earlier_orders_;   // hold, drop, book
    std::int64_t first_order_ = 0;    // orders with a smaller id are from before the engine was used; 0 = nobody knows
};

} // namespace rules
