// Protects the way in of stock as it stands in the items: pages whose ranges are exact, in which no item is lost and none is set to
// nothing by mistake, whatever order the database has. Recorded exchanges, component in the plugin room.
#include "stock_room.hpp"

using namespace sapb1_room;
using Codes = std::vector<std::string>;

TEST_CASE("stock.sapb1 items: a page hands the rows over as SAP wrote them, says which member is what, and when it was asked for") {
    StockFixture fixture;
    fixture.page({stock_item("A")});
    fixture.capitals_count();
    const Value page = fixture.told();
    CHECK(message::write_json(page["columns"]) == R"({"item_code":"ItemCode","levels":"ItemWarehouseInfoCollection","warehouse":"WarehouseCode","in_stock":"InStock","committed":"Committed",)"
                                                  R"("ordered":"Ordered","locked":"Locked","locked_values":["tYES","Y"]})");
    CHECK(message::write_json(page["rows"]) == message::write_json(Value::array({stock_item("A")})));
    CHECK(page["as_of"].text_or("") == "2026-01-31T09:00:00.000Z");
    CHECK(fixture.key == "-");
}

TEST_CASE("stock.sapb1 items: only what is needed is asked for, in large pages") {
    StockFixture fixture("items", 0);
    fixture.page({stock_item("A")});
    fixture.capitals_count();
    fixture.told();
    const Value& request = fixture.http.requests[1];
    CHECK(request["path"].text_or("") == "/Items");
    CHECK(request["query"]["$select"].text_or("") == "ItemCode,ItemWarehouseInfoCollection");
    CHECK(request["headers"]["Prefer"].text_or("") == "odata.maxpagesize=1000");
}

TEST_CASE("stock.sapb1 items: the pages of a snapshot follow one another without a gap, from the first code to the last") {
    StockFixture fixture;
    fixture.page({stock_item("A"), stock_item("O'B")}, true);
    fixture.capitals_count();
    const Value first = fixture.told();
    CHECK(fixture.more);
    fixture.page({stock_item("P")});
    const Value last = fixture.told();
    CHECK_FALSE(fixture.more);
    CHECK(fixture.filter() == "ItemCode gt 'O''B'");
    CHECK(first["after"].text_or("?") + "|" + first["until"].text_or("?") + "|" + last["after"].text_or("?") + "|" + last["until"].text_or("?") == "|O'B|O'B|");
    CHECK(fixture.key == "O'B");
}

TEST_CASE("stock.sapb1 items: when the last page is full, an empty one ends the snapshot") {
    StockFixture fixture;
    fixture.page({stock_item("A"), stock_item("B")});
    fixture.capitals_count();
    fixture.told();
    fixture.page({});
    const Value last = fixture.told();
    CHECK(last["until"].text_or("?") == "");
    CHECK(last["rows"].size() == 0);
}

TEST_CASE("stock.sapb1 items: after a snapshot the next one begins at the first code") {
    StockFixture fixture;
    fixture.page({stock_item("A")});
    fixture.capitals_count();
    fixture.told();
    fixture.page({stock_item("A")});
    fixture.told();
    CHECK(fixture.filter() == "");
    CHECK(fixture.key == "-");
}

TEST_CASE("stock.sapb1 items: the time of a page is that before its request left, not that of its answer") {
    StockFixture fixture;
    fixture.http.on_request = [&](const Value& request) {
        if (request["path"].text_or("") == "/Items") fixture.room.clock.at += 5'000;
    };
    fixture.page({stock_item("A")});
    fixture.capitals_count();
    CHECK(fixture.told()["as_of"].text_or("") == "2026-01-31T09:00:00.000Z");
}

TEST_CASE("stock.sapb1 items: a company that lists nothing at all is not believed") {
    StockFixture fixture;
    fixture.page({});
    const auto outcome = fixture.poll();
    CHECK(outcome.verdict == LL_RETRY);
    CHECK(outcome.emitted.empty());
}

TEST_CASE("stock.sapb1 items: levels without a quantity stop the reading instead of being taken for nothing") {
    StockFixture fixture;
    fixture.page({json(R"({"ItemCode":"A","ItemWarehouseInfoCollection":[{"WarehouseCode":"01","InStock":1.0,"Ordered":0.0}]})")});
    const auto outcome = fixture.poll();
    CHECK(outcome.verdict == LL_RETRY);
    REQUIRE_FALSE(outcome.findings.empty());
    CHECK(outcome.findings[0].code == "CONFIG_DRIFT");
    CHECK_THAT(outcome.findings[0].message, Catch::Contains("without Committed"));
}

