// Protects merchandising's table of buffers from rows that mean nothing: a SKU that the store does not have is told.
#include "states_bench.hpp"

#include "states/unknown_skus.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

struct BufferBench : StatesBench {
    BufferBench() : StatesBench(R"({"settle":"30s"})") {}
    // The table says this; the store's listings were read so often to their end.
    void look(const std::string& buffers) { look(buffers, work->settings()); }
    void look(const std::string& buffers, const states::StockPushSettings& settings) {
        config::Section section;
        section.value = message::parse_json(R"({"warehouses":"warehouses.csv","buffers":"buffers.csv"})");
        section.field = "routes.stock.stock";
        const config::LoadedMaps maps({{"warehouses.csv", "warehouse,location\n01,1\n"}, {"buffers.csv", "sku,buffer,from,to\n" + buffers}});
        std::vector<config::Problem> problems;
        std::vector<std::string> wrong;
        const auto made = commerce::StockPolicy::from(config::check(section, commerce::stock_policy_fields(), maps, problems), wrong);
        REQUIRE(problems.empty());
        REQUIRE(wrong.empty());
        store.commit([&](store::UnitOfWork& unit) { states::tell_unknown_skus(unit, settings, made, exceptions); });
    }
    void read_listings() {
        store.commit([&](store::UnitOfWork& unit) { unit.cursors().put({"shop/catalogue", Value::object(), unit.now(), unit.now()}); });
    }
};

} // namespace

TEST_CASE("states.buffers: a SKU that the store does not have is told once, and closes when the table is corrected") {
    BufferBench bench;
    bench.list("MUG");
    bench.read_listings();
    bench.look("MUG,2,,\nmug,3,,\nPAN ,1,,\n,1,,\n");
    REQUIRE(bench.open().size() == 1);
    CHECK_THAT(bench.open().front(), Catch::StartsWith("STOCK_SKU_UNKNOWN: ") && Catch::Contains("2 SKUs that shop does not have") && Catch::Contains("mug"));
    bench.look("MUG,2,,\n,1,,\n");
    CHECK(bench.open().empty());
}

TEST_CASE("states.buffers: nothing is told before the listings were read, nor of rows that are over") {
    BufferBench bench;
    bench.look("NONE,2,,\n");
    CHECK(bench.open().empty());
    bench.read_listings();
    bench.look("NONE,2,2020-01-01,2020-01-31\n");
    CHECK(bench.open().empty());
    bench.look("NONE,2,2020-01-01,\n");
    CHECK(bench.open().size() == 1);
}

TEST_CASE("states.buffers: what was told closes when nothing reads any more what the store has") {
    BufferBench bench;
    bench.read_listings();
    bench.look("NONE,2,,\n");
    REQUIRE(bench.open().size() == 1);
    states::StockPushSettings unread = bench.work->settings();
    unread.listing_source.clear();
    bench.look("NONE,2,,\n", unread);
    CHECK(bench.open().empty());
}
