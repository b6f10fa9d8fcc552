// Protects the way of goods back to the store: every delivery of the store's orders, whole or partial, with its tracking and its
// cancellation, and none of anybody else's. Recorded exchanges, component in the plugin room.
#include "room.hpp"

using namespace sapb1_room;

namespace {

// A line of a delivery that is based on a line of sales order 812.
Value based(int line, const std::string& item, const std::string& quantity, const std::string& store_line = "", int order = 812) {
    return Value::object({{"LineNum", line}, {"ItemCode", item}, {"Quantity", Value::number(quantity)}, {"WarehouseCode", "01"}, {"TreeType", "iNotATree"}, {"BaseType", 17}, {"BaseEntry", order},
                          {"BaseLine", line}, {"U_LL_Line", store_line.empty() ? Value() : Value(store_line)}});
}
Value note(int entry, std::vector<Value> lines, const std::string& time = "17:02:11") {
    return Value::object({{"DocEntry", entry}, {"DocNum", entry + 5000}, {"DocDate", "2026-01-30T00:00:00Z"}, {"CreationDate", "2026-01-30T00:00:00Z"}, {"DocTime", "16:30:00"},
                          {"UpdateDate", "2026-01-30T00:00:00Z"}, {"UpdateTime", time}, {"Cancelled", "tNO"}, {"CancelStatus", "csNo"}, {"TransportationCode", -1}, {"TrackingNumber", nullptr},
                          {"U_LL_Key", nullptr}, {"DocumentLines", Value::array(std::move(lines))}});
}
Value keyed(int entry, const std::string& key) { return Value::object({{"DocEntry", entry}, {"U_LL_Key", key}}); }
const Value nothing = list_of(Value::array());

struct Fixture {
    explicit Fixture(const Value& settings = shipments_settings()) : source(room.shipments(settings)) { http.answers.push_back(login_answer()); }
    Recorded http;
    Room room{http};
    std::unique_ptr<plugin::Component> source;
    Value cursor = Value::object();
    void answers(std::vector<Value> rows) { http.answers.push_back(list_of(Value::array(std::move(rows)))); }
    plugin::Outcome poll(int limit = 50) {
        auto outcome = source->handle(LL_POLL, Value::object({{"cursor", cursor}, {"limit", limit}}));
        for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
        for (const auto& one : outcome.emitted) CHECK(one.refusal == "");
        if (outcome.verdict == LL_PASS) cursor = outcome.document["cursor"];
        return outcome;
    }
    // A first poll that sees these deliveries, whose sales orders have these keys.
    plugin::Outcome first(std::vector<Value> notes, std::vector<Value> orders) {
        answers({});
        answers(std::move(notes));
        answers(std::move(orders));
        return poll();
    }
    std::string filter(std::size_t request) const { return http.requests.at(request)["query"]["$filter"].text_or(""); }
};

} // namespace

TEST_CASE("shipment.sapb1 reading: a delivery of an order is one shipment, canonical, with the store's ids") {
    Fixture fixture;
    const auto outcome = fixture.first({note(91, {based(0, "SKU-1", "2.0", "771")})}, {keyed(812, "order:shop:1047")});
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].type == "shipment");
    CHECK(outcome.emitted[0].source_key == "91");
    CHECK(message::write_json(outcome.emitted[0].body) ==
          R"({"id":"91","number":"5091","order_id":"1047","erp_order_id":"812","consignment_id":"","state":"shipped","shipped_on":"2026-01-30","created_at":"2026-01-30T16:30:00Z",)"
          R"("carrier":"","service":"","tracking":[],"lines":[{"id":"0","line_id":"771","item_code":"SKU-1","quantity":"2","warehouse":"01"}],"comment":""})");
}

TEST_CASE("shipment.sapb1 reading: the first poll asks for what was changed since the day that it looks back to") {
    Fixture fixture;
    fixture.first({}, {});
    CHECK(fixture.http.asked(2) == "GET /DeliveryNotes");
    CHECK(fixture.filter(2) == "UpdateDate ge '2026-01-01'");
    CHECK(fixture.http.requests.at(2)["query"]["$orderby"].text_or("") == "DocEntry");
}

