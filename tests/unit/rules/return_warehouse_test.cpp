// Protects where returned goods go: what can be sold into stock, what cannot never into a warehouse that nobody named, and nothing that the ERP has already.
#include "refund_sample.hpp"

using namespace rules_room;

namespace {

Value returned(bool sellable, const std::string& warehouse = "", const std::string& item = "MUG") {
    Value out = json(R"({"id":"R1","number":"R1","origin":"console","order_id":"1047","store":"shop","refund_id":"","received_on":"2026-03-01","confirmed_at":"","confirmed_by":"ada","stock_posted":false,"note":""})");
    const Value booking = Value::object({{"line_id", "31"}, {"item_code", item}, {"units", "1"}, {"quantity", "1"}});
    out.set("lines", Value::array({Value::object({{"id", "1"}, {"line_id", "31"}, {"sku", "MUG"}, {"item_code", item}, {"quantity", "1"}, {"sellable", sellable}, {"warehouse", warehouse}, {"reason", ""},
                                                  {"booking", Value::array({booking})}})}));
    out.set("original", original());
    return out;
}

// "01 posts", "SCRAP posts", " nothing".
std::string goes(const Value& body, const std::string& patch = "{}") {
    const Judged judged = Room().apply("return-warehouse", body, patch);
    REQUIRE(judged.verdict == LL_PASS);
    const Value booking = judged.body["lines"].as_array()->at(0)["booking"].as_array()->at(0);
    return booking["warehouse"].text_or("?") + (booking["posts"].bool_or(false) ? " posts" : " nothing");
}

const char* const map = R"({"map":[{"@line":2,"item":"PAN","from warehouse":"","sellable":"yes","warehouse":""},{"@line":3,"item":"","from warehouse":"01","sellable":"yes","warehouse":"RET"},
    {"@line":4,"item":"MUG","from warehouse":"","sellable":"no","warehouse":"REPAIR"}],"scrap_warehouse":"SCRAP"})";

} // namespace

TEST_CASE("rules.returns without a table sellable goods go where they were sold from, the others nowhere") {
    CHECK(goes(returned(true)) == "01 posts");
    CHECK(goes(returned(false)) == " nothing");
    CHECK(goes(returned(true), R"({"sellable_warehouse":"02","scrap_warehouse":"SCRAP"})") == "02 posts");
    CHECK(goes(returned(false), R"({"sellable_warehouse":"02","scrap_warehouse":"SCRAP"})") == "SCRAP posts");
}

TEST_CASE("rules.returns the first row of the table that fits counts, and what was written on the return before it") {
    CHECK(goes(returned(true), map) == "RET posts");
    CHECK(goes(returned(true, "", "PAN"), map) == " nothing");
    CHECK(goes(returned(false), map) == "REPAIR posts");
    CHECK(goes(returned(false, "", "PAN"), map) == "SCRAP posts");
    CHECK(goes(returned(true, "05"), map) == "05 posts");
}

TEST_CASE("rules.returns nothing is posted of what the ERP has booked, or what was taken back") {
    Value body = returned(true, "07");
    body.set("stock_posted", true);
    CHECK(goes(body) == "07 nothing");
    body.set("cancelled", true);
    CHECK(Room().apply("return-warehouse", body).changes.empty());
}

TEST_CASE("rules.returns goods of a line that is on no document are for a person") {
    const Judged judged = Room().apply("return-warehouse", returned(true, "", ""));
    CHECK(judged.verdict == LL_HOLD);
    CHECK(judged.codes() == std::vector<std::string>{"RETURN_NO_ORDER"});
    CHECK(Room().apply("return-warehouse", returned(false, "", "")).verdict == LL_PASS); // it goes nowhere anyway
}

TEST_CASE("rules.returns sellable goods of which nobody says where they go are for a person, and never nowhere") {
    Value body = returned(true);
    body.set("original", patched(original(), "lines/0/warehouse", ""));
    const Judged judged = Room().apply("return-warehouse", body);
    CHECK(judged.verdict == LL_HOLD);
    CHECK(judged.codes() == std::vector<std::string>{"MAP_ENTRY_MISSING"});
    CHECK(goes(body, R"({"sellable_warehouse":"02"})") == "02 posts");
    CHECK(goes(body, R"({"map":[{"@line":2,"item":"","from warehouse":"","sellable":"yes","warehouse":""}]})") == " nothing"); // operations say so
    const Judged unbooked = Room().apply("return-warehouse", patched(body, "lines/0/booking/0/item_code", ""));
    CHECK(unbooked.codes() == std::vector<std::string>{"RETURN_NO_ORDER"});
}

TEST_CASE("rules.returns a row that is neither yes nor no is refused") {
    CHECK_THROWS(Room().apply("return-warehouse", returned(true), R"({"map":[{"@line":2,"item":"","from warehouse":"","sellable":"maybe","warehouse":"01"}]})"));
}
