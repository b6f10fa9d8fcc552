// Protects: what a source goes on explaining is one exception of its flow until it no longer does, and a person who settled it is not
// asked again meanwhile.
#include "poll_bench.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace ledgerline;
using message::Value;
using test::PollBench;

void explains(PollBench& bench, const std::string& code, const std::string& message, const std::string& subject = "webhooks") {
    bench.source([=](const test::Hand& hand) {
        if (!code.empty()) hand.explain(code, message, Value::object({{"subject", subject}}));
        return LL_PASS;
    });
}

void poll(PollBench& bench) {
    bench.clock.at += 60'000;
    REQUIRE(bench.poller->step());
}

void settle_all(PollBench& bench) {
    bench.store.commit([](store::UnitOfWork& unit) {
        for (const auto& row : unit.exceptions().list({})) unit.exceptions().close(row.id, unit.now(), "jo", "seen");
    });
}

std::size_t ever(const PollBench& bench) {
    std::size_t count = 0;
    bench.store.read([&](store::UnitOfWork& unit) {
        store::ExceptionTable::Filter all;
        all.state = "";
        count = unit.exceptions().list(all).size();
    });
    return count;
}

} // namespace

TEST_CASE("order.standing: it is told once, and closes when the source no longer says so") {
    PollBench bench;
    explains(bench, "WEBHOOK_DISABLED", "it is off");
    poll(bench);
    poll(bench);
    CHECK(bench.open() == std::vector<std::string>{"WEBHOOK_DISABLED: it is off"});
    CHECK(ever(bench) == 1);
    explains(bench, "", "");
    poll(bench);
    CHECK(bench.open().empty());
}

TEST_CASE("order.standing: it survives a start of the engine and a poll that fails") {
    PollBench bench;
    explains(bench, "WEBHOOK_DISABLED", "it is off");
    poll(bench);
    bench.restart();
    bench.fails(LL_RETRY);
    poll(bench);
    CHECK(bench.open() == std::vector<std::string>{"WEBHOOK_DISABLED: it is off"});
    bench.clock.at += 3'600'000;
    explains(bench, "", "");
    poll(bench);
    CHECK(bench.open().empty());
}

TEST_CASE("order.standing: a new text takes the place of the old one") {
    PollBench bench;
    explains(bench, "WEBHOOK_DISABLED", "one is off");
    poll(bench);
    explains(bench, "WEBHOOK_DISABLED", "two are off");
    poll(bench);
    CHECK(bench.open() == std::vector<std::string>{"WEBHOOK_DISABLED: two are off"});
    CHECK(ever(bench) == 1);
}

TEST_CASE("order.standing: who settled it is not asked again while it lasts, and is when it comes anew") {
    PollBench bench;
    explains(bench, "ORDER_GAP", "1005 is missing");
    poll(bench);
    settle_all(bench);
    poll(bench);
    bench.restart();
    poll(bench);
    CHECK(bench.open().empty());
    explains(bench, "", "");
    poll(bench);
    explains(bench, "ORDER_GAP", "1005 is missing");
    poll(bench);
    CHECK(bench.open() == std::vector<std::string>{"ORDER_GAP: 1005 is missing"});
}

TEST_CASE("order.standing: what the engine itself closed meanwhile is told again") {
    PollBench bench;
    explains(bench, "ORDER_GAP", "1005 is missing");
    poll(bench);
    bench.store.commit([](store::UnitOfWork& unit) {
        for (const auto& row : unit.exceptions().list({})) unit.exceptions().close(row.id, unit.now(), "engine: there is no such route any more", "");
    });
    poll(bench);
    CHECK(bench.open() == std::vector<std::string>{"ORDER_GAP: 1005 is missing"});
}

TEST_CASE("order.standing: another subject is another exception") {
    PollBench bench;
    explains(bench, "ORDER_GAP", "1005 is missing", "missing:1005");
    poll(bench);
    settle_all(bench);
    bench.source([](const test::Hand& hand) {
        for (const char* id : {"1005", "1009"}) hand.explain("ORDER_GAP", std::string(id) + " is missing", Value::object({{"subject", std::string("missing:") + id}}));
        return LL_PASS;
    });
    poll(bench);
    CHECK(bench.open() == std::vector<std::string>{"ORDER_GAP: 1009 is missing"});
}

TEST_CASE("order.standing: what is said of a message is the message's") {
    PollBench bench;
    explains(bench, "MESSAGE_REFUSED", "order 7 cannot be read", "order:7");
    poll(bench);
    CHECK(bench.open().empty());
}

TEST_CASE("order.standing: a death before the commit tells nobody, the next poll does") {
    PollBench bench;
    explains(bench, "WEBHOOK_DISABLED", "it is off");
    bench.watch.before = [] { throw test::Gone(); };
    CHECK_THROWS_AS(bench.poller->step(), test::Gone);
    bench.watch.before = nullptr;
    CHECK(bench.open().empty());
    bench.restart();
    poll(bench);
    CHECK(bench.open().size() == 1);
}
