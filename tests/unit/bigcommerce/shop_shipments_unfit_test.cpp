// Protects that a delivery that does not fit its order is told instead of sent, and that wrong fields of the sink are refused.
#include "shipment_room.hpp"

using namespace bigcommerce_room;

TEST_CASE("order.bigcommerce shipments: what does not fit is told with what differs, and nothing is sent") {
    ShipmentWorld world;
    const std::string mugs = "line " + world.line_id(world.id, 0) + " (MUG-BLU)";
    Value delivery;
    std::string why;
    SECTION("more than ordered") { delivery = world.sent("77", {{0, "3"}}); why = mugs + ": 2 ordered, 0 shipped already, 3 in this delivery"; }
    SECTION("shipped already by hand") {
        world.shop.ship(world.id, Value());
        delivery = world.sent("77", {{0, "1"}});
        why = mugs + ": 2 ordered, 2 shipped already, 1 in this delivery";
    }
    SECTION("a part of a unit") { delivery = world.sent("77", {{0, "1.5"}}); why = mugs + ": 1.5 is no whole quantity"; }
    SECTION("a line of another order") {
        delivery = world.sent("77", {{0, "1"}});
        body_of_delivery(delivery).member("lines").as_array()->front().set("line_id", "4711");
        why = "the order has no line 4711";
    }
    SECTION("a line that is none of the order's") {
        delivery = world.sent("77", {{0, "1"}});
        body_of_delivery(delivery).member("lines").as_array()->front().set("line_id", "");
        why = "line 0 (item A) does not say which line of the order it is";
    }
    SECTION("another destination") {
        delivery = world.sent("77", {{0, "1"}});
        body_of_delivery(delivery).set("consignment_id", "4712");
        why = " in the store, the delivery to 4712";
    }
    SECTION("several destinations") {
        world.id = world.place(R"("shipping_addresses":[{"city":"Leeds","country_iso2":"GB"},{"city":"York","country_iso2":"GB"}],
            "products":[{"sku":"MUG-BLU","price":"12.50","quantity":2,"address":0},{"sku":"BOOK","price":"8.00","address":1}])");
        delivery = world.whole();
        why = "a shipment has one";
    }
    SECTION("an order that is cancelled there") {
        world.shop.set_status(world.id, 5);
        delivery = world.whole();
        why = "the order is Cancelled there, and goods left for it";
    }
    const std::string status = world.status();
    const std::size_t shipments = world.shipments(world.id).size();
    const Value result = world.deliver(delivery);
    CHECK(result["verdict"] == Value("rejected"));
    CHECK(result["code"] == Value("SHIPMENT_MISMATCH"));
    INFO(result["message"].text_or(""));
    CHECK(result["message"].text_or("").find(why) != std::string::npos);
    CHECK(world.wire.writes().empty());
    CHECK(world.shipments(world.id).size() == shipments);
    CHECK(world.status() == status);
}

TEST_CASE("order.bigcommerce shipments: an order that cannot be understood is told, and nothing is sent") {
    ShipmentWorld world;
    Answers answers = sample_order();
    answers.order.set("status_id", "open");
    SinkOf sink("shipments", answers, world.clock, shipment_fields(), world.line);
    Value delivery = world.whole();
    body_of_delivery(delivery).set("order_id", answers.order["id"].text_or(""));
    const Value result = result_of(sink.handle(LL_DELIVER, delivery));
    CHECK(result["code"] == Value("STORE_REJECTED"));
    CHECK(result["message"].text_or("").find("status_id") != std::string::npos);
    CHECK(result_of(sink.handle(LL_PROBE, delivery))["verdict"] == Value("unknown"));
}

TEST_CASE("order.bigcommerce shipments: an order that is gone or archived is a person's matter") {
    ShipmentWorld world;
    Value delivery = world.whole();
    world.shop.edit_order(world.id, json(R"({"is_deleted":true})"));
    CHECK(world.deliver(delivery)["code"] == Value("STORE_ORDER_MISSING"));
    body_of_delivery(delivery).set("order_id", "999");
    CHECK(world.deliver(delivery)["code"] == Value("STORE_ORDER_MISSING"));
    body_of_delivery(delivery).set("order_id", "../customers");
    CHECK(world.deliver(delivery)["code"] == Value("STORE_ORDER_MISSING"));
    CHECK(world.wire.writes().empty());
}

TEST_CASE("order.bigcommerce shipments: lines without a line of the order may be ignored") {
    ShipmentWorld world(with("lines_without_id", "ignore"));
    Value delivery = world.whole();
    body_of_delivery(delivery).member("lines").push(Value::object({{"id", "9"}, {"line_id", ""}, {"item_code", "FREIGHT"}, {"quantity", "1"}, {"warehouse", "01"}}));
    CHECK(world.deliver(delivery)["verdict"] == Value("delivered"));
    CHECK(world.shipment()["items"].size() == 2);
}

TEST_CASE("order.bigcommerce shipments: wrong fields are refused with the place") {
    const auto refusal = [](const char* field, Value value) -> std::string {
        try {
            ShipmentWorld world(with(field, std::move(value)));
        } catch (const plugin::CreationRefused& refused) {
            return refused.findings.front().where + " " + refused.findings.front().message;
        }
        return "";
    };
    CHECK(refusal("mark", "Delivery {number}").find("/settings/mark \"Delivery {number}\" has no {id}") == 0);
    CHECK(refusal("carriers", json(R"([{"carrier":"UPS","provider":""}])")).find("/settings/carriers/0/carrier \"UPS\" gets neither") == 0);
    CHECK(refusal("mark", "Delivery {id} {order}").find("/settings/mark {order} in") == 0);
    CHECK(refusal("carriers", json(R"([{"carrier":"UPS","provider":"UPS","tracking_carrier":""}])")).find("/settings/carriers/0/provider \"UPS\" is no shipping provider") == 0);
    CHECK(refusal("carriers", json(R"([{"carrier":"UPS","provider":"ups","tracking_carrier":""},{"carrier":"ups","provider":"usps","tracking_carrier":""}])"))
              .find("/settings/carriers/1/carrier \"ups\" is listed twice") == 0);
}
