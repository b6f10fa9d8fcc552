// Protects: refunds as people make them in the control panel, in process and by the control interface.
// How: calls as a client makes them.
#include <catch2/catch.hpp>

#include "server/refund_control.hpp"
#include "store_refund_fixture.hpp"

using namespace store_test;
using ledgerline::sandbox::server::answer_refunds;
using ledgerline::sandbox::server::ControlCall;

namespace {

struct Controlled : Refunding {
    using Refunding::Refunding;
    HttpResponse ask(const std::string& method, std::vector<std::string> path, const std::string& body = "") {
        const auto answer = answer_refunds(shop, ControlCall{method, std::move(path), body.empty() ? Value() : json(body)});
        REQUIRE(answer);
        return *answer;
    }
    Value entered(const std::string& body = "") {
        const HttpResponse answer = ask("POST", {"orders", std::to_string(id), "refund"}, body);
        REQUIRE(answer.status == 201);
        return json(answer.body);
    }
    std::int64_t id = place();
};

} // namespace

TEST_CASE("sandbox.store a person refunds everything that is left, as it was paid") {
    Controlled store;
    store.entered(R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + R"(],"reason":"Chipped","user_id":5})");
    const Value refund = store.entered();
    CHECK(refund["total_amount"].text_or("") == "32.3");
    CHECK(refund["items"].size() == 6);
    CHECK(refund["user_id"].int_or(0) == 1);
    CHECK(store.order(store.id)["status_id"].int_or(0) == 4);
    CHECK_THROWS_WITH(store.entered(), "nothing of order 1001 is left to be refunded");
}

TEST_CASE("sandbox.store a person refunds an amount, outside of the store or as store credit") {
    Controlled store;
    const Value offline = store.entered(R"({"amount":"5.00","reason":"Late","user_id":5,"offline":true})");
    CHECK(offline["reason"].text_or("") == "Late");
    CHECK(offline["user_id"].int_or(0) == 5);
    CHECK(Refunding::item(offline)["item_type"].text_or("") == "ORDER");
    CHECK(Refunding::payment(offline)["provider_id"].text_or("") == "stripe");
    CHECK(Refunding::payment(offline)["offline"].bool_or(false));
    CHECK(Refunding::payment(store.entered(R"({"amount":"5.00","provider_id":"storecredit"})"))["provider_id"].text_or("") == "storecredit");
    CHECK_THROWS_WITH(store.entered(R"({"amount":"5.00","provider_id":"klarna"})"), "payments: The payment provider klarna cannot refund this.");
    CHECK_THROWS_WITH(store.entered(R"({"amount":"500.00"})"), "items[0]: The refund amount 500.00 is greater than the remaining amount 34.80.");
    CHECK_THROWS_WITH(store.entered(R"({"colour":1})"), "colour: unknown member of a refund (see docs/sandbox.md)");
    CHECK_THROWS_WITH(store.ask("POST", {"orders", "4711", "refund"}), "no order 4711");
}

TEST_CASE("sandbox.store control settles and declines payments, and shows refunds") {
    Controlled store;
    const std::string first = Refunding::payment(store.entered(R"({"amount":"1.00"})"))["id"].text_or(""), second = Refunding::payment(store.entered(R"({"amount":"2.00"})"))["id"].text_or("");
    CHECK(store.ask("POST", {"refund-payments", first, "settle"}).status == 200);
    CHECK(store.ask("POST", {"refund-payments", second, "decline"}, R"({"message":"Account closed"})").status == 200);
    const Value refunds = json(store.ask("GET", {"refunds"}).body)["refunds"];
    REQUIRE(refunds.size() == 2);
    CHECK(Refunding::payment((*refunds.as_array())[0]).find("transaction_id") != nullptr);
    CHECK(Refunding::payment((*refunds.as_array())[1])["declined_message"].text_or("") == "Account closed");
    CHECK(store.shop.order(store.id)["refunds"] == refunds);
    CHECK_THROWS(store.ask("POST", {"refund-payments", second, "void"}));
    CHECK_THROWS(store.ask("GET", {"refund-payments", second, "settle"}));
    CHECK_FALSE(answer_refunds(store.shop, ControlCall{"GET", {"orders"}, Value()}));
}

TEST_CASE("sandbox.store control injects faults of payments and takes them away") {
    Controlled store;
    CHECK(store.ask("POST", {"refund-faults"}, R"({"kind":"declined","payments":0})").status == 200);
    store.entered(R"({"amount":"1.00"})");
    CHECK(store.ask("DELETE", {"refund-faults"}).status == 200);
    store.entered(R"({"amount":"2.00"})");
    store.wait(2'000);
    const Value rows = store.transactions(store.id);
    CHECK((*rows.as_array())[1]["status"].text_or("") == "error");
    CHECK((*rows.as_array())[2]["status"].text_or("") == "ok");
}
