// Protects documents that stand from changes: what is sent of a later revision, what is never overwritten, and what each answer to a
// change means. Recorded exchanges, component in the plugin room.
#include "room.hpp"

using namespace sapb1_room;

namespace {

// Order 1047 as it stands in the company: two mugs for 49.80 and 5.00 freight, document 26000812.
Value standing(const std::string& line = R"({"LineNum":0,"ItemCode":"SKU-1","Quantity":2.0,"RemainingOpenQuantity":2.0,"LineStatus":"bost_Open","U_LL_Line":"771"})",
               const std::string& header = R"("DocumentStatus":"bost_Open","CancelStatus":"csNo","DocTotal":54.8)") {
    return list_of(json(R"([{"@odata.etag":"W/\"AB\"","DocEntry":812,"DocNum":26000812,"DocTotalFc":0.0,"DocCurrency":"GBP","CardCode":"C20007","U_LL_Key":"order:shop:1047",)" + header +
                        R"(,"DocumentLines":[)" + line + "]}]"));
}
Value keys(bool taken) { return list_of(taken ? json(R"([{"Code":"order:shop:1047+c1"}])") : Value::array()); }
Value batch_of(const std::string& parts) { return answered_text(200, parts + "--b_G--\r\n", "multipart/mixed;boundary=b_G"); }
const std::string part_head = "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 ";
Value done() {
    return batch_of("--b_G\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n" + part_head + "201 Created\r\n\r\n{\"Code\":\"order:shop:1047+c1\"}\r\n\r\n--c\r\n" + part_head +
                    "204 No Content\r\n\r\n\r\n--c--\r\n");
}
Value refused(int status, const std::string& code, const std::string& words) {
    return batch_of("--b_G\r\n" + part_head + std::to_string(status) + " X\r\nContent-Type: application/json\r\n\r\n{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + words + "\"}}\r\n\r\n");
}

Value with_quantity(Value body, int quantity, const std::string& amount, const std::string& total) {
    Value& line = (*body.member("lines").as_array())[0];
    line.set("quantity", Value(quantity));
    line.member("booking").set("quantity", std::to_string(quantity));
    line.member("booking").set("amount", amount);
    body.member("booking").set("expected_total", total);
    return body;
}
Value three_mugs() { return with_quantity(order(), 3, "74.70", "79.70"); }
Value cancelled_order() {
    Value body = order();
    body.erase("booking");
    body.member("status").set("phase", "cancelled");
    return body;
}

struct Fixture {
    explicit Fixture(const std::string& field = "preview", const std::string& value = "never") {
        Value settings = sink_settings();
        settings.set(field, value);
        sink = room.sink(settings);
        http.answers.push_back(login_answer());
    }
    Value change_of(const Value& body, std::int64_t attempt = 1) {
        Value one = delivery(body);
        one.set("idempotency_key", "order:shop:1047+c1");
        one.set("attempt", Value(attempt));
        one.set("previous", Value::object({{"id", "812"}, {"number", "26000812"}, {"key", "order:shop:1047"}, {"amount", "54.80"}, {"body", order()}}));
        if (!credited.empty()) one.member("previous").set("credited", credited);
        return Value::object({{"deliveries", Value::array({std::move(one)})}});
    }
    plugin::Outcome deliver(const Value& body, std::vector<Value> answers, std::int64_t attempt = 1) {
        for (Value& answer : answers) http.answers.push_back(std::move(answer));
        return sink->handle(LL_DELIVER, change_of(body, attempt));
    }
    std::string sent(std::size_t request) const { return http.requests.at(request)["text"].text_or(""); }
    bool sent_nothing() const { return std::none_of(http.requests.begin(), http.requests.end(), [](const Value& request) { return request["path"].text_or("") == "/$batch"; }); }

    std::string credited; // by refunds of the order
    Recorded http;
    Room room{http};
    std::unique_ptr<plugin::Component> sink;
};

std::string code(const plugin::Outcome& outcome) { return result(outcome)["code"].text_or(""); }
std::string words(const plugin::Outcome& outcome) { return result(outcome)["message"].text_or(""); }

} // namespace

