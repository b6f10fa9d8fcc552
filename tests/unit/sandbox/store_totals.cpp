// Protects: the amounts of placed orders: they fit together as the documentation's samples do. How: orders whose figures
// were worked out by hand, and random ones against the formulas of the API.
#include <catch2/catch.hpp>

#include "store_fixture.hpp"

using namespace store_test;

namespace {

Value placed(Store& store, const Value& order) { return store.shop.order(store.shop.place_order(order)); }

ShopSettings net_prices() {
    ShopSettings settings = united_kingdom();
    settings.prices_include_tax = false;
    return settings;
}

void check_formulas(const Value& whole) {
    const Value& order = whole["order"];
    const auto part = [&](const char* name) { return amount(order[name]); };
    Decimal fees, fee_tax, rows, row_shipping, lines_paid;
    for (const Value& fee : *whole["fees"].as_array()) {
        fees += amount(fee["cost_inc_tax"]);
        fee_tax += amount(fee["cost_tax"]);
    }
    for (const Value& row : *whole["taxes"].as_array()) rows += amount(row["line_amount"]);
    for (const Value& line : *whole["products"].as_array()) lines_paid += amount(line["discounted_total_inc_tax"]);
    for (const Value& address : *whole["shipping_addresses"].as_array()) row_shipping += amount(address["cost_inc_tax"]);
    const Decimal charges = part("shipping_cost_inc_tax") + part("handling_cost_inc_tax") + part("wrapping_cost_inc_tax") + fees;
    CHECK(part("total_inc_tax") == part("subtotal_inc_tax") + charges - part("discount_amount") - part("coupon_discount"));
    CHECK(part("total_tax") == part("subtotal_tax") + part("shipping_cost_tax") + part("handling_cost_tax") + part("wrapping_cost_tax") + fee_tax);
    CHECK(part("total_ex_tax") == part("total_inc_tax") - part("total_tax"));
    CHECK(rows + fee_tax == part("total_tax"));
    CHECK(row_shipping == part("shipping_cost_inc_tax"));
    CHECK(lines_paid + charges == part("total_inc_tax"));
}

} // namespace

TEST_CASE("sandbox.store a tax-inclusive order holds its tax inside the prices") {
    Store store;
    const Value order = placed(store, one_line("12.00", 2));
    CHECK(order["order"]["total_inc_tax"].text_or("") == "24.0000");
    CHECK(order["order"]["total_tax"].text_or("") == "4.0000");
    CHECK(order["order"]["total_ex_tax"].text_or("") == "20.0000");
    CHECK(order["order"]["is_tax_inclusive_pricing"].bool_or(false));
}

TEST_CASE("sandbox.store a tax-exclusive order adds its tax to the prices") {
    Store store(net_prices());
    const Value order = placed(store, one_line("12.00", 2));
    CHECK(order["order"]["total_inc_tax"].text_or("") == "28.8000");
    CHECK(order["order"]["total_tax"].text_or("") == "4.8000");
}

TEST_CASE("sandbox.store the documentation's worked example comes out to the cent") {
    ShopSettings settings = net_prices();
    settings.currency = "USD";
    settings.tax_rates = {{1, "TX State + Local", 0, "Default Tax Class", "", Decimal::parse("8.25"), 0},
                          {1, "TX State + Local", 2, "Shipping", "", Decimal::parse("8.25"), 0}};
    Store store(settings);
    const Value order = placed(store, json(R"({"billing_address":{"zip":"78701","country":"United States","country_iso2":"US"},
        "shipping_addresses":[{"country":"United States","country_iso2":"US","cost":"8.00","shipping_method":"Flat Rate"}],
        "discount_amount":"9.25",
        "products":[{"sku":"TEE-RED-M","price":"20.00","quantity":2},{"sku":"MUG-0001","price":"12.50","quantity":3},
                    {"sku":"CAP-BLK","price":"15.00","quantity":1}]})"));
    CHECK(order["order"]["subtotal_inc_tax"].text_or("") == "99.3600");
    CHECK(order["order"]["shipping_cost_inc_tax"].text_or("") == "8.6600");
    CHECK(order["order"]["total_inc_tax"].text_or("") == "98.7700");
    CHECK(order["order"]["total_tax"].text_or("") == "7.5200");
    CHECK((*order["products"].as_array())[1]["discounted_total_inc_tax"].text_or("") == "36.5300");
}

