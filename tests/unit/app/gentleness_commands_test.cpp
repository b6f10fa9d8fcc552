// Protects what people are told of how gently a system is treated: the pace and why it was lowered, quiet hours and until when, and a
// run that ends within them.
#include "command_bench.hpp"

#include "delivery/pace_note.hpp"

#include <fmt/format.h>

namespace {

using namespace ledgerline;
using namespace ledgerline::test;
using Catch::Matchers::Contains;
using message::Value;

// Quiet for an hour to come at least, whenever this runs. The window begins and ends at whole hours.
std::string quiet_now() {
    const base::SystemClock clock;
    const auto hour = (clock.now() / 3'600'000) % 24;
    return fmt::format("{:02}:00-{:02}:00 +00:00", hour, (hour + 2) % 24);
}

std::string with_quiet_erp() {
    std::string yaml = whole_deployment;
    const std::string at = "erp: {plugin: sapb1, ";
    yaml.insert(yaml.find(at) + at.size(), "quiet: [\"" + quiet_now() + "\"], ");
    return yaml;
}

} // namespace

TEST_CASE("order.status: the pace of a route is there, with the reason for which it was lowered") {
    const CommandBench bench;
    const base::SystemClock clock;
    bench.commit([&](store::UnitOfWork& unit) { delivery::note_pace(unit, "orders", {2, 8, clock.now() - 300'000, "another user changed it"}); });
    CHECK_THAT(bench.run({"status"}).out, Contains("at most 2 requests at a time, 8 in each · lowered 5 min ago: another user changed it"));
    const Value pace = bench.json({"status"})["pace"].as_array()->at(0);
    CHECK(pace["route"].text_or("") == "orders");
    CHECK(pace["requests_at_once"].int_or(0) == 2);
    CHECK(pace["together"].int_or(0) == 8);
    CHECK(pace["why"].text_or("") == "another user changed it");
}

TEST_CASE("order.status: a pace that was never lowered has no reason") {
    const CommandBench bench;
    bench.commit([&](store::UnitOfWork& unit) { delivery::note_pace(unit, "orders", {1, 8, 0, ""}); });
    const Ran ran = bench.run({"status"});
    CHECK_THAT(ran.out, Contains("at most 1 request at a time, 8 in each\n"));
    CHECK(bench.json({"status"})["pace"].as_array()->at(0)["lowered_at"].is_null());
}

TEST_CASE("order.status: quiet hours are told with their end, and are no finding") {
    const CommandBench bench(with_quiet_erp());
    bench.add("1", store::message_state::routed, store::outbox_state::ready);
    const Ran ran = bench.run({"status"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("Quiet hours") && Contains("erp ") && Contains("quiet until "));
    CHECK(bench.json({"status"})["quiet"].as_array()->at(0)["connection"].text_or("") == "erp");
}

TEST_CASE("order.trace: what waits for the end of quiet hours says so, also what is in doubt") {
    for (const char* state : {store::outbox_state::ready, store::outbox_state::unconfirmed}) {
        const CommandBench bench(with_quiet_erp());
        bench.add("1", store::message_state::routed, state);
        CHECK_THAT(bench.run({"order", "trace", "1"}).out, Contains("; erp is quiet until 20"));
    }
}

TEST_CASE("order.run: within quiet hours a run that ends when nothing is due ends at once, with a word and without an error") {
    std::string yaml = with_quiet_erp();
    const std::string at = "shop: {plugin: bigcommerce, ";
    yaml.insert(yaml.find(at) + at.size(), "quiet: [\"" + quiet_now() + "\"], ");
    const CommandBench bench(yaml);
    bench.add("1", store::message_state::routed, store::outbox_state::ready);
    const Ran ran = bench.run({"run", "--once"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("erp is quiet until 20") && Contains("run again after that"));
    CHECK(bench.run({"exceptions", "list"}).code == 0);
}

TEST_CASE("app.run: a run that ends when nothing is due says what waits for a later time") {
    std::string yaml = with_quiet_erp();
    const std::string at = "shop: {plugin: bigcommerce, ";
    yaml.insert(yaml.find(at) + at.size(), "quiet: [\"" + quiet_now() + "\"], ");
    yaml += "  levels: {from: erp/stock, to: stock-levels}\n  listings: {from: shop/catalogue, to: listings}\n"
            "  stock: {from: stock-levels, to: shop/inventory, stock: {warehouses: warehouses.csv}}\n";
    const CommandBench bench(yaml);
    bench.folder.write("maps/warehouses.csv", "warehouse,location\n01,1\n");
    bench.commit([](store::UnitOfWork& unit) { unit.push_queue().touch_for("stock", "MUG", base::parse_time("2999-01-01T06:00:00Z").value(), "another buffer"); });
    CHECK_THAT(bench.run({"run", "--once"}).out, Contains("stock: 1 SKU is looked at again, the first at 2999-01-01T06:00:00"));
    const Value later = bench.json({"run", "--once"})["later"];
    REQUIRE(later.size() == 1);
    CHECK(later.as_array()->at(0)["route"].text_or("") == "stock");
    CHECK(later.as_array()->at(0)["skus"].int_or(0) == 1);
}
