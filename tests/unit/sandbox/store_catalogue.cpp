// Protects: what the catalogue shows: products, variants, pages, filters. How: a store with a few products, one question each.
#include <catch2/catch.hpp>

#include "store_stock_fixture.hpp"

using namespace store_test;

namespace {

std::string names(const Value& answer, const char* member = "sku") {
    std::string out;
    for (const Value& row : *answer["data"].as_array()) out += (out.empty() ? "" : " ") + row[member].text_or("?");
    return out;
}

} // namespace

TEST_CASE("sandbox.store a product has every member of the API, amounts as numbers") {
    Stocked store;
    const Value product = store.read("/v3/catalog/products/" + std::to_string(store.mug))["data"];
    CHECK(product["name"].text_or("") == "Blue mug");
    CHECK(product["price"] == Value::number("12.5"));
    CHECK(product["calculated_price"] == Value::number("12.5"));
    CHECK(product["inventory_tracking"].text_or("") == "product");
    CHECK(product["base_variant_id"].int_or(0) == store.variant("MUG-BLU"));
    CHECK(product["date_modified"].text_or("") == "2026-03-01T10:00:00+00:00");
    CHECK(product["is_visible"].bool_or(false));
    CHECK(product.find("variants") == nullptr);
    CHECK(product["custom_url"].is_object());
}

TEST_CASE("sandbox.store a product with options has no base variant, and shows variants and options where they are asked for") {
    Stocked store;
    const Value product = store.read("/v3/catalog/products/" + std::to_string(store.tee) + "?include=variants,options")["data"];
    CHECK(product["base_variant_id"].is_null());
    CHECK(product["sku"].text_or("") == "TEE");
    REQUIRE(product["variants"].size() == 2);
    const Value& second = (*product["variants"].as_array())[1];
    CHECK(second["sku"].text_or("") == "TEE-M");
    CHECK(second["sku_id"].int_or(0) > 0);
    CHECK((*second["option_values"].as_array())[0]["label"].text_or("") == "M");
    REQUIRE(product["options"].size() == 1);
    CHECK((*product["options"].as_array())[0]["option_values"].size() == 2);
}

TEST_CASE("sandbox.store a variant without a price of its own sells at the product's") {
    Stocked store;
    const Value variants = store.read("/v3/catalog/products/" + std::to_string(store.tee) + "/variants")["data"];
    const auto& rows = *variants.as_array();
    CHECK(rows[0]["price"].is_null());
    CHECK(rows[0]["calculated_price"].int_or(0) == 20);
    CHECK(rows[1]["price"].int_or(0) == 22);
    CHECK(rows[0]["calculated_weight"] == Value::number("0.2"));
}

TEST_CASE("sandbox.store a base variant shows the product's price, or none where the store is set so") {
    Stocked store;
    const Value shown = store.read("/v3/catalog/variants?sku=MUG-BLU")["data"];
    CHECK((*shown.as_array())[0]["price"] == Value::number("12.5"));
    CHECK((*shown.as_array())[0]["sku_id"].is_null());
    Stocked other(R"("base_variant_price":"none")");
    CHECK((*other.read("/v3/catalog/variants?sku=MUG-BLU")["data"].as_array())[0]["price"].is_null());
}

TEST_CASE("sandbox.store all variants are listed with those of products without options, by page") {
    Stocked store;
    CHECK(names(store.read("/v3/catalog/variants")) == "MUG-BLU CAP TEE-S TEE-M SOCK-S SOCK-M CARD");
    const Value second = store.read("/v3/catalog/variants?limit=3&page=2");
    CHECK(names(second) == "TEE-M SOCK-S SOCK-M");
    const Value& pages = second["meta"]["pagination"];
    CHECK(pages["total"].int_or(0) == 7);
    CHECK(pages["total_pages"].int_or(0) == 3);
    CHECK(pages["links"]["next"].text_or("") == "?page=3&limit=3");
    CHECK(store.read("/v3/catalog/variants?page=9")["data"].size() == 0);
}

TEST_CASE("sandbox.store variants are found by id, SKU, barcode and product") {
    Stocked store;
    store.shop.change_product(store.mug, json(R"({"upc":"5012345678900"})"));
    CHECK(names(store.read("/v3/catalog/variants?id=" + std::to_string(store.variant("TEE-M")))) == "TEE-M");
    CHECK(names(store.read("/v3/catalog/variants?upc=5012345678900")) == "MUG-BLU");
    CHECK(names(store.read("/v3/catalog/variants?product_id:in=" + std::to_string(store.tee) + "," + std::to_string(store.card))) == "TEE-S TEE-M CARD");
    CHECK(store.read("/v3/catalog/variants?sku=tee-m")["data"].size() == 0);
}

TEST_CASE("sandbox.store SKUs that differ in case are the same where the store is set so") {
    Stocked store(R"("sku_case":"folded")");
    CHECK(names(store.read("/v3/catalog/variants?sku=tee-m")) == "TEE-M");
}