TEST_CASE("order.sapb1 change: a key row of its own and the PATCH of what was read go in one change set") {
    Fixture fixture;
    const auto outcome = fixture.deliver(three_mugs(), {standing(), done(), standing("", R"("DocumentStatus":"bost_Open","DocTotal":79.7)")});
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(result(outcome)["receipt"]["amount"].text_or("") == "79.7");
    CHECK_THAT(fixture.sent(2), Catch::Contains(R"({"Code":"order:shop:1047+c1","Name":"order:shop:1047+c1"})") && Catch::Contains("PATCH /b1s/v2/Orders(812) HTTP/1.1") &&
                                    Catch::Contains("If-Match: W/\"AB\"") && !Catch::Contains("B1S-ReplaceCollectionsOnPatch"));
    CHECK_THAT(fixture.sent(2), Catch::Contains(R"("LineNum":0)") && Catch::Contains(R"("Quantity":3)") && Catch::Contains(R"("PriceAfterVAT":24.9)"));
    CHECK_THAT(fixture.sent(2), !Catch::Contains("CardCode") && !Catch::Contains("DocDate")); // stay as they are
}

TEST_CASE("order.sapb1 change: freight that is gone replaces the collections") {
    Fixture fixture;
    Value body = order();
    body.member("booking").set("freight", Value::array());
    body.member("booking").set("expected_total", "49.80");
    fixture.deliver(body, {standing(), done(), standing()});
    CHECK_THAT(fixture.sent(2), Catch::Contains("B1S-ReplaceCollectionsOnPatch: true") && Catch::Contains(R"("DocumentAdditionalExpenses":[])") && !Catch::Contains("DocumentLines"));
}

TEST_CASE("order.sapb1 change: what stands on no document is delivered without a request") {
    Fixture fixture;
    Value body = order();
    body.member("customer").set("phone", "+44 1");
    const auto outcome = fixture.deliver(body, {standing()});
    CHECK(verdict(outcome) == "delivered");
    CHECK(fixture.sent_nothing());
}

TEST_CASE("order.sapb1 change: a document that people edited is never overwritten") {
    struct Case {
        const char* line;
        const char* header;
        const char* told;
    };
    const char* open = R"("DocumentStatus":"bost_Open","DocTotal":54.8)";
    const char* sound = R"({"LineNum":0,"ItemCode":"SKU-1","Quantity":2.0,"RemainingOpenQuantity":2.0,"U_LL_Line":"771"})";
    const std::string added = std::string(sound) + R"(,{"LineNum":1,"ItemCode":"SKU-2","Quantity":1.0,"U_LL_Line":null})";
    for (const Case& one : {Case{R"({"LineNum":0,"ItemCode":"SKU-1","Quantity":5.0,"U_LL_Line":"771"})", open, "was booked with 2, and is 5 there"},
                            Case{R"({"LineNum":0,"ItemCode":"SKU-2","Quantity":2.0,"U_LL_Line":"771"})", open, "was booked on SKU-1"},
                            Case{added.c_str(), open, "line 1 (SKU-2) was added there"},
                            Case{"", open, "1 of its lines is not there any more"},
                            Case{sound, R"("DocumentStatus":"bost_Open","DocTotal":50.0)", "it was booked with 54.80, and comes to 50.00 there"}}) {
        Fixture fixture;
        const auto outcome = fixture.deliver(three_mugs(), {standing(one.line, one.header)});
        INFO(words(outcome));
        CHECK(verdict(outcome) == "rejected");
        CHECK(code(outcome) == "ORDER_CHANGED_AFTER_POST");
        CHECK_THAT(words(outcome), Catch::Contains("people changed it in SAP Business One") && Catch::Contains(one.told));
        CHECK(fixture.sent_nothing());
    }
}

TEST_CASE("order.sapb1 change: what the store did not change stays as people have it, though the line changes") {
    Fixture fixture;
    const auto outcome = fixture.deliver(three_mugs(), {standing(R"({"LineNum":0,"ItemCode":"SKU-1","Quantity":2.0,"RemainingOpenQuantity":2.0,"U_LL_Line":"771","WarehouseCode":"02","VatGroup":"A2"})"), done(), standing()});
    REQUIRE(verdict(outcome) == "delivered");
    CHECK_THAT(fixture.sent(2), Catch::Contains(R"("Quantity":3)") && Catch::Contains(R"("PriceAfterVAT":24.9)") && !Catch::Contains("WarehouseCode") && !Catch::Contains("VatGroup") && !Catch::Contains("ItemCode"));
}

