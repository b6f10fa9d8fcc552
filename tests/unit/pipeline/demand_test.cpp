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
