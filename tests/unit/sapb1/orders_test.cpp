// Protects what becomes of an order: one change set, one document, and a true word about every answer, also the strange ones.
// Recorded exchanges, component in the plugin room.
#include "orders_room.hpp"

using namespace sapb1_room;
using namespace sapb1_room::ordering;

TEST_CASE("order.sapb1 posting: an order is delivered with key, number, amount and currency of its document") {
    Fixture fixture;
    fixture.answers(BatchText().done("1047", 812).end());
    const auto outcome = fixture.deliver({order()});
    REQUIRE(verdict(outcome) == "delivered");
    const Value& receipt = result(outcome)["receipt"];
    CHECK(receipt["id"].text_or("") == "812");
    CHECK(receipt["number"].text_or("") == "26000812");
    CHECK(receipt["amount"].text_or("") == "54.8");
    CHECK(receipt["currency"].text_or("") == "GBP");
}

TEST_CASE("order.sapb1 posting: a document in foreign currency is told in its own") {
    Fixture fixture;
    BatchText text = BatchText().done("1047", 812, "43.27");
    text.text.replace(text.text.find("\"DocTotalFc\" : 0.0"), 18, "\"DocTotalFc\" : 54.800000000000004");
    fixture.answers(text.end());
    CHECK(result(fixture.deliver({order()}))["receipt"]["amount"].text_or("") == "54.8");
}

TEST_CASE("order.sapb1 posting: the key's row and the document go in one change set") {
    Fixture fixture;
    fixture.answers(BatchText().done("1047", 812).end());
    fixture.deliver({order()});
    const Value& request = fixture.http.requests.at(1);
    CHECK(request["path"].text_or("") == "/$batch");
    CHECK(request["headers"]["Content-Type"].text_or("") == "multipart/mixed;boundary=batch_ledgerline");
    CHECK_THAT(request["text"].text_or(""), Catch::Contains("POST /b1s/v2/U_LEDGERLINE HTTP/1.1") &&
                                                Catch::Contains(R"({"Code":"order:shop:1047","Name":"order:shop:1047"})") && Catch::Contains("POST /b1s/v2/Orders HTTP/1.1"));
}

TEST_CASE("order.sapb1 posting: version 1 is addressed where the connection's address says so") {
    Recorded http;
    Room room(http);
    http.answers = {login_answer(), no_answer()};
    room.sink(sink_settings(), connection("v1"))->handle(LL_DELIVER, deliveries({order()}));
    CHECK_THAT(http.requests.at(1)["text"].text_or(""), Catch::Contains("POST /b1s/v1/Orders HTTP/1.1"));
}

TEST_CASE("order.sapb1 posting: a bad order does not keep its neighbours from being posted") {
    Fixture fixture;
    Value bad = order("1");
    bad.member("booking").erase("price_mode");
    fixture.answers(BatchText().done("2", 813).end());
    const auto outcome = fixture.deliver({bad, order("2")});
    CHECK(verdict(outcome, 0) == "rejected");
    CHECK(verdict(outcome, 1) == "delivered");
}

TEST_CASE("order.sapb1 posting: the orders behind a refused one are sent again in the same call") {
    Fixture fixture;
    fixture.answers(BatchText().done("1", 811).refused("-10", "Date deviates from permissible range").end());
    fixture.answers(BatchText().done("3", 812).end());
    const auto outcome = fixture.deliver({order("1"), order("2"), order("3")});
    CHECK(verdict(outcome, 0) == "delivered");
    CHECK(verdict(outcome, 1) == "rejected");
    CHECK(result(outcome, 1)["code"].text_or("") == "PERIOD_CLOSED");
    CHECK(result(outcome, 1)["subject"].text_or("") == "period:2026-01");
    CHECK(verdict(outcome, 2) == "delivered");
    CHECK(result(outcome, 2)["receipt"]["id"].text_or("") == "812");
}

TEST_CASE("order.sapb1 posting: a row that somebody else held is tried again later") {
    Fixture fixture;
    fixture.answers(BatchText().refused("-2039", "Another user or another operation modified data (ODBC -2039)").end());
    const auto outcome = fixture.deliver({order()});
    CHECK(verdict(outcome) == "retry");
    CHECK(result(outcome)["code"].text_or("") == "ERP_LOCKED");
}

