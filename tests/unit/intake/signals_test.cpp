// Protects: what a callback signalled is handed to the next poll, which begins at once, and is forgotten with the commit of the poll that
// was given it, not before and not more.
#include "poll_bench.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace ledgerline;
using message::Value;
using test::PollBench;

void signal(PollBench& bench, const std::string& key) {
    bench.store.commit([&](store::UnitOfWork& unit) { unit.signals().add("shop/orders", key, unit.now()); });
    bench.poller->wake();
}

std::vector<std::string> left(const PollBench& bench) {
    std::vector<std::string> keys;
    bench.store.read([&](store::UnitOfWork& unit) {
        for (const auto& one : unit.signals().of("shop/orders", 1'000)) keys.push_back(one.key);
    });
    return keys;
}

std::vector<std::string> given(const test::Hand& hand) {
    std::vector<std::string> keys;
    const Value signals = hand.json("/signals");
    for (const Value& one : *signals.as_array()) keys.push_back(one["key"].text_or(""));
    return keys;
}

} // namespace

TEST_CASE("order.signals: a signal makes the next poll begin at once, and the poll is given it") {
    PollBench bench;
    bench.answers();
    CHECK(bench.poller->step());
    CHECK_FALSE(bench.poller->step());
    std::vector<std::string> seen;
    bench.source([&](const test::Hand& hand) {
        seen = given(hand);
        return LL_PASS;
    });
    signal(bench, "17");
    CHECK(bench.poller->next_due() <= bench.clock.at);
    CHECK(bench.poller->step());
    CHECK(seen == std::vector<std::string>{"17"});
    CHECK(left(bench).empty());
    CHECK_FALSE(bench.poller->step());
}

TEST_CASE("order.signals: a poll that does not pass keeps them for the next one") {
    PollBench bench;
    signal(bench, "17");
    bench.fails(LL_RETRY);
    CHECK(bench.poller->step());
    CHECK(left(bench) == std::vector<std::string>{"17"});
    CHECK_FALSE(bench.poller->step()); // it is given its pause all the same
    signal(bench, "18");
    CHECK_FALSE(bench.poller->step());
}

TEST_CASE("order.signals: a pause that the source asked for is kept, whatever is signalled") {
    PollBench bench;
    bench.source([](const test::Hand& hand) {
        hand.write("/retry_after_ms", Value(30'000));
        return LL_PASS;
    });
    CHECK(bench.poller->step());
    signal(bench, "17");
    CHECK_FALSE(bench.poller->step());
    bench.clock.at += 30'000;
    CHECK(bench.poller->step());
    CHECK(left(bench).empty());
}

TEST_CASE("order.signals: a death before the commit keeps them together with the old cursor") {
    PollBench bench;
    signal(bench, "17");
    bench.source([](const test::Hand& hand) {
        hand.write("/cursor", Value::object({{"at", "b"}}));
        return LL_PASS;
    });
    bench.watch.before = [] { throw test::Gone(); };
    CHECK_THROWS_AS(bench.poller->step(), test::Gone);
    bench.watch.before = nullptr;
    CHECK(left(bench) == std::vector<std::string>{"17"});
    CHECK_FALSE(bench.cursor());
    bench.restart();
    CHECK(bench.poller->step());
    CHECK(left(bench).empty());
    CHECK(bench.cursor()->value["at"].text_or("") == "b");
}

TEST_CASE("order.signals: what is signalled while the poll is under way is for the next one, the same key too") {
    PollBench bench;
    bench.answers();
    bench.poller->step();
    signal(bench, "17");
    int polls = 0;
    bench.source([&](const test::Hand& hand) {
        CHECK(given(hand) == std::vector<std::string>{"17"});
        if (++polls == 1) signal(bench, "17");
        return LL_PASS;
    });
    CHECK(bench.poller->step());
    CHECK(left(bench) == std::vector<std::string>{"17"});
    CHECK(bench.poller->step());
    CHECK(left(bench).empty());
    CHECK(polls == 2);
}

TEST_CASE("order.signals: more than a poll may be given come one batch after the other") {
    PollBench bench;
    for (int n = 0; n < 10; ++n) signal(bench, std::to_string(n));
    std::vector<std::size_t> batches;
    bench.source([&](const test::Hand& hand) {
        batches.push_back(given(hand).size());
        return LL_PASS;
    });
    while (bench.poller->step()) {}
    CHECK(batches == std::vector<std::size_t>{7, 3});
}
