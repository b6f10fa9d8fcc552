// Protects the orders during an outage that shows only in answers that never come: after some of them the flow pauses, instead of
// making one order after the other unconfirmed.
#include "dispatch_bench.hpp"

#include "delivery/gate.hpp"

#include <algorithm>

using namespace ledgerline;
using namespace ledgerline::test;
using delivery::Gate;

namespace {

// Every answer to a delivery is lost; look-ups work and find nothing.
void lose_answers(DispatchBench& bench) { bench.results(Value::object({{"verdict", "unknown"}, {"code", "ERP_UNAVAILABLE"}, {"message", "no answer came"}})); }

std::size_t in_state(const DispatchBench& bench, const std::string& wanted) {
    std::size_t count = 0;
    bench.store.read([&](store::UnitOfWork& unit) {
        for (const auto& row : unit.outbox().alive("orders", "erp/orders")) count += row.state == wanted ? 1 : 0;
    });
    return count;
}

} // namespace

TEST_CASE("order.breaker: after three requests without any usable answer the flow pauses and the rest stays ready") {
    DispatchBench bench;
    lose_answers(bench);
    for (int i = 0; i < 100; ++i) bench.routed(std::to_string(i));
    bench.work();
    CHECK(bench.deliveries == 3);
    CHECK(bench.dispatcher->is_failing());
    CHECK(in_state(bench, outbox_state::ready) > 70);
    CHECK(bench.dispatcher->trouble().find("no answer came") != std::string::npos);
}

TEST_CASE("order.breaker: then one delivery at a time shows whether it is over, and what was sent is looked up first") {
    DispatchBench bench;
    lose_answers(bench);
    for (int i = 0; i < 100; ++i) bench.routed(std::to_string(i));
    bench.work();
    const std::size_t in_doubt = in_state(bench, outbox_state::unconfirmed);
    std::vector<std::string> seen;
    bench.sink([&](const Hand& hand) {
        const std::size_t count = hand.json("/deliveries").size();
        seen.push_back((hand.operation == LL_PROBE ? "look-up of " : "delivery of ") + std::to_string(count));
        Value list = Value::array();
        for (std::size_t i = 0; i < count; ++i) list.push(hand.operation == LL_PROBE ? DispatchBench::said("absent") : DispatchBench::said("unknown", "no answer came"));
        hand.write("/results", list);
        return LL_PASS;
    });
    bench.later(60'000);
    REQUIRE(seen.size() >= 2);
    CHECK(seen.front().find("look-up") == 0);
    CHECK(seen.back() == "delivery of 1");
    CHECK(std::count(seen.begin(), seen.end(), "delivery of 1") == 1);
    CHECK(in_state(bench, outbox_state::unconfirmed) <= in_doubt);
}

TEST_CASE("order.breaker: people hear of it once, when it has lasted") {
    DispatchBench bench;
    lose_answers(bench);
    for (int i = 0; i < 10; ++i) bench.routed(std::to_string(i));
    bench.work();
    CHECK(bench.open().empty());
    for (int i = 0; i < 5; ++i) bench.later(60'000);
    REQUIRE(bench.open().size() == 1);
    CHECK(bench.open().front().find("ERP_UNAVAILABLE: ") == 0);
}

TEST_CASE("order.breaker: an answer to a delivery ends it, everything is sent and the exception closes") {
    DispatchBench bench;
    lose_answers(bench);
    for (int i = 0; i < 40; ++i) bench.routed(std::to_string(i));
    bench.work();
    for (int i = 0; i < 5; ++i) bench.later(60'000);
    REQUIRE(bench.open().size() == 1);
    bench.results(DispatchBench::done());
    for (int i = 0; i < 5; ++i) bench.later(60'000);
    CHECK(bench.open().empty());
    CHECK_FALSE(bench.dispatcher->is_failing());
    CHECK(bench.dispatcher->trouble() == "");
    CHECK(in_state(bench, outbox_state::ready) + in_state(bench, outbox_state::unconfirmed) == 0);
}

TEST_CASE("order.breaker: an answer to one of the deliveries of a request is an answer") {
    DispatchBench bench;
    bench.sink([&](const Hand& hand) {
        ++bench.deliveries;
        const std::size_t count = hand.json("/deliveries").size();
        Value list = Value::array();
        for (std::size_t i = 0; i < count; ++i) list.push(i == 0 ? DispatchBench::done() : DispatchBench::said("unknown", "cut off"));
        hand.write("/results", list);
        return LL_PASS;
    });
    for (int i = 0; i < 30; ++i) bench.routed(std::to_string(i));
    bench.work();
    CHECK(in_state(bench, outbox_state::ready) == 0);
    CHECK_FALSE(bench.dispatcher->is_failing());
}

TEST_CASE("order.gate: look-ups that work do not open it for deliveries whose answers are lost") {
    Gate gate(1);
    CHECK_FALSE(gate.unanswered(1'000));
    CHECK_FALSE(gate.unanswered(2'000));
    const auto since = gate.unanswered(3'000);
    REQUIRE(since);
    CHECK(*since == 1'000);
    CHECK_FALSE(gate.is_open(3'000));
    CHECK_FALSE(gate.succeeded(Gate::Work::look_up));
    CHECK(gate.failures() == 1);
    CHECK(gate.succeeded(Gate::Work::delivery));
    CHECK(gate.failures() == 0);
    CHECK_FALSE(gate.unanswered(9'000));
}
