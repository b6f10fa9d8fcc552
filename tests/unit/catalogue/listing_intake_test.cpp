// Protects: only what the store has otherwise makes a write and marks its SKU, what a whole reading did not bring is gone, and a SKU that
// the store has twice is told once and closes by itself.
#include "unit/catalogue/catalogue_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::catalogue;
using namespace ledgerline::catalogue::bench;

TEST_CASE("catalogue.intake: a new listing marks its SKU for stock and catalogue") {
    World world;
    CHECK(world.read({listing("MUG")}).changed == 1);
    CHECK(world.queued("catalogue", "MUG")->why == "new in the store");
    CHECK(world.queued("stock", "MUG").has_value());
}

TEST_CASE("catalogue.intake: an unchanged listing marks nothing, nor does a new time stamp") {
    World world;
    world.read({listing("MUG")});
    world.clear_queue();
    const auto taken = world.read({listing("MUG", {{"modified_at", "2026-11-25T00:00:00Z"}})});
    CHECK(taken.unchanged == 1);
    CHECK_FALSE(world.queued("catalogue", "MUG"));
    CHECK_FALSE(world.queued("stock", "MUG"));
}

TEST_CASE("catalogue.intake: a new price is nothing to the stock, another tracking is") {
    World world;
    world.read({listing("MUG"), listing("CUP")});
    world.clear_queue();
    world.read({listing("MUG", {{"price", "1"}}), listing("CUP", {{"tracking", "none"}})});
    CHECK(world.queued("catalogue", "MUG"));
    CHECK_FALSE(world.queued("stock", "MUG"));
    CHECK(world.queued("stock", "CUP"));
}

TEST_CASE("catalogue.intake: a SKU that was renamed marks the old one too") {
    World world;
    world.read({listing("MUG")});
    world.clear_queue();
    world.read({listing("MUG", {{"sku", "MUG-2"}})});
    CHECK(world.queued("stock", "MUG"));
    CHECK(world.queued("stock", "MUG-2"));
}

TEST_CASE("catalogue.intake: what a whole reading did not bring is gone when it is at its end, not before") {
    World world;
    world.read({listing("MUG"), listing("CUP")}, 1, true, true);
    world.clear_queue();
    world.read({listing("MUG")}, 2, true, false);
    CHECK_FALSE(world.queued("stock", "CUP"));
    const auto taken = world.read({}, 2, true, true);
    CHECK(taken.gone == 1);
    CHECK(world.queued("stock", "CUP")->why == "the store has it no more");
    CHECK_FALSE(world.queued("stock", "MUG"));
}

TEST_CASE("catalogue.intake: a whole reading in one poll ends with it") {
    World world;
    world.read({listing("MUG"), listing("CUP")}, 1, true, true);
    CHECK(world.read({listing("MUG")}, 2, true, true).gone == 1);
}

TEST_CASE("catalogue.intake: changes between whole readings make nothing go") {
    World world;
    world.read({listing("MUG"), listing("CUP")}, 1, true, true);
    world.read({listing("MUG")}, 1, false, true);
    CHECK(world.read({listing("MUG", {{"price", "3"}})}, 1, false, true).gone == 0);
}

TEST_CASE("catalogue.intake: what does not fit its schema is not known") {
    World world;
    Value broken = listing("MUG");
    broken.erase("tracking");
    CHECK(world.read({broken}).refused == 1);
    CHECK_FALSE(world.queued("stock", "MUG"));
}

