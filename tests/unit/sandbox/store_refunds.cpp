// Protects: refunds as the API makes and shows them: object, overrides, tax adjustments, lists, and every documented variant.
// How: refunds over the API, read back as a list and alone.
#include <catch2/catch.hpp>

#include "store_refund_fixture.hpp"

using namespace store_test;

TEST_CASE("sandbox.store a refund is answered with 201 and everything that was asked") {
    Refunding store;
    const auto id = store.place();
    const HttpResponse answer = store.ask_refund(id, R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1, R"(,"reason":"Chipped")") + "," +
                                                         Refunding::by_amount("SHIPPING", store.address, "2.00") + R"(],"reason":"One mug arrived chipped","payments":[)" +
                                                         Refunding::pays("stripe", "14.50") + "]}");
    CHECK(answer.status == 201);
    const Value refund = json(answer.body)["data"];
    CHECK(refund["id"].int_or(0) > 0);
    CHECK(refund["order_id"].int_or(0) == id);
    CHECK(refund["user_id"].int_or(-1) == 0);
    CHECK(refund["created"].text_or("") == "2026-03-01T10:00:00+00:00");
    CHECK(refund["reason"].text_or("") == "One mug arrived chipped");
    CHECK(refund["total_amount"].text_or("") == "14.5");
    CHECK(refund["total_tax"].text_or("") == "2.43"); // 2.09 and 0.34
    CHECK_FALSE(refund["uses_merchant_override_values"].bool_or(true));
    REQUIRE(refund["items"].size() == 2);
    CHECK(Refunding::item(refund)["item_type"].text_or("") == "PRODUCT");
    CHECK(Refunding::item(refund)["item_id"].text_or("") == store.mug);
    CHECK(Refunding::item(refund)["quantity"].int_or(0) == 1);
    CHECK(Refunding::item(refund)["reason"].text_or("") == "Chipped");
    CHECK(Refunding::item(refund)["requested_amount"].text_or("") == "12.5");
    CHECK(Refunding::item(refund, 1).find("quantity") == nullptr);
    CHECK(Refunding::payment(refund)["provider_id"].text_or("") == "stripe");
    CHECK(Refunding::payment(refund)["amount"].text_or("") == "14.5");
    CHECK(store.read("/v3/orders/payment_actions/refunds")["data"].as_array()->front() == refund);
}

TEST_CASE("sandbox.store an override replaces amount and tax, in both spellings and as a list of one") {
    for (const char* const spelling : {R"({"total_amount":10,"total_tax":0.5})", R"({"total_amount":10.00,"tax_amount":0.50})", R"([{"total_amount":10,"total_tax":0.5}])"}) {
        Refunding store;
        const auto id = store.place();
        const auto ask = [&](const char* amount) {
            return store.ask_refund(id, R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + R"(],"merchant_calculated_override":)" + spelling + R"(,"payments":[)" +
                                            Refunding::pays("stripe", amount) + "]}");
        };
        CHECK(Refunding::title(ask("12.50")) == "The payment amount 12.50 must equal the 10.00 of the refund quote.");
        const Value refund = json(ask("10").body)["data"];
        CHECK(refund["total_amount"].text_or("") == "10");
        CHECK(refund["total_tax"].text_or("") == "0.5");
        CHECK(refund["uses_merchant_override_values"].bool_or(false));
    }
}

TEST_CASE("sandbox.store an override gives back no more than is left") {
    Refunding store;
    const auto id = store.place();
    const HttpResponse answer = store.ask_refund(id, R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) +
                                                         R"(],"merchant_calculated_override":{"total_amount":44.81,"total_tax":0},"payments":[)" + Refunding::pays("stripe", "44.81") + "]}");
    CHECK(Refunding::title(answer) == "The refund amount 44.81 is greater than the remaining amount 44.80.");
}

TEST_CASE("sandbox.store a tax adjustment is what was overcharged, has no items and needs no payments") {
    Refunding store;
    const auto id = store.place();
    CHECK(Refunding::title(store.ask_refund(id, R"({"tax_adjustment_amount":1})")) == "The tax adjustment must equal the 0.00 that was overcharged, or be overridden.");
    const std::string kept_tax = R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + R"(],"merchant_calculated_override":{"total_amount":10.41,"total_tax":0},"payments":[)" +
                                 Refunding::pays("stripe", "10.41") + "]}";
    REQUIRE(store.ask_refund(id, kept_tax).status == 201);
    CHECK(json(store.ask_quote(id, R"({"tax_adjustment_amount":2.09})").body)["data"]["total_refund_amount"].text_or("") == "2.09");
    const HttpResponse answer = store.ask_refund(id, R"({"tax_adjustment_amount":2.09})");
    REQUIRE(answer.status == 201);
    const Value refund = json(answer.body)["data"];
    CHECK(refund["total_amount"].text_or("") == "2.09");
    CHECK(refund["total_tax"].text_or("") == "2.09");
    CHECK(refund["items"].size() == 0);
    CHECK(Refunding::payment(refund)["provider_id"].text_or("") == "stripe");
    CHECK(Refunding::title(store.ask_refund(id, R"({"tax_adjustment_amount":2.09})")).rfind("The tax adjustment must equal the 0.00", 0) == 0);
}

TEST_CASE("sandbox.store a tax adjustment can be overridden, or be of any amount where the store is set so") {
    for (const bool checked : {true, false}) {
        Refunding store(checked ? "" : R"("tax_adjustment_checked":false)");
        const auto id = store.place();
        const std::string overridden = checked ? R"(,"merchant_calculated_override":{"total_amount":1,"total_tax":1})" : "";
        CHECK(store.ask_refund(id, R"({"tax_adjustment_amount":1)" + overridden + "}").status == 201);
    }
}

