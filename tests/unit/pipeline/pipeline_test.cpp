// Protects what becomes of a message between its source and its sink: which outcome of the rules leads to which state, what a change
// after posting comes to, and that no message waits for something that has come already.
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

TEST_CASE("order.pipeline: nothing is judged before what it needs was read to its end once") {
    PipeBench bench(std::vector<pipeline::Need>{{"items", "erp/items"}});
    const auto row = bench.add(test::order("1"));
    CHECK_FALSE(bench.orders->step());
    CHECK(bench.orders->waits_for() == "erp/items");
    store::CursorTable::Cursor cursor;
    cursor.source = "erp/items";
    cursor.value = Value::object();
    bench.store.commit([&](store::UnitOfWork& unit) { unit.cursors().put(cursor); });
    CHECK_FALSE(bench.orders->step()); // begun is not enough
    const auto last = bench.add(test::item("MUG"), "item", "items", "erp/items");
    cursor.completed_at = bench.clock.at;
    bench.store.commit([&](store::UnitOfWork& unit) { unit.cursors().put(cursor); });
    CHECK_FALSE(bench.orders->step()); // read, but not in the item master yet
    CHECK(bench.items->step());
    CHECK(bench.message(last.id).state == state::applied);
    bench.clock.at += 1;
    bench.add(test::item("PAN"), "item", "items", "erp/items"); // of the next reading
    CHECK(bench.orders->step());
    CHECK(bench.message(row.id).state == state::routed);
}

TEST_CASE("order.pipeline: a change after posting that leaves the document alone is applied") {
    PipeBench bench;
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    bench.post(first);
    Value shipped = test::order("1");
    shipped.member("status").set("name", "Shipped");
    const auto second = bench.add(shipped);
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::applied);
    CHECK(bench.history(second.id) == Words{"unchanged"});
    CHECK(bench.open().empty());
}

TEST_CASE("order.pipeline: a change after posting that touches the document is shown to a person with the difference") {
    PipeBench bench;
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    bench.post(first);
    Value changed = test::order("1");
    changed.find("lines")->as_array()->at(0).set("quantity", Value(5));
    const auto second = bench.add(changed);
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::held);
    CHECK(bench.findings(second.id) == Words{"ORDER_CHANGED_AFTER_POST"});
    CHECK(bench.open().at(0).find("Order N1 was changed in the store after it was posted as document 700: line 1 (") != std::string::npos);
    CHECK(bench.open().at(0).find("): quantity was 2, is now 5") != std::string::npos);
    bench.store.read([&](store::UnitOfWork& unit) {
        const auto finding = unit.exceptions().findings(unit.exceptions().open_of_message(second.id)->id).at(0);
        const Value facts = message::parse_json(finding.facts);
        CHECK(facts["differences"].as_array()->at(0)["posted"].int_or(0) == 2);
        CHECK(facts["differences"].as_array()->at(0)["now"].int_or(0) == 5);
    });
}

TEST_CASE("order.pipeline: going back to what was posted is no change, and opens nothing") {
    PipeBench bench;
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    bench.post(first);
    Value changed = test::order("1");
    changed.find("lines")->as_array()->at(0).set("quantity", Value(5));
    const auto second = bench.add(changed);
    bench.orders->step();
    // As the receiver does when the third comes.
    bench.store.commit([&](store::UnitOfWork& unit) {
        const auto now = unit.messages().find(second.id).value();
        REQUIRE(unit.messages().move(now.id, now.version, state::superseded));
        bench.exceptions.close(unit, now, "engine: a newer revision came", "");
    });
    REQUIRE(bench.open().empty());
    Value back = test::order("1");
    back.member("status").set("name", "Shipped");
    const auto third = bench.add(back);
    bench.orders->step();
    CHECK(bench.message(third.id).state == state::applied);
    CHECK(bench.open().empty());
}

