// Which items a refused stock adjustment is about. The store says it in the title of its refusal only, in several shapes:
//   [Item with variant_id 106 is tracked by product, please update stock by product id]
//   Items with identity: [product_id 113] requires absolute adjustment before relative
//   Location not found, identities: [3,2]
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace bigcommerce {

struct NamedIdentities {
    std::set<std::string> variants, products, locations; // ids in digits
    std::set<std::string> skus;                          // what stands where a SKU is named, and parts of it
    std::set<std::string> unsaid;                        // ids in digits without a word of what they are
    bool about_location = false;                         // it speaks of locations and of nothing else
    bool empty() const { return variants.empty() && products.empty() && locations.empty() && skus.empty() && unsaid.empty(); }
};

NamedIdentities identities_in(std::string_view words);

} // namespace bigcommerce
