// Protects the two comparisons of money that need no ERP: what was tendered with what was owed, and the rate of a currency.
#include "room.hpp"

using namespace rules_room;

namespace {

Value transaction(const std::string& id, const std::string& event, const std::string& amount, const std::string& patch = "{}") {
    Value out = json(R"({"method":"credit_card","gateway":"stripe","gateway_reference":"","currency":"GBP","at":"","ok":true,"test":false,"reference_id":""})");
    out.set("id", id);
    out.set("event", event);
    out.set("amount", amount);
    const Value changes = json(patch);
    for (const auto& [name, value] : *changes.as_object()) out.set(name, value);
    return out;
}

Value paid(std::vector<Value> transactions) { return patched(order(), "payment/transactions", Value::array(std::move(transactions))); } // of 48.00

} // namespace

TEST_CASE("order.rules tender-check: what adds up to the last penny passes") {
    Room room;
    CHECK(room.apply("tender-check", paid({transaction("1", "purchase", "48.00")})).verdict == LL_PASS);
    CHECK(room.apply("tender-check", paid({transaction("1", "purchase", "40.5"), transaction("2", "purchase", "7.5000")})).verdict == LL_PASS);
    Value credit = patched(patched(paid({transaction("1", "purchase", "30.00")}), "payment/store_credit", "10.00"), "payment/gift_certificates", "8.00");
    CHECK(room.apply("tender-check", credit).verdict == LL_PASS);
    // The store shows its own credit as transactions too: it counts once.
    credit.member("payment").member("transactions").push(transaction("2", "purchase", "10.00", R"({"method":"store_credit"})"));
    CHECK(room.apply("tender-check", credit).verdict == LL_PASS);
    // What failed, and what was given back later, was no tender.
    CHECK(room.apply("tender-check", paid({transaction("1", "purchase", "48.00", R"({"ok":false})"), transaction("2", "purchase", "48.00"), transaction("3", "refund", "5.00")})).verdict == LL_PASS);
}

TEST_CASE("order.rules tender-check: a difference is held with the comparison") {
    Room room;
    struct Case { const char *amount, *difference; };
    for (const Case& one : {Case{"47.99", "-0.01"}, Case{"48.01", "0.01"}, Case{"96.00", "48.00"}}) {
        const Judged judged = room.apply("tender-check", paid({transaction("1", "purchase", one.amount)}));
        INFO(one.amount);
        CHECK(judged.verdict == LL_HOLD);
        REQUIRE(judged.codes() == Codes{"TENDER_MISMATCH"});
        CHECK(judged.findings[0].facts["expected"] == Value("48.00"));
        CHECK(judged.findings[0].facts["found"] == Value(one.amount));
        CHECK(judged.findings[0].facts["difference"] == Value(one.difference));
        CHECK(judged.findings[0].facts["tenders"].size() == 1);
    }
    const Judged euros = room.apply("tender-check", paid({transaction("1", "purchase", "48.00", R"({"currency":"EUR"})")}));
    REQUIRE(euros.codes() == Codes{"TENDER_MISMATCH"});
    CHECK(euros.findings[0].message.find("48.00 EUR was paid in another currency") != std::string::npos);
    Value credit = patched(paid({transaction("1", "purchase", "38.00"), transaction("2", "purchase", "9.00", R"({"method":"store_credit"})")}), "payment/store_credit", "10.00");
    CHECK(room.apply("tender-check", credit).codes() == Codes{"TENDER_MISMATCH"});
}

TEST_CASE("order.rules tender-check: a reservation counts until it is captured or let go") {
    Room room;
    const Value reserved = transaction("1", "authorization", "48.00"), captured = transaction("2", "capture", "48.00", R"({"reference_id":"1"})");
    CHECK(room.apply("tender-check", paid({reserved})).verdict == LL_PASS);
    CHECK(room.apply("tender-check", paid({reserved, captured})).verdict == LL_PASS);
    CHECK(room.apply("tender-check", paid({reserved, transaction("2", "capture", "48.00")})).verdict == LL_PASS);
    CHECK(room.apply("tender-check", paid({reserved, transaction("2", "capture", "40.00", R"({"reference_id":"1"})")})).codes() == Codes{"TENDER_MISMATCH"});
    CHECK(room.apply("tender-check", paid({transaction("1", "purchase", "48.00"), transaction("2", "void", "48.00", R"({"reference_id":"1"})")}), R"({"unstated":"hold"})").codes() == Codes{"TENDER_MISMATCH"});
    CHECK(room.apply("tender-check", paid({reserved}), R"({"promised":"ignore","unstated":"hold"})").codes() == Codes{"TENDER_MISMATCH"});
    CHECK(room.apply("tender-check", paid({reserved, captured}), R"({"promised":"ignore"})").verdict == LL_PASS);
}