TEST_CASE("stock.sapb1 items: rows that are too large for one answer are asked for in smaller pages, and it is remembered how small") {
    StockFixture fixture("items", 100);
    fixture.http.answers.push_back(no_answer("the answer is larger than 8388608 bytes"));
    fixture.page({stock_item("A")}, true);
    fixture.capitals_count();
    fixture.told();
    fixture.page({stock_item("B")});
    fixture.told();
    CHECK(fixture.http.requests.back()["headers"]["Prefer"].text_or("") == "odata.maxpagesize=25");
}

TEST_CASE("stock.sapb1 items: a lost answer leaves the cursor where it was") {
    StockFixture fixture;
    fixture.page({stock_item("A"), stock_item("B")}, true);
    fixture.capitals_count();
    fixture.told();
    fixture.http.answers.push_back(no_answer());
    CHECK(fixture.poll().verdict == LL_RETRY);
    fixture.page({stock_item("C")});
    fixture.told();
    CHECK(fixture.filter() == "ItemCode gt 'B'");
}

TEST_CASE("stock.sapb1 items: a server that goes round in circles is not followed") {
    StockFixture fixture;
    fixture.page({stock_item("A"), stock_item("B")}, true);
    fixture.capitals_count();
    fixture.told();
    fixture.page({stock_item("A"), stock_item("B")}, true);
    const auto outcome = fixture.poll();
    CHECK(outcome.verdict == LL_RETRY);
    CHECK(outcome.emitted.empty());
}

TEST_CASE("stock.sapb1 order: a server that goes round in circles is not followed where the snapshot is held either") {
    StockFixture fixture;
    fixture.page({stock_item("a1"), stock_item("B2")}, true);
    fixture.capitals_do_not_count("a1");
    fixture.poll();
    fixture.page({stock_item("a1"), stock_item("B2")}, true);
    CHECK(fixture.poll().verdict == LL_RETRY);
}

TEST_CASE("stock.sapb1 order: where capitals do not count, nothing is told until everything is read, and then by bytes") {
    StockFixture fixture;
    fixture.page({stock_item("a1"), stock_item("B2")}, true);
    fixture.capitals_do_not_count("a1");
    CHECK(fixture.poll().emitted.empty());
    CHECK(fixture.filter() == "ItemCode eq 'A1'");
    fixture.room.clock.at += 5'000;
    fixture.page({stock_item("c3")});
    const Value page = fixture.told();
    CHECK(fixture.filter() == "ItemCode gt 'B2'");
    CHECK(codes_of(page) == Codes{"B2", "a1", "c3"});
    CHECK(page["until"].text_or("?") == "");
    CHECK(page["as_of"].text_or("") == "2026-01-31T09:00:00.000Z"); // of its oldest page
    CHECK_FALSE(fixture.more);
}

TEST_CASE("stock.sapb1 order: what is held keeps its quantities to the digit and whether it is locked") {
    StockFixture fixture;
    fixture.page({json(R"({"ItemCode":"a","ItemWarehouseInfoCollection":[{"WarehouseCode":"01","InStock":0.1000000001,"Committed":-3.0,"Ordered":1e2,"Locked":"tYES"},)"
                       R"({"WarehouseCode":"02","InStock":1.0,"Committed":0.0,"Ordered":0.0,"Locked":"tNO"}]})")});
    fixture.capitals_do_not_count("a");
    const Value page = fixture.told();
    CHECK(message::write_json(page["rows"]) == R"([{"c":"a","w":"01","s":0.1000000001,"p":-3.0,"o":1e2,"l":"Y"},{"c":"a","w":"02","s":1.0,"p":0.0,"o":0.0}])");
    CHECK(page["columns"]["levels"].text_or("?") == "");
}

TEST_CASE("stock.sapb1 order: a held snapshot is not asked for its order again, and a process that was started anew reads it anew") {
    StockFixture fixture;
    fixture.page({stock_item("a1"), stock_item("B2")}, true);
    fixture.capitals_do_not_count("a1");
    fixture.poll();
    fixture.source = fixture.room.stock("items", 2);
    fixture.http.answers.push_back(login_answer());
    fixture.page({stock_item("a1"), stock_item("B2")}, true);
    CHECK(fixture.poll().emitted.empty());
    CHECK(fixture.filter() == "");
    fixture.page({stock_item("c3")});
    CHECK(codes_of(fixture.told()) == Codes{"B2", "a1", "c3"});
}

TEST_CASE("stock.sapb1 order: codes without a letter say nothing of the order, so they are held") {
    StockFixture fixture;
    fixture.page({stock_item("10-1"), stock_item("101")}, true);
    CHECK(fixture.poll().emitted.empty());
    fixture.page({stock_item("10-2")});
    CHECK(codes_of(fixture.told()) == Codes{"10-1", "10-2", "101"});
}

