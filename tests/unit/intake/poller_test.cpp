// Protects the polling consumer: what was read and how far it was read are one commit, a source that fails is left in peace for a
// while, and people hear of an outage when it has lasted, once, until it is over.
#include "poll_bench.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace ledgerline;
using message::Value;

using test::PollBench;

} // namespace

TEST_CASE("order.poller: messages and cursor are one commit") {
    PollBench bench;
    bench.source([](const test::Hand& hand) {
        hand.emit("order", "1", test::order("1"));
        hand.emit("order", "2", test::order("2"));
        hand.write("/cursor", Value::object({{"at", "b"}}));
        return LL_PASS;
    });
    const auto before = bench.watch.commits;
    CHECK(bench.poller->step());
    CHECK(bench.watch.commits == before + 1);
    CHECK(bench.messages() == 2);
    CHECK(bench.cursor()->value["at"].text_or("") == "b");
}

TEST_CASE("order.poller: a death before the commit leaves neither messages nor cursor") {
    PollBench bench;
    bench.source([](const test::Hand& hand) {
        hand.emit("order", "1", test::order("1"));
        hand.write("/cursor", Value::object({{"at", "b"}}));
        return LL_PASS;
    });
    bench.watch.before = [] { throw test::Gone{}; };
    CHECK_THROWS_AS(bench.poller->step(), test::Gone);
    bench.watch.before = nullptr;
    CHECK(bench.messages() == 0);
    CHECK_FALSE(bench.cursor());
}

TEST_CASE("order.poller: a source gets its own cursor back, and the size of a batch") {
    PollBench bench;
    Value given;
    bench.source([&](const test::Hand& hand) {
        given = hand.json("");
        hand.write("/cursor", Value::object({{"at", "b"}}));
        hand.write("/more", true);
        return LL_PASS;
    });
    bench.poller->step();
    CHECK(given["cursor"] == Value::object());
    CHECK(given["limit"].int_or(0) == 7);
    bench.poller->step();
    CHECK(given["cursor"]["at"].text_or("") == "b");
}