TEST_CASE("order.rules tender-check: a capture that was voided is no money, and what was pending counts once when it is settled") {
    Room room;
    const Value reserved = transaction("1", "authorization", "48.00"), captured = transaction("2", "capture", "48.00", R"({"reference_id":"1"})");
    CHECK(room.apply("tender-check", paid({reserved, captured, transaction("3", "void", "48.00", R"({"reference_id":"2"})")}), R"({"unstated":"hold"})").codes() == Codes{"TENDER_MISMATCH"});
    const Value pending = transaction("1", "pending", "48.00"), settled = transaction("2", "settled", "48.00", R"({"reference_id":"1"})");
    for (const char* promised : {"count", "ignore"})
        CHECK(room.apply("tender-check", paid({pending, settled}), std::string(R"({"unstated":"hold","promised":")") + promised + "\"}").verdict == LL_PASS);
    // It confirms a purchase, and is not another one.
    CHECK(room.apply("tender-check", paid({transaction("1", "purchase", "48.00"), settled})).verdict == LL_PASS);
}

TEST_CASE("order.rules tender-check: money that the store does not tell of passes or is held, as the deployment says, too much never passes") {
    Room room;
    for (const Value& body : {paid({}), paid({transaction("1", "purchase", "")})}) {
        CHECK(room.apply("tender-check", body).verdict == LL_PASS);
        CHECK(room.apply("tender-check", body, R"({"unstated":"hold"})").codes() == Codes{"TENDER_MISMATCH"});
    }
    CHECK(room.apply("tender-check", patched(paid({}), "payment/store_credit", "48.01")).codes() == Codes{"TENDER_MISMATCH"});
}

TEST_CASE("order.rules currency: the company's own needs nothing, others are at the ERP's rate or the store's") {
    Room room;
    CHECK(room.apply("currency", order(), R"({"rate":"store","allowed":["EUR"]})").booking()["rate"].is_null());
    const Value euros = patched(patched(order(), "currency", "EUR"), "store_rate", "1.1600000000");
    CHECK(room.apply("currency", euros).booking()["rate"].is_null());
    CHECK(room.apply("currency", euros, R"({"rate":"store"})").booking()["rate"] == Value("0.862069"));
    CHECK(room.apply("currency", patched(euros, "store_rate", "0.5"), R"({"rate":"store"})").booking()["rate"] == Value("2"));
}

TEST_CASE("order.rules currency: what is not allowed, and what has no usable rate, is held") {
    Room room;
    const Value euros = patched(patched(order(), "currency", "EUR"), "store_rate", "1.16");
    CHECK(room.apply("currency", euros, R"({"allowed":["USD"]})").codes() == Codes{"MAP_ENTRY_MISSING"});
    CHECK(room.apply("currency", euros, R"({"allowed":["USD","EUR"]})").verdict == LL_PASS);
    for (const Value& body : {patched(euros, "store_rate", "0"), patched(euros, "store_rate", "-1"), patched(euros, "store_rate", "900000000"), patched(euros, "store_currency", "USD")}) {
        const Judged judged = room.apply("currency", body, R"({"rate":"store"})");
        CHECK(judged.codes() == Codes{"CURRENCY_RATE_MISSING"});
        CHECK(judged.booking()["rate"].is_null());
    }
    CHECK_THROWS_WITH(room.make("currency", settings("currency", R"({"company":"gbp"})")), Catch::Contains("company: \"gbp\" is no currency"));
    CHECK_THROWS_WITH(room.make("currency", settings("currency", R"({"allowed":["EUR","Euro"]})")), Catch::Contains("allowed/1: \"Euro\" is no currency"));
}