TEST_CASE("order.sapb1 change: a warehouse, an address or a remark that people and the store both changed is a person's") {
    const char* line = R"({"LineNum":0,"ItemCode":"SKU-1","Quantity":2.0,"RemainingOpenQuantity":2.0,"U_LL_Line":"771","WarehouseCode":"02"})";
    const std::string open = R"("DocumentStatus":"bost_Open","DocTotal":54.8)";
    const auto with = [](const char* what) {
        Value body = order();
        Value& place = (*body.member("consignments").as_array())[0].member("address");
        if (std::string(what) == "warehouse") (*body.member("lines").as_array())[0].member("booking").set("warehouse", "03");
        if (std::string(what) == "address") place.set("city", "Hull");
        if (std::string(what) == "remark") body.member("booking").set("comments", "Web order, gift");
        return body;
    };
    struct Case {
        const char* changed;
        std::string header;
        const char* told;
    };
    for (const Case& one : {Case{"warehouse", open, "booked on warehouse 01, and people moved it to 02"}, Case{"address", open + R"(,"AddressExtension":{"ShipToStreet":"Gate 5"})", "people changed its address there (ShipToStreet)"},
                            Case{"remark", open + R"(,"Comments":"Web shop order. Call first!")", "people wrote into its Comments"}}) {
        Fixture fixture;
        INFO(one.changed);
        const auto outcome = fixture.deliver(with(one.changed), {standing(line, one.header)});
        INFO(words(outcome));
        CHECK(code(outcome) == "ORDER_CHANGED_AFTER_POST");
        CHECK_THAT(words(outcome), Catch::Contains(one.told));
        CHECK(fixture.sent_nothing());
    }
    // The same in SAP as it was booked: it follows the store.
    Fixture fixture;
    CHECK(verdict(fixture.deliver(with("remark"), {standing(line, open + R"(,"Comments":"Web shop order")"), done(), standing()})) == "delivered");
    CHECK_THAT(fixture.sent(2), Catch::Contains(R"("Comments":"Web order, gift")"));
}

TEST_CASE("order.sapb1 change: a line that people doubled in SAP is a line more, though the total is the same") {
    Fixture fixture;
    const char* sound = R"({"LineNum":0,"ItemCode":"SKU-1","Quantity":2.0,"RemainingOpenQuantity":2.0,"U_LL_Line":"771"})";
    const auto outcome = fixture.deliver(three_mugs(), {standing(std::string(sound) + R"(,{"LineNum":1,"ItemCode":"SKU-1","Quantity":2.0,"RemainingOpenQuantity":2.0,"U_LL_Line":"771"})")});
    CHECK(code(outcome) == "ORDER_CHANGED_AFTER_POST");
    CHECK_THAT(words(outcome), Catch::Contains("was added there"));
}

TEST_CASE("order.sapb1 change: customer, currency and price mode are never changed by a PATCH") {
    for (int what = 0; what < 3; ++what) {
        Fixture fixture;
        Value body = order();
        if (what == 0) body.member("booking").member("customer").set("card_code", "C99");
        if (what == 1) body.set("currency", "EUR");
        if (what == 2) {
            body.member("booking").set("price_mode", "net");
            body.member("booking").erase("expected_total");
        }
        const auto outcome = fixture.deliver(body, {standing()});
        INFO(words(outcome));
        CHECK(code(outcome) == "ORDER_CHANGED_AFTER_POST");
        CHECK(fixture.sent_nothing());
    }
}

TEST_CASE("order.sapb1 change: a document that is closed, cancelled, gone or another order's is left alone") {
    for (const Value& answer : {standing("", R"("DocumentStatus":"bost_Close","DocTotal":54.8)"), standing("", R"("DocumentStatus":"bost_Close","CancelStatus":"csYes","DocTotal":54.8)"),
                                list_of(Value::array()), list_of(json(R"([{"DocEntry":812,"DocNum":26000812,"DocumentStatus":"bost_Open","U_LL_Key":"order:other:9"}])"))}) {
        Fixture fixture;
        const auto outcome = fixture.deliver(three_mugs(), {answer});
        INFO(words(outcome));
        CHECK(code(outcome) == "ORDER_CHANGED_AFTER_POST");
        CHECK(fixture.sent_nothing());
    }
}

TEST_CASE("order.sapb1 change: somebody who was faster in SAP makes it read the document again") {
    for (const auto& [status, kind] : {std::pair(412, "ETag"), std::pair(400, "row")}) {
        Fixture fixture;
        INFO(kind);
        const auto outcome = fixture.deliver(three_mugs(), {standing(), refused(status, "-2039", "Another user or another operation modified data; to continue, open the window again (ODBC -2039)")});
        CHECK(verdict(outcome) == "retry");
        CHECK(code(outcome) == "ERP_LOCKED");
    }
}

TEST_CASE("order.sapb1 change: a key that is taken means that it was done") {
    Fixture fixture;
    const auto outcome = fixture.deliver(three_mugs(), {standing(), refused(400, "-2035", "This entry already exists"), standing(), keys(true)});
    CHECK(verdict(outcome) == "delivered");
}

