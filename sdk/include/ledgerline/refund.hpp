// The canonical Refund (documents/refund.schema.json says the meaning, unit and rounding of every member).
#ifndef LEDGERLINE_REFUND_HPP
#define LEDGERLINE_REFUND_HPP

#include "ledgerline/booking.hpp"
#include "ledgerline/refund_original.hpp"
#include "ledgerline/withdrawal.hpp"

namespace ledgerline {

// One deduction.
class RefundAdjustment : public View {
public:
    using View::View;

    // Negative amount.
    Decimal amount() const { return node_["amount"].decimal(); }

    // What it is for.
    std::string_view label() const { return node_["label"].text(); }
};

// One thing that is refunded.
class RefundItem : public View {
public:
    using View::View;

    // One of line, wrapping, shipping, handling, order, fee, tax. line: units of an order line; wrapping: gift
    // wrapping of a line; shipping, handling: charges of a consignment; order: an amount on the whole order, never
    // with tax; fee: an order fee; tax: an adjustment of tax alone.
    std::string_view kind() const { return node_["kind"].text(); }

    // The store's id of what is refunded: of the line for line and wrapping, of the consignment for shipping and
    // handling, of the order for order and tax, of the fee for fee (some stores write the order's id there).
    std::string_view target_id() const { return node_["target_id"].text(); }

    // Units refunded of a line; 0 for all other kinds.
    std::int64_t quantity() const { return node_["quantity"].integer(); }

    // Amount asked for, as the store states it; "" where it does not say. Whether it is before or after discounts is
    // not stated for lines.
    std::optional<Decimal> amount() const { return decimal_if_any(node_["amount"]); }

    // Deductions such as a restocking fee; only for lines.
    Views<RefundAdjustment> adjustments() const { return detail::views<RefundAdjustment>(node_["adjustments"]); }

    // Reason of this item, "" if none.
    std::string_view reason() const { return node_["reason"].text(); }
};

// One movement of money to the shopper.
class RefundPayment : public View {
public:
    using View::View;

    // The store's id.
    std::string_view id() const { return node_["id"].text(); }

    // Payment provider, e.g. braintree, storecredit.
    std::string_view provider_id() const { return node_["provider_id"].text(); }

    // Amount of this movement, in minor units, not negative.
    Decimal amount() const { return node_["amount"].decimal(); }

    // true: the store moves no money, a person pays by other means.
    bool offline() const { return node_["offline"].boolean(); }

    // One of pending, settled, declined. pending: asked for, no answer yet; settled: the money went back (offline
    // ones count at once); declined: it did not, although the refund exists.
    std::string_view state() const { return node_["state"].text(); }

    // The provider's words, "" if not declined.
    std::string_view declined_message() const { return node_["declined_message"].text(); }

    // The store's id of the transaction, "" if none yet.
    std::string_view transaction_id() const { return node_["transaction_id"].text(); }
};

// Units of one order line.
class RefundLineBooking : public View {
public:
    using View::View;

    // The store's id of the order line.
    std::string_view line_id() const { return node_["line_id"].text(); }
    void set_line_id(std::string_view value) { node_["line_id"].set(value); }

    // Exact item code in the ERP, as the order was booked.
    std::string_view item_code() const { return node_["item_code"].text(); }
    void set_item_code(std::string_view value) { node_["item_code"].set(value); }

    // Units credited, in the ERP's sales unit, greater than 0; never more than booked less credited before.
    Decimal quantity() const { return node_["quantity"].decimal(); }
    void set_quantity(const Decimal& value) { node_["quantity"].set(value); }

    // Price of one unit given back, in the price mode; at most 6 decimals.
    Decimal unit_price() const { return node_["unit_price"].decimal(); }
    void set_unit_price(const Decimal& value) { node_["unit_price"].set(value); }

    // Line total in minor units, in the price mode.
    Decimal amount() const { return node_["amount"].decimal(); }
    void set_amount(const Decimal& value) { node_["amount"].set(value); }

    // Tax code of the ERP, as the order was booked.
    std::string_view tax_code() const { return node_["tax_code"].text(); }
    void set_tax_code(std::string_view value) { node_["tax_code"].set(value); }

    // Percent of that tax code.
    Decimal tax_rate() const { return node_["tax_rate"].decimal(); }
    void set_tax_rate(const Decimal& value) { node_["tax_rate"].set(value); }

