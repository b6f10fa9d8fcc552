// Puts on every line what the shopper paid for it: price and amount after all discounts, in minor units that add up to the
// order's total. Where only the parts of a bundle are booked, or only the bundle, the amounts of the lines that are left out go
// to those that are booked.
#pragma once

#include "bundles.hpp"

#include <ledgerline/rule.hpp>

#include <optional>
#include <string>
#include <vector>

namespace rules {

class Discounts : public ledgerline::Rule {
public:
    explicit Discounts(const ledgerline::Config& config) : price_digits_(static_cast<int>(config.integer("price_decimals"))), bundle_price_list_(config.text("bundle_price_list")) {
        if (price_digits_ < 0 || price_digits_ > 6) config.refuse(config.problem("price_decimals", "the ERP's prices have 0 to 6 decimals, not {}", price_digits_));
    }
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    using Amounts = std::vector<ledgerline::Decimal>;

    // False: it cannot be said what which line of the bundle carries, and that was told.
    bool settle(const Bundle& bundle, const ledgerline::Order& order, Amounts& amounts, int decimals);
    bool give_to_parts(const Bundle& bundle, const ledgerline::Order& order, Amounts& amounts, int decimals);
    bool take_from_parts(const Bundle& bundle, const ledgerline::Order& order, Amounts& amounts);
    // By what a bundle's price is split; empty: nothing says it.
    Amounts weights(const Bundle& bundle, const ledgerline::Order& order, const Amounts& amounts);
    bool unresolved(const ledgerline::OrderLine& whole, const std::string& why);

    int price_digits_;
    std::string bundle_price_list_;
};

} // namespace rules
