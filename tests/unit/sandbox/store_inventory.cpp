// Protects: what the inventory shows, the settings of its items, and the store's locations. How: a store with three locations, one question each.
#include <catch2/catch.hpp>

#include "store_stock_fixture.hpp"

using namespace store_test;

namespace {

const Value& row(const Value& answer, std::size_t at = 0) { return (*answer["data"].as_array())[at]; }
const Value& place(const Value& item, std::size_t at) { return (*item["locations"].as_array())[at]; }

const char* const shop_location =
    R"({"code":"ATX","label":"Austin","managed_by_external_source":true,"type_id":"PHYSICAL","time_zone":"Etc/UTC","address":{"address1":"1 Main St","city":"Austin","state":"TX","zip":"78701","email":"a@example.com","geo_coordinates":{"latitude":30,"longitude":-97},"country_code":"US"}})";

} // namespace

TEST_CASE("sandbox.store an item shows its numbers at every location") {
    Stocked store;
    const Value answer = store.read("/v3/inventory/items?sku:in=MUG-BLU");
    REQUIRE(answer["data"].size() == 1);
    const Value& item = row(answer);
    CHECK(item["identity"]["product_id"].int_or(0) == store.mug);
    CHECK(item["identity"]["sku_id"].is_null());
    REQUIRE(item["locations"].size() == 3);
    CHECK(place(item, 0)["location_code"].text_or("") == "BC-LOCATION-1");
    CHECK(place(item, 0)["total_inventory_onhand"].int_or(0) == 10);
    CHECK(place(item, 1)["location_name"].text_or("") == "Back room");
    CHECK(place(item, 1)["available_to_sell"].int_or(0) == 4);
    CHECK(place(item, 2)["total_inventory_onhand"].int_or(-1) == 0); // never set
}

TEST_CASE("sandbox.store variants are items, those of a product that is counted as a whole show its stock, and what nobody counts is none") {
    Stocked store;
    const Value all = store.read("/v3/inventory/items");
    CHECK(all["meta"]["pagination"]["total"].int_or(0) == 6);
    const Value socks = store.read("/v3/inventory/items?product_id:in=" + std::to_string(store.sock));
    REQUIRE(socks["data"].size() == 2);
    CHECK(place(row(socks, 1), 0)["total_inventory_onhand"].int_or(0) == 30);
    CHECK(store.read("/v3/inventory/items?sku:in=CARD")["data"].size() == 0);
}

TEST_CASE("sandbox.store items are found by SKU, variant and product, and cut to locations") {
    Stocked store;
    CHECK(store.read("/v3/inventory/items?sku:in=TEE-S,CAP,UNKNOWN")["data"].size() == 2);
    const std::string tee = std::to_string(store.variant("TEE-M"));
    CHECK(row(store.read("/v3/inventory/items?variant_id:in=" + tee + ",1"))["identity"]["sku"].text_or("") == "TEE-M");
    CHECK(row(store.read("/v3/inventory/items?location_id:in=2,3&variant_id:in=" + tee))["locations"].size() == 2);
    const Value by_code = row(store.read("/v3/inventory/items?location_code:in=SHOP&variant_id:in=" + tee));
    REQUIRE(by_code["locations"].size() == 1);
    CHECK(place(by_code, 0)["total_inventory_onhand"].int_or(0) == 2);
}

