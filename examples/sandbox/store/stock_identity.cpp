#include "store/stock_identity.hpp"

namespace ledgerline::sandbox::store {

std::string StockIdentity::text() const {
    if (by == By::sku) return "sku " + sku;
    return (by == By::variant ? "variant_id " : "product_id ") + std::to_string(id);
}

bool read_identity(const message::Value& item, StockIdentity& out) {
    int found = 0;
    if (const message::Value* sku = item.find("sku"); sku && sku->is_text()) {
        ++found;
        out.by = StockIdentity::By::sku;
        out.sku = *sku->as_text();
    }
    for (const auto& [name, by] : {std::pair{"variant_id", StockIdentity::By::variant}, std::pair{"product_id", StockIdentity::By::product}})
        if (const auto* id = item[name].as_int()) {
            ++found;
            out.by = by;
            out.id = *id;
        }
    return found == 1;
}

std::optional<ResolvedIdentity> resolve(const StockIdentity& identity, const Catalogue& catalogue) {
    if (identity.by == StockIdentity::By::product) {
        Product* product = catalogue.product(identity.id);
        if (!product) return std::nullopt;
        return ResolvedIdentity{item_of(*product), product->tracking != Tracking::variant};
    }
    Variant* variant = identity.by == StockIdentity::By::sku ? catalogue.variant_with(identity.sku) : catalogue.variant(identity.id);
    if (!variant) return std::nullopt;
    const Product& product = *variant->product;
    // The SKU of a product without options means the product as well as its only variant.
    const bool only_one = identity.by == StockIdentity::By::sku && !product.has_options();
    return ResolvedIdentity{item_of(*variant), only_one || product.tracking != Tracking::product};
}

} // namespace ledgerline::sandbox::store
