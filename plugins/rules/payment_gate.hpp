// Lets an order through when its money is there, and only then.
#pragma once

#include <ledgerline/rule.hpp>

#include <string>
#include <vector>

namespace rules {

class PaymentGate : public ledgerline::Rule {
public:
    explicit PaymentGate(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    bool is_paid(const ledgerline::Order& order) const;

    std::vector<std::string> accept_;         // states of payment
    std::vector<std::string> without_capture_;// payment methods that are paid later
    std::vector<std::string> paid_by_status_; // payment methods whose money only the merchant's status tells of
    bool drop_test_orders_;
    std::string archived_;                    // hold, drop or post
};

} // namespace rules
