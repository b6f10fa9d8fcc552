// Protects: what the store refuses to refund, with the form and, where it is known, the text of the API.
// How: one wrong request each.
#include <catch2/catch.hpp>

#include "store_refund_fixture.hpp"

using namespace store_test;

namespace {

// What a quote of these items is refused with.
std::string refusal(Refunding& store, std::int64_t id, const std::string& items) { return Refunding::title(store.ask_quote(id, R"({"items":[)" + items + "]}")); }

std::string wrong_member(const HttpResponse& response) {
    const Value body = json(response.body);
    const Value& error = body["data"].is_array() ? body["data"].as_array()->front() : body;
    return response.status == 422 && error["errors"].size() == 1 ? error["errors"].as_object()->front().first + " " + error["errors"].as_object()->front().second.text_or("") : "";
}

} // namespace

TEST_CASE("sandbox.store no more of a line can be refunded than is left, in one refund or in several") {
    Refunding store;
    const auto id = store.place();
    CHECK(refusal(store, id, Refunding::by_quantity("PRODUCT", store.mug, 3)) == "The quantity 3 is greater than the remaining quantity 2.");
    const std::string one = Refunding::by_quantity("PRODUCT", store.mug, 1);
    CHECK(refusal(store, id, one + "," + one + "," + one) == "The quantity 1 is greater than the remaining quantity 0.");
    store.refund(id, one);
    CHECK(refusal(store, id, Refunding::by_quantity("PRODUCT", store.mug, 2)) == "The quantity 2 is greater than the remaining quantity 1.");
}

TEST_CASE("sandbox.store no more of an amount can be refunded than is left") {
    Refunding store;
    const auto id = store.place();
    CHECK(refusal(store, id, Refunding::by_amount("SHIPPING", store.address, "4.96")) == "The refund amount 4.96 is greater than the remaining amount 4.95.");
    store.refund(id, Refunding::by_amount("SHIPPING", store.address, "4.00"));
    CHECK(refusal(store, id, Refunding::by_amount("SHIPPING", store.address, "1")) == "The refund amount 1.00 is greater than the remaining amount 0.95.");
    CHECK(refusal(store, id, Refunding::by_amount("ORDER", "1", "40.81")) == "The refund amount 40.81 is greater than the remaining amount 40.80.");
    CHECK(refusal(store, id, Refunding::by_amount("TAX", "1", "40")).find("is greater than the remaining amount") != std::string::npos);
    CHECK(refusal(store, id, Refunding::by_quantity("PRODUCT", store.mug, 1, R"(,"adjustments":[{"amount":-12.51}])")) == "The adjustments are more than the 12.50 of the item.");
}

TEST_CASE("sandbox.store what the order does not have cannot be refunded") {
    Refunding store;
    const auto id = store.place();
    CHECK(refusal(store, id, Refunding::by_quantity("PRODUCT", "99", 1)) == "Order 1001 has no product 99.");
    CHECK(refusal(store, id, Refunding::by_quantity("GIFT_WRAPPING", store.mug, 1)) == "Order product " + store.mug + " has no gift wrapping.");
    CHECK(refusal(store, id, Refunding::by_amount("SHIPPING", "99", "1")) == "Order 1001 has no SHIPPING 99.");
    CHECK(refusal(store, id, Refunding::by_amount("FEE", "99", "1")) == "Order 1001 has no FEE 99.");
    CHECK(store.ask_quote(4711, R"({"items":[]})").status == 404);
    CHECK(store.ask_refund(4711, R"({"items":[]})").status == 404);
    CHECK(store.get("/v3/orders/payment_actions/refunds/4711").status == 404);
    CHECK(store.send("DELETE", "/v3/orders/payment_actions/refunds/1").status == 405);
    CHECK(store.get("/v3/orders/1001/payment_actions/refund_quotes").status == 405);
}

TEST_CASE("sandbox.store only settled payments are refunded") {
    Refunding store;
    for (const char* const state : {"authorized", "pending", "declined", "none"}) {
        const auto id = store.place(R"("customer_id":27,"payment":{"state":")" + std::string(state) + "\"}");
        CHECK(refusal(store, id, Refunding::by_quantity("PRODUCT", store.mug, 1)) == "Only settled payments can be refunded.");
    }
    const auto id = store.place(R"("payment":{"state":"authorized"})");
    store.shop.pay(id);
    CHECK(refusal(store, id, Refunding::by_quantity("PRODUCT", store.mug, 1)) == "201");
}

TEST_CASE("sandbox.store the payments must be one of the quote's methods, to the penny") {
    Refunding store;
    const auto id = store.place(R"("customer_id":27,"store_credit_amount":"40.00")"); // 4.80 by card
    const auto pay = [&](const std::string& payments) {
        return Refunding::title(store.ask_refund(id, R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + R"(],"payments":[)" + payments + "]}"));
    };
    CHECK(pay(Refunding::pays("storecredit", "12.49")) == "The payment amount 12.49 must equal the 12.50 of the refund quote.");
    CHECK(pay(Refunding::pays("stripe", "12.50")) == "Invalid split payment.");
    CHECK(pay(Refunding::pays("stripe", "6.25") + "," + Refunding::pays("storecredit", "6.25")) == "Invalid split payment.");
    CHECK(pay(Refunding::pays("paypalexpress", "12.50")) == "The payment provider paypalexpress is none of those that can refund this order.");
    CHECK(pay(Refunding::pays("custom", "12.50")) == "The payment provider custom refunds offline only. This is an offline payment provider.");
    CHECK(pay(Refunding::pays("storecredit", "7.7") + "," + Refunding::pays("stripe", "4.80")) == "201");
}