TEST_CASE("stock.sapb1 order: an order that shows only later begins the snapshot anew, and then everything is held") {
    StockFixture fixture;
    fixture.page({stock_item("A"), stock_item("B5")}, true);
    fixture.capitals_count();
    fixture.told();
    fixture.page({stock_item("B-6"), stock_item("C")}, true);
    CHECK(fixture.poll().emitted.empty());
    fixture.page({stock_item("A"), stock_item("B5")}, true);
    CHECK(fixture.poll().emitted.empty());
    CHECK(fixture.filter() == "");
    fixture.page({stock_item("B-6")});
    CHECK(codes_of(fixture.told()) == Codes{"A", "B-6", "B5"});
}

TEST_CASE("stock.sapb1 order: an item that comes twice in one reading is not told twice") {
    StockFixture fixture;
    fixture.page({stock_item("a1"), stock_item("B2")}, true);
    fixture.capitals_do_not_count("a1");
    fixture.poll();
    fixture.page({stock_item("a1")});
    const auto outcome = fixture.poll();
    CHECK(outcome.verdict == LL_RETRY);
    CHECK(outcome.emitted.empty());
}

TEST_CASE("stock.sapb1 order: a figure that a held level does not have is left out, so that the engine refuses it instead of taking it for nothing") {
    StockFixture fixture;
    fixture.page({json(R"({"ItemCode":"a","ItemWarehouseInfoCollection":[{"WarehouseCode":"01","InStock":1.0,"Committed":1.0,"Ordered":0.0},{"WarehouseCode":"02","InStock":7.0,"Ordered":0.0}]})")});
    fixture.capitals_do_not_count("a");
    CHECK(message::write_json(fixture.told()["rows"]) == R"([{"c":"a","w":"01","s":1.0,"p":1.0,"o":0.0},{"c":"a","w":"02","s":7.0,"o":0.0}])");
}

TEST_CASE("stock.sapb1 order: a held page that the engine did not take is not told for ever, the snapshot is read anew") {
    StockFixture fixture;
    std::vector<Value> many;
    for (int i = 1000; i < 3500; ++i) many.push_back(stock_item("a" + std::to_string(i)));
    fixture.source = fixture.room.stock("items", 5000);
    fixture.page(many);
    fixture.capitals_do_not_count("a1000");
    fixture.told();
    CHECK(fixture.more);
    const Value before = fixture.cursor;
    CHECK(codes_of(fixture.told()).front() == "a3000");
    fixture.cursor = before;
    fixture.page({stock_item("a1"), stock_item("B2")});
    CHECK(codes_of(fixture.told()) == Codes{"B2", "a1"});
}

TEST_CASE("stock.sapb1 order: a page that begins with the item it was asked to follow is not added to what is held of that item") {
    StockFixture fixture;
    fixture.page({stock_item("a1"), stock_item("B2")}, true);
    fixture.capitals_do_not_count("a1");
    fixture.poll();
    fixture.page({stock_item("B2"), stock_item("c3")});
    const auto outcome = fixture.poll();
    CHECK(outcome.verdict == LL_RETRY);
    CHECK(outcome.emitted.empty());
}

TEST_CASE("stock.sapb1 settings: an impossible size of a page is refused when the component is made") {
    Recorded http;
    Room room(http);
    CHECK_THROWS_WITH(room.stock("items", -1), Catch::Contains("page_size: must be from 0 to"));
}

TEST_CASE("stock.sapb1 items: a page that fits into an answer but not twice into a call is asked for in smaller ones") {
    StockFixture fixture("items", 1000);
    std::string filler;
    for (int i = 0; i < 61; ++i) filler += ",\"Prop" + std::to_string(i) + "ertyName\":0.0";
    std::vector<Value> rows;
    std::size_t bytes = 0;
    for (int i = 100'000; bytes < 8'300'000 && i < 101'000; ++i) {
        std::string levels;
        for (int w = 0; w < 7; ++w) levels += std::string(w ? "," : "") + R"({"WarehouseCode":"0)" + std::to_string(w) + R"(","InStock":1.0,"Committed":0.0,"Ordered":0.0)" + filler + "}";
        const std::string row = R"({"ItemCode":"SKU-)" + std::to_string(i) + R"(","ItemWarehouseInfoCollection":[)" + levels + "]}";
        bytes += row.size();
        rows.push_back(json(row));
    }
    fixture.page(rows);
    fixture.capitals_count();
    auto outcome = fixture.poll();
    REQUIRE(outcome.verdict == LL_PASS);
    CHECK(outcome.emitted.empty());
    CHECK(outcome.document["more"].bool_or(false));
    rows.resize(250);
    fixture.page(std::move(rows));
    CHECK(codes_of(fixture.told()).size() == 250);
    CHECK(fixture.http.requests.back()["headers"]["Prefer"].text_or("") == "odata.maxpagesize=250");
    CHECK(fixture.filter() == "");
}
