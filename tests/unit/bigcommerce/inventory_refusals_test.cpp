// Protects the others of a batch from one that the store refuses: it names it only in the words of its refusal, in several shapes, or
// not at all. Each delivery gets its own answer, and no refusal becomes a storm of requests. Scripted answers.
#include "inventory_room.hpp"

using namespace bigcommerce_room;

namespace {

std::vector<Value> many(int count) {
    std::vector<Value> out;
    for (int id = 1; id <= count; ++id) out.push_back(available(id, id));
    return out;
}

} // namespace

TEST_CASE("stock.bigcommerce refusals: one that is named is answered, and the rest sent again without it") {
    for (const char* title : {"[Item with variant_id {} is tracked by product, please update stock by product id]", "Items with identity: [variant_id {}] requires absolute adjustment before relative",
                              "Inventory items not found, identities: [variant_id {}]", "Items not found, identities: [{}]", "Unknown variant id: {}"}) {
        INFO(title);
        InventoryWorld world;
        world.refuse_variants({70}, title);
        const auto results = world.deliver(many(100));
        CHECK(world.store.writes().size() == 2);
        CHECK(PushedStore::size_of(world.store.writes()[1]) == 99);
        CHECK(counted(results) == std::map<std::string, int>{{"delivered", 99}, {"rejected", 1}});
        CHECK(code(results[6]) == "STOCK_PUSH_PARTIAL");
        CHECK_THAT(results[6]["message"].text_or(""), Catch::Contains("SKU-7") && Catch::Contains("70"));
        CHECK(results[6]["subject"] == Value("sku:SKU-7"));
    }
}

TEST_CASE("stock.bigcommerce refusals: several in one title, the last of a long one too") {
    InventoryWorld world;
    std::string title = "[";
    for (int id = 10; id <= 500; id += 10) title += std::string(id == 10 ? "" : ", ") + "Item with variant_id " + std::to_string(id) + " is tracked by product, please update stock by product id";
    world.store.before = [&](const Value& request) { return InventoryWorld::is_push(request) && world.store.writes().size() == 1 ? refusal(422, title + "]") : Value(); };
    const auto results = world.deliver(many(100));
    CHECK(world.store.writes().size() == 2);
    CHECK(counted(results) == std::map<std::string, int>{{"delivered", 50}, {"rejected", 50}});
    CHECK(verdict(results[49]) == "rejected");
    CHECK(verdict(results[50]) == "delivered");
}

TEST_CASE("stock.bigcommerce refusals: a product, and a SKU, are found by their name") {
    InventoryWorld world;
    world.store.before = [&](const Value& request) {
        if (!InventoryWorld::is_push(request)) return Value();
        if (world.store.writes().size() == 1) return refusal(422, "Items with identity: [product_id 2] not found");
        if (world.store.writes().size() == 2) return refusal(422, "Items not found, identities: [sku SKU-1, sku SKU-4]");
        return Value();
    };
    const auto results = world.deliver({available(1, 1), available(2, 1, "1", "product"), available(3, 1), available(4, 1)});
    CHECK(verdict(results[0]) == "rejected");
    CHECK(verdict(results[1]) == "rejected");
    CHECK(verdict(results[2]) == "delivered");
    CHECK(verdict(results[3]) == "rejected");
    CHECK(world.store.writes().size() == 3);
}

TEST_CASE("stock.bigcommerce refusals: a location that the store does not find is no fault of its items") {
    InventoryWorld world;
    world.store.before = [](const Value& request) {
        return InventoryWorld::is_push(request) && (*request["json"]["items"].as_array())[0]["location_id"] == Value(2) ? refusal(422, "Location not found, identities: [2]") : Value();
    };
    const auto results = world.deliver({available(1, 1, "ATX"), available(2, 1, "ATX"), available(1, 1, "1")});
    CHECK(code(results[0]) == "STOCK_UNMAPPED_WAREHOUSE");
    CHECK(code(results[1]) == "STOCK_UNMAPPED_WAREHOUSE");
    CHECK(verdict(results[2]) == "delivered");
    CHECK(world.store.writes().size() == 2);
    world.deliver({available(1, 1, "1")});
    CHECK(world.store.reads_of("/v3/inventory/locations") == 2); // what was known of them is out of date
}

