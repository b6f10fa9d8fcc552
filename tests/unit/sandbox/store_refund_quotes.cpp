// Protects: what a refund is worth: every kind of item, to the penny, whatever the quantities, the price mode and what went before.
// How: quotes over the API for one order, by hand computed.
#include <catch2/catch.hpp>

#include "store_refund_fixture.hpp"

using namespace store_test;

TEST_CASE("sandbox.store a quote tells amount, tax and the ways to pay, prices with tax contain it") {
    Refunding store;
    const auto id = store.place();
    const HttpResponse answer = store.ask_quote(id, R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + "]}");
    CHECK(answer.status == 201);
    CHECK(json(answer.body)["meta"].size() == 0);
    const Value quote = json(answer.body)["data"];
    CHECK(quote["order_id"].int_or(0) == id);
    CHECK(quote["total_refund_amount"].text_or("") == "12.5");
    CHECK(quote["total_refund_tax_amount"].text_or("") == "2.09"); // 4.17 of two: 2.09 and 2.08
    CHECK(quote["order_level_refund_amount"].text_or("") == "0");
    CHECK(quote["rounding"].text_or("") == "0");
    CHECK(quote["adjustment"].text_or("") == "0");
    CHECK(quote["tax_inclusive"].bool_or(false));
    REQUIRE(quote["refund_methods"].size() == 3);
    const Value& paid = quote["refund_methods"].as_array()->back();
    CHECK((*paid.as_array())[0]["provider_id"].text_or("") == "stripe");
    CHECK_FALSE((*paid.as_array())[0]["offline"].bool_or(true));
}

TEST_CASE("sandbox.store in a store without tax in its prices it comes on top, after discounts") {
    Refunding store("", R"("prices_include_tax":false)");
    const auto id = store.place(R"("customer_id":27,"discount_amount":"3.50")"); // spread over lines of 25.00 and 10.05: 2.50 and 1.00
    const Value quote = store.quote(id, Refunding::by_quantity("PRODUCT", store.mug, 1) + "," + Refunding::by_amount("SHIPPING", store.address, "4.00"));
    CHECK_FALSE(quote["tax_inclusive"].bool_or(true));
    CHECK(quote["total_refund_tax_amount"].text_or("") == "3.05"); // 4.50 of two mugs, 0.99 of 4.95: 2.25 and 0.80
    CHECK(quote["total_refund_amount"].text_or("") == "18.3");      // 11.25 + 4.00 + 3.05
}

TEST_CASE("sandbox.store the refunds of a line add up to it exactly, however it is cut") {
    for (const bool inclusive : {true, false}) {
        Refunding store("", inclusive ? "" : R"("prices_include_tax":false)");
        const auto id = store.place(R"("customer_id":27,"discount_amount":"1.00")");
        Decimal total, tax;
        for (int i = 0; i < 3; ++i) {
            const Value refund = store.refund(id, Refunding::by_quantity("PRODUCT", store.cap, 1));
            total += Decimal::parse_number(refund["total_amount"].text_or(""));
            tax += Decimal::parse_number(refund["total_tax"].text_or(""));
        }
        const Value line = store.line(id, 1);
        CHECK(total == amount(line["discounted_total_inc_tax"]));
        CHECK(tax == amount(line["total_tax"]));
        CHECK(line["is_refunded"].bool_or(false));
    }
}

TEST_CASE("sandbox.store wrapping, shipping, handling and fees are refunded with their tax, the order as a whole without") {
    Refunding store;
    const auto id = store.place();
    const auto worth = [&](const std::string& items) {
        const Value quote = store.quote(id, items);
        return quote["total_refund_amount"].text_or("?") + " " + quote["total_refund_tax_amount"].text_or("?") + " " + quote["order_level_refund_amount"].text_or("?");
    };
    CHECK(worth(Refunding::by_quantity("GIFT_WRAPPING", store.cap, 1)) == "1 0.17 0");
    CHECK(worth(Refunding::by_quantity("GIFT_WRAPPING", store.cap, 3)) == "3 0.5 0");
    CHECK(worth(Refunding::by_amount("SHIPPING", store.address, "4.95")) == "4.95 0.83 0");
    CHECK(worth(Refunding::by_amount("HANDLING", store.address, "0.60")) == "0.6 0.1 0");
    CHECK(worth(Refunding::by_amount("FEE", store.fee, "0.60")) == "0.6 0.1 0");
    CHECK(worth(Refunding::by_amount("ORDER", std::to_string(id), "5")) == "5 0 5");
    CHECK(worth(Refunding::by_amount("TAX", std::to_string(id), "0.40")) == "0.4 0.4 0");
}

