// The canonical Stock and Availability (documents/stock.schema.json and availability.schema.json say the meaning, unit and
// rounding of every member).
#ifndef LEDGERLINE_STOCK_HPP
#define LEDGERLINE_STOCK_HPP

#include "ledgerline/view.hpp"

namespace ledgerline {

// How much of one SKU may be sold at one location of the store. A state: the quantity replaces what was there, so it may
// be sent again at any time.
class Availability : public View {
public:
    using View::View;

    // Exact SKU, byte for byte.
    std::string_view sku() const { return node_["sku"].text(); }

    // The store's id of the product.
    std::string_view product_id() const { return node_["product_id"].text(); }

    // The store's id of the variant.
    std::string_view variant_id() const { return node_["variant_id"].text(); }

    // One of product, variant. By what the store counts the stock.
    std::string_view tracking() const { return node_["tracking"].text(); }

    // The store's location as the deployment's map names it: by its code, or by its id in digits.
    std::string_view location() const { return node_["location"].text(); }

    // Sales units, 0 or more.
    std::int64_t quantity() const { return node_["quantity"].integer(); }

    // For people who look at the stock's history in the store, "" if none.
    std::string_view reason() const { return node_["reason"].text(); }
};

// One page of a snapshot of the ERP's stock: every stock level of the items whose codes lie in a range. Sources make it:
// rows are copied from the answer as the ERP wrote them (Node::copy_from), and the columns say which member is what.
class Stock : public View {
public:
    using View::View;

    // ISO 8601 UTC with milliseconds, our clock: when the request left that this page answers.
    std::string_view as_of() const { return node_["as_of"].text(); }

    // The range begins behind this item code (by bytes); "" = at the first.
    std::string_view after() const { return node_["after"].text(); }

    // The range ends with this item code; "" = at the last, and the snapshot is complete.
    std::string_view until() const { return node_["until"].text(); }

    // Names of the rows' members: item_code, levels, warehouse, in_stock, committed, ordered, locked, locked_values.
    Node columns() const { return node_["columns"]; }

    // The ERP's rows, in ascending order of the item code by bytes.
    Node rows() const { return node_["rows"]; }
};

} // namespace ledgerline

#endif