TEST_CASE("order.sapb1 posting: after a lost answer the outcome is unknown") {
    for (const Value& lost : {no_answer(), answered_text(504, "<html><body><h1>504 Gateway Time-out</h1></body></html>", "text/html"), answered_text(502, "", "text/html"),
                              refused_v2(500, "-1", "Internal error"), answered_text(200, "<html>", "text/html")}) {
        Fixture fixture;
        fixture.answers(lost);
        CHECK(verdict(fixture.deliver({order()})) == "unknown");
    }
}

TEST_CASE("order.sapb1 posting: a page of a proxy says nothing of what SAP did") {
    for (const int status : {400, 403, 404, 405, 429}) {
        Fixture fixture;
        fixture.answers(answered_text(status, "<html><h1>404 Not Found</h1><hr>nginx</html>", "text/html"));
        const auto outcome = fixture.deliver({order("1"), order("2")});
        INFO(status);
        for (std::size_t i = 0; i < 2; ++i) CHECK(result(outcome, i)["verdict"].text_or("") == "unknown");
        CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("in front of SAP"));
    }
}

TEST_CASE("order.sapb1 posting: what is too large for a proxy is sent in smaller pieces, and one order that is told") {
    Fixture fixture;
    const Value too_large = answered_text(413, "<html>413 Request Entity Too Large</html>", "text/html");
    fixture.answers(too_large);
    fixture.answers(BatchText().done("1", 811).end());
    fixture.answers(too_large);
    const auto outcome = fixture.deliver({order("1"), order("2")});
    CHECK(result(outcome, 0)["verdict"].text_or("") == "delivered");
    CHECK(result(outcome, 1)["verdict"].text_or("") == "rejected");
    CHECK_THAT(result(outcome, 1)["message"].text_or(""), Catch::Contains("raise its limit"));
}

TEST_CASE("order.sapb1 posting: an answer that was cut off leaves unknown what it does not tell") {
    Fixture fixture;
    fixture.answers(BatchText().done("1", 811).refused("-10", "x").cut());
    const auto outcome = fixture.deliver({order("1"), order("2"), order("3")});
    CHECK(verdict(outcome, 0) == "delivered");
    CHECK(verdict(outcome, 1) == "unknown");
    CHECK(verdict(outcome, 2) == "unknown");
}

TEST_CASE("order.sapb1 posting: what was certainly not accepted is the whole call's retry") {
    for (const Value& outage : {not_sent(), answered_text(503, "<html>503</html>", "text/html")}) {
        Fixture fixture;
        fixture.answers(outage);
        const auto outcome = fixture.deliver({order("1"), order("2")});
        CHECK(outcome.verdict == LL_RETRY);
        REQUIRE_FALSE(outcome.findings.empty());
        CHECK(outcome.findings[0].code == "ERP_UNAVAILABLE");
    }
}

TEST_CASE("order.sapb1 posting: an outage in the middle takes nothing back that was done before it") {
    Fixture fixture;
    fixture.answers(BatchText().done("1", 811).refused("-10", "x").end());
    fixture.answers(not_sent());
    const auto outcome = fixture.deliver({order("1"), order("2"), order("3")});
    CHECK(outcome.verdict == LL_PASS);
    CHECK(verdict(outcome, 0) == "delivered");
    CHECK(verdict(outcome, 1) == "rejected");
    CHECK(verdict(outcome, 2) == "retry");
}

TEST_CASE("order.sapb1 posting: a batch that is refused as a whole is sent order by order") {
    Fixture fixture;
    fixture.answers(refused_v1(400, -1000, "Incomplete Batch Request Body!"));
    fixture.answers(BatchText().done("1", 811).end());
    fixture.answers(refused_v1(400, -1000, "Incomplete Batch Request Body!"));
    const auto outcome = fixture.deliver({order("1"), order("2")});
    CHECK(verdict(outcome, 0) == "delivered");
    CHECK(verdict(outcome, 1) == "rejected");
    CHECK_THAT(result(outcome, 1)["message"].text_or(""), Catch::Contains("Incomplete Batch Request Body!"));
}

