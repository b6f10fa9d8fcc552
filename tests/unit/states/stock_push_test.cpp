// Protects what is sent to a store: only what differs, grouped by location, the newest value once, and again whatever was lost,
// refused, interrupted or in doubt.
#include "states_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

Value said(const std::string& verdict, const std::string& message = "") { return Value::object({{"verdict", verdict}, {"message", message}}); }
Value taken(const std::string& transaction = "T1") { return Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", transaction}, {"number", ""}, {"amount", ""}, {"currency", ""}})}}); }

} // namespace

TEST_CASE("states.push: nothing is sent before the stock and the orders were read to their end") {
    StatesBench bench;
    bench.article("A");
    bench.work_all();
    CHECK(bench.sent() == Words{});
    CHECK(bench.stage->trouble() == "the ERP's stock was not read to its end yet");
    bench.snapshot({row("A", {level("01", "10")})});
    bench.clock.at += 5'000;
    bench.work_all();
    CHECK(bench.stage->trouble() == "shop/orders was not read to its end yet");
    bench.later(5'000);
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=10"});
    CHECK(bench.stage->trouble().empty());
    CHECK(bench.pushed("A")->transaction_id == "T1");
}

TEST_CASE("states.push: after a start nothing is sent before the orders were read again") {
    StatesBench bench;
    bench.orders_were_read();
    bench.article("A");
    bench.snapshot({row("A", {level("01", "10")})});
    bench.clock.at += 1'000;
    bench.restart();
    bench.work_all();
    CHECK(bench.sent() == Words{});
    CHECK(bench.stage->trouble() == "shop/orders was not read to its end since the start yet");
    bench.later(5'000);
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=10"});
}

TEST_CASE("states.push: what is compared in several goes is one round") {
    StatesBench bench(R"({"settle":"30s","sample":0,"every":"10m"})", "warehouse,location\n01,1\n", 2);
    bench.orders_were_read();
    std::vector<Value> rows;
    for (const char* sku : {"A", "B", "C", "D", "E"}) {
        bench.article(sku);
        rows.push_back(row(sku, {level("01", "10")}));
    }
    bench.snapshot(std::move(rows));
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=10", "B|1=10", "C|1=10", "D|1=10", "E|1=10"});
}

TEST_CASE("states.push: what was told of a SKU ends when the store does not track it any more") {
    StatesBench bench;
    bench.orders_were_read();
    bench.list("GONE"); // the ERP does not know it
    bench.snapshot({});
    bench.work_all();
    CHECK(bench.open().size() == 1);
    bench.list("GONE", "none");
    bench.work_all();
    CHECK(bench.open() == Words{});
}

TEST_CASE("states.push: only what differs is sent, the newest value once") {
    StatesBench bench;
    bench.orders_were_read();
    for (const char* sku : {"A", "B"}) bench.article(sku);
    bench.snapshot({row("A", {level("01", "10", "3"), level("02", "5")}), row("B", {level("01", "1")})});
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=12", "B|1=1"});
    bench.later(60'000);
    bench.snapshot({row("A", {level("01", "9", "3"), level("02", "5")}), row("B", {level("01", "1")})});
    bench.snapshot({row("A", {level("01", "8", "3"), level("02", "5")}), row("B", {level("01", "1")})});
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=10"});
    CHECK_FALSE(bench.is_due("A"));
}

TEST_CASE("states.push: changes wait for the next round, but for numbers near zero") {
    StatesBench bench(R"({"settle":"30s","sample":0,"every":"10m","near_zero":3})");
    bench.orders_were_read();
    for (const char* sku : {"A", "B"}) bench.article(sku);
    bench.snapshot({row("A", {level("01", "10")}), row("B", {level("01", "10")})});
    bench.work_all();
    bench.sent();
    bench.later(60'000);
    bench.snapshot({row("A", {level("01", "9")}), row("B", {level("01", "2")})});
    bench.work_all();
    CHECK(bench.sent() == Words{"B|1=2"});
    bench.later(540'000);
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=9"});
}

TEST_CASE("states.push: what is near zero at one location takes the SKU's other locations with it") {
    StatesBench bench(R"({"settle":"30s","sample":0,"every":"10m","near_zero":3})", "warehouse,location\n01,1\n03,2\n");
    bench.orders_were_read();
    bench.article("A");
    bench.snapshot({row("A", {level("01", "10"), level("03", "20")})});
    bench.work_all();
    bench.sent();
    bench.later(60'000);
    bench.snapshot({row("A", {level("01", "2"), level("03", "12")})});
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=2", "A|2=12"});
    CHECK_FALSE(bench.is_due("A"));
}

TEST_CASE("states.push: as many as the sink takes share a request, and never two locations") {
    StatesBench bench(R"({"settle":"30s","sample":0})", "warehouse,location\n01,1\n03,2\n");
    bench.orders_were_read();
    std::vector<Value> rows;
    for (const char* sku : {"A", "B", "C", "D"}) {
        bench.article(sku);
        rows.push_back(row(sku, {level("01", "4"), level("03", "7")}));
    }
    bench.snapshot(std::move(rows));
    bench.work_all();
    CHECK(bench.requests == std::vector<Words>{{"A|1=4", "B|1=4", "C|1=4"}, {"D|1=4"}, {"A|2=7", "B|2=7", "C|2=7"}, {"D|2=7"}});
}

TEST_CASE("states.push: what the store refuses is told and tried again, and its neighbours are sent") {
    StatesBench bench;
    bench.orders_were_read();
    for (const char* sku : {"A", "B"}) bench.article(sku);
    bench.snapshot({row("A", {level("01", "10")}), row("B", {level("01", "5")})});
    bench.answer([](const Value& body) {
        Value refused = said("rejected", "The store does not know A");
        refused.set("code", "STOCK_PUSH_PARTIAL");
        return body["sku"].text_or("") == "A" ? refused : taken();
    });
    bench.work_all();
    CHECK(bench.open() == Words{"STOCK_PUSH_PARTIAL: The store does not know A"});
    CHECK(bench.sent() == Words{"A|1=10", "B|1=5"});
    bench.later(599'000);
    bench.work_all();
    CHECK(bench.sent() == Words{});
    bench.answer([](const Value&) { return taken(); });
    bench.later(1'000);
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=10"});
    CHECK(bench.open() == Words{});
}

TEST_CASE("states.push: a lost answer is sent again, with the value of then") {
    StatesBench bench;
    bench.orders_were_read();
    bench.article("A");
    bench.snapshot({row("A", {level("01", "10")})});
    bench.answer([](const Value&) { return said("unknown", "the connection was cut"); });
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=10"});
    bench.answer([](const Value&) { return taken("T2"); });
    bench.snapshot({row("A", {level("01", "7")})});
    bench.later(60'000);
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=7"});
    CHECK(bench.pushed("A")->transaction_id == "T2");
}

TEST_CASE("states.push: an outage is one push of the newest values when it is over") {
    StatesBench bench;
    bench.orders_were_read();
    bench.article("A");
    bench.plugin.script("shop/inventory", [&](const Hand& hand) {
        hand.explain("STORE_RATE_LIMIT", "nobody listens there");
        return LL_RETRY;
    });
    for (int quantity = 10; quantity < 20; ++quantity) {
        bench.snapshot({row("A", {level("01", std::to_string(quantity))})});
        bench.stage->step();
        bench.later(60'000);
    }
    CHECK(bench.open().size() == 1);
    CHECK(bench.stage->is_failing());
    bench.answer([](const Value&) { return taken(); });
    bench.later(120'000);
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=19"});
    CHECK(bench.open() == Words{});
}

TEST_CASE("states.push: whoever dies before the answer is noted sends again") {
    StatesBench bench;
    bench.orders_were_read();
    bench.article("A");
    bench.snapshot({row("A", {level("01", "10")})});
    // The store has it; the commit that would say so is never made.
    bench.watch.before = [&] {
        if (!bench.requests.empty()) throw Gone{};
    };
    CHECK_THROWS_AS(bench.work_all(), Gone);
    CHECK(bench.sent() == Words{"A|1=10"});
    bench.watch.before = nullptr;
    CHECK(bench.pushed("A")->answered_at == 0);
    bench.clock.at += 1'000;
    bench.restart();
    bench.later(60'000);
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=10"});
}

TEST_CASE("states.push: an order that the store has taken off itself is no difference, one that came while a push was on its way is sent again") {
    StatesBench bench;
    bench.orders_were_read();
    bench.article("A");
    bench.snapshot({row("A", {level("01", "10")})});
    bench.read_back->step(); // the store takes orders off when they are placed
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=10"});
    const base::Millis pushed_at = bench.clock.at;
    bench.later(120'000);
    bench.captured("1", "A", 2, bench.clock.at);
    bench.work_all();
    CHECK(bench.sent() == Words{});
    bench.captured("2", "A", 3, pushed_at + 1'000);
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=5"});
}

TEST_CASE("states.push: a SKU that the store has twice, does not track or does not have is not sent") {
    StatesBench bench;
    bench.orders_were_read();
    for (const char* sku : {"A", "B", "C"}) bench.know_item(sku);
    bench.list("A");
    bench.list("A", "product", "other");
    bench.list("B", "none");
    bench.snapshot({row("A", {level("01", "1")}), row("B", {level("01", "1")}), row("C", {level("01", "1")})});
    bench.work_all();
    CHECK(bench.sent() == Words{});
    CHECK(bench.stage->is_idle());
}

TEST_CASE("states.push: old knowledge is not sent, and said") {
    StatesBench bench(R"({"settle":"30s","sample":0,"levels_max_age":"1h","orders_max_age":"10m"})");
    bench.orders_were_read();
    bench.article("A");
    bench.snapshot({row("A", {level("01", "10")})});
    bench.clock.at += 660'000;
    bench.work_all();
    CHECK(bench.sent() == Words{});
    REQUIRE(bench.open().size() == 1);
    CHECK(bench.open()[0].find("STOCK_UNTRUSTED: shop/orders was read to its end last at") == 0);
    bench.later(5'000);
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=10"});
    CHECK(bench.open() == Words{});
    bench.later(3'600'000);
    bench.list("A");
    bench.work_all();
    CHECK(bench.open().size() == 1);
    CHECK(bench.open()[0].find("STOCK_UNTRUSTED: The ERP's stock was read to its end last at") == 0);
}

TEST_CASE("states.push: more ordered than there is, is zero in the store and told") {
    StatesBench bench;
    bench.orders_were_read();
    bench.article("A");
    bench.captured("1", "A", 3, bench.clock.at);
    bench.snapshot({row("A", {level("01", "1")})});
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=0"});
    CHECK(bench.open() == Words{"STOCK_NEGATIVE: 2 of A are missing at location 1: more was ordered than there is. The store is told 0"});
    bench.later(60'000);
    bench.snapshot({row("A", {level("01", "4")})});
    bench.work_all();
    CHECK(bench.sent() == Words{"A|1=1"});
    CHECK(bench.open() == Words{});
}

TEST_CASE("states.push: one entry of the history tells what was sent under which transaction") {
    StatesBench bench;
    bench.orders_were_read();
    for (const char* sku : {"A", "B"}) bench.article(sku);
    bench.snapshot({row("A", {level("01", "10")}), row("B", {level("01", "5")})});
    bench.work_all();
    Words told;
    bench.store.read([&](store::UnitOfWork& unit) {
        for (const auto& entry : unit.history().of_message(0))
            if (entry.what == "stock sent") told.push_back(entry.detail);
    });
    CHECK(told == Words{R"({"route":"stock","location":"1","transaction":"T1","not_taken":0,"quantities":{"A":10,"B":5}})"});
}

namespace {

// Five of A, ordered an hour and a half ago: it is a fast seller for two hours.
struct FastSeller : StatesBench {
    FastSeller() : StatesBench(R"({"settle":"30s","sample":0,"every":"1s","fast_sold":5,"fast_buffer":3,"fast_within":"2h"})") {
        clock.at = base::parse_time("2026-03-02T08:10:00Z").value();
        orders_were_read();
        for (const char* sku : {"A", "B"}) article(sku);
        captured("1", "A", 5, clock.at);
        snapshot({row("A", {level("01", "20")}), row("B", {level("01", "20")})});
        later(5'400'000);
        snapshot({row("A", {level("01", "20")}), row("B", {level("01", "20")})});
        work_all();
        REQUIRE(sent() == Words{"A|1=12", "B|1=20"});
        later(60'000);
        work_all();
        REQUIRE_FALSE(is_due("A"));
    }
};

} // namespace

TEST_CASE("states.push: a fast seller whose buffer has ended while nothing ran is due at the start") {
    FastSeller bench;
    bench.clock.at += 3'600'000;
    bench.restart();
    CHECK(bench.is_due("A"));
    CHECK_FALSE(bench.is_due("B"));
}

TEST_CASE("states.push: a fast seller whose buffer ends is due at that hour") {
    FastSeller bench;
    while (bench.read_back->step()) {}
    CHECK(bench.read_back->next_due() == base::parse_time("2026-03-02T10:00:00Z").value());
    bench.clock.at = base::parse_time("2026-03-02T10:00:00Z").value();
    while (bench.read_back->step()) {}
    CHECK(bench.is_due("A"));
    CHECK_FALSE(bench.is_due("B"));
    CHECK(bench.read_back->next_due() <= base::parse_time("2026-03-02T11:00:00Z").value());
}

TEST_CASE("states.push: a buffer whose day begins or ends is due at midnight, and at the start where nothing ran then") {
    for (const bool ran : {true, false}) {
        StatesBench bench(R"({"settle":"30s","sample":0,"buffers":[{"sku":"A","buffer":"2","from":"2026-03-03","to":"2026-03-03"},{"sku":"B","buffer":"2"}]})");
        bench.clock.at = base::parse_time("2026-03-02T23:30:00Z").value();
        bench.restart();
        while (bench.read_back->step()) {}
        for (const char* day : {"2026-03-03", "2026-03-04"}) {
            INFO(day << (ran ? ", running" : ", started"));
            CHECK(bench.read_back->next_due() <= base::parse_time(std::string(day) + "T00:00:00Z").value());
            bench.clock.at = base::parse_time(std::string(day) + (ran ? "T00:00:00Z" : "T07:00:00Z")).value();
            if (!ran) bench.restart();
            while (ran && bench.read_back->step()) {}
            CHECK(bench.is_due("A"));
            CHECK_FALSE(bench.is_due("B"));
            bench.store.commit([&](store::UnitOfWork& unit) { unit.push_queue().done(unit.push_queue().find("stock", "A").value()); });
        }
    }
}
