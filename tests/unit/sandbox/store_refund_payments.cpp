// Protects: payments of refunds end later than the refund: settled or declined, with a row in the order's transactions, or never.
// How: a clock that the test moves, faults, and what people do by hand.
#include <catch2/catch.hpp>

#include "store_refund_fixture.hpp"

using namespace store_test;

namespace {

Value fault_of(const std::string& text) { return json(text); }

struct Paying : Refunding {
    using Refunding::Refunding;
    Value one_mug() { return refund(id, by_quantity("PRODUCT", mug, 1)); }
    void inject(const std::string& fault) { shop.inject(ledgerline::sandbox::refund_fault_from(fault_of(fault))); }
    std::int64_t id = place();
};

} // namespace

TEST_CASE("sandbox.store a payment settles later: a transaction that refers to the purchase, and its id in the refund") {
    Paying store;
    const Value refund = store.one_mug();
    CHECK(Refunding::payment(refund).find("transaction_id") == nullptr);
    CHECK(store.transactions(store.id).size() == 1);
    CHECK(store.shop.refunds_quiet_at() == store.clock.at + 2'000);
    store.wait(1'999);
    CHECK(Refunding::payment(store.shown(refund)).find("transaction_id") == nullptr);
    store.wait(1);
    const Value rows = store.transactions(store.id);
    REQUIRE(rows.size() == 2);
    const Value& row = (*rows.as_array())[1];
    CHECK(row["event"].text_or("") == "refund");
    CHECK(row["status"].text_or("") == "ok");
    CHECK(row["amount"].text_or("") == "12.5");
    CHECK(row["gateway"].text_or("") == "stripe");
    CHECK(row["method"].text_or("") == "credit_card");
    CHECK(row["reference_transaction_id"] == (*rows.as_array())[0]["id"]);
    const Value payment = Refunding::payment(store.shown(refund));
    CHECK(payment["transaction_id"].is_text());
    CHECK(payment["transaction_id"].text_or("") == row["id"].text_or("?"));
    CHECK(store.shop.refunds_quiet_at() == 0);
}

TEST_CASE("sandbox.store a payment settles with the answer where the store is set so") {
    Paying store(R"("settle_ms":0)");
    CHECK(Refunding::payment(store.one_mug())["transaction_id"].is_text());
    CHECK(store.transactions(store.id).size() == 2);
}

TEST_CASE("sandbox.store a declined payment has a message and a transaction that failed, and can be refunded again") {
    for (const bool named : {false, true}) {
        Paying store(named ? R"("declined_names_transaction":true)" : "");
        store.inject(R"({"kind":"declined","message":"Card expired"})");
        const Value refund = store.one_mug();
        CHECK_FALSE(Refunding::payment(refund)["is_declined"].bool_or(true));
        CHECK(Refunding::payment(refund)["declined_message"].text_or("?").empty());
        store.wait(2'000);
        const Value payment = Refunding::payment(store.shown(refund));
        CHECK(payment["is_declined"].bool_or(false));
        CHECK(payment["declined_message"].text_or("") == "Card expired");
        CHECK((payment.find("transaction_id") != nullptr) == named);
        CHECK((*store.transactions(store.id).as_array())[1]["status"].text_or("") == "error");
        CHECK(store.line(store.id, 0)["quantity_refunded"].int_or(-1) == 0);
        CHECK(store.order(store.id)["payment_status"].text_or("") == "captured");
        const Value again = store.refund(store.id, Refunding::by_quantity("PRODUCT", store.mug, 2));
        CHECK(again["total_amount"].text_or("") == "25");
    }
}

TEST_CASE("sandbox.store what a declined refund was for stays refunded where the store is set so") {
    Paying store(R"("declined_counts":true)");
    store.inject(R"({"kind":"declined"})");
    store.one_mug();
    store.wait(2'000);
    CHECK(store.line(store.id, 0)["quantity_refunded"].int_or(0) == 1);
    CHECK(store.ask_quote(store.id, R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 2) + "]}").status == 422);
}

TEST_CASE("sandbox.store faults of payments: pending for ever, late, at once, and of one provider") {
    Paying store;
    store.inject(R"({"kind":"pending"})");
    const Value pending = store.one_mug();
    store.wait(86'400'000);
    CHECK(Refunding::payment(store.shown(pending)).find("transaction_id") == nullptr);
    store.inject(R"({"kind":"late","delay_ms":60000,"provider":"paypalexpress"})");
    store.inject(R"({"kind":"late","delay_ms":60000,"payments":0})");
    const Value late = store.refund(store.id, Refunding::by_quantity("PRODUCT", store.cap, 1));
    store.wait(61'999);
    CHECK(Refunding::payment(store.shown(late)).find("transaction_id") == nullptr);
    store.wait(1);
    CHECK(Refunding::payment(store.shown(late)).find("transaction_id") != nullptr);
    store.shop.clear_refund_faults();
    store.inject(R"({"kind":"at_once"})");
    CHECK(Refunding::payment(store.refund(store.id, Refunding::by_quantity("PRODUCT", store.cap, 1))).find("transaction_id") != nullptr);
    CHECK_THROWS_WITH(store.inject(R"({"kind":"lost"})"), "kind: must be declined, pending, late or at_once");
    CHECK_THROWS_WITH(store.inject(R"({"kind":"late","colour":1})"), "colour: unknown member of a fault of refunds; known are kind, payments, provider, message, delay_ms");
}

TEST_CASE("sandbox.store a person settles or declines a payment, once") {
    Paying store;
    const std::int64_t first = Refunding::payment(store.one_mug())["id"].int_or(0);
    store.shop.settle_refund_payment(first);
    CHECK(store.transactions(store.id).size() == 2);
    CHECK_THROWS_WITH(store.shop.settle_refund_payment(first), "payment " + std::to_string(first) + " is not pending");
    const std::int64_t second = Refunding::payment(store.one_mug())["id"].int_or(0);
    store.shop.decline_refund_payment(second, "No such card");
    store.wait(10'000);
    CHECK(store.transactions(store.id).size() == 3);
    CHECK_THROWS_WITH(store.shop.decline_refund_payment(1, ""), "no payment of a refund 1");
}

TEST_CASE("sandbox.store a split refund goes back as it was paid, each payment for itself") {
    Paying store;
    const auto id = store.place(R"("customer_id":27,"store_credit_amount":"40.00")");
    store.inject(R"({"kind":"declined","provider":"storecredit"})");
    const Value refund = store.refund(id, Refunding::by_quantity("PRODUCT", store.mug, 2));
    REQUIRE(refund["payments"].size() == 2);
    CHECK(Refunding::payment(refund, 0)["amount"].text_or("") == "4.8");
    CHECK(Refunding::payment(refund, 1)["amount"].text_or("") == "20.2");
    store.wait(2'000);
    const Value shown = store.shown(refund);
    CHECK_FALSE(Refunding::payment(shown, 0)["is_declined"].bool_or(true));
    CHECK(Refunding::payment(shown, 1)["is_declined"].bool_or(false));
    CHECK(store.line(id, 0)["quantity_refunded"].int_or(0) == 2); // a part of the money went
    CHECK(store.transactions(id).size() == 4);
}

TEST_CASE("sandbox.store a payment by hand is done at once, and has a transaction only where the store is set so") {
    for (const bool has_row : {false, true}) {
        Paying store(has_row ? R"("offline_has_transaction":true)" : "");
        const HttpResponse answer = store.ask_refund(store.id, R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + R"(],"payments":[)" + Refunding::pays("custom", "12.5", true) + "]}");
        REQUIRE(answer.status == 201);
        CHECK(Refunding::payment(json(answer.body)["data"])["offline"].bool_or(false));
        store.wait(60'000);
        CHECK(store.transactions(store.id).size() == (has_row ? 2U : 1U));
    }
}

TEST_CASE("sandbox.store a gateway that refunds once is offline the second time") {
    Paying store(R"("single_refund_gateways":["stripe"])");
    store.one_mug();
    const Value option = (*store.quote(store.id, Refunding::by_quantity("PRODUCT", store.mug, 1))["refund_methods"].as_array()->back().as_array())[0];
    CHECK(option["offline"].bool_or(false));
    CHECK_FALSE(option["offline_provider"].bool_or(true));
    CHECK(option["offline_reason"].text_or("") == "Multiple online refunds are not available.");
}

TEST_CASE("sandbox.store rows of refunds can have an amount below zero") {
    Paying store(R"("negative_transactions":true,"settle_ms":0)");
    store.one_mug();
    CHECK((*store.transactions(store.id).as_array())[1]["amount"].text_or("") == "-12.5");
}
