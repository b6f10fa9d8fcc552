// How an order is booked in the ERP: filled by rules, read by the sink. Every member may still be absent.
#ifndef LEDGERLINE_BOOKING_HPP
#define LEDGERLINE_BOOKING_HPP

#include "ledgerline/view.hpp"

namespace ledgerline {

// The business partner.
class CustomerBooking : public View {
public:
    using View::View;

    // One of fixed, match, create. fixed: card_code exists. match: it must be found. create: made with card_code if
    // it does not exist.
    std::string_view policy() const { return node_["policy"].text(); }
    void set_policy(std::string_view value) { node_["policy"].set(value); }

    // Code of the business partner; "" with match and no if_none.
    std::string_view card_code() const { return node_["card_code"].text(); }
    void set_card_code(std::string_view value) { node_["card_code"].set(value); }

    // One of "", email, external_id. With match: which field.
    std::string_view match_by() const { return node_["match_by"].text_or(""); }
    void set_match_by(std::string_view value) { node_["match_by"].set(value); }

    // With match: its value.
    std::string_view match_value() const { return node_["match_value"].text_or(""); }
    void set_match_value(std::string_view value) { node_["match_value"].set(value); }

    // One of "", fixed, create. With match: what is done when nobody is found; fixed and create as the policies, with card_code.
    std::string_view if_none() const { return node_["if_none"].text_or(""); }
    void set_if_none(std::string_view value) { node_["if_none"].set(value); }

    // With create: name of the partner.
    std::string_view name() const { return node_["name"].text_or(""); }
    void set_name(std::string_view value) { node_["name"].set(value); }

    // E-mail.
    std::string_view email() const { return node_["email"].text_or(""); }
    void set_email(std::string_view value) { node_["email"].set(value); }

    // Telephone.
    std::string_view phone() const { return node_["phone"].text_or(""); }
    void set_phone(std::string_view value) { node_["phone"].set(value); }

    // Tax number.
    std::string_view tax_id() const { return node_["tax_id"].text_or(""); }
    void set_tax_id(std::string_view value) { node_["tax_id"].set(value); }

    // The store's customer id.
    std::string_view external_id() const { return node_["external_id"].text_or(""); }
    void set_external_id(std::string_view value) { node_["external_id"].set(value); }

    // With create: the partner's currency, ## for all.
    std::string_view currency() const { return node_["currency"].text_or(""); }
    void set_currency(std::string_view value) { node_["currency"].set(value); }

    // With create: the ERP's partner group, "" for its default.
    std::string_view group() const { return node_["group"].text_or(""); }
    void set_group(std::string_view value) { node_["group"].set(value); }
};

// One charge.
class FreightBooking : public View {
public:
    using View::View;

    // The ERP's freight code.
    std::string_view code() const { return node_["code"].text(); }
    void set_code(std::string_view value) { node_["code"].set(value); }

    // In minor units, in the price mode.
    Decimal amount() const { return node_["amount"].decimal(); }
    void set_amount(const Decimal& value) { node_["amount"].set(value); }

    // Tax code of the ERP.
    std::string_view tax_code() const { return node_["tax_code"].text(); }
    void set_tax_code(std::string_view value) { node_["tax_code"].set(value); }

    // Percent.
    Decimal tax_rate() const { return node_["tax_rate"].decimal(); }
    void set_tax_rate(const Decimal& value) { node_["tax_rate"].set(value); }

    // What it is, for people.
    std::string_view label() const { return node_["label"].text(); }
    void set_label(std::string_view value) { node_["label"].set(value); }

    // One of shipping, handling, wrapping, fee. Which charge of the store.
    std::string_view place() const { return node_["place"].text(); }
    void set_place(std::string_view value) { node_["place"].set(value); }

    // Booked as a document line on this item instead of a freight row; "": a freight row with the code.
    std::string_view item_code() const { return node_["item_code"].text_or(""); }
    void set_item_code(std::string_view value) { node_["item_code"].set(value); }

    // With item_code: warehouse of that line, "" = the ERP's default.
    std::string_view warehouse() const { return node_["warehouse"].text_or(""); }
    void set_warehouse(std::string_view value) { node_["warehouse"].set(value); }
};

// How this line is booked in the ERP; filled by rules.
class LineBooking : public View {
public:
    using View::View;

    // Exact item code in the ERP.
    std::string_view item_code() const { return node_["item_code"].text_or(""); }
    void set_item_code(std::string_view value) { node_["item_code"].set(value); }

    // Quantity in the ERP's sales unit.
    std::optional<Decimal> quantity() const { return decimal_if_any(node_["quantity"]); }
    void set_quantity(const Decimal& value) { node_["quantity"].set(value); }

    // Price of one unit after discounts, in the booking's price mode; at most 6 decimals.
    std::optional<Decimal> unit_price() const { return decimal_if_any(node_["unit_price"]); }
    void set_unit_price(const Decimal& value) { node_["unit_price"].set(value); }

    // Line total in minor units of the order's currency, in the booking's price mode.
    std::optional<Decimal> amount() const { return decimal_if_any(node_["amount"]); }
    void set_amount(const Decimal& value) { node_["amount"].set(value); }

