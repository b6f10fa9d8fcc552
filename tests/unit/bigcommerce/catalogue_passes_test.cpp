// Protects what the engine concludes from a pass over the store's catalogue (what a complete full pass did not bring is gone), and the
// flow when the store is in trouble. Scripted answers; the clock is the test's.
#include "catalogue_room.hpp"

using namespace bigcommerce_room;

namespace {

std::int64_t full_pass(const CatalogueWorld& world) { return world.reader.cursor["full_pass"].int_or(-1); }
bool is_full(const CatalogueWorld& world) { return world.reader.cursor["is_full"].bool_or(false); }

} // namespace

TEST_CASE("listing.bigcommerce passes: the cursor counts the full ones and says whether the running pass is one") {
    CatalogueWorld world;
    for (int id = 1; id <= 310; ++id) world.store.add(id, "S" + std::to_string(id));
    auto outcome = world.reader.poll();
    CHECK(outcome.document["more"].bool_or(false));
    CHECK(full_pass(world) == 1);
    CHECK(is_full(world));
    outcome = world.reader.poll();
    CHECK_FALSE(outcome.document["more"].bool_or(true));
    CHECK(full_pass(world) == 1);
    CHECK(is_full(world));
    world.wait(60);
    world.reader.poll();
    CHECK(full_pass(world) == 1);
    CHECK_FALSE(is_full(world));
}

