// Protects which outcome of the rules leads to which state, that an outcome is void when something newer came meanwhile, and what becomes of a message
// that is judged once more.
#include "pipe_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("order.pipeline: what all rules pass goes to the outbox under the order's own key") {
    PipeBench bench;
    const auto row = bench.add(test::order("1"));
    CHECK(bench.orders->step());
    CHECK(bench.message(row.id).state == state::routed);
    REQUIRE(bench.outbox("order:shop:1"));
    CHECK(bench.outbox("order:shop:1")->state == outbox_state::ready);
    CHECK(bench.outbox("order:shop:1")->sink == "erp/orders");
    CHECK(bench.history(row.id) == Words{"routed"});
    CHECK_FALSE(bench.orders->step());
}

TEST_CASE("order.pipeline: a batch is one commit") {
    PipeBench bench;
    std::vector<store::Id> ids;
    for (const char* id : {"1", "2", "3"}) ids.push_back(bench.add(test::order(id)).id);
    const auto before = bench.watch.commits;
    CHECK(bench.orders->step());
    CHECK(bench.watch.commits == before + 1);
    for (const store::Id id : ids) CHECK(bench.message(id).state == state::routed);
}

TEST_CASE("order.pipeline: every rule is asked after one has held, and every reason is in the exception") {
    PipeBench bench;
    bool held_told = false;
    bench.plugin.script("orders/first", holds("ONE"));
    bench.plugin.script("orders/second", [&](const test::Hand& hand) {
        held_told = hand.json("/held").bool_or(false);
        hand.explain("TWO", "because of two");
        return LL_HOLD;
    });
    const auto row = bench.add(test::order("1"));
    bench.orders->step();
    CHECK(held_told);
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"ONE", "TWO"});
    CHECK_FALSE(bench.outbox("order:shop:1"));
}

TEST_CASE("order.pipeline: a rule that drops ends the chain, and the history has its reason") {
    PipeBench bench;
    bool asked = false;
    bench.plugin.script("orders/first", [](const test::Hand& hand) {
        hand.explain("TEST_ORDER", "paid by the test gateway");
        return LL_DROP;
    });
    bench.plugin.script("orders/second", [&](const test::Hand&) {
        asked = true;
        return LL_PASS;
    });
    const auto row = bench.add(test::order("1"));
    bench.orders->step();
    CHECK_FALSE(asked);
    CHECK(bench.message(row.id).state == state::dropped);
    CHECK(bench.detail_of(row.id, "dropped")["reasons"].as_array()->at(0)["message"].text_or("") == "paid by the test gateway");
    CHECK(bench.open().empty());
}

TEST_CASE("order.pipeline: a rule that failed ends the chain and holds the message") {
    PipeBench bench;
    bool asked = false;
    bench.plugin.script("orders/first", [](const test::Hand&) { return LL_FAILED; });
    bench.plugin.script("orders/second", [&](const test::Hand&) {
        asked = true;
        return LL_PASS;
    });
    const auto row = bench.add(test::order("1"));
    bench.orders->step();
    CHECK_FALSE(asked);
    CHECK(bench.findings(row.id) == Words{"PLUGIN_FAILED"});
}

TEST_CASE("order.pipeline: a rule that throws harms its own message only") {
    PipeBench bench;
    bench.plugin.script("orders/first", [](const test::Hand& hand) -> ll_verdict {
        if (hand.json("/body/id").text_or("") == "1") throw std::runtime_error("7,50 is no amount");
        return LL_PASS;
    });
    const auto bad = bench.add(test::order("1"));
    const auto good = bench.add(test::order("2"));
    bench.orders->step();
    CHECK(bench.message(bad.id).state == state::held);
    CHECK(bench.message(good.id).state == state::routed);
    CHECK(bench.open().at(0).find("7,50 is no amount") != std::string::npos);
}

TEST_CASE("order.pipeline: a verdict that a rule does not have holds the message") {
    PipeBench bench;
    bench.plugin.script("orders/first", [](const test::Hand&) { return ll_verdict{99}; });
    const auto row = bench.add(test::order("1"));
    bench.orders->step();
    CHECK(bench.findings(row.id) == Words{"PLUGIN_FAILED"});
}

TEST_CASE("order.pipeline: what a rule changed is in the history and in what is sent") {
    PipeBench bench;
    bench.plugin.script("orders/first", [](const test::Hand& hand) {
        hand.write("/body/staff_note", "gift");
        return LL_PASS;
    });
    const auto row = bench.add(test::order("1"));
    bench.orders->step();
    const Value change = bench.detail_of(row.id, "routed")["changes"].as_array()->at(0);
    CHECK(change["by"].text_or("") == "orders/first");
    CHECK(change["path"].text_or("") == "/body/staff_note");
    CHECK(change["after"].text_or("") == "gift");
    bench.store.read([&](store::UnitOfWork& unit) { CHECK(unit.outbox().body(unit.outbox().by_key("order:shop:1")->id)["staff_note"].text_or("") == "gift"); });
}

