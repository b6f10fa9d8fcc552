// Protects: each change is sent once, what the store does not keep is not sent for ever, what it refuses is told and tried again, and
// nothing is made twice.
#include "catalogue/days.hpp"
#include "message/json.hpp"
#include "unit/catalogue/catalogue_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::catalogue;
using namespace ledgerline::catalogue::bench;

namespace {

constexpr base::Millis hour = 3'600'000;

// The store says again what it had before.
void undo(World& world) {
    world.memory.clock.at += hour;
    world.read({listing("MUG", {{"price", "19.99"}})});
}

} // namespace

TEST_CASE("catalogue.push: what differs is sent, and then it is there") {
    World world;
    world.read({listing("MUG", {{"price", "19.99"}})});
    world.have(item("MUG"));
    const auto parts = world.due();
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].key == "MUG");
    CHECK(message::schema_problem("listing-change", parts[0].body) == "");
    CHECK(parts[0].body["changes"] == Value::object({{"price", "24.90"}}));
    world.answer(parts[0], World::delivered());
    CHECK_FALSE(world.queued("catalogue", "MUG"));
    world.have(item("MUG", {{"tree", "sales"}}));
    CHECK(world.due().empty());
    CHECK_FALSE(world.queued("catalogue", "MUG"));
}

TEST_CASE("catalogue.push: the history says field by field what was before and after") {
    World world;
    world.read({listing("MUG", {{"price", "19.99"}, {"visible", true}})});
    world.have(item("MUG", {{"active", false}}));
    world.push_all();
    std::vector<store::HistoryRow> rows;
    world.memory.store.read([&](UnitOfWork& unit) {
        unit.history().each([&](const store::HistoryRow& row) {
            if (row.correlation == "listing:shop:MUG") rows.push_back(row);
            return true;
        });
    });
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].what == "listing changed");
    CHECK(rows[0].who == "shop/catalogue");
    const Value detail = message::parse_json(rows[0].detail);
    CHECK(message::write_json(detail["changes"]) == R"([{"field":"price","before":"19.99","after":"24.90"},{"field":"visible","before":true,"after":false}])");
}

TEST_CASE("catalogue.push: a lost answer keeps it due with the same change") {
    World world;
    world.read({listing("MUG", {{"price", "19.99"}})});
    world.have(item("MUG"));
    const auto first = world.due();
    world.answer(first.at(0), Value::object({{"verdict", "unknown"}}));
    world.memory.clock.at += hour;
    const auto second = world.due();
    REQUIRE(second.size() == 1);
    CHECK(second[0].body == first[0].body);
}

TEST_CASE("catalogue.push: what the store does not keep is sent twice, then told, and again once a person has settled it") {
    World world;
    world.read({listing("MUG", {{"price", "19.99"}})});
    world.have(item("MUG"));
    CHECK(world.push_all() == 1);
    undo(world);
    CHECK(world.push_all() == 1);
    undo(world);
    CHECK(world.push_all() == 0);
    const auto open = world.open("LISTING_DRIFT");
    REQUIRE(open.size() == 1);
    CHECK(open[0].subject == "sku:MUG");
    CHECK(open[0].title == "The store did not keep what was sent for MUG 2 times in a row: price \"24.90\" instead of \"19.99\". It is not sent again");

    world.memory.clock.at += hour;
    CHECK(world.push_all() == 0);
    world.memory.store.commit([&](UnitOfWork& unit) { unit.exceptions().close(open[0].id, unit.now(), "mia", "the import is off"); });
    world.memory.clock.at += hour;
    CHECK(world.push_all() == 1);
    CHECK(world.open("LISTING_DRIFT").empty());
}

TEST_CASE("catalogue.push: another price of the item ends the drift, and so does a store that agrees") {
    World world;
    world.read({listing("MUG", {{"price", "19.99"}})});
    world.have(item("MUG"));
    for (int i = 0; i < 2; ++i, undo(world)) world.push_all();
    world.push_all();
    REQUIRE(world.open("LISTING_DRIFT").size() == 1);
    SECTION("another price") {
        world.have(item("MUG", {{"prices", Value::array({price("25")})}}));
        CHECK(world.push_all() == 1);
    }
    SECTION("the store agrees") {
        world.read({listing("MUG")});
        CHECK(world.push_all() == 0);
    }
    CHECK(world.open("LISTING_DRIFT").empty());
}

TEST_CASE("catalogue.push: the same change long after is no drift") {
    World world;
    world.read({listing("MUG", {{"price", "19.99"}})});
    world.have(item("MUG"));
    for (int i = 0; i < 4; ++i) {
        CHECK(world.push_all() == 1);
        world.memory.clock.at += 8 * 24 * hour;
        undo(world);
    }
}

TEST_CASE("catalogue.push: a refusal is told, tried again every hour, and closes when it works") {
    World world;
    world.read({listing("MUG", {{"name", "Cup"}})});
    world.have(item("MUG"));
    world.answer(world.due().at(0), World::rejected("The name is in use"));
    const auto open = world.open("LISTING_REFUSED");
    REQUIRE(open.size() == 1);
    CHECK(open[0].title == "The store refuses what the item MUG wants for MUG: The name is in use");
    world.memory.clock.at += hour / 2;
    CHECK(world.due().empty());
    world.memory.clock.at += hour / 2;
    CHECK(world.push_all() == 1);
    CHECK(world.open("LISTING_REFUSED").empty());
}

