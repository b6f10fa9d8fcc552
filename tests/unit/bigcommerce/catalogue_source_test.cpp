// Protects what the engine knows of the store's catalogue: every variant is read as it stands there, with few requests, whatever
// the number of products and variants, and what was changed comes again. Scripted answers; the clock is the test's.
#include "catalogue_room.hpp"

using namespace bigcommerce_room;

namespace {

std::string text(const Value& body, const char* member) { return body[member].text_or("?"); }

void check_same(const Value& listing, const Value& expected) {
    for (const auto& [name, value] : *expected.as_object()) {
        INFO(name << ": " << message::write_json(listing[name]) << ", expected " << message::write_json(value));
        CHECK(listing[name] == value);
    }
    CHECK(listing.size() == expected.size());
}

} // namespace

TEST_CASE("listing.bigcommerce reading: a product without options is one listing, and its variants are not asked for") {
    CatalogueWorld world;
    world.store.add(77, "MUG-BLU");
    REQUIRE(world.reader.read_all());
    const auto listings = world.listings();
    REQUIRE(listings.size() == 1);
    check_same(listings.at("77000"), json(R"({"sku":"MUG-BLU","product_id":"77","variant_id":"77000","base":true,"tracking":"product","name":"Mug 77","price":"12.5","sale_price":"","weight":"0.4",
        "barcode":"4006381333931","visible":true,"purchasable":true,"tax_class":"2","modified_at":"2026-02-28T08:00:00Z"})"));
    CHECK(world.store.times_asked("/v3/catalog/variants") == 0);
    CHECK(world.store.asked.size() == 2); // the newest change, and the page
}

TEST_CASE("listing.bigcommerce reading: a variant has what is its own, and the rest of its product") {
    CatalogueWorld world;
    world.store.add_with_options(12, 2);
    world.store.variants[1].set("price", json("9.90"));
    world.store.variants[1].set("purchasing_disabled", true);
    REQUIRE(world.reader.read_all());
    const auto listings = world.listings();
    REQUIRE(listings.size() == 2);
    check_same(listings.at("12000"), json(R"({"sku":"P12-0","product_id":"12","variant_id":"12000","base":false,"tracking":"variant","name":"Mug 12","price":"","sale_price":"","weight":"",
        "barcode":"","visible":true,"purchasable":true,"tax_class":"2","modified_at":"2026-02-28T08:00:00Z"})"));
    CHECK(text(listings.at("12001"), "price") == "9.90");
    CHECK_FALSE(listings.at("12001")["purchasable"].bool_or(true));
}

TEST_CASE("listing.bigcommerce reading: a product that is not available cannot be bought, one that is hidden is not visible") {
    CatalogueWorld world;
    world.store.add(1, "A").set("availability", "disabled");
    world.store.add(2, "B").set("is_visible", false);
    REQUIRE(world.reader.read_all());
    const auto listings = world.listings();
    CHECK_FALSE(listings.at("1000")["purchasable"].bool_or(true));
    CHECK_FALSE(listings.at("2000")["visible"].bool_or(true));
    CHECK(listings.at("2000")["purchasable"].bool_or(false));
}

TEST_CASE("listing.bigcommerce reading: the barcode is the connection's member") {
    CatalogueStore store;
    SetClock clock;
    store.add(1, "A").set("gtin", "04006381333931");
    Value line = connection();
    line.set("barcode", "gtin");
    Reader reader(store, clock, catalogue_settings(), line, "catalogue");
    REQUIRE(reader.read_all());
    CHECK(text(reader.emitted.front().body, "barcode") == "04006381333931");
}

TEST_CASE("listing.bigcommerce reading: a product of 600 variants is read whole") {
    CatalogueWorld world;
    world.store.add_with_options(5, 600);
    world.store.add(6, "AFTER");
    REQUIRE(world.reader.read_all());
    CHECK(world.listings().size() == 601);
    CHECK(world.store.times_asked("/v3/catalog/variants") == 4); // three pages, and the one after them
}

TEST_CASE("listing.bigcommerce reading: more variants than a poll may hold come in several, none is left out") {
    for (const bool says_total : {true, false}) {
        INFO("the list says how many there are: " << says_total);
        CatalogueWorld world;
        world.store.says_total = says_total;
        for (int id = 1; id <= 40; ++id) {
            if (id % 10 == 0) world.store.add(id, "S" + std::to_string(id));
            else world.store.add_with_options(id, 200);
        }
        REQUIRE(world.reader.read_all());
        CHECK(world.listings().size() == 36 * 200 + 4);
        if (says_total) CHECK(world.store.asked.size() < 70); // 29 pages of variants, and what is asked to find out how many fit
    }
}

