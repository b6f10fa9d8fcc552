// Protects: what shoppers have ordered counts until the ERP's numbers contain it, and not a moment less: through edits, cancellations,
// parts, lost answers and what people settle.
#include "unit/commerce/stock_sample.hpp"

#include "commerce/part_posting.hpp"

using namespace ledgerline;
using namespace ledgerline::stock_sample;

TEST_CASE("commerce.demand: an order counts from the moment it is known until the levels were read after it was booked") {
    World world;
    const Value body = order({{"MUG", 3}});
    const auto row = world.take_in("1", body);
    CHECK(world.open("MUG", world.clock.at + 1'000'000) == 3);
    const auto before = world.clock.at;
    world.clock.at += 1'000;
    world.book(row, body);
    CHECK(world.open("MUG", before) == 3);
    CHECK(world.open("MUG", world.clock.at) == 3); // the same millisecond may have been a moment earlier
    CHECK(world.open("MUG", world.clock.at + 1) == 0);
}

TEST_CASE("commerce.demand: lines of one SKU add up, digital goods, gift certificates and lines without SKU have no stock") {
    World world;
    world.take_in("1", order({{"MUG", 1}, {"MUG", 2, "custom"}, {"SONG", 1, "digital"}, {"GIFT", 1, "gift_certificate"}, {"", 4}}));
    REQUIRE(world.demand("1").size() == 1);
    CHECK(world.demand("1").at(0).quantity == 3);
}

TEST_CASE("commerce.demand: what is not placed, cancelled or declined does not count, what waits for money does") {
    World world;
    for (const char* phase : {"incomplete", "cancelled", "declined"}) {
        world.take_in(phase, order({{"MUG", 1}}, phase));
        CHECK(world.demand(phase).empty());
    }
    for (const char* phase : {"awaiting_payment", "open", "fulfilled", "disputed", "verification", "refunded"}) {
        world.take_in(phase, order({{"MUG", 1}}, phase));
        CHECK(world.demand(phase).size() == 1);
    }
    world.take_in("incomplete", order({{"MUG", 1}}));
    CHECK(world.demand("incomplete").size() == 1);
    world.take_in("open", order({{"MUG", 1}}, "cancelled"));
    CHECK(world.demand("open").empty());
}

TEST_CASE("commerce.demand: only orders count") {
    World world;
    store::MessageRow row = sample::order("1");
    row.type = "refund";
    world.commit([&](store::UnitOfWork& unit) { commerce::captured(unit, row, order({{"MUG", 1}})); });
    CHECK(world.demand("1").empty());
}

TEST_CASE("commerce.demand: quarantined lines are not booked, and are when they come later") {
    World world;
    const auto row = world.take_in("1", order({{"MUG", 1}, {"CUP", 2}}));
    world.clock.at += 1'000;
    world.book(row, order({{"MUG", 1}, {"CUP", 2, "physical", true}}));
    const auto later = world.clock.at + 1;
    CHECK(world.open("MUG", later) == 0);
    CHECK(world.open("CUP", later) == 2);
    world.clock.at += 1'000;
    world.commit([&](store::UnitOfWork& unit) { commerce::booked(unit, row, order({{"MUG", 1}, {"CUP", 2}})); });
    CHECK(world.open("CUP", later) == 2);
    CHECK(world.open("CUP", world.clock.at + 1) == 0);
    CHECK(world.open("MUG", later) == 0); // it was there before, and nothing about it changed
}

TEST_CASE("commerce.demand: more of it after it was booked and contained is open until that is booked too") {
    World world;
    world.book(world.take_in("1", order({{"MUG", 3}})), order({{"MUG", 3}}));
    world.clock.at += 1'000;
    world.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now()); });
    CHECK(world.demand("1").empty());
    const auto changed = world.take_in("1", order({{"MUG", 5}, {"CUP", 1}}));
    CHECK(world.open("MUG", world.clock.at) == 2);
    CHECK(world.open("CUP", world.clock.at) == 1);
    world.clock.at += 1'000;
    world.commit([&](store::UnitOfWork& unit) {
        World::put_document(unit, changed, order({{"MUG", 5}, {"CUP", 1}}), "+c1");
        commerce::booked(unit, changed, order({{"MUG", 5}, {"CUP", 1}}));
    });
    CHECK(world.open("MUG", world.clock.at) == 2);
    CHECK(world.open("MUG", world.clock.at + 1) == 0);
    CHECK(world.open("CUP", world.clock.at + 1) == 0);
}

