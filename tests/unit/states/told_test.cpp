// Protects what people are told of the SKUs that a route pushes: one thing of each, no more than they can read, and it ends when it is over.
#include "states_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

// Of a SKU: not in the ERP, then there without stock.
void know_without_stock(StatesBench& bench, const std::string& sku) {
    Value body = item(sku);
    body.set("stocked", false);
    bench.store.commit([&](store::UnitOfWork& unit) {
        unit.items().put({sku, sku, message::digest(body), body, unit.now()});
        unit.push_queue().touch(store::push_kind::stock, sku, unit.now(), "item");
    });
}

} // namespace

TEST_CASE("states.told: so many SKUs are told one by one, and the others are counted") {
    StatesBench bench;
    bench.orders_were_read();
    bench.snapshot({});
    for (int i = 0; i < 205; ++i) bench.list("GONE-" + std::to_string(1'000 + i)); // the ERP does not know them
    bench.work_all();
    Words open = bench.open();
    REQUIRE(open.size() == 201);
    CHECK(open.back() == "SKU_NOT_FOUND: 5 more SKUs that are no item of the ERP; the first 200 are told one by one");
    // Some are mended, and the others move up when everything is compared.
    for (int i = 0; i < 7; ++i) bench.list("GONE-" + std::to_string(1'000 + i), "none");
    for (int i = 200; i < 205; ++i) bench.list("GONE-" + std::to_string(1'000 + i));
    bench.work_all();
    CHECK(bench.open().size() == 198);
}

TEST_CASE("states.told: how many more there are is counted anew after a restart") {
    StatesBench bench;
    bench.orders_were_read();
    bench.snapshot({});
    for (int i = 0; i < 203; ++i) bench.list("GONE-" + std::to_string(1'000 + i));
    bench.work_all();
    bench.restart();
    bench.later(5'000);
    bench.work_all();
    CHECK(bench.open().back() == "SKU_NOT_FOUND: 3 more SKUs that are no item of the ERP; the first 200 are told one by one");
}

TEST_CASE("states.told: when something else speaks against a SKU, the older exception closes") {
    StatesBench bench;
    bench.orders_were_read();
    bench.snapshot({});
    bench.list("A");
    bench.work_all();
    CHECK(bench.open() == Words{"SKU_NOT_FOUND: item A is not in the item master"});
    know_without_stock(bench, "A");
    bench.work_all();
    CHECK(bench.open() == Words{"STOCK_UNTRUSTED: item A has no stock in the ERP, so nobody can say how many there are"});
    bench.captured("1", "A", 3, bench.clock.at);
    bench.article("A");
    bench.work_all();
    CHECK(bench.open() == Words{"STOCK_NEGATIVE: 3 of A are missing at location 1: more was ordered than there is. The store is told 0"});
}

TEST_CASE("states.told: an unmapped warehouse is told while it holds stock of any article that the store sells") {
    StatesBench bench;
    bench.orders_were_read();
    for (const char* sku : {"A", "B"}) bench.article(sku);
    bench.know_item("UNSOLD");
    const auto with = [&](const char* of_a, const char* of_b) {
        bench.clock.at += 1'000;
        bench.snapshot({row("A", {level("01", "5"), level("99", of_a)}), row("B", {level("01", "5"), level("99", of_b)}), row("UNSOLD", {level("99", "7")})});
        bench.work_all();
    };
    const Words told{"STOCK_UNMAPPED_WAREHOUSE: Warehouse 99 holds stock of articles that the store sells, and the map of warehouses does not name it"};
    with("1", "2");
    CHECK(bench.open() == told);
    with("0", "2");
    CHECK(bench.open() == told);
    with("0", "0");
    CHECK(bench.open() == Words{});
    with("0", "1");
    CHECK(bench.open() == told);
    bench.list("B", "none");
    bench.work_all();
    CHECK(bench.open() == Words{});
}

TEST_CASE("states.told: after hours of rest nobody is told of old stock before it could be read, and then once") {
    StatesBench bench;
    bench.orders_were_read();
    bench.article("A");
    bench.snapshot({row("A", {level("01", "10")})});
    bench.later(5 * 3'600'000);
    bench.restart();
    bench.later(1'000);
    bench.work_all();
    CHECK(bench.sent() == Words{});
    CHECK(bench.open() == Words{});
    for (int i = 0; i < 4; ++i) {
        bench.later(180'000);
        bench.work_all();
    }
    REQUIRE(bench.open().size() == 1);
    // Whoever writes it again writes its number too.
    const auto told = [&] {
        store::ExceptionRow out;
        bench.store.read([&](store::UnitOfWork& unit) { out = unit.exceptions().open_of_flow("stock", "STOCK_UNTRUSTED").at(0); });
        return out;
    };
    bench.store.commit([&](store::UnitOfWork& unit) {
        auto marked = unit.exceptions().open_of_flow("stock", "STOCK_UNTRUSTED").at(0);
        marked.number = "as it was";
        unit.exceptions().update(marked.id, marked, unit.exceptions().findings(marked.id));
    });
    bench.later(180'000);
    bench.work_all();
    CHECK(told().number == "as it was");
    bench.snapshot({row("A", {level("01", "10")})});
    bench.later(5'000);
    bench.work_all();
    CHECK(bench.open() == Words{});
    CHECK(bench.sent() == Words{"A|1=10"});
}
