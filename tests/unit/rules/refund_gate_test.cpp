// Protects which refunds are booked at all: money that did not go back is never credited, and no refund vanishes.
#include "refund_sample.hpp"

using namespace rules_room;

namespace {

Judged gate(const Value& body, const std::string& patch = "{}") { return Room().apply("refund-gate", body, patch); }
Value mug(const char* settlement = "settled") {
    Value body = refund("3.33", {refund_item("line", "31", 1, "")});
    body.set("settlement", settlement);
    return body;
}

} // namespace

TEST_CASE("rules.refunds money that is on its way is waited for") {
    const Judged judged = gate(mug("pending"));
    CHECK(judged.verdict == LL_HOLD);
    CHECK(judged.codes() == std::vector<std::string>{"REFUND_PENDING"});
}

TEST_CASE("rules.refunds declined money is never credited") {
    CHECK(gate(mug("declined")).codes() == std::vector<std::string>{"REFUND_DECLINED"});
    CHECK(gate(mug("declined"), R"({"declined":"drop"})").verdict == LL_DROP);
    CHECK(gate(mug("partly_declined"), R"({"declined":"drop"})").verdict == LL_HOLD); // a part did go back
}

TEST_CASE("rules.refunds a refund without any payment is for a person, or counts as paid") {
    CHECK(gate(mug("none")).codes() == std::vector<std::string>{"REFUND_PENDING"});
    CHECK(gate(mug("none"), R"({"unstated":"post"})").verdict == LL_PASS);
}

TEST_CASE("rules.refunds of an unknown order wait, and those from before the first day go by policy") {
    Value unknown = mug();
    unknown.erase("original");
    CHECK(gate(unknown).codes() == std::vector<std::string>{"REFUND_NO_ORDER"});
    const std::string first = R"("first_order":2000)";
    CHECK(gate(unknown, R"({"of_earlier_orders":"drop",)" + first + "}").verdict == LL_DROP);
    CHECK(gate(unknown, R"({"of_earlier_orders":"book",)" + first + "}").verdict == LL_PASS);
    unknown.set("order_id", "2000");
    CHECK(gate(unknown, R"({"of_earlier_orders":"drop",)" + first + "}").verdict == LL_HOLD); // it may still come
    unknown.set("order_id", "A-17");
    CHECK(gate(unknown, R"({"of_earlier_orders":"drop",)" + first + "}").verdict == LL_HOLD);
}

TEST_CASE("rules.refunds a policy for earlier orders needs the first order's id") {
    Room room;
    CHECK_THROWS(room.make("refund-gate", settings("refund-gate", R"({"of_earlier_orders":"drop"})")));
}

TEST_CASE("rules.refunds of an order without a document") {
    Value of = original();
    of.erase("document");
    of.set("state", "dropped");
    CHECK(gate(refund("3.33", {refund_item("line", "31", 1, "")}, of)).verdict == LL_DROP);
    CHECK(gate(refund("3.33", {refund_item("line", "31", 1, "")}, of), R"({"of_dropped_orders":"hold"})").codes() == std::vector<std::string>{"REFUND_NO_ORDER"});
    of.set("state", "settled");
    CHECK(gate(refund("3.33", {refund_item("line", "31", 1, "")}, of)).codes() == std::vector<std::string>{"REFUND_NO_ORDER"});
}

TEST_CASE("rules.refunds of an order that a person named a document for name that document") {
    const Judged judged = gate(refund("3.33", {refund_item("line", "31", 1, "")}, original("")));
    CHECK(judged.codes() == std::vector<std::string>{"REFUND_NO_ORDER"});
    CHECK(judged.findings.front().message.find("700") != std::string::npos);
}

TEST_CASE("rules.refunds what was withdrawn is never credited, whatever is known of its order") {
    Value withdrawn = mug("declined");
    withdrawn.set("withdrawn", json(R"({"at":"2026-03-02T10:00:00Z","by":"ada","why":"The bank decided for us"})"));
    CHECK(gate(withdrawn).verdict == LL_DROP);
    CHECK(gate(withdrawn).codes() == std::vector<std::string>{"REFUND_WITHDRAWN"});
    withdrawn.erase("original");
    CHECK(gate(withdrawn).verdict == LL_DROP);
}
