// Protects that what the store shows is looked at: what differs is told with what speaks for whoever wrote it and sent again, and an order
// that nobody here knows yet is no drift.
#include "states_bench.hpp"

#include <algorithm>

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

struct Bench : StatesBench {
    Bench() {
        orders_were_read();
        article("A");
        snapshot({row("A", {level("01", "10")})});
        read_back->step(); // its habits
        work_all();
        sent();
    }
    // The store has had time to apply it; its orders were read after it was looked at.
    void look() {
        later(30'000);
        while (read_back->step()) {}
        for (int reading = 0; reading < 2; ++reading) {
            later(2'000);
            while (read_back->step()) {}
        }
    }
};

} // namespace

TEST_CASE("states.read back: a number that stands is no news") {
    Bench bench;
    bench.look();
    CHECK(bench.open() == Words{});
    CHECK_FALSE(bench.is_due("A"));
}

TEST_CASE("states.read back: what somebody else wrote is told and corrected, and closes when it stands again") {
    Bench bench;
    bench.shown["A|1"] = 25;
    bench.look();
    CHECK(bench.open() == Words{"STOCK_DRIFT: The store shows 25 of A at location 1 where 10 should stand. No order that is known here explains it: a person in the store's control panel, or "
                                "another app with access to the inventory, has written it"});
    bench.later(60'000);
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=10"});
    bench.look();
    CHECK(bench.open() == Words{});
}

TEST_CASE("states.read back: before the orders were read again nothing is judged") {
    Bench bench;
    bench.shown["A|1"] = 8; // an order that the store has taken off, and that is not read yet
    bench.clock.at += 30'000;
    while (bench.read_back->step()) {}
    CHECK(bench.open() == Words{});
    bench.captured("1", "A", 2, bench.clock.at - 500);
    bench.later(2'000);
    while (bench.read_back->step()) {}
    CHECK(bench.open() == Words{});
    bench.look();
    CHECK(bench.open() == Words{});
}

TEST_CASE("states.read back: a store that does not show it, or does not answer, is asked again") {
    Bench bench;
    bench.plugin.script("shop/inventory", [](const Hand&) { return LL_RETRY; });
    bench.look();
    CHECK(bench.open() == Words{});
}

TEST_CASE("states.read back: what went with a number that is wrong is looked at as well") {
    StatesBench bench(R"({"settle":"30s","sample":1,"every":"1m"})");
    bench.orders_were_read();
    std::vector<Value> rows;
    for (const char* sku : {"A", "B", "C"}) {
        bench.article(sku);
        rows.push_back(row(sku, {level("01", "10")}));
    }
    bench.snapshot(std::move(rows));
    bench.read_back->step();
    bench.work_all();
    bench.sent();
    for (const char* sku : {"A", "B", "C"}) bench.shown[std::string(sku) + "|1"] = 0; // the store has lost what it accepted
    for (int turn = 0; turn < 8; ++turn) {
        bench.later(30'000);
        while (bench.read_back->step()) {}
    }
    CHECK(bench.open().size() == 3);
    bench.work_all();
    Words again = bench.sent();
    std::sort(again.begin(), again.end());
    CHECK(again == Words{"A|1=10", "B|1=10", "C|1=10"});
}

TEST_CASE("states.read back: once a day everything is looked at") {
    StatesBench bench(R"({"settle":"30s","sample":0,"every":"1m"})");
    bench.orders_were_read();
    bench.article("A");
    bench.snapshot({row("A", {level("01", "10")})});
    while (bench.read_back->step()) {}
    bench.work_all();
    bench.sent();
    bench.shown["A|1"] = 25;
    bench.later(3'600'000);
    while (bench.read_back->step()) {}
    CHECK(bench.open() == Words{});
    for (const base::Millis ms : {86'400'000, 2'000, 2'000}) {
        bench.later(ms);
        while (bench.read_back->step()) {}
    }
    REQUIRE(bench.open().size() == 1);
    CHECK(bench.open()[0].find("STOCK_DRIFT: The store shows 25 of A") == 0);
    bench.snapshot({row("A", {level("01", "10")})});
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=10"});
    for (const base::Millis ms : {90'000, 2'000, 2'000}) {
        bench.later(ms);
        while (bench.read_back->step()) {}
    }
    CHECK(bench.open() == Words{}); // it stands again, and nobody has to wait for tomorrow
}

TEST_CASE("states.read back: an amount that no number holds is no answer") {
    Bench bench;
    bench.plugin.script("shop/inventory", [](const Hand& hand) {
        hand.write("/results", Value::array({Value::object({{"verdict", "found"}, {"receipt", Value::object({{"id", "1"}, {"number", "1"}, {"amount", "99999999999999999999"}, {"currency", ""}})}})}));
        return LL_PASS;
    });
    bench.look();
    CHECK(bench.open() == Words{});
}

TEST_CASE("states.read back: everything is looked at page by page, with time between, and never while numbers are due") {
    StatesBench bench(R"({"settle":"30s","sample":0,"every":"1m"})");
    bench.orders_were_read();
    bench.articles(1'200, "10");
    while (bench.read_back->step()) {}
    bench.work_all();
    bench.sent();
    const auto looked_at_after = [&](base::Millis ms) {
        bench.later(ms);
        bench.probed = 0;
        while (bench.read_back->step()) {}
        return bench.probed;
    };
    CHECK(looked_at_after(86'400'000) == 500);
    CHECK(looked_at_after(29'000) == 0);
    CHECK(bench.read_back->next_due() <= bench.clock.at + 1'000);
    bench.list("N10000");
    CHECK(looked_at_after(1'000) == 0);
    bench.snapshot({}); // read again, or nothing could be pushed after a day
    bench.articles(1'200, "10");
    bench.work_all();
    CHECK(bench.sent() == Words{});
    CHECK(looked_at_after(5'000) == 500);
    // Whoever starts anew goes on with the page that was looked at last.
    bench.restart();
    std::size_t rest = 0;
    for (int i = 0; i < 40; ++i) rest += looked_at_after(30'000);
    CHECK(rest == 700);
    CHECK(bench.open() == Words{});
}

TEST_CASE("states.read back: a sink that cannot say what the store shows is asked once") {
    StatesBench bench(R"({"settle":"30s","sample":20,"every":"1m"})");
    bench.orders_were_read();
    bench.article("A");
    bench.snapshot({row("A", {level("01", "10")})});
    bench.read_back->step();
    bench.work_all();
    int asked = 0;
    bench.plugin.script("shop/inventory", [&](const Hand& hand) {
        if (hand.operation == LL_PROBE) ++asked;
        return LL_UNSUPPORTED;
    });
    CHECK(bench.work->checks() == 1);
    for (int i = 0; i < 10; ++i) {
        bench.later(60'000);
        while (bench.read_back->step()) {}
    }
    CHECK(asked == 1);
    CHECK(bench.work->checks() == 0);
    bench.work->check({"A", "1", bench.clock.at});
    CHECK(bench.work->next_check() == 0);
}
