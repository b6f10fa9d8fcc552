// Protects against real companies: payloads that were recorded from Service Layers, where a folder of such files lies beside the
// source tree. They are not part of the product, so without the folder the test says that it looked at nothing.
#include "room.hpp"

#include "sapb1/multipart.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace sapb1_room;

namespace {

std::filesystem::path folder() { return std::filesystem::path(LEDGERLINE_SOURCE_DIR).parent_path() / "shared" / "data" / "recorded" / "sapb1"; }

std::string recorded_text(const std::string& file) {
    std::ifstream in(folder() / file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    REQUIRE(!text.str().empty());
    return text.str();
}
Value recorded(const std::string& file) { return json(recorded_text(file)); }

bool there() {
    if (std::filesystem::exists(folder())) return true;
    WARN("there are no recorded payloads beside the source tree: nothing was looked at");
    return false;
}

const std::vector<std::string> looked_at{"batch_v2_404_not_found.txt", "draft_v1_purchase_order_377.json", "error_v1_5002.json", "item_LM0003.json",
                                         "item_v2_9990140071261.json", "login_v2.json", "order_16722.json"};
// What the connector does not read so far.
const std::vector<std::pair<std::string, std::string>> others{
    {"delivery_note_a.json", "an extract of a delivery note, not an order"},
    {"invoice_v1_333_service_line.json", "an extract of an invoice, not an order"},
    {"sales_tax_code_v1.json", "a tax code: the rules bring their own"},
};

struct Sink {
    Recorded http;
    Room room{http};
    std::unique_ptr<plugin::Component> sink = room.sink();
};

// One part of a batch's answer, as the order's own.
Value batch_with(const std::string& status, const std::string& body, bool change_set) {
    const std::string part = "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: 2\r\n\r\nHTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n\r\n" + body + "\r\n";
    const std::string text = change_set ? "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n" + part + "--c--\r\n--b--\r\n" : "--b\r\n" + part + "--b--\r\n";
    return answered_text(200, text, "multipart/mixed;boundary=b");
}

} // namespace

TEST_CASE("item.sapb1 recorded: items of real companies arrive canonical") {
    if (!there()) return;
    struct Case {
        const char *file, *code, *name, *updated_at;
        bool sales_item;
        std::size_t prices;
    };
    for (const Case& one : {Case{"item_LM0003.json", "LM0003", "BlueLymm", "2026-02-18T13:15:34", true, 15}, Case{"item_v2_9990140071261.json", "9990140071261", "QUESO OAXACA", "2023-10-26T13:14:45", false, 10}}) {
        INFO(one.file);
        Recorded http;
        Room room(http);
        const auto source = room.source();
        http.answers = {login_answer(), list_of(Value::array()), list_of(Value::array({recorded(one.file)}))};
        const auto outcome = source->handle(LL_POLL, Value::object({{"cursor", Value::object()}, {"limit", 10}}));
        REQUIRE(outcome.emitted.size() == 1);
        CHECK(outcome.emitted[0].refusal == "");
        const Value& body = outcome.emitted[0].body;
        CHECK(body["code"].text_or("") == one.code);
        CHECK(body["name"].text_or("") == one.name);
        CHECK(body["updated_at"].text_or("") == one.updated_at);
        CHECK(body["active"].bool_or(false));
        CHECK(body["sales_item"].bool_or(!one.sales_item) == one.sales_item);
        CHECK(body["units_per_sale"].text_or("") == "1");
        CHECK(body["prices"].size() == one.prices);
    }
}

TEST_CASE("order.sapb1 recorded: an order of a real company gives its receipt") {
    if (!there()) return;
    Sink fixture;
    fixture.http.answers = {login_answer(), batch_with("201 Created", recorded_text("order_16722.json"), true)};
    const auto outcome = fixture.sink->handle(LL_DELIVER, deliveries({order()}));
    REQUIRE(verdict(outcome) == "delivered");
    const Value& receipt = result(outcome)["receipt"];
    CHECK(receipt["id"].text_or("") == "16722");
    CHECK(receipt["number"].text_or("") == "2103");
    CHECK(receipt["amount"].text_or("") == "3549");
    CHECK(receipt["currency"].text_or("") == "$");
}

TEST_CASE("order.sapb1 recorded: a real order that carries none of our lines is never taken for ours") {
    if (!there()) return;
    Sink fixture;
    fixture.http.answers = {login_answer(), list_of(Value::array({recorded("order_16722.json")}))};
    const auto outcome = fixture.sink->handle(LL_PROBE, deliveries({order()}));
    CHECK(verdict(outcome) != "found");
    CHECK(verdict(outcome) != "absent");
}

TEST_CASE("order.sapb1 recorded: a draft of a real company is waited for by its number") {
    if (!there()) return;
    Sink fixture;
    fixture.http.answers = {login_answer(), list_of(Value::array()), list_of(Value::array({recorded("draft_v1_purchase_order_377.json")}))};
    const auto outcome = fixture.sink->handle(LL_PROBE, deliveries({order()}));
    CHECK(result(outcome)["code"].text_or("") == "APPROVAL_PENDING");
    CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("draft 377"));
}

