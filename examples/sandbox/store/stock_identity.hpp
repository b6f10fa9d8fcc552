// How requests name what the stock is counted for: by SKU, by variant or by product.
#pragma once

#include "store/stock.hpp"

#include <optional>
#include <string>

namespace ledgerline::sandbox::store {

struct StockIdentity {
    enum class By { sku, variant, product };
    By by = By::sku;
    std::string sku;
    std::int64_t id = 0;
    StockItem item; // when it is resolved

    // "variant_id 106"
    std::string text() const;
};

// Reads `sku`, `variant_id` or `product_id`; false unless there is exactly one of them.
bool read_identity(const message::Value& item, StockIdentity& out);

struct ResolvedIdentity {
    StockItem item;
    bool fits = true; // false: the product is tracked otherwise
};

// Nothing if the store has no such thing.
std::optional<ResolvedIdentity> resolve(const StockIdentity& identity, const Catalogue& catalogue);

// Identities in a title: "[sku RE-130, variant_id 106]".
class IdentityList {
public:
    void add(const std::string& identity) { list_ += (list_.empty() ? "" : ", ") + identity; }
    bool is_empty() const { return list_.empty(); }
    std::string text() const { return "[" + list_ + "]"; }

private:
    std::string list_;
};

} // namespace ledgerline::sandbox::store
