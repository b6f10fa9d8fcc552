// Protects: writes of the catalogue: batches, limits, what is refused and what is saved in part. How: one write each, then what a reader sees.
#include <catch2/catch.hpp>

#include "store_stock_fixture.hpp"

using namespace store_test;

namespace {

struct Writing : Stocked {
    using Stocked::Stocked;
    HttpResponse put(std::int64_t id, const std::string& body) { return send("PUT", "/v3/catalog/products/" + std::to_string(id), body); }
    HttpResponse put_variants(const std::string& list) { return send("PUT", "/v3/catalog/variants", "[" + list + "]"); }
    Value product(const std::string& sku) { return (*read("/v3/catalog/products?include=variants&sku=" + sku)["data"].as_array())[0]; }
    std::string with_id(std::int64_t id, const std::string& members) { return R"({"id":)" + std::to_string(id) + "," + members + "}"; }
};

std::string many(int count, const std::string& one) {
    std::string out = one;
    for (int i = 1; i < count; ++i) out += "," + one;
    return out;
}

} // namespace

TEST_CASE("sandbox.store a PUT of a product changes what it names and nothing else") {
    Writing store;
    store.clock.at += 60'000;
    const HttpResponse response = store.put(store.mug, R"({"price":13.75,"name":"Mug, blue","is_visible":false,"upc":"123"})");
    CHECK(response.status == 200);
    const Value product = store.product("MUG-BLU");
    CHECK(product["price"] == Value::number("13.75"));
    CHECK(product["name"].text_or("") == "Mug, blue");
    CHECK_FALSE(product["is_visible"].bool_or(true));
    CHECK(product["weight"] == Value::number("0.4"));
    CHECK(product["date_modified"].text_or("") == "2026-03-01T10:01:00+00:00");
    CHECK((*product["variants"].as_array())[0]["upc"].text_or("") == "123"); // shared with the base variant
}

TEST_CASE("sandbox.store what a client read may be sent back as it is") {
    Writing store;
    const Value read = store.read("/v3/catalog/products/" + std::to_string(store.mug))["data"];
    CHECK(store.put(store.mug, ledgerline::message::write_json(read)).status == 200);
    CHECK(store.read("/v3/catalog/products/" + std::to_string(store.mug))["data"] == read);
}

TEST_CASE("sandbox.store a value that does not fit is 422 with the member, and nothing is changed") {
    Writing store;
    const HttpResponse response = store.put(store.mug, R"({"price":-1,"name":"Other","upc":"123456789012345","inventory_tracking":"some"})");
    CHECK(response.status == 422);
    const Value errors = json(response.body)["errors"];
    CHECK(errors.find("price"));
    CHECK(errors.find("upc"));
    CHECK(errors.find("inventory_tracking"));
    CHECK(store.product("MUG-BLU")["name"].text_or("") == "Blue mug");
    CHECK(store.put(store.mug, R"({"upc":"12345678901234"})").status == 200);
    CHECK(store.put(store.mug, R"({"name":""})").status == 422);
    CHECK(store.put(store.mug, "price=1").status == 400);
}

TEST_CASE("sandbox.store a name or SKU that is taken is 409, and nothing is changed") {
    Writing store;
    CHECK(store.put(store.mug, R"({"name":"Cap"})").status == 409);
    CHECK(store.put(store.mug, R"({"sku":"CAP"})").status == 409);
    CHECK(store.put(store.mug, R"({"sku":"TEE-S"})").status == 409); // of a variant
    CHECK(store.put(store.mug, R"({"sku":"TEE"})").status == 409);   // of a product with options
    CHECK(store.product("MUG-BLU")["name"].text_or("") == "Blue mug");
    CHECK(store.put(store.mug, R"({"sku":"MUG-BLU","name":"Blue mug"})").status == 200);
    Writing other(R"("duplicate_sku_status":422)");
    CHECK(other.put(other.mug, R"({"sku":"CAP"})").status == 422);
}

TEST_CASE("sandbox.store ten products are changed at once, eleven are too many") {
    Writing store;
    const std::string one = store.with_id(store.mug, R"("price":9)");
    CHECK(store.send("PUT", "/v3/catalog/products", "[" + many(11, one) + "]").status == 413);
    CHECK(store.send("PUT", "/v3/catalog/products", "[" + one + "," + store.with_id(store.cap, R"("price":8)") + "]").status == 200);
    CHECK(store.product("MUG-BLU")["price"].int_or(0) == 9);
    CHECK(store.product("CAP")["price"].int_or(0) == 8);
}

