// Protects the decision as a whole: the chain in its order, what it comes to, and that a hold by one rule brings no misleading
// further reasons.
#include "room.hpp"

using namespace rules_room;

namespace {

Room& stocked(Room& room) {
    room.items.all = true;
    return room;
}

} // namespace

TEST_CASE("order.rules chain: a plain order becomes a whole booking that fits the canonical order") {
    Room room;
    const Judged judged = stocked(room).chain(order());
    CHECK(judged.verdict == LL_PASS);
    CHECK(judged.codes().empty());
    CHECK(message::schema_problem("order", judged.body).empty());
    CHECK(judged.line(0) == json(R"({"item_code":"MUG","quantity":"2","warehouse":"","tax_code":"S1","tax_rate":"20","unit_price":"12.00","amount":"24.00"})"));
    CHECK(judged.booking()["price_mode"] == Value("gross"));
    CHECK(judged.booking()["expected_total"] == Value("48.00"));
    CHECK(judged.booking()["expected_tax"] == Value("8.00"));
}

TEST_CASE("order.rules chain: every change is recorded under the rule that made it") {
    Room room;
    std::map<std::string, int> by;
    for (const auto& change : stocked(room).chain(order()).changes) ++by[change.component];
    CHECK(by.count("orders/payment-gate") == 0);
    for (const char* rule : {"orders/customer-match", "orders/sku-match", "orders/tax-map", "orders/discounts", "orders/shipping", "orders/posting", "orders/total-check"}) {
        INFO(rule);
        CHECK(by[rule] > 0);
    }
}

TEST_CASE("order.rules chain: one thing that is wrong gives one reason") {
    struct Case { const char* what; Value order; std::map<std::string, std::string> settings; Codes codes; };
    Room room;
    stocked(room).items.exact["PAN"] = item("PAN", R"({"sales_item":false})");
    const Value good = patched(order(), "lines/1/sku", "LID");
    const std::vector<Case> cases{
        {"unpaid", patched(good, "payment/state", "pending"), {}, {"PAYMENT_NOT_CAPTURED"}},
        {"item", order(), {}, {"ITEM_NOT_SALES"}},
        {"tax", good, {{"tax-map", R"({"map":[{"@line":2,"rate":"5","code":"S5"}]})"}}, {"TAX_CODE_MISSING"}},
        {"freight", good, {{"shipping", R"({"shipping_code":""})"}}, {"MAP_ENTRY_MISSING"}},
        {"partner", patched(good, "customer/email", ""), {{"customer-match", R"({"registered":"match-by-email"})"}}, {"CUSTOMER_NOT_FOUND"}},
        {"total", patched(good, "totals/inc_tax", "48.01"), {}, {"TOTAL_MISMATCH"}},
        {"no sku", patched(good, "lines/0/sku", ""), {}, {"LINE_WITHOUT_SKU"}}};
    for (const Case& one : cases) {
        const Judged judged = room.chain(one.order, one.settings);
        INFO(one.what);
        CHECK(judged.verdict == LL_HOLD);
        CHECK(judged.codes() == one.codes);
    }
}

TEST_CASE("order.rules chain: two things that are wrong are both told") {
    Room room;
    const Judged judged = stocked(room).chain(patched(patched(order(), "payment/state", "pending"), "totals/inc_tax", "48.01"));
    CHECK(judged.codes() == Codes{"PAYMENT_NOT_CAPTURED", "TOTAL_MISMATCH"});
}

TEST_CASE("order.rules chain: a dropped order is not looked at any further") {
    Room room;
    const Judged judged = room.chain(patched(order(), "status/phase", "cancelled"));
    CHECK(judged.verdict == LL_DROP);
    CHECK(judged.codes() == Codes{"ORDER_CANCELLED"});
}

TEST_CASE("order.rules chain: the same order gives the same booking twice") {
    Room room;
    stocked(room);
    CHECK(room.chain(order()).body == room.chain(order()).body);
}

TEST_CASE("order.rules total-check: without the rules before it there is nothing to work out, and it says which are missing") {
    Room room;
    const Judged judged = room.apply("total-check", order());
    CHECK(judged.codes() == Codes{"TOTAL_MISMATCH"});
    CHECK(judged.findings[0].message.find("sku-match") != std::string::npos);
    CHECK(room.apply("total-check", order(), "{}", true).verdict == LL_PASS);
}

TEST_CASE("order.rules total-check: tax that rounds otherwise is noted or held, as the deployment says") {
    Room room;
    // Ten lines of 0.55 gross at 20 %: 0.09 each, 0.92 on the whole.
    Value body = patched(patched(order(), "shipping", nothing()), "consignments/0/shipping", nothing());
    body.set("lines", Value::array());
    body.set("taxes", Value::array());
    for (int i = 1; i <= 10; ++i) {
        body.member("lines").push(line(std::to_string(i), "MUG", 1, "0.4583", "0.55", "0.4583", "0.55", "0.0917"));
        body.member("taxes").push(tax_row("20", "0.0917", "item", std::to_string(i), "7"));
    }
    body.set("totals", json(R"({"subtotal_ex_tax":"4.583","subtotal_inc_tax":"5.50","subtotal_tax":"0.917","ex_tax":"4.58","inc_tax":"5.50","tax":"0.92"})"));
    const Judged noted = stocked(room).chain(body);
    CHECK(noted.verdict == LL_PASS);
    CHECK(noted.codes() == Codes{"TAX_AMOUNT_DIFF"});
    CHECK(noted.booking()["expected_tax"] == Value("0.90"));
    CHECK(room.chain(body, {{"total-check", R"({"tax_difference":"hold"})"}}).verdict == LL_HOLD);
    const Judged by_document = room.chain(body, {{"total-check", R"({"tax_rounding":"document"})"}});
    CHECK(by_document.verdict == LL_PASS);
    CHECK(by_document.codes().empty());
}

TEST_CASE("order.rules total-check: another rate than the store's is held although the total is the same") {
    Room room;
    const Judged judged = stocked(room).chain(order(), {{"tax-map", R"({"map":[{"@line":2,"code":"S0","erp_rate":"0"}]})"}});
    CHECK(judged.verdict == LL_HOLD);
    CHECK(judged.codes() == Codes{"TAX_AMOUNT_DIFF"});
}

TEST_CASE("order.rules discounts: prices with too few decimals are held, not bent") {
    Room room;
    const Value body = patched(patched(patched(order(), "lines/0/discounted_total_inc_tax", "23.99"), "lines/1/discounted_total_inc_tax", "18.00"), "totals/inc_tax", "47.99");
    CHECK(stocked(room).chain(body).verdict != LL_FAILED);
    const Judged judged = room.chain(body, {{"discounts", R"({"price_decimals":2})"}});
    CHECK(judged.verdict == LL_HOLD);
    CHECK(judged.codes() == Codes{"TOTAL_MISMATCH"});
    CHECK(judged.findings[0].subject == "line:1");
}
