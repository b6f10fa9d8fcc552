// Decides which business partner an order is booked on. It only decides; the sink finds or makes the partner.
#pragma once

#include <ledgerline/rule.hpp>

#include <string>

namespace rules {

class CustomerMatch : public ledgerline::Rule {
public:
    explicit CustomerMatch(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    ledgerline::Verdict match(ledgerline::CustomerBooking booking, std::string_view by, std::string_view value, const ledgerline::Order& order) const;
    ledgerline::Verdict create(ledgerline::CustomerBooking booking, const std::string& code, const ledgerline::Order& order) const;

    std::string registered_, guest_, card_code_, prefix_, guest_prefix_, group_;
};

} // namespace rules
