// Protects: the rules by which adjustments of the stock are accepted or refused, and their texts. How: no delay; one request each, then the numbers.
#include <catch2/catch.hpp>

#include <cstdint>

#include "store_stock_fixture.hpp"

using namespace store_test;

namespace {

struct AtOnce : Stocked {
    explicit AtOnce(const std::string& more = "") : Stocked(R"("adjustment_delay_ms":0)" + (more.empty() ? "" : "," + more)) {}
    static std::string by(const char* member, std::int64_t id, std::int64_t quantity) {
        return std::string(R"({"location_id":1,")") + member + "\":" + std::to_string(id) + R"(,"quantity":)" + std::to_string(quantity) + "}";
    }
};

} // namespace

TEST_CASE("sandbox.store an absolute adjustment sets what is on hand, by SKU, variant and product") {
    AtOnce store;
    const HttpResponse response = store.absolute(store.item(1, "MUG-BLU", 118) + "," + store.item(3, "TEE-S", 0) + "," + store.by("variant_id", store.variant("TEE-M"), 14) + "," +
                                                 store.by("product_id", store.cap, 3) + "," + store.by("product_id", store.sock, 8));
    REQUIRE(response.status == 200);
    CHECK(json(response.body).size() == 1);
    CHECK(json(response.body)["transaction_id"].text_or("").size() == 36);
    CHECK(store.on_hand("MUG-BLU") == 118);
    CHECK(store.on_hand("MUG-BLU", "BACK") == 4);
    CHECK(store.shop.stock("TEE-S", "SHOP").ever_set);
    CHECK(store.on_hand("TEE-M") == 14);
    CHECK(store.on_hand("CAP") == 3);
    CHECK(store.on_hand("SOCK-S") == 8);
}

TEST_CASE("sandbox.store a relative adjustment adds to what is on hand") {
    AtOnce store;
    CHECK(store.relative(store.item(1, "MUG-BLU", 5) + "," + store.item(2, "MUG-BLU", -4)).status == 200);
    CHECK(store.on_hand("MUG-BLU") == 15);
    CHECK(store.on_hand("MUG-BLU", "2") == 0);
}

TEST_CASE("sandbox.store an item whose product is counted otherwise is refused with the API's text, and the whole request with it") {
    AtOnce store;
    const std::string id = std::to_string(store.variant("MUG-BLU"));
    const HttpResponse response = store.absolute(store.item(1, "CAP", 3) + "," + store.by("variant_id", store.variant("MUG-BLU"), 1));
    CHECK(response.status == 422);
    CHECK(ledgerline::base::header(response.headers, "Content-Type") == "application/problem+json");
    CHECK(response.body == R"({"status":422,"title":"[Item with variant_id )" + id + R"( is tracked by product, please update stock by product id]","type":"https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes","errors":{}})");
    CHECK(store.on_hand("CAP") == 0);
    CHECK(store.title(store.absolute(store.by("product_id", store.tee, 1))) == "[Item with product_id " + std::to_string(store.tee) + " is tracked by variant, please update stock by variant id]");
    CHECK(store.title(store.absolute(store.item(1, "SOCK-S", 1))) == "[Item with sku SOCK-S is tracked by product, please update stock by product id]");
}

TEST_CASE("sandbox.store relative before absolute is refused for each item and location with the API's text") {
    AtOnce store;
    const HttpResponse response = store.relative(store.by("product_id", store.cap, 1));
    CHECK(response.status == 422);
    CHECK(store.title(response) == "Items with identity: [product_id " + std::to_string(store.cap) + "] requires absolute adjustment before relative");
    CHECK(store.relative(store.item(3, "MUG-BLU", 1)).status == 422); // set at two locations, not at this one
    CHECK(store.absolute(store.item(3, "MUG-BLU", 0)).status == 200);
    CHECK(store.relative(store.item(3, "MUG-BLU", 1)).status == 200);
}

TEST_CASE("sandbox.store a relative adjustment leaves the safety stock, an absolute one need not") {
    AtOnce store;
    store.send("PUT", "/v3/inventory/locations/1/items", R"({"settings":[{"identity":{"sku":"MUG-BLU"},"safety_stock":4}]})");
    CHECK(store.relative(store.item(1, "MUG-BLU", -7)).status == 422);
    CHECK(store.on_hand("MUG-BLU") == 10);
    CHECK(store.relative(store.item(1, "MUG-BLU", -6)).status == 200);
    CHECK(store.absolute(store.item(1, "MUG-BLU", 0)).status == 200);
}

TEST_CASE("sandbox.store a relative adjustment beyond all numbers is accepted and not kept, or refused where it takes away") {
    AtOnce store;
    CHECK(store.relative(store.item(1, "MUG-BLU", INT64_MAX)).status == 200);
    CHECK(store.on_hand("MUG-BLU") == 10);
    store.shop.set_stock("MUG-BLU", "1", -5); // sold more than there was
    CHECK(store.relative(store.item(1, "MUG-BLU", INT64_MIN)).status == 422);
    CHECK(store.on_hand("MUG-BLU") == -5);
}

