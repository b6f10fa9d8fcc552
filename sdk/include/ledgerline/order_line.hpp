// One line of an order: what was sold, and how it is booked.
#ifndef LEDGERLINE_ORDER_LINE_HPP
#define LEDGERLINE_ORDER_LINE_HPP

#include "ledgerline/amounts.hpp"
#include "ledgerline/booking.hpp"

namespace ledgerline {

// One option.
class LineOption : public View {
public:
    using View::View;

    // Display name.
    std::string_view name() const { return node_["name"].text(); }

    // Display value.
    std::string_view value() const { return node_["value"].text(); }
};

// Gift wrapping of this line; all zero if none.
class LineWrapping : public View {
public:
    using View::View;

    // Wrapping.
    std::string_view name() const { return node_["name"].text(); }

    // Gift message.
    std::string_view message() const { return node_["message"].text(); }

    // Without tax.
    Decimal ex_tax() const { return node_["ex_tax"].decimal(); }

    // With tax.
    Decimal inc_tax() const { return node_["inc_tax"].decimal(); }

    // Tax.
    Decimal tax() const { return node_["tax"].decimal(); }
};

// An order line.
class OrderLine : public View {
public:
    using View::View;

    // The store's id of the line, stable within the order; refunds and shipments refer to it.
    std::string_view id() const { return node_["id"].text(); }

    // Line this one is a part of (bundle, pick list), "" if none.
    std::string_view parent_id() const { return node_["parent_id"].text(); }

    // One of physical, digital, gift_certificate, custom. What is sold. custom = not in the catalogue.
    std::string_view kind() const { return node_["kind"].text(); }

    // Catalogue product, "" for custom lines.
    std::string_view product_id() const { return node_["product_id"].text(); }

    // Catalogue variant, "" for custom lines.
    std::string_view variant_id() const { return node_["variant_id"].text(); }

    // SKU at the time of the order, byte for byte, "" if none.
    std::string_view sku() const { return node_["sku"].text(); }

    // Name shown to the shopper, blanks at the ends kept.
    std::string_view name() const { return node_["name"].text(); }

    // Units sold.
    std::int64_t quantity() const { return node_["quantity"].integer(); }

    // Where it goes: id in consignments, "" if nowhere.
    std::string_view consignment_id() const { return node_["consignment_id"].text(); }

    // Price of one unit before discounts, without tax.
    Decimal unit_price_ex_tax() const { return node_["unit_price_ex_tax"].decimal(); }

    // Price of one unit before discounts, with tax.
    Decimal unit_price_inc_tax() const { return node_["unit_price_inc_tax"].decimal(); }

    // Line before order-level discounts, without tax.
    Decimal total_ex_tax() const { return node_["total_ex_tax"].decimal(); }

    // Line before order-level discounts, with tax.
    Decimal total_inc_tax() const { return node_["total_inc_tax"].decimal(); }

    // Tax of the line after discounts.
    Decimal total_tax() const { return node_["total_tax"].decimal(); }

    // What the shopper paid for the line with all discounts off, with tax; "" where the store does not say.
    std::optional<Decimal> discounted_total_inc_tax() const { return decimal_if_any(node_["discounted_total_inc_tax"]); }

    // Discounts that touch this line.
    Views<Discount> discounts() const { return detail::views<Discount>(node_["discounts"]); }

    // Chosen options.
    Views<LineOption> options() const { return detail::views<LineOption>(node_["options"]); }

    // Gift wrapping of this line; all zero if none.
    LineWrapping wrapping() const { return LineWrapping(node_["wrapping"]); }

    // Certificate sold by this line, "" if none.
    std::string_view gift_certificate_id() const { return node_["gift_certificate_id"].text(); }

    // Units the store knows as shipped.
    std::int64_t quantity_shipped() const { return node_["quantity_shipped"].integer(); }

    // Units the store knows as refunded, cumulative.
    std::int64_t quantity_refunded() const { return node_["quantity_refunded"].integer(); }

    // How this line is booked in the ERP; filled by rules.
    LineBooking booking() const { return LineBooking(node_["booking"]); }
};

} // namespace ledgerline

#endif