TEST_CASE("order.poller: with more it is due again at once, without more after its time") {
    PollBench bench;
    bool more = true;
    bench.source([&](const test::Hand& hand) {
        hand.write("/cursor", Value::object({{"at", 7}}));
        hand.write("/more", more);
        return LL_PASS;
    });
    bench.poller->step();
    CHECK(bench.poller->next_due() == bench.clock.at);
    CHECK_FALSE(bench.poller->completed());
    CHECK(bench.cursor()->completed_at == 0);
    more = false;
    bench.poller->step();
    CHECK(bench.poller->next_due() == bench.clock.at + 60'000);
    CHECK(bench.poller->completed());
    CHECK(bench.cursor()->completed_at == bench.clock.at);
    CHECK_FALSE(bench.poller->step());
}

TEST_CASE("order.poller: a source that was read to its end once stays known as such while it reads on") {
    PollBench bench;
    bench.answers();
    bench.poller->step();
    const base::Millis completed = bench.clock.at;
    bench.clock.at += 60'000;
    bench.source([](const test::Hand& hand) {
        hand.write("/cursor", Value::object({{"at", 8}}));
        hand.write("/more", true);
        return LL_PASS;
    });
    bench.poller->step();
    CHECK(bench.cursor()->completed_at == completed);
    CHECK(bench.cursor()->polled_at == bench.clock.at);
}

TEST_CASE("order.poller: what a failed poll emitted is not taken in") {
    PollBench bench;
    bench.source([](const test::Hand& hand) {
        hand.emit("order", "1", test::order("1"));
        hand.write("/cursor", Value::object({{"at", "b"}}));
        return LL_RETRY;
    });
    bench.poller->step();
    CHECK(bench.messages() == 0);
    CHECK_FALSE(bench.cursor());
}

TEST_CASE("order.poller: the pause grows with the failures and ends with the first answer") {
    PollBench bench;
    bench.fails(LL_RETRY);
    base::Millis last = 0;
    for (int failure = 1; failure <= 10; ++failure) {
        bench.poller->step();
        last = bench.poller->next_due() - bench.clock.at;
        if (failure == 1) CHECK((last >= 500 && last <= 1'000));
        bench.clock.at = bench.poller->next_due();
    }
    CHECK((last >= 30'000 && last <= 60'000));
    CHECK(bench.poller->failures() == 10);
    bench.answers();
    bench.poller->step();
    CHECK(bench.poller->failures() == 0);
}

TEST_CASE("order.poller: a source may ask for a longer pause, but not for one of years") {
    PollBench bench;
    std::int64_t asked = 300'000;
    bench.source([&](const test::Hand& hand) {
        hand.write("/retry_after_ms", Value(asked));
        return LL_RETRY;
    });
    bench.poller->step();
    CHECK(bench.poller->next_due() == bench.clock.at + 300'000);
    bench.clock.at = bench.poller->next_due();
    asked = INT64_MAX;
    bench.poller->step();
    CHECK(bench.poller->next_due() == bench.clock.at + 86'400'000);
}

TEST_CASE("order.poller: a source that always says that there is more and gives nothing is not asked at once for ever") {
    PollBench bench;
    bench.source([](const test::Hand& hand) {
        hand.write("/more", Value(true));
        return LL_PASS;
    });
    for (int i = 0; i < 3; ++i) {
        CHECK(bench.open().empty()); // it may be that it was asked to stop
        bench.poller->step();
        CHECK(bench.poller->next_due() > bench.clock.at);
        bench.clock.at = bench.poller->next_due();
    }
    CHECK_FALSE(bench.poller->completed());
    CHECK(bench.open() == std::vector<std::string>{"PLUGIN_FAILED: shop/orders says that there is more to read, gives nothing and stands where it stood"});
}

TEST_CASE("order.poller: a pause that is asked for together with messages is kept, also when there are more") {
    PollBench bench;
    bench.source([](const test::Hand& hand) {
        hand.write("/cursor", Value::object({{"at", 7}}));
        hand.write("/more", Value(true));
        hand.write("/retry_after_ms", Value(20'000));
        return LL_PASS;
    });
    bench.poller->step();
    CHECK(bench.poller->next_due() == bench.clock.at + 20'000);
}

TEST_CASE("order.poller: a short outage is nobody's exception") {
    PollBench bench;
    bench.fails(LL_RETRY);
    bench.fail_for(119'000);
    CHECK(bench.open().empty());
}

TEST_CASE("order.poller: an outage that lasts is one exception with the source's own code") {
    PollBench bench;
    bench.fails(LL_RETRY);
    bench.fail_for(600'000);
    CHECK(bench.open() == std::vector<std::string>{"STORE_UNAVAILABLE: the store is away"});
}

TEST_CASE("order.poller: a refusal is told at once") {
    PollBench bench;
    bench.fails(LL_FAILED, "STORE_AUTH");
    bench.poller->step();
    CHECK(bench.open() == std::vector<std::string>{"STORE_AUTH: the store is away"});
}

TEST_CASE("order.poller: a source that gives no reason is told about all the same") {
    PollBench bench;
    bench.fails(LL_FAILED, "");
    bench.poller->step();
    REQUIRE(bench.open().size() == 1);
    CHECK(bench.open().front().rfind("PLUGIN_FAILED: shop/orders failed in POLL", 0) == 0);
}

TEST_CASE("order.poller: a verdict that a poll does not know is a failure of the plugin") {
    PollBench bench;
    bench.fails(LL_HOLD, "");
    bench.poller->step();
    REQUIRE(bench.open().size() == 1);
    CHECK(bench.open().front().rfind("PLUGIN_FAILED", 0) == 0);
    CHECK(bench.poller->failures() == 1);
}

TEST_CASE("order.poller: the exception closes when the source answers") {
    PollBench bench;
    bench.fails(LL_FAILED, "STORE_AUTH");
    bench.poller->step();
    bench.clock.at = bench.poller->next_due();
    bench.answers();
    bench.poller->step();
    CHECK(bench.open().empty());
}

TEST_CASE("order.poller: the exception closes also when the engine was started anew in between") {
    PollBench bench;
    bench.fails(LL_FAILED, "STORE_AUTH");
    bench.poller->step();
    bench.restart();
    bench.answers();
    bench.poller->step();
    CHECK(bench.open().empty());
}

TEST_CASE("order.poller: what does not pass without a person is told at once") {
    PollBench bench;
    bench.fails(LL_RETRY, "ERP_SESSION");
    bench.poller->step();
    CHECK(bench.open() == std::vector<std::string>{"ERP_SESSION: the store is away"});
}

TEST_CASE("order.poller: why a source cannot be read is there to be looked at until it can be") {
    PollBench bench;
    const auto trouble = [&] {
        std::string text;
        bench.store.read([&](store::UnitOfWork& unit) { text = unit.notes().trouble("shop/orders"); });
        return text;
    };
    bench.fails(LL_RETRY);
    bench.poller->step();
    CHECK(trouble() == "the store is away");
    CHECK(bench.poller->trouble() == "the store is away");
    bench.answers();
    bench.clock.at += 120'000;
    bench.poller->step();
    CHECK(trouble() == "");
    CHECK(bench.poller->trouble() == "");
}