TEST_CASE("order.sapb1 posting: a company without the fields pauses the flow and holds no order") {
    Fixture fixture;
    fixture.answers(BatchText().refused("-1000", "Property 'U_LL_Key' of 'Document' is invalid").end());
    const auto outcome = fixture.deliver({order("1"), order("2")});
    CHECK(outcome.verdict == LL_RETRY);
    CHECK(outcome.document["pause_ms"].int_or(0) == 60'000);
    REQUIRE_FALSE(outcome.findings.empty());
    CHECK(outcome.findings[0].code == "CONFIG_DRIFT");
}

TEST_CASE("order.sapb1 posting: a key that is taken means done: the document is read back") {
    Fixture fixture;
    fixture.answers(BatchText().refused("-2035", "This entry already exists in the following tables (ODBC -2035)").end());
    fixture.answers(list_of(Value::array({row(800, "csYes"), row(812)})));
    const auto outcome = fixture.deliver({order()});
    CHECK(verdict(outcome) == "delivered");
    CHECK(result(outcome)["receipt"]["id"].text_or("") == "812");
    CHECK(fixture.http.requests.at(2)["query"]["$filter"].text_or("") == "U_LL_Key eq 'order:shop:1047'");
}

TEST_CASE("order.sapb1 posting: a document that carries the key and other lines is not taken for this order's") {
    Fixture fixture;
    fixture.answers(BatchText().refused("-2035", "This entry already exists (ODBC -2035)").end());
    fixture.answers(list_of(Value::array({row(812, "csNo", "9001")})));
    const auto outcome = fixture.deliver({order()});
    CHECK(verdict(outcome) == "rejected");
    CHECK(result(outcome)["code"].text_or("") == "ORDER_DUPLICATE_SUSPECT");
    CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("26000812") && Catch::Contains("another order's"));
}

TEST_CASE("order.sapb1 probe: a document that carries the key and other lines settles nothing") {
    Fixture fixture;
    fixture.answers(list_of(Value::array({row(812, "csNo", "9001")})));
    const auto outcome = fixture.sink->handle(LL_PROBE, deliveries({order()}));
    CHECK(verdict(outcome) == "unknown");
    CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("26000812"));
}

TEST_CASE("order.sapb1 posting: a key that is taken while its document was cancelled needs a person") {
    Fixture fixture;
    fixture.answers(BatchText().refused("-2035", "This entry already exists (ODBC -2035)").end());
    fixture.answers(list_of(Value::array({row(800, "csYes")})));
    fixture.answers(nothing_found);
    fixture.answers(list_of(Value::array({Value::object({{"Code", key_of("1047")}})})));
    const auto outcome = fixture.deliver({order()});
    CHECK(verdict(outcome) == "rejected");
    CHECK(result(outcome)["code"].text_or("") == "ORDER_DUPLICATE_SUSPECT");
    CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("26000800 was cancelled"));
}

TEST_CASE("order.sapb1 posting: a draft of an approval procedure is waited for") {
    Fixture fixture;
    fixture.answers(BatchText().refused("-2028", "No matching records found (ODBC -2028)").end());
    fixture.answers(nothing_found);
    fixture.answers(list_of(Value::array({Value::object({{"DocEntry", 55}, {"DocNum", 1}})})));
    const auto outcome = fixture.deliver({order()});
    CHECK(verdict(outcome) == "waiting");
    CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("draft 55"));
}

TEST_CASE("order.sapb1 posting: an unknown code without a draft is rejected with SAP's words") {
    Fixture fixture;
    fixture.answers(BatchText().refused("-2028", "No matching records found (ODBC -2028)").end());
    fixture.answers(nothing_found);
    fixture.answers(nothing_found);
    const auto outcome = fixture.deliver({order()});
    CHECK(verdict(outcome) == "rejected");
    CHECK(result(outcome)["code"].text_or("") == "ERP_REJECTED");
    CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("No matching records found"));
    CHECK(result(outcome)["facts"]["sap_code"].text_or("") == "-2028");
}

TEST_CASE("order.sapb1 posting: where the drafts cannot be asked, nothing is rejected") {
    Fixture fixture;
    fixture.answers(BatchText().refused("-2028", "No matching records found (ODBC -2028)").end());
    fixture.answers(no_answer());
    CHECK(verdict(fixture.deliver({order()})) == "unknown");
}

