// Protects what a refund says: every amount as the store states it, whatever form it has, and a clear refusal where it cannot be
// understood, without holding up the others.
#include "refund_room.hpp"

using namespace bigcommerce_room;

namespace {

constexpr base::Millis made = 1'772'355'600'000; // 2026-03-01T09:00:00Z

Value body_of_refund(RefundWorld& world, const std::string& id) {
    REQUIRE(world.reader->read_all());
    for (const auto& one : world.reader->emitted) {
        INFO(one.refusal);
        REQUIRE(one.refusal.empty());
    }
    return world.newest(id);
}
const Value& item(const Value& body, std::size_t index = 0) { return (*body["items"].as_array())[index]; }
const Value& payment_of(const Value& body, std::size_t index = 0) { return (*body["payments"].as_array())[index]; }

} // namespace

TEST_CASE("refund.bigcommerce mapping: a partial refund with its charges and its payment") {
    RefundWorld world;
    world.store.add(63, made) = json(R"({"id":63,"order_id":1047,"user_id":5,"created":"2025-03-11T09:02:44+00:00","reason":"One mug arrived chipped","total_amount":16.51,"total_tax":1.26,
        "uses_merchant_override_values":false,"items":[{"item_type":"PRODUCT","item_id":2052,"reason":"chipped","quantity":1,"requested_amount":11.25,"adjustments":[{"amount":-1.50,"description":"Restocking"}]},
        {"item_type":"SHIPPING","item_id":880,"reason":"","quantity":1,"requested_amount":4.0}],
        "payments":[{"id":71,"provider_id":"braintree","amount":16.51,"offline":false,"is_declined":false,"declined_message":"","transaction_id":"90412233"}]})");
    CHECK(message::write_json(body_of_refund(world, "63")) ==
          message::write_json(json(R"({"id":"63","order_id":"1047","created_at":"2025-03-11T09:02:44Z","created_by":"5","reason":"One mug arrived chipped","currency":"GBP","decimals":2,
            "total_inc_tax":"16.51","total_tax":"1.26","amounts_set_by_hand":false,
            "items":[{"kind":"line","target_id":"2052","quantity":1,"amount":"11.25","adjustments":[{"amount":"-1.50","label":"Restocking"}],"reason":"chipped"},
                     {"kind":"shipping","target_id":"880","quantity":0,"amount":"4.0","adjustments":[],"reason":""}],
            "payments":[{"id":"71","provider_id":"braintree","amount":"16.51","offline":false,"state":"settled","declined_message":"","transaction_id":"90412233"}],"settlement":"settled"})")));
    CHECK(world.reader->emitted.front().source_time == "2025-03-11T09:02:44Z");
}

TEST_CASE("refund.bigcommerce mapping: every kind of item, and units of lines only") {
    const std::vector<std::pair<const char*, const char*>> kinds{{"PRODUCT", "line"}, {"GIFT_WRAPPING", "wrapping"}, {"SHIPPING", "shipping"}, {"HANDLING", "handling"}, {"ORDER", "order"}, {"FEE", "fee"}, {"TAX", "tax"}};
    for (const auto& [type, kind] : kinds) {
        RefundWorld world;
        world.store.add(1, made).set("items", json(R"([{"item_type":")" + std::string(type) + R"(","item_id":7,"quantity":3,"requested_amount":5}])"));
        const Value body = body_of_refund(world, "1");
        CHECK(item(body)["kind"].text_or("") == kind);
        CHECK(item(body)["quantity"].int_or(-1) == (std::string(kind) == "line" ? 3 : 0));
        CHECK(item(body)["target_id"].text_or("") == "7");
    }
}

TEST_CASE("refund.bigcommerce mapping: amounts are what the store wrote, as number or text, what it does not say is empty") {
    const std::vector<std::pair<const char*, const char*>> amounts{{"0.05", "0.05"}, {"\"4.00\"", "4.00"}, {"null", ""}, {"\"\"", ""}, {"{}", ""}, {"50", "50"}, {"1e2", "100"}, {"0.1234567890123", "0.1234567890123"}};
    for (const auto& [stated, expected] : amounts) {
        RefundWorld world;
        world.store.add(1, made).set("items", json(R"([{"item_type":"FEE","item_id":7,"requested_amount":)" + std::string(stated) + "}]"));
        INFO(stated);
        CHECK(item(body_of_refund(world, "1"))["amount"].text_or("?") == expected);
    }
}

