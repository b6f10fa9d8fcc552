// Protects the steps of pushing: what never left is not in doubt, quiet hours are kept between two requests, and every commit is bounded
// and goes on where a death has left it.
#include "states_bench.hpp"

#include <algorithm>

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

void fill(StatesBench& bench, const std::vector<const char*>& skus, const std::string& in_stock) {
    std::vector<Value> rows;
    for (const char* sku : skus) {
        bench.article(sku);
        rows.push_back(row(sku, {level("01", in_stock)}));
    }
    bench.snapshot(std::move(rows));
}

// The numbers once more, as long as something is in doubt.
Words sent_later(StatesBench& bench) {
    bench.later(120'000);
    bench.work_all();
    return bench.sent();
}

} // namespace

TEST_CASE("states.stage: after an outage each number is pushed once, and is in no doubt") {
    StatesBench bench;
    bench.orders_were_read();
    fill(bench, {"A", "B", "C", "D", "E"}, "10");
    bench.plugin.script("shop/inventory", [](const Hand& hand) {
        hand.explain("STORE_RATE_LIMIT", "nobody listens there");
        return LL_RETRY;
    });
    for (int i = 0; i < 5; ++i) {
        bench.work_all();
        bench.later(60'000);
    }
    bench.work_all(); // shortly before it is over
    bench.answer([](const Value&) { return Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", "T2"}})}}); });
    bench.later(61'000);
    bench.work_all();
    Words sent = bench.sent();
    std::sort(sent.begin(), sent.end());
    CHECK(sent == Words{"A|1=10", "B|1=10", "C|1=10", "D|1=10", "E|1=10"});
    CHECK(sent_later(bench) == Words{});
}

TEST_CASE("states.stage: a number that never left leaves what the store shows as it was known") {
    StatesBench bench(R"({"settle":"30s","sample":0,"every":"1m"})");
    bench.orders_were_read();
    fill(bench, {"A"}, "10");
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=10"});
    bench.later(120'000);
    bench.snapshot({row("A", {level("01", "7")})});
    bench.answer([](const Value&) { return Value::object({{"verdict", "retry"}, {"message", "later"}}); });
    bench.work_all();
    bench.sent();
    CHECK(bench.pushed("A")->quantity == 10);
    CHECK(bench.pushed("A")->doubt.empty());
    bench.snapshot({row("A", {level("01", "10")})});
    CHECK(sent_later(bench) == Words{}); // it shows that already
}

TEST_CASE("states.stage: a run that ends when nothing is due sends changes without waiting for a round") {
    StatesBench bench(R"({"settle":"30s","sample":0,"every":"1h"})");
    bench.at_once = true;
    bench.restart();
    bench.orders_were_read();
    fill(bench, {"A"}, "10");
    bench.work_all();
    bench.sent();
    bench.later(60'000);
    bench.snapshot({row("A", {level("01", "9")})});
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=9"});
    CHECK(bench.stage->later().skus == 0);
}

TEST_CASE("states.stage: it says what waits for a later time") {
    StatesBench bench(R"({"settle":"30s","sample":0,"every":"1h"})");
    bench.orders_were_read();
    fill(bench, {"A"}, "10");
    bench.work_all();
    const base::Millis round = bench.clock.at + 3'600'000;
    bench.later(60'000);
    bench.snapshot({row("A", {level("01", "9")})});
    bench.work_all();
    CHECK(bench.stage->is_idle());
    CHECK(bench.stage->later().skus == 1);
    CHECK(bench.stage->later().first_at == round);
    CHECK(bench.stage->later_at() == round);
}

TEST_CASE("states.stage: nothing more is sent when the quiet hours begin, and the rest goes afterwards, each once") {
    StatesBench bench(R"({"settle":"30s","sample":0,"every":"1h"})");
    bench.quiet = base::QuietHours::parse({"01:00-02:00 +00:00"});
    bench.restart();
    bench.later(3'590'000);
    fill(bench, {"A", "B", "C", "D", "E", "F", "G"}, "10");
    bench.answer([&](const Value&) {
        bench.clock.at += 5'000;
        return Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", "T1"}})}});
    });
    bench.stage->step();
    CHECK(bench.sent() == Words{"A|1=10", "B|1=10", "C|1=10"});
    bench.later(3'600'000);
    bench.work_all();
    CHECK(bench.sent() == Words{"D|1=10", "E|1=10", "F|1=10", "G|1=10"});
    CHECK(sent_later(bench) == Words{});
}

TEST_CASE("states.stage: what is due is compared in commits of so many") {
    StatesBench bench;
    bench.orders_were_read();
    bench.articles(1'200, "10");
    int compared = 0;
    std::size_t begun = 0;
    bench.watch.before = [&] {
        std::size_t now = 0;
        bench.store.read([&](store::UnitOfWork& unit) { now = unit.pushed_stock().behind("stock", "", "", 10'000).size(); });
        if (now > begun) ++compared;
        CHECK(now - begun <= 500);
        begun = now;
    };
    bench.stage->step();
    bench.watch.before = nullptr;
    CHECK(compared == 3);
    CHECK(bench.sent().size() == 1'200);
}

TEST_CASE("states.stage: everything is marked part by part, and whoever dies over it goes on there") {
    StatesBench bench;
    bench.articles(4'500, "10");
    bench.store.commit([](store::UnitOfWork& unit) {
        for (const auto& row : unit.push_queue().due("stock", unit.now(), 10'000)) unit.push_queue().done(row);
    });
    int commits = 0;
    bench.watch.before = [&] {
        if (++commits == 2) throw Gone{};
    };
    CHECK_THROWS_AS(bench.stage->step(), Gone);
    bench.watch.before = nullptr;
    CHECK(bench.due() == 2'000);
    bench.store.commit([](store::UnitOfWork& unit) {
        for (const auto& row : unit.push_queue().due("stock", unit.now(), 10'000)) unit.push_queue().done(row);
    });
    bench.restart();
    bench.stage->step(); // the orders were not read, so nothing is compared
    CHECK(bench.due() == 2'500);
    bench.restart();
    bench.stage->step();
    CHECK(bench.due() == 2'500);
}

TEST_CASE("states.stage: what a reading contains is forgotten part by part, at the next start too") {
    StatesBench bench;
    bench.store.commit([](store::UnitOfWork& unit) {
        for (int i = 0; i < 2'300; ++i) {
            store::DemandRow row;
            row.source = "shop/orders";
            row.order_key = std::to_string(i);
            row.sku = "A";
            row.quantity = row.booked = 1;
            row.booked_at = 1'000;
            unit.demand().put(row);
        }
    });
    const auto left = [&] {
        std::size_t count = 0;
        bench.store.read([&](store::UnitOfWork& unit) { count = unit.demand().of_sku("A").size(); });
        return count;
    };
    bench.snapshot({row("A", {level("01", "1")})});
    CHECK(left() == 1'300);
    states::forget_contained(bench.store);
    CHECK(left() == 0);
}
