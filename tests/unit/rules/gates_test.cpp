// Protects what is let through and on whom it is booked: payment-gate, customer-match, posting. One table for each rule.
#include "room.hpp"

using namespace rules_room;

namespace {

Value with_transaction(const std::string& patch) {
    Value transaction = json(R"({"id":"1","event":"purchase","method":"credit_card","gateway":"testgateway","gateway_reference":"","amount":"48.00","currency":"GBP","at":"","ok":true,"test":true,"reference_id":""})");
    const Value changes = json(patch);
    for (const auto& [name, value] : *changes.as_object()) transaction.set(name, value);
    return patched(order(), "payment/transactions", Value::array({transaction}));
}

} // namespace

TEST_CASE("order.rules payment-gate: every state of payment, by what the deployment accepts") {
    Room room;
    for (const char* state : {"none", "pending", "authorized", "captured", "partially_refunded", "refunded", "declined", "void", "review", "unknown"}) {
        const Judged judged = room.apply("payment-gate", patched(order(), "payment/state", state));
        const std::string_view name = state;
        const bool paid = name == "captured" || name == "partially_refunded";
        INFO(state);
        CHECK(judged.verdict == (paid ? LL_PASS : LL_HOLD));
        CHECK(judged.codes() == (paid ? Codes{} : name == "refunded" ? Codes{"ORDER_REFUNDED"} : Codes{"PAYMENT_NOT_CAPTURED"}));
        if (!paid && name != "refunded") CHECK(judged.findings.front().subject == "payment:" + std::string(state));
        CHECK(room.apply("payment-gate", patched(order(), "payment/state", state), "{\"accept\":[\"" + std::string(state) + "\"]}").verdict == LL_PASS);
    }
}

TEST_CASE("order.rules payment-gate: a method that is paid later needs no payment, an order of nothing neither") {
    Room room;
    const Value unpaid = patched(patched(order(), "payment/state", "none"), "payment/method", "Bank Deposit");
    CHECK(room.apply("payment-gate", unpaid, R"({"accept_methods":["Bank Deposit"]})").verdict == LL_PASS);
    CHECK(room.apply("payment-gate", unpaid, R"({"accept_methods":["bank deposit"]})").verdict == LL_HOLD);
    CHECK(room.apply("payment-gate", patched(unpaid, "totals/inc_tax", "0.0000")).verdict == LL_PASS);
}

TEST_CASE("order.rules payment-gate: money that the store does not see is there once the merchant has moved the order on") {
    Room room;
    const Value unpaid = patched(patched(order(), "payment/state", "none"), "payment/method", "Bank Deposit");
    const char* fields = R"({"paid_by_status":["Bank Deposit"]})";
    CHECK(room.apply("payment-gate", patched(unpaid, "status/phase", "awaiting_payment"), fields).codes() == Codes{"PAYMENT_NOT_CAPTURED"});
    CHECK(room.apply("payment-gate", patched(unpaid, "status/phase", "open"), fields).verdict == LL_PASS);
    CHECK(room.apply("payment-gate", patched(unpaid, "status/phase", "fulfilled"), fields).verdict == LL_PASS);
    CHECK(room.apply("payment-gate", patched(patched(unpaid, "payment/method", "Card"), "status/phase", "open"), fields).codes() == Codes{"PAYMENT_NOT_CAPTURED"});
}

TEST_CASE("order.rules payment-gate: a refunded order is posted where the deployment wants sale and refund in the books") {
    Room room;
    CHECK(room.apply("payment-gate", patched(order(), "status/phase", "refunded"), R"({"accept":["captured","refunded"]})").verdict == LL_PASS);
}

TEST_CASE("order.rules payment-gate: an archived order is held, dropped or posted, as the deployment says") {
    Room room;
    Value archived = order();
    archived.member("status").set("archived", true);
    CHECK(room.apply("payment-gate", archived).codes() == Codes{"ORDER_ARCHIVED"});
    CHECK(room.apply("payment-gate", archived, R"({"archived":"drop"})").verdict == LL_DROP);
    CHECK(room.apply("payment-gate", archived, R"({"archived":"post"})").verdict == LL_PASS);
}

