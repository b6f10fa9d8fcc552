// Protects: where an order goes, and who wrote about it: consignments, orders that are collected, messages. How: an order is placed,
// then read over the API.
#include <catch2/catch.hpp>

#include "store_fixture.hpp"

using namespace store_test;

namespace {

struct Placed : Store {
    explicit Placed(const std::string& more) {
        shop.place_order(json(R"({"billing_address":)" + std::string(london) + "," + more + "}"));
    }
};

const char* const collected = R"("pickup":{"method":"Collect in Leeds","location":{"name":"Leeds shop","city":"Leeds"}},
    "products":[{"sku":"MUG-BLU","price":"12.00","quantity":2},{"sku":"PDF","price":"3.00","type":"digital"}])";

} // namespace

TEST_CASE("sandbox.store consignments: an order that is sent has its addresses there, with amounts as numbers and its lines") {
    Placed store(R"("shipping_addresses":[{"city":"Leeds","cost":"4.95"}],"products":[{"sku":"MUG-BLU","price":"12.00"},{"sku":"PDF","price":"3.00","type":"digital"}])");
    const Value all = store.read("/v2/orders/1001/consignments");
    CHECK(all["pickups"].size() == 0);
    REQUIRE(all["shipping"].size() == 1);
    const Value& one = all["shipping"].as_array()->front();
    CHECK(one["city"] == Value("Leeds"));
    CHECK(one["cost_inc_tax"] == Value::number("4.95"));
    CHECK(one["line_items"].size() == 1);
    CHECK(one["line_items"].as_array()->front()["resource"].text_or("").find("/orders/1001/products/") == 0);
    CHECK(all["downloads"].size() == 1);
    CHECK(all["email"]["gift_certificates"].size() == 0);
}

TEST_CASE("sandbox.store consignments: lines are whole where they are asked for, also inside the order") {
    Placed store(R"("products":[{"sku":"MUG-BLU","price":"12.00"}])");
    const Value alone = store.read("/v2/orders/1001/consignments?include=consignments.line_items");
    CHECK(alone["shipping"].as_array()->front()["line_items"].as_array()->front()["sku"] == Value("MUG-BLU"));
    CHECK(store.read("/v2/orders/1001?include=consignments.line_items")["consignments"] == alone);
    CHECK(store.read("/v2/orders?include=consignments,fees").as_array()->front()["consignments"]["shipping"].size() == 1);
    CHECK(store.get("/v2/orders/1001?include=lines").status == 400);
}

TEST_CASE("sandbox.store consignments: an order that is collected has a place instead of addresses, also after an edit") {
    Placed store(collected);
    for (const bool edited : {false, true}) {
        if (edited) store.shop.edit_order(1001, json(R"({"discount_amount":"1.00"})"));
        INFO(edited);
        const Value all = store.read("/v2/orders/1001/consignments");
        CHECK(all["shipping"].size() == 0);
        REQUIRE(all["pickups"].size() == 1);
        const Value& pickup = all["pickups"].as_array()->front();
        CHECK(pickup["pickup_method_display_name"] == Value("Collect in Leeds"));
        CHECK(pickup["location"]["name"] == Value("Leeds shop"));
        CHECK(pickup["line_items"].size() == 1);
        CHECK(pickup["id"] == Value(9001));
        const Value line = store.read("/v2/orders/1001/products").as_array()->front();
        CHECK(line["order_address_id"] == Value(0));
        CHECK(line["order_pickup_method_id"] == pickup["id"]);
        CHECK(store.get("/v2/orders/1001/shipping_addresses").status == 204);
        CHECK(store.read("/v2/orders/1001")["shipping_address_count"] == Value(0));
    }
    CHECK_THROWS_AS(store.shop.place_order(json(R"({"billing_address":)" + std::string(london) + R"(,"pickup":{"where":"here"},"products":[{"sku":"A","price":"1"}]})")), std::invalid_argument);
}

TEST_CASE("sandbox.store consignments: an order that is collected is paid like any other") {
    Placed store(std::string(R"("status_id":7,)") + collected);
    store.shop.pay(1001);
    CHECK(store.shop.order(1001)["order"]["payment_status"] == Value("captured"));
}

TEST_CASE("sandbox.store messages: what was left is listed, by its filters, and touches the order") {
    Placed store(R"("products":[{"sku":"MUG-BLU","price":"12.00"}])");
    CHECK(store.get("/v2/orders/1001/messages").status == 204);
    store.clock.at += 60'000;
    store.shop.leave_message(1001, json(R"({"subject":"Late","message":"It comes on Monday"})"));
    store.clock.at += 60'000;
    store.shop.leave_message(1001, json(R"({"subject":"Question","message":"Where?","type":"customer","is_flagged":true})"));
    CHECK(store.read("/v2/orders/1001/messages").size() == 2);
    CHECK(store.read("/v2/orders/1001/messages?is_flagged=true").as_array()->front()["subject"] == Value("Question"));
    CHECK(store.read("/v2/orders/1001/messages?min_id=8002").size() == 1);
    CHECK(store.read("/v2/orders/1001/messages?max_date_created=2026-03-01T10:01:30Z").as_array()->front()["subject"] == Value("Late"));
    CHECK(store.get("/v2/orders/1001/messages?status=read").status == 204);
    CHECK(store.get("/v2/orders/1001/messages?colour=red").status == 400);
    CHECK(store.read("/v2/orders/1001")["date_modified"] == Value("Sun, 01 Mar 2026 10:02:00 +0000"));
}
