// Protects: loading a folder of orders as the retail converter writes it. How: a small folder written by the test, with
// the converter's oddities: no country code, a total of 0, fractions of a penny, tens of thousands of units.
#include <catch2/catch.hpp>

#include "store_fixture.hpp"

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace store_test;

namespace {

struct Folder {
    Folder() : path(std::filesystem::temp_directory_path() / ("ledgerline-store-load-" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    void write(const char* name, const std::string& text) const { std::ofstream(path / name) << text; }
    std::filesystem::path path;
};

std::string order(int id, const char* total, const char* state, const char* country = "GB") {
    return R"({"id": )" + std::to_string(id) + R"(, "customer_id": 17850, "date_created": "Wed, 01 Dec 2010 08:26:00 +0000", "date_modified": "Wed, 01 Dec 2010 08:26:00 +0000", "status_id": 10, "total_inc_tax": ")" +
           total + R"(", "is_tax_inclusive_pricing": true, "items_total": 2, "items_shipped": 2, "payment_method": "Manual", "payment_status": ")" + state +
           R"(", "default_currency_code": "GBP", "billing_address": {"first_name": "Customer", "country": "Somewhere", "country_iso2": ")" + country + R"(", "email": "a@example.com", "form_fields": []}})" + "\n";
}

std::string line(int id, int order_id, const char* price, int quantity) {
    return R"({"id": )" + std::to_string(id) + R"(, "order_id": )" + std::to_string(order_id) + R"(, "order_address_id": )" + std::to_string(order_id) +
           R"(, "name": "SAY \"HI\" [ } ", "sku": "85123A", "type": "physical", "price_inc_tax": ")" + price + R"(", "quantity": )" + std::to_string(quantity) + "}";
}

struct Loaded : Store {
    Loaded() {
        folder.write("orders.ndjson", order(536365, "12.0000", "captured") + order(536366, "0.0000", "captured", "") + order(536367, "80.0000", "partially refunded"));
        folder.write("order_products.ndjson", R"({"order_id": 536365, "products": [)" + line(1, 536365, "6.0000", 2) + "]}\n" + R"({"order_id": 536366, "products": [)" +
                                                  line(2, 536366, "0.0000", 1) + "]}\n" + R"({"order_id": 536367, "products": [)" + line(3, 536367, "0.0010", 80000) + "]}\n");
        folder.write("order_taxes.ndjson", R"({"order_id": 536365, "taxes": [{"id": 1, "order_address_id": 536365, "tax_rate_id": 1, "sales_tax_id": "1", "tax_class_id": 0, "name": "UK VAT 20 %", "class": "Default Tax Class", "rate": "20.0000", "line_amount": "2.0000", "order_product_id": "1", "line_item_type": "item"}]})" "\n");
        folder.write("refunds.ndjson", R"({"id": 1, "order_id": 536367, "created": "2010-12-02T12:38:00+00:00", "total_amount": 25.5, "payments": [{"id": 1, "transaction_id": "77"}]})" "\n");
        folder.write("products.ndjson", R"({"id": 2179, "variants": [{"id": 1235, "sku": "85123A"}]})" "\n");
        counts = shop.load(folder.path);
    }
    Folder folder;
    ledgerline::sandbox::LoadCounts counts;
};

} // namespace

TEST_CASE("sandbox.store a folder is loaded whole and counted") {
    Loaded store;
    CHECK(store.counts.orders == 3);
    CHECK(store.counts.lines == 3);
    CHECK(store.counts.refunds == 1);
    CHECK(store.counts.products == 1);
    CHECK(amount(store.shop.summary()["total_inc_tax"]) == Decimal(92));
}

TEST_CASE("sandbox.store a loaded order has an address of its own without cost, taken from billing") {
    Loaded store;
    const Value address = store.read("/v2/orders/536365/shipping_addresses").as_array()->front();
    CHECK(address["id"].int_or(0) == 536365);
    CHECK(address["country_iso2"].text_or("") == "GB");
    CHECK(address["cost_inc_tax"].text_or("") == "0.0000");
}

TEST_CASE("sandbox.store a loaded order that was paid has one purchase of its total, one of nothing has none") {
    Loaded store;
    const Value paid = store.read("/v3/orders/536367/transactions")["data"];
    REQUIRE(paid.size() == 1);
    CHECK(paid.as_array()->front()["event"].text_or("") == "purchase");
    CHECK(paid.as_array()->front()["amount"].int_or(0) == 80);
    CHECK(store.read("/v3/orders/536366/transactions")["data"].size() == 0);
}

TEST_CASE("sandbox.store the lines of a loaded order come as they were written") {
    Loaded store;
    const Value lines = store.read("/v2/orders/536367/products");
    CHECK(lines.as_array()->front()["quantity"].int_or(0) == 80000);
    CHECK(lines.as_array()->front()["price_inc_tax"].text_or("") == "0.0010");
    CHECK(lines.as_array()->front()["name"].text_or("") == "SAY \"HI\" [ } ");
}

TEST_CASE("sandbox.store a loaded order is refunded, after what was refunded of it before") {
    Loaded store;
    store.shop.refund(536367, json(R"({"amount":"50.00"})"));
    const Value refunds = store.read("/v3/orders/536367/payment_actions/refunds")["data"];
    REQUIRE(refunds.size() == 2);
    CHECK((*refunds.as_array())[1]["id"].int_or(0) > 1);
    CHECK_THROWS_WITH(store.shop.refund(536367, json(R"({"amount":"4.51"})")), "items[0]: The refund amount 4.51 is greater than the remaining amount 4.50.");
    const Value payment = (*refunds.as_array())[1]["payments"].as_array()->front();
    CHECK(payment["provider_id"].text_or("") == "custom"); // as it was paid, which is by hand
    CHECK(payment["offline"].bool_or(false));
    store.shop.refund(536367, json(R"({"amount":"4.50"})"));
    CHECK(store.read("/v2/orders/536367")["status_id"].int_or(0) == 4);
}

