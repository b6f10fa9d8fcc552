// Protects the way in of stock by the stored query: whole items, exact ranges, every refusal with what to do, and the query itself made
// once. Recorded exchanges, component in the plugin room.
#include "stock_room.hpp"

using namespace sapb1_room;
using Codes = std::vector<std::string>;

namespace {

constexpr const char* text_of_query = "select ItemCode, WhsCode, OnHand, IsCommited, OnOrder, Locked from OITW where ItemCode > :after order by ItemCode, WhsCode";

struct Preparing : StockFixture {
    Preparing() : StockFixture("query") {}
    plugin::Outcome prepare(bool dry_run = false) { return source->handle(LL_PREPARE, Value::object({{"dry_run", dry_run}})); }
    void has_query(const std::string& text) { http.answers.push_back(answered(200, Value::object({{"SqlCode", "ledgerline_stock"}, {"SqlText", text}}))); }
    void has_none() { http.answers.push_back(refused_v2(404, "-2028", "No matching records found (ODBC -2028)")); }
};

} // namespace

TEST_CASE("stock.sapb1 query: a row for each level, asked for by the last whole item") {
    StockFixture fixture("query", 4);
    fixture.page({stock_level("A", "01"), stock_level("A", "02"), stock_level("B", "01"), stock_level("B", "02")}, true);
    fixture.capitals_count();
    const Value first = fixture.told();
    CHECK(fixture.http.asked(1) == "GET /SQLQueries('ledgerline_stock')/List");
    CHECK(fixture.http.requests[1]["query"]["after"].text_or("") == "''");
    CHECK(codes_of(first) == Codes{"A", "A"}); // more levels of B may stand on the next page
    CHECK(first["until"].text_or("?") == "A");
    CHECK(message::write_json(first["columns"]) == R"({"item_code":"ItemCode","levels":"","warehouse":"WhsCode","in_stock":"OnHand","committed":"IsCommited","ordered":"OnOrder","locked":"Locked",)"
                                                   R"("locked_values":["tYES","Y"]})");
    fixture.page({stock_level("B", "01"), stock_level("B", "02"), stock_level("B", "03")});
    const Value last = fixture.told();
    CHECK(fixture.http.requests.back()["query"]["after"].text_or("") == "'A'");
    CHECK(codes_of(last) == Codes{"B", "B", "B"});
    CHECK(last["until"].text_or("?") == "");
}

TEST_CASE("stock.sapb1 query: names of columns in other capitals are taken as they come") {
    StockFixture fixture("query");
    fixture.page({json(R"({"ITEMCODE":"A","WHSCODE":"01","ONHAND":1.0,"ISCOMMITED":0.0,"ONORDER":0.0,"LOCKED":"N"})")});
    fixture.capitals_count();
    const Value page = fixture.told();
    CHECK(page["columns"]["in_stock"].text_or("") == "ONHAND");
    CHECK(codes_of(page) == Codes{"A"});
}

TEST_CASE("stock.sapb1 query: an item with more levels than a page has rows is asked for in a larger page") {
    StockFixture fixture("query", 2);
    fixture.page({stock_level("A", "01"), stock_level("A", "02")}, true);
    fixture.page({stock_level("A", "01"), stock_level("A", "02"), stock_level("A", "03")});
    fixture.capitals_count();
    CHECK(codes_of(fixture.told()).size() == 3);
    CHECK(fixture.http.requests[2]["headers"]["Prefer"].text_or("") == "odata.maxpagesize=8");
}

TEST_CASE("stock.sapb1 query: a server whose pages are smaller than an item is told to a person, not read in pieces") {
    StockFixture fixture("query", 2);
    for (int i = 0; i < 2; ++i) fixture.page({stock_level("A", "01"), stock_level("A", "02")}, true);
    const auto outcome = fixture.poll();
    CHECK(outcome.verdict == LL_RETRY);
    REQUIRE_FALSE(outcome.findings.empty());
    CHECK_THAT(outcome.findings[0].message, Catch::Contains("no more than 2 rows a page"));
}

TEST_CASE("stock.sapb1 query: where capitals do not count, levels are held and told by bytes") {
    StockFixture fixture("query", 3);
    fixture.page({stock_level("a", "01"), stock_level("B", "01"), stock_level("B", "02")}, true);
    fixture.capitals_do_not_count("a");
    CHECK(fixture.poll().emitted.empty());
    fixture.page({stock_level("B", "01"), stock_level("B", "02")});
    CHECK(fixture.poll().emitted.size() == 1);
    CHECK(fixture.http.requests.back()["query"]["after"].text_or("") == "'a'");
}

