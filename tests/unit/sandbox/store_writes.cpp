// Protects: what changes an order: the API's PUT, edits and payments by control. How: one change, then what a reader sees.
#include <catch2/catch.hpp>

#include "store_fixture.hpp"

using namespace store_test;

namespace {

struct OneOrder : Store {
    explicit OneOrder(const std::string& more = "", ShopSettings given = united_kingdom()) : Store(std::move(given)) {
        id = shop.place_order(one_line("12.00", 2, more));
        clock.at += 90'000;
    }
    HttpResponse put(const std::string& body) { return send("PUT", "/v2/orders/1001", body); }
    std::string field(const char* name) { return shop.order(id)["order"][name].text_or(""); }
    std::int64_t id = 0;
};

} // namespace

TEST_CASE("sandbox.store a PUT sets status and references and moves date_modified") {
    OneOrder store;
    const HttpResponse response = store.put(R"({"status_id":2,"staff_notes":"SO 26000001","external_order_id":"26000001"})");
    CHECK(response.status == 200);
    const Value order = json(response.body);
    CHECK(order["status"].text_or("") == "Shipped");
    CHECK(order["external_order_id"].text_or("") == "26000001");
    CHECK(order["date_modified"].text_or("") == "Sun, 01 Mar 2026 10:01:30 +0000");
    CHECK(order["date_created"].text_or("") == "Sun, 01 Mar 2026 10:00:00 +0000");
}

TEST_CASE("sandbox.store an order is found by the reference that was written back") {
    OneOrder store;
    store.put(R"({"external_order_id":"26000001"})");
    CHECK(store.read("/v2/orders?external_order_id=26000001").size() == 1);
}

TEST_CASE("sandbox.store a PUT of a read-only field is refused with the API's text and changes nothing") {
    OneOrder store;
    const HttpResponse response = store.put(R"({"status_id":2,"date_modified":"Sun, 01 Mar 2026 10:00:00 +0000"})");
    CHECK(response.status == 400);
    CHECK(response.body == R"([{"status":400,"message":"The field 'date_modified' cannot be written to. Please remove it from your request before trying again."}])");
    CHECK(store.field("status") == "Awaiting Fulfillment");
}

TEST_CASE("sandbox.store a PUT of an unknown field, of custom_status, of a bad status or of no JSON is refused") {
    OneOrder store;
    CHECK(store.put(R"({"colour":"red"})").status == 400);
    CHECK(store.put(R"({"custom_status":"Mine"})").body.find("'custom_status' is not supported") != std::string::npos);
    CHECK(store.put(R"({"status_id":15})").status == 400);
    CHECK(store.put("status_id=2").status == 400);
}

TEST_CASE("sandbox.store a PUT of tax_provider_id is ignored without a word") {
    OneOrder store;
    CHECK(store.put(R"({"tax_provider_id":"AvaTaxProvider"})").status == 200);
    CHECK(store.field("tax_provider_id") == "BasicTaxProvider");
}

TEST_CASE("sandbox.store amounts in a PUT come in pairs, and none is negative") {
    OneOrder store;
    CHECK(store.put(R"({"total_inc_tax":"10.00"})").body.find("The required field 'total_ex_tax' was not supplied.") != std::string::npos);
    CHECK(store.put(R"({"shipping_cost_ex_tax":1,"shipping_cost_inc_tax":"-1.20"})").body.find("The field 'shipping_cost_inc_tax' is invalid.") != std::string::npos);
    CHECK(store.put(R"({"total_ex_tax":"10.00","total_inc_tax":"12.00"})").status == 501);
    CHECK(store.field("total_inc_tax") == "24.0000");
}

TEST_CASE("sandbox.store what may be written once only, or never, is refused in a PUT") {
    OneOrder store;
    for (const char* name : {"external_merchant_id", "external_id", "coupon_discount", "payment_status", "date_created", "total_tax", "store_credit_amount"}) {
        INFO(name);
        CHECK(store.put("{\"" + std::string(name) + R"(":"1"})").body.find("'" + std::string(name) + "' cannot be written to") != std::string::npos);
    }
}

TEST_CASE("sandbox.store a shopper has one network address: writing one form takes the other away") {
    OneOrder store;
    store.put(R"({"ip_address":"192.0.2.1"})");
    store.put(R"({"ip_address_v6":"2001:db8::1"})");
    CHECK(store.field("ip_address").empty());
    CHECK(store.field("ip_address_v6") == "2001:db8::1");
}

