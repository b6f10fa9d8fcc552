// Protects that shoppers can follow their parcels: number, link and carrier stand in the store as the ERP says, also those that come later.
#include "shipment_room.hpp"

using namespace bigcommerce_room;

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