TEST_CASE("sandbox.store a guest gets no store credit, and the refusal is in a list as the official file has it") {
    Refunding store;
    const auto id = store.place("");
    const Value quote = store.quote(id, Refunding::by_quantity("PRODUCT", store.mug, 1));
    for (const Value& method : *quote["refund_methods"].as_array())
        CHECK((*method.as_array())[0]["provider_id"].text_or("") != "storecredit");
    const HttpResponse answer = store.ask_refund(id, R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + R"(],"payments":[)" + Refunding::pays("storecredit", "12.5") + "]}");
    CHECK(answer.status == 422);
    const Value error = json(answer.body)["data"].as_array()->front();
    CHECK(error["title"].text_or("") == "Unable to provide store credit for a guest customer.");
    CHECK(error["status"].int_or(0) == 422);
}

TEST_CASE("sandbox.store a request without its members is refused by name") {
    Refunding store;
    const auto id = store.place();
    const auto quote = [&](const std::string& body) { return wrong_member(store.ask_quote(id, body)); };
    CHECK(quote("{}") == "items error.path.missing");
    CHECK(quote(R"({"items":[]})") == "items error.minLength");
    CHECK(quote(R"({"items":[{"item_type":"THING","item_id":1}]})") == "items[0].item_type error.expected.validenumvalue");
    CHECK(quote(R"({"items":[{"item_type":"PRODUCT"}]})") == "items[0].item_id error.path.missing");
    CHECK(quote(R"({"items":[{"item_type":"PRODUCT","item_id":1,"quantity":0}]})") == "items[0].quantity error.min");
    CHECK(quote(R"({"items":[{"item_type":"SHIPPING","item_id":1,"amount":"much"}]})") == "items[0].amount error.expected.jsnumber");
    CHECK(quote(R"({"items":[{"item_type":"SHIPPING","item_id":1,"amount":-1}]})") == "items[0].amount error.min");
    CHECK(quote(R"({"items":[{"item_type":"PRODUCT","item_id":1,"quantity":1,"adjustments":[{"amount":1}]}]})") == "items[0].adjustments[0].amount error.max");
    CHECK(quote(R"({"items":[{"item_type":"PRODUCT","item_id":1,"quantity":1,"reason":")" + std::string(1001, 'x') + "\"}]}") == "items[0].reason error.maxLength");
    const auto refund = [&](const std::string& more) { return wrong_member(store.ask_refund(id, R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + "]" + more + "}")); };
    CHECK(refund("") == "payments error.path.missing");
    CHECK(refund(R"(,"payments":[])") == "payments error.minLength");
    CHECK(refund(R"(,"payments":[{"amount":1}])") == "payments[0].provider_id error.path.missing");
    CHECK(refund(R"(,"merchant_calculated_override":{"total_amount":1})") == "merchant_calculated_override.total_tax error.path.missing");
}

TEST_CASE("sandbox.store the tax service can be away, unless the merchant has computed the amounts") {
    Refunding store;
    const auto id = store.place();
    store.shop.inject(ledgerline::sandbox::fault_from(json(R"({"kind":"tax_service","requests":2})")));
    CHECK(store.order(id)["id"].int_or(0) == id); // asks no tax service, and doesn't use the fault up
    const HttpResponse quote = store.ask_quote(id, R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + "]}");
    CHECK(quote.status == 503);
    CHECK(quote.body == R"({"data":[{"order_id":1001,"status":503,"error":"Tax service gone away"}],"meta":{}})");
    const std::string overridden = R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + R"(],"merchant_calculated_override":{"total_amount":10,"total_tax":1},"payments":[)" +
                                   Refunding::pays("stripe", "10") + "]}";
    CHECK(store.ask_refund(id, overridden).status == 201);
    CHECK(store.ask_quote(id, R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + "]}").status == 201);
}

TEST_CASE("sandbox.store one refund at a time, where the store is set so") {
    Refunding store(R"("one_at_a_time":true)");
    const auto id = store.place();
    store.refund(id, Refunding::by_quantity("PRODUCT", store.mug, 1));
    const std::string second = R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + R"(],"payments":[)" + Refunding::pays("stripe", "12.5") + "]}";
    CHECK(Refunding::title(store.ask_refund(id, second)) == "A refund of this order is being processed.");
    store.wait(2'000);
    CHECK(store.ask_refund(id, second).status == 201);
}

TEST_CASE("sandbox.store refunds are written with the scope of orders or of transactions") {
    for (const char* const scopes : {R"(["store_v2_orders"])", R"(["store_v2_transactions"])", R"(["store_v2_orders_read_only","store_v2_transactions_read_only"])"}) {
        Refunding store("", R"("scopes":)" + std::string(scopes));
        const auto id = store.place();
        const bool reads_only = std::string(scopes).find("read_only") != std::string::npos;
        CHECK(store.ask_quote(id, R"({"items":[)" + Refunding::by_quantity("PRODUCT", store.mug, 1) + "]}").status == (reads_only ? 403 : 201));
        CHECK(store.get("/v3/orders/payment_actions/refunds").status == 200);
    }
}