TEST_CASE("catalogue.intake: what cannot be read is told, and closes when it can") {
    World world;
    world.read({listing("MUG")}, 1, true, true);
    Value broken = listing("MUG");
    broken.erase("tracking");
    SECTION("in the words of the source where it has some") {
        plugin::Finding finding;
        finding.code = "MESSAGE_REFUSED";
        finding.message = "Product 77 of the store cannot be read: \"yesterday\" is not a date";
        finding.subject = "listing:v-MUG";
        world.read({broken}, 1, false, true, {finding});
        const auto open = world.open("MESSAGE_REFUSED");
        REQUIRE(open.size() == 1);
        CHECK_THAT(open[0].title, Catch::StartsWith("Product 77 of the store cannot be read: \"yesterday\" is not a date."));
    }
    SECTION("else by what it lacks") {
        world.read({broken});
        const auto open = world.open("MESSAGE_REFUSED");
        REQUIRE(open.size() == 1);
        CHECK_THAT(open[0].title, Catch::Contains("v-MUG") && Catch::Contains("tracking"));
    }
    CHECK(world.open("MESSAGE_REFUSED")[0].subject == "listing:v-MUG");
    CHECK(world.open("MESSAGE_REFUSED")[0].route == "listings");
    world.read({broken});
    CHECK(world.open("MESSAGE_REFUSED").size() == 1);
    world.read({listing("MUG")});
    CHECK(world.open("MESSAGE_REFUSED").empty());
}

TEST_CASE("catalogue.intake: of very many that cannot be read 200 are told") {
    World world;
    std::vector<Value> all;
    for (int i = 0; i < 250; ++i) {
        all.push_back(listing("S" + std::to_string(i)));
        all.back().erase("tracking");
    }
    world.read(all);
    CHECK(world.open("MESSAGE_REFUSED").size() == 200);
}

TEST_CASE("catalogue.intake: what cannot be read any more is not gone") {
    World world;
    world.read({listing("MUG")}, 1, true, true);
    Value broken = listing("MUG");
    broken.erase("tracking");
    CHECK(world.read({broken}, 2, true, true).gone == 0);
}

TEST_CASE("catalogue.intake: a SKU that two products have is told with both, and closes by itself") {
    World world;
    world.read({listing("MUG"), listing("MUG", {{"variant_id", "v2"}, {"product_id", "78"}, {"name", "Mug, copy"}})});
    const auto open = world.open("SKU_DUPLICATE");
    REQUIRE(open.size() == 1);
    CHECK(open[0].subject == "sku:MUG");
    CHECK(open[0].route == "listings");
    CHECK(open[0].title == "The store has the SKU MUG 2 times: \"Mug\" (product 77), \"Mug, copy\" (product 78). Neither stock nor catalogue of it is sent");
    world.read({listing("MUG-2", {{"variant_id", "v2"}, {"product_id", "78"}})});
    CHECK(world.open("SKU_DUPLICATE").empty());
}

TEST_CASE("catalogue.intake: several variants without a SKU are no duplicates") {
    World world;
    world.read({listing("", {{"variant_id", "a"}}), listing("", {{"variant_id", "b"}})});
    CHECK(world.open("SKU_DUPLICATE").empty());
    CHECK_FALSE(world.queued("stock", ""));
}

TEST_CASE("catalogue.intake: of very many duplicates the first are told, and how many more there are, others move up") {
    World world;
    std::vector<Value> all, once;
    for (int i = 0; i < 250; ++i) {
        const std::string sku = "S" + std::to_string(1000 + i);
        all.push_back(listing(sku));
        all.push_back(listing(sku, {{"variant_id", "copy-" + sku}}));
        if (i < 100) once.push_back(listing(sku));
        else once.insert(once.end(), {all[all.size() - 2], all.back()});
    }
    world.read(all, 1, true, true);
    std::vector<store::ExceptionRow> open = world.open("SKU_DUPLICATE");
    CHECK(open.size() == 201);
    CHECK(open.back().title == "50 more SKUs that the store has more than once; the first 200 are told one by one");
    world.read(once, 2, true, false);
    world.read({}, 2, true, true);
    open = world.open("SKU_DUPLICATE");
    CHECK(open.size() == 150);
    for (const auto& row : open) CHECK(row.subject.rfind("sku:S1", 0) == 0);
}
