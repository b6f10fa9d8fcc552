// Protects that each delivery of the ERP is one shipment in the store, exactly once whatever answer is lost, with the lines and the
// tracking that the ERP says, and that what does not fit is told instead of sent. How: shipments to the sink over the sandbox's
// store, then what was sent and what stands there.
#include "writing_room.hpp"

#include "message/schema.hpp"

using namespace bigcommerce_room;

namespace {

Value shipment_fields() {
    return Value::object({{"mark", "Delivery {number}/{id}"},
                          {"carriers", json(R"([{"carrier":"UPS","provider":"ups"},{"carrier":"DPD","tracking_carrier":"dpd-uk"}])")},
                          {"lines_without_id", "hold"},
                          {"without_address", "leave"},
                          {"collected", "leave"},
                          {"status", "store"},
                          {"cancelled", "leave"},
                          {"cancel_note", "Delivery {number} was cancelled"}});
}
Value with(const char* field, Value value) {
    Value out = shipment_fields();
    out.set(field, std::move(value));
    return out;
}

struct ShipmentWorld : WritingWorld {
    explicit ShipmentWorld(Value given = shipment_fields(), sandbox::ShopSettings store = british_store()) : WritingWorld("shipments", std::move(given), std::move(store)) { id = place(); }
    // A delivery of lines by their place in the order: {0, "2"} is two of the first.
    Value sent(const std::string& delivery, const std::vector<std::pair<std::size_t, std::string>>& lines, const std::string& state = "shipped") const {
        Value rows = Value::array();
        for (const auto& [index, quantity] : lines)
            rows.push(Value::object({{"id", std::to_string(rows.size())}, {"line_id", line_id(id, index)}, {"item_code", "A"}, {"quantity", quantity}, {"warehouse", "01"}}));
        return delivery_of("shipment", delivery,
                           Value::object({{"id", delivery}, {"number", "8" + delivery}, {"order_id", std::to_string(id)}, {"erp_order_id", "501"}, {"consignment_id", ""}, {"state", state},
                                          {"shipped_on", "2026-03-01"}, {"created_at", ""}, {"carrier", ""}, {"service", ""}, {"tracking", Value::array()}, {"lines", std::move(rows)}, {"comment", ""}}));
    }
    Value whole(const std::string& delivery = "77") const { return sent(delivery, {{0, "2"}, {1, "1"}}); }
    std::string path() const { return "/v2/orders/" + std::to_string(id) + "/shipments"; }
    std::string status() const { return text(id, "status_id"); }
    Value shipment(std::size_t index = 0) const { return (*shipments(id).as_array())[index]; }
    std::int64_t id = 0;
};

Value& body_of_delivery(Value& delivery) { return delivery.member("message").member("body"); }
Value parcel(const std::string& number, const std::string& carrier = "", const std::string& link = "") { return Value::object({{"number", number}, {"link", link}, {"carrier", carrier}}); }
Value tracked(Value delivery, std::vector<Value> parcels, const std::string& carrier = "UPS") {
    body_of_delivery(delivery).set("tracking", Value::array(std::move(parcels)));
    body_of_delivery(delivery).set("carrier", carrier);
    return delivery;
}
Value cancelled(Value delivery) {
    body_of_delivery(delivery).set("state", "cancelled");
    return delivery;
}

} // namespace

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

TEST_CASE("order.bigcommerce shipments: tracking that comes later is a PUT of it alone") {
    ShipmentWorld world;
    const Value first = world.deliver(world.whole());
    world.wire.sent.clear();
    const Value later = change_of(tracked(world.whole(), {parcel("1Z999", "", "https://ups.example/1Z999")}), first);
    CHECK(world.deliver(later)["verdict"] == Value("delivered"));
    CHECK(world.wire.writes() == std::vector<std::string>{"PUT " + world.path() + "/" + first["receipt"]["id"].text_or("") +
                                                          R"( {"tracking_number":"1Z999","tracking_link":"https://ups.example/1Z999","shipping_provider":"ups"})"});
    world.wire.sent.clear();
    CHECK(world.deliver(later)["verdict"] == Value("delivered"));
    CHECK(world.wire.writes().empty());
    CHECK(world.shipments(world.id).size() == 1);
}

TEST_CASE("order.bigcommerce shipments: the first of several parcels is followed, each further one is a line of the comments, once") {
    ShipmentWorld world;
    const Value first = world.deliver(tracked(world.whole(), {parcel("1Z1"), parcel("15501", "DPD", "https://dpd.example/15501")}));
    CHECK(world.shipment()["tracking_number"] == Value("1Z1"));
    CHECK(world.shipment()["comments"] == Value("Delivery 877/77\nFurther parcel: DPD 15501 https://dpd.example/15501"));
    const Value later = change_of(tracked(world.whole(), {parcel("1Z1"), parcel("15501", "DPD", "https://dpd.example/15501"), parcel("1Z3")}), first);
    world.deliver(later);
    world.deliver(later);
    CHECK(world.shipment()["comments"] == Value("Delivery 877/77\nFurther parcel: DPD 15501 https://dpd.example/15501\nFurther parcel: UPS 1Z3"));
}

TEST_CASE("order.bigcommerce shipments: carriers are named as the store knows them, in whatever capitals, others have no link") {
    for (const auto& [carrier, provider, tracking_carrier] : {std::array<const char*, 3>{"ups", "ups", ""}, {"DPD", "", "dpd-uk"}, {"Own van", "", ""}}) {
        ShipmentWorld world;
        world.deliver(tracked(world.whole(), {parcel("1Z1")}, carrier));
        INFO(carrier);
        CHECK(world.shipment()["shipping_provider"] == Value(provider));
        CHECK(world.shipment()["tracking_carrier"] == Value(tracking_carrier));
    }
}

TEST_CASE("order.bigcommerce shipments: where only the shipping type names the carrier, that counts, the parcel's own comes first") {
    ShipmentWorld world(with("carriers", json(R"([{"carrier":"UPS Ground","provider":"ups"},{"carrier":"DPD","tracking_carrier":"dpd-uk"}])")));
    Value first = tracked(world.sent("77", {{0, "1"}}), {parcel("1Z1")}, ""), second = tracked(world.sent("78", {{0, "1"}}), {parcel("15501", "DPD")}, "");
    for (Value* delivery : {&first, &second}) {
        body_of_delivery(*delivery).set("service", "UPS Ground");
        world.deliver(*delivery);
    }
    CHECK(world.shipment(0)["shipping_provider"] == Value("ups"));
    CHECK(world.shipment(1)["shipping_provider"] == Value(""));
    CHECK(world.shipment(1)["tracking_carrier"] == Value("dpd-uk"));
}

TEST_CASE("order.bigcommerce shipments: a number that is too long for the store stands in the comments") {
    ShipmentWorld world;
    const std::string number(51, '7');
    CHECK(world.deliver(tracked(world.whole(), {parcel(number)}))["verdict"] == Value("delivered"));
    CHECK(world.shipment()["tracking_number"] == Value(""));
    CHECK(world.shipment()["comments"] == Value("Delivery 877/77\nFurther parcel: UPS " + number));
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
