// Protects: silence is told where by what is usual it can hardly be chance, and never where too little is known, the hour is a quiet one, or
// the source could not be read.
#include "poll_bench.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace ledgerline;
using message::Value;
using test::PollBench;

constexpr base::Millis hour_ms = 3'600'000;
constexpr std::int64_t monday = 2'955 * 168 + 96; // an hour: 1970-01-01 was a Thursday

using Hour = store::ArrivalTable::Hour;

// Weeks of hours with so many messages each; the last message at the end of the last hour that has any.
std::vector<Hour> weeks(int count, const std::function<std::int64_t(std::int64_t hour_of_week)>& messages) {
    std::vector<Hour> hours;
    for (std::int64_t hour = 0; hour < count * 168; ++hour) {
        const std::int64_t many = messages(hour % 168);
        hours.push_back({monday + hour, many, many > 0 ? (monday + hour + 1) * hour_ms - 1 : 0});
    }
    return hours;
}
base::Millis end_of(const std::vector<Hour>& hours) { return (hours.back().hour + 1) * hour_ms; }
void silent(std::vector<Hour>& hours, int count) {
    for (int n = 0; n < count; ++n) hours.push_back({hours.back().hour + 1, 0, 0});
}
double expected(const std::vector<Hour>& hours) {
    const auto silence = intake::silence_in(hours, end_of(hours));
    return silence ? silence->expected : -1;
}

} // namespace

TEST_CASE("order.rate: what is to be expected in a silence is what the same hours of the week usually bring") {
    auto hours = weeks(3, [](std::int64_t) { return 2; });
    silent(hours, 3);
    CHECK(expected(hours) == Approx(6).margin(0.01));
}

TEST_CASE("order.rate: a quiet night expects nothing") {
    auto hours = weeks(3, [](std::int64_t hour) { return hour % 24 < 12 ? 10 : 0; });
    silent(hours, 1);
    CHECK(expected(hours) > 9);
    auto evening = weeks(3, [](std::int64_t hour) { return hour % 24 < 12 ? 0 : 10; });
    silent(evening, 12);
    CHECK(expected(evening) < 0.01);
}

TEST_CASE("order.rate: less than two weeks are too little to know") {
    auto hours = weeks(1, [](std::int64_t) { return 10; });
    silent(hours, 24);
    CHECK(expected(hours) == -1);
}

TEST_CASE("order.rate: where nothing ever came, nothing is missed") { CHECK(expected(weeks(3, [](std::int64_t) { return 0; })) == -1); }

TEST_CASE("order.rate: hours in which the source could not be read are no silence") {
    auto hours = weeks(3, [](std::int64_t) { return 2; });
    hours.push_back({hours.back().hour + 48, 0, 0}); // two days without a poll that passed, then one hour with
    CHECK(expected(hours) == Approx(2).margin(0.01));
}

TEST_CASE("order.rate: one sale does not make the next week look dead") {
    auto hours = weeks(4, [](std::int64_t) { return 1; });
    hours[2 * 168].messages = 20'000;
    silent(hours, 1);
    CHECK(expected(hours) < 4);
}

TEST_CASE("order.rate: a store with one order in ten hours is missed after three days") {
    std::int64_t n = 0;
    auto hours = weeks(8, [&](std::int64_t) { return ++n % 10 == 0 ? 1 : 0; });
    silent(hours, 48);
    CHECK(expected(hours) < 7);
    silent(hours, 48);
    CHECK(expected(hours) > 7);
}

namespace {

// Polls once an hour, with so many new messages.
void hours_of(PollBench& bench, int count, int messages) {
    static int id = 0;
    for (int n = 0; n < count; ++n) {
        bench.clock.at += hour_ms;
        bench.source([=](const test::Hand& hand) {
            for (int i = 0; i < messages; ++i) {
                const std::string key = std::to_string(++id);
                hand.emit("order", key, test::order(key));
            }
            return LL_PASS;
        });
        REQUIRE(bench.poller->step());
    }
}

} // namespace

TEST_CASE("order.rate: a silence is told once, with what is usual, and is over when something comes") {
    PollBench bench;
    hours_of(bench, 15 * 24, 1);
    CHECK(bench.open().empty());
    hours_of(bench, 6, 0);
    CHECK(bench.open().empty());
    hours_of(bench, 3, 0);
    REQUIRE(bench.open().size() == 1);
    CHECK(bench.open().front().rfind("FEED_SILENT: Nothing new came from shop/orders since 2026-01-1", 0) == 0);
    CHECK(bench.open().front().find("about 24 new messages a day") != std::string::npos);
    bench.restart();
    hours_of(bench, 1, 0);
    CHECK(bench.open().size() == 1);
    hours_of(bench, 1, 1);
    CHECK(bench.open().empty());
}

TEST_CASE("order.rate: what comes first after a start ends the silence as well") {
    PollBench bench;
    hours_of(bench, 15 * 24, 1);
    hours_of(bench, 10, 0);
    CHECK(bench.open().size() == 1);
    bench.restart();
    hours_of(bench, 1, 1);
    CHECK(bench.open().empty());
    hours_of(bench, 2, 0);
    CHECK(bench.open().empty());
}

TEST_CASE("order.rate: a source that cannot be read is not silent") {
    PollBench bench;
    hours_of(bench, 15 * 24, 1);
    bench.fails(LL_RETRY);
    bench.fail_for(24 * hour_ms);
    CHECK(bench.open() == std::vector<std::string>{"STORE_UNAVAILABLE: the store is away"});
    bench.answers();
    bench.clock.at += hour_ms;
    bench.poller->step();
    CHECK(bench.open().empty());
}

TEST_CASE("order.rate: what came while a backlog was read is not what is usual") {
    PollBench bench;
    bench.source([](const test::Hand& hand) {
        for (int i = 0; i < 50; ++i) hand.emit("order", "b" + std::to_string(i), test::order("b" + std::to_string(i)));
        return LL_PASS;
    });
    bench.poller->step();
    bench.store.read([&](store::UnitOfWork& unit) {
        const auto hours = unit.arrivals().of("shop/orders");
        REQUIRE(hours.size() == 1);
        CHECK(hours.front().messages == 0);
        CHECK(hours.front().last_at == bench.clock.at);
    });
}

TEST_CASE("order.rate: what is learned is bounded") {
    PollBench bench;
    hours_of(bench, 9 * 168, 0);
    bench.store.read([](store::UnitOfWork& unit) { CHECK(unit.arrivals().of("shop/orders").size() == 8 * 168 + 1); });
}