TEST_CASE("shipment.sapb1 reading: where a delivery does not carry the store's line ids, the lines of its order say them") {
    Fixture fixture;
    fixture.answers({});
    fixture.answers({note(91, {based(3, "SKU-2", "1.0")})});
    fixture.answers({keyed(812, "order:shop:1047")});
    fixture.answers({Value::object({{"DocEntry", 812}, {"DocumentLines", json(R"([{"LineNum":0,"U_LL_Line":"771"},{"LineNum":3,"U_LL_Line":"774"}])")}})});
    const auto outcome = fixture.poll();
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].body["lines"].as_array()->front()["line_id"].text_or("") == "774");
}

TEST_CASE("shipment.sapb1 reading: deliveries of other orders, of other stores and without an order are nobody's shipment here") {
    Fixture fixture;
    Value alone = note(94, {Value::object({{"LineNum", 0}, {"ItemCode", "A"}, {"Quantity", 1}, {"BaseType", -1}})});
    const auto outcome = fixture.first({note(91, {based(0, "A", "1.0", "1", 5)}), note(92, {based(0, "A", "1.0", "1", 6)}), note(93, {based(0, "A", "1.0", "1", 7)}), alone},
                                       {keyed(5, ""), keyed(6, "order:shop2:1047"), keyed(7, "payment:shop:1047")});
    CHECK(outcome.verdict == LL_PASS);
    CHECK(outcome.emitted.empty());
}

TEST_CASE("shipment.sapb1 reading: a delivery that stands alone belongs to the order whose key it carries") {
    Fixture fixture;
    Value alone = note(94, {Value::object({{"LineNum", 0}, {"ItemCode", "SKU-1"}, {"Quantity", 1}, {"BaseType", -1}, {"U_LL_Line", "771"}, {"WarehouseCode", "01"}})});
    alone.set("U_LL_Key", "order:shop:1047");
    fixture.answers({});
    fixture.answers({alone});
    const auto outcome = fixture.poll();
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].body["order_id"].text_or("") == "1047");
    CHECK(outcome.emitted[0].body["erp_order_id"].text_or("?") == "");
}

TEST_CASE("shipment.sapb1 reading: a delivery of several orders is a shipment of each, with its own lines") {
    Fixture fixture;
    const auto outcome = fixture.first({note(91, {based(0, "SKU-1", "1.0", "771"), based(0, "SKU-2", "3.0", "881", 813), based(1, "SKU-3", "1.0", "772")})},
                                       {keyed(812, "order:shop:1047"), keyed(813, "order:shop:1048")});
    REQUIRE(outcome.emitted.size() == 2);
    CHECK(outcome.emitted[0].source_key == "91-1047");
    CHECK(outcome.emitted[0].body["lines"].size() == 2);
    CHECK(outcome.emitted[1].source_key == "91-1048");
    CHECK(outcome.emitted[1].body["erp_order_id"].text_or("") == "813");
    CHECK(outcome.emitted[1].body["lines"].as_array()->front()["line_id"].text_or("") == "881");
}