TEST_CASE("listing.bigcommerce reading: a large catalogue takes a request for 250 products") {
    CatalogueWorld world;
    for (int id = 1; id <= 1'000; ++id) world.store.add(id, "S" + std::to_string(id));
    REQUIRE(world.reader.read_all());
    CHECK(world.listings().size() == 1'000);
    CHECK(world.store.asked.size() == 6); // the newest change, four pages, and the one after them
}

TEST_CASE("listing.bigcommerce reading: a store that gives shorter pages than it is asked for is read whole") {
    CatalogueWorld world;
    world.store.page_max = 50;
    for (int id = 1; id <= 130; ++id) world.store.add(id, "S" + std::to_string(id));
    world.store.add_with_options(131, 130);
    REQUIRE(world.reader.read_all());
    CHECK(world.listings().size() == 260);
}

TEST_CASE("listing.bigcommerce reading: two products with one SKU are two listings") {
    CatalogueWorld world;
    world.store.add(1, "TWICE");
    world.store.add(2, "TWICE");
    world.store.add(3, "");
    REQUIRE(world.reader.read_all());
    const auto listings = world.listings();
    CHECK(text(listings.at("1000"), "sku") == "TWICE");
    CHECK(text(listings.at("2000"), "sku") == "TWICE");
    CHECK(text(listings.at("3000"), "sku").empty());
}

TEST_CASE("listing.bigcommerce reading: descriptions do not come along") {
    CatalogueWorld world;
    world.store.add(1, "A");
    REQUIRE(world.reader.read_all());
    for (const Value& one : world.store.asked) CHECK_FALSE(one["query"]["include_fields"].text_or("").empty());
}

TEST_CASE("listing.bigcommerce changes: a quiet catalogue costs one request a poll") {
    CatalogueWorld world;
    for (int id = 1; id <= 300; ++id) world.store.add(id, "S" + std::to_string(id));
    REQUIRE(world.reader.read_all());
    world.wait(600);
    REQUIRE(world.reader.read_all()); // looks back once more
    world.store.asked.clear();
    world.reader.emitted.clear();
    world.wait(600);
    REQUIRE(world.reader.read_all());
    CHECK(world.store.asked.size() == 1);
    CHECK(world.reader.emitted.empty());
}

TEST_CASE("listing.bigcommerce changes: what was modified comes again, and nothing else") {
    CatalogueWorld world;
    for (int id = 1; id <= 300; ++id) world.store.add(id, "S" + std::to_string(id), "2026-02-01T08:00:00+00:00");
    world.store.add(301, "NEWEST");
    REQUIRE(world.reader.read_all());
    world.wait(600);
    world.reader.emitted.clear();
    world.store.products[41].set("price", json("13"));
    world.store.touch(41, "2026-03-01T10:05:00+00:00");
    REQUIRE(world.reader.read_all());
    const auto listings = world.listings();
    CHECK(listings.size() == 2); // and the newest of before
    CHECK(text(listings.at("42000"), "price") == "13");
}

TEST_CASE("listing.bigcommerce changes: one that shows late, with an older date than what was read, still comes") {
    CatalogueWorld world;
    world.store.add(1, "A");
    world.store.add(2, "B");
    REQUIRE(world.reader.read_all());
    world.store.touch(1, "2026-03-01T10:01:00+00:00");
    world.wait(60);
    REQUIRE(world.reader.read_all());
    world.reader.emitted.clear();
    world.store.touch(0, "2026-03-01T10:00:10+00:00");
    world.store.products[0].set("name", "late");
    world.wait(60);
    REQUIRE(world.reader.read_all());
    CHECK(text(world.listings().at("1000"), "name") == "late");
}

TEST_CASE("listing.bigcommerce changes: a product that is modified while the pass runs is read by the next one") {
    CatalogueWorld world;
    for (int id = 1; id <= 300; ++id) world.store.add(id, "S" + std::to_string(id));
    REQUIRE(world.reader.poll().verdict == LL_PASS); // 250 of them
    world.store.products[0].set("name", "new name");
    world.store.touch(0, "2026-03-01T10:00:00+00:00");
    world.store.touch(299, "2026-03-01T11:00:00+00:00"); // a newer one that this pass still meets
    REQUIRE(world.reader.read_all());
    world.wait(3'700);
    REQUIRE(world.reader.read_all());
    CHECK(text(world.listings().at("1000"), "name") == "new name");
}

TEST_CASE("listing.bigcommerce changes: a filter that the store ignores brings nothing that was not modified") {
    CatalogueWorld world;
    world.store.add(1, "OLD", "2026-01-01T08:00:00+00:00");
    world.store.add(2, "NEW");
    REQUIRE(world.reader.read_all());
    world.reader.emitted.clear();
    world.store.ignores_dates = true;
    world.wait(60);
    REQUIRE(world.reader.read_all());
    CHECK(world.listings().count("1000") == 0);
}
