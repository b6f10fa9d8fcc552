// Protects that goods which are to come back are asked for once, and that a return ends it.
#include "support/engine_bench.hpp"

#include "commerce/custody.hpp"
#include "intake/return_watch.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::test;
using message::Value;

namespace {

constexpr base::Millis day_ms = 86'400'000;

struct WatchBench : EngineBench {
    store::MessageRow booked(const std::string& id, const std::string& quantity, const std::string& due, const std::string& custody = "expected") {
        const auto row = add(Value::object({{"id", id}, {"order_id", "1047"}}), "refund", "refunds", "shop/refunds");
        const Value line = Value::object({{"line_id", "31"}, {"item_code", "MUG"}, {"quantity", quantity}});
        const Value sold = Value::object({{"line_id", "31"}, {"kind", "physical"}});
        const Value sent = Value::object({{"id", id}, {"order_id", "1047"}, {"original", Value::object({{"source", "shop/orders"}, {"lines", Value::array({sold})}})},
                                          {"booking", Value::object({{"custody", custody}, {"return_due", due}, {"lines", Value::array({line})}})}});
        store.commit([&](store::UnitOfWork& unit) { commerce::goods_expected(unit, row, sent); });
        return row;
    }
    std::vector<store::Id> arrive(const std::string& quantity, const std::string& refund = "") {
        std::vector<store::Id> complete;
        store.commit([&](store::UnitOfWork& unit) {
            complete = commerce::goods_received(unit, "shop/orders", "1047", refund, {{"31", quantity}});
            intake::close_what_arrived(unit, exceptions, complete);
        });
        return complete;
    }
    std::string day(int from_now) const { return base::iso_time(clock.at + from_now * day_ms).substr(0, 10); }
    intake::ReturnWatch watch_{store, exceptions, clock};
};

} // namespace

TEST_CASE("refund.custody goods that do not come until their day are asked for once") {
    WatchBench bench;
    const auto row = bench.booked("12", "2", bench.day(1));
    CHECK_FALSE(bench.watch_.step());
    bench.clock.at += day_ms; // their day itself
    CHECK_FALSE(bench.watch_.step());
    bench.clock.at += day_ms;
    CHECK(bench.watch_.next_due() <= bench.clock.at);
    CHECK(bench.watch_.step());
    REQUIRE(bench.findings(row.id) == std::vector<std::string>{"RETURN_NOT_RECEIVED"});
    bench.store.commit([&](store::UnitOfWork& unit) { unit.exceptions().close(unit.exceptions().open_of_message(row.id)->id, unit.now(), "ada", "lost"); });
    bench.clock.at += 30 * day_ms;
    CHECK_FALSE(bench.watch_.step()); // whoever resolved it has seen it
    CHECK(bench.watch_.next_due() == 0);
}

TEST_CASE("refund.custody goods that arrive are not asked for, and close what was told") {
    WatchBench bench;
    const auto row = bench.booked("12", "2", bench.day(1));
    CHECK(bench.arrive("1").empty());
    bench.clock.at += 3 * day_ms;
    REQUIRE(bench.watch_.step());
    CHECK(bench.open().front().find("1 of MUG") != std::string::npos);
    CHECK(bench.arrive("1") == std::vector<store::Id>{row.id});
    CHECK(bench.open().empty());
}

TEST_CASE("refund.custody a return counts for the refund that it names, else for the oldest") {
    WatchBench bench;
    const auto first = bench.booked("12", "1", bench.day(1));
    const auto second = bench.booked("13", "1", bench.day(1));
    CHECK(bench.arrive("1", "13") == std::vector<store::Id>{second.id});
    CHECK(bench.arrive("1") == std::vector<store::Id>{first.id});
    CHECK(bench.arrive("1").empty()); // more than was expected
}

TEST_CASE("refund.custody nothing is expected where the booking does not say so, and for what is no goods") {
    WatchBench bench;
    bench.booked("12", "1", bench.day(1), "none");
    CHECK(bench.watch_.next_due() == 0);
}

TEST_CASE("refund.custody another exception of the refund is not written over") {
    WatchBench bench;
    const auto row = bench.booked("12", "1", bench.day(0));
    bench.store.commit([&](store::UnitOfWork& unit) { bench.exceptions.hold(unit, row, {{"BOOKED_TOTAL_DIFFERS", "a cent", "", "", "", "erp", Value::object()}}); });
    bench.clock.at += 2 * day_ms;
    CHECK_FALSE(bench.watch_.step());
    CHECK(bench.findings(row.id) == std::vector<std::string>{"BOOKED_TOTAL_DIFFERS"});
    bench.store.commit([&](store::UnitOfWork& unit) { unit.exceptions().close(unit.exceptions().open_of_message(row.id)->id, unit.now(), "ada", "done"); });
    bench.clock.at += day_ms;
    CHECK(bench.watch_.step());
}

TEST_CASE("refund.custody those that have another exception hide no others") {
    WatchBench bench;
    for (int i = 0; i < 100; ++i) {
        const auto row = bench.booked("a" + std::to_string(i), "1", bench.day(0));
        bench.store.commit([&](store::UnitOfWork& unit) { bench.exceptions.hold(unit, row, {{"BOOKED_TOTAL_DIFFERS", "a cent", "", "", "", "erp", Value::object()}}); });
    }
    const auto late = bench.booked("b", "1", bench.day(1));
    bench.clock.at += 3 * day_ms;
    CHECK(bench.watch_.step());
    CHECK(bench.findings(late.id) == std::vector<std::string>{"RETURN_NOT_RECEIVED"});
}
