// The canonical Return (documents/return.schema.json says the meaning, unit and rounding of every member).
#ifndef LEDGERLINE_RETURN_HPP
#define LEDGERLINE_RETURN_HPP

#include "ledgerline/refund_original.hpp"
#include "ledgerline/withdrawal.hpp"

namespace ledgerline {

// Units of one booked order line.
class ReturnBooking : public View {
public:
    using View::View;

    // The store's id of the order line.
    std::string_view line_id() const { return node_["line_id"].text(); }

    // Exact item code in the ERP, as the order was booked; "" where the line is on no document.
    std::string_view item_code() const { return node_["item_code"].text(); }

    // Came back, in the unit of the order line.
    Decimal units() const { return node_["units"].decimal(); }

    // The same in the ERP's sales unit.
    Decimal quantity() const { return node_["quantity"].decimal(); }

    // Warehouse that it goes to; "" = none.
    std::string_view warehouse() const { return node_["warehouse"].text_or(""); }
    void set_warehouse(std::string_view value) { node_["warehouse"].set(value); }

    // true: it is to be put into that warehouse as stock. false: nothing is posted, because it goes nowhere or the ERP
    // has it already.
    bool posts() const { return node_["posts"].boolean_or(false); }
    void set_posts(bool value) { node_["posts"].set(value); }
};

// Goods of one order line in one condition.
class ReturnLine : public View {
public:
    using View::View;

    // Id at its origin, stable within the return.
    std::string_view id() const { return node_["id"].text(); }

    // The store's id of the order line, "" where it could not be told.
    std::string_view line_id() const { return node_["line_id"].text(); }

    // SKU of the order line, byte for byte, "" if unknown.
    std::string_view sku() const { return node_["sku"].text(); }

    // Exact item code in the ERP, "" if unknown.
    std::string_view item_code() const { return node_["item_code"].text(); }

    // Came back, in the unit of the order line, greater than 0.
    Decimal quantity() const { return node_["quantity"].decimal(); }

    // true: as new, goes back to stock. false: damaged, used or not ours; never becomes stock that is sold.
    bool sellable() const { return node_["sellable"].boolean(); }

    // Warehouse that holds it, "" = by the mapping of returns.
    std::string_view warehouse() const { return node_["warehouse"].text(); }

    // Why it came back, in the words of whoever said so; "" if unknown.
    std::string_view reason() const { return node_["reason"].text(); }

    // As which lines of the order it was booked: itself, or the parts of its bundle. Lines, items and quantities are set
    // by the engine before the rules run, the rest by a rule.
    Views<ReturnBooking> booking() const { return detail::views_or_none<ReturnBooking>(node_["booking"]); }
};

// Goods of one order that came back and were looked at. An event: every revision counts. It comes from the ERP, from
// a person in the console, or over the API, and it posts stock at most once: only lines that are sellable, and only
// if the ERP has not booked them already. Money is not part of it, see Refund.
class Return : public View {
public:
    using View::View;

    // Id at its origin; the source key of the message.
    std::string_view id() const { return node_["id"].text(); }

    // Number that people see.
    std::string_view number() const { return node_["number"].text(); }

    // One of erp, console, api. Who confirmed the goods.
    std::string_view origin() const { return node_["origin"].text(); }

    // The store's id of the order.
    std::string_view order_id() const { return node_["order_id"].text(); }

    // Name of the connection of the order's store, e.g. shop; "" unknown: the only store that has such an order.
    std::string_view store() const { return node_["store"].text_or(""); }

    // The store's id of the refund that pays for it, "" if unknown or none.
    std::string_view refund_id() const { return node_["refund_id"].text(); }

    // When the goods arrived, YYYY-MM-DD, in the company's time zone.
    std::string_view received_on() const { return node_["received_on"].text(); }

    // ISO 8601 UTC, when somebody confirmed the goods.
    std::string_view confirmed_at() const { return node_["confirmed_at"].text(); }

    // Who confirmed them: a user of the ERP or of the console, or the name of the API client.
    std::string_view confirmed_by() const { return node_["confirmed_by"].text(); }

    // true: the ERP document has put the goods back already, nothing must be posted.
    bool stock_posted() const { return node_["stock_posted"].boolean(); }

    // true: taken back at its origin, so nothing of it counts.
    bool cancelled() const { return node_["cancelled"].boolean_or(false); }

    // Who took it back after it was entered, and why; does not exist otherwise. It is cancelled then.
    Withdrawal withdrawn() const { return Withdrawal(node_["withdrawn"]); }

    // What came back; at least one.
    Views<ReturnLine> lines() const { return detail::views<ReturnLine>(node_["lines"]); }

    // Remark, "" if none.
    std::string_view note() const { return node_["note"].text(); }

    // The order that the goods are of, as the engine booked it; does not exist if the engine knows no such order.
    RefundOriginal original() const { return RefundOriginal(node_["original"]); }
};

} // namespace ledgerline

#endif
