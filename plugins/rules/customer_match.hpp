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
    // What is done with a customer, and with one whom `policy` does not find: nothing ("none"), create or one-partner.
    struct Way {
        std::string policy, otherwise;
        bool matches() const { return policy == "match-by-email" || policy == "match-by-external-id"; }
        bool uses(std::string_view name) const { return policy == name || otherwise == name; }
    };

    // Fills the booking. False: the order does not have what it would be found by.
    static bool match(ledgerline::CustomerBooking booking, const std::string& policy, const ledgerline::Customer& customer);
    ledgerline::Verdict create(ledgerline::CustomerBooking booking, const std::string& code, const ledgerline::Order& order) const;
    // The code that a new partner of this customer would get.
    std::string code_of(const ledgerline::Order& order) const;

    Way registered_, guest_;
    std::string card_code_, prefix_, guest_prefix_, group_;
};

} // namespace rules
