// Protects the flow during an outage of the other system: it pauses, nothing becomes an exception of its own, people hear of it once
// when it has lasted, and it goes on by itself.
#include "dispatch_bench.hpp"

#include "delivery/gate.hpp"

#include <algorithm>

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("order.outage: the gate closes for all lanes, and the rows stay ready") {
    DispatchBench bench;
    bench.outage();
    const auto row = bench.routed("1");
    bench.work();
    CHECK(bench.dispatcher->is_failing());
    CHECK(bench.of("1").state == outbox_state::ready);
    CHECK(bench.message(row.id).state == state::routed);
    CHECK(bench.attempts("1") == Words{"deliver not sent"});
    bench.routed("2");
    CHECK_FALSE(bench.dispatcher->step(1));
    CHECK(bench.of("2").attempt == 0);
}

TEST_CASE("order.outage: a closed gate says when to look again") {
    DispatchBench bench;
    bench.outage();
    bench.routed("1");
    bench.work();
    bench.routed("2"); // due already
    const base::Millis due = bench.dispatcher->next_due();
    CHECK(due > bench.clock.at);
    CHECK(due <= bench.clock.at + 1'000);
}

TEST_CASE("order.outage: without work nothing is due") {
    DispatchBench bench;
    CHECK(bench.dispatcher->next_due() == 0);
}

TEST_CASE("order.outage: a short one is nobody's exception") {
    DispatchBench bench;
    bench.outage();
    bench.routed("1");
    bench.work();
    for (int i = 0; i < 11; ++i) bench.later(10'000);
    CHECK(bench.open().empty());
}

TEST_CASE("order.outage: a long one is one exception about the flow") {
    DispatchBench bench;
    bench.outage("ERP_SESSION");
    for (const char* id : {"1", "2", "3", "4", "5"}) bench.routed(id);
    bench.work();
    for (int i = 0; i < 30; ++i) bench.later(60'000);
    CHECK(bench.open() == Words{"ERP_SESSION: nobody listens there"});
}

TEST_CASE("order.outage: it goes on by itself and the exception closes") {
    DispatchBench bench;
    bench.outage();
    const auto row = bench.routed("1");
    bench.work();
    for (int i = 0; i < 10; ++i) bench.later(60'000);
    REQUIRE(bench.open().size() == 1);
    bench.results(DispatchBench::done());
    bench.later(60'000);
    CHECK(bench.open().empty());
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK_FALSE(bench.dispatcher->is_failing());
}

TEST_CASE("order.outage: the exception closes also when the engine was started anew in between") {
    DispatchBench bench;
    bench.outage();
    bench.routed("1");
    bench.work();
    for (int i = 0; i < 10; ++i) bench.later(60'000);
    REQUIRE(bench.open().size() == 1);
    bench.restart();
    bench.results(DispatchBench::done());
    bench.later(60'000);
    CHECK(bench.open().empty());
}

TEST_CASE("order.outage: a sink that asks for a pause gets it") {
    DispatchBench bench;
    bench.sink([&](const Hand& hand) {
        ++bench.deliveries;
        hand.write("/results", Value::array({DispatchBench::done()}));
        hand.write("/pause_ms", Value(45'000));
        return LL_PASS;
    });
    bench.routed("1");
    bench.work();
    bench.routed("2");
    bench.later(44'999);
    CHECK(bench.deliveries == 1);
    bench.later(1);
    CHECK(bench.deliveries == 2);
}

TEST_CASE("order.outage: a sink that asks for a pause of centuries gets a day") {
    DispatchBench bench;
    bench.sink([](const Hand& hand) {
        hand.write("/pause_ms", Value(std::int64_t{INT64_MAX}));
        return LL_RETRY;
    });
    bench.routed("1");
    bench.work();
    CHECK(bench.dispatcher->next_due() == bench.clock.at + 86'400'000);
}

TEST_CASE("order.gate: it stays closed longer the more failures come in a row, to a minute") {
    delivery::Gate gate(1);
    base::Millis now = 1'000'000, pause = 0;
    for (int failure = 1; failure <= 10; ++failure) {
        gate.failed(now, 0);
        pause = gate.opens_at() - now;
        if (failure == 1) CHECK((pause >= 500 && pause <= 1'000));
        now = gate.opens_at();
    }
    CHECK((pause >= 30'000 && pause <= 60'000));
    CHECK(gate.failures() == 10);
}

TEST_CASE("order.gate: it tells since when it fails") {
    delivery::Gate gate(1);
    CHECK(gate.failed(1'000, 0) == 1'000);
    CHECK(gate.failed(9'000, 0) == 1'000);
    gate.succeeded(delivery::Gate::Work::delivery);
    CHECK(gate.failed(20'000, 0) == 20'000);
}

TEST_CASE("order.gate: a shorter pause does not open what is closed for longer") {
    delivery::Gate gate(1);
    gate.pause(1'000, 60'000);
    gate.pause(2'000, 1'000);
    CHECK_FALSE(gate.is_open(60'999));
    CHECK(gate.is_open(61'000));
}

TEST_CASE("order.outage: what does not pass without a person is told at once") {
    DispatchBench bench;
    bench.outage("CONFIG_DRIFT");
    bench.routed("1");
    bench.work();
    CHECK(bench.open() == Words{"CONFIG_DRIFT: nobody listens there"});
}

TEST_CASE("order.outage: one delivery is tried to see whether it is over, and the history tells each reason once") {
    DispatchBench bench;
    std::vector<std::size_t> calls;
    bench.sink([&](const Hand& hand) {
        calls.push_back(hand.json("/deliveries").size());
        hand.explain("ERP_UNAVAILABLE", "nobody listens there");
        return LL_RETRY;
    });
    const auto first = bench.routed("1");
    bench.routed("2");
    bench.routed("3");
    bench.work();
    for (int i = 0; i < 5; ++i) bench.later(60'000);
    REQUIRE(calls.size() >= 3);
    CHECK(calls.front() == 3);
    CHECK(std::all_of(calls.begin() + 1, calls.end(), [](std::size_t size) { return size == 1; }));
    const Words history = bench.history(first.id);
    CHECK(std::count(history.begin(), history.end(), "not sent") == 1);
}

TEST_CASE("order.outage: why nothing can be sent is there to be looked at until it is over") {
    DispatchBench bench;
    bench.outage();
    bench.routed("1");
    bench.work();
    CHECK(bench.dispatcher->trouble() == "nobody listens there");
    bench.store.read([&](store::UnitOfWork& unit) { CHECK(unit.notes().trouble("erp/orders") == "nobody listens there"); });
    bench.results(DispatchBench::done());
    bench.later(60'000);
    CHECK(bench.dispatcher->trouble() == "");
    bench.store.read([&](store::UnitOfWork& unit) { CHECK(unit.notes().trouble("erp/orders") == ""); });
}
