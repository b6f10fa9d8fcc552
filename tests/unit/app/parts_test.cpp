// Protects an order that is posted in part: whatever happens on the way, it has one document, every line comes onto it once, and as long as one waits,
// somebody knows which and for how much money.
#include "parts_bench.hpp"

#include "commerce/part_posting.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("order.parts: the good lines are posted, and the others wait with their reason and their money") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    REQUIRE(bench.sent.size() == 1);
    CHECK(line_states(bench.sent[0]) == "nq");
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"SKU_NOT_FOUND"});
    CHECK(bench.waiting_money(row.id) == "12.00");
    REQUIRE(bench.references().size() == 1);
    CHECK(bench.references()[0].amount == "38.40");
    CHECK(bench.history(row.id) == Words{"routed", "sending", "delivered", "held"});
}

TEST_CASE("order.parts: while the good lines are on their way, the others are known to wait") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.orders->step();
    CHECK(bench.message(row.id).state == state::routed);
    CHECK(bench.findings(row.id) == Words{"SKU_NOT_FOUND"});
}

TEST_CASE("order.parts: when its item comes the line is added to the same document, under a key of its own") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    bench.item_comes("GHOST");
    bench.work();
    REQUIRE(bench.sent.size() == 2);
    CHECK(bench.sent[1]["idempotency_key"] == Value("order:shop:1+2"));
    CHECK(line_states(bench.sent[1]) == "pn");
    CHECK(bench.sent[1]["message"]["body"]["booking"]["addition"] ==
          Value::object({{"document_id", "7"}, {"document_number", "700"}, {"document_key", "order:shop:1"}, {"part", 2}}));
    CHECK(message::schema_problem("order", bench.sent[1]["message"]["body"]).empty());
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.open().empty());
    REQUIRE(bench.references().size() == 1);
    CHECK(bench.references()[0].idempotency_key == "order:shop:1");
    CHECK(bench.references()[0].amount == "50.40");
    CHECK_FALSE(bench.orders->step());
}

TEST_CASE("order.parts: an item that comes while the good lines are on their way wakes its line all the same") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.orders->step();
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.sent.size() == 2);
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.open().empty());
}

TEST_CASE("order.parts: an item that comes while the rest is judged wakes its line all the same") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    bench.store.commit([&](store::UnitOfWork& unit) { REQUIRE(unit.messages().release(row.id)); });
    // After the item was looked for and before the order is held again.
    bench.plugin.script("orders/first", [&](const test::Hand& hand) {
        const ll_verdict verdict = bench.judge(hand);
        if (bench.known.insert("GHOST").second) bench.store.commit([&](store::UnitOfWork& unit) { bench.master.apply(unit, test::item("GHOST")); });
        return verdict;
    });
    bench.work();
    CHECK(bench.message(row.id).state == state::delivered);
}

TEST_CASE("order.parts: asked again with nothing new to add, nothing is sent") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    bench.store.commit([&](store::UnitOfWork& unit) { REQUIRE(unit.messages().release(row.id)); });
    bench.work();
    CHECK(bench.sent.size() == 1);
    CHECK_FALSE(bench.outbox("order:shop:1+2"));
    CHECK(bench.findings(row.id) == Words{"SKU_NOT_FOUND"});
}

TEST_CASE("order.parts: each item adds its line, with the next key") {
    PartsBench bench;
    Value body = two_lines("1");
    Value third = (*body["lines"].as_array())[1];
    third.set("id", "503");
    third.set("sku", "SPIRIT");
    third.set("total_inc_tax", "0.40");
    body.member("lines").push(third);
    const auto row = bench.add(body);
    bench.work();
    bench.item_comes("SPIRIT");
    bench.work();
    REQUIRE(bench.sent.size() == 2);
    CHECK(line_states(bench.sent.back()) == "pqn");
    CHECK(bench.message(row.id).state == state::held);
    bench.item_comes("GHOST");
    bench.work();
    REQUIRE(bench.sent.size() == 3);
    CHECK(bench.sent.back()["idempotency_key"] == Value("order:shop:1+3"));
    CHECK(line_states(bench.sent.back()) == "pnp");
    CHECK(bench.message(row.id).state == state::delivered);
}

TEST_CASE("order.parts: a lost answer is looked up before anything else, and the rest goes on from there") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.says = "unknown";
    bench.work();
    CHECK(bench.message(row.id).state == state::routed);
    bench.clock.at += 31'000;
    bench.work();
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"SKU_NOT_FOUND"});
    bench.item_comes("GHOST");
    bench.work();
    bench.clock.at += 31'000;
    bench.work();
    CHECK(bench.sent.size() == 2);
    CHECK(bench.message(row.id).state == state::delivered);
}

TEST_CASE("order.parts: a document with another amount than its lines is told until it is right") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.booked_as = "38.41";
    bench.work();
    CHECK(bench.findings(row.id) == Words{"SKU_NOT_FOUND", "BOOKED_TOTAL_DIFFERS"});
    bench.booked_as = "";
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.open().empty());
}

TEST_CASE("order.parts: a refused addition keeps the reasons of the lines that wait, and is tried again with the same key") {
    PartsBench bench;
    Value body = two_lines("1");
    Value third = (*body["lines"].as_array())[1];
    third.set("id", "503");
    third.set("sku", "SPIRIT");
    body.member("lines").push(third);
    const auto row = bench.add(body);
    bench.work();
    bench.says = "rejected";
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"ERP_REJECTED", "SKU_NOT_FOUND"});
    bench.says = "delivered";
    bench.item_comes("SPIRIT");
    bench.work();
    CHECK(bench.sent.back()["idempotency_key"] == Value("order:shop:1+2"));
    CHECK(bench.message(row.id).state == state::delivered);
}

TEST_CASE("order.parts: lines on the document that would be booked otherwise now are not built upon") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    bench.factor = 2;
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.sent.size() == 1);
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"TOTAL_MISMATCH"});
}

TEST_CASE("order.parts: an order whose key leaves no room for parts is held as a whole") {
    PartsBench bench;
    const auto row = bench.add(two_lines(std::string(37, '1'))); // its own key has 48 characters
    bench.work();
    CHECK(bench.sent.empty());
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"SKU_NOT_FOUND"});
}

TEST_CASE("order.parts: keys of parts keep their limits") {
    CHECK(commerce::part_key("order:shop:1", 2) == "order:shop:1+2");
    CHECK_FALSE(commerce::part_key("order:shop:1", 1));
    CHECK_FALSE(commerce::part_key("order:shop:1", 100));
    CHECK(commerce::part_key(std::string(48, 'k'), 9));
    CHECK_FALSE(commerce::part_key(std::string(48, 'k'), 10));
}
