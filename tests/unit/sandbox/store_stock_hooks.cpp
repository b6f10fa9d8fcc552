// Protects: the callbacks of catalogue, stock and locations: which scope for what, and what is in them. How: a hook for each scope; what is sent is collected.
#include <catch2/catch.hpp>

#include "store_stock_fixture.hpp"

using namespace store_test;

namespace {

struct Listening : Stocked {
    Listening() : Stocked(R"("adjustment_delay_ms":0)") {}
    void hear(const std::string& scope) { send("POST", "/v3/hooks", R"({"scope":")" + scope + R"(","destination":"http://127.0.0.1:9/hooks","is_active":true})"); }
    // "scope data" of everything that was sent since the last time.
    std::vector<std::string> heard() {
        std::vector<std::string> out;
        shop.send_callbacks([&](const ledgerline::sandbox::Callback& callback) {
            const Value body = json(callback.body);
            out.push_back(body["scope"].text_or("") + " " + ledgerline::message::write_json(body["data"]));
            return 200;
        });
        return out;
    }
};

} // namespace

TEST_CASE("sandbox.store stock of a product without options that an app sets is told as the product's") {
    Listening store;
    store.hear("store/product/inventory/updated");
    store.hear("store/sku/inventory/updated");
    store.absolute(store.item(1, "MUG-BLU", 18));
    const std::string id = std::to_string(store.mug);
    const auto heard = store.heard();
    REQUIRE(heard.size() == 1);
    CHECK(heard[0] == "store/product/inventory/updated {\"type\":\"product\",\"id\":" + id + ",\"inventory\":{\"product_id\":" + id + ",\"method\":\"absolute\",\"value\":8}}");
    store.absolute(store.item(1, "MUG-BLU", 18)); // as it was
    CHECK(store.heard().empty());
}

TEST_CASE("sandbox.store stock of a variant that an order takes is told as the variant's") {
    Listening store;
    store.hear("store/sku/inventory/order/updated");
    store.hear("store/product/inventory/order/updated");
    store.shop.place_order(json(R"({"billing_address":)" + std::string(london) + R"(,"products":[{"sku":"TEE-M","price":"22.00","quantity":2}]})"));
    const auto heard = store.heard();
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].rfind("store/sku/inventory/order/updated", 0) == 0);
    CHECK(heard[0].find(R"("method":"relative","value":-2,"variant_id":)" + std::to_string(store.variant("TEE-M"))) != std::string::npos);
}

TEST_CASE("sandbox.store each location tells of its own, and of low and empty stock when it is reached") {
    Listening store;
    for (const char* what : {"stock_changed", "low_stock_reached", "out_of_stock_reached", "settings_changed"}) store.hear(std::string("store/channel/*/inventory/product/") + what);
    store.send("PUT", "/v3/inventory/locations/2/items", R"({"settings":[{"identity":{"sku":"MUG-BLU"},"warning_level":2}]})");
    CHECK(store.heard().size() == 1);
    store.absolute(store.item(2, "MUG-BLU", 2));
    const auto low = store.heard();
    REQUIRE(low.size() == 2);
    CHECK(low[1].rfind("store/channel/*/inventory/product/low_stock_reached", 0) == 0);
    CHECK(low[1].find(R"("location_id":2)") != std::string::npos);
    store.absolute(store.item(2, "MUG-BLU", 1));
    CHECK(store.heard().size() == 1);
    store.absolute(store.item(2, "MUG-BLU", 0));
    CHECK(store.heard().back().rfind("store/channel/*/inventory/product/out_of_stock_reached", 0) == 0);
}

TEST_CASE("sandbox.store products, variants and locations tell when they are made, changed and removed") {
    Listening store;
    for (const char* scope : {"store/product/created", "store/product/updated", "store/product/deleted", "store/sku/updated", "store/inventory/location/updated"}) store.hear(scope);
    store.send("PUT", "/v3/catalog/variants", R"([{"id":)" + std::to_string(store.variant("TEE-S")) + R"(,"price":3}])");
    store.send("PUT", "/v3/inventory/locations", R"([{"id":2,"label":"Cellar"}])");
    store.send("DELETE", "/v3/catalog/products/" + std::to_string(store.cap));
    const auto heard = store.heard();
    REQUIRE(heard.size() == 4);
    CHECK(heard[0] == "store/product/updated {\"type\":\"product\",\"id\":" + std::to_string(store.tee) + "}");
    CHECK(heard[1].rfind("store/sku/updated {\"type\":\"sku\",\"id\":", 0) == 0);
    CHECK(heard[2] == "store/inventory/location/updated {\"location_id\":2}");
    CHECK(heard[3].rfind("store/product/deleted", 0) == 0);
}
