// Protects the others of a batch from one that the store refuses or saves in part, and people from an answer that does not say what
// it is. Scripted answers.
#include "listing_room.hpp"

using namespace bigcommerce_room;

TEST_CASE("listing.bigcommerce refusals: one refused product leaves its neighbours alone") {
    ListingWorld world;
    world.refuse({7}, refusal(422, "JSON data is missing or invalid"));
    std::vector<Value> all;
    for (int id = 1; id <= 20; ++id) all.push_back(base_change(id));
    const auto results = world.deliver(all);
    CHECK(counted(results) == std::map<std::string, int>{{"delivered", 19}, {"rejected", 1}});
    CHECK(code(results[6]) == "LISTING_REFUSED");
    CHECK_THAT(results[6]["message"].text_or(""), Catch::Contains("SKU-7") && Catch::Contains("JSON data is missing or invalid"));
    CHECK(results[6]["subject"] == Value("sku:SKU-7"));
}

TEST_CASE("listing.bigcommerce refusals: the errors of a batch of variants are read in their wrapping") {
    ListingWorld world;
    world.refuse({30}, answered(422, json(R"({"batch_errors":[{"status":422,"title":"JSON data is missing or invalid","type":"?","instance":"?","errors":{"0.upc":"too long"}}]})")));
    std::vector<Value> all;
    for (int id = 1; id <= 50; ++id) all.push_back(variant_change(id));
    const auto results = world.deliver(all);
    CHECK(counted(results) == std::map<std::string, int>{{"delivered", 49}, {"rejected", 1}});
    CHECK_THAT(results[2]["message"].text_or(""), Catch::Contains("JSON data is missing or invalid (0.upc: too long)"));
}

TEST_CASE("listing.bigcommerce refusals: duplicates are told from everything else") {
    struct Case {
        int status;
        const char* title;
        const char* code;
    };
    for (const Case& one : {Case{409, "The product sku is a duplicate", "SKU_DUPLICATE"}, Case{409, "The product name is a duplicate", "LISTING_REFUSED"},
                            Case{422, "SKU already exists", "SKU_DUPLICATE"}, Case{422, "sku is too long", "LISTING_REFUSED"}, Case{404, "One or more IDs not found", "LISTING_REFUSED"},
                            Case{409, "Brand 7 does not exist", "LISTING_REFUSED"}}) {
        INFO(one.status << " " << one.title);
        ListingWorld updated, made;
        updated.refuse({1}, refusal(one.status, one.title));
        CHECK(code(updated.deliver({base_change(1)})[0]) == one.code);
        made.store.before = [&](const Value& request) { return request["method"] == Value("POST") ? refusal(one.status, one.title) : saved(request); };
        CHECK(code(made.deliver({new_product(1)})[0]) == one.code);
    }
}

TEST_CASE("listing.bigcommerce refusals: a batch that is too large is halved") {
    ListingWorld world;
    world.store.before = [](const Value& request) {
        return PushedStore::size_of(request) > 20 ? refusal(413, "The request payload is too large. The maximum items allowed in the array is 20") : saved(request);
    };
    std::vector<Value> all;
    for (int id = 1; id <= 50; ++id) all.push_back(variant_change(id));
    CHECK(counted(world.deliver(all)) == std::map<std::string, int>{{"delivered", 50}});
}

TEST_CASE("listing.bigcommerce refusals: a 207 about something that was not sent is no trouble of the change") {
    ListingWorld world;
    world.store.before = [](const Value& request) {
        return answered(207, Value::object({{"data", request["json"]}, {"errors", json(R"({"status":207,"title":"The URL could not be saved","errors":{}})")}}));
    };
    CHECK(counted(world.deliver({base_change(1), base_change(2)})) == std::map<std::string, int>{{"delivered", 2}});
    CHECK(world.store.writes().size() == 1);
}