TEST_CASE("sandbox.store requested_amount is a number in lists, alone it is text or null, and as the store is set") {
    const auto shapes = [](const std::string& setting) {
        Refunding store(setting);
        const auto id = store.place();
        const Value listed = store.refund(id, Refunding::by_quantity("PRODUCT", store.mug, 1) + "," + Refunding::by_amount("SHIPPING", store.address, "4.00"));
        const Value alone = store.shown(listed);
        std::string out;
        for (const Value* refund : {&listed, &alone})
            for (const std::size_t at : {std::size_t{0}, std::size_t{1}}) {
                const Value& amount = Refunding::item(*refund, at)["requested_amount"];
                out += (amount.is_null() ? "null" : amount.is_text() ? "'" + *amount.as_text() + "'" : amount.text_or("?")) + " ";
            }
        return out;
    };
    CHECK(shapes("") == "12.5 4 null '4.00' ");
    CHECK(shapes(R"("requested_amount":"number")") == "12.5 4 12.5 4 ");
    CHECK(shapes(R"("requested_amount":"text")") == "'12.50' '4.00' '12.50' '4.00' ");
    CHECK(shapes(R"("requested_amount":"null")") == "null null null null ");
}

TEST_CASE("sandbox.store quantity, the id of a fee, created, user and tax items are as the store is set") {
    const auto made = [](const std::string& setting) {
        Refunding store(setting);
        const auto id = store.place();
        const Value refund = store.refund(id, Refunding::by_amount("FEE", store.fee, "0.60") + "," + Refunding::by_amount("TAX", "1", "0.10"));
        const bool by_fee = Refunding::item(refund)["item_id"].text_or("") == store.fee, by_order = Refunding::item(refund)["item_id"].int_or(0) == id;
        return std::string(by_fee ? "fee" : by_order ? "order" : "?") + " " + Refunding::item(refund)["quantity"].text_or("-") + " " + refund["user_id"].text_or("") + " " +
               std::to_string(refund["items"].size()) + " " + refund["created"].text_or("");
    };
    CHECK(made("") == "fee - 0 1 2026-03-01T10:00:00+00:00");
    CHECK(made(R"("fee_item_id":"order")") == "order - 0 1 2026-03-01T10:00:00+00:00");
    CHECK(made(R"("quantity_of_others":"one")") == "fee 1 0 1 2026-03-01T10:00:00+00:00");
    CHECK(made(R"("user_id":5)") == "fee - 5 1 2026-03-01T10:00:00+00:00");
    CHECK(made(R"("tax_items":"shown")") == "fee - 0 2 2026-03-01T10:00:00+00:00");
    CHECK(made(R"("created":"empty")") == "fee - 0 1 ");
}

TEST_CASE("sandbox.store refunds are listed by id, by order, by time and by transaction, page by page") {
    Refunding store(R"("settle_ms":0)");
    const auto first = store.place(), second = store.place();
    const std::string number_of_first = std::to_string(first), all = "/v3/orders/payment_actions/refunds";
    const Value a = store.refund(first, Refunding::by_amount("ORDER", "1", "1"));
    store.wait(60'000);
    const Value b = store.refund(second, Refunding::by_amount("ORDER", "1", "2"));
    const Value c = store.refund(first, Refunding::by_amount("ORDER", "1", "3"));
    const auto ids = [&](const std::string& path) {
        std::string out;
        const Value found = store.read(path);
        for (const Value& one : *found["data"].as_array()) out += one["total_amount"].text_or("?") + " ";
        return out;
    };
    CHECK(ids(all) == "1 2 3 ");
    CHECK(ids("/v3/orders/" + number_of_first + "/payment_actions/refunds") == "1 3 ");
    CHECK(ids(all + "?order_id:in=" + std::to_string(second)) == "2 ");
    CHECK(ids(all + "?id:in=" + a["id"].text_or("") + "," + c["id"].text_or("")) == "1 3 ");
    CHECK(ids(all + "?created:min=2026-03-01T10:01:00Z") == "2 3 ");
    CHECK(ids(all + "?created:max=2026-03-01T10:00:00Z") == "1 ");
    CHECK(ids(all + "?transaction_id=" + Refunding::payment(b)["transaction_id"].text_or("none")) == "2 ");
    CHECK(ids(all + "?limit=2&page=2") == "3 ");
    CHECK(store.read(all + "?limit=2")["meta"]["pagination"]["total"].int_or(0) == 3);
    CHECK(store.get(all + "?created:min=yesterday").status == 422);
    Refunding plain("", R"("refund_list_has_pagination":false)");
    plain.refund(plain.place(), Refunding::by_amount("ORDER", "1", "1"));
    CHECK(plain.read(all)["meta"].size() == 0);
    CHECK(plain.read(all)["data"].size() == 1);
}

TEST_CASE("sandbox.store settings of refunds that make no sense are refused by name") {
    const auto refusal = [](const std::string& refunds) -> std::string {
        try {
            Refunding::settings_with(refunds, "");
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
        return "";
    };
    CHECK(refusal(R"("settle_ms":-1)") == "store.refunds.settle_ms: must be 0 to 2678400000");
    CHECK(refusal(R"("order_taxes":"gone")") == "store.refunds.order_taxes: \"gone\" is none of: lowered, removed, kept");
    CHECK(refusal(R"("status_follows":"yes")") == "store.refunds.status_follows: must be true or false");
    CHECK(refusal(R"("single_refund_gateways":"stripe")") == "store.refunds.single_refund_gateways: must be a list of texts");
    CHECK(refusal(R"("colour":1)") == "store.refunds.colour: unknown setting of the store's refunds (see docs/sandbox.md)");
}