TEST_CASE("commerce.demand: more of it before the first booking is contained counts as if nothing were") {
    World world;
    world.book(world.take_in("1", order({{"MUG", 3}})), order({{"MUG", 3}}));
    world.clock.at += 1'000;
    world.take_in("1", order({{"MUG", 5}}));
    CHECK(world.open("MUG", world.clock.at - 1'000) == 5);
    CHECK(world.open("MUG", world.clock.at - 999) == 2);
}

TEST_CASE("commerce.demand: less of it, and a cancellation, are at once nothing more to wait for") {
    World world;
    const auto row = world.take_in("1", order({{"MUG", 3}}));
    world.book(row, order({{"MUG", 3}}));
    const auto booked_at = world.clock.at;
    world.take_in("1", order({{"MUG", 1}}));
    CHECK(world.open("MUG", booked_at) == 1);
    CHECK(world.open("MUG", booked_at + 1) == 0);
    world.take_in("1", order({{"MUG", 3}}, "cancelled"));
    CHECK(world.open("MUG", booked_at) == 0);
}

TEST_CASE("commerce.demand: an order that comes back to life before its booking is contained counts wholly for older levels") {
    World world;
    world.book(world.take_in("1", order({{"MUG", 3}})), order({{"MUG", 3}}));
    const auto booked_at = world.clock.at;
    world.clock.at += 1'000;
    world.take_in("1", order({{"MUG", 3}}, "cancelled"));
    world.take_in("1", order({{"MUG", 3}}));
    CHECK(world.open("MUG", booked_at) == 3);
    CHECK(world.open("MUG", booked_at + 1) == 0);
}

TEST_CASE("commerce.demand: a state alone of what the ERP's numbers contain makes no row again") {
    World world;
    world.book(world.take_in("1", order({{"MUG", 3}})), order({{"MUG", 3}}));
    world.clock.at += 1'000;
    world.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now()); });
    world.take_in("1", order({{"MUG", 3}}, "fulfilled"));
    CHECK(world.demand("1").empty());
}

TEST_CASE("commerce.demand: a reading that began before the answer, or with it, contains nothing") {
    World world;
    world.book(world.take_in("1", order({{"MUG", 3}})), order({{"MUG", 3}}));
    world.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now()); });
    CHECK(world.open("MUG", 0) == 3);
    world.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now() + 1); });
    CHECK(world.open("MUG", 0) == 0);
    CHECK(world.demand("1").empty());
}

TEST_CASE("commerce.demand: what only a part of is contained stays open for the rest") {
    World world;
    world.book(world.take_in("1", order({{"MUG", 3}})), order({{"MUG", 3}}));
    world.take_in("1", order({{"MUG", 4}}));
    world.clock.at += 1'000;
    world.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now()); });
    CHECK(world.open("MUG", 0) == 1);
}

TEST_CASE("commerce.demand: a change on its way may have taken away what is wanted again") {
    World world;
    world.book(world.take_in("1", order({{"MUG", 5}})), order({{"MUG", 5}}));
    world.clock.at += 1'000;
    world.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now()); });
    const auto less = world.take_in("1", order({{"MUG", 3}}));
    world.commit([&](store::UnitOfWork& unit) { // sent, no answer
        const auto id = unit.outbox().add(sample::delivery(less.id, "order:shop:1+c1"), order({{"MUG", 3}}));
        REQUIRE(unit.outbox().begin_attempt(id));
        REQUIRE(unit.messages().move(less.id, 0, store::message_state::routed));
    });
    const auto again = world.take_in("1", order({{"MUG", 5}}));
    CHECK(world.open("MUG", world.clock.at + 1) == 2);
    world.clock.at += 1'000;
    world.commit([&](store::UnitOfWork& unit) { commerce::refused(unit, again); });
    CHECK(world.open("MUG", world.clock.at) == 2);
    CHECK(world.open("MUG", world.clock.at + 1) == 0);
}

