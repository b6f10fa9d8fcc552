// Protects that an order which the shopper collects says so: where it waits, and that its lines are collected there; and that no
// other order costs a request for it.
#include "writing_room.hpp"

using namespace bigcommerce_room;

namespace {

// Consignments and lines of a store's only order, and whether its consignments were asked for.
struct Read {
    Value body;
    bool asked = false;
};

Read read_of(const std::string& order) {
    WritingWorld world("shipments", json(R"({"mark":"{id}","carriers":[],"lines_without_id":"hold","without_address":"leave","collected":"leave","status":"store","cancelled":"leave","cancel_note":""})"));
    world.place(order);
    Reader reader(*world.http, world.clock, settings(), world.line);
    REQUIRE(reader.read_all());
    REQUIRE(!reader.emitted.empty());
    CHECK(reader.emitted.front().refusal.empty());
    const bool asked = std::any_of(world.wire.sent.begin(), world.wire.sent.end(), [](const std::string& one) { return one == "GET /v2/orders/1001/consignments"; });
    return {reader.emitted.front().body, asked};
}

} // namespace

TEST_CASE("order.bigcommerce pickup: an order that is collected has the place as its consignment, and its lines go there") {
    const Read read = read_of(R"("pickup":{"method":"Collect in Leeds","location":{"name":"Leeds shop","address_line_1":"2 Briggate","city":"Leeds","postal_code":"LS1 6HD","country_alpha2":"gb","phone":"0113"}},
        "products":[{"sku":"MUG-BLU","price":"12.50","quantity":2},{"sku":"PDF","price":"8.00","type":"digital"}])");
    REQUIRE(read.body["consignments"].size() == 1);
    const Value& place = read.body["consignments"].as_array()->front();
    CHECK(place["kind"] == Value("pickup"));
    CHECK(place["method"] == Value("Collect in Leeds"));
    CHECK(place["address"]["company"] == Value("Leeds shop"));
    CHECK(place["address"]["street_1"] == Value("2 Briggate"));
    CHECK(place["address"]["postcode"] == Value("LS1 6HD"));
    CHECK(place["address"]["country_code"] == Value("GB"));
    CHECK((*read.body["lines"].as_array())[0]["consignment_id"] == place["id"]);
    CHECK((*read.body["lines"].as_array())[1]["consignment_id"] == Value(""));
}

TEST_CASE("order.bigcommerce pickup: consignments are asked for only where goods have no address") {
    CHECK(read_of(R"("pickup":{},"products":[{"sku":"MUG-BLU","price":"12.50"}])").asked);
    CHECK_FALSE(read_of(R"("products":[{"sku":"MUG-BLU","price":"12.50"}])").asked);
    CHECK_FALSE(read_of(R"("products":[{"sku":"PDF","price":"8.00","type":"digital"}])").asked);
}

TEST_CASE("order.bigcommerce pickup: a store without the resource leaves an order without a consignment") {
    Answers answers = sample_order();
    answers.parts.erase("shipping_addresses");
    for (Value& line : *answers.parts["products"].as_array()) line.set("order_address_id", 0);
    answers.instead["/v2/orders/" + answers.order["id"].text_or("") + "/consignments"] = [](const Value&) {
        return answered(404, json(R"([{"status":404,"message":"The requested resource was not found."}])"));
    };
    CHECK(body_of(answers)["consignments"].size() == 0);
}