TEST_CASE("order.sapb1 recorded: a login of a real company opens a session") {
    if (!there()) return;
    Sink fixture;
    const Value login = recorded("login_v2.json");
    fixture.http.answers = {answered(200, login, Value::object({{"set-cookie", "B1SESSION=" + login["SessionId"].text_or("") + ";HttpOnly;\nROUTEID=.node1; path=/b1s"}})), list_of(Value::array()),
                            list_of(Value::array()), list_of(Value::array())};
    CHECK(verdict(fixture.sink->handle(LL_PROBE, deliveries({order()}))) == "absent");
    CHECK_THAT(fixture.http.requests.at(1)["headers"]["Cookie"].text_or(""), Catch::Contains("B1SESSION=" + login["SessionId"].text_or("?")));
}

TEST_CASE("order.sapb1 recorded: a refusal of a real company is told in its words") {
    if (!there()) return;
    Sink fixture;
    fixture.http.answers = {login_answer(), batch_with("400 Bad Request", recorded_text("error_v1_5002.json"), false)};
    const auto outcome = fixture.sink->handle(LL_DELIVER, deliveries({order()}));
    CHECK(verdict(outcome) == "rejected");
    CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("Linked payment method BB-RC-BOL-1199 is inactive"));
    CHECK(result(outcome)["facts"]["sap_code"].text_or("") == "-5002");
}

TEST_CASE("order.sapb1 recorded: the answer to a real batch is read") {
    if (!there()) return;
    const std::string text = recorded_text("batch_v2_404_not_found.txt");
    const auto read = sapb1::read_batch("multipart/mixed;boundary=batchresponse_S8CsLgI6-Vy8a-5Zez-rbLi-H0M1AXEiT4yu", text);
    CHECK(read.problem == "");
    CHECK(read.complete);
    REQUIRE(read.parts.size() == 1);
    REQUIRE(read.parts[0].answers.size() == 1);
    CHECK(read.parts[0].answers[0].status == 404);
    CHECK(read.parts[0].answers[0].content_id == "12");
    CHECK(json(read.parts[0].answers[0].body)["error"]["code"].text_or("") == "-2028");
}

TEST_CASE("order.sapb1 recorded: every recorded payload is looked at, or it is said why not") {
    if (!there()) return;
    std::set<std::string> known(looked_at.begin(), looked_at.end());
    for (const auto& [file, why] : others) known.insert(file);
    for (const auto& entry : std::filesystem::directory_iterator(folder())) {
        INFO(entry.path().filename().string());
        CHECK(known.count(entry.path().filename().string()) == 1);
    }
}
