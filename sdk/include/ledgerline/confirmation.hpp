// The canonical Confirmation (documents/confirmation.schema.json says the meaning, unit and rounding of every member).
#ifndef LEDGERLINE_CONFIRMATION_HPP
#define LEDGERLINE_CONFIRMATION_HPP

#include "ledgerline/order_status.hpp"
#include "ledgerline/payment.hpp"

namespace ledgerline {

// The document in the ERP.
class ConfirmedDocument : public View {
public:
    using View::View;

    // The ERP's own key of it, e.g. DocEntry; "" where a person named only its number.
    std::string_view id() const { return node_["id"].text(); }

    // What people call it, e.g. DocNum.
    std::string_view number() const { return node_["number"].text(); }

    // One of booked, cancelled. cancelled: the ERP's document was cancelled because the order was.
    std::string_view state() const { return node_["state"].text(); }

    // Its total as booked, tax included; none if unknown.
    std::optional<Decimal> amount() const { return decimal_if_any(node_["amount"]); }

    // ISO 4217 of that amount, "" if unknown.
    std::string_view currency() const { return node_["currency"].text(); }

    // The idempotency key that it was made with.
    std::string_view key() const { return node_["key"].text(); }
};

// What became of an order: the document that stands for it in the ERP, together with the order's payment and status as they
// were then. The engine makes it when the document was posted, changed or cancelled, when a person named it, and when payment
// or status of the order changed afterwards. Source key: the store's id of the order; each revision is the whole state.
class Confirmation : public View {
public:
    using View::View;

    // The store's id of the order; the source key of the message.
    std::string_view order_id() const { return node_["order_id"].text(); }

    // Number of the order that people see.
    std::string_view order_number() const { return node_["order_number"].text(); }

    // The store's channel id.
    std::string_view channel_id() const { return node_["channel_id"].text(); }

    // ISO 8601 UTC, when the order was placed.
    std::string_view placed_at() const { return node_["placed_at"].text(); }

    // ISO 4217 of the order's amounts.
    std::string_view currency() const { return node_["currency"].text(); }

    // Grand total of the order, tax included.
    Decimal total() const { return node_["total"].decimal(); }

    // The document in the ERP.
    ConfirmedDocument document() const { return ConfirmedDocument(node_["document"]); }

    // State of the order in the store at that revision.
    OrderStatus status() const { return OrderStatus(node_["status"]); }

    // State of payment of the order at that revision.
    Payment payment() const { return Payment(node_["payment"]); }

    // What the store had as the ERP's number at that revision, "" if nothing.
    std::string_view external_order_id() const { return node_["external_order_id"].text(); }
};

} // namespace ledgerline

#endif
