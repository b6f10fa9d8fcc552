// Protects an order that was posted in part and is not what it was: a newer revision, the rules or a person decide about the lines that wait, and none is
// added against that or open for ever.
#include "parts_bench.hpp"

#include "support/open_demand.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("order.parts: a revision that changes only the order's state takes over the lines that wait") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    Value noted = two_lines("1");
    noted.member("notes").set("staff", "call back");
    const auto second = bench.newer(row, noted);
    bench.work();
    CHECK(bench.message(second.id).state == state::held);
    CHECK(bench.findings(second.id) == Words{"SKU_NOT_FOUND"});
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.sent.size() == 2);
    CHECK(bench.message(second.id).state == state::delivered);
    CHECK(bench.references().size() == 1);
}

TEST_CASE("order.parts: a revision that changes the order is held, and says what never came onto the document") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    Value changed = two_lines("1");
    (*changed.member("lines").as_array())[0].set("quantity", 5);
    const auto second = bench.newer(row, changed);
    bench.work();
    CHECK(bench.message(second.id).state == state::held);
    REQUIRE(bench.findings(second.id) == Words{"ORDER_CHANGED_AFTER_POST"});
    CHECK_THAT(bench.open().front(), Catch::Contains("1 line (12.00 GBP) never came onto that document"));
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.sent.size() == 1);
}

TEST_CASE("order.parts: a revision that comes while the good lines are on their way stands for the rest") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.orders->step();
    Value noted = two_lines("1");
    noted.member("notes").set("staff", "call back");
    const auto second = bench.add(noted);
    bench.work();
    CHECK(bench.message(row.id).state == state::superseded);
    CHECK(bench.findings(row.id).empty());
    CHECK(bench.message(second.id).state == state::held);
    CHECK(bench.open().size() == 1);
}

TEST_CASE("order.parts: an order that a rule drops after a part of it was posted is held") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    bench.verdict = LL_DROP;
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"ORDER_CHANGED_AFTER_POST"});
}

TEST_CASE("order.parts: what the rules leave out of the rest is over: the document is whole, and nothing is open for ever") {
    PartsBench bench;
    const auto row = bench.add(two_goods());
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::captured(unit, row, two_goods()); });
    bench.work();
    REQUIRE(bench.message(row.id).state == state::held);
    CHECK(test::open_now(bench.store, "1", bench.clock.at) > 0);
    bench.known.insert("GHOST");
    bench.plugin.script("orders/leaves-out", [](const test::Hand& hand) {
        const Value lines = hand.json("/body/lines");
        hand.write("/body/lines", Value::array({(*lines.as_array())[0]}));
        return LL_PASS;
    });
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.sent.size() == 1);
    CHECK(bench.open().empty());
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(test::open_now(bench.store, "1", bench.clock.at) == 0);
}

TEST_CASE("order.parts: what a person settles of the rest is open no longer than what is on the document") {
    PartsBench bench;
    const auto row = bench.add(two_goods());
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::captured(unit, row, two_goods()); });
    bench.work();
    REQUIRE(test::open_now(bench.store, "1", bench.clock.at) > 0);
    bench.store.commit([&](store::UnitOfWork& unit) { decisions::resolve(unit, unit.exceptions().open_of_message(row.id)->id, {"without the ghost", "", ""}, "ann"); });
    CHECK(test::open_now(bench.store, "1", bench.clock.at) == 0);
}

TEST_CASE("order.parts: what a person has settled is not posted any more") {
    PartsBench bench;
    const auto row = bench.add(two_lines("1"));
    bench.work();
    bench.store.commit([&](store::UnitOfWork& unit) {
        decisions::resolve(unit, unit.exceptions().open_of_message(row.id).value().id, {"booked by hand", "", "erp/orders"}, "ann");
    });
    Value noted = two_lines("1");
    noted.member("notes").set("staff", "call back");
    const auto second = bench.add(noted);
    bench.item_comes("GHOST");
    bench.work();
    CHECK(bench.sent.size() == 1);
    CHECK(bench.message(second.id).state == state::applied);
}
