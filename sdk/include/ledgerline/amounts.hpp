// Amounts of an order beside its lines: charges, tax rows, discounts, totals. All as the store states them.
#ifndef LEDGERLINE_AMOUNTS_HPP
#define LEDGERLINE_AMOUNTS_HPP

#include "ledgerline/view.hpp"

namespace ledgerline {

// An amount without tax, with tax, and the tax.
class AmountSplit : public View {
public:
    using View::View;

    // Without tax, as the store states it.
    Decimal ex_tax() const { return node_["ex_tax"].decimal(); }

    // With tax, as the store states it.
    Decimal inc_tax() const { return node_["inc_tax"].decimal(); }

    // The tax, as the store states it; with discounts it need not be inc_tax less ex_tax.
    Decimal tax() const { return node_["tax"].decimal(); }
};

// One tax row: one rate on one place of the order. Several rows on one line are stacked jurisdictions.
class TaxRow : public View {
public:
    using View::View;

    // Name of the rate, e.g. UK VAT 20 %.
    std::string_view name() const { return node_["name"].text(); }

    // Tax class, e.g. Default Tax Class.
    std::string_view tax_class() const { return node_["class"].text(); }

    // Percent, e.g. 20.0000.
    Decimal rate() const { return node_["rate"].decimal(); }

    // Tax of this row, as the store states it.
    Decimal amount() const { return node_["amount"].decimal(); }

    // One of item, shipping, handling, wrapping, fee. What is taxed.
    std::string_view place() const { return node_["place"].text(); }

    // Id of the line, "" if it is no line.
    std::string_view line_id() const { return node_["line_id"].text(); }

    // Id of the consignment, "" if unknown.
    std::string_view consignment_id() const { return node_["consignment_id"].text(); }

    // Order of application.
    std::int64_t priority() const { return node_["priority"].integer(); }
};

// One fee.
class Fee : public View {
public:
    using View::View;

    // The store's id.
    std::string_view id() const { return node_["id"].text(); }

    // Name.
    std::string_view name() const { return node_["name"].text(); }

    // Without tax.
    Decimal ex_tax() const { return node_["ex_tax"].decimal(); }

    // With tax.
    Decimal inc_tax() const { return node_["inc_tax"].decimal(); }

    // Tax.
    Decimal tax() const { return node_["tax"].decimal(); }

    // Tax class, "" if none.
    std::string_view tax_class() const { return node_["tax_class"].text(); }
};

// A discount as the store explains it; information, the amounts above already contain it.
class Discount : public View {
public:
    using View::View;

    // One of coupon, manual, automatic, other. Why it was given.
    std::string_view kind() const { return node_["kind"].text(); }

    // One of line, order, shipping. What it was given on.
    std::string_view place() const { return node_["place"].text(); }

    // Coupon code, "" if none.
    std::string_view code() const { return node_["code"].text(); }

    // Name shown to the shopper.
    std::string_view name() const { return node_["name"].text(); }

    // Amount taken off, not negative.
    Decimal amount() const { return node_["amount"].decimal(); }
};

// Order-level discounts; both amounts add up.
class OrderDiscounts : public View {
public:
    using View::View;

    // Manual and automatic discounts.
    Decimal order() const { return node_["order"].decimal(); }

    // Coupons.
    Decimal coupons() const { return node_["coupons"].decimal(); }

    // What they were.
    Views<Discount> list() const { return detail::views<Discount>(node_["list"]); }
};

// Totals as the store states them. inc_tax = subtotal + shipping + handling + wrapping (+ fees) - both discounts.
class OrderTotals : public View {
public:
    using View::View;

    // Lines before discounts, without tax; may carry more than minor units.
    Decimal subtotal_ex_tax() const { return node_["subtotal_ex_tax"].decimal(); }

    // Lines before discounts, with tax.
    Decimal subtotal_inc_tax() const { return node_["subtotal_inc_tax"].decimal(); }

    // Tax of the lines after discounts.
    Decimal subtotal_tax() const { return node_["subtotal_tax"].decimal(); }

    // Grand total without tax.
    Decimal ex_tax() const { return node_["ex_tax"].decimal(); }

    // Grand total: what the shopper owes.
    Decimal inc_tax() const { return node_["inc_tax"].decimal(); }

    // All tax.
    Decimal tax() const { return node_["tax"].decimal(); }
};

} // namespace ledgerline

#endif
