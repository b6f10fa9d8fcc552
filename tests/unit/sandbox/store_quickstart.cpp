// Protects: the data of the quickstart: every order can be placed, and the situations that it shows are in it. How: the
// files themselves.
#include <catch2/catch.hpp>

#include "store_fixture.hpp"

#include <fstream>
#include <set>
#include <sstream>

using namespace store_test;

namespace {

Value file(const char* name) {
    std::ifstream in(std::string(LEDGERLINE_SOURCE_DIR) + "/examples/sandbox/data/quickstart/" + name);
    std::ostringstream text;
    text << in.rdbuf();
    return json(text.str());
}

struct Quickstart : Store {
    Quickstart() : Store(ledgerline::sandbox::shop_settings_from(file("setup.json")["store"])) {
        const Value given = file("orders.json");
        for (const Value& order : *given.as_array()) orders.push_back(shop.order(shop.place_order(order)));
    }
    std::vector<Value> orders;
};

std::set<std::string> items() {
    std::set<std::string> out;
    const Value setup = file("setup.json");
    for (const Value& item : *setup["b1"]["items"].as_array()) out.insert(item["ItemCode"].text_or(""));
    return out;
}

} // namespace

TEST_CASE("sandbox.store the quickstart's orders can all be placed") {
    Quickstart store;
    CHECK(store.orders.size() == 16);
    CHECK(amount(store.shop.summary()["total_inc_tax"]) == Decimal::parse("1589.49"));
}

TEST_CASE("sandbox.store the quickstart has one near-miss SKU and one that is unknown") {
    Quickstart store;
    const std::set<std::string> known = items();
    std::vector<std::string> missing;
    for (const Value& order : store.orders)
        for (const Value& line : *order["products"].as_array())
            if (!known.count(line["sku"].text_or(""))) missing.push_back(line["sku"].text_or(""));
    CHECK(missing == std::vector<std::string>{"MUG-blu", "LAMP-COPPER"});
}

TEST_CASE("sandbox.store the quickstart has an unpaid, an incomplete, a free and a digital order") {
    Quickstart store;
    int unpaid = 0, incomplete = 0, free = 0, digital = 0;
    for (const Value& order : store.orders) {
        unpaid += order["order"]["status_id"].int_or(-1) == 7;
        incomplete += order["order"]["status_id"].int_or(-1) == 0;
        free += amount(order["order"]["total_inc_tax"]).is_zero();
        digital += order["order"]["order_is_digital"].bool_or(false);
    }
    CHECK(unpaid == 1);
    CHECK(incomplete == 1);
    CHECK(free == 1);
    CHECK(digital == 1);
}

TEST_CASE("sandbox.store the quickstart shows standard, zero and reduced rates and goods outside of tax") {
    Quickstart store;
    std::set<std::string> rates;
    for (const Value& order : store.orders)
        for (const Value& row : *order["taxes"].as_array()) rates.insert(row["name"].text_or("") + " " + row["rate"].text_or(""));
    CHECK(rates == std::set<std::string>{"UK VAT 20.0000", "UK VAT zero rate 0.0000", "UK VAT reduced rate 5.0000", "Outside VAT 0.0000"});
}
