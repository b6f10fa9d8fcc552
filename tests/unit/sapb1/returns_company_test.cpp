// Protects the way of goods back against a whole simulated company: what came back is posted once and into the warehouse that was named, whatever is lost on the
// way; and what people book as returned there arrives as returns of the orders that were posted.
#include "world.hpp"

#include <map>

using namespace sapb1_room;

namespace {

struct Returning : World {
    explicit Returning(b1::CompanySettings settings = settings_of_test(), const std::string& version = "v2", const std::string& account = "") : World(std::move(settings), version) {
        prepare();
        source = room->returns(json(R"({"store":"shop","unsellable_warehouses":["02"],"look_back":2592000000,"overlap":120000,"utc_offset":"+00:00"})"), line);
        goods = room->returns_sink(Value::object({{"account", account}, {"date", "received"}, {"utc_offset", "+00:00"}}), line);
    }
    // A return of one unit of SKU-1, as the rules leave it.
    static Value returned(const std::string& id, const std::string& warehouse = "01", const std::string& item = "SKU-1") {
        Value out = json(R"({"origin":"console","order_id":"1047","store":"shop","refund_id":"","received_on":"2026-01-30","confirmed_at":"2026-01-31T08:00:00Z","confirmed_by":"ada","stock_posted":false,"note":"box was open"})");
        out.set("id", id);
        out.set("number", id);
        Value booking = Value::object({{"line_id", "771"}, {"item_code", item}, {"units", "1"}, {"quantity", "1"}, {"warehouse", warehouse}, {"posts", !warehouse.empty()}});
        out.set("lines", Value::array({Value::object({{"id", "1"}, {"line_id", "771"}, {"sku", item}, {"item_code", item}, {"quantity", "1"}, {"sellable", true}, {"warehouse", ""}, {"reason", ""},
                                                      {"booking", Value::array({std::move(booking)})}})}));
        return out;
    }
    static Value envelope(const Value& body) {
        const std::string id = body["id"].text_or("");
        return Value::object({{"deliveries", Value::array({Value::object({{"message", Value::object({{"id", "2"}, {"type", "return"}, {"source", "returns"}, {"source_key", id}, {"revision", "r"}, {"correlation", ""},
                                                                                                     {"received_at", "2026-01-31T08:00:01Z"}, {"held", false}, {"body", body}})},
                                                                          {"idempotency_key", "return:returns:" + id}, {"attempt", 1}})})}});
    }
    Value post(const Value& body) {
        const auto outcome = goods->handle(LL_DELIVER, envelope(body));
        for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
        UNSCOPED_INFO(message::write_json(result(outcome)));
        return result(outcome);
    }
    std::string probed(const Value& body) { return verdict(goods->handle(LL_PROBE, envelope(body))); }
    std::string receipts(const std::string& id) const { return std::to_string(company.objects_with("InventoryGenEntries", "U_LL_Key", "return:returns:" + id).size()); }

    // Posts the order, delivers two units of SKU-1; gives the delivery's entry.
    std::int64_t delivered() {
        const auto outcome = deliver({order()});
        REQUIRE(verdict(outcome) == "delivered");
        return company.deliver_order(std::stoll(result(outcome)["receipt"]["id"].text_or("0"))).doc_entry;
    }
    b1::Made take_back(std::int64_t delivery, const char* members = "{}") {
        Value back = Value::object({{"CardCode", "C20007"}, {"DocumentLines", Value::array({Value::object({{"BaseType", 15}, {"BaseEntry", delivery}, {"BaseLine", 0}, {"Quantity", 1}})})}});
        const Value others = json(members);
        for (const auto& [name, value] : *others.as_object()) back.set(name, value);
        return company.make_document("Returns", back);
    }
    void later(std::int64_t ms) { clock.at += ms, room->clock.at += ms; }
    std::vector<Value> pass() {
        std::vector<Value> fresh;
        for (bool more = true; more;) {
            const auto outcome = source->handle(LL_POLL, Value::object({{"cursor", cursor}, {"limit", 50}}));
            for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
            REQUIRE(outcome.verdict == LL_PASS);
            for (const auto& one : outcome.emitted) {
                CHECK(one.refusal == "");
                if (!(known[one.source_key] == one.body)) fresh.push_back(one.body);
                known[one.source_key] = one.body;
            }
            cursor = outcome.document["cursor"];
            more = outcome.document["more"].bool_or(false);
        }
        return fresh;
    }
    std::unique_ptr<plugin::Component> source, goods;
    Value cursor = Value::object();
    std::map<std::string, Value> known;
};

Value refused_part(const std::string& code, const std::string& words) {
    return answered_text(200, "--b_G\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 400 X\r\nContent-Type: application/json\r\n\r\n{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + words + "\"}}\n\r\n--b_G--\r\n",
                         "multipart/mixed;boundary=b_G");
}

} // namespace

