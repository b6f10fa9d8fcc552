#include "refund_parts.hpp"

#include <algorithm>
#include <numeric>

namespace rules {

using namespace ledgerline;

namespace {

constexpr std::size_t movable_max = 64; // the largest parts; more would not be rounding

bool is_movable(const CreditPart& part) { return part.kind != CreditPart::Kind::amount; }

std::vector<std::size_t> largest_first(const CreditParts& parts) {
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    order.erase(std::remove_if(order.begin(), order.end(), [&](std::size_t i) { return !is_movable(parts[i]); }), order.end());
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return parts[a].amount > parts[b].amount; });
    if (order.size() > movable_max) order.resize(movable_max);
    return order;
}

} // namespace

RefundArithmetic::Documents RefundArithmetic::forecast(const CreditParts& parts) const {
    Documents documents{{gross_, decimals_, by_line_}, {gross_, decimals_, by_line_}};
    for (const CreditPart& part : parts) {
        if (part.kind == CreditPart::Kind::amount) documents.service.add_line(part.amount, part.tax_code, part.tax_rate);
        else if (part.is_freight_row) documents.goods.add_freight(part.amount, part.tax_rate);
        else documents.goods.add_line(part.amount, part.tax_code, part.tax_rate);
    }
    return documents;
}

Decimal RefundArithmetic::total(const CreditParts& parts) const {
    const Documents documents = forecast(parts);
    return documents.goods.total() + documents.service.total();
}

Decimal RefundArithmetic::tax(const CreditParts& parts) const {
    const Documents documents = forecast(parts);
    return documents.goods.tax_total() + documents.service.tax_total();
}

bool RefundArithmetic::fit(CreditParts& parts, const Decimal& target) const {
    CreditParts tried = parts;
    const Decimal unit = Decimal::from_units(1, decimals_);
    const std::vector<std::size_t> order = largest_first(tried);
    Decimal difference = target - total(tried);
    // Each part may be a minor unit off, and in the net mode its tax too.
    if (difference.absolute() > Decimal::from_units(static_cast<std::int64_t>(order.size()) * (gross_ ? 1 : 2), decimals_)) return false;
    for (const std::size_t i : order) {
        if (difference.is_zero()) break;
        CreditPart& part = tried[i];
        const Decimal before = part.amount;
        part.amount += difference.is_negative() ? unit.negated() : unit;
        const Decimal now = target - total(tried);
        const bool is_allowed = !part.amount.is_negative() && part.amount <= part.left && (!part.amount.is_zero() || part.kind == CreditPart::Kind::charge);
        if (is_allowed && now.absolute() < difference.absolute()) difference = now;
        else part.amount = before;
    }
    if (!difference.is_zero()) return false;
    parts = std::move(tried);
    return true;
}

bool RefundArithmetic::spread(CreditParts& parts, const Decimal& target) const {
    CreditParts tried = parts, amounts_only;
    std::vector<Decimal> weights;
    for (const CreditPart& part : tried) {
        if (is_movable(part)) weights.push_back(part.amount);
        else amounts_only.push_back(part);
    }
    const Decimal fixed = total(amounts_only), movable = total(tried) - fixed;
    const Decimal wanted = target - fixed;
    if (weights.empty() || movable.is_zero() || wanted.is_negative() || wanted > movable) return false;
    Decimal sum;
    for (const Decimal& weight : weights) sum += weight;
    // With net prices the tax goes down with the amounts.
    const Decimal to_share = gross_ ? wanted : (sum * wanted).divided(movable, decimals_, Round::half_up);
    const std::vector<Decimal> shares = allocate(to_share, weights, decimals_);
    std::size_t at = 0;
    for (CreditPart& part : tried)
        if (is_movable(part)) part.amount = shares[at++];
    if (!fit(tried, target)) return false;
    parts = std::move(tried);
    return true;
}

} // namespace rules
