// Protects what comes of each answer of a sink: the right state, one cross reference, an exception where a person must act, and that
// an attempt is on disk before its request leaves.
#include "dispatch_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("order.delivery: what was delivered is in the books with its document") {
    DispatchBench bench;
    bench.results(DispatchBench::done());
    const auto row = bench.routed("1");
    bench.work();
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.of("1").state == outbox_state::delivered);
    REQUIRE(bench.reference("1"));
    CHECK(bench.reference("1")->remote_number == "700");
    CHECK(bench.reference("1")->amount == "48.50");
    CHECK(bench.reference("1")->message_id == row.id);
    CHECK(bench.attempts("1") == Words{"deliver delivered"});
    CHECK(bench.history(row.id) == Words{"sending", "delivered"});
    CHECK(bench.deliveries == 1);
}

TEST_CASE("order.delivery: the sink gets the envelope, the key and the number of the attempt") {
    DispatchBench bench;
    Value given;
    bench.sink([&](const Hand& hand) {
        given = hand.json("/deliveries");
        return LL_PASS;
    });
    bench.routed("1");
    bench.dispatcher->step(0);
    const Value& one = given.as_array()->at(0);
    CHECK(one["idempotency_key"].text_or("") == "order:shop:1");
    CHECK(one["attempt"].int_or(0) == 1);
    CHECK(one["message"]["type"].text_or("") == "order");
    CHECK(one["message"]["source_key"].text_or("") == "1");
    CHECK(one["message"]["body"]["number"].text_or("") == "N1");
}

TEST_CASE("order.delivery: no more go into one call than the sink takes") {
    DispatchBench bench;
    std::vector<std::size_t> sizes;
    bench.sink([&](const Hand& hand) {
        sizes.push_back(hand.json("/deliveries").size());
        return LL_PASS;
    });
    for (const char* id : {"1", "2", "3", "4"}) bench.routed(id);
    bench.work();
    CHECK(sizes == std::vector<std::size_t>{3, 1});
}

TEST_CASE("order.delivery: the attempt is open in the store when the request leaves") {
    DispatchBench bench;
    std::string seen_state;
    Words seen_attempts;
    bench.sink([&](const Hand&) {
        seen_state = bench.of("1").state;
        seen_attempts = bench.attempts("1");
        return LL_PASS;
    });
    bench.routed("1");
    bench.dispatcher->step(0);
    CHECK(seen_state == outbox_state::in_flight);
    CHECK(seen_attempts == Words{"deliver open"});
}

TEST_CASE("order.delivery: no request leaves when its attempt could not be committed") {
    DispatchBench bench;
    bool asked = false;
    bench.sink([&](const Hand&) {
        asked = true;
        return LL_PASS;
    });
    bench.routed("1");
    bench.watch.before = [] { throw Gone{}; };
    CHECK_THROWS_AS(bench.dispatcher->step(0), Gone);
    CHECK_FALSE(asked);
}

TEST_CASE("order.delivery: a rejected document is an exception with the sink's code, and is not sent again by itself") {
    DispatchBench bench;
    bench.results(Value::object({{"verdict", "rejected"}, {"code", "PERIOD_CLOSED"}, {"message", "period 2025-12 is locked"}, {"subject", "period:2025-12"}}));
    const auto row = bench.routed("1");
    bench.work();
    bench.later(86'400'000);
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.of("1").state == outbox_state::rejected);
    CHECK(bench.open() == Words{"PERIOD_CLOSED: period 2025-12 is locked"});
    CHECK(bench.deliveries == 1);
    CHECK_FALSE(bench.reference("1"));
}

TEST_CASE("order.delivery: a rejection without a code or a reason has a code all the same") {
    DispatchBench bench;
    bench.results(Value::object({{"verdict", "rejected"}}));
    const auto row = bench.routed("1");
    bench.work();
    CHECK(bench.findings(row.id) == Words{"ERP_REJECTED"});
}