TEST_CASE("sandbox.store one wrong product refuses its batch, and nothing is changed") {
    Writing store;
    const std::string good = store.with_id(store.mug, R"("price":9)");
    CHECK(store.send("PUT", "/v3/catalog/products", "[" + good + "," + store.with_id(store.cap, R"("sku":"TEE-S")") + "]").status == 409);
    CHECK(store.send("PUT", "/v3/catalog/products", "[" + good + R"(,{"id":1,"price":3}])").status == 404);
    CHECK(store.send("PUT", "/v3/catalog/products", "[" + store.with_id(store.mug, R"("sku":"NEW")") + "," + store.with_id(store.cap, R"("sku":"NEW")") + "]").status == 409);
    CHECK(store.product("MUG-BLU")["price"] == Value::number("12.5"));
}

TEST_CASE("sandbox.store a product is made with what is required, and its base variant") {
    Writing store;
    const HttpResponse short_of = store.send("POST", "/v3/catalog/products", R"({"name":"Vase"})");
    CHECK(short_of.status == 422);
    CHECK(json(short_of.body)["errors"]["weight"].text_or("") == "Please provide a weight.");
    const HttpResponse made = store.send("POST", "/v3/catalog/products", R"({"name":"Vase","type":"physical","weight":1.2,"price":39.9,"sku":"VASE"})");
    CHECK(made.status == 200);
    const Value data = json(made.body)["data"];
    CHECK(data["inventory_tracking"].text_or("") == "none");
    CHECK(data["variants"].size() == 1);
    CHECK(data["base_variant_id"].int_or(0) == store.variant("VASE"));
    CHECK(store.send("POST", "/v3/catalog/products", R"({"name":"Vase 2","type":"physical","weight":1,"price":1,"sku":"VASE"})").status == 409);
}

TEST_CASE("sandbox.store a product is made with variants, each with its SKU") {
    Writing store;
    const auto body = [](const char* second) {
        return std::string(R"({"name":"Hat","type":"physical","weight":1,"price":5,"inventory_tracking":"variant","variants":[{"sku":"HAT-S","option_values":[{"option_display_name":"Size","label":"S"}]},)") +
               R"({"sku":")" + second + R"(","option_values":[{"option_display_name":"Size","label":"M"}]}]})";
    };
    CHECK(store.send("POST", "/v3/catalog/products", body("HAT-S")).status == 409);
    CHECK(store.send("POST", "/v3/catalog/products", body("")).status == 422);
    CHECK(store.send("POST", "/v3/catalog/products", body("HAT-M")).status == 200);
    CHECK(store.read("/v3/catalog/variants?sku=HAT-M")["data"].size() == 1);
}

TEST_CASE("sandbox.store products are deleted one by one or by a filter, never all of them") {
    Writing store;
    CHECK(store.send("DELETE", "/v3/catalog/products/" + std::to_string(store.mug)).status == 204);
    CHECK(store.get("/v3/catalog/products/" + std::to_string(store.mug)).status == 404);
    CHECK(store.read("/v3/catalog/variants?sku=MUG-BLU")["data"].size() == 0);
    CHECK(store.send("DELETE", "/v3/catalog/products").status == 422);
    CHECK(store.send("DELETE", "/v3/catalog/products?id:in=" + std::to_string(store.cap) + "," + std::to_string(store.tee)).status == 204);
    CHECK(store.read("/v3/catalog/products")["data"].size() == 2);
}

TEST_CASE("sandbox.store fifty variants are changed at once, 51 are too many") {
    Writing store;
    const std::string one = store.with_id(store.variant("TEE-S"), R"("price":19)");
    CHECK(store.put_variants(many(51, one)).status == 413);
    CHECK(store.put_variants(one + "," + store.with_id(store.variant("MUG-BLU"), R"("price":11,"purchasing_disabled":true)")).status == 200);
    CHECK((*store.read("/v3/catalog/variants?sku=TEE-S")["data"].as_array())[0]["price"].int_or(0) == 19);
    CHECK(store.product("MUG-BLU")["price"].int_or(0) == 11); // the base variant's price is the product's
    CHECK((*store.read("/v3/catalog/variants?sku=MUG-BLU")["data"].as_array())[0]["purchasing_disabled"].bool_or(false));
}

