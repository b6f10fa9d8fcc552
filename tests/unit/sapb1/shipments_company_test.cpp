// Protects the way of goods against a whole simulated company: what people deliver, track and take back at their desks arrives as
// shipments of the orders that were posted, once for each state.
#include "world.hpp"

#include <map>
#include <set>

using namespace sapb1_room;

namespace {

struct Shipping : World {
    explicit Shipping(b1::CompanySettings settings = settings_of_test(), const std::string& version = "v2", const Value& fields = shipments_settings()) : World(std::move(settings), version) {
        prepare();
        source = room->shipments(fields, line);
    }
    // Posts the order, two units of SKU-1 on store line 771; gives its DocEntry.
    std::int64_t posted(const std::string& number = "1047") {
        const auto outcome = deliver({order(number)});
        REQUIRE(verdict(outcome) == "delivered");
        return std::stoll(result(outcome)["receipt"]["id"].text_or("0"));
    }
    void later(std::int64_t ms) { clock.at += ms, room->clock.at += ms; }
    // The shipments of one pass that are new to the engine: it keeps no second message with the same content.
    std::vector<Value> pass() {
        std::vector<Value> fresh;
        for (bool more = true; more;) {
            const auto outcome = source->handle(LL_POLL, Value::object({{"cursor", cursor}, {"limit", 50}}));
            for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
            REQUIRE(outcome.verdict == LL_PASS);
            for (const auto& one : outcome.emitted) {
                CHECK(one.refusal == "");
                CHECK(one.source_key == one.body["id"].text_or(""));
                if (!(known[one.source_key] == one.body)) fresh.push_back(one.body);
                known[one.source_key] = one.body;
            }
            cursor = outcome.document["cursor"];
            more = outcome.document["more"].bool_or(false);
        }
        return fresh;
    }
    std::unique_ptr<plugin::Component> source;
    Value cursor = Value::object();
    std::map<std::string, Value> known;
};

Value some_of(int line, const std::string& quantity, Value members = Value::object()) {
    return Value::object({{"lines", Value::array({Value::object({{"line", line}, {"quantity", quantity}})})}, {"members", std::move(members)}});
}

} // namespace

TEST_CASE("shipment.sapb1 company: a delivery is one shipment of its order, whichever user fields SAP copies and in both versions") {
    for (const char* version : {"v1", "v2"})
        for (const auto follow : {b1::UserFieldsFollow::headers_and_lines, b1::UserFieldsFollow::lines, b1::UserFieldsFollow::none}) {
            b1::CompanySettings settings = settings_of_test();
            settings.user_fields_follow = follow;
            Shipping world(settings, version);
            const auto entry = world.posted();
            CHECK(world.pass().empty());
            world.later(5'000);
            world.company.deliver_order(entry);
            const auto shipments = world.pass();
            INFO(version << ' ' << static_cast<int>(follow));
            REQUIRE(shipments.size() == 1);
            CHECK(shipments[0]["order_id"].text_or("") == "1047");
            CHECK(shipments[0]["erp_order_id"].text_or("") == std::to_string(entry));
            CHECK(shipments[0]["state"].text_or("") == "shipped");
            REQUIRE(shipments[0]["lines"].size() == 1);
            const Value& line = shipments[0]["lines"].as_array()->front();
            CHECK(line["line_id"].text_or("") == "771");
            CHECK(line["quantity"].text_or("") == "2");
            CHECK(line["warehouse"].text_or("") == "01");
        }
}

TEST_CASE("shipment.sapb1 company: parts of an order are shipments of their own") {
    Shipping world;
    const auto entry = world.posted();
    world.company.deliver_order(entry, some_of(0, "1"));
    const auto first = world.pass();
    REQUIRE(first.size() == 1);
    CHECK(first[0]["lines"].as_array()->front()["quantity"].text_or("") == "1");
    world.later(600'000);
    world.company.deliver_order(entry);
    const auto second = world.pass();
    REQUIRE(second.size() == 1);
    CHECK(second[0]["id"].text_or("") != first[0]["id"].text_or(""));
}

TEST_CASE("shipment.sapb1 company: a tracking number that comes later is a new state of the same shipment") {
    Shipping world;
    const auto made = world.company.deliver_order(world.posted());
    const auto first = world.pass();
    REQUIRE(first.size() == 1);
    CHECK(first[0]["tracking"].size() == 0);
    world.later(3'600'000);
    world.company.change_document("DeliveryNotes", made.doc_entry, json(R"({"TrackingNumber":"1Z1, 1Z2"})"));
    const auto second = world.pass();
    REQUIRE(second.size() == 1);
    CHECK(second[0]["id"].text_or("") == first[0]["id"].text_or("?"));
    CHECK(second[0]["tracking"].size() == 2);
}

TEST_CASE("shipment.sapb1 company: a delivery that is taken back is told as cancelled, and its mirror is none") {
    Shipping world;
    const auto made = world.company.deliver_order(world.posted());
    REQUIRE(world.pass().size() == 1);
    world.later(3'600'000);
    world.company.cancel_document("DeliveryNotes", made.doc_entry);
    const auto shipments = world.pass();
    REQUIRE(shipments.size() == 1);
    CHECK(shipments[0]["id"].text_or("") == std::to_string(made.doc_entry));
    CHECK(shipments[0]["state"].text_or("") == "cancelled");
}

TEST_CASE("shipment.sapb1 company: one delivery of two orders is a shipment of each") {
    Shipping world;
    const auto first = world.posted("1047"), second = world.posted("1048");
    world.company.make_document("DeliveryNotes", Value::object({{"CardCode", "C20007"}, {"DocumentLines", Value::array({Value::object({{"BaseType", 17}, {"BaseEntry", Value(first)}, {"BaseLine", 0}}),
                                                                                                                  Value::object({{"BaseType", 17}, {"BaseEntry", Value(second)}, {"BaseLine", 0}})})}}));
    const auto shipments = world.pass();
    REQUIRE(shipments.size() == 2);
    CHECK(shipments[0]["order_id"].text_or("") == "1047");
    CHECK(shipments[1]["order_id"].text_or("") == "1048");
    CHECK(shipments[1]["lines"].size() == 1);
}

TEST_CASE("shipment.sapb1 company: other people's deliveries are not read as ours") {
    Shipping world;
    world.company.make_document("DeliveryNotes", json(R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"SKU-1","Quantity":1,"UnitPrice":10,"WarehouseCode":"01","VatGroup":"A1"}]})"));
    CHECK(world.pass().empty());
}