    // Tax code of the ERP.
    std::string_view tax_code() const { return node_["tax_code"].text_or(""); }
    void set_tax_code(std::string_view value) { node_["tax_code"].set(value); }

    // Percent of that tax code.
    std::optional<Decimal> tax_rate() const { return decimal_if_any(node_["tax_rate"]); }
    void set_tax_rate(const Decimal& value) { node_["tax_rate"].set(value); }

    // Warehouse, "" = the ERP's default.
    std::string_view warehouse() const { return node_["warehouse"].text_or(""); }
    void set_warehouse(std::string_view value) { node_["warehouse"].set(value); }

    // true: this line stays out of the document until its item can be booked; a reason that names it says why.
    bool quarantined() const { return node_["quarantined"].boolean_or(false); }
    void set_quarantined(bool value) { node_["quarantined"].set(value); }

    // true: this line stands on the document already, by an earlier part of the order; set by the engine.
    bool posted() const { return node_["posted"].boolean_or(false); }

    // One of "", alias, policy. How the item was found where it was not by the SKU itself.
    std::string_view found_by() const { return node_["found_by"].text_or(""); }
    void set_found_by(std::string_view value) { node_["found_by"].set(value); }

    // true: this line is on no document, because other lines of its bundle are booked in its place and carry its amount.
    bool omitted() const { return node_["omitted"].boolean_or(false); }
    void set_omitted(bool value) { node_["omitted"].set(value); }
};

// The document that lines are added to; set by the engine.
class AdditionBooking : public View {
public:
    using View::View;

    // The ERP's own key of that document.
    std::string_view document_id() const { return node_["document_id"].text(); }

    // What people call that document.
    std::string_view document_number() const { return node_["document_number"].text(); }

    // The idempotency key that the document carries.
    std::string_view document_key() const { return node_["document_key"].text(); }

    // Which part of the order this is; the document itself was the first.
    std::int64_t part() const { return node_["part"].integer(); }
};

// How the order is booked in the ERP; filled by rules, read by the sink. Absent before the rules have run.
class Booking : public View {
public:
    using View::View;

    // One of gross, net. gross: prices and amounts of lines and freight contain tax.
    std::string_view price_mode() const { return node_["price_mode"].text_or(""); }
    void set_price_mode(std::string_view value) { node_["price_mode"].set(value); }

    // The business partner.
    CustomerBooking customer() const { return CustomerBooking(node_["customer"]); }

    // Shipping, handling and other charges that are no item lines.
    Views<FreightBooking> freight() const { return detail::views_or_none<FreightBooking>(node_["freight"]); }
    FreightBooking add_freight() { return FreightBooking(node_["freight"].append()); }
    void clear_freight() { node_["freight"].erase(); }

    // Posting date, YYYY-MM-DD, in the company's time zone.
    std::string_view document_date() const { return node_["document_date"].text_or(""); }
    void set_document_date(std::string_view value) { node_["document_date"].set(value); }

    // Delivery date, YYYY-MM-DD.
    std::string_view due_date() const { return node_["due_date"].text_or(""); }
    void set_due_date(std::string_view value) { node_["due_date"].set(value); }

    // Numbering series, "" = the ERP's default.
    std::string_view series() const { return node_["series"].text_or(""); }
    void set_series(std::string_view value) { node_["series"].set(value); }

    // Branch, "" = none.
    std::string_view branch() const { return node_["branch"].text_or(""); }
    void set_branch(std::string_view value) { node_["branch"].set(value); }

    // Remark on the document.
    std::string_view comments() const { return node_["comments"].text_or(""); }
    void set_comments(std::string_view value) { node_["comments"].set(value); }

    // Exchange rate of the document, company currency for one unit of the order's currency; none: the ERP's own of that day.
    std::optional<Decimal> rate() const { return decimal_if_any(node_["rate"]); }
    void set_rate(const Decimal& value) { node_["rate"].set(value); }

    // What the ERP's document total must come to, in minor units.
    std::optional<Decimal> expected_total() const { return decimal_if_any(node_["expected_total"]); }
    void set_expected_total(const Decimal& value) { node_["expected_total"].set(value); }

    // What the ERP's tax is expected to come to, in minor units.
    std::optional<Decimal> expected_tax() const { return decimal_if_any(node_["expected_tax"]); }
    void set_expected_tax(const Decimal& value) { node_["expected_tax"].set(value); }

    // One of line, document. How the company rounds tax, as the rule assumed it.
    std::string_view tax_rounding() const { return node_["tax_rounding"].text_or(""); }
    void set_tax_rounding(std::string_view value) { node_["tax_rounding"].set(value); }

    // What the quarantined lines come to with their tax, in minor units: expected_total and this are the store's total.
    std::optional<Decimal> quarantined_total() const { return decimal_if_any(node_["quarantined_total"]); }
    void set_quarantined_total(const Decimal& value) { node_["quarantined_total"].set(value); }

    // Exists when the order has a document already and this adds lines to it.
    AdditionBooking addition() const { return AdditionBooking(node_["addition"]); }
};

} // namespace ledgerline

#endif
