// Protects when a source is asked: at its interval or the times of its cron line, a little later by chance and never earlier, once for
// all that was missed, and sooner only for a signal.
#include "poll_bench.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace {

using namespace ledgerline;
using test::PollBench;

base::Millis at(const char* time) { return base::parse_time(time).value(); }

base::Schedule cron(const char* line, base::Millis jitter_ms = 0) { return {.cron = base::Cron::parse(line), .jitter_ms = jitter_ms}; }

// A poller of this schedule that was started and read at this time.
struct Started : PollBench {
    Started(const char* time, const base::Schedule& schedule) {
        clock.at = at(time);
        restart(schedule);
        answers();
        poller->step();
    }
    std::string due() const { return base::iso_time(poller->next_due()); }
};

} // namespace

TEST_CASE("order.poller: at the start a source is asked at once, then at the times of its line") {
    Started bench("2026-03-06T10:03:20Z", cron("*/10 6-22 * * Mon-Fri +01:00"));
    CHECK(bench.poller->completed());
    CHECK(bench.due() == "2026-03-06T10:10:00Z");
    bench.clock.at = at("2026-03-06T10:09:59.999Z");
    CHECK_FALSE(bench.poller->step());
    bench.clock.at = at("2026-03-06T21:50:00Z"); // 22:50 of a Friday there
    CHECK(bench.poller->step());
    CHECK(bench.due() == "2026-03-09T05:00:00Z");
}

TEST_CASE("order.poller: all the times that went by are one poll") {
    Started bench("2026-03-06T10:00:00Z", cron("*/10 * * * * +00:00"));
    bench.clock.at = at("2026-03-08T03:33:00Z");
    CHECK(bench.poller->step());
    CHECK(bench.due() == "2026-03-08T03:40:00Z");
    CHECK_FALSE(bench.poller->step());
}

TEST_CASE("order.poller: a signal does not wait for the times of the line") {
    Started bench("2026-03-06T10:00:00Z", cron("0 2 * * * +00:00"));
    bench.poller->wake();
    bench.clock.at += 5'000;
    CHECK(bench.poller->step());
    CHECK(bench.due() == "2026-03-07T02:00:00Z");
}

TEST_CASE("order.poller: a pause that the source asks for holds, also over a time of the line") {
    Started bench("2026-03-06T10:00:00Z", cron("*/10 * * * * +00:00"));
    bench.source([](const test::Hand& hand) {
        hand.write("/retry_after_ms", 1'500'000);
        return LL_PASS;
    });
    bench.clock.at = at("2026-03-06T10:10:00Z");
    CHECK(bench.poller->step());
    CHECK(bench.due() == "2026-03-06T10:35:00Z");
}

TEST_CASE("order.poller: what has more to give is asked on, whatever the line says") {
    Started bench("2026-03-06T10:00:00Z", cron("0 2 * * * +00:00"));
    bench.source([](const test::Hand& hand) {
        hand.write("/cursor", message::Value::object({{"at", 1}}));
        hand.write("/more", true);
        return LL_PASS;
    });
    bench.clock.at = at("2026-03-07T02:00:00Z");
    CHECK(bench.poller->step());
    CHECK(bench.due() == "2026-03-07T02:00:00Z");
}

TEST_CASE("order.poller: a failed poll does not wait for the next time of the line") {
    Started bench("2026-03-06T10:00:00Z", cron("0 2 * * * +00:00"));
    bench.fails(LL_RETRY);
    bench.clock.at = at("2026-03-07T02:00:00Z");
    CHECK(bench.poller->step());
    CHECK(bench.poller->next_due() <= at("2026-03-07T02:01:00Z"));
    bench.answers();
    bench.clock.at = bench.poller->next_due();
    CHECK(bench.poller->step());
    CHECK(bench.due() == "2026-03-08T02:00:00Z");
}

TEST_CASE("order.poller: chance puts a poll off within its bounds, and differently each time") {
    const auto delays = [](const base::Schedule& schedule, base::Millis undelayed) {
        Started bench("2026-03-06T00:00:00Z", schedule);
        std::set<base::Millis> out;
        for (int poll = 0; poll < 200; ++poll) {
            const base::Millis due = schedule.cron ? schedule.cron->next(bench.clock.at) : bench.clock.at + undelayed;
            bench.clock.at = bench.poller->next_due();
            out.insert(bench.clock.at - due);
            bench.poller->step();
        }
        return out;
    };
    for (const auto& out : {delays({.every_ms = 60'000, .jitter_ms = 30'000}, 60'000), delays(cron("*/10 * * * * +00:00", 30'000), 600'000)}) {
        CHECK(*out.begin() >= 0);
        CHECK(*out.begin() < 3'000);
        CHECK(*out.rbegin() <= 30'000);
        CHECK(*out.rbegin() > 27'000);
        CHECK(out.size() > 150);
    }
}
