// What a write of the catalogue does, and what it is refused for.
#pragma once

#include "store/product_reading.hpp"
#include "store/state.hpp"

namespace ledgerline::sandbox::store {

class CatalogueWriting {
public:
    CatalogueWriting(State& state, base::Millis now) : state_(state), now_(now) {}

    // Each throws Refused, 422 for what doesn't fit and 409 for a name or SKU that is taken, before anything is changed. `product` is
    // nullptr for a new one, `variant` too.
    void check_product(const message::Value& body, const Product* product);
    void check_variant(const message::Value& body, const Product* product, const Variant* variant);

    // After the checks.
    Product& create(const message::Value& body);
    void change(Product& product, const message::Value& body);
    Variant& create_variant(Product& product, const message::Value& body);
    void change(Variant& variant, const message::Value& body);
    void remove(Product& product);
    void remove(Variant& variant);

    // Products and variants that were saved without their stock, with the reason: {"301": "..."}.
    const message::Value& unsaved() const { return unsaved_; }

private:
    void check_sku(const std::string& sku, const Product* product, const Variant* variant);
    void write_level(const StockItem& item, std::int64_t id, const message::Value& level);
    void touch(Product& product);

    State& state_;
    base::Millis now_;
    std::vector<std::string> skus_, names_; // of this request
    message::Value unsaved_ = message::Value::object();
};

} // namespace ledgerline::sandbox::store
