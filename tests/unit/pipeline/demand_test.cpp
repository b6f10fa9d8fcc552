// Protects: an order that waits is demand, and one that will never be booked is none.
#include "pipe_bench.hpp"

#include "support/open_demand.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("pipeline.demand: a held order stays demand, a dropped one is over") {
    for (const auto& [verdict, is_demand] : {std::pair(LL_PASS, true), std::pair(LL_HOLD, true), std::pair(LL_DROP, false)}) {
        PipeBench bench;
        const auto row = bench.add(order("1"));
        bench.store.commit([&](store::UnitOfWork& unit) { commerce::captured(unit, row, order("1")); });
        bench.plugin.script("orders/first", [verdict = verdict](const Hand& hand) {
            if (verdict == LL_HOLD) hand.explain("SKU_NOT_FOUND", "no such thing");
            return verdict;
        });
        while (bench.orders->step()) continue;
        INFO(bench.message(row.id).state);
        CHECK((open_now(bench.store, "1", bench.clock.at) > 0) == is_demand);
    }
}

TEST_CASE("pipeline.demand: what the document of a cancelled order lacks is over once its refund was judged") {
    PipeBench bench;
    bench.apply_changes();
    const auto take_in = [&](const Value& body) {
        const auto row = bench.add(body);
        bench.store.commit([&](store::UnitOfWork& unit) { commerce::captured(unit, row, body); });
        REQUIRE(bench.orders->step());
        return row;
    };
    bench.post(take_in(order("1")));
    bench.post(take_in(cancelled(order("1"))));
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now() + 1); });
    Value refunded = order("1");
    refunded.member("status").set("phase", "refunded");
    const auto row = take_in(refunded);
    REQUIRE(bench.message(row.id).state == state::applied);
    CHECK(open_now(bench.store, "1", bench.clock.at) == 0);
    CHECK(open_now(bench.store, "1", bench.clock.at - 1) > 0); // until the next reading, as all that is booked
}

TEST_CASE("pipeline.demand: a later revision of what was settled without a document is over once it was judged") {
    PipeBench bench;
    bench.plugin.script("orders/first", holds("SKU_NOT_FOUND"));
    const auto row = bench.add(order("1"));
    REQUIRE(bench.orders->step());
    bench.settle(row.id, "by phone");
    Value later = order("1");
    later.member("status").set("phase", "fulfilled");
    const auto newer = bench.add(later);
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::captured(unit, newer, later); });
    REQUIRE(open_now(bench.store, "1", bench.clock.at) > 0);
    REQUIRE(bench.orders->step());
    REQUIRE(bench.message(newer.id).state == state::applied);
    CHECK(open_now(bench.store, "1", bench.clock.at) == -1);
}
