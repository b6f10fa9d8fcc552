// Protects that each delivery of the ERP is one shipment in the store, exactly once whatever answer is lost, with the lines that the ERP says, and that
// the order has the status that goes with it.
#include "shipment_room.hpp"

#include "message/schema.hpp"

using namespace bigcommerce_room;

TEST_CASE("order.bigcommerce shipments: a delivery is one POST of its lines, and the store moves the order") {
    ShipmentWorld world;
    Value delivery = tracked(world.whole(), {parcel("1Z999")});
    body_of_delivery(delivery).set("service", "Ground");
    body_of_delivery(delivery).set("comment", "Leave at the door");
    const Value result = world.deliver(delivery);
    CHECK(result["verdict"] == Value("delivered"));
    const std::string address = world.shipment()["order_address_id"].text_or("");
    CHECK(world.wire.writes() == std::vector<std::string>{
        "POST " + world.path() + R"( {"order_address_id":)" + address + R"(,"tracking_number":"1Z999","shipping_method":"Ground","shipping_provider":"ups","tracking_carrier":"","comments":"Leave at the door\nDelivery 877/77","items":[{"order_product_id":)" +
        world.line_id(world.id, 0) + R"(,"quantity":2},{"order_product_id":)" + world.line_id(world.id, 1) + R"(,"quantity":1}]})"});
    CHECK(result["receipt"]["id"] == Value(world.shipment()["id"].text_or("")));
    CHECK(world.status() == "2");
    CHECK(world.shipment()["generated_tracking_link"] == Value("https://tracking.example.com/ups/1Z999"));
}

TEST_CASE("order.bigcommerce shipments: partial deliveries are shipments of their own, and none is sent twice") {
    ShipmentWorld world;
    const Value first = world.sent("77", {{0, "1"}}), second = world.sent("771", {{0, "1"}, {1, "1.000000"}});
    CHECK(world.deliver(first)["verdict"] == Value("delivered"));
    CHECK(world.status() == "3");
    CHECK(world.deliver(second)["verdict"] == Value("delivered"));
    CHECK(world.status() == "2");
    CHECK(world.shipments(world.id).size() == 2);
    world.restart();
    for (const Value& again : {first, second, first}) CHECK(world.deliver(again)["verdict"] == Value("delivered"));
    CHECK(world.shipments(world.id).size() == 2);
    CHECK(world.wire.writes().size() == 2);
}

TEST_CASE("order.bigcommerce shipments: several lines of a delivery for one line of the order are one item") {
    ShipmentWorld world;
    CHECK(world.deliver(world.sent("77", {{0, "1"}, {0, "1"}}))["verdict"] == Value("delivered"));
    CHECK(world.shipment()["items"].size() == 1);
    CHECK(world.shipment()["items"].as_array()->front()["quantity"] == Value(2));
}

TEST_CASE("order.bigcommerce shipments: after a lost answer the shipment is found by its mark, or made if it is not there") {
    ShipmentWorld world;
    std::size_t posts = 1;
    SECTION("made, then the connection closed") { world.fault(R"({"kind":"no_answer","method":"POST"})"); }
    SECTION("made, then a gateway's page") { world.fault(R"({"kind":"server_error","method":"POST","status":504,"executed":true})"); }
    SECTION("made, then half an answer") { world.fault(R"({"kind":"truncated","method":"POST"})"); }
    SECTION("not made, the connection closed") {
        world.fault(R"({"kind":"cut_off","method":"POST"})");
        posts = 2;
    }
    SECTION("not made, a gateway's page") {
        world.fault(R"({"kind":"server_error","method":"POST","status":502})");
        posts = 2;
    }
    const Value delivery = world.whole();
    CHECK(world.deliver(delivery)["verdict"] == Value("unknown"));
    world.restart();
    CHECK(world.probe(delivery)["verdict"] == Value(posts == 1 ? "found" : "absent"));
    const Value result = world.deliver(delivery);
    CHECK(result["verdict"] == Value("delivered"));
    CHECK(result["receipt"]["id"] == Value(world.shipment()["id"].text_or("")));
    CHECK(world.shipments(world.id).size() == 1);
    CHECK(world.wire.writes().size() == posts);
}

