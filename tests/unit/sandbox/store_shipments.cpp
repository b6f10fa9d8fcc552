// Protects: shipments as the API makes them, and what an order says after them. How: one request, then what a reader sees.
#include <catch2/catch.hpp>

#include "store_fixture.hpp"

using namespace store_test;

namespace {

// Two mugs and a book to one address.
struct Shipping : Store {
    explicit Shipping(ShopSettings given = united_kingdom()) : Store(std::move(given)) {
        shop.place_order(json(R"({"billing_address":)" + std::string(london) + R"(,"products":[{"sku":"MUG-BLU","price":"12.50","quantity":2},{"sku":"BOOK","price":"8.00"}]})"));
        clock.at += 90'000;
        const Value lines = shop.order(1001)["products"];
        mugs = (*lines.as_array())[0]["id"].text_or("");
        book = (*lines.as_array())[1]["id"].text_or("");
        address = (*lines.as_array())[0]["order_address_id"].text_or("");
    }
    HttpResponse post(const std::string& more, const std::string& items) {
        return send("POST", "/v2/orders/1001/shipments", R"({"order_address_id":)" + address + (more.empty() ? "" : "," + more) + R"(,"items":)" + items + "}");
    }
    std::string of_mugs(int quantity) const { return R"({"order_product_id":)" + mugs + R"(,"quantity":)" + std::to_string(quantity) + "}"; }
    std::string of_book() const { return R"({"order_product_id":)" + book + R"(,"quantity":1})"; }
    std::string field(const char* name) const { return shop.order(1001)["order"][name].text_or(""); }
    std::string line(std::size_t index, const char* name) const { return (*shop.order(1001)["products"].as_array())[index][name].text_or(""); }
    std::string mugs, book, address;
};

} // namespace

TEST_CASE("sandbox.store shipments: a new one is answered whole, with what follows from its carrier") {
    Shipping store;
    const HttpResponse made = store.post(R"("tracking_number":"1Z999","shipping_provider":"ups","tracking_carrier":"","comments":"ERP delivery 80001")", "[" + store.of_mugs(2) + "]");
    CHECK(made.status == 201);
    const Value shipment = json(made.body);
    CHECK(shipment["order_id"] == Value(1001));
    CHECK(shipment["date_created"] == Value("Sun, 01 Mar 2026 10:01:30 +0000"));
    CHECK(shipment["shipping_provider_display_name"] == Value("UPS"));
    CHECK(shipment["generated_tracking_link"] == Value("https://tracking.example.com/ups/1Z999"));
    CHECK(shipment["merchant_shipping_cost"] == Value("0.0000"));
    CHECK(shipment["shipping_address"]["city"] == Value("London"));
    CHECK(shipment["billing_address"]["email"] == Value("ada@example.com"));
    const Value item = shipment["items"].as_array()->front();
    CHECK(item["quantity"] == Value(2));
    CHECK(item["product_id"].text_or("") == store.line(0, "product_id"));
    CHECK(store.read("/v2/orders/1001/shipments/" + shipment["id"].text_or("")) == shipment);
}