TEST_CASE("commerce.demand: what is dropped or settled without a document is over, and counts again when that is taken back") {
    World world;
    const auto row = world.take_in("1", order({{"MUG", 3}}));
    world.commit([&](store::UnitOfWork& unit) { commerce::ended(unit, row); });
    CHECK(world.demand("1").empty());
    world.commit([&](store::UnitOfWork& unit) { commerce::reopened(unit, row); });
    CHECK(world.open("MUG", world.clock.at + 1) == 3);
}

TEST_CASE("commerce.demand: when an order is given back of which a rule has dropped a newer revision, nothing of it is open for ever") {
    World world;
    const auto row = world.take_in("1", order({{"MUG", 3}}));
    world.commit([&](store::UnitOfWork& unit) { commerce::ended(unit, row); });
    const auto newer = world.take_in("1", order({{"MUG", 4}}));
    world.commit([&](store::UnitOfWork& unit) {
        REQUIRE(unit.messages().move(newer.id, 0, store::message_state::dropped));
        commerce::ended(unit, newer);
        commerce::reopened(unit, row);
    });
    CHECK(world.demand("1").empty());
}

TEST_CASE("commerce.demand: what a person has settled stands on the document as a whole, also in later revisions") {
    World world;
    const auto row = world.take_in("1", order({{"MUG", 1}, {"CUP", 2}}));
    world.book(row, order({{"MUG", 1}, {"CUP", 2, "physical", true}}));
    world.commit([&](store::UnitOfWork& unit) {
        REQUIRE(unit.messages().move(row.id, 0, store::message_state::settled));
        commerce::booked(unit, row, unit.messages().body(row.id));
    });
    world.clock.at += 1'000;
    world.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now()); });
    CHECK(world.demand("1").empty());
    world.take_in("1", order({{"MUG", 1}, {"CUP", 2}}, "fulfilled"));
    CHECK(world.demand("1").empty());
}

TEST_CASE("commerce.demand: what a whole document lacks of its order never comes, and is open no longer than what it has") {
    World world;
    // The rules have left the cups out, and booked the pots by another SKU.
    const auto row = world.take_in("1", order({{"MUG", 3}, {"CUP", 2}, {"POT", 1}}));
    const auto before = world.clock.at;
    world.clock.at += 1'000;
    world.book(row, order({{"MUG", 3}, {"POT-NEW", 1}}));
    for (const auto& [sku, quantity] : {std::pair("MUG", 3), std::pair("CUP", 2), std::pair("POT", 1)}) {
        INFO(sku);
        CHECK(world.open(sku, before) == quantity);
        CHECK(world.open(sku, world.clock.at + 1) == 0);
    }
    world.clock.at += 1'000;
    world.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now()); });
    CHECK(world.demand("1").empty());
    world.take_in("1", order({{"MUG", 3}, {"CUP", 2}, {"POT", 1}}, "fulfilled"));
    CHECK(world.demand("1").empty());
    world.take_in("1", order({{"MUG", 3}, {"CUP", 4}, {"POT", 1}}));
    CHECK(world.open("CUP", world.clock.at + 1) == 2);
}

TEST_CASE("commerce.demand: as long as a line waits for its document, what the others lack is open") {
    World world;
    const auto row = world.take_in("1", order({{"MUG", 3}, {"CUP", 2}, {"POT", 1}}));
    world.book(row, order({{"MUG", 3}, {"POT", 1, "physical", true}}));
    CHECK(world.open("CUP", world.clock.at + 1) == 2);
    CHECK(world.open("POT", world.clock.at + 1) == 1);
}

TEST_CASE("commerce.demand: what a newer revision wants more than the document that has just come is open") {
    World world;
    const auto row = world.take_in("1", order({{"MUG", 3}}));
    world.take_in("1", order({{"MUG", 5}, {"CUP", 1}}));
    world.book(row, order({{"MUG", 3}}));
    CHECK(world.open("MUG", world.clock.at + 1) == 2);
    CHECK(world.open("CUP", world.clock.at + 1) == 1);
}

