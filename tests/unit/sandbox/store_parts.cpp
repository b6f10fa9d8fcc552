// Protects: what belongs to an order: lines, addresses, taxes, coupons, fees, transactions, and what belongs to the store.
// How: one order each, read through the API.
#include <catch2/catch.hpp>

#include "store_fixture.hpp"

using namespace store_test;

namespace {

Value order_of_lines(int count) {
    Value order = one_line("1.20", 1);
    Value& lines = *order.find("products");
    while (lines.size() < static_cast<std::size_t>(count)) lines.push(lines.as_array()->front());
    return order;
}

} // namespace

TEST_CASE("sandbox.store lines come in pages of 50, of 250 when asked, and 204 after the last") {
    Store store;
    store.shop.place_order(order_of_lines(120));
    CHECK(store.read("/v2/orders/1001/products").size() == 50);
    CHECK(store.read("/v2/orders/1001/products?page=3").size() == 20);
    CHECK(store.read("/v2/orders/1001/products?limit=250").size() == 120);
    CHECK(store.get("/v2/orders/1001/products?page=4").status == 204);
    CHECK(store.read("/v2/orders/1001/taxes?details=true&page=3").size() == 20);
}

TEST_CASE("sandbox.store both spellings of the addresses answer, and a single one by its id") {
    Store store;
    store.shop.place_order(one_line("1.00", 1));
    const std::string addresses = store.get("/v2/orders/1001/shipping_addresses").body;
    CHECK(store.get("/v2/orders/1001/shippingaddresses").body == addresses);
    const std::string id = json(addresses).as_array()->front()["id"].text_or("");
    CHECK(store.read("/v2/orders/1001/shipping_addresses/" + id)["city"].text_or("") == "London");
}

TEST_CASE("sandbox.store tax rows without details are sums per rate") {
    Store store;
    store.shop.place_order(order_of_lines(3));
    const Value rows = store.read("/v2/orders/1001/taxes");
    REQUIRE(rows.size() == 1);
    CHECK(rows.as_array()->front()["line_amount"].text_or("") == "0.6000");
    CHECK(rows.as_array()->front().find("order_product_id") == nullptr);
}

TEST_CASE("sandbox.store a tax row of shipping has no line, one of a line has its id as text") {
    Store store;
    store.shop.place_order(one_line("1.20", 1, R"("shipping_addresses":[{"country_iso2":"GB","cost":"3.00"}])"));
    const Value rows = store.read("/v2/orders/1001/taxes?details=true");
    REQUIRE(rows.size() == 2);
    CHECK((*rows.as_array())[0]["order_product_id"].is_text());
    CHECK((*rows.as_array())[1]["order_product_id"].is_null());
    CHECK((*rows.as_array())[1]["line_item_type"].text_or("") == "shipping");
}

TEST_CASE("sandbox.store empty lists of an order are 204, or an empty list where the store is set so") {
    ShopSettings settings = united_kingdom();
    for (const bool array : {false, true}) {
        settings.empty_sub_list = array ? ledgerline::sandbox::EmptyList::empty_array : ledgerline::sandbox::EmptyList::no_content;
        Store store(settings);
        store.shop.place_order(one_line("1.00", 1));
        CHECK(store.get("/v2/orders/1001/coupons").status == (array ? 200 : 204));
        CHECK(store.get("/v2/orders/1001/shipments").status == 204);
    }
}

TEST_CASE("sandbox.store fees come in the shape that the store is set to") {
    using ledgerline::sandbox::FeesShape;
    ShopSettings settings = united_kingdom();
    for (const FeesShape shape : {FeesShape::array, FeesShape::object, FeesShape::single}) {
        settings.fees_shape = shape;
        Store store(settings);
        store.shop.place_order(one_line("1.00", 1, R"("fees":[{"name":"Small order","cost":"1.20"}])"));
        const Value fees = store.read("/v2/orders/1001/fees");
        const Value& one = shape == FeesShape::array ? fees.as_array()->front() : shape == FeesShape::object ? fees["fees"].as_array()->front() : fees;
        CHECK(one["cost_tax"].text_or("") == "0.2000");
        CHECK(store.read("/v2/orders/1001?include=fees")["fees"] == fees);
    }
}

TEST_CASE("sandbox.store transactions name their order as text, and none are 200 or 204 by the switch") {
    ShopSettings settings = united_kingdom();
    for (const bool no_content : {false, true}) {
        settings.transactions_empty_no_content = no_content;
        Store store(settings);
        store.shop.place_order(one_line("1.00", 1, R"("status_id":7)"));
        store.shop.place_order(one_line("1.50", 1));
        CHECK(store.get("/v3/orders/1001/transactions").status == (no_content ? 204 : 200));
        const Value row = store.read("/v3/orders/1002/transactions")["data"].as_array()->front();
        CHECK(row["order_id"].as_text() != nullptr);
        REQUIRE(row["amount"].as_number() != nullptr);
        CHECK(row["amount"].as_number()->literal == "1.5");
    }
}

TEST_CASE("sandbox.store store credit and gift certificates are tenders of their own, the card pays the rest") {
    Store store;
    store.shop.place_order(one_line("30.00", 1, R"("store_credit_amount":"5.00","gift_certificate_amount":"10.00")"));
    const Value rows = store.read("/v3/orders/1001/transactions")["data"];
    REQUIRE(rows.size() == 3);
    CHECK((*rows.as_array())[0]["method"].text_or("") == "store_credit");
    CHECK((*rows.as_array())[1]["method"].text_or("") == "gift_certificate");
    CHECK((*rows.as_array())[2]["amount"].int_or(0) == 15);
}

TEST_CASE("sandbox.store an order of nothing is captured without a transaction") {
    Store store;
    store.shop.place_order(one_line("0.00", 1));
    CHECK(store.read("/v2/orders/1001")["payment_status"].text_or("") == "captured");
    CHECK(store.read("/v3/orders/1001/transactions")["data"].size() == 0);
}

TEST_CASE("sandbox.store customers are found by id, guests are none") {
    Store store;
    store.shop.place_order(one_line("1.00", 1, R"("customer_id":27)"));
    store.shop.place_order(one_line("1.00", 1));
    const Value found = store.read("/v3/customers?id%3Ain=27,28");
    REQUIRE(found["data"].size() == 1);
    CHECK(found["data"].as_array()->front()["email"].text_or("") == "ada@example.com");
    CHECK(found["meta"]["pagination"]["total"].int_or(0) == 1);
    CHECK(store.read("/v3/customers?id:in=0")["data"].size() == 0);
}

TEST_CASE("sandbox.store the store tells its currency, its price mode and its statuses") {
    Store store;
    CHECK(store.read("/v2/store")["currency"].text_or("") == "GBP");
    CHECK(store.read("/v2/store")["is_price_entered_with_tax"].bool_or(false));
    CHECK(store.read("/v2/currencies").as_array()->front()["is_transactional"].bool_or(false));
    CHECK(store.read("/v2/order_statuses").size() == 15);
    CHECK(store.read("/v2/order_statuses/11")["name"].text_or("") == "Awaiting Fulfillment");
}