TEST_CASE("listing.bigcommerce refusals: a 207 says of each product what was not saved") {
    ListingWorld world;
    world.store.before = [](const Value&) {
        return answered(207, json(R"({"data":[{"id":1,"price":12.5,"name":"Mug"},{"id":2,"price":9,"name":"Old"}],"errors":{"status":207,"title":"A part was not saved","errors":{}}})"));
    };
    const auto results = world.deliver({base_change(1, R"({"price":"12.50","name":"Mug"})"), base_change(2, R"({"price":"12.50","name":"Old"})"), base_change(3)});
    CHECK(verdict(results[0]) == "delivered");
    CHECK(code(results[1]) == "LISTING_REFUSED");
    CHECK_THAT(results[1]["message"].text_or(""), Catch::Contains("price is") && Catch::Contains("9") && Catch::Contains("A part was not saved"));
    CHECK(code(results[2]) == "LISTING_REFUSED");
}

TEST_CASE("listing.bigcommerce refusals: a new product under 207 was made") {
    ListingWorld world;
    world.store.before = [](const Value& request) {
        return request["method"] == Value("POST") ? answered(207, json(R"({"data":{"id":900,"base_variant_id":9000},"errors":{"title":"The URL could not be saved"}})")) : saved(request);
    };
    CHECK(verdict(world.deliver({new_product(1)})[0]) == "delivered");
}

TEST_CASE("listing.bigcommerce refusals: a 207 may tell of one product as an object and of a new one in a list") {
    ListingWorld world;
    world.store.before = [](const Value& request) {
        if (request["method"] == Value("POST")) return answered(207, json(R"({"data":[{"id":900,"base_variant_id":9000}],"errors":{"title":"The URL could not be saved"}})"));
        if (request["method"] == Value("PUT")) return answered(207, json(R"({"data":{"id":1,"price":12.5},"errors":{"title":"The URL could not be saved"}})"));
        return saved(request);
    };
    const auto results = world.deliver({base_change(1), new_product(2)});
    CHECK(counted(results) == std::map<std::string, int>{{"delivered", 2}});
    CHECK(results[1]["receipt"]["id"] == Value("9000"));
    CHECK(results[1]["receipt"]["number"] == Value("900"));
}

TEST_CASE("listing.bigcommerce refusals: a tax class that no store has is told of, and its neighbours go") {
    ListingWorld world;
    const auto results = world.deliver({base_change(1, R"({"tax_class":"02"})"), base_change(2, R"({"price":"3","tax_class":"reduced"})"), base_change(3), new_product(4, R"({"name":"Mug","price":"12.50","weight":"0.4","tax_class":"02"})"),
                                        base_change(5, R"({"tax_class":"0"})")});
    for (const int i : {0, 1, 3}) {
        CHECK(code(results[static_cast<std::size_t>(i)]) == "LISTING_REFUSED");
        CHECK_THAT(results[static_cast<std::size_t>(i)]["message"].text_or(""), Catch::Contains("is not the number of a tax class"));
    }
    CHECK(verdict(results[2]) == "delivered");
    CHECK(verdict(results[4]) == "delivered");
    REQUIRE(world.store.writes().size() == 1);
    CHECK(message::write_json(world.store.writes()[0]["json"]) == R"([{"price":12.50,"id":3},{"tax_class_id":0,"id":5}])");
}

TEST_CASE("listing.bigcommerce refusals: after a lost answer nothing else leaves, and it is sent again") {
    ListingWorld world;
    world.store.before = [](const Value&) { return answered_text(502, "<html>bad gateway</html>"); };
    std::vector<Value> all;
    for (int id = 1; id <= 20; ++id) all.push_back(base_change(id));
    CHECK(counted(world.deliver(all)) == std::map<std::string, int>{{"retry", 10}, {"unknown", 10}});
    CHECK(world.store.writes().size() == 1);
    CHECK(counted(world.probe(all)) == std::map<std::string, int>{{"absent", 20}});
}

TEST_CASE("listing.bigcommerce refusals: an account without the right says which one is needed") {
    ListingWorld world;
    world.store.before = [](const Value&) { return refusal(403, "You don't have a required scope to access the endpoint"); };
    const auto results = world.deliver({base_change(1)});
    CHECK(code(results[0]) == "STORE_AUTH");
    CHECK_THAT(results[0]["message"].text_or(""), Catch::Contains("Products: modify"));
}