TEST_CASE("order.pipeline: an order that is cancelled after posting is a decision for a person") {
    PipeBench bench;
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    bench.post(first);
    const auto second = bench.add(cancelled(test::order("1")));
    bench.orders->step();
    CHECK(bench.findings(second.id) == Words{"ORDER_CANCELLED_AFTER_POST"});
    CHECK(bench.open().at(0) == "ORDER_CANCELLED_AFTER_POST: Order N1 is Cancelled in the store, but document 700 of it stands in the ERP");
}

TEST_CASE("order.pipeline: an order that was changed and cancelled tells both, the cancellation first") {
    PipeBench bench;
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    bench.post(first);
    Value both = cancelled(test::order("1"));
    both.find("lines")->as_array()->at(0).set("quantity", Value(5));
    const auto second = bench.add(both);
    bench.orders->step();
    CHECK(bench.findings(second.id) == Words{"ORDER_CANCELLED_AFTER_POST", "ORDER_CHANGED_AFTER_POST"});
}

TEST_CASE("order.pipeline: an order that comes back to life after its cancellation was settled is told") {
    PipeBench bench;
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    bench.post(first);
    const auto second = bench.add(cancelled(test::order("1")));
    bench.orders->step();
    bench.settle(second.id, "closed in the ERP");
    Value again = test::order("1");
    again.member("status").set("name", "Awaiting Shipment");
    const auto third = bench.add(again);
    bench.orders->step();
    CHECK(bench.findings(third.id) == Words{"ORDER_CHANGED_AFTER_POST"});
    CHECK(bench.open().at(0).find("is Awaiting Shipment in the store again, after it was cancelled") != std::string::npos);
}

TEST_CASE("order.pipeline: what a person settled is not sent when only its state changes in the store") {
    PipeBench bench;
    bench.plugin.script("orders/first", holds("SKU_NOT_FOUND"));
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    bench.settle(first.id, "booked by hand");
    bench.pass("orders/first");
    Value shipped = test::order("1");
    shipped.member("status").set("name", "Shipped");
    const auto second = bench.add(shipped);
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::applied);
    CHECK(bench.detail_of(second.id, "unchanged")["settled_by"].text_or("") == "ada");
    CHECK_FALSE(bench.outbox("order:shop:1"));
    CHECK(bench.open().empty());
}

TEST_CASE("order.pipeline: what a person settled and the store changed is that person's again") {
    PipeBench bench;
    bench.plugin.script("orders/first", holds("SKU_NOT_FOUND"));
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    const auto exception = bench.settle(first.id, "booked by hand");
    bench.pass("orders/first");
    Value changed = test::order("1");
    changed.find("lines")->as_array()->at(0).set("quantity", Value(5));
    const auto second = bench.add(changed);
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::held);
    CHECK(bench.findings(second.id) == Words{"ORDER_CHANGED_AFTER_POST"});
    CHECK(bench.open().at(0).find("after ada settled it by hand (\"booked by hand\"): line 1 (") != std::string::npos);
    CHECK(bench.open().at(0).find("exceptions reopen " + std::to_string(exception)) != std::string::npos);
    CHECK_FALSE(bench.outbox("order:shop:1"));
}

TEST_CASE("order.pipeline: a note that cannot be read again does not keep later revisions from being judged") {
    PipeBench bench;
    bench.plugin.script("orders/first", holds("SKU_NOT_FOUND"));
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    bench.settle(first.id, "f\xFCr");
    bench.pass("orders/first");
    Value shipped = test::order("1");
    shipped.member("status").set("name", "Shipped");
    const auto second = bench.add(shipped);
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::applied);
    CHECK(bench.detail_of(second.id, "unchanged")["settled_by"].text_or("") == "ada");
}

TEST_CASE("order.pipeline: a later revision is compared with what was settled last") {
    PipeBench bench;
    bench.plugin.script("orders/first", holds("SKU_NOT_FOUND"));
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    bench.settle(first.id, "booked by hand");
    Value changed = test::order("1");
    changed.find("lines")->as_array()->at(0).set("quantity", Value(5));
    const auto second = bench.add(changed);
    bench.orders->step();
    bench.settle(second.id, "amended by hand");
    changed.member("status").set("name", "Shipped");
    const auto third = bench.add(changed);
    bench.orders->step();
    CHECK(bench.message(third.id).state == state::applied);
}