TEST_CASE("return.sapb1 company: goods that came back are one goods receipt, once") {
    for (const char* version : {"v1", "v2"}) {
        Returning world(settings_of_test(), version);
        const Value first = world.post(Returning::returned("R1"));
        CHECK(first["verdict"].text_or("") == "delivered");
        CHECK(first["receipt"]["id"].text_or("") != "");
        CHECK(world.company.objects_with("InventoryGenEntries", "Comments", "Return R1 of order 1047: box was open").size() == 1);
        const Value again = world.post(Returning::returned("R1"));
        CHECK(again["receipt"]["number"].text_or("?") == first["receipt"]["number"].text_or(""));
        CHECK(world.receipts("R1") == "1");
        CHECK(world.probed(Returning::returned("R1")) == "found");
        CHECK(world.probed(Returning::returned("R2")) == "absent");
    }
}

TEST_CASE("return.sapb1 company: an answer that is lost posts nothing twice") {
    Returning world;
    world.post(Returning::returned("R0")); // a session is there
    world.wire.lose_next = 1;
    CHECK(world.post(Returning::returned("R1"))["verdict"].text_or("") == "unknown");
    CHECK(world.probed(Returning::returned("R1")) == "found");
    CHECK(world.post(Returning::returned("R1"))["verdict"].text_or("") == "delivered");
    CHECK(world.receipts("R1") == "1");
}

TEST_CASE("return.sapb1 company: what goes nowhere, or is in stock already, posts nothing and says so") {
    Returning world;
    Value body = Returning::returned("R1", "");
    CHECK(world.post(body)["receipt"]["number"].text_or("") == "nothing posted: no warehouse");
    CHECK(world.post(body)["receipt"]["id"].text_or("?") == "");
    body = Returning::returned("R2");
    body.set("stock_posted", true);
    CHECK(world.post(body)["receipt"]["number"].text_or("") == "nothing posted: in stock already");
    CHECK(world.probed(body) == "found");
    CHECK(world.receipts("R1") + world.receipts("R2") == "00");
}

TEST_CASE("return.sapb1 company: refusals name what is to be done") {
    Returning world;
    const Value warehouse = world.post(Returning::returned("R1", "99"));
    CHECK(warehouse["verdict"].text_or("") == "rejected");
    CHECK(warehouse["message"].text_or("").find("99") != std::string::npos);
    Value unjudged = Returning::returned("R2");
    unjudged.member("lines").as_array()->at(0).member("booking").as_array()->at(0).erase("posts");
    CHECK(world.post(unjudged)["message"].text_or("").find("return-warehouse") != std::string::npos);
    CHECK(world.receipts("R1") + world.receipts("R2") == "00");
}

TEST_CASE("return.sapb1 batches, closed periods and locked warehouses are told in plain words") {
    const auto refused = [](const std::string& code, const std::string& words) {
        Recorded http;
        Room room(http);
        for (const Value& answer : {login_answer(), list_of(Value::array()), refused_part(code, words)}) http.answers.push_back(answer);
        const auto sink = room.returns_sink(json(R"({"account":"","date":"received","utc_offset":"+00:00"})"));
        return result(sink->handle(LL_DELIVER, Returning::envelope(Returning::returned("R1"))));
    };
    const Value batch = refused("-10", "Cannot add row without complete selection of batch/serial numbers");
    CHECK(batch["code"].text_or("") == "ERP_REJECTED");
    CHECK(batch["message"].text_or("").find("nobody has said which came back") != std::string::npos);
    CHECK(refused("-4013", "Posting period locked; specify an alternative date")["code"].text_or("") == "PERIOD_CLOSED");
    CHECK(refused("-10", "Warehouse is locked [IGN1.WhsCode][line: 1]")["message"].text_or("").find("\"01\"") != std::string::npos);
}

