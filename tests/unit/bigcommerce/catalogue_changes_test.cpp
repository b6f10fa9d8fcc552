// Protects the store's catalogue: only what differs is written, to the right kind of thing, in batches, and a product is never made
// twice. Scripted answers.
#include "listing_room.hpp"

using namespace bigcommerce_room;

TEST_CASE("listing.bigcommerce changes: products ten a request, variants fifty, only the fields that differ") {
    ListingWorld world;
    const auto results = world.deliver({base_change(1, R"({"price":"12.50"})"), variant_change(2, R"({"price":"9.90","weight":"0.250","barcode":"4006381333931","visible":false})"),
                                        base_change(3, R"({"name":"Blue \"mug\"","weight":"0.4","barcode":"","visible":true,"tax_class":"2"})")});
    const auto writes = world.store.writes();
    REQUIRE(writes.size() == 2);
    CHECK(writes[0]["method"] == Value("PUT"));
    CHECK(writes[0]["path"] == Value("/v3/catalog/products"));
    CHECK(message::write_json(writes[0]["json"]) ==
          R"([{"price":12.50,"id":1},{"weight":0.4,"upc":"","name":"Blue \"mug\"","is_visible":true,"tax_class_id":2,"id":3}])");
    CHECK(writes[1]["path"] == Value("/v3/catalog/variants"));
    CHECK(message::write_json(writes[1]["json"]) == R"([{"price":9.90,"weight":0.250,"upc":"4006381333931","purchasing_disabled":true,"id":20}])");
    CHECK(counted(results) == std::map<std::string, int>{{"delivered", 3}});
    CHECK(message::write_json(results[1]["receipt"]) == R"({"id":"20","number":"2","amount":"","currency":""})");
}

TEST_CASE("listing.bigcommerce changes: fifty of each kind are five and one requests") {
    ListingWorld products, variants;
    std::vector<Value> some, others;
    for (int id = 1; id <= 50; ++id) {
        some.push_back(base_change(id));
        others.push_back(variant_change(id));
    }
    CHECK(counted(products.deliver(some)) == std::map<std::string, int>{{"delivered", 50}});
    CHECK(products.store.writes().size() == 5);
    CHECK(counted(variants.deliver(others)) == std::map<std::string, int>{{"delivered", 50}});
    CHECK(variants.store.writes().size() == 1);
}

TEST_CASE("listing.bigcommerce changes: what is the product's is not written for a variant with siblings") {
    ListingWorld world;
    const auto results = world.deliver({variant_change(1, R"({"name":"Mug","price":"3"})"), variant_change(2, R"({"name":"Mug","tax_class":"1"})")});
    CHECK(message::write_json(world.store.writes()[0]["json"]) == R"([{"price":3,"id":10}])");
    CHECK(verdict(results[0]) == "delivered");
    CHECK(code(results[1]) == "LISTING_REFUSED");
}

TEST_CASE("listing.bigcommerce changes: the barcode goes where the connection says") {
    Value line = connection();
    line.set("barcode", "gtin");
    PushedStore store;
    store.before = saved;
    SetClock clock;
    SinkOf sink("catalogue", store, clock, catalogue_sink_settings(), line);
    sink.handle(LL_DELIVER, base_change(1, R"({"barcode":"04006381333931"})"));
    CHECK(message::write_json(store.writes()[0]["json"]) == R"([{"gtin":"04006381333931","id":1}])");
}

TEST_CASE("listing.bigcommerce changes: a new product has what the configuration says, and is hidden until people have completed it") {
    ListingWorld world;
    const auto results = world.deliver({new_product(1)});
    const auto writes = world.store.writes();
    REQUIRE(writes.size() == 1);
    CHECK(writes[0]["method"] == Value("POST"));
    CHECK(message::write_json(writes[0]["json"]) ==
          R"({"price":12.50,"weight":0.4,"name":"Mug","is_visible":false,"sku":"SKU-1","type":"physical","inventory_tracking":"product","categories":[23]})");
    CHECK(message::write_json(results[0]["receipt"]) == R"({"id":"9000","number":"900","amount":"","currency":""})");
}

TEST_CASE("listing.bigcommerce changes: a new product may be shown at once") {
    Value fields = catalogue_sink_settings();
    fields.set("new", "as-wanted");
    ListingWorld world(fields);
    world.deliver({new_product(1)});
    CHECK(world.store.writes()[0]["json"]["is_visible"] == Value(true));
}

TEST_CASE("listing.bigcommerce changes: a product that stands there already is not made again") {
    ListingWorld world;
    world.store.before = [](const Value& request) {
        if (request["path"] == Value("/v3/catalog/variants") && request["query"]["sku"] == Value("SKU-1"))
            return answered(200, json(R"({"data":[{"id":50,"product_id":5,"sku":"SKU-1"},{"id":51,"product_id":5,"sku":"sku-1"}]})"));
        return saved(request);
    };
    const auto results = world.deliver({new_product(1)});
    CHECK(world.store.writes().empty());
    CHECK(verdict(results[0]) == "delivered");
    CHECK(results[0]["receipt"]["id"] == Value("50"));
    CHECK(results[0]["receipt"]["number"] == Value("5"));
}

TEST_CASE("listing.bigcommerce changes: a SKU that several have is nobody's, and no product is made") {
    ListingWorld world;
    world.store.before = [](const Value& request) {
        if (request["method"] == Value("GET")) return answered(200, json(R"({"data":[{"id":50,"product_id":5,"sku":"SKU-1"},{"id":60,"product_id":6,"sku":"SKU-1"}]})"));
        return saved(request);
    };
    const auto results = world.deliver({new_product(1)});
    CHECK(code(results[0]) == "SKU_DUPLICATE");
    CHECK(world.store.writes().empty());
}

TEST_CASE("listing.bigcommerce changes: nothing is made of half an item, and it says what is missing") {
    ListingWorld world;
    const auto results = world.deliver({new_product(1, R"({"name":"Mug"})"), new_product(2)});
    CHECK(code(results[0]) == "LISTING_REFUSED");
    CHECK_THAT(results[0]["message"].text_or(""), Catch::Contains("no price, no weight"));
    CHECK(verdict(results[1]) == "delivered");
}

TEST_CASE("listing.bigcommerce changes: a product whose making was not answered is looked for before it is made again") {
    ListingWorld world;
    world.store.before = [](const Value& request) { return request["method"] == Value("POST") ? no_answer() : saved(request); };
    CHECK(verdict(world.deliver({new_product(1)})[0]) == "unknown");
    CHECK(verdict(world.probe({new_product(1)})[0]) == "absent"); // so the engine sends it again
    world.store.before = [](const Value& request) {
        return request["method"] == Value("GET") ? answered(200, json(R"({"data":[{"id":9000,"product_id":900,"sku":"SKU-1"}]})")) : saved(request);
    };
    const std::size_t writes = world.store.writes().size();
    CHECK(verdict(world.deliver({new_product(1)})[0]) == "delivered");
    CHECK(world.store.writes().size() == writes);
}

TEST_CASE("listing.bigcommerce changes: a category is a number") {
    PushedStore store;
    SetClock clock;
    Value fields = catalogue_sink_settings();
    fields.set("categories", json(R"(["mugs"])"));
    CHECK_THROWS_WITH(SinkOf("catalogue", store, clock, fields, connection()), Catch::Contains("\"mugs\" is not the number of a category"));
    fields.set("categories", json(R"(["023"])"));
    CHECK_THROWS_WITH(SinkOf("catalogue", store, clock, fields, connection()), Catch::Contains("\"023\" is not the number of a category"));
}