TEST_CASE("sandbox.store unknown locations refuse the request, each named once") {
    AtOnce store;
    const HttpResponse response = store.absolute(store.item(8, "CAP", 1) + "," + store.item(7, "CAP", 1) + "," + store.item(8, "MUG-BLU", 1) + "," + store.item(1, "CAP", 1));
    CHECK(response.status == 422);
    CHECK(store.title(response) == "Location not found, identities: [7,8]");
    CHECK(store.on_hand("CAP") == 0);
}

TEST_CASE("sandbox.store a disabled location takes no stock") {
    AtOnce store;
    store.send("PUT", "/v3/inventory/locations", R"([{"id":2,"enabled":false}])");
    CHECK(store.title(store.absolute(store.item(2, "CAP", 1))) == "Location is disabled, identities: [2]");
}

TEST_CASE("sandbox.store unknown items refuse the request, or are passed over where the store is set so") {
    AtOnce store;
    CHECK(store.title(store.absolute(store.item(1, "NO-1", 1) + "," + store.item(1, "CAP", 2) + "," + store.by("variant_id", 5, 1))) == "Items not found, identities: [sku NO-1, variant_id 5]");
    CHECK(store.on_hand("CAP") == 0);
    AtOnce other(R"("unknown_sku":"ignore")");
    CHECK(other.absolute(other.item(1, "NO-1", 1) + "," + other.item(1, "CAP", 2)).status == 200);
    CHECK(other.on_hand("CAP") == 2);
}

TEST_CASE("sandbox.store a title may leave out which items are wrong") {
    AtOnce store(R"("titles_name_items":false)");
    CHECK(store.title(store.absolute(store.item(1, "NO-1", 1))) == "Payload contains invalid items");
}

TEST_CASE("sandbox.store an item that nobody counts is accepted without effect, or refused where the store is set so") {
    AtOnce store;
    CHECK(store.absolute(store.item(1, "CARD", 5)).status == 200);
    CHECK(store.shop.stock_movements().empty());
    AtOnce other(R"("untracked_refused":true)");
    CHECK(other.absolute(other.item(1, "CARD", 5)).status == 422);
}

TEST_CASE("sandbox.store SKUs differ in case, or not where the store is set so") {
    AtOnce store;
    CHECK(store.absolute(store.item(1, "cap", 5)).status == 422);
    AtOnce other(R"("sku_case":"folded")");
    CHECK(other.absolute(other.item(1, "cap", 5)).status == 200);
    CHECK(other.on_hand("CAP") == 5);
}

TEST_CASE("sandbox.store of two lines for one item and location the last counts, the first, or neither, as the store is set") {
    const auto outcome = [](const char* rule) {
        AtOnce store(std::string(R"("duplicate_line":")") + rule + "\"");
        const int status = store.absolute(store.item(1, "CAP", 5) + "," + store.by("product_id", store.cap, 6)).status;
        return std::to_string(status) + " " + std::to_string(store.on_hand("CAP"));
    };
    CHECK(outcome("last") == "200 6");
    CHECK(outcome("first") == "200 5");
    CHECK(outcome("refuse") == "422 0");
}

TEST_CASE("sandbox.store an item needs exactly one identity, a location and a whole number") {
    AtOnce store;
    for (const char* item : {R"({"location_id":1,"quantity":1})", R"({"location_id":1,"sku":"CAP","product_id":1,"quantity":1})", R"({"sku":"CAP","quantity":1})",
                             R"({"location_id":1,"sku":"CAP","quantity":1.5})", R"({"location_id":1,"sku":"CAP","quantity":"1"})", R"({"location_id":1,"sku":"CAP"})",
                             R"({"location_id":1,"sku":"CAP","quantity":-1})"}) {
        INFO(item);
        const HttpResponse response = store.absolute(item);
        CHECK(response.status == 422);
        CHECK(json(response.body)["errors"].size() > 0);
    }
    CHECK(store.absolute("").status == 422);
    CHECK(store.send("PUT", "/v3/inventory/adjustments/absolute", "[]").status == 400);
    CHECK(store.send("POST", "/v3/inventory/adjustments/absolute", R"({"items":[]})").status == 405);
}

TEST_CASE("sandbox.store 2000 items are one request, 2001 are too many") {
    AtOnce store;
    std::string items = store.item(1, "CAP", 1);
    for (int i = 1; i < 2'000; ++i) items += "," + store.item(1, "CAP", i);
    CHECK(store.absolute(items).status == 200);
    CHECK(store.on_hand("CAP") == 1'999);
    CHECK(store.absolute(items + "," + store.item(1, "CAP", 1)).status == 413);
}

TEST_CASE("sandbox.store a number above the largest is accepted and not kept") {
    AtOnce store;
    CHECK(store.absolute(store.item(1, "MUG-BLU", 2'147'483'648)).status == 200);
    CHECK(store.on_hand("MUG-BLU") == 10);
    CHECK(store.absolute(store.item(1, "MUG-BLU", 2'147'483'647)).status == 200);
    CHECK(store.relative(store.item(1, "MUG-BLU", 1)).status == 200);
    CHECK(store.on_hand("MUG-BLU") == 2'147'483'647);
}
