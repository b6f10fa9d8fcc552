// The order that a refund gives money back of (documents/refund.schema.json, member original).
#ifndef LEDGERLINE_REFUND_ORIGINAL_HPP
#define LEDGERLINE_REFUND_ORIGINAL_HPP

#include "ledgerline/view.hpp"

namespace ledgerline {

// One line of the order as it was booked.
class OriginalLine : public View {
public:
    using View::View;

    // The store's id of the order line.
    std::string_view line_id() const { return node_["line_id"].text(); }

    // Line this one is a part of (bundle, pick list), "" if none.
    std::string_view parent_id() const { return node_["parent_id"].text(); }

    // One of physical, digital, gift_certificate, custom. What was sold. Only physical goods and custom ones can come back.
    std::string_view kind() const { return node_["kind"].text(); }

    // SKU of the order line, byte for byte, "" if none.
    std::string_view sku() const { return node_["sku"].text(); }

    // Units sold, as the store counts them.
    std::int64_t units() const { return node_["units"].integer(); }

    // false: this line is on no document yet (quarantined); what is refunded of it waits.
    bool posted() const { return node_["posted"].boolean(); }

    // true: on no document, because other lines of its bundle are booked in its place and carry its amount.
    bool omitted() const { return node_["omitted"].boolean(); }

    // true: on no document, and it never will be: a person settled what was left of the order.
    bool given_up() const { return node_["given_up"].boolean(); }

    // Exact item code in the ERP, "" while it is on no document.
    std::string_view item_code() const { return node_["item_code"].text(); }

    // Booked, in the ERP's sales unit; 0 while it is on no document.
    Decimal quantity() const { return node_["quantity"].decimal(); }

    // Price of one unit as booked, in the price mode.
    Decimal unit_price() const { return node_["unit_price"].decimal(); }

    // Line total as booked, in minor units, in the price mode.
    Decimal amount() const { return node_["amount"].decimal(); }

    // Tax code of the ERP.
    std::string_view tax_code() const { return node_["tax_code"].text(); }

    // Percent of that tax code.
    Decimal tax_rate() const { return node_["tax_rate"].decimal(); }

    // Warehouse, "" = the ERP's default.
    std::string_view warehouse() const { return node_["warehouse"].text(); }

    // Credited by other refunds of the order, in the ERP's sales unit.
    Decimal credited_quantity() const { return node_["credited_quantity"].decimal(); }

    // Credited by them, in minor units, in the price mode.
    Decimal credited_amount() const { return node_["credited_amount"].decimal(); }

    // Of it came back with returns, before any refund gave money back for it, in the ERP's sales unit; absent: nothing.
    Decimal returned_quantity() const { return node_["returned_quantity"].decimal_or(Decimal(0)); }
};

// One charge of the order as it was booked.
class OriginalFreight : public View {
public:
    using View::View;

    // One of shipping, handling, wrapping, fee. Which charge of the store.
    std::string_view place() const { return node_["place"].text(); }

    // The ERP's freight code, "" with item_code.
    std::string_view code() const { return node_["code"].text(); }

    // Item of the document line that it was booked as, "" = a freight row with the code.
    std::string_view item_code() const { return node_["item_code"].text(); }

    // With item_code: warehouse of that line, "" = the ERP's default.
    std::string_view warehouse() const { return node_["warehouse"].text(); }

    // What it is, for people.
    std::string_view label() const { return node_["label"].text(); }

    // As booked, in minor units, in the price mode.
    Decimal amount() const { return node_["amount"].decimal(); }

    // Tax code of the ERP.
    std::string_view tax_code() const { return node_["tax_code"].text(); }

    // Percent of that tax code.
    Decimal tax_rate() const { return node_["tax_rate"].decimal(); }

    // Credited by other refunds of the order, in minor units, in the price mode.
    Decimal credited_amount() const { return node_["credited_amount"].decimal(); }
};

// The sales order of the ERP.
class OriginalDocument : public View {
public:
    using View::View;

    // The ERP's own key of it, "" if a person named it by its number only.
    std::string_view id() const { return node_["id"].text(); }

    // What people call it.
    std::string_view number() const { return node_["number"].text(); }

    // The idempotency key that it carries.
    std::string_view key() const { return node_["key"].text(); }

    // The sink that made it, e.g. erp/orders.
    std::string_view sink() const { return node_["sink"].text(); }
};

// The order that a refund gives money back of, as the engine booked it, taken when the order was posted: the store may
// change its own tax rows after a refund. Set by the engine before the rules run; absent if the engine knows no such order.
class RefundOriginal : public View {
public:
    using View::View;

    // One of posted, settled, dropped. posted: it has a document; settled: a person settled it without one; dropped: it was
    // rightly not processed. Without a document the members below say what the store stated, nothing of a booking.
    std::string_view state() const { return node_["state"].text(); }

    // The source of the order, e.g. shop/orders.
    std::string_view source() const { return node_["source"].text(); }

    // The order's number that people see.
    std::string_view number() const { return node_["number"].text(); }

    // ISO 8601 UTC.
    std::string_view placed_at() const { return node_["placed_at"].text(); }

    // The sales order of the ERP; absent without one.
    OriginalDocument document() const { return OriginalDocument(node_["document"]); }

    // One of gross, net, "". gross: booked prices and amounts contain tax. "" without a booking.
    std::string_view price_mode() const { return node_["price_mode"].text(); }

    // Business partner that the rules chose, "" if the sink found it: then the document has it.
    std::string_view card_code() const { return node_["card_code"].text(); }

    // Exchange rate of the document; none: the ERP's own of that day.
    std::optional<Decimal> rate() const { return decimal_if_any(node_["rate"]); }

    // Branch, "" = none.
    std::string_view branch() const { return node_["branch"].text(); }

    // One of line, document, "". How the company rounds tax, as the rules assumed it; "" unknown.
    std::string_view tax_rounding() const { return node_["tax_rounding"].text(); }

    // What the shopper owed, tax included, in minor units, as the store stated it.
    Decimal total() const { return node_["total"].decimal(); }

    // What the document was to come to, in minor units: without lines that are on no document yet.
    Decimal booked_total() const { return node_["booked_total"].decimal(); }

    // Tax in it.
    Decimal booked_tax() const { return node_["booked_tax"].decimal(); }

    // All lines of the order.
    Views<OriginalLine> lines() const { return detail::views<OriginalLine>(node_["lines"]); }

    // Its charges.
    Views<OriginalFreight> freight() const { return detail::views<OriginalFreight>(node_["freight"]); }

    // What other refunds of the order have credited, tax included, in minor units.
    Decimal credited_total() const { return node_["credited_total"].decimal(); }

    // Tax in it, as it was expected.
    Decimal credited_tax() const { return node_["credited_tax"].decimal(); }

    // The ids of those refunds, of the store or as they were entered.
    Node refunds() const { return node_["refunds"]; }

    // The idempotency keys of those refunds, in the same order; does not exist in what was sent before they were told.
    Node keys() const { return node_["keys"]; }
};

} // namespace ledgerline

#endif