TEST_CASE("sandbox.store wrong variants refuse their batch, each with its error") {
    Writing store;
    const HttpResponse response = store.put_variants(store.with_id(store.variant("TEE-S"), R"("price":1)") + R"(,{"id":7,"price":1},)" + store.with_id(store.variant("TEE-M"), R"("sku":"CAP")"));
    CHECK(response.status == 422);
    const Value errors = json(response.body)["batch_errors"];
    REQUIRE(errors.size() == 2);
    CHECK((*errors.as_array())[0]["status"].int_or(0) == 404);
    CHECK((*errors.as_array())[1]["status"].int_or(0) == 409);
    CHECK((*store.read("/v3/catalog/variants?sku=TEE-S")["data"].as_array())[0]["price"].is_null());
}

TEST_CASE("sandbox.store a variant goes back to the product's price with null") {
    Writing store;
    CHECK(store.put_variants(store.with_id(store.variant("TEE-M"), R"("price":null)")).status == 200);
    CHECK((*store.read("/v3/catalog/variants?sku=TEE-M")["data"].as_array())[0]["calculated_price"].int_or(0) == 20);
}

TEST_CASE("sandbox.store a variant is added, read, changed and deleted, the first with options replaces the base variant") {
    Writing store;
    const std::string path = "/v3/catalog/products/" + std::to_string(store.cap) + "/variants";
    CHECK(store.send("POST", path, R"({"sku":"CAP-RED"})").status == 422);
    const HttpResponse made = store.send("POST", path, R"({"sku":"CAP-RED","option_values":[{"option_display_name":"Color","label":"Red"}]})");
    REQUIRE(made.status == 200);
    const std::string id = json(made.body)["data"]["id"].text_or("");
    CHECK(store.read(path)["data"].size() == 1);
    CHECK(store.read("/v3/catalog/products/" + std::to_string(store.cap))["data"]["base_variant_id"].is_null());
    CHECK(store.send("PUT", path + "/" + id, R"({"upc":"99"})").status == 200);
    CHECK(store.read(path + "/" + id)["data"]["upc"].text_or("") == "99");
    CHECK(store.send("DELETE", path + "/" + id).status == 422); // the last one
    CHECK(store.send("DELETE", "/v3/catalog/products/" + std::to_string(store.tee) + "/variants/" + std::to_string(store.variant("TEE-S"))).status == 204);
    CHECK(store.get("/v3/catalog/products/" + std::to_string(store.tee) + "/variants/" + id).status == 404);
}

TEST_CASE("sandbox.store inventory_level of the catalogue sets the default location, up to the largest number") {
    Writing store;
    CHECK(store.put(store.mug, R"({"inventory_level":25})").status == 200);
    CHECK(store.on_hand("MUG-BLU") == 25);
    CHECK(store.on_hand("MUG-BLU", "BACK") == 4);
    CHECK(store.put(store.mug, R"({"inventory_level":9000000000})").status == 200);
    CHECK(store.on_hand("MUG-BLU") == 2'147'483'647);
    CHECK(store.put_variants(store.with_id(store.variant("TEE-S"), R"("inventory_level":9)")).status == 200);
    CHECK(store.on_hand("TEE-S") == 9);
}

TEST_CASE("sandbox.store inventory_level has no effect where the stock is counted otherwise") {
    Writing store;
    CHECK(store.put(store.tee, R"({"inventory_level":99})").status == 200);
    CHECK(store.put(store.card, R"({"inventory_level":99})").status == 200);
    CHECK(store.put_variants(store.with_id(store.variant("SOCK-S"), R"("inventory_level":99)")).status == 200);
    CHECK(store.shop.stock_movements().empty());
}

TEST_CASE("sandbox.store a product that is saved without its stock is 207 with the reason") {
    Writing store;
    store.shop.inject(ledgerline::sandbox::stock_fault_from(json(R"({"kind":"not_saved"})")));
    const HttpResponse response = store.put(store.mug, R"({"price":9,"inventory_level":25})");
    CHECK(response.status == 207);
    CHECK(json(response.body)["errors"]["errors"].size() == 1);
    CHECK(store.product("MUG-BLU")["price"].int_or(0) == 9);
    CHECK(store.on_hand("MUG-BLU") == 10);
    CHECK(store.put(store.mug, R"({"inventory_level":25})").status == 200);
}
