// Protects that goods which are to come back are asked for once, and that a return ends it.
#include "support/engine_bench.hpp"

#include "commerce/custody.hpp"
#include "intake/return_watch.hpp"
#include "revisions/goods_back.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::test;
using message::Value;

namespace {

constexpr base::Millis day_ms = 86'400'000;

struct WatchBench : EngineBench {
    store::MessageRow booked(const std::string& id, const std::string& quantity, const std::string& due, const std::string& custody = "expected", const Value& receipt = Value()) {
        const auto row = add(Value::object({{"id", id}, {"order_id", "1047"}}), "refund", "refunds", "shop/refunds");
        const Value line = Value::object({{"line_id", "31"}, {"item_code", "MUG"}, {"quantity", quantity}});
        const Value sold = Value::object({{"line_id", "31"}, {"kind", "physical"}});
        const Value sent = Value::object({{"id", id}, {"order_id", "1047"}, {"original", Value::object({{"source", "shop/orders"}, {"lines", Value::array({sold})}})},
                                          {"booking", Value::object({{"custody", custody}, {"return_due", due}, {"lines", Value::array({line})}})}});
        store.commit([&](store::UnitOfWork& unit) { commerce::goods_expected(unit, row, sent, receipt); });
        return row;
    }
    // One return after the other, each told twice.
    void arrive(const std::string& quantity, const std::string& refund = "") {
        const std::string id = "R" + std::to_string(++returns);
        const auto row = add(Value::object({{"id", id}}), "return", "returns", "returns");
        const Value booking = Value::object({{"line_id", "31"}, {"item_code", "MUG"}, {"units", quantity}, {"quantity", quantity}}), line = Value::object({{"sellable", true}, {"booking", Value::array({booking})}});
        const Value sent = Value::object({{"order_id", "1047"}, {"refund_id", refund}, {"original", Value::object({{"source", "shop/orders"}})}, {"lines", Value::array({line})}});
        for (int told = 0; told < 2; ++told) store.commit([&](store::UnitOfWork& unit) { revisions::goods_came_back(unit, exceptions, row, sent); });
    }
    std::string missing(const std::string& refund) const {
        std::string text;
        store.read([&](store::UnitOfWork& unit) { text = commerce::goods_missing(unit, "shop/refunds", refund); });
        return text;
    }
    std::string day(int from_now) const { return base::iso_time(clock.at + from_now * day_ms).substr(0, 10); }
    void take_back_last() {
        const auto row = add(Value::object({{"id", "R" + std::to_string(returns)}}), "return", "returns", "returns");
        store.commit([&](store::UnitOfWork& unit) { revisions::goods_did_not_come(unit, row); });
    }
    int returns = 0;
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
    bench.arrive("1");
    bench.clock.at += 3 * day_ms;
    REQUIRE(bench.watch_.step());
    CHECK(bench.open().front().find("1 of MUG") != std::string::npos);
    CHECK(bench.findings(row.id) == std::vector<std::string>{"RETURN_NOT_RECEIVED"});
    bench.arrive("1");
    CHECK(bench.open().empty());
    CHECK(bench.watch_.next_due() == 0);
}

TEST_CASE("refund.custody a return counts for the refund that it names, else for the oldest") {
    WatchBench bench;
    bench.booked("12", "1", bench.day(1));
    bench.booked("13", "1", bench.day(1));
    bench.arrive("1", "13");
    CHECK(bench.missing("13") == "");
    CHECK(bench.missing("12") == "1 of MUG");
    bench.arrive("1");
    CHECK(bench.missing("12") == "");
    bench.arrive("1"); // more than was expected
    CHECK(bench.missing("13") == "");
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

TEST_CASE("refund.custody goods that were asked for, came, and were taken back are asked for anew") {
    WatchBench bench;
    const auto row = bench.booked("12", "1", bench.day(0));
    bench.clock.at += 2 * day_ms;
    REQUIRE(bench.watch_.step());
    bench.arrive("1");
    REQUIRE(bench.open().empty());
    bench.take_back_last();
    CHECK(bench.missing("12") == "1 of MUG");
    bench.clock.at += day_ms;
    CHECK(bench.watch_.step());
    CHECK(bench.findings(row.id) == std::vector<std::string>{"RETURN_NOT_RECEIVED"});
}

TEST_CASE("refund.custody what never left the warehouse is not expected") {
    WatchBench bench;
    const auto never_left = [](const std::string& quantity, const std::string& line = "31") {
        return Value::object({{"never_left", Value::array({Value::object({{"line_id", line}, {"quantity", quantity}})})}});
    };
    bench.booked("12", "3", bench.day(1), "expected", never_left("1"));
    CHECK(bench.missing("12") == "2 of MUG");
    bench.booked("12", "3", bench.day(1), "expected", never_left("3"));
    CHECK(bench.missing("12") == "");
    CHECK(bench.watch_.next_due() == 0);
    // What cannot be meant changes nothing else.
    bench.booked("12", "3", bench.day(1), "expected", never_left("9"));
    CHECK(bench.missing("12") == "");
    for (const Value& receipt : {never_left("-1"), never_left("many"), never_left("1", "32"), Value::object({{"never_left", "all"}}), Value()}) {
        bench.booked("12", "3", bench.day(1), "expected", receipt);
        CHECK(bench.missing("12") == "3 of MUG");
    }
}
