// Protects the people who work in the other system: what is under way shrinks when rows are locked, answers are lost or late, and
// grows by small steps when all is well.
#include "dispatch_bench.hpp"

#include "delivery/pace.hpp"
#include "delivery/pace_note.hpp"

#include <set>

using namespace ledgerline;
using namespace ledgerline::test;
using delivery::Load;
using delivery::Pace;

namespace {

// Sends one request after the other, each full, and moves the time.
class Sender {
public:
    explicit Sender(delivery::PaceLimits limits) : pace(limits) {}
    void send(Load load, base::Millis took, const std::string& why = "") {
        const auto turn = pace.begin(now);
        REQUIRE(turn);
        now += took;
        pace.end(*turn, load, turn->batch, took, now, why);
    }
    void send(int times, Load load, base::Millis took) {
        for (int i = 0; i < times; ++i) send(load, took);
    }
    std::size_t under_way_at_most() const { return pace.picture().lanes * pace.picture().batch; }

    Pace pace;
    base::Millis now = 1'000'000;
};

} // namespace

TEST_CASE("order.pace: it begins with one full request and grows lane by lane while all is well, to the limit and no further") {
    Sender sender({3, 4});
    CHECK((sender.pace.picture() == Pace::Picture{1, 4, 0, ""}));
    sender.send(1, Load::good, 1'000);
    CHECK(sender.pace.picture().lanes == 1);
    sender.send(10, Load::good, 1'000);
    CHECK(sender.pace.picture().lanes == 2);
    sender.send(100, Load::good, 1'000);
    CHECK((sender.pace.picture() == Pace::Picture{3, 4, 0, ""}));
}

TEST_CASE("order.pace: locked rows halve it, with the reason, never below one") {
    Sender sender({4, 8});
    sender.send(300, Load::good, 1'000);
    REQUIRE(sender.under_way_at_most() == 32);
    sender.send(Load::locked, 1'000, "another user holds it");
    CHECK(sender.under_way_at_most() == 16);
    CHECK(sender.pace.picture().why == "another user holds it");
    CHECK(sender.pace.picture().lowered_at == sender.now);
    sender.send(10, Load::locked, 1'000);
    CHECK(sender.under_way_at_most() == 1);
}

TEST_CASE("order.pace: a lost answer halves it, and no free worker makes it begin at one") {
    Sender sender({4, 8});
    sender.send(300, Load::good, 1'000);
    sender.send(Load::lost, 100'000, "reset");
    CHECK(sender.under_way_at_most() == 16);
    sender.send(Load::unavailable, 10, "503");
    CHECK((sender.pace.picture() == Pace::Picture{1, 1, sender.now, "503"}));
}

TEST_CASE("order.pace: what was under way before a cut says nothing new") {
    Pace pace({4, 8});
    base::Millis now = 1'000;
    for (int i = 0; i < 300; ++i, now += 1'000) pace.end(*pace.begin(now), Load::good, 8, 1'000, now, "");
    const auto one = pace.begin(now), two = pace.begin(now), three = pace.begin(now);
    pace.end(*one, Load::locked, 8, 1'000, now, "first");
    pace.end(*two, Load::locked, 8, 1'000, now, "second");
    pace.end(*three, Load::locked, 8, 1'000, now, "third");
    CHECK(pace.picture().lanes == 2);
    CHECK(pace.picture().why == "first");
}

TEST_CASE("order.pace: answers that take longer lower it although nothing fails") {
    Sender sender({4, 8});
    sender.send(300, Load::good, 1'000);
    sender.send(Load::good, 3'000);
    CHECK(sender.under_way_at_most() == 32); // one late answer may be chance
    sender.send(1, Load::good, 3'000);
    CHECK(sender.under_way_at_most() == 24);
    CHECK(sender.pace.picture().why == "its answers take 1.5 times as long as the quickest of late");
}

TEST_CASE("order.pace: nobody feels a few milliseconds") {
    Sender sender({4, 8});
    sender.send(300, Load::good, 2);
    sender.send(50, Load::good, 80);
    CHECK(sender.under_way_at_most() == 32);
}

TEST_CASE("order.pace: a large request may take longer than a small one, in proportion at most") {
    Sender sender({1, 8});
    sender.send(Load::unavailable, 10, "503");
    sender.send(1, Load::good, 1'000); // one delivery
    for (const std::size_t size : {2U, 3U, 4U}) // as long for each of them
        while (sender.pace.picture().batch == size) sender.send(Load::good, 1'000 * static_cast<base::Millis>(size));
    CHECK(sender.pace.picture().batch == 5);
    CHECK(sender.pace.picture().why == "503");
}

TEST_CASE("order.pace: what has been slow for long is the new measure") {
    Sender sender({2, 1});
    sender.send(10, Load::good, 1'000);
    for (int i = 0; i < 800; ++i) sender.send(Load::good, 3'000);
    CHECK(sender.pace.picture().lanes == 2);
}

TEST_CASE("order.pace: a few deliveries at a time are no reason to let more out") {
    Pace pace({4, 8});
    base::Millis now = 1'000;
    for (int i = 0; i < 300; ++i, now += 1'000) pace.end(*pace.begin(now), Load::good, 2, 1'000, now, "");
    CHECK(pace.picture().lanes == 1);
}

TEST_CASE("order.pace: after a long rest it begins gently") {
    Sender sender({4, 8});
    sender.send(300, Load::good, 1'000);
    sender.now += 3'600'000;
    const auto turn = sender.pace.begin(sender.now);
    REQUIRE(turn);
    CHECK_FALSE(sender.pace.begin(sender.now));
}

TEST_CASE("order.pace: a turn that found nothing to send is free again") {
    Pace pace({1, 1});
    REQUIRE(pace.begin(1'000));
    CHECK_FALSE(pace.begin(1'000));
    pace.nothing_due();
    CHECK(pace.begin(1'000));
}

TEST_CASE("order.pace: orders that meet locked rows go in smaller requests, and status can tell why") {
    DispatchBench bench;
    std::vector<std::size_t> sizes;
    bench.sink([&](const Hand& hand) {
        sizes.push_back(hand.json("/deliveries").size());
        Value results = Value::array();
        for (std::size_t i = 0; i < sizes.back(); ++i)
            results.push(i == 0 && sizes.size() == 1 ? Value::object({{"verdict", "retry"}, {"code", "ERP_LOCKED"}, {"message", "another user"}}) : DispatchBench::done());
        hand.write("/results", results);
        return LL_PASS;
    });
    const std::size_t most = static_cast<std::size_t>(bench.component("erp/orders", "orders", plugin::ComponentKind::sink)->manifest().batch_max);
    REQUIRE(most >= 2);
    for (std::size_t i = 0; i < 3 * most; ++i) bench.routed(std::to_string(i));
    REQUIRE(bench.dispatcher->step(0));
    bench.store.read([&](store::UnitOfWork& unit) {
        const auto noted = delivery::noted_pace(unit, "orders");
        REQUIRE(noted);
        CHECK((*noted == Pace::Picture{1, most / 2, bench.clock.at, "another user"}));
    });
    REQUIRE(bench.dispatcher->step(0));
    REQUIRE(sizes.size() == 2);
    CHECK(sizes[0] == most);
    CHECK(sizes[1] == most / 2);
}

TEST_CASE("order.pace: the pauses of locked orders differ") {
    DispatchBench bench;
    bench.results(Value::object({{"verdict", "retry"}, {"code", "ERP_LOCKED"}, {"message", "another user"}}));
    std::set<base::Millis> due;
    for (int i = 0; i < 20; ++i) bench.routed(std::to_string(i));
    for (int i = 0; i < 20; ++i) bench.dispatcher->step(0);
    for (int i = 0; i < 20; ++i) due.insert(bench.of(std::to_string(i)).due_at - bench.clock.at);
    CHECK(due.size() > 10);
    CHECK(*due.begin() >= 250);
}