TEST_CASE("catalogue.push: another change is sent at once after a refusal, and one that is not wanted any more closes it") {
    World world;
    world.read({listing("MUG", {{"name", "Cup"}})});
    world.have(item("MUG"));
    world.answer(world.due().at(0), World::rejected("The name is in use"));
    SECTION("another name") {
        world.have(item("MUG", {{"name", "Mug, blue"}}));
        world.memory.clock.at += hour / 2;
        CHECK(world.push_all() == 1);
    }
    SECTION("the store's own name") {
        world.have(item("MUG", {{"name", "Cup"}}));
        world.memory.clock.at += hour / 2;
        CHECK(world.push_all() == 0);
    }
    CHECK(world.open("LISTING_REFUSED").empty());
}

TEST_CASE("catalogue.push: a value that cannot be made is told, the other fields go") {
    World world;
    world.read({listing("MUG", {{"name", "Cup"}})});
    world.have(item("MUG", {{"prices", Value::array({price("24.905")})}}));
    const auto parts = world.due();
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].body["changes"] == Value::object({{"name", "Mug"}}));
    world.answer(parts[0], World::delivered());
    CHECK(world.open("LISTING_UNDECIDED").size() == 1);
    world.have(item("MUG"));
    CHECK(world.push_all() == 0);
    CHECK(world.open("LISTING_UNDECIDED").empty());
}

TEST_CASE("catalogue.push: a SKU that the store has twice is not touched") {
    World world;
    world.read({listing("MUG", {{"price", "1"}}), listing("MUG", {{"variant_id", "v2"}})});
    world.have(item("MUG"));
    CHECK(world.due().empty());
    CHECK_FALSE(world.queued("catalogue", "MUG"));
}

TEST_CASE("catalogue.push: what the engine hid it shows again, what merchandising hid it does not") {
    World world;
    world.read({listing("MUG")});
    world.have(item("MUG", {{"active", false}}));
    CHECK(world.push_all() == 1);
    SECTION("hidden by the engine") {
        world.have(item("MUG"));
        const auto parts = world.due();
        REQUIRE(parts.size() == 1);
        CHECK(parts[0].body["changes"] == Value::object({{"visible", true}}));
    }
    SECTION("shown by merchandising once it was active, then hidden by them") {
        world.memory.clock.at += hour;
        world.have(item("MUG"));
        world.read({listing("MUG")});
        CHECK(world.push_all() == 0);
        world.read({listing("MUG", {{"visible", false}})});
        CHECK(world.push_all() == 0);
    }
}

TEST_CASE("catalogue.push: a hiding that was refused is not the engine's to undo") {
    World world;
    world.read({listing("MUG")});
    world.have(item("MUG", {{"active", false}}));
    world.answer(world.due().at(0), World::rejected("no"));
    world.read({listing("MUG", {{"visible", false}})});
    world.have(item("MUG"));
    world.memory.clock.at += hour;
    CHECK(world.due().empty());
}

TEST_CASE("catalogue.push: a price for a time is sent on its first day and taken back after its last") {
    World world({{"special_prices", true}});
    world.memory.clock.at = beginning_of("2026-11-26") + hour;
    world.read({listing("MUG", {{"name", "Cup"}})});
    world.have(item("MUG", {{"special_prices", Value::array({special("19.99", "2026-11-27", "2026-11-30")})}}));
    CHECK(world.push_all() == 1); // the name
    CHECK(world.due().empty());
    CHECK(world.queued("catalogue", "MUG")->due_at == beginning_of("2026-11-27"));
    world.memory.clock.at = beginning_of("2026-11-27");
    auto parts = world.due();
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].body["changes"] == Value::object({{"price", "19.99"}}));
    world.answer(parts[0], World::delivered());
    CHECK(world.due().empty());
    world.memory.clock.at = beginning_of("2026-12-01");
    parts = world.due();
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].body["changes"] == Value::object({{"price", "24.90"}}));
    world.answer(parts[0], World::delivered());
    CHECK(world.due().empty());
    CHECK_FALSE(world.queued("catalogue", "MUG"));
}

TEST_CASE("catalogue.push: an alias takes its item's values") {
    World world({{"aliases", rows({{{"sku", "MUG-OLD"}, {"item", "MUG"}}})}});
    world.have(item("MUG"));
    world.read({listing("MUG-OLD", {{"price", "1"}})});
    const auto parts = world.due();
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].body["sku"] == Value("MUG-OLD"));
    CHECK(parts[0].body["changes"] == Value::object({{"price", "24.90"}}));
}

TEST_CASE("catalogue.push: another price of an item is sent to the SKUs that stand for it at once") {
    World world({{"aliases", rows({{{"sku", "MUG-OLD"}, {"item", "MUG"}}, {{"sku", "MUG-XMAS"}, {"item", "MUG"}, {"from", "2030-01-01"}, {"to", ""}}})}});
    world.have(item("MUG"));
    world.read({listing("MUG"), listing("MUG-OLD")});
    world.push_all();
    world.clear_queue();
    world.change(item("MUG", {{"prices", Value::array({price("25")})}}));
    std::vector<std::string> sent;
    for (int i = 0; i < 2; ++i)
        for (const auto& part : world.due()) {
            sent.push_back(part.body["sku"].text_or(""));
            CHECK(part.body["changes"] == Value::object({{"price", "25.00"}}));
            world.answer(part, World::delivered());
        }
    std::sort(sent.begin(), sent.end());
    CHECK(sent == std::vector<std::string>{"MUG", "MUG-OLD"});
    CHECK(world.due().empty());
    CHECK_FALSE(world.queued("catalogue", "MUG"));
    CHECK_FALSE(world.queued("catalogue", "MUG-OLD"));
}