TEST_CASE("refund.bigcommerce mapping: tax alone has no items, tax may be negative, and amounts may have been set by hand") {
    RefundWorld world;
    Value& row = world.store.add(1, made);
    row.set("items", Value::array());
    row.set("total_tax", json("-0.83"));
    row.set("uses_merchant_override_values", true);
    row.set("created", "");
    const Value body = body_of_refund(world, "1");
    CHECK(body["items"].size() == 0);
    CHECK(body["total_tax"].text_or("") == "-0.83");
    CHECK(body["amounts_set_by_hand"].bool_or(false));
    CHECK(body["created_at"].text_or("?").empty());
    CHECK(body["created_by"].text_or("?").empty());
}

TEST_CASE("refund.bigcommerce mapping: what concerns the whole order may lack a number of its own") {
    RefundWorld world;
    world.store.add(1, made).set("items", json(R"([{"item_type":"TAX","item_id":null,"requested_amount":"1.99"},{"item_type":"ORDER","requested_amount":"1.99"}])"));
    const Value body = body_of_refund(world, "1");
    CHECK(item(body, 0)["target_id"].text_or("") == "1047");
    CHECK(item(body, 1)["target_id"].text_or("") == "1047");
}

TEST_CASE("refund.bigcommerce mapping: the state of a payment") {
    struct Case { const char *members, *state, *message; };
    for (const Case& one : {Case{R"("is_declined":true,"declined_message":"no funds")", "declined", "no funds"}, Case{R"("is_declined":true,"offline":true,"declined_message":"")", "declined", ""},
                            Case{R"("offline":true,"declined_message":"old words")", "settled", ""}, Case{R"("transaction_id":"9")", "settled", ""}, Case{R"("transaction_id":9)", "settled", ""},
                            Case{R"("transaction_id":null)", "pending", ""}, Case{R"("transaction_id":{})", "pending", ""}, Case{R"("transaction_id":"")", "pending", ""}, Case{R"("offline":false)", "pending", ""}}) {
        RefundWorld world;
        world.store.add(1, made).set("payments", json(R"([{"id":3,"provider_id":"braintree","amount":5.00,)" + std::string(one.members) + "}]"));
        const Value body = body_of_refund(world, "1");
        INFO(one.members);
        CHECK(payment_of(body)["state"].text_or("") == one.state);
        CHECK(payment_of(body)["declined_message"].text_or("?") == one.message);
    }
}

TEST_CASE("refund.bigcommerce mapping: settlement is of all payments together, which come by ascending id") {
    const std::string settled = R"("transaction_id":"t"})", declined = R"("is_declined":true})", pending = R"("offline":false})";
    const std::vector<std::pair<std::vector<std::string>, const char*>> cases{
        {{}, "none"}, {{settled, settled}, "settled"}, {{settled, pending}, "pending"}, {{declined, pending}, "pending"}, {{declined, declined}, "declined"}, {{declined, settled}, "partly_declined"}};
    for (const auto& [states, expected] : cases) {
        RefundWorld world;
        std::string rows;
        int id = 20; // descending
        for (const std::string& state : states) rows += (rows.empty() ? "" : ",") + std::string(R"({"id":)") + std::to_string(--id) + R"(,"provider_id":"braintree","amount":2.50,)" + state;
        world.store.add(1, made).set("payments", json("[" + rows + "]"));
        const Value body = body_of_refund(world, "1");
        CHECK(body["settlement"].text_or("") == expected);
        if (states.size() == 2) CHECK(payment_of(body, 0)["id"].text_or("") == "18");
    }
}

TEST_CASE("refund.bigcommerce mapping: the currency is what the shopper paid in, with its own digits, and each order is asked once") {
    RefundWorld world;
    world.store.orders["1047"] = json(R"({"id":1047,"default_currency_code":"jpy","currency_code":"USD"})");
    for (int id = 1; id <= 3; ++id) world.store.add(id, made);
    const Value body = body_of_refund(world, "2");
    CHECK(body["currency"].text_or("") == "JPY");
    CHECK(body["decimals"].int_or(-1) == 0);
    CHECK(world.store.times_asked("/v2/orders/1047") == 1);
}

