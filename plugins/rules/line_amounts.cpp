#include "line_amounts.hpp"

#include <algorithm>

namespace rules {

using namespace ledgerline;

namespace {

// Order-level discounts that the store has not put on lines itself, by the weight of the lines.
std::vector<Decimal> shares_of_discounts(const Order& order, const Mode& mode, const std::vector<Decimal>& totals) {
    const Decimal discount = order.discounts().order() + order.discounts().coupons();
    std::vector<Decimal> on_lines;
    Decimal sum;
    for (const OrderLine line : order.lines()) {
        Decimal of_line;
        for (const Discount one : line.discounts()) of_line += one.amount();
        on_lines.push_back(of_line);
        sum += of_line;
    }
    const auto negative = [](const Decimal& amount) { return amount.is_negative(); };
    // Negative lines have no weight: nothing is taken off, and the total check tells what is left.
    if (sum == discount || std::any_of(totals.begin(), totals.end(), negative)) return on_lines;
    // Four digits are the store's own resolution.
    return allocate(discount.rounded(std::max(discount.scale(), mode.decimals()), Round::half_up), totals, std::max(discount.scale(), 4));
}

} // namespace

Decimal other_charges(const Order& order, const Mode& mode) {
    Decimal sum = mode.of(order.shipping()) + mode.of(order.handling()) + mode.of(order.wrapping());
    for (const Fee fee : order.fees()) sum += mode.gross() ? fee.inc_tax() : fee.ex_tax();
    return sum;
}

std::vector<Decimal> paid_for_lines(const Order& order, const Mode& mode) {
    std::vector<Decimal> paid, totals;
    bool stated = true;
    for (const OrderLine line : order.lines()) {
        totals.push_back(mode.line_total(line));
        const auto discounted = line.discounted_total_inc_tax();
        stated = stated && discounted.has_value();
        // The tax of a line is always that of the discounted amount, so the rest is what was paid without tax.
        if (discounted) paid.push_back(mode.gross() ? *discounted : *discounted - line.total_tax());
    }
    if (stated && !totals.empty()) return paid;
    const bool any_discount = !order.discounts().order().is_zero() || !order.discounts().coupons().is_zero();
    if (!any_discount || totals.empty()) return totals;
    const std::vector<Decimal> shares = shares_of_discounts(order, mode, totals);
    for (std::size_t i = 0; i < totals.size(); ++i) totals[i] -= shares[i];
    return totals;
}

std::vector<Decimal> minor_amounts(const Order& order, const Mode& mode, const std::vector<Decimal>& paid) {
    Decimal sum;
    bool any_negative = false;
    for (const Decimal& amount : paid) {
        sum += amount;
        any_negative = any_negative || amount.is_negative();
    }
    const Decimal others = other_charges(order, mode);
    const Decimal for_lines = mode.total(order) - others;
    if (sum == for_lines && !any_negative) return allocate(mode.minor(mode.total(order)) - mode.minor(others), paid, mode.decimals());
    std::vector<Decimal> rounded;
    for (const Decimal& amount : paid) rounded.push_back(mode.minor(amount));
    return rounded;
}

std::optional<Decimal> unit_price(const Decimal& stated, const Decimal& amount, const Decimal& quantity, int price_digits, int decimals) {
    const auto fits = [&](const Decimal& price) { return !price.is_negative() && (price * quantity).rounded(decimals, Round::half_up) == amount; };
    if (stated.normalized().scale() <= price_digits && fits(stated)) return stated;
    if (quantity.is_zero()) return std::nullopt;
    const Decimal near = amount.divided(quantity, price_digits, Round::half_up);
    const Decimal step = Decimal::from_units(1, price_digits);
    for (const Decimal& price : {near, near + step, near - step})
        if (fits(price)) return price.normalized();
    return std::nullopt;
}

} // namespace rules
