// Protects: what happens to an adjustment after it was accepted: its delay, and everything that goes wrong on purpose. How: a clock that the
// test moves past the delay of a second.
#include <catch2/catch.hpp>

#include "store_stock_fixture.hpp"

using namespace store_test;

namespace {

StockFault fault(const std::string& text) { return ledgerline::sandbox::stock_fault_from(json(text)); }

} // namespace

TEST_CASE("sandbox.store an adjustment is seen after its delay, not before") {
    Stocked store;
    CHECK(store.absolute(store.item(1, "MUG-BLU", 50)).status == 200);
    CHECK(store.on_hand("MUG-BLU") == 10);
    CHECK(store.shop.stock_quiet_at() == store.clock.at + 1'000);
    store.clock.at += 999;
    CHECK(store.on_hand("MUG-BLU") == 10);
    store.clock.at += 1;
    CHECK(store.on_hand("MUG-BLU") == 50);
    CHECK(store.shop.stock_quiet_at() == 0);
}

TEST_CASE("sandbox.store the ledger tells who moved a number, when it was accepted and when applied") {
    Stocked store;
    const std::string id = json(store.absolute(store.item(2, "MUG-BLU", 50), "night run").body)["transaction_id"].text_or("");
    store.clock.at += 60'000;
    store.shop.set_stock("MUG-BLU", "BACK", 49);
    const Value rows = store.shop.stock_rows();
    REQUIRE(rows.size() == 2);
    const Value& first = (*rows.as_array())[0];
    CHECK(first["who"].text_or("") == "adjustment " + id);
    CHECK(first["location"].text_or("") == "BACK");
    CHECK(first["accepted"].text_or("") == "2026-03-01T10:00:00Z");
    CHECK(first["applied"].text_or("") == "2026-03-01T10:00:01Z");
    CHECK(first["before"].int_or(0) == 4);
    CHECK(first["after"].int_or(0) == 50);
    CHECK((*rows.as_array())[1]["who"].text_or("") == "person");
    CHECK(store.shop.adjustments().front().reason == "night run");
    CHECK(store.shop.adjustments().front().lines_applied == 1);
}

TEST_CASE("sandbox.store adjustments that wait are done in the order in which they came") {
    Stocked store;
    store.absolute(store.item(1, "MUG-BLU", 50));
    store.absolute(store.item(1, "MUG-BLU", 60));
    store.clock.at += 1'000;
    CHECK(store.on_hand("MUG-BLU") == 60);
    CHECK(store.shop.stock_movements().size() == 2);
}

TEST_CASE("sandbox.store an adjustment that comes late overwrites a sale of the meantime") {
    Stocked store;
    store.absolute(store.item(1, "MUG-BLU", 10));
    store.shop.place_order(one_line("12.50", 3));
    CHECK(store.on_hand("MUG-BLU") == 7);
    store.clock.at += 1'000;
    CHECK(store.on_hand("MUG-BLU") == 10);
}

TEST_CASE("sandbox.store a relative adjustment is not done if the goods were sold meanwhile") {
    Stocked store;
    CHECK(store.relative(store.item(1, "MUG-BLU", -8)).status == 200);
    store.shop.place_order(one_line("12.50", 3));
    store.clock.at += 1'000;
    CHECK(store.on_hand("MUG-BLU") == 7);
    CHECK(store.shop.adjustments().front().lines_applied == 0);
}

TEST_CASE("sandbox.store a late adjustment is done after the one that followed it") {
    Stocked store;
    store.shop.inject(fault(R"({"kind":"late","delay_ms":5000})"));
    store.absolute(store.item(1, "MUG-BLU", 50));
    store.absolute(store.item(1, "MUG-BLU", 60));
    store.clock.at += 1'000;
    CHECK(store.on_hand("MUG-BLU") == 60);
    store.clock.at += 5'000;
    CHECK(store.on_hand("MUG-BLU") == 50);
}

TEST_CASE("sandbox.store two accepted adjustments change places") {
    Stocked store;
    store.shop.inject(fault(R"({"kind":"out_of_order"})"));
    store.absolute(store.item(1, "MUG-BLU", 50));
    store.clock.at += 10'000;
    CHECK(store.on_hand("MUG-BLU") == 10);
    store.absolute(store.item(1, "MUG-BLU", 60));
    store.clock.at += 1'000;
    CHECK(store.on_hand("MUG-BLU") == 50);
    const auto movements = store.shop.stock_movements();
    REQUIRE(movements.size() == 2);
    CHECK(movements[0].after == 60);
}

TEST_CASE("sandbox.store an adjustment that waits for another is done a minute later if none comes") {
    Stocked store;
    store.shop.inject(fault(R"({"kind":"out_of_order"})"));
    store.absolute(store.item(1, "MUG-BLU", 50));
    store.clock.at += 61'000;
    CHECK(store.on_hand("MUG-BLU") == 50);
}

TEST_CASE("sandbox.store a lost adjustment was accepted and is never done") {
    Stocked store;
    store.shop.inject(fault(R"({"kind":"lost"})"));
    CHECK(store.absolute(store.item(1, "MUG-BLU", 50)).status == 200);
    store.clock.at += 600'000;
    CHECK(store.on_hand("MUG-BLU") == 10);
    CHECK(store.shop.adjustments().front().lost);
    store.absolute(store.item(1, "MUG-BLU", 60)); // the fault is used up
    store.clock.at += 1'000;
    CHECK(store.on_hand("MUG-BLU") == 60);
}

TEST_CASE("sandbox.store of an adjustment that is done in part some lines are missing") {
    Stocked store;
    store.shop.add_products(std::vector<ledgerline::sandbox::PlainProduct>{{"A", "", Decimal(1), {}, {1}}});
    std::string items;
    for (int i = 0; i < 40; ++i) {
        store.shop.add_products({{"P-" + std::to_string(i), "", Decimal(1), ledgerline::sandbox::Tracking::product, {1}}});
        items += (i ? "," : "") + store.item(1, "P-" + std::to_string(i), 9);
    }
    store.shop.inject(fault(R"({"kind":"partial"})"));
    store.absolute(items);
    store.clock.at += 1'000;
    const auto fate = store.shop.adjustments().front();
    CHECK(fate.lines == 40);
    CHECK(fate.lines_applied > 0);
    CHECK(fate.lines_applied < 40);
}

TEST_CASE("sandbox.store a fault meets one in so many, for as long as it lasts") {
    Stocked store;
    store.shop.inject(fault(R"({"kind":"lost","adjustments":0,"one_in":2})"));
    for (int i = 0; i < 60; ++i) store.absolute(store.item(1, "MUG-BLU", i));
    std::size_t lost = 0;
    for (const auto& fate : store.shop.adjustments()) lost += fate.lost ? 1 : 0;
    CHECK(lost > 10);
    CHECK(lost < 50);
    store.shop.clear_stock_faults();
    store.absolute(store.item(1, "MUG-BLU", 77));
    store.clock.at += 1'000;
    CHECK(store.on_hand("MUG-BLU") == 77);
}

TEST_CASE("sandbox.store a batch of the catalogue that runs beside makes the stock wrong, where the store is set so") {
    const auto outcome = [](const char* overlap, bool before) {
        Stocked store(std::string(R"("bulk_overlap":")") + overlap + "\"");
        const std::string batch = R"([{"id":)" + std::to_string(store.cap) + R"(,"price":9}])";
        if (before) store.send("PUT", "/v3/catalog/products", batch);
        store.absolute(store.item(1, "MUG-BLU", 50) + "," + store.item(1, "CAP", 50));
        if (!before) store.send("PUT", "/v3/catalog/products", batch);
        store.clock.at += 1'000;
        return store.on_hand("MUG-BLU") + store.on_hand("CAP");
    };
    CHECK(outcome("harmless", true) == 100);
    CHECK(outcome("harmless", false) == 100);
    CHECK(outcome("corrupts", true) == 60);
    CHECK(outcome("corrupts", false) == 60);
}

TEST_CASE("sandbox.store a fault that makes no sense is refused by name") {
    CHECK_THROWS_WITH(fault(R"({"kind":"gone"})"), "kind: must be late, out_of_order, lost, partial or not_saved");
    CHECK_THROWS_WITH(fault(R"({"kind":"lost","times":1})"), "times: unknown member of a fault of stock; known are kind, adjustments, one_in, delay_ms");
    CHECK_THROWS_WITH(fault(R"({"kind":"lost","one_in":0})"), "one_in: must be 1 or more");
}