TEST_CASE("sandbox.store an order can be refunded by all of its parts, to the penny of its total and its tax") {
    for (const char* const mode : {"", R"("prices_include_tax":false)", R"("round_taxes_per_line":false)", R"("prices_include_tax":false,"round_taxes_per_line":false)"}) {
        Refunding store("", mode);
        const auto id = store.place(R"("customer_id":27,"discount_amount":"3.33","coupons":[{"code":"TEN","type":1,"amount":"10"}])");
        const Value order = store.order(id);
        Decimal total, tax;
        const std::string parts[] = {Refunding::by_quantity("PRODUCT", store.mug, 1),    Refunding::by_quantity("PRODUCT", store.cap, 2),
                                     Refunding::by_amount("SHIPPING", store.address, "1.11"), Refunding::by_quantity("PRODUCT", store.mug, 1)};
        for (const std::string& part : parts) {
            const Value refund = store.refund(id, part);
            total += Decimal::parse_number(refund["total_amount"].text_or(""));
            tax += Decimal::parse_number(refund["total_tax"].text_or(""));
        }
        const Value rest = store.shop.shown_refund(store.shop.refund(id, Value()));
        total += Decimal::parse_number(rest["total_amount"].text_or(""));
        tax += Decimal::parse_number(rest["total_tax"].text_or(""));
        INFO(mode);
        CHECK(total == amount(order["total_inc_tax"]));
        CHECK(tax == amount(order["total_tax"]));
        CHECK(store.order(id)["payment_status"].text_or("") == "refunded");
    }
}

TEST_CASE("sandbox.store what is not payable is rounded, and the quote says by how much") {
    Refunding store("", R"("prices_include_tax":false,"round_taxes_per_line":false)");
    const auto id = store.place();
    const Value quote = store.quote(id, Refunding::by_quantity("PRODUCT", store.cap, 1)); // 3.35 and 0.67; of three 10.05 and 2.01
    CHECK(quote["total_refund_amount"].text_or("") == "4.02");
    const Value odd = store.quote(id, Refunding::by_amount("SHIPPING", store.address, "1.11")); // tax 0.222
    CHECK(odd["total_refund_amount"].text_or("") == "1.33");
    CHECK(odd["rounding"].text_or("") == "-0.002");
}

TEST_CASE("sandbox.store a restocking fee lowers the refund, and its tax where the store is set so") {
    for (const bool lowers : {false, true}) {
        Refunding store(lowers ? R"("adjustments_lower_tax":true)" : "");
        const auto id = store.place();
        const std::string item = Refunding::by_quantity("PRODUCT", store.mug, 2, R"(,"adjustments":[{"amount":-5.00,"description":"Restocking fee"}])");
        CHECK(store.quote(id, item)["total_refund_amount"].text_or("") == "20");
        CHECK(store.quote(id, item)["total_refund_tax_amount"].text_or("") == (lowers ? "3.34" : "4.17"));
        const Value refund = store.refund(id, item);
        CHECK(Refunding::item(refund)["requested_amount"].text_or("") == "25");
        CHECK((*Refunding::item(refund)["adjustments"].as_array())[0]["amount"].text_or("") == "-5");
        CHECK((*Refunding::item(refund)["adjustments"].as_array())[0]["description"].text_or("") == "Restocking fee");
    }
}

TEST_CASE("sandbox.store a quote gives what is left where its items are worth more, and says so") {
    Refunding store;
    const auto id = store.place();
    store.refund(id, Refunding::by_amount("ORDER", std::to_string(id), "30"));
    const Value quote = store.quote(id, Refunding::by_quantity("PRODUCT", store.mug, 2));
    CHECK(quote["total_refund_amount"].text_or("") == "14.8");
    CHECK(quote["adjustment"].text_or("") == "-10.2");
}

TEST_CASE("sandbox.store a quote can say whether tax is included by the guide's name") {
    Refunding store(R"("quote_tax_member":"is_tax_included")");
    const auto id = store.place();
    const Value quote = store.quote(id, Refunding::by_quantity("PRODUCT", store.mug, 1));
    CHECK(quote["is_tax_included"].bool_or(false));
    CHECK(quote.find("tax_inclusive") == nullptr);
}

TEST_CASE("sandbox.store a currency without small coins is refunded in whole ones") {
    Refunding store("", R"("currencies":[{"code":"JPY","decimals":0,"rate":"190.5"}])");
    const auto id = store.shop.place_order(one_line("1000", 3, R"("default_currency_code":"JPY","discount_amount":"100")"));
    const std::string line = store.line(id, 0)["id"].text_or("");
    CHECK(store.quote(id, Refunding::by_quantity("PRODUCT", line, 1))["total_refund_amount"].text_or("") == "967");
    const HttpResponse fraction = store.ask_quote(id, R"({"items":[)" + Refunding::by_amount("ORDER", "1", "0.5") + "]}");
    CHECK(Refunding::title(fraction) == "An amount of this order has at most 0 digits after the point.");
}