TEST_CASE("sandbox.store shipments: without a provider it is custom, and an own link is kept as it is") {
    Shipping store;
    const Value shipment = json(store.post(R"("tracking_number":"1","tracking_link":"https://van.example/1")", "[" + store.of_book() + "]").body);
    CHECK(shipment["shipping_provider"] == Value("custom"));
    CHECK(shipment["tracking_link"] == Value("https://van.example/1"));
    CHECK(shipment["generated_tracking_link"] == Value(""));
}

TEST_CASE("sandbox.store shipments: lines, address and order count what was shipped, and the order moves on") {
    Shipping store;
    store.post("", "[" + store.of_mugs(1) + "]");
    CHECK(store.field("status_id") == "3");
    CHECK(store.field("items_shipped") == "1");
    CHECK(store.field("date_shipped").empty());
    CHECK(store.field("date_modified") == "Sun, 01 Mar 2026 10:01:30 +0000");
    CHECK(store.line(0, "quantity_shipped") == "1");
    store.clock.at += 60'000;
    store.post("", "[" + store.of_mugs(1) + "," + store.of_book() + "]");
    CHECK(store.field("status_id") == "2");
    CHECK(store.field("status") == "Shipped");
    CHECK(store.field("items_shipped") == "3");
    CHECK(store.field("date_shipped") == "Sun, 01 Mar 2026 10:02:30 +0000");
    CHECK(store.read("/v2/orders/1001/shipping_addresses").as_array()->front()["items_shipped"] == Value(3));
    CHECK(store.read("/v2/orders/1001/shipments").size() == 2);
    CHECK(store.read("/v2/orders/1001/shipments/count")["count"] == Value(2));
}

TEST_CASE("sandbox.store shipments: the order stays in its status where the store is set so") {
    ShopSettings settings = united_kingdom();
    settings.shipment_moves_status = false;
    Shipping store(settings);
    store.post("", "[" + store.of_mugs(2) + "]");
    CHECK(store.field("status_id") == "11");
    CHECK(store.field("items_shipped") == "2");
}

TEST_CASE("sandbox.store shipments: a wrong one is refused with the API's text and changes nothing") {
    Shipping store;
    const auto said = [&](const HttpResponse& answer) { return answer.status == 400 ? json(answer.body).as_array()->front()["message"].text_or("") : std::to_string(answer.status); };
    const std::string mug = "[" + store.of_mugs(1) + "]";
    CHECK(said(store.send("POST", "/v2/orders/1001/shipments", R"({"items":)" + mug + "}")) == "The required field 'order_address_id' was not supplied.");
    CHECK(said(store.send("POST", "/v2/orders/1001/shipments", R"({"order_address_id":)" + store.address + "}")) == "The required field 'items' was not supplied.");
    CHECK(said(store.post("", "[]")) == "The field 'items' is invalid.");
    CHECK(said(store.post("", "[" + store.of_mugs(3) + "]")) == "The field 'items' is invalid.");
    CHECK(said(store.post("", "[" + store.of_mugs(1) + "," + store.of_mugs(2) + "]")) == "The field 'items' is invalid.");
    CHECK(said(store.post("", R"([{"order_product_id":)" + store.mugs + R"(,"product_id":1,"quantity":1}])")) ==
          "The field 'product_id' cannot be written to. Please remove it from your request before trying again.");
    CHECK(said(store.send("POST", "/v2/orders/1001/shipments", R"({"order_address_id":4711,"items":)" + mug + "}")) == "The field 'order_address_id' is invalid.");
    CHECK(said(store.post(R"("tracking_number":")" + std::string(51, '1') + "\"", mug)) == "The field 'tracking_number' is invalid.");
    CHECK(said(store.post(R"("shipping_provider":"pigeon")", mug)) == "The field 'shipping_provider' is invalid.");
    CHECK(said(store.post(R"("colour":"red")", mug)) == "The field 'colour' is not supported by this resource.");
    CHECK(said(store.send("POST", "/v2/orders/4711/shipments", "{}")) == "404");
    CHECK(store.get("/v2/orders/1001/shipments").status == 204);
    CHECK(store.field("items_shipped") == "0");
}

TEST_CASE("sandbox.store shipments: a PUT changes tracking, never items") {
    Shipping store;
    const std::string path = "/v2/orders/1001/shipments/" + json(store.post("", "[" + store.of_mugs(1) + "]").body)["id"].text_or("");
    const HttpResponse items = store.send("PUT", path, R"({"items":[]})");
    CHECK(items.body == R"([{"status":400,"message":"The field 'items' cannot be written to. Please remove it from your request before trying again."}])");
    store.clock.at += 60'000;
    const Value changed = json(store.send("PUT", path, R"({"tracking_number":"AB1","tracking_carrier":"dpd-uk"})").body);
    CHECK(changed["tracking_number"] == Value("AB1"));
    CHECK(changed["generated_tracking_link"] == Value("https://tracking.example.com/dpd-uk/AB1"));
    CHECK(changed["items"].size() == 1);
    CHECK(store.field("date_modified") == "Sun, 01 Mar 2026 10:02:30 +0000");
    CHECK(store.send("PUT", "/v2/orders/1001/shipments/1", R"({"tracking_number":"AB1"})").status == 404);
}

TEST_CASE("sandbox.store shipments: a removed one gives its goods back and leaves the status") {
    Shipping store;
    const std::string id = json(store.post("", "[" + store.of_mugs(2) + "," + store.of_book() + "]").body)["id"].text_or("");
    CHECK(store.send("DELETE", "/v2/orders/1001/shipments/" + id).status == 204);
    CHECK(store.field("status_id") == "2");
    CHECK(store.field("items_shipped") == "0");
    CHECK(store.field("date_shipped").empty());
    CHECK(store.get("/v2/orders/1001/shipments/" + id).status == 404);
    CHECK(store.send("DELETE", "/v2/orders/1001/shipments/" + id).status == 404);
    CHECK(store.post("", "[" + store.of_mugs(2) + "]").status == 201);
    CHECK(store.send("DELETE", "/v2/orders/1001/shipments").status == 204);
    CHECK(store.get("/v2/orders/1001/shipments").status == 204);
}

TEST_CASE("sandbox.store shipments: a token that may only read makes none") {
    ShopSettings settings = united_kingdom();
    settings.scopes = {"store_v2_orders_read_only"};
    Shipping store(settings);
    CHECK(store.post("", "[" + store.of_mugs(1) + "]").status == 403);
    CHECK(store.get("/v2/orders/1001/shipments").status == 204);
}

TEST_CASE("sandbox.store shipments: an edit of the order keeps what left") {
    Shipping store;
    store.post("", "[" + store.of_mugs(1) + "]");
    store.shop.edit_order(1001, json(R"({"discount_amount":"1.00"})"));
    CHECK(store.line(0, "quantity_shipped") == "1");
    CHECK(store.field("items_shipped") == "1");
    CHECK(store.read("/v2/orders/1001/shipments").size() == 1);
}

TEST_CASE("sandbox.store shipments: a merchant ships what is left, an address at a time") {
    Store store;
    store.shop.place_order(json(R"({"billing_address":)" + std::string(london) + R"(,"shipping_addresses":[{"city":"Leeds"},{"city":"York"}],
        "products":[{"sku":"A","price":"1.00","address":0},{"sku":"B","price":"1.00","quantity":2,"address":1},{"sku":"PDF","price":"1.00","type":"digital"}]})"));
    CHECK(store.shop.ship(1001, Value()).size() == 2);
    CHECK(store.shop.order(1001)["order"]["status_id"] == Value(2));
    CHECK_THROWS_AS(store.shop.ship(1001, Value()), std::invalid_argument);
    store.shop.remove_shipment(1001, store.shop.order(1001)["shipments"].as_array()->front()["id"].int_or(0));
    CHECK(store.shop.order(1001)["shipments"].size() == 1);
    CHECK_THROWS_AS(store.shop.remove_shipment(1001, 1), std::invalid_argument);
}
