// Protects what the store holds after whatever went wrong on the way: each delivery one shipment with all its tracking, each note
// once, the number there. How: random faults before every attempt, restarts in between, and the engine's way with the answers.
#include "writing_room.hpp"

using namespace bigcommerce_room;

namespace {

const char* const faults[] = {R"({"kind":"no_answer","method":"M"})",        R"({"kind":"cut_off","method":"M"})",  R"({"kind":"server_error","method":"M","status":502,"executed":true})",
                              R"({"kind":"server_error","method":"M","status":503})", R"({"kind":"truncated","method":"M"})", R"({"kind":"html","method":"M"})",
                              R"({"kind":"overloaded","method":"M"})",       R"({"kind":"rate_limited","method":"M"})"};
const char* const methods[] = {"GET", "PUT", "POST", "DELETE"};

// Until it is delivered or found, each attempt with some fault; the last ones without, as outages end.
Value through_faults(WritingWorld& world, base::Random& random, const Value& delivery) {
    for (int attempt = 0; attempt < 20; ++attempt) {
        world.shop.clear_faults();
        for (std::uint64_t count = attempt < 12 ? random.below(3) : 0; count > 0; --count) {
            std::string fault = faults[random.below(std::size(faults))];
            fault.replace(fault.find("\"M\""), 3, "\"" + std::string(methods[random.below(std::size(methods))]) + "\"");
            world.fault(fault);
        }
        if (random.below(4) == 0) world.restart();
        Value result = world.deliver(delivery);
        while (result["verdict"] == Value("unknown")) {
            result = world.probe(delivery);
            if (result["verdict"] == Value("absent") || result["verdict"] == Value("found")) break;
            world.shop.clear_faults();
        }
        if (result["verdict"] == Value("delivered") || result["verdict"] == Value("found")) return result;
        if (result["verdict"] == Value("rejected")) return result;
    }
    return Value::object({{"verdict", "never"}});
}

bool is_done(const Value& result) { return result["verdict"] == Value("delivered") || result["verdict"] == Value("found"); }

Value shipment_of(const WritingWorld& world, std::int64_t order, const std::string& id, std::size_t line, const std::string& tracking, const std::string& state) {
    Value parcels = Value::array();
    if (!tracking.empty()) parcels.push(Value::object({{"number", tracking}, {"link", ""}, {"carrier", ""}}));
    Value lines = Value::array({Value::object({{"id", "0"}, {"line_id", world.line_id(order, line)}, {"item_code", "A"}, {"quantity", "1"}, {"warehouse", "01"}})});
    return delivery_of("shipment", id,
                       Value::object({{"id", id}, {"number", id}, {"order_id", std::to_string(order)}, {"erp_order_id", ""}, {"consignment_id", ""}, {"state", state}, {"shipped_on", "2026-03-01"},
                                      {"created_at", ""}, {"carrier", ""}, {"service", ""}, {"tracking", std::move(parcels)}, {"lines", std::move(lines)}, {"comment", ""}}));
}

} // namespace

TEST_CASE("order.bigcommerce faults: whatever is lost, each delivery is one shipment, followed and taken away as the ERP says") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        sandbox::ShopSettings store = british_store();
        store.shipment_moves_status = seed % 2 == 0;
        WritingWorld world("shipments", json(R"({"mark":"Delivery {id}","carriers":[],"lines_without_id":"hold","without_address":"leave","collected":"leave","status":"ensure","cancelled":"reopen",
            "cancel_note":"Delivery {id} was cancelled"})"), store);
        base::Random random(seed);
        const std::int64_t order = world.place();
        INFO(seed);
        const Value first = through_faults(world, random, shipment_of(world, order, "71", 0, "", "shipped"));
        const Value second = through_faults(world, random, shipment_of(world, order, "711", 0, "T-711", "shipped"));
        const Value third = through_faults(world, random, shipment_of(world, order, "712", 1, "", "shipped"));
        CHECK((is_done(first) && is_done(second) && is_done(third)));
        CHECK(world.shipments(order).size() == 3);
        CHECK(world.text(order, "status_id") == "2");
        CHECK(is_done(through_faults(world, random, change_of(shipment_of(world, order, "71", 0, "T-71", "shipped"), first))));
        CHECK(is_done(through_faults(world, random, change_of(shipment_of(world, order, "712", 1, "", "cancelled"), third))));
        const Value left = world.shipments(order);
        REQUIRE(left.size() == 2);
        CHECK((*left.as_array())[0]["tracking_number"] == Value("T-71"));
        CHECK((*left.as_array())[1]["tracking_number"] == Value("T-711"));
        CHECK(world.text(order, "status_id") == "3");
        CHECK(world.text(order, "staff_notes") == "Delivery 712 was cancelled");
    }
}

TEST_CASE("order.bigcommerce faults: whatever is lost, an order says its number and each note once") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        WritingWorld world("order-status", json(R"({"reference":"SO-{number}","note":"Booked as {number}","cancel_note":"{number} was cancelled",
            "statuses":[{"document":"booked","from":"11","to":"9"},{"document":"cancelled","from":"9","to":"5"}]})"));
        base::Random random(seed);
        const std::int64_t order = world.place(R"("staff_notes":"Call first","products":[{"sku":"MUG-BLU","price":"12.50"}])");
        const auto confirmation = [&](const char* state) {
            return delivery_of("confirmation", std::to_string(order), json(R"({"order_id":")" + std::to_string(order) + R"(","document":{"id":"501","number":"26","state":")" + std::string(state) + R"("}})"));
        };
        INFO(seed);
        const Value first = through_faults(world, random, confirmation("booked"));
        CHECK(is_done(first));
        CHECK(is_done(through_faults(world, random, change_of(confirmation("cancelled"), first))));
        CHECK(world.text(order, "external_order_id") == "SO-26");
        CHECK(world.text(order, "staff_notes") == "Call first\nBooked as 26\n26 was cancelled");
        CHECK(world.text(order, "status_id") == "5");
        CHECK(world.text(order, "total_inc_tax") == "12.5000");
    }
}

TEST_CASE("order.bigcommerce faults: the other clients of the store are left a part of its quota") {
    WritingWorld world("order-status", json(R"({"reference":"{number}","note":"","cancel_note":"","statuses":[]})"));
    const std::int64_t order = world.place();
    const Value delivery = delivery_of("confirmation", "1", json(R"({"order_id":")" + std::to_string(order) + R"(","document":{"id":"501","number":"26","state":"booked"}})"));
    world.shop.set_quota(150);
    CHECK(world.deliver(delivery)["verdict"] == Value("delivered"));
    CHECK(world.last.document["pause_ms"].is_null());
    world.shop.set_quota(3); // all of it is used now
    CHECK(world.deliver(delivery)["verdict"] == Value("delivered"));
    CHECK(world.last.document["pause_ms"].int_or(0) == 30'000);
}
