// Protects: what a store takes off by itself is counted where it can be known, and a doubt where it cannot: never taken for granted.
#include "commerce/store_stock.hpp"
#include "unit/commerce/stock_sample.hpp"

using namespace ledgerline;
using namespace ledgerline::stock_sample;

namespace {

constexpr store::Millis settle = 60'000;

// 10 of MUG were sent a while ago, and accepted a second later.
struct Pushed : World {
    Pushed() {
        sent_at = clock.at;
        commit([&](store::UnitOfWork& unit) {
            store::PushedStockRow row{"stock", "MUG", "1", 10, sent_at, sent_at + 1'000, "t1", 0, "", ""};
            unit.pushed_stock().put(row);
            row.route = "gone";
            unit.pushed_stock().put(row);
        });
        clock.at += 3'600'000;
    }
    store::PushedStockRow row() {
        store::PushedStockRow found;
        store.read([&](store::UnitOfWork& unit) { found = unit.pushed_stock().find("stock", "MUG", "1").value(); });
        return found;
    }
    static Value placed(store::Millis at, int quantity = 3, const std::string& phase = "open") { return order({{"MUG", quantity}}, phase, base::iso_time(at)); }

    store::Millis sent_at = 0;
};

} // namespace

TEST_CASE("commerce.store_stock: an order that was placed after the number was applied is taken off") {
    Pushed world;
    world.take_in("1", Pushed::placed(world.sent_at + 1'001 + settle));
    CHECK(world.row().sold_since == 3);
    CHECK(world.row().doubt.empty());
    world.take_in("2", Pushed::placed(world.sent_at + 100'000, 2));
    CHECK(world.row().sold_since == 5);
}

TEST_CASE("commerce.store_stock: an order that was placed before the number left was overwritten by it") {
    Pushed world;
    world.take_in("1", Pushed::placed(world.sent_at - settle - 1'000));
    CHECK(world.row().sold_since == 0);
    CHECK(world.row().doubt.empty());
}

TEST_CASE("commerce.store_stock: an order that was placed before the number left, and changed since, is a doubt") {
    Pushed world;
    world.take_in("1", Pushed::placed(world.sent_at - settle - 1'000), base::iso_time(world.sent_at + 500'000));
    CHECK_FALSE(world.row().doubt.empty());
}

TEST_CASE("commerce.store_stock: an order around the time of the push is a doubt") {
    const auto doubt_when_placed = [](store::Millis after_sent) {
        Pushed world;
        world.take_in("1", Pushed::placed(world.sent_at + after_sent));
        CHECK(world.row().sold_since == 0);
        return world.row().doubt;
    };
    CHECK(doubt_when_placed(-settle) == "order N1 was placed about when the number was applied");
    CHECK_FALSE(doubt_when_placed(0).empty());
    CHECK_FALSE(doubt_when_placed(1'000 + settle).empty());
}

TEST_CASE("commerce.store_stock: an order that comes while the number is on its way, or says no time, is a doubt") {
    Pushed world;
    world.take_in("1", order({{"MUG", 1}}, "open", "soon"));
    CHECK_FALSE(world.row().doubt.empty());
    world.commit([&](store::UnitOfWork& unit) { unit.pushed_stock().put({"stock", "MUG", "1", 10, unit.now(), 0, "", 0, "", ""}); });
    world.take_in("2", Pushed::placed(world.sent_at));
    CHECK(world.row().doubt == "order N2 was placed while the number was on its way");
}

TEST_CASE("commerce.store_stock: edits, cancellations and refunds are doubts, and a state alone is none") {
    for (const Value& now : {Pushed::placed(0, 2), Pushed::placed(0, 3, "cancelled"), Pushed::placed(0, 3, "refunded"), Pushed::placed(0, 3, "declined")}) {
        Pushed world;
        world.take_in("1", Pushed::placed(world.sent_at + 200'000));
        REQUIRE(world.row().doubt.empty());
        world.take_in("1", now);
        CHECK_FALSE(world.row().doubt.empty());
        CHECK(world.due().count("MUG") == 1);
    }
    Pushed world;
    world.take_in("1", Pushed::placed(world.sent_at + 200'000));
    world.take_in("1", Pushed::placed(world.sent_at + 200'000, 3, "fulfilled"));
    CHECK(world.row().doubt.empty());
    CHECK(world.row().sold_since == 3);
}

TEST_CASE("commerce.store_stock: an order that was known before it was placed is a doubt when it is") {
    Pushed world;
    world.take_in("1", Pushed::placed(world.sent_at + 200'000, 3, "incomplete"));
    CHECK(world.row().doubt.empty());
    CHECK(world.row().sold_since == 0);
    world.take_in("1", Pushed::placed(world.sent_at + 200'000));
    CHECK_FALSE(world.row().doubt.empty());
}

TEST_CASE("commerce.store_stock: a store that takes off when an order is completed does so then") {
    Pushed world;
    world.pushes("completed");
    world.take_in("1", Pushed::placed(world.sent_at + 200'000));
    CHECK(world.row().sold_since == 0);
    CHECK(world.row().doubt.empty());
    world.take_in("1", Pushed::placed(world.sent_at + 200'000, 3, "fulfilled"));
    CHECK(world.row().doubt == "order N1 was shipped or completed, and the store may have taken it off");
}

TEST_CASE("commerce.store_stock: as long as nobody knows when a store takes off, an order is a doubt") {
    Pushed world;
    world.pushes("");
    world.commit([&](store::UnitOfWork& unit) { unit.push_queue().set_takes_off("stock", ""); });
    world.take_in("1", Pushed::placed(world.sent_at + 200'000));
    CHECK_FALSE(world.row().doubt.empty());
}

TEST_CASE("commerce.store_stock: a number that follows another within the time to settle is in doubt, since they may be applied in any order") {
    store::PushedStockRow next{"stock", "MUG", "1", 7, 0, 5, "", 4, "old", ""};
    CHECK(commerce::begun(std::nullopt, next, 1'000'000, settle).doubt.empty());
    const store::PushedStockRow first{"stock", "MUG", "1", 10, 900'000, 940'000, "", 2, "", ""};
    const auto overlapping = commerce::begun(first, next, 1'000'000, settle);
    CHECK(overlapping.doubt == "another number was sent shortly before");
    CHECK(overlapping.sent_at == 1'000'000);
    CHECK(overlapping.answered_at == 0);
    CHECK(overlapping.sold_since == 0);
    CHECK(commerce::begun(first, next, 1'000'001, settle).doubt.empty());
    store::PushedStockRow unanswered = first;
    unanswered.answered_at = 0;
    CHECK_FALSE(commerce::begun(unanswered, next, 9'000'000, settle).doubt.empty());
}
