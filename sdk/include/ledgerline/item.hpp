// The canonical Item (documents/item.schema.json says the meaning, unit and rounding of every member).
#ifndef LEDGERLINE_ITEM_HPP
#define LEDGERLINE_ITEM_HPP

#include "ledgerline/view.hpp"

namespace ledgerline {

// One price.
class ItemPrice : public View {
public:
    using View::View;

    // Number of the price list.
    std::string_view list() const { return node_["list"].text(); }

    // Price of one unit.
    Decimal price() const { return node_["price"].decimal(); }

    // ISO 4217, "" if none.
    std::string_view currency() const { return node_["currency"].text(); }
};

// A price that holds for a time or for one customer, beside those of the lists.
class SpecialPrice : public View {
public:
    using View::View;

    // Number of the price list that it takes the place of, "" if it is for a customer.
    std::string_view list() const { return node_["list"].text(); }

    // Code of the customer that it is for, "" if it is for everybody.
    std::string_view card_code() const { return node_["card_code"].text(); }

    // Price of one unit.
    Decimal price() const { return node_["price"].decimal(); }

    // ISO 4217, "" if none.
    std::string_view currency() const { return node_["currency"].text(); }

    // First and last day, YYYY-MM-DD or "".
    std::string_view from() const { return node_["from"].text(); }
    std::string_view to() const { return node_["to"].text(); }
};

// A part of a bill of materials.
class ItemComponent : public View {
public:
    using View::View;

    // Item code of the part.
    std::string_view code() const { return node_["code"].text(); }

    // For one of the whole, in sales units of the part; greater than 0.
    Decimal quantity() const { return node_["quantity"].decimal(); }

    // Where the part is taken from, "" if the bill does not say.
    std::string_view warehouse() const { return node_["warehouse"].text(); }
};

// An item of the ERP's item master. A state: only the newest revision counts.
class Item : public View {
public:
    using View::View;

    // Exact item code, byte for byte.
    std::string_view code() const { return node_["code"].text(); }

    // Name.
    std::string_view name() const { return node_["name"].text(); }

    // Main barcode, "" if none.
    std::string_view barcode() const { return node_["barcode"].text(); }

    // Usable on the day it was read: valid and not frozen, date ranges considered.
    bool active() const { return node_["active"].boolean(); }

    // Why it is not usable, for people; "" if it is.
    std::string_view inactive_reason() const { return node_["inactive_reason"].text(); }

    // YYYY-MM-DD or "".
    std::string_view valid_from() const { return node_["valid_from"].text_or(""); }

    // YYYY-MM-DD or "".
    std::string_view valid_to() const { return node_["valid_to"].text_or(""); }

    // YYYY-MM-DD or "".
    std::string_view frozen_from() const { return node_["frozen_from"].text_or(""); }

    // YYYY-MM-DD or "".
    std::string_view frozen_to() const { return node_["frozen_to"].text_or(""); }

    // May be sold.
    bool sales_item() const { return node_["sales_item"].boolean(); }

    // Has stock.
    bool stocked() const { return node_["stocked"].boolean(); }

    // One of none, batches, serial_numbers. What a delivery must allocate.
    std::string_view managed_by() const { return node_["managed_by"].text(); }

    // One of none, sales, production, template, assembly. Bill of materials.
    std::string_view tree() const { return node_["tree"].text(); }

    // Sales unit, "" if none.
    std::string_view sales_unit() const { return node_["sales_unit"].text(); }

    // Inventory units in one sales unit.
    Decimal units_per_sale() const { return node_["units_per_sale"].decimal(); }

    // Default sales tax code, "" if none.
    std::string_view tax_code() const { return node_["tax_code"].text(); }

    // Prices by price list.
    Views<ItemPrice> prices() const { return detail::views<ItemPrice>(node_["prices"]); }

    // The price of one list, if the item has it.
    std::optional<ItemPrice> price_of(std::string_view list) const {
        for (const ItemPrice price : prices())
            if (price.list() == list) return price;
        return std::nullopt;
    }

    // Prices that hold for a time or for one customer; may be absent.
    Views<SpecialPrice> special_prices() const { return detail::views_or_none<SpecialPrice>(node_["special_prices"]); }

    // All barcodes of the item, the main one among them; may be absent.
    Node barcodes() const { return node_["barcodes"]; }

    // Of one sales unit, in the ERP's unit of weight; 0 if nobody said it.
    Decimal weight() const { return node_["weight"].decimal_or(Decimal(0)); }

    // The parts of a sales, template or assembly bill of materials, for one of the whole; may be absent.
    Views<ItemComponent> components() const { return detail::views_or_none<ItemComponent>(node_["components"]); }

    // The ERP's own change stamp, local time without zone, "" if none.
    std::string_view updated_at() const { return node_["updated_at"].text_or(""); }
};

} // namespace ledgerline

#endif
