// What each line of an order comes to in minor units, so that all of them together with the other charges are the order's
// total. Nothing is made up: where the store's own amounts do not add up, the lines are only rounded, and the total check
// tells the difference.
#pragma once

#include <ledgerline/decimal.hpp>
#include <ledgerline/order.hpp>

#include <string>
#include <vector>

namespace rules {

// The amounts of one order in its price mode: with tax where prices include it, without where not.
class Mode {
public:
    explicit Mode(const ledgerline::Order& order) : gross_(order.prices_include_tax()), decimals_(static_cast<int>(order.decimals())) {}

    bool gross() const { return gross_; }
    std::string_view name() const { return gross_ ? "gross" : "net"; }
    ledgerline::Decimal of(const ledgerline::AmountSplit& split) const { return gross_ ? split.inc_tax() : split.ex_tax(); }
    ledgerline::Decimal total(const ledgerline::Order& order) const { return gross_ ? order.totals().inc_tax() : order.totals().ex_tax(); }
    ledgerline::Decimal line_total(const ledgerline::OrderLine& line) const { return gross_ ? line.total_inc_tax() : line.total_ex_tax(); }
    ledgerline::Decimal unit_price(const ledgerline::OrderLine& line) const { return gross_ ? line.unit_price_inc_tax() : line.unit_price_ex_tax(); }
    ledgerline::Decimal minor(const ledgerline::Decimal& amount) const { return amount.rounded(decimals_, ledgerline::Round::half_up); }
    int decimals() const { return decimals_; }

private:
    bool gross_;
    int decimals_;
};

// What the charges besides the lines come to, exactly as the store states them.
ledgerline::Decimal other_charges(const ledgerline::Order& order, const Mode& mode);
// What the shopper paid for each line, all discounts off, exactly as the store states it.
std::vector<ledgerline::Decimal> paid_for_lines(const ledgerline::Order& order, const Mode& mode);
// The same in minor units. If the paid amounts are exactly what the total leaves for lines, fractions of a minor unit go by
// largest remainder, so that the sum is exact too; else each is rounded alone.
std::vector<ledgerline::Decimal> minor_amounts(const ledgerline::Order& order, const Mode& mode, const std::vector<ledgerline::Decimal>& paid);

// A unit price of at most `price_digits` digits that the ERP multiplies back to exactly `amount`; nothing if there is none.
// The store's own price is taken where it does.
std::optional<ledgerline::Decimal> unit_price(const ledgerline::Decimal& stated, const ledgerline::Decimal& amount, const ledgerline::Decimal& quantity, int price_digits,
                                              int decimals);

} // namespace rules