TEST_CASE("return.sapb1 company: a return that people book is one of its order, whichever user fields SAP copies") {
    for (const auto follow : {b1::UserFieldsFollow::headers_and_lines, b1::UserFieldsFollow::lines, b1::UserFieldsFollow::none}) {
        b1::CompanySettings settings = settings_of_test();
        settings.user_fields_follow = follow;
        Returning world(settings);
        const auto delivery = world.delivered();
        CHECK(world.pass().empty());
        world.later(5'000);
        world.take_back(delivery);
        const auto returns = world.pass();
        REQUIRE(returns.size() == 1);
        CHECK(message::schema_problem("return", returns[0]) == "");
        CHECK(returns[0]["order_id"].text_or("") == "1047");
        CHECK(returns[0]["store"].text_or("") == "shop");
        CHECK(returns[0]["stock_posted"].bool_or(false));
        const Value& line = returns[0]["lines"].as_array()->at(0);
        CHECK(line["line_id"].text_or("") == "771");
        CHECK(line["item_code"].text_or("") == "SKU-1");
        CHECK(line["quantity"].text_or("") == "1");
        CHECK(line["sellable"].bool_or(false));
        CHECK(world.pass().empty());
    }
}

TEST_CASE("return.sapb1 company: a return that is cancelled is the same one, taken back, its mirror is none") {
    Returning world;
    const auto made = world.take_back(world.delivered());
    REQUIRE(world.pass().size() == 1);
    world.later(3'600'000);
    world.company.cancel_document("Returns", made.doc_entry);
    const auto later = world.pass();
    REQUIRE(later.size() == 1);
    CHECK(later[0]["id"].text_or("") == std::to_string(made.doc_entry));
    CHECK(later[0]["cancelled"].bool_or(false));
}

TEST_CASE("return.sapb1 company: returns of others are none, and our goods receipts come back as nothing") {
    Returning world;
    world.delivered();
    world.company.make_document("Returns", json(R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"SKU-1","Quantity":1,"WarehouseCode":"01"}]})"));
    world.post(Returning::returned("R1"));
    CHECK(world.pass().empty());
}

TEST_CASE("return.sapb1 company: a goods receipt that people posted with the key is that one, and none is posted beside it") {
    Returning world;
    const auto made = world.company.make_document("InventoryGenEntries", json(R"({"U_LL_Key":"return:returns:R1","DocumentLines":[{"ItemCode":"SKU-1","Quantity":1,"WarehouseCode":"01"}]})"));
    CHECK(world.post(Returning::returned("R1"))["receipt"]["id"].text_or("") == std::to_string(made.doc_entry));
    CHECK(world.receipts("R1") == "1");
}

namespace {

struct Scripted {
    Recorded http;
    Room room{http};
    std::unique_ptr<plugin::Component> sink = room.returns_sink(json(R"({"account":"","date":"received","utc_offset":"+00:00"})"));
    Value result_of(ll_operation operation, std::initializer_list<Value> answers) {
        for (const Value& answer : answers) http.answers.push_back(answer);
        return result(sink->handle(operation, Returning::envelope(Returning::returned("R1"))));
    }
};

} // namespace

TEST_CASE("return.sapb1 an approval makes a draft, and the return waits for it instead of being posted beside it") {
    Scripted world;
    const Value none = list_of(Value::array()), draft = list_of(json(R"([{"DocEntry":9,"DocNum":9}])"));
    const Value waits = world.result_of(LL_DELIVER, {login_answer(), none, refused_part("-2028", "No matching records found (ODBC -2028)"), none, draft});
    CHECK(waits["verdict"].text_or("") == "waiting");
    CHECK(waits["code"].text_or("") == "APPROVAL_PENDING");
    CHECK(waits["message"].text_or("").find("draft 9") != std::string::npos);
    CHECK(world.result_of(LL_PROBE, {none, draft})["verdict"].text_or("") == "unknown");
    CHECK(world.result_of(LL_PROBE, {none, none})["verdict"].text_or("") == "absent");
}

TEST_CASE("return.sapb1 a company that does not tell capitals from small letters gives no return the goods receipt of another") {
    Scripted world;
    const Value other = list_of(json(R"([{"DocEntry":7,"DocNum":700,"U_LL_Key":"return:returns:r1"}])"));
    const Value refused = world.result_of(LL_DELIVER, {login_answer(), other, refused_part("-2035", "This entry already exists"), other, list_of(Value::array())});
    CHECK(refused["verdict"].text_or("") == "rejected");
    CHECK(refused["message"].text_or("").find("return:returns:r1") != std::string::npos);
    CHECK(refused["message"].text_or("").find("another id") != std::string::npos);
    CHECK(world.result_of(LL_PROBE, {other, list_of(Value::array())})["verdict"].text_or("") == "absent");
}

TEST_CASE("return.sapb1 what is refused for its item is tried again when the item changes") {
    Scripted world;
    const Value refused = world.result_of(LL_DELIVER, {login_answer(), list_of(Value::array()), refused_part("-10", "Item SKU-1 is inactive [IGN1.ItemCode][line: 1]")});
    CHECK(refused["code"].text_or("") == "ITEM_INACTIVE");
    CHECK(refused["facts"]["waits_for"].text_or("") == "item:SKU-1");
}