TEST_CASE("order.delivery: a retry comes later, and the other rows of the call are not touched by it") {
    DispatchBench bench;
    bench.sink([&](const Hand& hand) {
        ++bench.deliveries;
        Value list = Value::array();
        const Value given = hand.json("/deliveries");
        for (const Value& one : *given.as_array())
            list.push(one["idempotency_key"].text_or("") == "order:shop:1" && one["attempt"].int_or(0) == 1 ? DispatchBench::said("retry", "-2039 locked") : DispatchBench::done());
        hand.write("/results", list);
        return LL_PASS;
    });
    const auto locked = bench.routed("1");
    const auto other = bench.routed("2");
    bench.work();
    CHECK(bench.message(other.id).state == state::delivered);
    CHECK(bench.message(locked.id).state == state::routed);
    CHECK(bench.of("1").due_at > bench.clock.at);
    CHECK(bench.deliveries == 1);
    bench.later(30'000);
    CHECK(bench.message(locked.id).state == state::delivered);
    CHECK(bench.of("1").attempt == 2);
}

TEST_CASE("order.delivery: a retry waits as long as the sink asked for, but not for years") {
    DispatchBench bench;
    Value result = DispatchBench::said("retry");
    result.set("retry_after_ms", Value(300'000));
    bench.results(result);
    bench.routed("1");
    bench.work();
    CHECK(bench.of("1").due_at == bench.clock.at + 300'000);
    result.set("retry_after_ms", Value(std::int64_t{INT64_MAX}));
    bench.results(result);
    bench.later(300'000);
    CHECK(bench.of("1").due_at == bench.clock.at + 86'400'000);
}

TEST_CASE("order.delivery: after so many retries a person is told, and it is tried now and then") {
    DispatchBench bench;
    bench.results(DispatchBench::said("retry", "-2039 locked"));
    const auto row = bench.routed("1");
    for (int i = 0; i < 5; ++i) bench.later(60'000);
    CHECK(bench.deliveries == 3);
    CHECK(bench.message(row.id).state == state::routed);
    CHECK(bench.open() == Words{"ERP_LOCKED: -2039 locked (3 tries so far; it is tried again every 10 minutes)"});
    CHECK(bench.dispatcher->is_idle()); // nobody waits ten minutes for `run --once`
    bench.later(600'000);
    CHECK(bench.deliveries == 4);
}

TEST_CASE("order.delivery: what was locked for long goes on by itself, and its exception closes") {
    DispatchBench bench;
    bench.results(DispatchBench::said("retry", "-2039 locked"));
    const auto row = bench.routed("1");
    for (int i = 0; i < 5; ++i) bench.later(60'000);
    REQUIRE(bench.open().size() == 1);
    bench.results(DispatchBench::done());
    bench.later(600'000);
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.open().empty());
}

TEST_CASE("order.delivery: what cannot be understood as an answer is unconfirmed") {
    for (const Value& nonsense : {DispatchBench::said("unknown"), DispatchBench::said("perhaps"), Value("delivered"), Value(), Value::object(), Value::array({Value(1)}), Value::object({{"verdict", Value(7)}})}) {
        DispatchBench bench;
        bench.results(nonsense);
        const auto row = bench.routed("1");
        bench.work();
        INFO(message::write_json(nonsense));
        CHECK(bench.of("1").state == outbox_state::unconfirmed);
        CHECK(bench.of("1").due_at == bench.clock.at + 30'000);
        CHECK(bench.message(row.id).state == state::routed);
        CHECK(bench.deliveries == 1);
    }
}

TEST_CASE("order.delivery: a row without a result is unconfirmed, those with one are settled") {
    DispatchBench bench;
    bench.sink([](const Hand& hand) {
        hand.write("/results", Value::array({DispatchBench::done()}));
        return LL_PASS;
    });
    bench.routed("1");
    bench.routed("2");
    bench.work();
    CHECK(bench.of("1").state == outbox_state::delivered);
    CHECK(bench.of("2").state == outbox_state::unconfirmed);
}

TEST_CASE("order.delivery: results that are no list leave everything unconfirmed") {
    DispatchBench bench;
    bench.sink([](const Hand& hand) {
        hand.write("/results", "all fine");
        return LL_PASS;
    });
    bench.routed("1");
    bench.work();
    CHECK(bench.of("1").state == outbox_state::unconfirmed);
}

TEST_CASE("order.delivery: a sink that throws may have sent something") {
    DispatchBench bench;
    bench.sink([](const Hand&) -> ll_verdict { throw std::runtime_error("half way"); });
    const auto row = bench.routed("1");
    bench.work();
    CHECK(bench.of("1").state == outbox_state::unconfirmed);
    CHECK(bench.of("1").last_error.find("half way") != std::string::npos);
    CHECK(bench.message(row.id).state == state::routed);
}

TEST_CASE("order.delivery: results that were written before a failure count") {
    DispatchBench bench;
    bench.sink([](const Hand& hand) -> ll_verdict {
        hand.write("/results", Value::array({DispatchBench::done()}));
        throw std::runtime_error("after the first");
    });
    bench.routed("1");
    bench.routed("2");
    bench.work();
    CHECK(bench.of("1").state == outbox_state::delivered);
    CHECK(bench.of("2").state == outbox_state::unconfirmed);
}

TEST_CASE("order.delivery: a draft that is gone without a document is a person's to decide") {
    DispatchBench bench;
    bench.results(DispatchBench::said("waiting", "draft 9 waits for approval"), DispatchBench::said("absent"));
    const auto row = bench.routed("1");
    bench.work();
    bench.later(60'000);
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"ERP_REJECTED"});
    CHECK(bench.open().at(0).find("approval was refused") != std::string::npos);
    bench.later(600'000);
    CHECK(bench.deliveries == 1);
}

TEST_CASE("order.delivery: what the ERP holds for approval waits and is looked at again") {
    DispatchBench bench;
    bench.results(DispatchBench::said("waiting", "draft 9 waits for approval"), DispatchBench::said("unknown"));
    const auto row = bench.routed("1");
    bench.work();
    CHECK(bench.of("1").state == outbox_state::waiting);
    CHECK(bench.message(row.id).state == state::routed);
    for (int i = 0; i < 10; ++i) bench.later(600'000);
    CHECK(bench.of("1").state == outbox_state::waiting);
    CHECK(bench.deliveries == 1);
    CHECK(bench.open() == Words{"APPROVAL_PENDING: draft 9 waits for approval"});
    CHECK(bench.dispatcher->is_idle());
    bench.results(DispatchBench::done(), Value::object({{"verdict", "found"}, {"receipt", DispatchBench::receipt()}}));
    bench.later(600'000);
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.deliveries == 1);
    CHECK(bench.open().empty());
}

TEST_CASE("order.delivery: another amount than expected is an exception, and the document counts as delivered") {
    DispatchBench bench;
    Value body = order("1");
    body.member("booking").set("expected_total", "48.50");
    bench.results(DispatchBench::done("48.51"));
    const auto row = bench.routed("1", body);
    bench.work();
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.reference("1")->amount == "48.51");
    CHECK(bench.findings(row.id) == Words{"BOOKED_TOTAL_DIFFERS"});
    CHECK(bench.open().at(0).find("48.51") != std::string::npos);
    CHECK(bench.open().at(0).find("0.01") != std::string::npos);
}

TEST_CASE("order.delivery: the same amount with other zeros is the same amount") {
    DispatchBench bench;
    Value body = order("1");
    body.member("booking").set("expected_total", "48.5000");
    bench.results(DispatchBench::done("48.5"));
    bench.routed("1", body);
    bench.work();
    CHECK(bench.open().empty());
}

TEST_CASE("order.delivery: two lanes never send one row") {
    DispatchBench bench;
    std::map<std::string, int> sent;
    bool inner = true;
    bench.sink([&](const Hand& hand) {
        const Value given = hand.json("/deliveries");
        for (const Value& one : *given.as_array()) ++sent[one["idempotency_key"].text_or("")];
        // While the first lane waits for its answer, the second looks for work.
        if (std::exchange(inner, false)) bench.dispatcher->step(1);
        Value list = Value::array();
        for (std::size_t i = 0; i < given.size(); ++i) list.push(DispatchBench::done());
        hand.write("/results", list);
        return LL_PASS;
    });
    for (const char* id : {"1", "2", "3", "4", "5"}) bench.routed(id);
    bench.work();
    CHECK(sent.size() == 5);
    for (const auto& [key, times] : sent) CHECK((key + " " + std::to_string(times)) == key + " 1");
}
