// Protects: no product is made before the store was read to its end, none is made twice, and what was made counts as being there.
#include "unit/catalogue/catalogue_bench.hpp"

#include <set>

using namespace ledgerline;
using namespace ledgerline::catalogue;
using namespace ledgerline::catalogue::bench;

namespace {

const std::vector<std::pair<std::string, Value>> all_items{{"create", "all"}};

} // namespace

TEST_CASE("catalogue.creation: waits until the store was read to its end") {
    World world(all_items);
    world.have(item("MUG"));
    CHECK(world.due().empty());
    world.read({listing("CUP")}, 1, true, false);
    world.memory.clock.at += 60'000;
    CHECK(world.due().empty());
    world.read({}, 1, true, true);
    world.memory.clock.at += 60'000;
    const auto parts = world.due();
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].body["create"] == Value(true));
    CHECK(parts[0].body["product_id"] == Value(""));
}

TEST_CASE("catalogue.creation: what was made is there at once, for the stock too, and a running reading does not take it for gone") {
    World world(all_items);
    world.read({listing("CUP")}, 1, true, true);
    world.have(item("MUG"));
    world.read({listing("CUP")}, 2, true, false);
    world.answer(world.due().at(0), World::delivered("v9", "79"));
    CHECK(world.queued("stock", "MUG"));
    CHECK(world.read({}, 2, true, true).gone == 0);
    world.have(item("MUG", {{"tree", "sales"}}));
    CHECK(world.due().empty());
    // As it is read then: merchandising decides when it is shown.
    world.read({listing("MUG", {{"variant_id", "v9"}, {"product_id", "79"}, {"visible", false}})}, 2);
    CHECK(world.due().empty());
    CHECK(world.read({listing("CUP")}, 3, true, false).gone == 0);
    CHECK(world.read({}, 3, true, true).gone == 1);
}

TEST_CASE("catalogue.creation: without an answer it is not made once more before the store was read again") {
    World world(all_items);
    world.read({});
    world.have(item("MUG"));
    world.answer(world.due().at(0), Value::object({{"verdict", "unknown"}}));
    world.memory.clock.at += 31'000;
    CHECK(world.due().empty());
    SECTION("it is not there") {
        world.read({});
        world.memory.clock.at += 60'000;
        CHECK(world.due().size() == 1);
    }
    SECTION("it is there") {
        world.read({listing("MUG")});
        world.memory.clock.at += 60'000;
        CHECK(world.due().empty());
        CHECK_FALSE(world.queued("catalogue", "MUG"));
    }
}

TEST_CASE("catalogue.creation: everything is marked in pieces, listings and items alike") {
    World world(all_items);
    std::vector<Value> listings;
    for (const char* sku : {"A", "C", "E", "G"}) listings.push_back(listing(sku));
    world.read(listings);
    for (const char* code : {"B", "C", "D", "F"}) world.have(item(code));
    world.clear_queue();
    std::string after;
    int pieces = 0;
    do {
        world.memory.store.commit([&](UnitOfWork& unit) { after = mark_all(unit, "catalogue", "shop", world.push.policy(), after, 2); });
        ++pieces;
    } while (!after.empty());
    CHECK(pieces >= 3);
    for (const char* sku : {"A", "B", "C", "D", "E", "F", "G"}) CHECK(world.queued("catalogue", sku));
}

TEST_CASE("catalogue.creation: all items get a product, but not those that have one under another SKU, and no SKU that only stands for an item") {
    World world({{"create", "all"}, {"aliases", rows({{{"sku", "MUG-OLD"}, {"item", "MUG"}}, {{"sku", "CUP-OLD"}, {"item", "CUP"}}, {{"sku", "PAN-OLD"}, {"item", "PAN"}, {"from", ""}, {"to", "2020-12-31"}}})}});
    world.read({listing("MUG-OLD"), listing("PAN-OLD")}, 1, true, true);
    for (const char* code : {"MUG", "CUP", "PAN"}) world.change(item(code));
    std::set<std::string> made;
    for (int i = 0; i < 2; ++i)
        for (const auto& part : world.due()) {
            if (part.body["create"].bool_or(false)) made.insert(part.body["sku"].text_or(""));
            world.answer(part, World::delivered());
        }
    // An alias that has ended stands for nothing any more.
    CHECK(made == std::set<std::string>{"CUP", "PAN"});
}

TEST_CASE("catalogue.creation: a SKU that is listed is made, whatever it stands for") {
    World world({{"create", "listed"}, {"create_skus", rows({{{"sku", "MUG"}}, {{"sku", "CUP-NEW"}}})}, {"aliases", rows({{{"sku", "MUG-OLD"}, {"item", "MUG"}}, {{"sku", "CUP-NEW"}, {"item", "CUP"}}})}});
    world.read({listing("MUG-OLD")}, 1, true, true);
    for (const char* code : {"MUG", "CUP"}) world.change(item(code));
    std::set<std::string> made;
    for (int i = 0; i < 2; ++i)
        for (const auto& part : world.due()) {
            if (part.body["create"].bool_or(false)) made.insert(part.body["sku"].text_or(""));
            world.answer(part, World::delivered());
        }
    CHECK(made == std::set<std::string>{"MUG", "CUP-NEW"});
}