TEST_CASE("order.sapb1 posting: a document that answers without a body is read back by its key") {
    Fixture fixture;
    const std::string text = "--b_G\r\nContent-Type: multipart/mixed; boundary=h\r\n\r\n--h\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n\r\n--h\r\n"
                             "Content-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\nLocation: Orders(812)\r\n\r\n\r\n--h--\r\n--b_G--\r\n";
    fixture.answers(answered_text(200, text, "multipart/mixed;boundary=b_G"));
    fixture.answers(list_of(Value::array({row(812)})));
    const auto outcome = fixture.deliver({order()});
    CHECK(verdict(outcome) == "delivered");
    CHECK(result(outcome)["receipt"]["id"].text_or("") == "812");
}

TEST_CASE("order.sapb1 preview: another total than the store's is rejected with both, and nothing is posted") {
    Value settings = sink_settings();
    settings.set("preview", "always");
    Fixture fixture(settings);
    fixture.answers(answered(200, json(R"({"DocEntry":null,"DocTotal":54.79,"DocTotalFc":0.0})")));
    const auto outcome = fixture.deliver({order()});
    CHECK(result(outcome)["code"].text_or("") == "TOTAL_MISMATCH");
    CHECK(result(outcome)["facts"]["expected"].text_or("") == "54.80");
    CHECK(result(outcome)["facts"]["found"].text_or("") == "54.79");
    CHECK(fixture.http.asked(1) == "POST /OrdersService_Preview");
    CHECK(fixture.http.requests.size() == 2);
}

TEST_CASE("order.sapb1 preview: the same total goes on to the posting") {
    Value settings = sink_settings();
    settings.set("preview", "always");
    Fixture fixture(settings);
    fixture.answers(answered(200, json(R"({"DocTotal":54.80,"DocTotalFc":0.0})")));
    fixture.answers(BatchText().done("1047", 812).end());
    CHECK(verdict(fixture.deliver({order()})) == "delivered");
}

TEST_CASE("order.sapb1 probe: a document is found with its receipt") {
    Fixture fixture;
    fixture.answers(list_of(Value::array({row(812)})));
    const auto outcome = fixture.sink->handle(LL_PROBE, deliveries({order()}));
    CHECK(verdict(outcome) == "found");
    CHECK(result(outcome)["receipt"]["number"].text_or("") == "26000812");
}

TEST_CASE("order.sapb1 probe: neither document nor draft nor row is absent") {
    Fixture fixture;
    for (int i = 0; i < 3; ++i) fixture.answers(nothing_found);
    CHECK(verdict(fixture.sink->handle(LL_PROBE, deliveries({order()}))) == "absent");
    CHECK(fixture.http.asked(1) == "GET /Orders");
    CHECK(fixture.http.asked(2) == "GET /Drafts");
    CHECK(fixture.http.asked(3) == "GET /U_LEDGERLINE");
}

TEST_CASE("order.sapb1 probe: a row without a document is never absent") {
    Fixture fixture;
    fixture.answers(nothing_found);
    fixture.answers(nothing_found);
    fixture.answers(list_of(Value::array({Value::object({{"Code", key_of("1047")}})})));
    CHECK(verdict(fixture.sink->handle(LL_PROBE, deliveries({order()}))) == "unknown");
}

TEST_CASE("order.sapb1 probe: an answer that is no list is never taken for none") {
    for (const Value& strange : {answered_text(404, "<html>404 Not Found</html>", "text/html"), answered(200, json("{}")), refused_v2(400, "-1", "?"), no_answer()}) {
        Fixture fixture;
        fixture.answers(strange);
        CHECK(fixture.sink->handle(LL_PROBE, deliveries({order()})).verdict == LL_RETRY);
    }
}

TEST_CASE("order.sapb1 posting: a base document that is closed already means delivered where the order stands") {
    Fixture fixture;
    fixture.answers(BatchText().refused("-5002", "One of the base documents has already been closed").end());
    fixture.answers(list_of(Value::array({row(812)})));
    CHECK(verdict(fixture.deliver({order()})) == "delivered");
}