TEST_CASE("sandbox.store a thousand items come at once, not more") {
    Stocked store;
    store.shop.add_products(std::vector<ledgerline::sandbox::PlainProduct>(1'100, {"P", "", Decimal(1), ledgerline::sandbox::Tracking::product, {1, 2, 3}}));
    CHECK(store.read("/v3/inventory/items?limit=5000")["data"].size() == 1'000);
    CHECK(store.read("/v3/inventory/items?limit=1000&page=2")["data"].size() == 106);
}

TEST_CASE("sandbox.store the items of one location are a list of their own") {
    Stocked store;
    const Value answer = store.read("/v3/inventory/locations/2/items?sku:in=MUG-BLU");
    CHECK(row(answer)["total_inventory_onhand"].int_or(0) == 4);
    CHECK(row(answer)["settings"]["is_in_stock"].bool_or(false));
    CHECK(row(answer)["identity"].find("sku_id") == nullptr);
    const HttpResponse unknown = store.get("/v3/inventory/locations/9/items");
    CHECK(unknown.status == 404);
    CHECK(ledgerline::base::header(unknown.headers, "Content-Type") == "application/problem+json");
}

TEST_CASE("sandbox.store safety stock lowers what can be sold, not what is there") {
    Stocked store;
    CHECK(store.send("PUT", "/v3/inventory/locations/1/items", R"({"settings":[{"identity":{"sku":"MUG-BLU"},"safety_stock":3,"warning_level":5,"bin_picking_number":"A-1"}]})").status == 200);
    const Value at = row(store.read("/v3/inventory/locations/1/items?sku:in=MUG-BLU"));
    CHECK(at["available_to_sell"].int_or(0) == 7);
    CHECK(at["total_inventory_onhand"].int_or(0) == 10);
    CHECK(at["settings"]["bin_picking_number"].text_or("") == "A-1");
    CHECK(at["settings"]["warning_level"].int_or(0) == 5);
}

TEST_CASE("sandbox.store settings without any setting are refused with the API's text") {
    Stocked store;
    const HttpResponse response = store.send("PUT", "/v3/inventory/locations/1/items", R"({"settings":[{"identity":{"sku":"MUG-BLU"}}]})");
    CHECK(response.status == 422);
    CHECK(json(response.body)["errors"]["setting.0.settings"].text_or("") == "At least one setting must be specified: warning_level, is_in_stock or safety_stock");
    CHECK(store.send("PUT", "/v3/inventory/locations/1/items", R"({"settings":[{"identity":{"sku":"X"},"safety_stock":1}]})").status == 422);
    CHECK(store.send("PUT", "/v3/inventory/locations/1/items", R"({"settings":[{"identity":{"sku":"CAP"},"safety_stock":-1}]})").status == 422);
}

TEST_CASE("sandbox.store a number below zero is shown as it is, or as 0 where the store is set so") {
    Stocked store;
    store.shop.set_stock("MUG-BLU", "1", -2);
    CHECK(place(row(store.read("/v3/inventory/items?sku:in=MUG-BLU")), 0)["available_to_sell"].int_or(0) == -2);
    CHECK(row(store.read("/v3/catalog/variants?sku=MUG-BLU"))["inventory_level"].int_or(-1) == 0); // the catalogue knows nothing below 0
    Stocked other(R"("negative_shown":false)");
    other.shop.set_stock("MUG-BLU", "1", -2);
    CHECK(place(row(other.read("/v3/inventory/items?sku:in=MUG-BLU")), 0)["available_to_sell"].int_or(-1) == 0);
}

TEST_CASE("sandbox.store locations are listed and found by code, id and state") {
    Stocked store;
    const Value all = store.read("/v3/inventory/locations");
    REQUIRE(all["data"].size() == 3);
    CHECK(row(all, 1)["code"].text_or("") == "BACK");
    CHECK(row(all, 1)["enabled"].bool_or(false));
    CHECK(row(store.read("/v3/inventory/locations?location_code:in=SHOP"))["id"].int_or(0) == 3);
    CHECK(store.read("/v3/inventory/locations?location_id:in=1,2")["data"].size() == 2);
    CHECK(row(store.read("/v3/inventory/locations?is_default=true"))["id"].int_or(0) == 1);
}

TEST_CASE("sandbox.store a location is made, changed and deleted with its stock") {
    Stocked store;
    const HttpResponse made = store.send("POST", "/v3/inventory/locations", "[" + std::string(shop_location) + "]");
    CHECK(made.status == 200);
    CHECK(json(made.body)["transaction_id"].text_or("").size() == 36);
    CHECK(row(store.read("/v3/inventory/locations?location_code:in=ATX"))["id"].int_or(0) == 4);
    CHECK(store.send("POST", "/v3/inventory/locations", "[" + std::string(shop_location) + "]").status == 422); // the code is taken
    CHECK(store.send("PUT", "/v3/inventory/locations", R"([{"id":4,"label":"Austin shop","enabled":false}])").status == 200);
    CHECK(row(store.read("/v3/inventory/locations?is_active=false"))["label"].text_or("") == "Austin shop");
    CHECK(store.send("DELETE", "/v3/inventory/locations?location_id:in=2").status == 200);
    CHECK(row(store.read("/v3/inventory/items?sku:in=MUG-BLU"))["locations"].size() == 3);
    CHECK(store.send("POST", "/v3/inventory/locations", R"([{"label":"No code, no address"}])").status == 422);
}

TEST_CASE("sandbox.store the default location cannot be deleted, an unknown one is 404") {
    Stocked store;
    const HttpResponse response = store.send("DELETE", "/v3/inventory/locations?location_id:in=1");
    CHECK(response.status == 422);
    CHECK(store.title(response).find("is set as a shipping origin") != std::string::npos);
    CHECK(store.send("DELETE", "/v3/inventory/locations?location_id:in=9").status == 404);
}

TEST_CASE("sandbox.store the inventory settings are read and written, for all channels or for one that inherits") {
    Stocked store;
    CHECK(store.read("/v3/settings/inventory")["data"]["update_stock_behavior"].text_or("") == "order_placed");
    CHECK(store.read("/v3/settings/inventory?channel_id=1")["data"]["update_stock_behavior"].is_null());
    CHECK(store.send("PUT", "/v3/settings/inventory", R"({"refund_order_stock_adjustment":true})").status == 200);
    CHECK(store.read("/v3/settings/inventory")["data"]["refund_order_stock_adjustment"].bool_or(false));
    CHECK(store.send("PUT", "/v3/settings/inventory?channel_id=2", R"({"update_stock_behavior":"order_completed_or_shipped"})").status == 200);
    CHECK(store.read("/v3/settings/inventory?channel_id=2")["data"]["update_stock_behavior"].text_or("") == "order_completed_or_shipped");
    CHECK(store.send("PUT", "/v3/settings/inventory", R"({"update_stock_behavior":"sometimes"})").status == 422);
}
