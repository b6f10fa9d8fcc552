// Protects the store from a map that names no warehouse of the ERP: it would be told that there is nothing.
#include "states_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

std::string looked(const std::string& map, const Words& known, EngineBench& bench) {
    const commerce::StockPolicy made = policy("{}", "warehouse,location\n" + map);
    states::MapCheck check({"stock", "shop/inventory"}, made, bench.exceptions);
    std::string why;
    bench.store.commit([&](store::UnitOfWork& unit) {
        states::learn_warehouses(unit, std::set<std::string>(known.begin(), known.end()));
        why = check.look(unit);
    });
    return why;
}

} // namespace

TEST_CASE("states.push: a warehouse that a spreadsheet has shortened stops the push, and is told") {
    EngineBench bench;
    CHECK(looked("1,east\n02,west\n", {"01", "02"}, bench) == "the map of warehouses names 1, and the ERP has 01");
    REQUIRE(bench.open().size() == 1);
    CHECK(bench.open().front().find("STOCK_WAREHOUSE_UNKNOWN: ") == 0);
    CHECK(looked("01,east\n02,west\n", {}, bench).empty()); // corrected
    CHECK(bench.open().empty());
}

TEST_CASE("states.push: capitals and blanks count for a warehouse, and a near one says so") {
    EngineBench bench;
    CHECK_FALSE(looked("main,east\n02,west\n", {"MAIN", "02"}, bench).empty());
}

TEST_CASE("states.push: an empty warehouse is none that is written wrongly") {
    EngineBench bench;
    CHECK(looked("01,east\n05,west\n", {"01", "02"}, bench).empty());
    CHECK(looked("01,east\n1,east\n", {"01"}, bench).empty()); // both are mapped: nobody confuses them
    CHECK(bench.open().empty());
}

TEST_CASE("states.push: a map of which nothing is in the ERP stops the push") {
    EngineBench bench;
    CHECK(looked("A,east\n", {"01"}, bench) == "None of the warehouses that the map names has anything in the ERP, which has 01");
    CHECK(looked("A,east\n", {"A"}, bench).empty());
}

TEST_CASE("states.levels: the warehouses of a page are known in its commit, those with nothing too") {
    StatesBench bench;
    const auto changes = bench.intake->compare(page(bench.clock.at, {row("A", {level("01", "0"), level("77", "0")})}));
    bench.store.commit([&](store::UnitOfWork& unit) { bench.intake->apply(unit, changes); });
    bench.intake->applied(changes);
    std::set<std::string> known;
    bench.store.read([&](store::UnitOfWork& unit) { known = states::known_warehouses(unit); });
    CHECK(known == std::set<std::string>{"01", "77"});
    CHECK(bench.intake->compare(page(bench.clock.at, {row("A", {level("77", "1")})})).warehouses.empty());
}
