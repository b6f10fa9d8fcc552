// Protects the rule that nothing which may have been booked is sent again before it was looked up: after a lost answer, after a
// crash, and when the look-up itself fails.
#include "dispatch_bench.hpp"

#include "decisions/decisions.hpp"

#include <algorithm>
#include <set>

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

const Value lost = DispatchBench::said("unknown", "connection reset");

// An order in doubt, which a person settles with this document while the engine looks it up and finds document 700 with 48.50.
store::MessageRow settle_while_it_is_looked_up(DispatchBench& bench, const std::string& document, const std::string& expected_total) {
    Value body = order("1");
    body.member("booking").set("expected_total", expected_total);
    bench.results(lost, DispatchBench::said("unknown"));
    const auto row = bench.routed("1", body);
    bench.work();
    for (int i = 0; i < 5; ++i) bench.later(300'000);
    REQUIRE(bench.findings(row.id) == Words{"ORDER_UNCONFIRMED"});
    bench.sink([&bench, document, id = row.id](const Hand& hand) {
        bench.store.commit([&](store::UnitOfWork& unit) { decisions::resolve(unit, unit.exceptions().open_of_message(id)->id, {"looked it up", document, "erp/orders"}, "ann"); });
        hand.write("/results", Value::array({Value::object({{"verdict", "found"}, {"receipt", DispatchBench::receipt()}})}));
        return LL_PASS;
    });
    bench.later(300'000);
    return row;
}

} // namespace

TEST_CASE("order.doubt: a lost answer is looked up after its time and not before") {
    DispatchBench bench;
    bench.results(lost);
    bench.routed("1");
    bench.work();
    bench.later(29'999);
    CHECK(bench.probes == 0);
    bench.later(1);
    CHECK(bench.probes == 1);
}

TEST_CASE("order.doubt: what is found is delivered and not sent again") {
    DispatchBench bench;
    bench.results(lost, Value::object({{"verdict", "found"}, {"receipt", DispatchBench::receipt()}}));
    const auto row = bench.routed("1");
    bench.work();
    bench.later(30'000);
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.reference("1")->remote_number == "700");
    CHECK(bench.deliveries == 1);
    CHECK(bench.attempts("1") == Words{"deliver unknown", "probe found"});
}

TEST_CASE("order.doubt: what is absent is sent again") {
    DispatchBench bench;
    bench.results(lost);
    const auto row = bench.routed("1");
    bench.work();
    bench.results(DispatchBench::done(), DispatchBench::said("absent"));
    bench.later(30'000);
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.attempts("1") == Words{"deliver unknown", "probe absent", "deliver delivered"});
}

TEST_CASE("order.doubt: while it is unknown nothing is sent, and a person is told after so many look-ups") {
    DispatchBench bench;
    bench.results(lost, DispatchBench::said("unknown", "the query timed out"));
    const auto row = bench.routed("1");
    bench.work();
    bench.later(30'000);
    CHECK(bench.open().empty());
    for (int i = 0; i < 20; ++i) bench.later(300'000);
    CHECK(bench.deliveries == 1);
    CHECK(bench.findings(row.id) == Words{"ORDER_UNCONFIRMED"});
    CHECK(bench.open().size() == 1);
    CHECK(bench.message(row.id).state == state::routed);
    CHECK(bench.of("1").state == outbox_state::unconfirmed);
}

TEST_CASE("order.doubt: the exception closes when the look-up says what was booked") {
    DispatchBench bench;
    bench.results(lost, DispatchBench::said("unknown"));
    const auto row = bench.routed("1");
    bench.work();
    for (int i = 0; i < 5; ++i) bench.later(300'000);
    REQUIRE(bench.open().size() == 1);
    bench.results(lost, Value::object({{"verdict", "found"}, {"receipt", DispatchBench::receipt()}}));
    bench.later(300'000);
    CHECK(bench.open().empty());
    CHECK(bench.message(row.id).state == state::delivered);
}

TEST_CASE("order.doubt: the document that a person has just named is known with its id and amount once it is found") {
    DispatchBench bench;
    const auto row = settle_while_it_is_looked_up(bench, "700", "48.50");
    CHECK(bench.message(row.id).state == state::settled);
    CHECK(bench.open().empty());
    REQUIRE(bench.reference("1"));
    CHECK(bench.reference("1")->remote_id == "7");
    CHECK(bench.reference("1")->amount == "48.50");
}

TEST_CASE("order.doubt: the document that a person has just named is compared with what it should come to") {
    DispatchBench bench;
    const auto row = settle_while_it_is_looked_up(bench, "700", "48.51");
    CHECK(bench.findings(row.id) == Words{"BOOKED_TOTAL_DIFFERS"});
    CHECK(bench.open().size() == 1);
}

TEST_CASE("order.doubt: a document that stands beside what a person has just settled is told") {
    DispatchBench bench;
    const auto row = settle_while_it_is_looked_up(bench, "", "48.50");
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"ORDER_DUPLICATE_SUSPECT"});
}

TEST_CASE("order.doubt: a sink that cannot be asked leaves it to a person") {
    DispatchBench bench;
    bench.sink([&](const Hand& hand) {
        ++(hand.operation == LL_PROBE ? bench.probes : bench.deliveries);
        if (hand.operation == LL_PROBE) return LL_UNSUPPORTED;
        hand.write("/results", Value::array({lost}));
        return LL_PASS;
    });
    const auto row = bench.routed("1");
    bench.work();
    for (int i = 0; i < 5; ++i) bench.later(300'000);
    CHECK(bench.deliveries == 1);
    CHECK(bench.findings(row.id) == Words{"ORDER_UNCONFIRMED"});
}

TEST_CASE("order.doubt: nonsense as the answer of a look-up is no permission to send") {
    for (const Value& nonsense : {DispatchBench::said("delivered"), DispatchBench::said("Absent"), Value(), Value("absent")}) {
        DispatchBench bench;
        bench.results(lost, nonsense);
        bench.routed("1");
        bench.work();
        for (int i = 0; i < 5; ++i) bench.later(300'000);
        INFO(message::write_json(nonsense));
        CHECK(bench.deliveries == 1);
    }
}

TEST_CASE("order.doubt: an outage during the look-up counts for nothing") {
    DispatchBench bench;
    bench.results(lost);
    const auto row = bench.routed("1");
    bench.work();
    bench.outage();
    for (int i = 0; i < 30; ++i) bench.later(60'000);
    CHECK(bench.of("1").probes == 0);
    CHECK(bench.findings(row.id).empty());
}

TEST_CASE("order.doubt: what is lost again and again without being booked ends with a person") {
    DispatchBench bench;
    bench.results(lost, DispatchBench::said("absent"));
    const auto row = bench.routed("1");
    for (int i = 0; i < 40; ++i) bench.later(300'000);
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"ERP_REJECTED"});
    CHECK(bench.deliveries == 7); // more than twice the retries that a refusal may have
    CHECK(bench.of("1").state == outbox_state::rejected);
}

TEST_CASE("order.doubt: a long outage is not held against the order when an answer is lost afterwards") {
    DispatchBench bench;
    bench.outage();
    const auto row = bench.routed("1");
    for (int i = 0; i < 50; ++i) bench.later(60'000);
    REQUIRE(bench.of("1").attempt > 10);
    bench.results(lost);
    bench.later(60'000);
    bench.results(DispatchBench::done(), DispatchBench::said("absent"));
    bench.later(30'000);
    CHECK(bench.message(row.id).state == state::delivered);
}

TEST_CASE("order.doubt: look-ups come before new deliveries") {
    DispatchBench bench;
    std::vector<ll_operation> order_of_calls;
    bench.results(lost);
    bench.routed("1");
    bench.work();
    bench.routed("2");
    bench.sink([&](const Hand& hand) {
        order_of_calls.push_back(hand.operation);
        hand.write("/results", Value::array({hand.operation == LL_PROBE ? Value::object({{"verdict", "found"}, {"receipt", DispatchBench::receipt()}}) : DispatchBench::done()}));
        return LL_PASS;
    });
    bench.later(30'000);
    CHECK(order_of_calls == std::vector<ll_operation>{LL_PROBE, LL_DELIVER});
}

TEST_CASE("order.doubt: what was on its way when the engine died is looked up after the restart") {
    DispatchBench bench;
    const auto row = bench.routed("1");
    bench.sink([](const Hand&) -> ll_verdict { return LL_PASS; });
    // The commit of the outcome never happens.
    int commits = 0;
    bench.watch.before = [&] {
        if (++commits == 2) throw Gone{};
    };
    CHECK_THROWS_AS(bench.dispatcher->step(0), Gone);
    bench.watch.before = nullptr;
    REQUIRE(bench.of("1").state == outbox_state::in_flight);

    bench.restart();
    CHECK(delivery::recover_interrupted(bench.store, 30'000) == 1);
    CHECK(bench.of("1").state == outbox_state::unconfirmed);
    CHECK(bench.attempts("1") == Words{"deliver interrupted"});
    CHECK(bench.history(row.id).back() == "unconfirmed");
    bench.results(DispatchBench::done(), Value::object({{"verdict", "found"}, {"receipt", DispatchBench::receipt()}}));
    bench.work();
    CHECK(bench.probes == 0);
    bench.later(30'000);
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.deliveries == 0);
}

TEST_CASE("order.doubt: recovering twice recovers once") {
    DispatchBench bench;
    bench.results(lost);
    bench.routed("1");
    bench.store.commit([&](store::UnitOfWork& unit) { REQUIRE(unit.outbox().begin_attempt(bench.of("1").id)); });
    CHECK(delivery::recover_interrupted(bench.store, 30'000) == 1);
    CHECK(delivery::recover_interrupted(bench.store, 30'000) == 0);
}

TEST_CASE("order.doubt: what was sent without an answer goes alone from then on, and its neighbours are not in doubt with it again") {
    DispatchBench bench;
    std::vector<std::size_t> calls;
    std::set<std::string> breaks{"3"};
    bench.sink([&](const Hand& hand) {
        const Value rows = hand.json("/deliveries");
        Value list = Value::array();
        bool broken = false;
        for (const Value& row : *rows.as_array()) broken = broken || (hand.operation == LL_DELIVER && breaks.count(row["message"]["body"]["id"].text_or("")) > 0);
        for (std::size_t i = 0; i < rows.size(); ++i)
            list.push(hand.operation == LL_PROBE ? DispatchBench::said("absent") : broken ? DispatchBench::said("unknown", "the connection was cut") : DispatchBench::done());
        if (hand.operation == LL_DELIVER) calls.push_back(rows.size());
        hand.write("/results", list);
        return LL_PASS;
    });
    for (const char* id : {"1", "2", "3", "4"}) bench.routed(id);
    for (int i = 0; i < 400; ++i) bench.later(31'000);
    for (const char* id : {"1", "2", "4"}) CHECK(bench.of(id).state == outbox_state::delivered);
    CHECK(bench.of("3").state == outbox_state::rejected);
    CHECK(bench.open().size() == 1);
    CHECK(std::count_if(calls.begin(), calls.end(), [](std::size_t size) { return size > 1; }) == 1);
}