TEST_CASE("shipment.sapb1 reading: several parcels are told apart, with the address of the shipping type") {
    Fixture fixture;
    Value row = note(91, {based(0, "SKU-1", "1.0", "771")});
    row.set("TrackingNumber", "1Z 999; 1Z 998,1Z 999");
    row.set("TransportationCode", 3);
    fixture.answers({});
    fixture.answers({row});
    fixture.answers({keyed(812, "order:shop:1047")});
    fixture.answers({json(R"({"Code":3,"Name":"Express","Website":"https://track.example.test/?n={number}"})")});
    const auto outcome = fixture.poll();
    REQUIRE(outcome.emitted.size() == 1);
    const Value& body = outcome.emitted[0].body;
    CHECK(body["service"].text_or("") == "Express");
    CHECK(message::write_json(body["tracking"]) == R"([{"number":"1Z 999","link":"https://track.example.test/?n=1Z 999","carrier":""},{"number":"1Z 998","link":"https://track.example.test/?n=1Z 998","carrier":""}])");
}

TEST_CASE("shipment.sapb1 reading: a user field of the packages adds their numbers, and a home page is no place to follow a parcel") {
    Value settings = shipments_settings();
    settings.set("package_field", "U_Tracking");
    Fixture fixture(settings);
    Value row = note(91, {based(0, "SKU-1", "1.0", "771")});
    row.set("TrackingNumber", "P1");
    row.set("DocumentPackages", json(R"([{"Number":1,"U_Tracking":"P1"},{"Number":2,"U_Tracking":"P2"},{"Number":3,"U_Tracking":null}])"));
    row.set("TransportationCode", 3);
    fixture.answers({});
    fixture.answers({row});
    fixture.answers({keyed(812, "order:shop:1047")});
    fixture.answers({json(R"({"Code":3,"Name":"Express","Website":"https://example.test"})")});
    const auto outcome = fixture.poll();
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(message::write_json(outcome.emitted[0].body["tracking"]) == R"([{"number":"P1","link":"","carrier":""},{"number":"P2","link":"","carrier":""}])");
    CHECK_THAT(fixture.http.requests.at(2)["query"]["$select"].text_or(""), Catch::Contains("DocumentPackages"));
}

TEST_CASE("shipment.sapb1 reading: a cancelled delivery is told as cancelled") {
    Fixture fixture;
    Value row = note(91, {based(0, "SKU-1", "1.0", "771")});
    row.set("CancelStatus", "csYes");
    const auto outcome = fixture.first({row}, {keyed(812, "order:shop:1047")});
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].body["state"].text_or("") == "cancelled");
}

TEST_CASE("shipment.sapb1 reading: the document that reverses a delivery is no shipment, and leads to the one that it reverses") {
    Fixture fixture;
    Value mirror = note(95, {Value::object({{"LineNum", 0}, {"ItemCode", "SKU-1"}, {"Quantity", 1}, {"BaseType", 15}, {"BaseEntry", 91}, {"BaseLine", 0}})});
    mirror.set("CancelStatus", "csCancellation");
    Value original = note(91, {based(0, "SKU-1", "1.0", "771")});
    original.set("CancelStatus", "csYes");
    fixture.answers({});
    fixture.answers({mirror});
    fixture.answers({original});
    fixture.answers({keyed(812, "order:shop:1047")});
    const auto outcome = fixture.poll();
    CHECK(fixture.filter(3) == "DocEntry eq 91");
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].source_key == "91");
    CHECK(outcome.emitted[0].body["state"].text_or("") == "cancelled");
}

TEST_CASE("shipment.sapb1 reading: components of a kit are left out, the kit itself is sent") {
    Fixture fixture;
    Value part = based(1, "PART", "4.0", "", 812);
    part.set("TreeType", "iIngredient");
    fixture.answers({});
    fixture.answers({note(91, {based(0, "KIT", "2.0", "771"), part})});
    fixture.answers({keyed(812, "order:shop:1047")});
    fixture.answers({Value::object({{"DocEntry", 812}, {"DocumentLines", json(R"([{"LineNum":0,"U_LL_Line":"771"},{"LineNum":1,"U_LL_Line":null}])")}})});
    const auto outcome = fixture.poll();
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].body["lines"].size() == 1);
}

TEST_CASE("shipment.sapb1 reading: pages go by the entry, and the delta looks back before the newest change") {
    Fixture fixture;
    fixture.answers({note(93, {}, "18:00:00")}); // the newest of all
    fixture.answers({note(91, {}), note(92, {})});
    CHECK(fixture.poll(2).document["more"].bool_or(false));
    fixture.answers({note(93, {}, "18:00:00")});
    CHECK_FALSE(fixture.poll(2).document["more"].bool_or(true));
    CHECK(fixture.filter(3) == "UpdateDate ge '2026-01-01' and DocEntry gt 92");
    fixture.answers({});
    fixture.poll(2);
    CHECK(fixture.filter(4) == "(UpdateDate gt '2026-01-30' or (UpdateDate eq '2026-01-30' and UpdateTime ge '17:58:00'))");
}

TEST_CASE("shipment.sapb1 reading: a page that is too large is asked for in smaller ones") {
    Fixture fixture;
    fixture.answers({});
    fixture.http.answers.push_back(no_answer("the answer is larger than 8388608 bytes"));
    fixture.answers({note(91, {based(0, "SKU-1", "1.0", "771")})});
    fixture.answers({keyed(812, "order:shop:1047")});
    const auto outcome = fixture.poll();
    CHECK(fixture.http.requests.at(2)["headers"]["Prefer"].text_or("") == "odata.maxpagesize=20");
    CHECK(fixture.http.requests.at(3)["headers"]["Prefer"].text_or("") == "odata.maxpagesize=5");
    CHECK(outcome.emitted.size() == 1);
}

TEST_CASE("shipment.sapb1 reading: one document that is too large is passed over and told, and the others go on") {
    Fixture fixture;
    Value huge = note(91, {});
    huge.set("U_LL_Key", "order:shop:1047");
    fixture.answers({});
    for (int i = 0; i < 3; ++i) fixture.http.answers.push_back(no_answer("the answer is larger than 8388608 bytes"));
    fixture.answers({huge});
    const auto outcome = fixture.source->handle(LL_POLL, Value::object({{"cursor", Value::object()}, {"limit", 50}}));
    REQUIRE(outcome.verdict == LL_PASS);
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].source_key == "91");
    CHECK_THAT(outcome.emitted[0].refusal, Catch::Contains("lines"));
    CHECK(outcome.document["more"].bool_or(false));
    fixture.cursor = outcome.document["cursor"];
    fixture.answers({note(92, {based(0, "SKU-1", "1.0", "771")})});
    fixture.answers({keyed(812, "order:shop:1047")});
    CHECK(fixture.poll().emitted.size() == 1);
    CHECK_THAT(fixture.filter(6), Catch::Contains("DocEntry gt 91"));
}

