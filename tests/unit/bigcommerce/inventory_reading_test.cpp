// Protects what the engine believes of the store's stock: what the store shows is told as it is, and what it does not show is absent.
// Scripted answers.
#include "inventory_room.hpp"

using namespace bigcommerce_room;

namespace {

// The store's items: each variant or product that is asked for has its id as stock at location 1, and 3 at location 2.
Value items_for(const Value& request) {
    Value rows = Value::array();
    if (request["query"]["page"] != Value("1")) return answered(200, json(R"({"data":[]})"));
    for (const char* kind : {"variant_id", "product_id"}) {
        std::istringstream list(request["query"][std::string(kind) + ":in"].text_or(""));
        for (std::string id; std::getline(list, id, ',');)
            rows.push(json(R"({"identity":{"sku":"?","sku_id":1,")" + std::string(kind) + "\":" + id + R"(},"locations":[{"location_id":1,"location_code":"BC-LOCATION-1","available_to_sell":1,
                "total_inventory_onhand":)" + id + R"(},{"location_id":2,"location_code":"ATX","total_inventory_onhand":3}]})"));
    }
    return answered(200, Value::object({{"data", std::move(rows)}}));
}

struct ShowingWorld : InventoryWorld {
    ShowingWorld() {
        store.before = [](const Value& request) { return request["path"] == Value("/v3/inventory/items") ? items_for(request) : Value(); };
    }
};

Value settings_of(const Value& settings) {
    InventoryWorld world;
    world.store.before = [&](const Value&) { return settings; };
    const auto outcome = world.sink.list("stock-settings");
    REQUIRE(outcome.verdict == LL_PASS);
    REQUIRE(outcome.emitted.size() == 1);
    return outcome.emitted.front().body;
}

} // namespace

TEST_CASE("stock.bigcommerce read-back: the number that the store shows at the location") {
    ShowingWorld world;
    const auto results = world.probe({available(4, 1), available(4, 1, "ATX"), available(5, 1, "1", "product")});
    CHECK(message::write_json(results[0]) == R"({"verdict":"found","receipt":{"id":"40","number":"1","amount":"40","currency":""}})");
    CHECK(message::write_json(results[1]) == R"({"verdict":"found","receipt":{"id":"40","number":"ATX","amount":"3","currency":""}})");
    CHECK(message::write_json(results[2]) == R"({"verdict":"found","receipt":{"id":"50","number":"1","amount":"5","currency":""}})");
    CHECK(world.store.reads_of("/v3/inventory/items") == 2);
    CHECK(world.store.writes().empty());
}

TEST_CASE("stock.bigcommerce read-back: what the store does not show is absent") {
    InventoryWorld world;
    world.store.before = [](const Value& request) {
        return request["path"] == Value("/v3/inventory/items") ? answered(200, json(R"({"data":[{"identity":{"variant_id":40},"locations":[]}]})")) : Value();
    };
    CHECK(counted(world.probe({available(4, 1), available(5, 1), available(6, 1, "NOWHERE")})) == std::map<std::string, int>{{"absent", 3}});
}

TEST_CASE("stock.bigcommerce read-back: addresses stay short") {
    ShowingWorld world;
    std::vector<Value> all;
    for (int id = 100'000; id < 101'000; ++id) all.push_back(available(id, 1));
    CHECK(counted(world.probe(all)) == std::map<std::string, int>{{"found", 1'000}});
    CHECK(world.store.reads_of("/v3/inventory/items") == 5);
    for (const Value& one : world.store.asked) CHECK(one["query"]["variant_id:in"].text_or("").size() < 2'000);
}

TEST_CASE("stock.bigcommerce read-back: a store that cannot be read leaves it unknown") {
    InventoryWorld world;
    world.store.before = [](const Value& request) { return request["path"] == Value("/v3/inventory/items") ? refusal(422, "The filter(s): x are not valid") : Value(); };
    CHECK(counted(world.probe({available(4, 1)})) == std::map<std::string, int>{{"unknown", 1}});
    world.store.before = [](const Value& request) { return request["path"] == Value("/v3/inventory/items") ? answered_text(503, "down") : Value(); };
    CHECK(counted(world.probe({available(4, 1)})) == std::map<std::string, int>{{"retry", 1}});
}

TEST_CASE("stock.bigcommerce settings: when the store takes its stock down") {
    CHECK(message::write_json(settings_of(answered(200, json(R"({"data":{"update_stock_behavior":"order_placed","edit_order_stock_adjustment":true,"refund_order_stock_adjustment":false}})")))) ==
          R"({"decrements":"placed","returns_on_cancel":false,"edits_adjust":true})");
    CHECK(settings_of(answered(200, json(R"({"data":{"update_stock_behavior":"order_completed_or_shipped","refund_order_stock_adjustment":true}})")))["decrements"] == Value("completed"));
    CHECK(settings_of(answered(200, json(R"({"data":{"update_stock_behavior":"order_completed_or_shipped","refund_order_stock_adjustment":true}})")))["returns_on_cancel"] == Value(true));
}

TEST_CASE("stock.bigcommerce settings: what cannot be read is unknown, an outage is waited for") {
    for (const Value& answer : {refusal(403, "You don't have a required scope to access the endpoint"), refusal(404, "not found"), answered(200, json(R"({"data":{"update_stock_behavior":null}})")),
                                answered(200, json(R"({"data":{"update_stock_behavior":"later"}})")), answered(200, json("[]"))})
        CHECK(settings_of(answer)["decrements"] == Value("unknown"));
    InventoryWorld world;
    world.store.before = [](const Value&) { return answered_text(503, "down"); };
    CHECK(world.sink.list("stock-settings").verdict == LL_RETRY);
    CHECK(world.sink.list("orders").verdict == LL_UNSUPPORTED);
}