TEST_CASE("order.sapb1 change: a second try looks for its key before it compares") {
    Fixture fixture;
    const auto outcome = fixture.deliver(three_mugs(), {standing(R"({"LineNum":0,"ItemCode":"SKU-1","Quantity":3.0,"U_LL_Line":"771"})"), keys(true)}, 2);
    CHECK(verdict(outcome) == "delivered");
    CHECK(fixture.sent_nothing());
}

TEST_CASE("order.sapb1 change: a refusal by SAP is told as a change that is not possible, with its words") {
    Fixture fixture;
    const auto outcome = fixture.deliver(three_mugs(), {standing(), refused(400, "-5002", "You cannot change this row"), standing()});
    CHECK(code(outcome) == "ORDER_CHANGED_AFTER_POST");
    CHECK_THAT(words(outcome), Catch::Contains("You cannot change this row"));
}

TEST_CASE("order.sapb1 change: an answer that tells nothing leaves it unknown") {
    for (const Value& answer : {no_answer(), answered_text(500, "<html>", "text/html"), answered_text(502, "<html>", "text/html"), answered_text(504, "<html>", "text/html")}) {
        Fixture fixture;
        CHECK(verdict(fixture.deliver(three_mugs(), {standing(), answer})) == "unknown");
    }
}

TEST_CASE("order.sapb1 change: a look-up goes by the row of the change's own key") {
    for (const bool taken : {true, false}) {
        Fixture fixture;
        fixture.http.answers.push_back(keys(taken));
        if (taken) fixture.http.answers.push_back(standing());
        CHECK(verdict(fixture.sink->handle(LL_PROBE, fixture.change_of(three_mugs()))) == (taken ? "found" : "absent"));
    }
}

TEST_CASE("order.sapb1 change: a cancelled order of which nothing was delivered is cancelled") {
    Fixture fixture;
    const auto outcome = fixture.deliver(cancelled_order(), {standing(), done(), standing()});
    CHECK(verdict(outcome) == "delivered");
    CHECK_THAT(fixture.sent(2), Catch::Contains("POST /b1s/v2/Orders(812)/Cancel HTTP/1.1") && Catch::Contains("If-Match: W/\"AB\"") && Catch::Contains("order:shop:1047+c1"));
}

TEST_CASE("order.sapb1 change: a cancelled order of which a part was delivered is closed only where the deployment says so") {
    const char* begun = R"({"LineNum":0,"ItemCode":"SKU-1","Quantity":2.0,"RemainingOpenQuantity":1.0,"LineStatus":"bost_Open","U_LL_Line":"771"})";
    Fixture holds;
    const auto held = holds.deliver(cancelled_order(), {standing(begun)});
    CHECK(code(held) == "ORDER_CANCELLED_AFTER_POST");
    CHECK_THAT(words(held), Catch::Contains("1 of 2 SKU-1"));
    CHECK(holds.sent_nothing());
    Fixture closes("cancelled_after_delivery", "close");
    CHECK(verdict(closes.deliver(cancelled_order(), {standing(begun), done(), standing()})) == "delivered");
    CHECK_THAT(closes.sent(2), Catch::Contains("POST /b1s/v2/Orders(812)/Close HTTP/1.1"));
}

TEST_CASE("order.sapb1 change: a cancelled order that its refunds have closed needs no request, and one that they have not is told") {
    const Value closed = standing("", R"("DocumentStatus":"bost_Close","CancelStatus":"csNo","DocTotal":54.8)");
    Fixture all;
    all.credited = "54.80";
    CHECK(verdict(all.deliver(cancelled_order(), {closed})) == "delivered");
    CHECK(all.sent_nothing());
    Fixture part;
    part.credited = "24.90";
    CHECK(code(part.deliver(cancelled_order(), {closed})) == "ORDER_CANCELLED_AFTER_POST");
}

TEST_CASE("order.sapb1 change: a cancelled order that refunds have amended to the penny is cancelled, and one that memos credit beside it is told") {
    const Value amended = standing(R"({"LineNum":0,"ItemCode":"SKU-1","Quantity":1.0,"RemainingOpenQuantity":1.0,"LineStatus":"bost_Open","U_LL_Line":"771"})", R"("DocumentStatus":"bost_Open","CancelStatus":"csNo","DocTotal":29.9)");
    Fixture by_refund;
    by_refund.credited = "24.90";
    CHECK(verdict(by_refund.deliver(cancelled_order(), {amended, done(), standing()})) == "delivered");
    Fixture by_people;
    CHECK(words(by_people.deliver(cancelled_order(), {amended})).find("people changed it") != std::string::npos);
    Fixture by_memo;
    by_memo.credited = "24.90";
    const auto told = by_memo.deliver(cancelled_order(), {standing()});
    CHECK(code(told) == "ORDER_CANCELLED_AFTER_POST");
    CHECK(words(told).find("credit memos give back 24.90") != std::string::npos);
    CHECK(by_memo.sent_nothing());
}

