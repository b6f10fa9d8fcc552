// The canonical Listing and Listing Change (documents/listing.schema.json and listing-change.schema.json say the meaning,
// unit and rounding of every member).
#ifndef LEDGERLINE_CATALOGUE_HPP
#define LEDGERLINE_CATALOGUE_HPP

#include "ledgerline/view.hpp"

namespace ledgerline {

// What the store has on sale under one SKU: a variant, or the base variant of a product without options. A state: only
// the newest reading counts. Source key: the variant's id.
class Listing : public View {
public:
    using View::View;

    // Exact SKU, byte for byte; "" if it has none.
    std::string_view sku() const { return node_["sku"].text(); }

    // The store's id of the product.
    std::string_view product_id() const { return node_["product_id"].text(); }

    // The store's id of the variant; every purchasable thing has one.
    std::string_view variant_id() const { return node_["variant_id"].text(); }

    // A product without options, so that what is the product's is the variant's.
    bool base() const { return node_["base"].boolean(); }

    // One of none, product, variant. By what the store counts the stock; none: it does not.
    std::string_view tracking() const { return node_["tracking"].text(); }

    // The product's name.
    std::string_view name() const { return node_["name"].text(); }

    // In the store's currency, with or without tax as the store enters prices; none: the variant sells at the product's.
    std::optional<Decimal> price() const { return decimal_if_any(node_["price"]); }
    std::optional<Decimal> sale_price() const { return decimal_if_any(node_["sale_price"]); }

    // In the store's unit of weight; none: the variant has none of its own.
    std::optional<Decimal> weight() const { return decimal_if_any(node_["weight"]); }

    // UPC, EAN or GTIN, "" if none.
    std::string_view barcode() const { return node_["barcode"].text(); }

    // The product is shown in the storefront.
    bool visible() const { return node_["visible"].boolean(); }

    // False: buying this variant is disabled.
    bool purchasable() const { return node_["purchasable"].boolean(); }

    // The store's id of the product's tax class.
    std::string_view tax_class() const { return node_["tax_class"].text(); }

    // ISO 8601 UTC, when the product was changed, "" if unknown.
    std::string_view modified_at() const { return node_["modified_at"].text_or(""); }
};

// The new values of what differs; a field that is absent stays as it is.
class ListingValues : public View {
public:
    using View::View;

    std::optional<std::string_view> name() const { return text_if_any(node_["name"]); }

    // In the store's currency.
    std::optional<Decimal> price() const { return decimal_if_any(node_["price"]); }

    // In the store's unit of weight.
    std::optional<Decimal> weight() const { return decimal_if_any(node_["weight"]); }

    // "" = none.
    std::optional<std::string_view> barcode() const { return text_if_any(node_["barcode"]); }

    // Whether the product is shown in the storefront (of a variant with siblings: whether it can be bought).
    std::optional<bool> visible() const {
        const Node visible = node_["visible"];
        if (visible.is_missing()) return std::nullopt;
        return visible.boolean();
    }

    // The store's id of the tax class.
    std::optional<std::string_view> tax_class() const { return text_if_any(node_["tax_class"]); }

private:
    static std::optional<std::string_view> text_if_any(const Node& node) {
        if (node.is_missing()) return std::nullopt;
        return node.text();
    }
};

// What the ERP's item wants otherwise in the store's catalogue. Only what differs is there; so it may be sent again at
// any time. Source key: the SKU.
class ListingChange : public View {
public:
    using View::View;

    // Exact SKU, byte for byte.
    std::string_view sku() const { return node_["sku"].text(); }

    // The store's id of the product, "" if it is to be created.
    std::string_view product_id() const { return node_["product_id"].text(); }

    // The store's id of the variant, "" if it is to be created.
    std::string_view variant_id() const { return node_["variant_id"].text(); }

    // A product without options.
    bool base() const { return node_["base"].boolean(); }

    // The store has no product with this SKU yet, and one is to be made of the changes.
    bool create() const { return node_["create"].boolean(); }

    ListingValues changes() const { return ListingValues(node_["changes"]); }
};

} // namespace ledgerline

#endif