TEST_CASE("order.pipeline: a document that a person booked by hand is what later changes are compared with") {
    PipeBench bench;
    bench.plugin.script("orders/first", holds("SKU_NOT_FOUND"));
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    bench.settle(first.id, "booked by hand", "4711");
    const auto second = bench.add(cancelled(test::order("1")));
    bench.orders->step();
    CHECK(bench.open() == Words{"ORDER_CANCELLED_AFTER_POST: Order N1 is Cancelled in the store, but document 4711 of it stands in the ERP"});
    CHECK(bench.message(second.id).state == state::held);
}

TEST_CASE("order.pipeline: what was never booked may be cancelled without a word") {
    PipeBench bench;
    bench.plugin.script("orders/first", holds("SKU_NOT_FOUND"));
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    bench.settle(first.id, "not to be booked");
    const auto second = bench.add(cancelled(test::order("1")));
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::applied);
    CHECK(bench.open().empty());
}

TEST_CASE("order.pipeline: what was settled is judged as if it was not once a person takes that back") {
    PipeBench bench;
    bench.plugin.script("orders/first", holds("SKU_NOT_FOUND"));
    const auto first = bench.add(test::order("1"));
    bench.orders->step();
    const auto exception = bench.settle(first.id, "a mistake");
    bench.pass("orders/first");
    bench.store.commit([&](store::UnitOfWork& unit) { decisions::reopen(unit, exception, "it was another order", "ada"); });
    bench.orders->step();
    CHECK(bench.message(first.id).state == state::routed);
    CHECK(bench.outbox("order:shop:1")->state == outbox_state::ready);
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

TEST_CASE("order.pipeline: an item that is taken in wakes the orders that wait for it") {
    PipeBench bench;
    bench.wait_for_item("MUG-BLUE");
    const auto row = bench.add(test::order("1"));
    bench.orders->step();
    REQUIRE(bench.message(row.id).state == state::held);
    bench.take_in(test::item("MUG-BLUE"));
    CHECK(bench.message(row.id).state == state::ready);
    bench.orders->step();
    CHECK(bench.message(row.id).state == state::routed);
    CHECK(bench.open().empty());
}

TEST_CASE("order.pipeline: an item that comes between the look-up and the hold is not missed") {
    PipeBench bench;
    bool once = true;
    bench.wait_for_item("MUG-BLUE", [&] {
        if (!once) return;
        once = false;
        bench.store.commit([&](store::UnitOfWork& unit) { bench.master.apply(unit, test::item("MUG-BLUE")); });
    });
    const auto row = bench.add(test::order("1"));
    bench.orders->step();
    CHECK(bench.message(row.id).state == state::ready);
    CHECK(bench.open().empty());
}

TEST_CASE("order.pipeline: another item that comes while the rules run wakes nobody") {
    PipeBench bench;
    bench.wait_for_item("MUG-BLUE", [&] { bench.store.commit([&](store::UnitOfWork& unit) { bench.master.apply(unit, test::item("OTHER")); }); });
    const auto row = bench.add(test::order("1"));
    bench.orders->step();
    CHECK(bench.message(row.id).state == state::held);
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

TEST_CASE("order.pipeline: an item without a code is held and stops nothing") {
    PipeBench bench;
    bench.plugin.script("items/for-items", [](const test::Hand& hand) {
        if (hand.json("/body/name").text_or("") == "nameless") hand.write("/body/code", "");
        return LL_PASS;
    });
    const auto bad = bench.add(test::item("A", "nameless"), "item", "items", "erp/items");
    const auto good = bench.add(test::item("B"), "item", "items", "erp/items");
    CHECK(bench.items->step());
    CHECK(bench.message(bad.id).state == state::held);
    CHECK(bench.message(good.id).state == state::applied);
    CHECK(bench.findings(bad.id) == Words{"MESSAGE_REFUSED"});
}
