// The canonical Order (documents/order.schema.json says the meaning, unit and rounding of every member).
#ifndef LEDGERLINE_ORDER_HPP
#define LEDGERLINE_ORDER_HPP

#include "ledgerline/order_line.hpp"
#include "ledgerline/party.hpp"
#include "ledgerline/order_status.hpp"
#include "ledgerline/payment.hpp"

namespace ledgerline {

// Sales channel.
class Channel : public View {
public:
    using View::View;

    // The store's channel id.
    std::string_view id() const { return node_["id"].text(); }

    // How the order came in, e.g. www, manual, external, ebay.
    std::string_view source() const { return node_["source"].text(); }
};

// Where a part of the order goes, and what sending it costs.
class Consignment : public View {
public:
    using View::View;

    // The store's id of the address or pickup.
    std::string_view id() const { return node_["id"].text(); }

    // One of shipping, pickup. Sent or collected.
    std::string_view kind() const { return node_["kind"].text(); }

    // Where the goods go.
    Address address() const { return Address(node_["address"]); }

    // Shipping method as shown to the shopper.
    std::string_view method() const { return node_["method"].text(); }

    // Cost of sending.
    AmountSplit shipping() const { return AmountSplit(node_["shipping"]); }

    // Cost of handling.
    AmountSplit handling() const { return AmountSplit(node_["handling"]); }
};

// Texts.
class OrderNotes : public View {
public:
    using View::View;

    // The shopper's comment.
    std::string_view customer() const { return node_["customer"].text(); }

    // The merchant's note.
    std::string_view staff() const { return node_["staff"].text(); }
};

// Numbers of other systems.
class OrderReferences : public View {
public:
    using View::View;

    // Id in a marketplace, "" if none.
    std::string_view external_id() const { return node_["external_id"].text(); }

    // The ERP's number written back, "" if none.
    std::string_view external_order_id() const { return node_["external_order_id"].text(); }

    // Origin system, "" if none.
    std::string_view external_source() const { return node_["external_source"].text(); }
};

// A sales order as the store holds it, at one revision. Amounts are decimal text in `currency` (the transactional
// currency: what the shopper pays) exactly as the store states them: nothing is computed or rounded by the connector.
// Members marked x-change: state may change after posting without changing the document.
class Order : public View {
public:
    using View::View;

    // The store's id; the source key of the message.
    std::string_view id() const { return node_["id"].text(); }

    // Number that people see.
    std::string_view number() const { return node_["number"].text(); }

    // Sales channel.
    Channel channel() const { return Channel(node_["channel"]); }

    // ISO 8601 UTC.
    std::string_view placed_at() const { return node_["placed_at"].text(); }

    // State of the order in the store.
    OrderStatus status() const { return OrderStatus(node_["status"]); }

    // ISO 4217 of all amounts: the transactional currency.
    std::string_view currency() const { return node_["currency"].text(); }

    // ISO 4217 of the store, the same as currency in a single-currency store.
    std::string_view store_currency() const { return node_["store_currency"].text(); }

    // Store currency to transactional currency, as the store states it.
    Decimal store_rate() const { return node_["store_rate"].decimal(); }

    // ISO 4217 of what the shopper saw; never an amount's currency.
    std::string_view display_currency() const { return node_["display_currency"].text(); }

    // Store currency to display currency.
    Decimal display_rate() const { return node_["display_rate"].decimal(); }

    // Digits of the currency's minor unit, e.g. 2.
    std::int64_t decimals() const { return node_["decimals"].integer(); }

    // true: the inc_tax amounts are exact and the ex_tax ones estimates; false: the reverse.
    bool prices_include_tax() const { return node_["prices_include_tax"].boolean(); }

    // Who buys.
    Customer customer() const { return Customer(node_["customer"]); }

    // Who pays.
    Address billing_address() const { return Address(node_["billing_address"]); }

    // One for each destination; empty for orders of digital goods only.
    Views<Consignment> consignments() const { return detail::views<Consignment>(node_["consignments"]); }

    // Order lines, by ascending id.
    Views<OrderLine> lines() const { return detail::views<OrderLine>(node_["lines"]); }

    // Shipping of the whole order.
    AmountSplit shipping() const { return AmountSplit(node_["shipping"]); }

    // Handling of the whole order.
    AmountSplit handling() const { return AmountSplit(node_["handling"]); }

    // Gift wrapping of the whole order.
    AmountSplit wrapping() const { return AmountSplit(node_["wrapping"]); }

    // Order fees.
    Views<Fee> fees() const { return detail::views<Fee>(node_["fees"]); }

    // Order-level discounts; both amounts add up.
    OrderDiscounts discounts() const { return OrderDiscounts(node_["discounts"]); }

    // Totals as the store states them. inc_tax = subtotal + shipping + handling + wrapping (+ fees) - both discounts.
    OrderTotals totals() const { return OrderTotals(node_["totals"]); }

    // What the shopper owes: totals().inc_tax().
    Decimal grand_total() const { return totals().inc_tax(); }

    // Tax rows as the store states them, taken when the order is imported: the store may change them after a refund.
    Views<TaxRow> taxes() const { return detail::views<TaxRow>(node_["taxes"]); }

    // State of payment.
    Payment payment() const { return Payment(node_["payment"]); }

    // Texts.
    OrderNotes notes() const { return OrderNotes(node_["notes"]); }

    // Numbers of other systems.
    OrderReferences references() const { return OrderReferences(node_["references"]); }

    // How the order is booked in the ERP; filled by rules, read by the sink. Absent before the rules have run.
    Booking booking() const { return Booking(node_["booking"]); }
};

} // namespace ledgerline

#endif