TEST_CASE("refund.bigcommerce mapping: of another channel, or made before the first day, a refund is not ours") {
    Value fields = refund_settings();
    fields.set("channel", "2");
    fields.set("from", "2026-03-01");
    RefundWorld world(fields);
    world.store.add(1, made, "1047"); // of channel 1
    world.store.orders["1048"] = json(R"({"id":1048,"default_currency_code":"GBP","channel_id":2})");
    world.store.add(2, made - 10 * 3'600'000, "1048"); // the evening before
    world.store.add(3, made, "1048");
    world.store.add(4, 0, "1048"); // it does not say when
    CHECK(world.reader->read_all());
    CHECK(world.reader->times() == std::map<std::string, int>{{"3", 1}, {"4", 1}});
}

TEST_CASE("refund.bigcommerce mapping: what cannot be understood is refused with its place, its value and what to do, and later ones flow") {
    struct Case { const char *member, *value, *told; };
    for (const Case& one : {Case{"total_amount", "-5.00", "/total_amount: -5.00 is negative"}, Case{"total_amount", "\"much\"", "/total_amount"}, Case{"total_amount", "null", "/total_amount"}, Case{"total_tax", "null", "/total_tax"},
                            Case{"order_id", "null", "/order_id: does not say of which order it is"}, Case{"order_id", "\"x\"", "/order_id"}, Case{"items", "null", "/items: is no list"}, Case{"items", "[7]", "/items/0/item_type"},
                            Case{"items", R"([{"item_type":"VOUCHER","item_id":7}])", "/items/0/item_type: \"VOUCHER\" is no kind of item that is known here"},
                            Case{"items", R"([{"item_type":"PRODUCT","item_id":7,"requested_amount":5}])", "/items/0/quantity"},
                            Case{"items", R"([{"item_type":"PRODUCT","item_id":0,"quantity":1}])", "/items/0/item_id: 0 is no number of what is refunded"},
                            Case{"items", R"([{"item_type":"PRODUCT","item_id":7,"quantity":1,"adjustments":[{"amount":2.5,"description":"x"}]}])", "/items/0/adjustments/0/amount: 2.5 is positive"},
                            Case{"items", R"([{"item_type":"SHIPPING","item_id":7,"adjustments":[{"amount":-2.5,"description":"x"}]}])", "/items/0/adjustments: a deduction is known for products only"},
                            Case{"payments", "{}", "/payments: is no list"}, Case{"payments", R"([{"provider_id":"x","amount":5}])", "/payments/0/id: nothing is no number of a payment"},
                            Case{"payments", R"([{"id":3,"provider_id":"x","amount":-5}])", "/payments/0/amount: -5 is negative"}, Case{"created", "\"yesterday\"", "/created: \"yesterday\" is no date"}, Case{"created", "7", "/created: \"7\" is no date"}}) {
        RefundWorld world;
        world.store.add(1, made).set(one.member, json(one.value));
        world.store.add(2, made);
        const auto outcome = world.reader->poll();
        INFO(one.member << " " << one.value);
        CHECK(outcome.verdict == LL_PASS);
        CHECK(world.reader->refused() == 1);
        CHECK(world.state("2") == "settled");
        REQUIRE(outcome.findings.size() == 1);
        CHECK(outcome.findings.front().code == "MESSAGE_REFUSED");
        CHECK(outcome.findings.front().subject == "refund:1");
        CHECK_THAT(outcome.findings.front().message, Catch::StartsWith("Refund 1") && Catch::Contains(one.told) && Catch::Contains("book it by hand") && !Catch::Contains("scratch"));
    }
}

TEST_CASE("refund.bigcommerce mapping: a refund whose order is not in the store is held and says so, with its total") {
    RefundWorld world;
    world.store.add(1, made, "77");
    world.store.orders.erase("77");
    world.store.add(2, made, "77");
    world.store.add(3, made);
    world.store.orders.erase("77");
    const auto outcome = world.reader->poll();
    CHECK(world.reader->times() == std::map<std::string, int>{{"3", 1}});
    REQUIRE(outcome.findings.size() == 2);
    CHECK_THAT(outcome.findings.front().message, Catch::Contains("Refund 1 of order 77") && Catch::Contains("no order 77 (404)") && Catch::Contains("book it by hand"));
    CHECK(outcome.emitted.front().body["total_inc_tax"].text_or("") == "5.00");
    CHECK(world.store.times_asked("/v2/orders/77") == 1);
    // It is there again: the good reading takes the place of the held one.
    world.store.orders["77"] = json(R"({"id":77,"default_currency_code":"EUR"})");
    world.wait(60);
    CHECK(world.reader->read_all());
    CHECK(world.newest("1")["currency"].text_or("") == "EUR");
    CHECK(world.reader->cursor["open"].size() == 0);
}