TEST_CASE("stock.sapb1 query: each refusal says what to do") {
    struct Case {
        const char *code, *text, *said;
        int status;
    };
    for (const Case& one : {Case{"701", "Invalid SQL syntax", "does not accept the text", 400}, Case{"702", "Table 'OITW' not accessible", "does not let stored queries read", 400},
                            Case{"703", "Column 'Locked' from table 'OITW' not accessible", "does not let stored queries read", 400}, Case{"704", "Parameter error", "as the parameter", 400},
                            Case{"-2028", "No matching records found (ODBC -2028)", "run `ledgerline prepare`", 404},
                            Case{"200", "Unrecognized resource path.", "has no stored queries", 404}, Case{"-6006", "You are not permitted to perform this action", "may not use stored queries", 403}}) {
        StockFixture fixture("query");
        fixture.http.answers.push_back(refused_v2(one.status, one.code, one.text));
        const auto outcome = fixture.poll();
        INFO(one.code);
        CHECK(outcome.verdict == LL_RETRY);
        REQUIRE_FALSE(outcome.findings.empty());
        CHECK(outcome.findings[0].code == "CONFIG_DRIFT");
        CHECK_THAT(outcome.findings[0].message, Catch::Contains(one.said));
    }
}

TEST_CASE("stock.sapb1 prepare: the query is made once, under its fixed code, and tried") {
    Preparing fixture;
    fixture.has_none();
    fixture.http.answers.push_back(answered(201, Value::object({{"SqlCode", "ledgerline_stock"}})));
    fixture.page({stock_level("A", "01")}, true);
    const auto outcome = fixture.prepare();
    CHECK(result(outcome)["state"].text_or("") == "created");
    CHECK(fixture.http.asked(2) == "POST /SQLQueries");
    CHECK(message::write_json(fixture.http.requests[2]["json"]) == std::string(R"({"SqlCode":"ledgerline_stock","SqlName":"Ledgerline stock levels","SqlText":")") + text_of_query + "\"}");
}

TEST_CASE("stock.sapb1 prepare: a dry run makes nothing") {
    Preparing fixture;
    fixture.has_none();
    CHECK(result(fixture.prepare(true))["state"].text_or("") == "missing");
    CHECK(fixture.http.requests.size() == 2);
}

TEST_CASE("stock.sapb1 prepare: a query that is there stays as it is, however its lines are broken") {
    Preparing fixture;
    fixture.has_query("SELECT ItemCode, WhsCode, OnHand, IsCommited, OnOrder, Locked\r\n  FROM OITW WHERE ItemCode > :after\nORDER BY ItemCode, WhsCode");
    fixture.page({stock_level("A", "01")}, true);
    CHECK(result(fixture.prepare())["state"].text_or("") == "present");
}

TEST_CASE("stock.sapb1 prepare: another text under our code is replaced") {
    Preparing fixture;
    fixture.has_query("select ItemCode from OITW");
    fixture.http.answers.push_back(answered(204, nullptr));
    fixture.page({stock_level("A", "01")}, true);
    const auto outcome = fixture.prepare();
    CHECK(result(outcome)["state"].text_or("") == "created");
    CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("replaced"));
    CHECK(fixture.http.asked(2) == "PATCH /SQLQueries('ledgerline_stock')");
}

TEST_CASE("stock.sapb1 prepare: a table that stored queries may not read is found by trying, not at night") {
    Preparing fixture;
    fixture.has_query(text_of_query);
    fixture.http.answers.push_back(refused_v2(400, "702", "Table 'OITW' not accessible"));
    const auto outcome = fixture.prepare();
    CHECK(result(outcome)["state"].text_or("") == "failed");
    CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("read: items"));
}

TEST_CASE("stock.sapb1 prepare: who reads by items needs nothing") {
    StockFixture fixture;
    const auto outcome = fixture.source->handle(LL_PREPARE, Value::object({{"dry_run", false}}));
    CHECK(outcome.verdict == LL_PASS);
    CHECK(fixture.http.requests.empty());
}

TEST_CASE("stock.sapb1 query: the largest page that may be asked for has room in a call") {
    StockFixture fixture("query", 50'000);
    std::vector<Value> rows;
    for (int i = 100'000; i < 150'000; ++i) rows.push_back(stock_level("SKU-" + std::to_string(i), "01"));
    fixture.page(std::move(rows), true);
    fixture.capitals_count();
    CHECK(codes_of(fixture.told()).size() == 49'999);
}
