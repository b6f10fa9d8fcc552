// The store's products and their variants. Made for 200,000 of them: what every product has are fields, everything else is kept only
// where it differs from what a new product has.
#pragma once

#include "base/clock.hpp"
#include "message/value.hpp"
#include "store/stock_settings.hpp"

#include <ledgerline/decimal.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ledgerline::sandbox {

enum class Tracking : std::uint8_t { none, product, variant };

std::string_view name_of(Tracking tracking);
std::optional<Tracking> tracking_named(std::string_view name);

// A product without options, for those who need very many.
struct PlainProduct {
    std::string sku;
    std::string name; // "" = the SKU
    Decimal price;
    Tracking tracking = Tracking::product;
    std::vector<std::int64_t> stock; // on hand at each location, in the order of their ids; none = never set
};

namespace store {

// How much of one item is at one location.
struct StockCell {
    std::int64_t on_hand = 0;
    std::int32_t safety = 0;
    std::int32_t warning = 0;
    bool ever_set = false; // by an absolute adjustment or a person
    bool in_stock = true;  // may be bought, whatever the quantity
};

struct Product;

struct Variant {
    std::int64_t id = 0;
    std::int64_t sku_id = 0; // 0 = the base variant of a product without options
    Product* product = nullptr;
    std::string sku;
    std::optional<Decimal> price, weight; // none = the product's
    bool purchasing_disabled = false;
    message::Value more; // members that differ from those of a new variant
    std::vector<StockCell> stock; // by slot of the location
};

struct Product {
    std::int64_t id = 0;
    std::string name;
    std::string sku; // of a product with options; else it is the base variant's
    Decimal price, weight;
    Tracking tracking = Tracking::none;
    bool visible = true;
    base::Millis created = 0, modified = 0; // whole seconds
    message::Value more; // members that differ from those of a new product
    std::vector<std::unique_ptr<Variant>> variants; // at least one
    std::vector<StockCell> stock; // of a product with options that is tracked by product

    bool has_options() const { return variants.front()->sku_id != 0; }
    const std::string& main_sku() const { return has_options() ? sku : variants.front()->sku; }
};

class Catalogue {
public:
    explicit Catalogue(SkuCase sku_case) : sku_case_(sku_case) {}
    Catalogue(const Catalogue&) = delete; // variants point to their products
    Catalogue& operator=(const Catalogue&) = delete;

    // Ids that are 0 get the next free ones. Duplicate SKUs and names are taken: who may not make them asks before. Throws
    // std::invalid_argument for an id that is taken.
    Product& add(std::unique_ptr<Product> product);
    Variant& add_variant(Product& product, std::unique_ptr<Variant> variant);
    void remove(std::int64_t product_id);
    void remove_variant(Product& product, std::int64_t variant_id);
    // Only so: they are found by both.
    void rename(Product& product, const std::string& name);
    void change_sku(Product& product, const std::string& sku);
    void change_sku(Variant& variant, const std::string& sku);

    // nullptr if there is none.
    Product* product(std::int64_t id) const;
    Variant* variant(std::int64_t id) const;
    // The variant with the lowest id of those that have the SKU; "" finds none.
    Variant* variant_with(const std::string& sku) const;
    // All of them.
    std::vector<Variant*> variants_with(const std::string& sku) const;
    // Whether something but this product has the SKU or the name.
    bool is_sku_taken(const std::string& sku, const Product* by_other_than, const Variant* in_it = nullptr) const;
    bool is_name_taken(const std::string& name, const Product* by_other_than) const;
    bool same_sku(std::string_view a, std::string_view b) const;

    // In the order of their ids.
    const std::vector<std::unique_ptr<Product>>& products() const { return products_; }
    const std::vector<Variant*>& variants() const { return variants_; }

private:
    std::size_t key(std::string_view sku) const;
    void index_sku(Variant& variant);
    void forget_sku(Variant& variant);
    void insert(Variant& variant);

    SkuCase sku_case_;
    std::vector<std::unique_ptr<Product>> products_;
    std::vector<Variant*> variants_;
    // Hashes of SKUs and names, not the texts: they stand in the products.
    std::unordered_multimap<std::size_t, Variant*> by_sku_;
    std::unordered_multimap<std::size_t, Product*> by_name_, by_main_sku_; // the latter of products with options
    std::int64_t next_product_ = 100'001, next_variant_ = 500'001, next_sku_ = 300'001;
};

} // namespace store

} // namespace ledgerline::sandbox