TEST_CASE("sandbox.store an order discount lowers the tax but not the subtotal") {
    Store store;
    const Value order = placed(store, one_line("12.00", 1, R"("discount_amount":"6.00")"));
    CHECK(order["order"]["subtotal_inc_tax"].text_or("") == "12.0000");
    CHECK(order["order"]["subtotal_tax"].text_or("") == "1.0000");
    CHECK(order["order"]["total_inc_tax"].text_or("") == "6.0000");
}

TEST_CASE("sandbox.store a percentage coupon is computed, told as coupon_discount and on the lines") {
    Store store;
    const Value order = placed(store, one_line("20.00", 1, R"("coupons":[{"code":"SPRING10","type":1,"amount":"10"}])"));
    CHECK(order["order"]["coupon_discount"].text_or("") == "2.0000");
    CHECK(order["order"]["total_inc_tax"].text_or("") == "18.0000");
    CHECK((*order["coupons"].as_array())[0]["discount"].text_or("") == "2.0000");
    CHECK((*(*order["products"].as_array())[0]["applied_discounts"].as_array())[0]["code"].text_or("") == "SPRING10");
}

TEST_CASE("sandbox.store a free-shipping coupon lowers the shipping cost itself") {
    Store store;
    const Value order = placed(store, one_line("20.00", 1, R"("shipping_addresses":[{"country_iso2":"GB","cost":"4.95"}],"coupons":[{"code":"FREE","type":4}])"));
    CHECK(order["order"]["shipping_cost_inc_tax"].text_or("") == "0.0000");
    CHECK(order["order"]["coupon_discount"].text_or("") == "0.0000");
    CHECK((*order["coupons"].as_array())[0]["discount"].text_or("") == "4.9500");
}

TEST_CASE("sandbox.store tax follows the country that goods are sent to and the class of the line") {
    Store store;
    const Value order = placed(store, json(R"({"billing_address":{"country_iso2":"GB"},
        "shipping_addresses":[{"country_iso2":"GB"},{"country_iso2":"IE"}],
        "products":[{"sku":"A","price":"12.00"},{"sku":"B","price":"12.00","address":1},{"sku":"BOOK","price":"12.00","tax_class_id":4}]})"));
    const auto& taxes = *order["taxes"].as_array();
    CHECK(taxes[0]["line_amount"].text_or("") == "2.0000");
    CHECK(taxes[1]["name"].text_or("") == "Outside VAT");
    CHECK(taxes[1]["line_amount"].text_or("") == "0.0000");
    CHECK(taxes[2]["name"].text_or("") == "UK VAT zero rate");
}

TEST_CASE("sandbox.store a digital order has no address, and its lines point to none") {
    Store store;
    const Value order = placed(store, json(R"({"billing_address":{"country_iso2":"GB"},"products":[{"sku":"E","price":"6.00","type":"digital"}]})"));
    CHECK(order["order"]["order_is_digital"].bool_or(false));
    CHECK(order["shipping_addresses"].size() == 0);
    CHECK((*order["products"].as_array())[0]["order_address_id"].int_or(-1) == 0);
    CHECK(order["order"]["total_tax"].text_or("") == "1.0000");
}

TEST_CASE("sandbox.store taxes that are not rounded per line are rounded once for the order") {
    ShopSettings settings = net_prices();
    const auto total_tax = [](ShopSettings given) {
        Store store(std::move(given));
        return placed(store, json(R"({"billing_address":{"country_iso2":"GB"},"products":[{"sku":"A","price":"0.12"},{"sku":"B","price":"0.12"},{"sku":"C","price":"0.12"}]})"))
            ["order"]["total_tax"].text_or("");
    };
    CHECK(total_tax(settings) == "0.0600"); // three times 0.024 as 0.02
    settings.round_taxes_per_line = false;
    CHECK(total_tax(settings) == "0.0700");
}

