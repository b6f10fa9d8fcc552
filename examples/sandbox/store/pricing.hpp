// The arithmetic of an order: discounts spread over lines, tax on what is left, totals that fit together as the
// documentation's own samples do.
#pragma once

#include "store/placing.hpp"

#include <vector>

namespace ledgerline::sandbox::store {

struct TaxShare {
    TaxRate rate;
    Decimal amount;
};

// An amount with its taxes. Taxes are computed on the amount after discounts, `ex_tax` and `inc_tax` are before them.
struct Priced {
    Decimal entered; // in the store's price mode
    Decimal ex_tax;
    Decimal inc_tax;
    Decimal tax;
    std::vector<TaxShare> shares;
};

struct LineDiscount {
    std::string id;   // "manual-discount", "coupon", or of a promotion
    std::string name;
    std::string code; // of the coupon; "" otherwise
    Decimal amount;
    bool on_product = false;
};

struct PricedLine {
    Priced total;
    Priced wrapping;
    Decimal unit_ex_tax;
    Decimal unit_inc_tax;
    std::vector<LineDiscount> discounts;
    Decimal discounted_inc_tax; // what the shopper paid for the line
};

struct PricedOrder {
    std::vector<PricedLine> lines;
    std::vector<Priced> shipping;        // per address
    Priced handling;
    std::vector<Priced> fees;
    std::vector<Decimal> coupon_effects; // per coupon
    Decimal coupon_discount;             // what coupons took off the lines
    Decimal discount;                    // what promotions and the merchant took off the lines
    Decimal subtotal_ex_tax, subtotal_inc_tax, subtotal_tax;
    Decimal shipping_ex_tax, shipping_inc_tax, shipping_tax, shipping_entered;
    Decimal wrapping_ex_tax, wrapping_inc_tax, wrapping_tax, wrapping_entered;
    Decimal total_ex_tax, total_inc_tax, total_tax;
};

// Throws std::invalid_argument when discounts or tenders are larger than what they are taken from.
PricedOrder price(const Placing& order, const ShopSettings& settings);

} // namespace ledgerline::sandbox::store