TEST_CASE("shipment.sapb1 reading: an order whose lines are too large an answer leaves the line ids open") {
    Fixture fixture;
    fixture.answers({});
    fixture.answers({note(91, {based(0, "SKU-1", "1.0"), based(1, "SKU-2", "1.0")})});
    fixture.answers({keyed(812, "order:shop:1047")});
    fixture.http.answers.push_back(no_answer("the answer is larger than 8388608 bytes"));
    const auto outcome = fixture.poll();
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].body["lines"].as_array()->front()["line_id"].text_or("?") == "");
}

TEST_CASE("shipment.sapb1 reading: invoices deliver only by policy, and only with the lines that come from the order itself") {
    Value settings = shipments_settings();
    settings.set("invoices", "deliver");
    Fixture fixture(settings);
    Value after_delivery = note(60, {Value::object({{"LineNum", 0}, {"ItemCode", "SKU-1"}, {"Quantity", 1}, {"BaseType", 15}, {"BaseEntry", 91}, {"BaseLine", 0}})});
    after_delivery.set("U_LL_Key", "order:shop:1047");
    Value reserve = note(61, {based(0, "SKU-1", "1.0", "771")});
    reserve.set("ReserveInvoice", "tYES");
    fixture.answers({});
    fixture.answers({}); // deliveries
    fixture.answers({});
    fixture.answers({after_delivery, reserve, note(91, {based(0, "SKU-1", "1.0", "771")})});
    fixture.answers({keyed(812, "order:shop:1047")});
    const auto outcome = fixture.poll();
    CHECK(fixture.http.asked(4) == "GET /Invoices");
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].source_key == "invoice-91");
}

TEST_CASE("shipment.sapb1 reading: an outage leaves the cursor where it was") {
    Fixture fixture;
    fixture.http.answers.push_back(no_answer());
    CHECK(fixture.poll().verdict == LL_RETRY);
    CHECK(fixture.cursor == Value::object());
}

TEST_CASE("shipment.sapb1 settings: a store that is no name and a field that is none are refused") {
    Recorded http;
    Room room(http);
    Value settings = shipments_settings();
    settings.set("store", "order:shop");
    CHECK_THROWS_WITH(room.shipments(settings), Catch::Contains("store: \"order:shop\" is not the name of a connection"));
    settings = shipments_settings();
    settings.set("package_field", "Tracking");
    CHECK_THROWS_WITH(room.shipments(settings), Catch::Contains("package_field: \"Tracking\" is not a user field"));
    settings = shipments_settings();
    settings.set("overlap", 59'000);
    CHECK_THROWS_WITH(room.shipments(settings), Catch::Contains("overlap: must be a minute or more"));
}
