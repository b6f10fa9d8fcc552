// Protects the stock of the store: each level goes to its item and location as it is wanted, in few requests, one after the other.
// Scripted answers.
#include "inventory_room.hpp"

using namespace bigcommerce_room;

TEST_CASE("stock.bigcommerce push: levels of one location are one request, each item by its right identity") {
    InventoryWorld world;
    const auto results = world.deliver({available(1, 5), available(2, 0, "1", "product")});
    const auto writes = world.store.writes();
    REQUIRE(writes.size() == 1);
    CHECK(writes[0]["method"] == Value("PUT"));
    CHECK(message::write_json(writes[0]["json"]) ==
          R"({"reason":"from the ERP","items":[{"location_id":1,"variant_id":10,"quantity":5},{"location_id":1,"product_id":2,"quantity":0}]})");
    REQUIRE(results.size() == 2);
    CHECK(message::write_json(results[0]) == R"({"verdict":"delivered","receipt":{"id":"tx-1","number":"1","amount":"5","currency":""}})");
}

TEST_CASE("stock.bigcommerce push: each location is a request of its own, by its code or its id") {
    InventoryWorld world;
    const auto results = world.deliver({available(1, 5, "ATX"), available(1, 6, "BC-LOCATION-1"), available(2, 7, "2")});
    const auto writes = world.store.writes();
    REQUIRE(writes.size() == 2);
    CHECK(writes[0]["json"]["items"].size() == 1);
    CHECK((*writes[1]["json"]["items"].as_array())[1]["location_id"] == Value(2));
    CHECK(counted(results) == std::map<std::string, int>{{"delivered", 3}});
    CHECK(results[0]["receipt"]["id"] == Value("tx-2"));
}

