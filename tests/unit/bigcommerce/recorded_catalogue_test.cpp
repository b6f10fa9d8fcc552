// Protects against real stores, as recorded_test.cpp does for orders: their products, variants, stock and refusals, where a folder of
// such files lies beside the source tree.
#include "bigcommerce/named_identities.hpp"
#include "catalogue_room.hpp"
#include "inventory_room.hpp"

#include <filesystem>

using namespace bigcommerce_room;

namespace {

const std::filesystem::path shared = std::filesystem::path(LEDGERLINE_SOURCE_DIR).parent_path() / "shared";
const std::filesystem::path recordings = shared / "data" / "recorded" / "bigcommerce";

bool there(const std::filesystem::path& path) {
    if (std::filesystem::exists(path)) return true;
    WARN("there are no recorded payloads beside the source tree: nothing was looked at");
    return false;
}

std::vector<Value> rows_of(const std::string& file) {
    const Value whole = read_json((recordings / file).string());
    if (const auto* rows = whole["data"].as_array()) return *rows;
    return {whole["data"].is_null() ? whole : whole["data"]};
}

} // namespace

TEST_CASE("listing.bigcommerce recorded: products of real stores fit the canonical listing") {
    if (!there(recordings)) return;
    for (const char* file : {"catalog__products__get_all.json", "product_v3_77_edited.json", "product_v3_mockedProduct.json"}) {
        INFO(file);
        CatalogueWorld world;
        std::size_t expected = 0;
        for (const Value& row : rows_of(file)) {
            world.store.products.push_back(row);
            if (row["base_variant_id"].int_or(0) != 0) {
                ++expected;
            } else if (const auto* variants = row["variants"].as_array()) {
                world.store.variants.insert(world.store.variants.end(), variants->begin(), variants->end());
                expected += variants->size();
            }
        }
        REQUIRE(world.reader.read_all());
        CHECK(world.listings().size() == expected);
        CHECK(!world.store.products.empty());
    }
}

TEST_CASE("listing.bigcommerce recorded: variants of a real store keep their prices, and inherit where they have none") {
    if (!there(recordings)) return;
    CatalogueWorld world;
    world.store.variants = rows_of("catalog__products__variants__get_all.json");
    REQUIRE(!world.store.variants.empty());
    world.store.add(static_cast<int>(world.store.variants.front()["product_id"].int_or(0)), "PARENT").set("base_variant_id", Value());
    REQUIRE(world.reader.read_all());
    const auto listings = world.listings();
    REQUIRE(listings.size() == world.store.variants.size());
    for (const Value& row : world.store.variants) {
        const Value& listing = listings.at(row["id"].text_or(""));
        CHECK(listing["sku"] == row["sku"]);
        CHECK(listing["price"].text_or("?") == row["price"].text_or(""));
    }
}

TEST_CASE("stock.bigcommerce recorded: the refusals of a real store name their item") {
    if (!there(recordings)) return;
    const auto named = [](const char* file) { return bigcommerce::identities_in(read_json((recordings / file).string())["title"].text_or("")); };
    CHECK(named("inventory_relative_422_item_has_another_tracking_mode_error.json").variants == std::set<std::string>{"106"});
    CHECK(named("inventory_relative_422_item_requires_absolute_adjustment_before_relative_error.json").products == std::set<std::string>{"113"});
}

TEST_CASE("stock.bigcommerce recorded: stock is read back as the store's documentation shows it") {
    const auto file = shared / "facts" / "bigcommerce-examples" / "inventory_items.json";
    if (!there(file)) return;
    const Value items = read_json(file.string());
    InventoryWorld world;
    world.store.before = [&](const Value& request) { return request["path"] == Value("/v3/inventory/items") ? answered(200, items) : Value(); };
    const Value row = items["data"].as_array()->front();
    Value delivery = available(1, 0, (*row["locations"].as_array())[0]["location_code"].text_or(""));
    Value message = delivery["message"], body = message["body"];
    body.set("variant_id", row["identity"]["variant_id"].text_or(""));
    message.set("body", body);
    delivery.set("message", message);
    const auto results = world.probe({delivery});
    CHECK(verdict(results[0]) == "found");
    CHECK(results[0]["receipt"]["amount"].text_or("?") == (*row["locations"].as_array())[0]["total_inventory_onhand"].text_or(""));
}
