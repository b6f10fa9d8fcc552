// Protects what depends on where an order goes and comes from: warehouses, required parts of addresses, series and branches.
#include "room.hpp"

using namespace rules_room;

namespace {

Value matched(const std::string& country, const std::string& state, const std::string& postcode) {
    Value body = order();
    for (const char* at : {"consignments/0/address/", "billing_address/"}) {
        body = patched(body, std::string(at) + "country_code", country);
        body = patched(body, std::string(at) + "state", state);
        body = patched(body, std::string(at) + "postcode", postcode);
    }
    for (const char* at : {"lines/0/booking", "lines/1/booking"}) body = patched(body, at, json(R"({"quantity":"1","warehouse":"00"})"));
    return patched(patched(body, "lines/0/booking/item_code", "MUG"), "lines/1/booking/item_code", "PAN");
}

const char* map = R"({"map":[{"country":"US","state":"California","warehouse":"LAX"},{"country":"GB","postcode":"bt 1","warehouse":"BEL"},{"country":"GB","item":"PAN","warehouse":"PANS"},
    {"method":"Express","warehouse":"AIR"},{"channel":"3","warehouse":"SHOP"},{"country":"GB","warehouse":"MAIN"}]})";

} // namespace

TEST_CASE("order.rules warehouse-map: the first row that fits counts, an empty cell fits anything") {
    Room room;
    struct Case { const char *country, *state, *postcode, *mug, *pan; };
    for (const Case& one : {Case{"US", "California", "90001", "LAX", "LAX"}, Case{"GB", "", "BT1 2AA", "BEL", "BEL"}, Case{"GB", "", "BT 12AA", "BEL", "BEL"}, Case{"GB", "", "B1 2AA", "MAIN", "PANS"},
                            Case{"GB", "", "", "MAIN", "PANS"}}) {
        INFO(one.country << one.postcode);
        const Judged judged = room.apply("warehouse-map", matched(one.country, one.state, one.postcode), map);
        CHECK(judged.verdict == LL_PASS);
        CHECK(judged.line(0)["warehouse"] == Value(one.mug));
        CHECK(judged.line(1)["warehouse"] == Value(one.pan));
    }
    CHECK(room.apply("warehouse-map", patched(matched("DE", "", ""), "consignments/0/method", "Express"), map).line(0)["warehouse"] == Value("AIR"));
    CHECK(room.apply("warehouse-map", patched(matched("DE", "", ""), "channel/id", "3"), map).line(0)["warehouse"] == Value("SHOP"));
}

TEST_CASE("order.rules warehouse-map: what no row fits is held once for each destination, or takes the default") {
    Room room;
    const Judged judged = room.apply("warehouse-map", matched("DE", "", "10115"), map);
    CHECK(judged.verdict == LL_HOLD);
    REQUIRE(judged.codes() == Codes{"MAP_ENTRY_MISSING"});
    CHECK(judged.findings[0].subject == "warehouse:DE, 10115, Courier");
    std::string with_default = map;
    with_default.insert(1, R"("default":"02",)");
    CHECK(room.apply("warehouse-map", matched("DE", "", "10115"), with_default).line(0)["warehouse"] == Value("02"));
}

TEST_CASE("order.rules warehouse-map: what is not sent needs no warehouse, what is not booked gets none") {
    Room room;
    Value body = patched(matched("DE", "", ""), "consignments", Value::array());
    body = patched(patched(body, "lines/0/consignment_id", ""), "lines/1/consignment_id", "");
    const Judged judged = room.apply("warehouse-map", body, map);
    CHECK(judged.verdict == LL_PASS);
    CHECK(judged.line(0)["warehouse"] == Value("00"));
    CHECK(room.apply("warehouse-map", patched(matched("GB", "", ""), "lines/0/booking", json(R"({"quarantined":true})")), map).line(0) == json(R"({"quarantined":true})"));
}

TEST_CASE("order.rules warehouse-map: a row without a warehouse or with a wrong country is refused") {
    Room room;
    CHECK_THROWS_WITH(room.make("warehouse-map", settings("warehouse-map", R"({"map":[{"country":"GB","warehouse":""}]})")), Catch::Contains("map/0/warehouse: is empty"));
    CHECK_THROWS_WITH(room.make("warehouse-map", settings("warehouse-map", R"({"map":[{"country":"gb","warehouse":"01"}]})")), Catch::Contains("map/0/country: \"gb\" is not the code"));
}

TEST_CASE("order.rules address-check: every required part that is blank is named") {
    Room room;
    CHECK(room.apply("address-check", order()).verdict == LL_PASS);
    const Value body = patched(patched(order(), "consignments/0/address/city", "  "), "consignments/0/address/street_1", "");
    const Judged judged = room.apply("address-check", body);
    CHECK(judged.verdict == LL_HOLD);
    REQUIRE(judged.codes() == Codes{"ADDRESS_INVALID"});
    CHECK(judged.findings[0].facts["missing"] == json(R"(["street","city"])"));
    CHECK(judged.findings[0].message == "The shipping address of order 1047 has no street, city");
    CHECK(judged.findings[0].where == "/body/consignments/0/address");
    // Who pays, and who collects.
    CHECK(room.apply("address-check", patched(order(), "billing_address/phone", ""), R"({"billing":["phone"]})").codes() == Codes{"ADDRESS_INVALID"});
    CHECK(room.apply("address-check", patched(body, "consignments/0/kind", "pickup")).verdict == LL_PASS);
}

TEST_CASE("order.rules address-check: a country by its name is one, and some countries need a state") {
    Room room;
    const Value named = patched(order(), "consignments/0/address/country_code", "");
    CHECK(room.apply("address-check", named).verdict == LL_PASS);
    CHECK(room.apply("address-check", named, R"({"shipping":["country_code"]})").codes() == Codes{"ADDRESS_INVALID"});
    CHECK(room.apply("address-check", order(), R"({"states_of":["US"]})").verdict == LL_PASS);
    CHECK(room.apply("address-check", order(), R"({"states_of":["GB"]})").findings[0].facts["missing"] == json(R"(["state"])"));
    CHECK_THROWS_WITH(room.make("address-check", settings("address-check", R"({"shipping":["town"]})")), Catch::Contains("shipping/0: \"town\" is no part of an address"));
    CHECK_THROWS_WITH(room.make("address-check", settings("address-check", R"({"states_of":["usa"]})")), Catch::Contains("states_of/0: \"usa\" is not the code"));
}

TEST_CASE("order.rules posting: series and branch follow channel, country and currency, else the rule's own") {
    Room room;
    const std::string fields = R"({"series":"11","branch":"1","numbering":[{"channel":"3","series":"33"},{"country":"GB","currency":"GBP","branch":"2"},{"country":"DE","series":"44","branch":"4"}]})";
    const auto numbering = [&](const Value& body) {
        const Judged judged = room.apply("posting", body, fields);
        return judged.booking()["series"].text_or("") + "/" + judged.booking()["branch"].text_or("");
    };
    CHECK(numbering(order()) == "11/2");
    CHECK(numbering(patched(order(), "channel/id", "3")) == "33/1");
    CHECK(numbering(patched(order(), "currency", "EUR")) == "11/1");
    CHECK(numbering(patched(order(), "consignments/0/address/country_code", "DE")) == "44/4");
    CHECK_THROWS_WITH(room.make("posting", settings("posting", R"({"numbering":[{"channel":"3"}]})")), Catch::Contains("numbering/0/series: a row needs a series or a branch"));
}
