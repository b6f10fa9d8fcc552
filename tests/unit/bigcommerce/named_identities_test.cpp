// Protects against blaming the wrong item: what the store's words name, and what only looks like it.
#include "bigcommerce/named_identities.hpp"

#include <catch2/catch.hpp>

using bigcommerce::identities_in;
using Ids = std::set<std::string>;

TEST_CASE("stock.bigcommerce names: the shapes that are known") {
    CHECK(identities_in("[Item with variant_id 106 is tracked by product, please update stock by product id]").variants == Ids{"106"});
    CHECK(identities_in("[Item with variant_id 106 is tracked by product, please update stock by product id]").products.empty());
    CHECK(identities_in("Items with identity: [product_id 113] requires absolute adjustment before relative").products == Ids{"113"});
    CHECK(identities_in("Items with identity: [product_id 113, variant_id 5, variant_id 6] requires ...").variants == Ids{"5", "6"});
    const auto location = identities_in("Location not found, identities: [3,2]");
    CHECK(location.locations == Ids{"2", "3"});
    CHECK(location.about_location);
    CHECK(location.unsaid.empty());
}

TEST_CASE("stock.bigcommerce names: ids without a word of what they are") {
    const auto named = identities_in("Items not found, identities: [30, 31]");
    CHECK(named.unsaid == Ids{"30", "31"});
    CHECK_FALSE(named.about_location);
}

TEST_CASE("stock.bigcommerce names: words of items and locations together are about the item") {
    const auto named = identities_in("Item with variant_id 12 has no stock at location_id 2");
    CHECK(named.variants == Ids{"12"});
    CHECK_FALSE(named.about_location);
}

TEST_CASE("stock.bigcommerce names: SKUs, also with blanks and commas, numbers among them") {
    CHECK(identities_in("Items not found, identities: [sku A-1, sku B 2]").skus.count("A-1") == 1);
    CHECK(identities_in("Items not found, identities: [sku A-1, sku B 2]").skus.count("B 2") == 1);
    CHECK(identities_in("Items not found, skus: [X, Y, 12345]").skus.count("12345") == 1);
    CHECK(identities_in("Items not found, skus: [X, Y, 12345]").unsaid.empty());
    CHECK(identities_in("[sku RED, LARGE] not found").skus.count("RED, LARGE") == 1);
    CHECK(identities_in("Item with SKU \"M-1\" not found").skus.count("M-1") == 1);
}

TEST_CASE("stock.bigcommerce names: numbers that are no ids") {
    CHECK(identities_in("The request payload is too large. The maximum items allowed in the array is 2000.").empty());
    CHECK(identities_in("JSON data is missing or invalid (items.12.quantity: must be below 2147483647)").empty());
    CHECK(identities_in("").empty());
}