TEST_CASE("shipment.sapb1 company: every delivery comes once over many pages, and nothing comes again while nothing happens") {
    b1::CompanySettings settings = settings_of_test();
    settings.next_link = b1::NextLink::without_filter;
    Shipping world(settings);
    std::set<std::string> orders;
    for (int i = 0; i < 45; ++i) {
        const std::string number = std::to_string(2000 + i);
        world.company.deliver_order(world.posted(number));
        orders.insert(number);
    }
    for (const Value& shipment : world.pass()) CHECK(orders.erase(shipment["order_id"].text_or("")) == 1);
    CHECK(orders.empty());
    world.later(600'000);
    world.pass(); // the last look back
    const int before = world.wire.requests;
    CHECK(world.pass().empty());
    CHECK(world.wire.requests == before + 1);
}

TEST_CASE("shipment.sapb1 company: deliveries of one minute, before and after a poll, are all seen") {
    Shipping world;
    const auto first = world.posted("1"), second = world.posted("2");
    world.company.deliver_order(first);
    CHECK(world.pass().size() == 1);
    world.later(10'000);
    world.company.deliver_order(second);
    CHECK(world.pass().size() == 1);
}

TEST_CASE("shipment.sapb1 company: an invoice that delivers is a shipment where that is the company's way") {
    for (const char* policy : {"ignore", "deliver"}) {
        Value fields = shipments_settings();
        fields.set("invoices", policy);
        Shipping world(settings_of_test(), "v2", fields);
        const auto by_invoice = world.posted("1"), by_delivery = world.posted("2");
        world.company.invoice("Orders", by_invoice);
        world.company.invoice("DeliveryNotes", world.company.deliver_order(by_delivery).doc_entry);
        const auto shipments = world.pass();
        const bool delivers = std::string(policy) == "deliver";
        REQUIRE(shipments.size() == (delivers ? 2U : 1U));
        CHECK(shipments[0]["order_id"].text_or("") == "2");
        if (delivers) CHECK(shipments[1]["order_id"].text_or("") == "1");
    }
}

TEST_CASE("shipment.sapb1 company: the shipping type of a delivery is told by its name, and leads to its parcels") {
    Shipping world;
    world.company.add_shipping_type(json(R"({"Code":3,"Name":"Express","Website":"https://track.example.test/?n={number}"})"));
    world.company.deliver_order(world.posted(), Value::object({{"members", json(R"({"TransportationCode":3,"TrackingNumber":"1Z1"})")}}));
    const auto shipments = world.pass();
    REQUIRE(shipments.size() == 1);
    CHECK(shipments[0]["service"].text_or("") == "Express");
    CHECK(shipments[0]["tracking"].as_array()->front()["link"].text_or("") == "https://track.example.test/?n=1Z1");
}