TEST_CASE("commerce.demand: money that went back after the document was cancelled makes no demand of it for ever") {
    World world;
    const auto row = world.take_in("1", order({{"MUG", 3}}));
    world.book(row, order({{"MUG", 3}}));
    const auto cancelled = world.take_in("1", order({{"MUG", 3}}, "cancelled"));
    world.commit([&](store::UnitOfWork& unit) {
        World::put_document(unit, cancelled, order({{"MUG", 3}}, "cancelled"), "+c1");
        commerce::booked(unit, cancelled, order({{"MUG", 3}}, "cancelled"));
    });
    world.clock.at += 1'000;
    world.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now()); });
    const auto refunded = world.take_in("1", order({{"MUG", 3}}, "refunded"));
    CHECK(world.open("MUG", world.clock.at + 1) == 3); // nobody has judged it yet
    world.nothing_due();
    world.commit([&](store::UnitOfWork& unit) { commerce::completed(unit, refunded); });
    CHECK(world.open("MUG", world.clock.at) == 3);
    CHECK(world.open("MUG", world.clock.at + 1) == 0);
    CHECK(world.due() == std::set<std::string>{"MUG"});
    world.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now() + 1); });
    CHECK(world.demand("1").empty());
}

TEST_CASE("commerce.demand: the end of an older revision is not the end of a newer one that nobody has judged") {
    World world;
    const auto row = world.take_in("1", order({{"MUG", 3}}));
    const auto newer = world.take_in("1", order({{"MUG", 4}}));
    world.commit([&](store::UnitOfWork& unit) { commerce::ended(unit, row); });
    CHECK(world.open("MUG", world.clock.at + 1) == 4);
    world.commit([&](store::UnitOfWork& unit) { commerce::ended(unit, newer); });
    CHECK(world.demand("1").empty());
}

TEST_CASE("commerce.demand: a document that stands beside what was settled counts until the stock was read after it was found") {
    World world;
    const auto row = world.take_in("1", order({{"MUG", 3}, {"CUP", 1}}));
    world.commit([&](store::UnitOfWork& unit) {
        REQUIRE(unit.messages().move(row.id, 0, store::message_state::settled));
        commerce::ended(unit, row);
    });
    world.clock.at += 1'000;
    world.nothing_due();
    world.commit([&](store::UnitOfWork& unit) { commerce::found_after_all(unit, row, order({{"MUG", 3}, {"CUP", 1, "physical", true}})); });
    CHECK(world.due() == std::set<std::string>{"MUG"});
    CHECK(world.open("MUG", world.clock.at) == 3);
    CHECK(world.open("MUG", world.clock.at + 1) == 0);
    CHECK(world.open("CUP", world.clock.at + 1) == 1); // a person decides about it
    // Settled once more without a document: what stands there is in no number all the same.
    world.commit([&](store::UnitOfWork& unit) { commerce::ended(unit, row); });
    CHECK(world.open("MUG", world.clock.at) == 3);
    CHECK(world.open("CUP", world.clock.at) == 0);
    world.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now() + 1); });
    CHECK(world.demand("1").empty());
}

TEST_CASE("commerce.demand: orders from before demand was kept are counted once") {
    World world;
    world.commit([&](store::UnitOfWork& unit) {
        unit.messages().add(sample::order("1"), order({{"MUG", 3}}));
        commerce::count_earlier(unit);
    });
    CHECK(world.open("MUG", world.clock.at + 1) == 3);
    world.commit([&](store::UnitOfWork& unit) {
        for (const auto& row : unit.demand().of_sku("MUG")) unit.demand().erase(row);
        commerce::count_earlier(unit);
    });
    CHECK(world.demand("1").empty());
}

TEST_CASE("commerce.demand: whatever changes it makes its SKU due, and only then") {
    World world;
    const auto row = world.take_in("1", order({{"MUG", 3}, {"SONG", 1, "digital"}}));
    CHECK(world.due() == std::set<std::string>{"MUG"});
    world.nothing_due();
    world.take_in("1", order({{"MUG", 3}}, "awaiting_payment"));
    CHECK(world.due().empty());
    world.take_in("1", order({{"MUG", 2}}));
    CHECK(world.due() == std::set<std::string>{"MUG"});
    world.nothing_due();
    world.book(row, order({{"MUG", 2}}));
    CHECK(world.due() == std::set<std::string>{"MUG"});
    world.nothing_due();
    world.commit([&](store::UnitOfWork& unit) { commerce::booked(unit, row, order({{"MUG", 2}})); });
    CHECK(world.due().empty());
    world.commit([&](store::UnitOfWork& unit) { commerce::forget_contained(unit, unit.now() + 1); });
    CHECK(world.due() == std::set<std::string>{"MUG"});
}