TEST_CASE("sandbox.store products are filtered by main SKU, name, visibility and id") {
    Stocked store;
    store.shop.change_product(store.cap, json(R"({"is_visible":false})"));
    CHECK(names(store.read("/v3/catalog/products?sku=TEE")) == "TEE");
    CHECK(store.read("/v3/catalog/products?sku=TEE-S")["data"].size() == 0); // of a variant
    CHECK(names(store.read("/v3/catalog/products?sku:in=CAP,SOCK")) == "CAP SOCK");
    CHECK(names(store.read("/v3/catalog/products?name=Blue+mug")) == "MUG-BLU");
    CHECK(names(store.read("/v3/catalog/products?is_visible=false")) == "CAP");
    CHECK(names(store.read("/v3/catalog/products?id:in=" + std::to_string(store.card) + "," + std::to_string(store.mug))) == "MUG-BLU CARD");
    CHECK(names(store.read("/v3/catalog/products?id:greater=" + std::to_string(store.sock))) == "CARD");
    CHECK(names(store.read("/v3/catalog/products?condition=used")) == "");
    CHECK(names(store.read("/v3/catalog/products?inventory_level:min=12")) == "TEE SOCK");
}

TEST_CASE("sandbox.store products are sorted as asked") {
    Stocked store;
    CHECK(names(store.read("/v3/catalog/products?sort=price&direction=desc")) == "TEE CAP MUG-BLU SOCK CARD");
    CHECK(names(store.read("/v3/catalog/products?sort=name")) == "MUG-BLU CAP CARD SOCK TEE");
    CHECK(store.get("/v3/catalog/products?sort=colour").status == 422);
}

TEST_CASE("sandbox.store a change moves date_modified, by which products are found") {
    Stocked store;
    store.clock.at += 60'000;
    store.shop.change_product(store.tee, json(R"({"price":21})"));
    CHECK(names(store.read("/v3/catalog/products?date_modified:min=2026-03-01T10:00:30Z")) == "TEE");
    CHECK(names(store.read("/v3/catalog/products?date_modified:max=2026-03-01T10:00:30%2B00:00")) == "MUG-BLU CAP SOCK CARD");
}

TEST_CASE("sandbox.store a date without a time gets the time of the request, as in the real store") {
    Stocked store;
    store.clock.at += 60'000;
    CHECK(store.read("/v3/catalog/products?date_modified:min=2026-03-01")["data"].size() == 0);
}

TEST_CASE("sandbox.store a page of products with options has ten rows at most, any other 250") {
    Stocked store;
    store.shop.add_products(std::vector<ledgerline::sandbox::PlainProduct>(20, {"P", "Plain", Decimal(1), ledgerline::sandbox::Tracking::product, {}}));
    CHECK(store.read("/v3/catalog/products?limit=250&include=options")["data"].size() == 10);
    CHECK(store.read("/v3/catalog/products?limit=250&include=variants")["data"].size() == 25);
    CHECK(store.read("/v3/catalog/products?limit=999")["meta"]["pagination"]["per_page"].int_or(0) == 250);
}

TEST_CASE("sandbox.store only the members that are asked for are there, and the id") {
    Stocked store;
    const Value row = (*store.read("/v3/catalog/products?include_fields=name,sku")["data"].as_array())[0];
    CHECK(ledgerline::message::write_json(row) == R"({"id":)" + std::to_string(store.mug) + R"(,"name":"Blue mug","sku":"MUG-BLU"})");
    CHECK((*store.read("/v3/catalog/variants?exclude_fields=price")["data"].as_array())[0].find("price") == nullptr);
}

TEST_CASE("sandbox.store the catalogue shows what can be sold at the default location, or everywhere where the store is set so") {
    Stocked store;
    CHECK((*store.read("/v3/catalog/products?sku=MUG-BLU")["data"].as_array())[0]["inventory_level"].int_or(0) == 10);
    CHECK((*store.read("/v3/catalog/products?sku=TEE")["data"].as_array())[0]["inventory_level"].int_or(0) == 12);
    Stocked other(R"("catalogue_level":"all_locations")");
    CHECK((*other.read("/v3/catalog/products?sku=MUG-BLU")["data"].as_array())[0]["inventory_level"].int_or(0) == 14);
}

TEST_CASE("sandbox.store the summary counts variants, units and values") {
    Stocked store;
    const Value data = store.read("/v3/catalog/summary")["data"];
    CHECK(data["variant_count"].int_or(0) == 7);
    CHECK(data["highest_variant_price"].int_or(0) == 22);
    CHECK(data["lowest_variant_price"].text_or("") == "2.75");
}

TEST_CASE("sandbox.store the catalogue needs its own scope, reading takes the read-only one") {
    Store store(ledgerline::sandbox::shop_settings_from(json(R"({"scopes":["store_v2_products_read_only","store_v2_orders"]})")));
    CHECK(store.get("/v3/catalog/products").status == 200);
    CHECK(store.send("POST", "/v3/catalog/products", R"({"name":"A","type":"physical","weight":1,"price":1})").status == 403);
    CHECK(store.get("/v3/inventory/items").status == 403);
    CHECK(store.get("/v3/inventory/locations").status == 403);
    CHECK(store.get("/v3/settings/inventory").status == 403);
}

TEST_CASE("sandbox.store what the catalogue does not have is 404, with v3's form") {
    Stocked store;
    for (const char* path : {"/v3/catalog/products/1", "/v3/catalog/products/1/variants", "/v3/catalog/brands", "/v3/catalog/summary/x"}) {
        INFO(path);
        CHECK(store.get(path).status == 404);
        CHECK(json(store.get(path).body)["title"].text_or("") != "");
    }
    CHECK(store.send("PATCH", "/v3/catalog/products").status == 405);
}