    // Warehouse, "" = the ERP's default.
    std::string_view warehouse() const { return node_["warehouse"].text(); }
    void set_warehouse(std::string_view value) { node_["warehouse"].set(value); }

    // true: goods are confirmed returned and sellable, stock comes back with this line. false: without inventory
    // movement.
    bool returns_goods() const { return node_["returns_goods"].boolean(); }
    void set_returns_goods(bool value) { node_["returns_goods"].set(value); }
};

// One amount, booked as a service line.
class RefundAmountBooking : public View {
public:
    using View::View;

    // What it is, for people.
    std::string_view label() const { return node_["label"].text(); }
    void set_label(std::string_view value) { node_["label"].set(value); }

    // The ERP's account.
    std::string_view account() const { return node_["account"].text(); }
    void set_account(std::string_view value) { node_["account"].set(value); }

    // In minor units, in the price mode; negative for a deduction.
    Decimal amount() const { return node_["amount"].decimal(); }
    void set_amount(const Decimal& value) { node_["amount"].set(value); }

    // Tax code of the ERP.
    std::string_view tax_code() const { return node_["tax_code"].text(); }
    void set_tax_code(std::string_view value) { node_["tax_code"].set(value); }

    // Percent of that tax code.
    Decimal tax_rate() const { return node_["tax_rate"].decimal(); }
    void set_tax_rate(const Decimal& value) { node_["tax_rate"].set(value); }
};

// How the refund is booked as a credit memo; filled by rules, read by the sink. Absent before the rules have run.
class RefundBooking : public View {
public:
    using View::View;

    // One of gross, net. gross: prices and amounts of lines and charges contain tax. As the order was booked.
    std::string_view price_mode() const { return node_["price_mode"].text_or(""); }
    void set_price_mode(std::string_view value) { node_["price_mode"].set(value); }

    // Code of the business partner that the order was booked on.
    std::string_view card_code() const { return node_["card_code"].text_or(""); }
    void set_card_code(std::string_view value) { node_["card_code"].set(value); }

    // What is credited as goods.
    Views<RefundLineBooking> lines() const { return detail::views_or_none<RefundLineBooking>(node_["lines"]); }
    RefundLineBooking add_line() { return RefundLineBooking(node_["lines"].append()); }
    void clear_lines() { node_["lines"].erase(); }

    // Charges given back.
    Views<FreightBooking> freight() const { return detail::views_or_none<FreightBooking>(node_["freight"]); }
    FreightBooking add_freight() { return FreightBooking(node_["freight"].append()); }
    void clear_freight() { node_["freight"].erase(); }

    // Credits that belong to no goods: amounts on the whole order, deductions (negative), tax alone.
    Views<RefundAmountBooking> amounts() const { return detail::views_or_none<RefundAmountBooking>(node_["amounts"]); }
    RefundAmountBooking add_amount() { return RefundAmountBooking(node_["amounts"].append()); }
    void clear_amounts() { node_["amounts"].erase(); }

    // Posting date, YYYY-MM-DD, in the company's time zone.
    std::string_view document_date() const { return node_["document_date"].text_or(""); }
    void set_document_date(std::string_view value) { node_["document_date"].set(value); }

    // Numbering series, "" = the ERP's default.
    std::string_view series() const { return node_["series"].text_or(""); }
    void set_series(std::string_view value) { node_["series"].set(value); }

    // Branch, "" = none.
    std::string_view branch() const { return node_["branch"].text_or(""); }
    void set_branch(std::string_view value) { node_["branch"].set(value); }

    // Exchange rate of the document, as the order's; none: the ERP's own of that day.
    std::optional<Decimal> rate() const { return decimal_if_any(node_["rate"]); }
    void set_rate(const Decimal& value) { node_["rate"].set(value); }

    // Remark on the document.
    std::string_view comments() const { return node_["comments"].text_or(""); }
    void set_comments(std::string_view value) { node_["comments"].set(value); }

    // What the credit memo's total must come to, in minor units.
    std::optional<Decimal> expected_total() const { return decimal_if_any(node_["expected_total"]); }
    void set_expected_total(const Decimal& value) { node_["expected_total"].set(value); }

    // What its tax is expected to come to, in minor units.
    std::optional<Decimal> expected_tax() const { return decimal_if_any(node_["expected_tax"]); }
    void set_expected_tax(const Decimal& value) { node_["expected_tax"].set(value); }

