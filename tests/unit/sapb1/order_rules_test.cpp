// Protects that nothing is posted while the company reckons otherwise, and what preparing makes there.
#include "orders_room.hpp"

using namespace sapb1_room;
using namespace sapb1_room::ordering;

TEST_CASE("order.sapb1 company rules: nothing is posted while the company rounds otherwise than the rules reckon") {
    for (const char* settings : {R"({"PriceAccuracy":6,"TotalsAccuracy":2,"RoundTaxAmounts":"tNO"})", R"({"AdminInfo":{"PriceAccuracy":"6","RoundTaxAmounts":"N"}})"}) {
        Fixture fixture;
        fixture.http.company = answered(200, json(settings));
        const auto outcome = fixture.deliver({order()});
        INFO(settings);
        CHECK(outcome.verdict == LL_RETRY);
        REQUIRE_FALSE(outcome.findings.empty());
        CHECK(outcome.findings[0].code == "CONFIG_DRIFT");
        CHECK_THAT(outcome.findings[0].message, Catch::Contains("total-check's tax_rounding to document"));
        // Corrected there, it goes on at the next try.
        fixture.http.company = answered(200, json(R"({"PriceAccuracy":6,"TotalsAccuracy":2,"RoundTaxAmounts":"tYES"})"));
        fixture.answers(BatchText().done("1047", 812).end());
        CHECK(verdict(fixture.deliver({order()})) == "delivered");
    }
}

TEST_CASE("order.sapb1 company rules: a price with more digits than the company keeps stops its own order alone") {
    Fixture fixture;
    fixture.http.company = answered(200, json(R"({"PriceAccuracy":2,"TotalsAccuracy":2,"RoundTaxAmounts":"tYES"})"));
    Value fine = order("2"), body = order("1");
    body.find("lines")->as_array()->at(0).member("booking").set("unit_price", "24.901");
    fixture.answers(BatchText().done("2", 812).end());
    const auto outcome = fixture.deliver({body, fine});
    CHECK(result(outcome, 0)["code"].text_or("") == "CONFIG_DRIFT");
    CHECK_THAT(result(outcome, 0)["message"].text_or(""), Catch::Contains("price_decimals to 2"));
    CHECK(result(outcome, 1)["verdict"].text_or("") == "delivered");
}

TEST_CASE("order.sapb1 company rules: a company that does not show its settings is posted to all the same") {
    for (const Value& answer : {refused_v2(403, "-5002", "No permission"), answered(200, json("{}")), answered_text(200, "<html>", "text/html")}) {
        Fixture fixture;
        fixture.http.company = answer;
        fixture.answers(BatchText().done("1047", 812).end());
        CHECK(verdict(fixture.deliver({order()})) == "delivered");
    }
}

TEST_CASE("order.sapb1 prepare: what is missing is made, and what is there is left alone") {
    Fixture fixture;
    fixture.answers(nothing_found);
    fixture.answers(answered(201, json("{}")));
    fixture.answers(list_of(Value::array({json(R"({"TableName":"ORDR","Name":"LL_Key"})")})));
    fixture.answers(nothing_found);
    fixture.answers(refused_v2(400, "-2035", "This entry already exists in the following tables (ODBC -2035)"));
    const auto outcome = fixture.sink->handle(LL_PREPARE, Value::object({{"dry_run", false}}));
    CHECK(outcome.verdict == LL_PASS);
    CHECK(result(outcome, 0)["state"].text_or("") == "created");
    CHECK_THAT(result(outcome, 0)["message"].text_or(""), Catch::Contains("restart Service Layer"));
    CHECK(result(outcome, 1)["state"].text_or("") == "present");
    CHECK(result(outcome, 2)["state"].text_or("") == "present");
    CHECK(message::write_json(fixture.http.requests.at(2)["json"]) == R"({"TableName":"LEDGERLINE","TableDescription":"Ledgerline keys","TableType":"bott_NoObject"})");
    CHECK(message::write_json(fixture.http.requests.at(5)["json"]) ==
          R"({"TableName":"RDR1","Name":"LL_Line","Description":"Store line id","Type":"db_Alpha","SubType":"st_None","Size":30,"EditSize":30})");
}

TEST_CASE("order.sapb1 prepare: a dry run only looks") {
    Fixture fixture;
    for (int i = 0; i < 3; ++i) fixture.answers(nothing_found);
    const auto outcome = fixture.sink->handle(LL_PREPARE, Value::object({{"dry_run", true}}));
    CHECK(result(outcome, 0)["state"].text_or("") == "missing");
    CHECK(result(outcome, 2)["state"].text_or("") == "missing");
    for (std::size_t i = 1; i < fixture.http.requests.size(); ++i) CHECK(fixture.http.requests[i]["method"].text_or("") == "GET");
}