TEST_CASE("stock.bigcommerce refusals: a location that was disabled meanwhile is known after the first refusal, though it does not say so") {
    InventoryWorld world;
    world.deliver({available(1, 1, "ATX")});
    world.store.before = [](const Value& request) {
        if (request["path"] == Value("/v3/inventory/locations")) return answered(200, json(R"({"data":[{"id":1,"code":"BC-LOCATION-1","enabled":true},{"id":2,"code":"ATX","enabled":false}]})"));
        return InventoryWorld::is_push(request) ? refusal(422, "Payload contains invalid items") : Value();
    };
    CHECK(code(world.deliver({available(1, 2, "ATX")})[0]) == "STOCK_PUSH_PARTIAL");
    const std::size_t writes = world.store.writes().size();
    CHECK(code(world.deliver({available(1, 2, "ATX")})[0]) == "STOCK_UNMAPPED_WAREHOUSE");
    CHECK(world.store.writes().size() == writes);
}

TEST_CASE("stock.bigcommerce refusals: without a name halves find out who it was") {
    InventoryWorld world;
    world.refuse_variants({1'230}, "JSON data is missing or invalid");
    const auto results = world.deliver(many(2'000));
    CHECK(counted(results) == std::map<std::string, int>{{"delivered", 1'999}, {"rejected", 1}});
    CHECK(verdict(results[122]) == "rejected");
    CHECK(world.store.writes().size() <= 1 + 2 * 11);
}

TEST_CASE("stock.bigcommerce refusals: names that fit nothing that was sent are no names") {
    InventoryWorld world;
    world.refuse_variants({30}, "Items not found, identities: [variant_id 999999]");
    const auto results = world.deliver(many(8));
    CHECK(counted(results) == std::map<std::string, int>{{"delivered", 7}, {"rejected", 1}});
    CHECK(verdict(results[2]) == "rejected");
}

TEST_CASE("stock.bigcommerce refusals: a store that refuses everything is not asked for ever") {
    InventoryWorld world;
    world.store.before = [](const Value& request) { return InventoryWorld::is_push(request) ? refusal(422, "no") : Value(); };
    const auto results = world.deliver(many(2'000));
    CHECK(world.store.writes().size() == 41);
    CHECK(counted(results)["delivered"] == 0);
    CHECK(counted(results)["rejected"] > 0);
    CHECK(counted(results)["retry"] > 1'900);
    CHECK(results.back()["retry_after_ms"].int_or(0) == 60'000);
}

TEST_CASE("stock.bigcommerce refusals: a request that is too large is halved") {
    InventoryWorld world;
    world.store.before = [](const Value& request) { return InventoryWorld::is_push(request) && PushedStore::size_of(request) > 500 ? refusal(413, "The request payload is too large.") : Value(); };
    CHECK(counted(world.deliver(many(2'000))) == std::map<std::string, int>{{"delivered", 2'000}});
    CHECK(world.store.writes().size() == 1 + 2 + 4);
}

TEST_CASE("stock.bigcommerce refusals: trouble in the middle of finding out leaves what is not known") {
    InventoryWorld world;
    world.store.before = [&](const Value& request) {
        if (!InventoryWorld::is_push(request)) return Value();
        const std::size_t count = world.store.writes().size();
        return count == 1 ? refusal(422, "no") : count == 3 ? no_answer() : Value();
    };
    CHECK(counted(world.deliver(many(4))) == std::map<std::string, int>{{"delivered", 2}, {"unknown", 2}});
}