TEST_CASE("order.bigcommerce shipments: the status is set where the store does not do it, and only after the shipment") {
    sandbox::ShopSettings store = british_store();
    store.shipment_moves_status = false;
    ShipmentWorld world(with("status", "ensure"), store);
    CHECK(world.deliver(world.sent("77", {{0, "2"}}))["verdict"] == Value("delivered"));
    CHECK(world.status() == "3");
    CHECK(world.deliver(world.sent("78", {{1, "1"}}))["verdict"] == Value("delivered"));
    CHECK(world.status() == "2");
    const auto writes = world.wire.writes();
    REQUIRE(writes.size() == 4);
    CHECK(writes[1] == "PUT /v2/orders/1001 {\"status_id\":3}");
    CHECK(writes[3] == "PUT /v2/orders/1001 {\"status_id\":2}");
}

TEST_CASE("order.bigcommerce shipments: a store that moves the order itself gets no status from us, nor does one where that is not wanted") {
    for (const bool moves : {true, false}) {
        sandbox::ShopSettings store = british_store();
        store.shipment_moves_status = moves;
        ShipmentWorld world(with("status", moves ? "ensure" : "store"), store);
        CHECK(world.deliver(world.whole())["verdict"] == Value("delivered"));
        INFO(moves);
        CHECK(world.wire.writes().size() == 1);
    }
}

TEST_CASE("order.bigcommerce shipments: cut short between shipment and status, it is finished without a second shipment") {
    sandbox::ShopSettings store = british_store();
    store.shipment_moves_status = false;
    ShipmentWorld world(with("status", "ensure"), store);
    SECTION("the PUT gets no answer") { world.fault(R"({"kind":"server_error","method":"PUT","status":503})"); }
    SECTION("the PUT is asked to wait") { world.fault(R"({"kind":"overloaded","method":"PUT"})"); }
    const Value delivery = world.whole();
    CHECK(world.deliver(delivery)["verdict"] == Value("unknown"));
    world.restart();
    CHECK(world.settle(delivery)["verdict"] == Value("delivered"));
    CHECK(world.shipments(world.id).size() == 1);
    CHECK(world.status() == "2");
}

TEST_CASE("order.bigcommerce shipments: digital goods are not sent, together with others they are left out, or held") {
    const std::string mixed = R"("products":[{"sku":"MUG-BLU","price":"12.50","quantity":2},{"sku":"PDF","price":"8.00","type":"digital"}])";
    ShipmentWorld world;
    world.id = world.place(mixed);
    CHECK(world.deliver(world.whole())["verdict"] == Value("delivered"));
    CHECK(world.shipment()["items"].size() == 1);
    CHECK(world.status() == "2");
    ShipmentWorld digital;
    digital.id = digital.place(R"("products":[{"sku":"PDF","price":"8.00","type":"digital"}])");
    CHECK(digital.deliver(digital.sent("77", {{0, "1"}}))["verdict"] == Value("delivered"));
    CHECK(digital.wire.writes().empty());
    ShipmentWorld strict(with("without_address", "hold"));
    strict.id = strict.place(mixed);
    CHECK(strict.deliver(strict.whole())["code"] == Value("SHIPMENT_MISMATCH"));
}

TEST_CASE("order.bigcommerce shipments: an order that the shopper collects gets a status by policy, and no shipment") {
    const std::string collected = R"("pickup":{"location":{"name":"Leeds shop"}},"products":[{"sku":"MUG-BLU","price":"12.50","quantity":2}])";
    for (const auto& [policy, status] : {std::pair("leave", "11"), std::pair("awaiting-pickup", "8"), std::pair("completed", "10")}) {
        ShipmentWorld world(with("collected", policy));
        world.id = world.place(collected);
        const Value delivery = world.sent("77", {{0, "2"}});
        CHECK(world.deliver(delivery)["verdict"] == Value("delivered"));
        CHECK(world.deliver(delivery)["verdict"] == Value("delivered"));
        INFO(policy);
        CHECK(world.status() == status);
        CHECK(world.shipments(world.id).size() == 0);
        CHECK(world.wire.writes().size() == (std::string(policy) == "leave" ? 0U : 1U));
    }
}

TEST_CASE("order.bigcommerce shipments: a shipment brings the order again, and nothing but state of it has changed") {
    ShipmentWorld world;
    Reader reader(*world.http, world.clock, settings(), world.line);
    REQUIRE(reader.read_all());
    world.clock.at += 3'600'000;
    world.deliver(world.whole());
    REQUIRE(reader.read_all());
    const Value &before = reader.emitted.front().body, &after = reader.emitted.back().body;
    CHECK(after["status"]["code"] == Value("2"));
    CHECK(after["lines"].as_array()->front()["quantity_shipped"] == Value(2));
    CHECK(message::write_json_canonical(message::without_state("order", before)) == message::write_json_canonical(message::without_state("order", after)));
}
