// Protects: the commit that learns of the ERP's document is the one that says so to the stock.
#include "dispatch_bench.hpp"

#include "decisions/decisions.hpp"
#include "support/open_demand.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("delivery.demand: what was booked is not open any more for levels that are read later") {
    DispatchBench bench;
    const auto row = bench.routed("1");
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::captured(unit, row, order("1")); });
    REQUIRE(open_now(bench.store, "1", bench.clock.at) > 0);
    bench.results(Value::object({{"verdict", "rejected"}, {"code", "ERP_REJECTED"}, {"message", "no"}}));
    bench.dispatcher->step(0);
    CHECK(open_now(bench.store, "1", bench.clock.at) > 0);
    bench.send_again(row.id);
    bench.results(Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", "1"}, {"number", "501"}, {"amount", "48.50"}, {"currency", "GBP"}})}}));
    bench.dispatcher->step(0);
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(open_now(bench.store, "1", bench.clock.at) == 0);
}

TEST_CASE("delivery.demand: what was settled without a document and is found all the same is open until the ERP was read after that") {
    DispatchBench bench;
    bench.results(DispatchBench::said("unknown", "connection reset"), DispatchBench::said("unknown"));
    const auto row = bench.routed("1");
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::captured(unit, row, order("1")); });
    const std::int64_t all = open_now(bench.store, "1", bench.clock.at);
    bench.work();
    for (int i = 0; i < 5; ++i) bench.later(300'000);
    bench.sink([&](const Hand& hand) {
        bench.store.commit([&](store::UnitOfWork& unit) { decisions::resolve(unit, unit.exceptions().open_of_message(row.id)->id, {"never came", "", ""}, "ann"); });
        CHECK(open_now(bench.store, "1", bench.clock.at) == -1);
        hand.write("/results", Value::array({Value::object({{"verdict", "found"}, {"receipt", DispatchBench::receipt()}})}));
        return LL_PASS;
    });
    bench.later(300'000);
    REQUIRE(bench.findings(row.id) == Words{"ORDER_DUPLICATE_SUSPECT"});
    CHECK(open_now(bench.store, "1", bench.clock.at - 1) == all);
    CHECK(open_now(bench.store, "1", bench.clock.at) == 0);
}