TEST_CASE("order.rules posting: an order for several addresses is told in its lines, or held") {
    Room room;
    Value two = order();
    Value second = two["consignments"].as_array()->front();
    second.set("id", "92");
    two.find("consignments")->push(second);
    CHECK(room.apply("posting", two).verdict == LL_PASS);
    CHECK(room.apply("posting", two, R"({"several_addresses":"hold"})").codes() == Codes{"SEVERAL_ADDRESSES"});
    CHECK(room.apply("posting", order(), R"({"several_addresses":"hold"})").verdict == LL_PASS);
}

TEST_CASE("order.rules payment-gate: every phase of an order") {
    Room room;
    struct Case { const char* phase; ll_verdict verdict; const char* code; };
    for (const Case& one : {Case{"open", LL_PASS, ""}, Case{"fulfilled", LL_PASS, ""}, Case{"refunded", LL_HOLD, "ORDER_REFUNDED"}, Case{"awaiting_payment", LL_PASS, ""}, Case{"incomplete", LL_DROP, "ORDER_INCOMPLETE"},
                            Case{"cancelled", LL_DROP, "ORDER_CANCELLED"}, Case{"declined", LL_DROP, "ORDER_CANCELLED"}, Case{"disputed", LL_HOLD, "PAYMENT_NOT_CAPTURED"},
                            Case{"verification", LL_HOLD, "PAYMENT_NOT_CAPTURED"}}) {
        const Judged judged = room.apply("payment-gate", patched(order(), "status/phase", one.phase));
        INFO(one.phase);
        CHECK(judged.verdict == one.verdict);
        CHECK(judged.codes() == (*one.code ? Codes{one.code} : Codes{}));
    }
}

TEST_CASE("order.rules payment-gate: orders of a test gateway are held or dropped, failed tries do not count") {
    Room room;
    CHECK(room.apply("payment-gate", with_transaction("{}")).codes() == Codes{"PAYMENT_NOT_CAPTURED"});
    CHECK(room.apply("payment-gate", with_transaction("{}"), R"({"test_orders":"drop"})").verdict == LL_DROP);
    CHECK(room.apply("payment-gate", with_transaction(R"({"ok":false})")).verdict == LL_PASS);
    CHECK(room.apply("payment-gate", with_transaction(R"({"test":false})")).verdict == LL_PASS);
}

TEST_CASE("order.rules payment-gate: a state that does not exist is refused in the configuration") {
    Room room;
    CHECK_THROWS_WITH(room.make("payment-gate", settings("payment-gate", R"({"accept":["payed"]})")), Catch::Contains("payed"));
}

TEST_CASE("order.rules customer-match: every policy for registered customers and guests") {
    Room room;
    Value guest = patched(patched(order(), "customer/kind", "guest"), "customer/id", "");
    struct Case { bool guest; const char *settings, *policy, *card_code, *match_by, *match_value; };
    for (const Case& one : {Case{false, "{}", "create", "W31", "", ""}, Case{false, R"({"registered":"one-partner"})", "fixed", "C-WEB", "", ""},
                            Case{false, R"({"registered":"match-by-email"})", "match", "", "email", "ines@example.com"},
                            Case{false, R"({"registered":"match-by-external-id"})", "match", "", "external_id", "31"}, Case{true, "{}", "fixed", "C-WEB", "", ""},
                            Case{true, R"({"guest":"create"})", "create", "G1047", "", ""}, Case{true, R"({"guest":"match-by-email"})", "match", "", "email", "ines@example.com"}}) {
        const Judged judged = room.apply("customer-match", one.guest ? guest : order(), one.settings);
        INFO(one.settings);
        CHECK(judged.verdict == LL_PASS);
        const Value& customer = judged.booking()["customer"];
        CHECK(customer["policy"] == Value(one.policy));
        CHECK(customer["card_code"] == Value(one.card_code));
        CHECK(customer["match_by"].text_or("") == one.match_by);
        CHECK(customer["match_value"].text_or("") == one.match_value);
    }
}

