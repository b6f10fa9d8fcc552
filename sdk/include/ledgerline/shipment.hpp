// The canonical Shipment (documents/shipment.schema.json says the meaning, unit and rounding of every member).
#ifndef LEDGERLINE_SHIPMENT_HPP
#define LEDGERLINE_SHIPMENT_HPP

#include "ledgerline/view.hpp"

namespace ledgerline {

// One parcel.
class Parcel : public View {
public:
    using View::View;

    // Tracking number.
    std::string_view number() const { return node_["number"].text(); }

    // Where to follow it, "" if the ERP has no address.
    std::string_view link() const { return node_["link"].text(); }

    // Carrier of this parcel, "" = that of the shipment.
    std::string_view carrier() const { return node_["carrier"].text(); }
};

// A line of the delivery.
class ShipmentLine : public View {
public:
    using View::View;

    // The ERP's id of the line, stable within the delivery.
    std::string_view id() const { return node_["id"].text(); }

    // The store's id of the order line, "" where the ERP line does not carry it.
    std::string_view line_id() const { return node_["line_id"].text(); }

    // Exact item code in the ERP.
    std::string_view item_code() const { return node_["item_code"].text(); }

    // Sent, in the ERP's sales unit (the unit of the order line), greater than 0; whole where the store sells whole
    // units.
    Decimal quantity() const { return node_["quantity"].decimal(); }

    // Warehouse it left from.
    std::string_view warehouse() const { return node_["warehouse"].text(); }
};

// Goods that left for one destination of one order: a delivery of the ERP, whole or partial. An event: every revision
// counts. Source key: the ERP's id of the delivery.
class Shipment : public View {
public:
    using View::View;

    // The ERP's id of the delivery; the source key of the message.
    std::string_view id() const { return node_["id"].text(); }

    // Number of the delivery that people see.
    std::string_view number() const { return node_["number"].text(); }

    // The store's id of the order, as the ERP document carries it.
    std::string_view order_id() const { return node_["order_id"].text(); }

    // The ERP's id of the sales order that was delivered, "" if the delivery stands alone.
    std::string_view erp_order_id() const { return node_["erp_order_id"].text(); }

    // The store's id of the destination, "" where the ERP does not say: the order must then have only one.
    std::string_view consignment_id() const { return node_["consignment_id"].text(); }

    // One of shipped, cancelled. cancelled: the ERP reversed the delivery, nothing left.
    std::string_view state() const { return node_["state"].text(); }

    // Posting date of the delivery, YYYY-MM-DD, in the company's time zone.
    std::string_view shipped_on() const { return node_["shipped_on"].text(); }

    // ISO 8601 UTC, when the ERP recorded it; "" if unknown.
    std::string_view created_at() const { return node_["created_at"].text(); }

    // Carrier as the ERP names it, e.g. UPS; "" if unknown.
    std::string_view carrier() const { return node_["carrier"].text(); }

    // Shipping type as the ERP names it, e.g. Ground; "" if unknown.
    std::string_view service() const { return node_["service"].text(); }

    // Parcels that can be followed, in the ERP's order; may be empty, and may be filled by a later revision.
    Views<Parcel> tracking() const { return detail::views<Parcel>(node_["tracking"]); }

    // What was sent; at least one.
    Views<ShipmentLine> lines() const { return detail::views<ShipmentLine>(node_["lines"]); }

    // Remark for the shopper, "" if none.
    std::string_view comment() const { return node_["comment"].text(); }
};

} // namespace ledgerline

#endif