TEST_CASE("listing.bigcommerce passes: what was deleted is not in the next full pass, which begins after a day") {
    CatalogueWorld world;
    world.store.add(1, "GONE");
    world.store.add(2, "STAYS");
    REQUIRE(world.reader.read_all());
    world.store.products.erase(world.store.products.begin());
    world.wait(86'399);
    REQUIRE(world.reader.read_all());
    CHECK(full_pass(world) == 1);
    world.reader.emitted.clear();
    world.wait(1);
    REQUIRE(world.reader.read_all());
    CHECK(full_pass(world) == 2);
    CHECK(is_full(world));
    CHECK(world.reader.times() == std::map<std::string, int>{{"2000", 1}});
}

TEST_CASE("listing.bigcommerce passes: an empty catalogue is a full pass without listings") {
    CatalogueWorld world;
    REQUIRE(world.reader.read_all());
    CHECK(full_pass(world) == 1);
    CHECK(world.reader.emitted.empty());
    world.store.add(1, "FIRST");
    world.wait(60);
    REQUIRE(world.reader.read_all());
    CHECK(world.listings().size() == 1);
}

TEST_CASE("listing.bigcommerce passes: an outage in the middle goes on where it was") {
    CatalogueWorld world;
    for (int id = 1; id <= 300; ++id) world.store.add(id, "S" + std::to_string(id));
    REQUIRE(world.reader.poll().verdict == LL_PASS);
    const Value before = world.reader.cursor;
    world.store.before = [](const Value&) { return answered_text(503, "down"); };
    const auto outcome = world.reader.poll();
    CHECK(outcome.verdict == LL_RETRY);
    REQUIRE(!outcome.findings.empty());
    CHECK(outcome.findings.front().code == "STORE_UNAVAILABLE");
    CHECK(world.reader.cursor == before);
    world.store.before = nullptr;
    REQUIRE(world.reader.read_all());
    CHECK(world.listings().size() == 300);
    CHECK(full_pass(world) == 1);
}

TEST_CASE("listing.bigcommerce trouble: a missing right says which one is needed") {
    CatalogueWorld world;
    world.store.before = [](const Value&) { return answered(403, json(R"({"status":403,"title":"You don't have a required scope to access the endpoint"})")); };
    const auto outcome = world.reader.poll();
    CHECK(outcome.verdict == LL_FAILED);
    REQUIRE(!outcome.findings.empty());
    CHECK(outcome.findings.front().code == "STORE_AUTH");
    CHECK_THAT(outcome.findings.front().message, Catch::Contains("Products: read-only"));
}

TEST_CASE("listing.bigcommerce trouble: the store's wait is kept") {
    CatalogueWorld world;
    world.store.before = [](const Value&) { return answered(429, json(R"({"status":429,"title":"Too many requests"})"), json(R"({"x-rate-limit-time-reset-ms":"7000"})")); };
    const auto outcome = world.reader.poll();
    CHECK(outcome.verdict == LL_RETRY);
    CHECK(outcome.document["retry_after_ms"].int_or(0) == 7'000);
}

TEST_CASE("listing.bigcommerce trouble: a quota that is nearly used up is left to the others") {
    CatalogueWorld world;
    for (int id = 1; id <= 300; ++id) world.store.add(id, "S" + std::to_string(id));
    world.store.before = [&](const Value& request) {
        if (request["query"]["sort"] == Value("date_modified")) return Value();
        world.store.before = nullptr;
        Value answer = world.store.exchange(request);
        answer.set("headers", json(R"({"x-rate-limit-requests-left":"3","x-rate-limit-requests-quota":"150","x-rate-limit-time-reset-ms":"9000"})"));
        return answer;
    };
    const auto outcome = world.reader.poll();
    CHECK(outcome.verdict == LL_PASS);
    CHECK(outcome.document["retry_after_ms"].int_or(0) == 9'000);
}

TEST_CASE("listing.bigcommerce trouble: a product that cannot be understood is told of, the others flow on") {
    CatalogueWorld world;
    world.store.add(1, "GOOD");
    world.store.add(2, "BAD").set("price", Value::array());
    world.store.add(3, "UGLY").set("date_modified", "yesterday");
    world.store.add_with_options(4, 2);
    world.store.variants[1].set("weight", "heavy");
    REQUIRE(world.reader.read_all());
    CHECK(world.reader.times() == std::map<std::string, int>{{"1000", 1}, {"4000", 1}});
    std::map<std::string, int> refused;
    for (const auto& one : world.reader.emitted)
        if (!one.refusal.empty()) ++refused[one.source_key];
    CHECK(refused == std::map<std::string, int>{{"2000", 1}, {"3000", 1}, {"4001", 1}});
}

TEST_CASE("listing.bigcommerce trouble: of a product that cannot be understood each variant is told of, so that none is taken for gone") {
    CatalogueWorld world;
    world.store.add_with_options(4, 3);
    world.store.products[0].set("date_modified", "yesterday");
    world.store.add(5, "UGLY").set("base_variant_id", "first");
    world.store.variants.push_back(json(R"({"id":5000,"product_id":5,"sku":"UGLY","price":12.5,"option_values":[]})"));
    REQUIRE(world.reader.read_all());
    CHECK(world.reader.times() == std::map<std::string, int>{{"5000", 1}});
    std::set<std::string> refused;
    for (const auto& one : world.reader.emitted)
        if (!one.refusal.empty()) refused.insert(one.source_key);
    CHECK(refused == std::set<std::string>{"4000", "4001", "4002"});
}

TEST_CASE("listing.bigcommerce trouble: an answer without a body is no end of the catalogue") {
    for (const char* path : {"/v3/catalog/products", "/v3/catalog/variants"}) {
        INFO(path);
        CatalogueWorld world;
        for (int id = 1; id <= 300; ++id) world.store.add(id, "S" + std::to_string(id));
        world.store.add_with_options(301, 2);
        REQUIRE(world.reader.poll().verdict == LL_PASS);
        world.store.before = [&](const Value& request) { return request["path"] == Value(path) ? no_content() : Value(); };
        const auto outcome = world.reader.poll();
        CHECK(outcome.verdict == LL_RETRY);
        REQUIRE(!outcome.findings.empty());
        CHECK(outcome.findings.front().code == "STORE_UNAVAILABLE");
        CHECK(world.reader.cursor["in_pass"] == Value(true));
    }
}

TEST_CASE("listing.bigcommerce trouble: a product without a number is told of, and read past") {
    CatalogueWorld world;
    world.store.add(1, "GOOD");
    world.store.before = [&](const Value& request) {
        if (request["query"]["sort"] != Value("id")) return Value();
        Value rows = Value::array({json(R"({"id":"x","name":"?"})"), world.store.products.front()});
        return answered(200, Value::object({{"data", rows}}));
    };
    REQUIRE(world.reader.read_all());
    CHECK(world.reader.times() == std::map<std::string, int>{{"1000", 1}});
    CHECK(world.reader.refused() == 1);
}

TEST_CASE("listing.bigcommerce trouble: a store that gives the same products again is not asked for ever") {
    CatalogueWorld world;
    world.store.ignores_ids = true;
    for (int id = 1; id <= 250; ++id) world.store.add(id, "S" + std::to_string(id));
    CHECK(world.reader.poll().verdict == LL_PASS);
    const auto outcome = world.reader.poll();
    CHECK(outcome.verdict == LL_RETRY);
    REQUIRE(!outcome.findings.empty());
    CHECK_THAT(outcome.findings.front().message, Catch::Contains("250"));
}

TEST_CASE("listing.bigcommerce trouble: variants that were not asked for end in a message, not in memory") {
    CatalogueWorld world;
    world.store.add_with_options(1, 600);
    world.store.before = [&](const Value& request) {
        if (request["path"] != Value("/v3/catalog/variants")) return Value();
        Value rows = Value::array();
        for (int i = 0; i < 250; ++i) rows.push(world.store.variants[static_cast<std::size_t>(i)]);
        return answered(200, Value::object({{"data", std::move(rows)}})); // every page the same
    };
    const auto outcome = world.reader.poll();
    CHECK(outcome.verdict == LL_RETRY);
    CHECK(world.store.asked.size() < 20);
}

TEST_CASE("listing.bigcommerce trouble: a list that is none is the store's trouble") {
    CatalogueWorld world;
    world.store.before = [](const Value&) { return answered(200, json(R"({"data":{}})")); };
    CHECK(world.reader.poll().verdict == LL_RETRY);
}
