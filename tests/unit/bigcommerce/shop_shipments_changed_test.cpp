// Protects shipments that stand in the store when their delivery changes or is cancelled, or people there have a hand in them.
#include "shipment_room.hpp"

using namespace bigcommerce_room;

TEST_CASE("order.bigcommerce shipments: the lines of a shipment that stands cannot be changed, and a person is told") {
    ShipmentWorld world;
    const Value first = world.deliver(world.sent("77", {{0, "1"}}));
    const Value result = world.deliver(change_of(world.sent("77", {{0, "2"}}), first));
    CHECK(result["code"] == Value("SHIPMENT_MISMATCH"));
    CHECK(result["message"].text_or("").find("has 1 of line " + world.line_id(world.id, 0)) != std::string::npos);
    CHECK(world.shipments(world.id).size() == 1);
}

TEST_CASE("order.bigcommerce shipments: a mark that people took away is made up for by the receipt") {
    ShipmentWorld world;
    const Value first = world.deliver(world.whole());
    world.http->exchange(Value::object({{"method", "PUT"}, {"path", world.path() + "/" + first["receipt"]["id"].text_or("")}, {"headers", Value::object({{"X-Auth-Token", world.line["token"]}})},
                                        {"json", Value::object({{"comments", "Two boxes"}})}}));
    REQUIRE(world.shipment()["comments"] == Value("Two boxes"));
    CHECK(world.deliver(change_of(tracked(world.whole(), {parcel("1Z1")}), first))["verdict"] == Value("delivered"));
    CHECK(world.shipments(world.id).size() == 1);
    CHECK(world.shipment()["tracking_number"] == Value("1Z1"));
    CHECK(world.shipment()["comments"] == Value("Two boxes\nDelivery 877/77"));
}

TEST_CASE("order.bigcommerce shipments: a cancelled delivery takes its shipment away, says so once, and leaves the status") {
    ShipmentWorld world;
    const Value first = world.deliver(world.whole());
    const Value delivery = change_of(cancelled(world.whole()), first);
    SECTION("at once") {}
    SECTION("after a lost answer to the note") { world.fault(R"({"kind":"no_answer","method":"PUT"})"); }
    SECTION("after a lost answer to the removal") { world.fault(R"({"kind":"no_answer","method":"DELETE"})"); }
    SECTION("after a removal that was not done") { world.fault(R"({"kind":"server_error","method":"DELETE","status":502})"); }
    const Value result = world.settle(delivery);
    CHECK((result["verdict"] == Value("delivered") || result["verdict"] == Value("found")));
    CHECK(world.shipments(world.id).size() == 0);
    CHECK(world.text(world.id, "staff_notes") == "Delivery 877 was cancelled");
    CHECK(world.status() == "2");
    world.wire.sent.clear();
    CHECK(world.deliver(delivery)["verdict"] == Value("delivered"));
    CHECK(world.wire.writes().empty());
}

TEST_CASE("order.bigcommerce shipments: by policy a removed shipment opens the order again, as far as others of it stand") {
    ShipmentWorld world(with("cancelled", "reopen"));
    const Value first = world.deliver(world.sent("77", {{0, "2"}})), second = world.deliver(world.sent("78", {{1, "1"}}));
    REQUIRE(world.status() == "2");
    world.deliver(change_of(cancelled(world.sent("77", {{0, "2"}})), first));
    CHECK(world.status() == "3");
    world.deliver(change_of(cancelled(world.sent("78", {{1, "1"}})), second));
    CHECK(world.status() == "11");
}

TEST_CASE("order.bigcommerce shipments: a delivery that was cancelled before the store knew of it is nothing to the store") {
    ShipmentWorld world;
    CHECK(world.deliver(cancelled(world.whole()))["verdict"] == Value("delivered"));
    CHECK(world.wire.writes().empty());
}
