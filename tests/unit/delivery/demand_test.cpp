// Protects: the commit that learns of the ERP's document is the one that says so to the stock.
#include "dispatch_bench.hpp"

#include "commerce/demand.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

// How much of the order is open for levels that are read from now on; -1: nothing is kept of it.
std::int64_t open_now(store::Store& store, const std::string& order, base::Millis now) {
    std::int64_t sum = -1;
    store.read([&](store::UnitOfWork& unit) {
        for (const auto& row : unit.demand().of_order("shop/orders", order)) sum = std::max<std::int64_t>(sum, 0) + commerce::open_of(row, now + 1);
    });
    return sum;
}

} // namespace

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