TEST_CASE("order.rules customer-match: a partner that is made carries the customer's name, or the company's") {
    Room room;
    CHECK(room.apply("customer-match", order()).booking()["customer"]["name"] == Value("Ines Farrow"));
    CHECK(room.apply("customer-match", patched(order(), "customer/company", "Farrow Ltd")).booking()["customer"]["name"] == Value("Farrow Ltd"));
    CHECK(room.apply("customer-match", patched(order(), "customer/first_name", "")).booking()["customer"]["name"] == Value("Farrow"));
    Value nameless = patched(patched(order(), "customer/first_name", ""), "customer/last_name", "");
    CHECK(room.apply("customer-match", nameless).booking()["customer"]["name"] == Value("ines@example.com"));
    CHECK(room.apply("customer-match", patched(nameless, "customer/email", "")).booking()["customer"]["name"] == Value("Customer of order 1047"));
}

TEST_CASE("order.rules customer-match: what cannot be matched or coded is held") {
    Room room;
    CHECK(room.apply("customer-match", patched(order(), "customer/email", ""), R"({"registered":"match-by-email"})").codes() == Codes{"CUSTOMER_NOT_FOUND"});
    CHECK(room.apply("customer-match", patched(order(), "customer/id", "123456789012345")).codes() == Codes{"CUSTOMER_NOT_FOUND"});
}

TEST_CASE("order.rules customer-match: a configuration that would mix up partners is refused") {
    Room room;
    CHECK_THROWS_WITH(room.make("customer-match", settings("customer-match", R"({"card_code":""})")), Catch::Contains("card_code"));
    CHECK_THROWS_WITH(room.make("customer-match", settings("customer-match", R"({"guest":"create","guest_prefix":"W"})")), Catch::Contains("guest_prefix"));
}

TEST_CASE("order.rules posting: the day is the company's, and the document is due when the deployment says") {
    Room room;
    struct Case { const char *settings, *date, *due; };
    for (const Case& one : {Case{"{}", "2026-02-28", "2026-02-28"}, Case{R"({"utc_offset":"+01:00"})", "2026-03-01", "2026-03-01"}, Case{R"({"utc_offset":"-05:30"})", "2026-02-28", "2026-02-28"},
                            Case{R"({"due_days":3})", "2026-02-28", "2026-03-03"}, Case{R"({"date":"today"})", "2026-03-01", "2026-03-01"}, Case{R"({"date":"today","utc_offset":"+14:00"})", "2026-03-02", "2026-03-02"}}) {
        const Judged judged = room.apply("posting", order(), one.settings);
        INFO(one.settings);
        CHECK(judged.booking()["document_date"] == Value(one.date));
        CHECK(judged.booking()["due_date"] == Value(one.due));
    }
}

TEST_CASE("order.rules posting: the remark names the order and how it was paid") {
    Room room;
    const Judged judged = room.apply("posting", order(), R"({"comments":"{number}/{method}/{number}","series":"12","branch":"2"})");
    CHECK(judged.booking()["comments"] == Value("1047/Credit Card/1047"));
    CHECK(judged.booking()["series"] == Value("12"));
    CHECK(judged.booking()["branch"] == Value("2"));
}

TEST_CASE("order.rules posting: a remark with a name that nothing is put in for is refused") {
    Room room;
    CHECK_THROWS_WITH(room.make("posting", settings("posting", R"({"comments":"Order {numbr}"})")), Catch::Contains("comments: {numbr} in \"Order {numbr}\" is not known; known are {number} and {method}"));
}

TEST_CASE("order.rules posting: an offset or a number of days that is none is refused") {
    Room room;
    for (const char* patch : {R"({"utc_offset":"+1:00"})", R"({"utc_offset":"UTC"})", R"({"utc_offset":"+15:00"})", R"({"due_days":-1})", R"({"due_days":4000})"}) {
        INFO(patch);
        CHECK_THROWS_AS(room.make("posting", settings("posting", patch)), plugin::PluginError);
    }
}