TEST_CASE("order.pipeline: a rule that does not take the type is passed by") {
    PipeBench bench;
    bench.orders = bench.pipeline("orders", "order", "erp/orders", {"for-items"}, {});
    bench.plugin.script("orders/for-items", holds("NEVER"));
    const auto row = bench.add(test::order("1"));
    bench.orders->step();
    CHECK(bench.message(row.id).state == state::routed);
}

TEST_CASE("order.pipeline: a key that another message has used is never used again") {
    PipeBench bench;
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    bench.store.commit([&](store::UnitOfWork& unit) { REQUIRE(unit.outbox().begin_attempt(unit.outbox().of_message(first.id)->id)); });
    const auto second = bench.add(test::order("1", "9.99"), "order", "orders", "shop/archive"); // the same order by another source of the shop
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::held);
    CHECK(bench.findings(second.id) == Words{"ORDER_DUPLICATE_SUSPECT"});
    CHECK(bench.outbox("order:shop:1")->message_id == first.id);
}

TEST_CASE("order.pipeline: the outcome is void when a newer revision came while the rules ran") {
    PipeBench bench;
    const auto row = bench.add(test::order("1"));
    bench.plugin.script("orders/first", [&](const test::Hand&) {
        bench.store.commit([&](store::UnitOfWork& unit) { unit.messages().move(row.id, row.version, state::superseded); });
        return LL_PASS;
    });
    bench.orders->step();
    CHECK(bench.message(row.id).state == state::superseded);
    CHECK_FALSE(bench.outbox("order:shop:1"));
    CHECK(bench.history(row.id).empty());
}

TEST_CASE("order.pipeline: a void outcome leaves alone what people settled in doubt") {
    PipeBench bench;
    const auto row = bench.add(test::order("1"));
    bench.store.commit([&](store::UnitOfWork& unit) { // sent without an answer, settled, and given back
        test::EngineBench::put_in_outbox(unit, row, test::order("1"));
        const auto out = unit.outbox().of_message(row.id).value();
        REQUIRE(unit.outbox().begin_attempt(out.id));
        unit.attempts().close(unit.attempts().open(out.id, 1, "deliver", unit.now()), unit.now(), "unknown", "");
        REQUIRE(unit.outbox().move(out.id, outbox_state::in_flight, outbox_state::settled, 0, ""));
    });
    bench.plugin.script("orders/first", [&](const test::Hand&) {
        bench.store.commit([&](store::UnitOfWork& unit) { unit.messages().move(row.id, row.version, state::superseded); });
        return LL_PASS;
    });
    bench.orders->step();
    CHECK(bench.message(row.id).state == state::superseded);
    CHECK(bench.outbox("order:shop:1")->state == outbox_state::settled);
}

TEST_CASE("order.pipeline: a void hold opens no exception") {
    PipeBench bench;
    const auto row = bench.add(test::order("1"));
    bench.plugin.script("orders/first", [&](const test::Hand& hand) {
        bench.store.commit([&](store::UnitOfWork& unit) { unit.messages().move(row.id, row.version, state::superseded); });
        hand.explain("ONE", "one");
        return LL_HOLD;
    });
    bench.orders->step();
    CHECK(bench.open().empty());
}

TEST_CASE("order.pipeline: a retry of what does not fit its schema is held again") {
    PipeBench bench;
    Value broken = test::order("1");
    broken.erase("lines");
    const auto row = bench.add(broken);
    bench.store.commit([&](store::UnitOfWork& unit) {
        REQUIRE(unit.messages().move(row.id, row.version, state::held));
        REQUIRE(unit.messages().release(row.id));
    });
    bench.orders->step();
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"MESSAGE_REFUSED"});
}

TEST_CASE("order.pipeline: a retry of what the source could not read keeps what the source said of it") {
    PipeBench bench;
    Value broken = test::order("1");
    broken.erase("lines");
    const auto row = bench.add(broken);
    bench.store.commit([&](store::UnitOfWork& unit) {
        REQUIRE(unit.messages().move(row.id, row.version, state::held));
        bench.exceptions.hold(unit, *unit.messages().find(row.id), {{"MESSAGE_REFUSED", "its lines are hidden by the store", "", "order:1", "", "shop/orders", Value::object()}});
        REQUIRE(unit.messages().release(row.id));
    });
    bench.orders->step();
    bench.store.read([&](store::UnitOfWork& unit) { CHECK(unit.exceptions().open_of_message(row.id)->title == "its lines are hidden by the store"); });
}

TEST_CASE("order.pipeline: a retry that finds something else replaces the findings and keeps the exception") {
    PipeBench bench;
    bench.plugin.script("orders/first", holds("ONE"));
    const auto row = bench.add(test::order("1"));
    bench.orders->step();
    store::Id before = 0, after = 0;
    bench.store.read([&](store::UnitOfWork& unit) { before = unit.exceptions().open_of_message(row.id)->id; });
    bench.plugin.script("orders/first", holds("TWO"));
    bench.release(row.id);
    bench.orders->step();
    bench.store.read([&](store::UnitOfWork& unit) { after = unit.exceptions().open_of_message(row.id)->id; });
    CHECK(before == after);
    CHECK(bench.findings(row.id) == Words{"TWO"});
}