TEST_CASE("stock.bigcommerce push: 2,000 levels are one request") {
    InventoryWorld world;
    std::vector<Value> all;
    for (int id = 1; id <= 2'000; ++id) all.push_back(available(id, id));
    const auto results = world.deliver(all);
    CHECK(world.store.writes().size() == 1);
    CHECK(PushedStore::size_of(world.store.writes()[0]) == 2'000);
    CHECK(counted(results) == std::map<std::string, int>{{"delivered", 2'000}});
}

TEST_CASE("stock.bigcommerce push: the list of locations is read once, and again for one that is not on it") {
    InventoryWorld world;
    world.deliver({available(1, 5)});
    world.deliver({available(1, 6), available(1, 6, "ATX")});
    CHECK(world.store.reads_of("/v3/inventory/locations") == 1);
    const auto results = world.deliver({available(1, 7, "NEW"), available(1, 7, "NEWER")});
    CHECK(world.store.reads_of("/v3/inventory/locations") == 2);
    CHECK(counted(results) == std::map<std::string, int>{{"rejected", 2}});
    CHECK(code(results[0]) == "STOCK_UNMAPPED_WAREHOUSE");
    CHECK_THAT(results[0]["message"].text_or(""), Catch::Contains("\"NEW\""));
}

TEST_CASE("stock.bigcommerce push: a disabled location takes no stock, the others get theirs") {
    InventoryWorld world;
    const auto results = world.deliver({available(1, 5, "OLD"), available(1, 5)});
    CHECK(code(results[0]) == "STOCK_UNMAPPED_WAREHOUSE");
    CHECK_THAT(results[0]["message"].text_or(""), Catch::Contains("disabled"));
    CHECK(verdict(results[1]) == "delivered");
}

TEST_CASE("stock.bigcommerce push: without the right to list locations those with ids are written, and codes say what is missing") {
    InventoryWorld world;
    world.store.before = [](const Value& request) {
        return request["path"] == Value("/v3/inventory/locations") ? refusal(403, "You don't have a required scope to access the endpoint") : Value();
    };
    CHECK(verdict(world.deliver({available(1, 5, "2")})[0]) == "delivered");
    const auto results = world.deliver({available(1, 5, "ATX")});
    CHECK(code(results[0]) == "STORE_AUTH");
    CHECK_THAT(results[0]["message"].text_or(""), Catch::Contains("Locations: read-only"));
}

TEST_CASE("stock.bigcommerce push: two levels of one item in one request are one, the lower of them") {
    InventoryWorld world;
    const auto results = world.deliver({available(7, 9, "1", "product"), available(7, 4, "BC-LOCATION-1", "product"), available(7, 6, "1", "product")});
    REQUIRE(world.store.writes().size() == 1);
    CHECK(message::write_json(world.store.writes()[0]["json"]["items"]) == R"([{"location_id":1,"product_id":7,"quantity":4}])");
    CHECK(counted(results) == std::map<std::string, int>{{"delivered", 3}});
    CHECK(results[0]["receipt"]["amount"] == Value("4"));
}

TEST_CASE("stock.bigcommerce push: what the store cannot hold is not sent") {
    InventoryWorld world;
    Value too_much = available(1, 0), no_id = available(2, 3);
    Value body = too_much["message"]["body"];
    body.set("quantity", std::int64_t{2'147'483'648});
    Value message = too_much["message"];
    message.set("body", body);
    too_much.set("message", message);
    body = no_id["message"]["body"];
    body.set("variant_id", "");
    message = no_id["message"];
    message.set("body", body);
    no_id.set("message", message);
    const auto results = world.deliver({too_much, no_id, available(3, 2'147'483'647)});
    CHECK(code(results[0]) == "STOCK_PUSH_PARTIAL");
    CHECK(code(results[1]) == "STOCK_PUSH_PARTIAL");
    CHECK(verdict(results[2]) == "delivered");
    CHECK(PushedStore::size_of(world.store.writes()[0]) == 1);
}

TEST_CASE("stock.bigcommerce push: a reason of their own stands in the request where all agree") {
    InventoryWorld world;
    world.deliver({available(1, 5, "1", "variant", "recount"), available(2, 5, "1", "variant", "recount")});
    world.deliver({available(1, 5, "1", "variant", "recount"), available(2, 5)});
    CHECK(world.store.writes()[0]["json"]["reason"] == Value("recount"));
    CHECK(world.store.writes()[1]["json"]["reason"] == Value("from the ERP"));
}

TEST_CASE("stock.bigcommerce push: nothing is known after a lost answer, and no other request leaves") {
    InventoryWorld world;
    world.store.before = [](const Value& request) { return InventoryWorld::is_push(request) ? no_answer() : Value(); };
    const auto results = world.deliver({available(1, 5, "1"), available(1, 5, "2")});
    CHECK(verdict(results[0]) == "unknown");
    CHECK(code(results[0]) == "STORE_UNCONFIRMED");
    CHECK(verdict(results[1]) == "retry");
    CHECK(world.store.writes().size() == 1);
}

TEST_CASE("stock.bigcommerce push: an answer without its transaction may have been anything") {
    InventoryWorld world;
    world.store.before = [](const Value& request) { return InventoryWorld::is_push(request) ? answered(200, json(R"({"ok":true})")) : Value(); };
    CHECK(verdict(world.deliver({available(1, 5)})[0]) == "unknown");
}

TEST_CASE("stock.bigcommerce push: a store that is down, asks to wait or refuses the account concerns the flow") {
    struct Case {
        Value answer;
        const char* code;
    };
    const std::vector<Case> cases{{Value::object({{"outcome", "not-sent"}, {"status", 0}, {"headers", Value::object()}, {"error", "no route"}}), "STORE_UNAVAILABLE"},
                                  {answered(429, Value::object(), json(R"({"x-retry-after":"3"})")), "STORE_RATE_LIMIT"},
                                  {refusal(403, "You don't have a required scope to access the endpoint"), "STORE_AUTH"}};
    for (const Case& one : cases) {
        INFO(one.code);
        InventoryWorld world;
        world.store.before = [&](const Value& request) { return InventoryWorld::is_push(request) ? one.answer : Value(); };
        const auto results = world.deliver({available(1, 5), available(2, 5)});
        REQUIRE(results.size() == 1);
        CHECK(verdict(results[0]) == "retry");
        CHECK(code(results[0]) == one.code);
        if (std::string(one.code) == "STORE_AUTH") CHECK_THAT(results[0]["message"].text_or(""), Catch::Contains("Store Inventory: modify"));
        if (std::string(one.code) == "STORE_RATE_LIMIT") CHECK(world.last.document["pause_ms"].int_or(0) == 3'000);
    }
}

TEST_CASE("stock.bigcommerce push: what was taken before the trouble stays, the rest waits") {
    InventoryWorld world;
    world.store.before = [&](const Value& request) { return InventoryWorld::is_push(request) && world.store.writes().size() > 1 ? answered(429, Value::object()) : Value(); };
    const auto results = world.deliver({available(1, 5, "1"), available(1, 5, "2")});
    REQUIRE(results.size() == 2);
    CHECK(verdict(results[0]) == "delivered");
    CHECK(verdict(results[1]) == "retry");
    CHECK(code(results[1]) == "STORE_RATE_LIMIT");
}

TEST_CASE("stock.bigcommerce push: an engine that stops gets its answers") {
    InventoryWorld world;
    world.store.before = [&](const Value& request) {
        if (InventoryWorld::is_push(request)) world.sink.stopping = true;
        return Value();
    };
    const auto results = world.deliver({available(1, 5, "1"), available(1, 5, "2")});
    CHECK(verdict(results[0]) == "delivered");
    CHECK(verdict(results[1]) == "retry");
}