TEST_CASE("order.rules customer-match: who is not found goes the next way, and a guest's code is the address's") {
    Room room;
    const Judged made = room.apply("customer-match", order(), R"({"registered":"match-by-email","registered_otherwise":"create"})");
    CHECK(made.booking()["customer"]["policy"] == Value("match"));
    CHECK(made.booking()["customer"]["if_none"] == Value("create"));
    CHECK(made.booking()["customer"]["card_code"] == Value("W31"));
    CHECK(made.booking()["customer"]["name"] == Value("Ines Farrow"));
    const Judged fixed = room.apply("customer-match", order(), R"({"registered":"match-by-external-id","registered_otherwise":"one-partner"})");
    CHECK(fixed.booking()["customer"]["if_none"] == Value("fixed"));
    CHECK(fixed.booking()["customer"]["card_code"] == Value("C-WEB"));

    const char* guests = R"({"guest":"match-by-email","guest_otherwise":"create"})";
    const Value guest = patched(patched(order(), "customer/kind", "guest"), "customer/id", "");
    const auto code = [&](const Value& body) { return room.apply("customer-match", body, guests).booking()["customer"]["card_code"].text_or(""); };
    CHECK(code(guest).size() == 14);
    CHECK(code(guest) == code(patched(patched(guest, "number", "2000"), "customer/email", "INES@example.com")));
    CHECK(code(guest) != code(patched(guest, "customer/email", "ina@example.com")));
    // Without an address there is nothing to find: the next way at once.
    const Judged nameless = room.apply("customer-match", patched(guest, "customer/email", ""), guests);
    CHECK(nameless.booking()["customer"]["policy"] == Value("create"));
    CHECK(nameless.booking()["customer"]["card_code"] == Value("G1047"));
    CHECK_THROWS_WITH(room.make("customer-match", settings("customer-match", R"({"guest":"match-by-email","guest_otherwise":"create","guest_prefix":"GST"})")), Catch::Contains("guest_prefix: \"GST\" is too long"));
    CHECK_THROWS_WITH(room.make("customer-match", settings("customer-match", R"({"registered":"create","registered_otherwise":"one-partner"})")),
                      Catch::Contains("registered_otherwise: the policy create finds or makes a partner for everybody"));
}

TEST_CASE("order.rules shipping: a charge on an item is a line, and never freight too") {
    Room room;
    room.items.exact["CARRIAGE"] = item("CARRIAGE");
    const char* fields = R"({"shipping_code":"","shipping_item":"CARRIAGE","item_warehouse":"02"})";
    CHECK(room.apply("shipping", order(), fields).booking()["freight"] ==
          json(R"([{"code":"","amount":"6.00","tax_code":"S1","tax_rate":"20","label":"Courier","place":"shipping","item_code":"CARRIAGE","warehouse":"02"}])"));
    room.items.exact["CARRIAGE"] = item("CARRIAGE", R"({"active":false})");
    const Judged judged = room.apply("shipping", order(), fields);
    REQUIRE(judged.codes() == Codes{"ITEM_INACTIVE"});
    CHECK(judged.findings[0].waits_for == "item:CARRIAGE");
    CHECK_THROWS_WITH(room.make("shipping", settings("shipping", R"({"shipping_item":"CARRIAGE"})")), Catch::Contains("shipping_item: shipping_code is set too"));
}

TEST_CASE("order.rules tax-map: group and tax number of the customer choose the row") {
    Room room;
    const std::string map = R"({"map":[{"rate":"20","group":"7","code":"TRADE"},{"rate":"20","tax_id":"yes","code":"B2B"},{"rate":"20","code":"S1"}]})";
    CHECK(room.apply("tax-map", order(), map).line(0)["tax_code"] == Value("S1"));
    CHECK(room.apply("tax-map", patched(order(), "customer/tax_id", "GB1"), map).line(0)["tax_code"] == Value("B2B"));
    CHECK(room.apply("tax-map", patched(patched(order(), "customer/tax_id", "GB1"), "customer/group", "7"), map).line(0)["tax_code"] == Value("TRADE"));
    CHECK_THROWS_WITH(room.make("tax-map", settings("tax-map", R"({"map":[{"rate":"20","tax_id":"maybe","code":"S1"}]})")), Catch::Contains("map/0/tax_id: \"maybe\" is neither yes nor no"));
}
