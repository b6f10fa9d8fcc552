// The canonical Stock (documents/stock.schema.json says the meaning, unit and rounding of every member).
#ifndef LEDGERLINE_STOCK_HPP
#define LEDGERLINE_STOCK_HPP

#include "ledgerline/view.hpp"

namespace ledgerline {

// The stock of one item in one warehouse of the ERP. A state: only the newest revision counts. Source key: the item
// code, a vertical bar, the warehouse, e.g. MUG-0001|01. Quantities are decimal text in the item's inventory unit,
// exactly as the ERP states them (up to 6 decimals); nobody rounds them here. What may be sold is computed from them
// later, rounded down to whole sales units.
class Stock : public View {
public:
    using View::View;

    // Exact item code in the ERP, byte for byte.
    std::string_view item_code() const { return node_["item_code"].text(); }

    // The ERP's code of the warehouse.
    std::string_view warehouse() const { return node_["warehouse"].text(); }

    // On hand, in inventory units; negative where the ERP allows it.
    Decimal in_stock() const { return node_["in_stock"].decimal(); }

    // Promised to open sales orders and reserve invoices, in inventory units, not negative.
    Decimal committed() const { return node_["committed"].decimal(); }

    // Expected from open purchase and production orders and return requests, in inventory units, not negative; not
    // sellable.
    Decimal ordered() const { return node_["ordered"].decimal(); }

    // Inventory unit of the item, "" if the ERP has none.
    std::string_view unit() const { return node_["unit"].text(); }

    // Inventory units in one sales unit, greater than 0.
    Decimal units_per_sale() const { return node_["units_per_sale"].decimal(); }

    // true: the ERP blocks the item in this warehouse, so that nothing of it can be sold.
    bool locked() const { return node_["locked"].boolean(); }

    // ISO 8601 UTC, when the ERP was read. Orders that reached the ERP later are not in `committed`.
    std::string_view as_of() const { return node_["as_of"].text(); }
};

} // namespace ledgerline

#endif
