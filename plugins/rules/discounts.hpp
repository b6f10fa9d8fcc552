// Puts on every line what the shopper paid for it: price and amount after all discounts, in minor units that add up to the
// order's total.
#pragma once

#include <ledgerline/rule.hpp>

namespace rules {

class Discounts : public ledgerline::Rule {
public:
    explicit Discounts(const ledgerline::Config& config) : price_digits_(static_cast<int>(config.integer("price_decimals"))) {
        if (price_digits_ < 0 || price_digits_ > 6) config.refuse(config.problem("price_decimals", "the ERP's prices have 0 to 6 decimals, not {}", price_digits_));
    }
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    int price_digits_;
};

} // namespace rules