TEST_CASE("sandbox.store loaded refunds are listed for all orders and for one") {
    Loaded store;
    CHECK(store.read("/v3/orders/payment_actions/refunds")["data"].size() == 1);
    CHECK(store.read("/v3/orders/payment_actions/refunds?created:min=2010-12-03T00:00:00Z")["data"].size() == 0);
    CHECK(store.read("/v3/orders/payment_actions/refunds?transaction_id=77")["data"].size() == 1);
    CHECK(store.read("/v3/orders/536365/payment_actions/refunds")["data"].size() == 0);
    CHECK(store.read("/v3/orders/payment_actions/refunds/1")["data"]["order_id"].int_or(0) == 536367);
}

TEST_CASE("sandbox.store a loaded order can be edited, and new orders are numbered after it") {
    Loaded store;
    store.shop.edit_order(536365, json(R"({"products":[{"id":1,"quantity":3}]})"));
    const Value edited = store.shop.order(536365);
    CHECK(edited["order"]["total_inc_tax"].text_or("") == "18.0000");
    CHECK(edited["order"]["total_tax"].text_or("") == "3.0000");
    CHECK((*edited["transactions"].as_array())[0]["amount"].int_or(0) == 12);
    CHECK(store.shop.place_order(one_line("1.00", 1)) == 536368);
}

TEST_CASE("sandbox.store a placed line refers to the loaded catalogue by its SKU") {
    Loaded store;
    const std::int64_t id = store.shop.place_order(json(R"({"billing_address":{"country_iso2":"GB"},"products":[{"sku":"85123A","price":"2.55"}]})"));
    const Value line = store.shop.order(id)["products"].as_array()->front();
    CHECK(line["product_id"].int_or(0) == 2179);
    CHECK(line["variant_id"].int_or(0) == 1235);
}

TEST_CASE("sandbox.store a broken file is refused with its name and line, and nothing is loaded") {
    Loaded complete;
    complete.folder.write("order_products.ndjson", "{\"order_id\": 536365, \"products\": [{\"id\": 1}]}\n{\"order_id\": 536366, \"products\": [{\"id\": \n");
    Store store;
    CHECK_THROWS_WITH(store.shop.load(complete.folder.path), Catch::Contains("order_products.ndjson:2: "));
    CHECK(store.shop.order_ids().empty());
}

TEST_CASE("sandbox.store a second folder adds what is new, and leaves what is there as it is") {
    Loaded store;
    store.shop.edit_order(536365, json(R"({"products":[{"id":1,"quantity":3}]})"));
    store.folder.write("orders.ndjson", order(536365, "12.0000", "captured") + order(536400, "5.0000", "captured"));
    store.folder.write("order_products.ndjson", R"({"order_id": 536365, "products": [)" + line(1, 536365, "6.0000", 2) + "]}\n" + R"({"order_id": 536400, "products": [)" + line(9, 536400, "5.0000", 1) + "]}\n");
    store.folder.write("order_taxes.ndjson", "");
    store.folder.write("refunds.ndjson", R"({"id": 1, "order_id": 536367, "created": "2010-12-02T12:38:00+00:00", "total_amount": 99.5, "payments": []})" "\n"
                                         R"({"id": 2, "order_id": 536366, "created": "2010-12-03T12:38:00+00:00", "total_amount": 0, "payments": []})" "\n"
                                         R"({"id": 3, "order_id": 999, "created": "2010-12-03T12:38:00+00:00", "total_amount": 4.5, "payments": []})" "\n");
    store.folder.write("products.ndjson", R"({"id": 7, "variants": [{"id": 8, "sku": "85123A"}]})" "\n" R"({"id": 2179, "variants": [{"id": 1235, "sku": "22720"}]})" "\n");
    const auto counts = store.shop.load(store.folder.path);
    CHECK(counts.orders == 1);
    CHECK(counts.lines == 1);
    CHECK(counts.refunds == 2);
    CHECK(counts.products == 1);
    CHECK(store.read("/v2/orders/536365")["total_inc_tax"].text_or("") == "18.0000");
    CHECK(store.read("/v2/orders/536400")["total_inc_tax"].text_or("") == "5.0000");
    const Value refunds = store.read("/v3/orders/payment_actions/refunds")["data"];
    REQUIRE(refunds.size() == 3);
    CHECK(amount((*refunds.as_array())[0]["total_amount"]) == Decimal::parse("25.5"));
    const Value products = store.read("/v3/catalog/products?sku=85123A")["data"];
    REQUIRE(products.size() == 1);
    CHECK(products.as_array()->front()["id"].int_or(0) == 2179);
    CHECK(store.read("/v3/catalog/products?sku=22720")["data"].as_array()->front()["id"].int_or(0) != 2179);
}

TEST_CASE("sandbox.store a refund may be of an order that the store no longer shows, lines may not") {
    Loaded store;
    store.folder.write("orders.ndjson", "");
    store.folder.write("refunds.ndjson", "");
    store.folder.write("order_taxes.ndjson", "");
    store.folder.write("order_products.ndjson", R"({"order_id": 999, "products": []})" "\n");
    CHECK_THROWS_WITH(store.shop.load(store.folder.path), Catch::Contains("order_products.ndjson:1: order 999 is not in orders.ndjson"));
}
