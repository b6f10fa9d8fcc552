// Protects: the set-up of a store's stock and its control interface. How: settings as a file has them, calls as a client makes them.
#include <catch2/catch.hpp>

#include "server/stock_control.hpp"
#include "store_stock_fixture.hpp"

using namespace store_test;
using ledgerline::sandbox::server::answer_stock;
using ledgerline::sandbox::server::ControlCall;

namespace {

struct Controlled : Stocked {
    using Stocked::Stocked;
    HttpResponse ask(const std::string& method, std::vector<std::string> path, const std::string& body = "") {
        const auto answer = answer_stock(shop, ControlCall{method, std::move(path), body.empty() ? Value() : json(body)});
        REQUIRE(answer);
        return *answer;
    }
};

std::string refusal(const std::string& stock) {
    try {
        ledgerline::sandbox::shop_settings_from(json(R"({"stock":)" + stock + "}"));
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "";
}

} // namespace

TEST_CASE("sandbox.store settings of the stock that make no sense are refused by name") {
    CHECK(refusal(R"({"unknown_sku":"maybe"})") == "store.stock.unknown_sku: \"maybe\" is none of: refuse, ignore");
    CHECK(refusal(R"({"locations":[{"id":2}]})") == "store.stock.locations[0].code: is missing");
    CHECK(refusal(R"({"adjustment_delay_ms":-1})") == "store.stock.adjustment_delay_ms: must be 0 to 86400000");
    CHECK(refusal(R"({"colour":1})") == "store.stock.colour: unknown setting of the store's stock (see docs/sandbox.md)");
    CHECK(refusal(R"({"duplicate_line":"sum"})") == "store.stock.duplicate_line: \"sum\" is none of: last, first, refuse");
    const ShopSettings twice = ledgerline::sandbox::shop_settings_from(json(R"({"stock":{"locations":[{"id":2,"code":"A"},{"id":3,"code":"A"}]}})"));
    CHECK_THROWS_WITH(Store(twice), "the location code A is there twice");
}

TEST_CASE("sandbox.store products of a set-up file come with their stock") {
    Stocked store;
    ledgerline::sandbox::server::add_products(store.shop, json(R"([{"sku":"VASE","price":39.9,"stock":{"SHOP":2}}])"));
    CHECK(store.on_hand("VASE", "3") == 2);
    CHECK_THROWS_WITH(ledgerline::sandbox::server::add_products(store.shop, json(R"([{"sku":"A","price":1,"stock":{"NOWHERE":2}}])")), "store.products[0]: stock: there is no location NOWHERE");
    CHECK_THROWS_WITH(ledgerline::sandbox::server::add_products(store.shop, json(R"([{"sku":"A","price":-1}])")), "store.products[0]: price must be a number greater than or equal to 0");
}

TEST_CASE("sandbox.store a duplicate SKU comes in by an import, and the lowest id is found") {
    Stocked store;
    store.shop.add_product(json(R"({"name":"Cap","sku":"CAP","price":1})"));
    CHECK(store.read("/v3/catalog/variants?sku=CAP")["data"].size() == 2);
    CHECK(store.shop.stock_of("CAP")["product_id"].int_or(0) == store.cap);
}

TEST_CASE("sandbox.store control adds, shows, changes and removes products") {
    Controlled store;
    const HttpResponse made = store.ask("POST", {"products"}, R"([{"sku":"VASE","price":39.9},{"sku":"BOWL","price":9}])");
    CHECK(made.status == 201);
    const std::string id = (*json(made.body)["ids"].as_array())[0].text_or("");
    CHECK(json(store.ask("GET", {"products", id}).body)["variants"].size() == 1);
    CHECK(json(store.ask("PUT", {"products", id}, R"({"price":40})").body)["price"].int_or(0) == 40);
    CHECK(store.ask("DELETE", {"products", id}).status == 200);
    CHECK(json(store.ask("GET", {"products"}).body)["products"].size() == 6);
    CHECK_THROWS_WITH(store.ask("GET", {"products", id}), "no product " + id);
}

TEST_CASE("sandbox.store control sets and shows stock, and tells who moved it") {
    Controlled store;
    CHECK(store.ask("PUT", {"stock"}, R"({"sku":"CAP","location":2,"on_hand":6})").status == 200);
    const Value shown = json(store.ask("GET", {"stock", "CAP"}).body);
    CHECK((*shown["locations"].as_array())[1]["on_hand"].int_or(0) == 6);
    CHECK((*shown["locations"].as_array())[1]["ever_set"].bool_or(false));
    CHECK((*json(store.ask("GET", {"stock-movements"}).body)["movements"].as_array())[0]["who"].text_or("") == "person");
    CHECK_THROWS_WITH(store.ask("PUT", {"stock"}, R"({"sku":"CAP","location":"X","on_hand":6})"), "no location X");
    CHECK_THROWS_WITH(store.ask("GET", {"stock", "NO-1"}), "no product with the SKU NO-1");
}

TEST_CASE("sandbox.store control injects faults of the stock and shows what became of adjustments") {
    Controlled store;
    CHECK(store.ask("POST", {"stock-faults"}, R"({"kind":"lost"})").status == 200);
    store.absolute(store.item(1, "CAP", 6));
    const Value row = (*json(store.ask("GET", {"adjustments"}).body)["adjustments"].as_array())[0];
    CHECK(row["lost"].bool_or(false));
    CHECK(row["lines"].int_or(0) == 1);
    CHECK(store.ask("DELETE", {"stock-faults"}).status == 200);
}

TEST_CASE("sandbox.store control changes when orders move stock") {
    Controlled store;
    CHECK(store.ask("PUT", {"inventory-settings"}, R"({"update_stock_behavior":"order_completed_or_shipped"})").status == 200);
    store.shop.place_order(one_line("12.50", 3));
    CHECK(store.on_hand("MUG-BLU") == 10);
    CHECK_THROWS(store.ask("PUT", {"inventory-settings"}, R"({"update_stock_behavior":"never"})"));
}

TEST_CASE("sandbox.store the oldest movements of the ledger go") {
    Controlled store(R"("movements_kept":3)");
    for (int i = 0; i < 5; ++i) store.shop.set_stock("CAP", "1", i);
    const auto movements = store.shop.stock_movements();
    REQUIRE(movements.size() == 3);
    CHECK(movements.front().after == 2);
}