    // true: with it the credit memos of the order must not come to more tax than its booked_tax; the sink refuses what would. absent: they may, by
    // rounding.
    bool tax_limited() const { return node_["tax_limited"].boolean_or(false); }
    void set_tax_limited(bool value) { node_["tax_limited"].set(value); }

    // One of none, expected, returned. Whether goods come back, apart from the money. none: nothing physical is expected.
    // expected: goods are to come back until return_due, and stock changes only when they are confirmed. returned: by policy
    // they count as received and sellable with this refund.
    std::string_view custody() const { return node_["custody"].text_or(""); }
    void set_custody(std::string_view value) { node_["custody"].set(value); }

    // With expected: the day after which somebody asks where the goods are, YYYY-MM-DD.
    std::string_view return_due() const { return node_["return_due"].text_or(""); }
    void set_return_due(std::string_view value) { node_["return_due"].set(value); }
};

// One refund of one order as the store records it. An event: every revision counts; a refund is never changed in the
// store, but its payments settle or are declined later. Amounts are decimal text in `currency` exactly as the store
// states them: nothing is computed or rounded by the connector. The store states no tax and no trustworthy net amount
// per item: rules allocate, and write what they decided into `booking`. Members marked x-change: state may change
// after posting without changing the document.
class Refund : public View {
public:
    using View::View;

    // The store's id of the refund; the source key of the message.
    std::string_view id() const { return node_["id"].text(); }

    // The store's id of the order, the source key of its Order.
    std::string_view order_id() const { return node_["order_id"].text(); }

    // Name of the connection of the order's store, e.g. shop; "": the connection that the refund came from.
    std::string_view store() const { return node_["store"].text_or(""); }

    // One of chargeback, goodwill, other, "". Of money that went back outside of the store, as a person or a program
    // enters it: chargeback: the bank took it; goodwill: paid beside the store. "": a refund of the store.
    std::string_view kind() const { return node_["kind"].text_or(""); }

    // One of console, api, "". Of one that was entered: where.
    std::string_view origin() const { return node_["origin"].text_or(""); }

    // One of none, expected, "". What whoever entered it says of the goods; "": nothing, the policy decides.
    std::string_view goods() const { return node_["goods"].text_or(""); }

    // ISO 8601 UTC, "" where the store does not say.
    std::string_view created_at() const { return node_["created_at"].text(); }

    // The store's id of the user, "" if it was made over the API or by the store itself. Of one that was entered: who
    // entered it.
    std::string_view created_by() const { return node_["created_by"].text(); }

    // Reason of the whole refund, "" if none.
    std::string_view reason() const { return node_["reason"].text(); }

    // ISO 4217 of all amounts: the transactional currency of the order.
    std::string_view currency() const { return node_["currency"].text(); }

    // Digits of the currency's minor unit, e.g. 2.
    std::int64_t decimals() const { return node_["decimals"].integer(); }

    // Money given back, tax included, in minor units, not negative. It need not be the sum of the items: adjustments,
    // rounding and amounts set by hand lie between.
    Decimal total_inc_tax() const { return node_["total_inc_tax"].decimal(); }

    // Tax in it, in minor units; may be negative.
    Decimal total_tax() const { return node_["total_tax"].decimal(); }

    // true: somebody stated the amounts; the store computed no tax and did not change the tax rows of the order.
    bool amounts_set_by_hand() const { return node_["amounts_set_by_hand"].boolean(); }

    // What it is for; empty for a pure tax adjustment.
    Views<RefundItem> items() const { return detail::views<RefundItem>(node_["items"]); }

    // How the money goes back, by ascending id.
    Views<RefundPayment> payments() const { return detail::views<RefundPayment>(node_["payments"]); }

    // One of none, pending, settled, partly_declined, declined. Of all payments together: none if there are none;
    // pending while one is; then settled, declined, or partly_declined. A credit memo waits for settled.
    std::string_view settlement() const { return node_["settlement"].text(); }

    // It is taken back after it was entered, for instance because the bank decided for the merchant; does not exist
    // otherwise. Its payment counts as declined then.
    Withdrawal withdrawn() const { return Withdrawal(node_["withdrawn"]); }

    // The order that it gives money back of, as the engine booked it; does not exist if the engine knows no such order.
    RefundOriginal original() const { return RefundOriginal(node_["original"]); }

    // How the refund is booked as a credit memo; filled by rules, read by the sink. Absent before the rules have run.
    RefundBooking booking() const { return RefundBooking(node_["booking"]); }
};

} // namespace ledgerline

#endif
