// Protects that no order waits for an item that has come already, and none is judged before the item master was read.
#include "pipe_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

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
