// Protects that the store is asked no faster than it says, and that what was read before it said so is kept.
#include "trouble_room.hpp"

using namespace bigcommerce_room;

TEST_CASE("order.bigcommerce trouble: a 429 waits as long as the store says, and the longer of two") {
    struct Case { const char *reset, *after; int wait; };
    for (const Case& one : {Case{"12500", nullptr, 12'500}, Case{nullptr, "30", 30'000}, Case{"12500", "30", 30'000}, Case{"45000", "30", 45'000}, Case{nullptr, nullptr, 1'000},
                            Case{"soon", "later", 1'000}, Case{"99999999999", nullptr, 600'000}}) {
        TroubledWorld world;
        Value headers = Value::object();
        if (one.reset) headers.set("x-rate-limit-time-reset-ms", one.reset);
        if (one.after) headers.set("x-retry-after", one.after);
        world.store.before = [&](const Value&) {
            Value answer = answered_text(429, "");
            answer.set("headers", headers);
            return answer;
        };
        const auto outcome = world.reader.poll();
        CHECK(outcome.verdict == LL_RETRY);
        CHECK(outcome.document["retry_after_ms"].int_or(0) == one.wait);
        REQUIRE(outcome.findings.size() == 1);
        CHECK(outcome.findings.front().code == "STORE_RATE_LIMIT");
    }
}

TEST_CASE("order.bigcommerce trouble: a quota that is nearly used up stops the poll, and the next one goes on") {
    TroubledWorld world(5);
    int left = 25;
    world.store.before = [&](const Value&) {
        world.store.headers = json(R"({"x-rate-limit-requests-quota":"150","x-rate-limit-time-reset-ms":"9000"})");
        world.store.headers.set("x-rate-limit-requests-left", std::to_string(--left));
        return Value();
    };
    const auto first = world.reader.poll();
    CHECK(first.verdict == LL_PASS);
    CHECK(first.document["more"].bool_or(false));
    CHECK(first.emitted.size() < 5);
    CHECK(first.emitted.size() > 0);
    // Nothing more can be read in this window: it says how long it lasts instead of asking again and again.
    const auto second = world.reader.poll();
    CHECK(second.verdict == LL_RETRY);
    CHECK(second.document["retry_after_ms"].int_or(0) == 9'000);
    left = 1'000;
    CHECK(world.reader.read_all());
    CHECK(world.reader.times() == once(5));
}

TEST_CASE("order.bigcommerce trouble: a small quota is used, or nothing would ever be read") {
    TroubledWorld world(2);
    world.store.headers = json(R"({"x-rate-limit-requests-quota":"8","x-rate-limit-requests-left":"7","x-rate-limit-time-reset-ms":"9000"})");
    CHECK(world.reader.read_all());
    CHECK(world.reader.times() == once(2));
}

TEST_CASE("order.bigcommerce trouble: a 429 after the first order of a poll is waited for as well") {
    TroubledWorld world(3);
    bool limited = true;
    world.store.before = [&](const Value& request) {
        if (!limited || !is_about(request, "/2/")) return Value();
        Value answer = answered(429, Value());
        answer.set("headers", json(R"({"x-retry-after":"20"})"));
        return answer;
    };
    const auto outcome = world.reader.poll();
    CHECK(outcome.verdict == LL_PASS);
    CHECK(outcome.emitted.size() == 1);
    CHECK(outcome.document["retry_after_ms"].int_or(0) == 20'000);
    limited = false;
    CHECK(world.reader.read_all());
    CHECK(world.reader.times() == once(3));
}