TEST_CASE("order.sapb1 change: what people have cancelled already needs no request") {
    Fixture fixture;
    CHECK(verdict(fixture.deliver(cancelled_order(), {standing("", R"("DocumentStatus":"bost_Close","CancelStatus":"csYes","DocTotal":54.8)")})) == "delivered");
    CHECK(fixture.sent_nothing());
}

TEST_CASE("order.sapb1 hand-made: one request asks for all orders of a batch, and what carries a key is none of them") {
    Fixture fixture("hand_made", "hold");
    fixture.http.answers.push_back(list_of(json(R"([{"DocEntry":5,"DocNum":26000005,"NumAtCard":"1047","DocTotal":54.8,"DocCurrency":"GBP","DocumentStatus":"bost_Open","U_LL_Key":"order:other:1047"},
                                                    {"DocEntry":6,"DocNum":26000006,"NumAtCard":"1048","DocTotal":10.0,"DocCurrency":"GBP","DocumentStatus":"bost_Close","U_LL_Key":null}])")));
    fixture.http.answers.push_back(no_answer());
    const auto outcome = fixture.sink->handle(LL_DELIVER, deliveries({order("1047"), order("1048")}));
    CHECK_THAT(fixture.http.requests.at(1)["query"]["$filter"].text_or(""), Catch::Contains("NumAtCard eq '1047' or NumAtCard eq '1048'"));
    CHECK(verdict(outcome, 0) == "unknown"); // it was sent
    CHECK(verdict(outcome, 1) == "rejected");
    CHECK(result(outcome, 1)["code"].text_or("") == "ORDER_DUPLICATE_SUSPECT");
    CHECK_THAT(result(outcome, 1)["message"].text_or(""), Catch::Contains("Document 26000006") && Catch::Contains("its lines differ") && Catch::Contains("U_LL_Key"));
}

TEST_CASE("order.sapb1 hand-made: what another customer has ordered under the same number is never adopted") {
    for (const std::string card : {"C20007", "C-OTHER"}) {
        Fixture fixture("hand_made", "adopt");
        fixture.http.answers.push_back(list_of(json(R"([{"DocEntry":6,"DocNum":26000006,"NumAtCard":"1047","DocTotal":54.8,"DocCurrency":"GBP","DocumentStatus":"bost_Open","U_LL_Key":null,"CardCode":")" + card +
                                                    R"(","DocumentLines":[{"LineNum":0,"ItemCode":"SKU-1","Quantity":2.0}]}])")));
        fixture.http.answers.push_back(done());
        fixture.http.answers.push_back(standing());
        const auto outcome = fixture.sink->handle(LL_DELIVER, deliveries({order()}));
        INFO(words(outcome));
        CHECK(verdict(outcome) == (card == "C20007" ? "delivered" : "rejected"));
        CHECK(fixture.sent_nothing() == (card == "C-OTHER"));
        if (card == "C-OTHER") CHECK_THAT(words(outcome), Catch::Contains("its lines agree") && Catch::Contains("it is booked to C-OTHER, the order to C20007"));
    }
}

TEST_CASE("order.sapb1 hand-made: documents with more lines than an answer holds are compared by a person") {
    Fixture fixture("hand_made", "adopt");
    fixture.http.answers.push_back(no_answer("the answer is larger than 8388608 bytes"));
    fixture.http.answers.push_back(list_of(json(R"([{"DocEntry":6,"DocNum":26000006,"NumAtCard":"1047","DocTotal":54.8,"DocCurrency":"GBP","DocumentStatus":"bost_Open","U_LL_Key":null,"CardCode":"C20007"}])")));
    const auto outcome = fixture.sink->handle(LL_DELIVER, deliveries({order()}));
    INFO(words(outcome));
    CHECK(code(outcome) == "ORDER_DUPLICATE_SUSPECT");
    CHECK_THAT(words(outcome), Catch::Contains("its lines are too many to be compared"));
    CHECK(fixture.http.requests.at(2)["query"]["$select"].text_or("").find("DocumentLines") == std::string::npos);
    CHECK(fixture.sent_nothing());
}