TEST_CASE("sandbox.store an order moves to a channel that there is, and to no other") {
    OneOrder store;
    store.shop.place_order(one_line("1.00", 1, R"("channel_id":7)"));
    CHECK(store.put(R"({"channel_id":7})").status == 200);
    CHECK(store.field("channel_id") == "7");
    CHECK(store.put(R"({"channel_id":8})").status == 400);
}

TEST_CASE("sandbox.store a DELETE archives the order, which is still there by its id") {
    OneOrder store;
    CHECK(store.send("DELETE", "/v2/orders/1001").status == 204);
    CHECK(store.read("/v2/orders/1001")["is_deleted"] == Value(true));
    CHECK(store.get("/v2/orders").status == 204);
    CHECK(store.send("DELETE", "/v2/orders").status == 405);
}

TEST_CASE("sandbox.store any PUT may cost the order its coupons where the store is set so") {
    for (const bool drops : {false, true}) {
        ShopSettings settings = united_kingdom();
        settings.put_drops_coupons = drops;
        OneOrder store(R"("coupons":[{"code":"SPRING10","type":2,"amount":"4.00"}])", settings);
        store.put(R"({"staff_notes":"x"})");
        INFO(drops);
        CHECK(store.field("total_inc_tax") == (drops ? "24.0000" : "20.0000"));
    }
}

TEST_CASE("sandbox.store an edit of a line computes the order anew and keeps its ids") {
    OneOrder store;
    const std::int64_t line = (*store.shop.order(1001)["products"].as_array())[0]["id"].int_or(0);
    store.shop.edit_order(1001, json(R"({"products":[{"id":)" + std::to_string(line) + R"(,"quantity":3},{"sku":"BOOK","price":"8.00","tax_class_id":4}]})"));
    const Value order = store.shop.order(1001);
    CHECK(order["order"]["total_inc_tax"].text_or("") == "44.0000");
    CHECK((*order["products"].as_array())[0]["id"].int_or(0) == line);
    CHECK(order["order"]["date_modified"].text_or("") == "Sun, 01 Mar 2026 10:01:30 +0000");
}

TEST_CASE("sandbox.store an edited line may get a new id where the store is set so") {
    ShopSettings settings = united_kingdom();
    settings.edit_keeps_line_ids = false;
    OneOrder store("", settings);
    const std::int64_t line = (*store.shop.order(1001)["products"].as_array())[0]["id"].int_or(0);
    store.shop.edit_order(1001, json(R"({"products":[{"id":)" + std::to_string(line) + R"(,"quantity":3}]})"));
    CHECK((*store.shop.order(1001)["products"].as_array())[0]["id"].int_or(0) != line);
}

TEST_CASE("sandbox.store an edit that makes no sense changes nothing") {
    OneOrder store;
    const Value before = store.shop.order(1001);
    CHECK_THROWS_AS(store.shop.edit_order(1001, json(R"({"discount_amount":"100.00"})")), std::invalid_argument);
    CHECK(store.shop.order(1001) == before);
}

TEST_CASE("sandbox.store an unpaid order has no transaction until it is paid, and then moves on") {
    OneOrder store(R"("status_id":7)");
    CHECK(store.field("payment_status").empty());
    CHECK(store.read("/v3/orders/1001/transactions")["data"].size() == 0);
    store.shop.pay(1001);
    CHECK(store.field("payment_status") == "captured");
    CHECK(store.field("status") == "Awaiting Fulfillment");
    const Value rows = store.read("/v3/orders/1001/transactions");
    CHECK(rows["data"].as_array()->front()["event"].text_or("") == "purchase");
    CHECK(rows["data"].as_array()->front()["amount"].int_or(0) == 24);
}

TEST_CASE("sandbox.store paying an authorized order captures the authorization") {
    OneOrder store(R"("status_id":7,"payment":{"state":"authorized"})");
    store.shop.pay(1001);
    const Value rows = store.read("/v3/orders/1001/transactions")["data"];
    REQUIRE(rows.size() == 2);
    CHECK((*rows.as_array())[1]["event"].text_or("") == "capture");
    CHECK((*rows.as_array())[1]["reference_transaction_id"] == (*rows.as_array())[0]["id"]);
}

TEST_CASE("sandbox.store an edit after the payment leaves the payment as it was") {
    OneOrder store;
    store.shop.edit_order(1001, json(R"({"discount_amount":"4.00"})"));
    CHECK(store.field("total_inc_tax") == "20.0000");
    CHECK(store.read("/v3/orders/1001/transactions")["data"].as_array()->front()["amount"].int_or(0) == 24);
}