TEST_CASE("sandbox.store any order's amounts fit together, in both price modes") {
    ledgerline::base::Random random(7);
    const auto pence = [&](std::uint64_t below) { return Decimal::from_units(static_cast<std::int64_t>(random.below(below)), 2); };
    for (int round = 0; round < 200; ++round) {
        Store store(round % 2 ? united_kingdom() : net_prices());
        Value order = Value::object({{"billing_address", json(london)}});
        Decimal goods;
        Value& lines = order.set("products", Value::array());
        for (std::uint64_t left = 1 + random.below(6); left > 0; --left) {
            const Decimal price = pence(5000);
            const auto quantity = static_cast<std::int64_t>(1 + random.below(9));
            goods += price * Decimal(quantity);
            lines.push(Value::object({{"sku", Value("SKU-" + std::to_string(left))},
                                      {"price", Value(price.text())},
                                      {"quantity", Value(quantity)},
                                      {"address", Value(static_cast<std::int64_t>(random.below(2)))},
                                      {"tax_class_id", Value(random.one_in(3) ? 4 : 0)},
                                      {"wrapping_cost", Value(random.one_in(3) ? pence(500).text() : "0")}}));
        }
        const auto third = static_cast<std::uint64_t>(goods.exactly(2).units() / 3 + 1);
        order.set("discount_amount", random.one_in(2) ? pence(third).text() : "0");
        order.set("handling_cost", random.one_in(3) ? pence(400).text() : "0");
        order.set("coupons", Value::array({Value::object({{"code", Value("C")}, {"type", Value(2)}, {"amount", Value(pence(third).text())}})}));
        order.set("fees", Value::array({Value::object({{"name", Value("Fee")}, {"cost", Value(pence(200).text())}})}));
        Value first = json(london), second = json(london);
        first.set("cost", pence(900).text());
        second.set("cost", pence(900).text());
        second.set("country_iso2", "IE");
        order.set("shipping_addresses", Value::array({first, second}));
        INFO(ledgerline::message::write_json(order));
        check_formulas(placed(store, order));
    }
}

TEST_CASE("sandbox.store an order that makes no sense is refused by the name of its member") {
    Store store;
    CHECK_THROWS_WITH(store.shop.place_order(one_line("7,50", 1)), R"(products[0].price: "7,50" is not an amount (write it like 12.50))");
    CHECK_THROWS_WITH(store.shop.place_order(one_line("5.00", 1, R"("discount_amount":"6.00")")), "discount_amount: 6.00 is more than the 5.00 that is left of the lines");
    CHECK_THROWS_WITH(store.shop.place_order(one_line("5.00", 1, R"("discont_amount":"6.00")")), "discont_amount: unknown member of an order (see docs/sandbox.md)");
}

TEST_CASE("sandbox.store an order in another currency has its digits and its rate") {
    ShopSettings settings = net_prices();
    settings.currencies = {{"JPY", 0, "190.5000000000"}};
    Store store(settings);
    Value order = one_line("333", 3);
    order.set("default_currency_code", "JPY");
    const Value whole = placed(store, order);
    CHECK(whole["order"]["total_tax"].text_or("") == "200.0000"); // 20 % of 999 in whole yen
    CHECK(whole["order"]["total_inc_tax"].text_or("") == "1199.0000");
    CHECK(whole["order"]["store_default_to_transactional_exchange_rate"].text_or("") == "190.5000000000");
    check_formulas(whole);
    order.set("discount_amount", "0.5");
    CHECK_THROWS_WITH(store.shop.place_order(order), Catch::Contains("discount_amount: 0.5 has more than 0 digits"));
}

TEST_CASE("sandbox.store an exempt order has no tax and no rows of it") {
    Store store(net_prices());
    Value order = one_line("12.00", 2);
    order.set("tax_exempt", true);
    const Value whole = placed(store, order);
    CHECK(whole["order"]["total_inc_tax"].text_or("") == "24.0000");
    CHECK(whole["order"]["total_tax"].text_or("") == "0.0000");
    CHECK(whole["taxes"].size() == 0);
}

TEST_CASE("sandbox.store a promotion on one product comes off its line alone, before the discounts of the order") {
    Store store;
    Value order = one_line("12.00", 2);
    Value reduced = order["products"].as_array()->front();
    reduced.set("discount", "4.00");
    order.member("products").push(reduced);
    order.set("discount_amount", "4.40");
    const Value whole = placed(store, order);
    CHECK(whole["order"]["discount_amount"].text_or("") == "8.4000");
    CHECK(whole["products"].as_array()->at(0)["discounted_total_inc_tax"].text_or("") == "21.6000");
    CHECK(whole["products"].as_array()->at(1)["discounted_total_inc_tax"].text_or("") == "18.0000");
    CHECK(whole["products"].as_array()->at(1)["applied_discounts"].as_array()->front()["target"].text_or("") == "product");
    check_formulas(whole);
    order.member("products").as_array()->at(1).set("discount", "24.01");
    CHECK_THROWS_WITH(store.shop.place_order(order), Catch::Contains("products.discount: 24.01 is more than the 24.00 of its line"));
}
