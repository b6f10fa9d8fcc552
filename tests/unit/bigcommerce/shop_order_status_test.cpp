// Protects what the store is told of an order's document: the number, a note, a status; each once, over nothing that others wrote,
// and never money. How: confirmations to the sink over the sandbox's store, then what was sent and what stands there.
#include "writing_room.hpp"

#include "message/schema.hpp"

using namespace bigcommerce_room;

namespace {

Value row(const char* document, int from, int to) {
    return Value::object({{"document", document}, {"from", std::to_string(from)}, {"to", std::to_string(to)}});
}

Value status_fields(const Value& statuses = Value::array({row("booked", 11, 9), row("cancelled", 11, 5), row("cancelled", 9, 5)})) {
    return Value::object({{"reference", "{number}"}, {"note", "SAP order {number}"}, {"cancel_note", "SAP order {number} was cancelled"}, {"statuses", statuses}});
}

Value confirmation(std::int64_t order, const std::string& number = "26000001", const std::string& state = "booked") {
    return delivery_of("confirmation", std::to_string(order),
                       json(R"({"order_id":")" + std::to_string(order) + R"(","order_number":"1001","channel_id":"1","placed_at":"2026-03-01T10:00:00Z","currency":"GBP","total":"33.00",
        "document":{"id":"501","number":")" + number + R"(","state":")" + state + R"(","amount":"33.00","currency":"GBP","key":"order:shop:1001"},
        "status":{"code":"11","name":"Awaiting Fulfillment","phase":"open"},"external_order_id":"",
        "payment":{"state":"captured","stated":"captured","method":"Card","provider_id":"","store_credit":"0","gift_certificates":"0","transactions":[]}})"));
}

struct StatusWorld : WritingWorld {
    explicit StatusWorld(Value given = status_fields(), sandbox::ShopSettings store = british_store()) : WritingWorld("order-status", std::move(given), std::move(store)) { id = place(); }
    std::string path() const { return "/v2/orders/" + std::to_string(id); }
    std::int64_t id = 0;
};

} // namespace

TEST_CASE("order.bigcommerce status: number, note and status go in one PUT of exactly what differs") {
    StatusWorld world;
    const Value result = world.deliver(confirmation(world.id));
    CHECK(result["verdict"] == Value("delivered"));
    CHECK(result["receipt"]["id"] == Value("1001"));
    CHECK(result["receipt"]["number"] == Value("26000001"));
    CHECK(world.wire.sent == std::vector<std::string>{"GET " + world.path(), "PUT " + world.path() + R"( {"external_order_id":"26000001","staff_notes":"SAP order 26000001","status_id":9})"});
    CHECK(world.text(world.id, "external_order_id") == "26000001");
    CHECK(world.text(world.id, "status_id") == "9");
}

TEST_CASE("order.bigcommerce status: what stands already is not written again") {
    StatusWorld world;
    world.deliver(confirmation(world.id));
    world.wire.sent.clear();
    CHECK(world.deliver(confirmation(world.id))["verdict"] == Value("delivered"));
    CHECK(world.wire.writes().empty());
}

TEST_CASE("order.bigcommerce status: the note is appended to what people wrote, once, whatever ends their lines") {
    for (const std::string before : {"Call first", "Call first\n", "Call first\r\nSAP order 260000012\r\n"}) {
        StatusWorld world;
        world.shop.edit_order(world.id, Value::object({{"staff_notes", before}}));
        world.deliver(confirmation(world.id));
        const std::string notes = world.text(world.id, "staff_notes");
        INFO(before);
        CHECK(notes == before + (before.back() == '\n' ? "" : "\n") + "SAP order 26000001");
        // A browser's form saves it with other ends of lines.
        std::string saved;
        for (const char c : notes) saved += c == '\n' ? std::string("\r\n") : std::string(1, c);
        world.shop.edit_order(world.id, Value::object({{"staff_notes", saved}}));
        world.deliver(confirmation(world.id));
        CHECK(world.text(world.id, "staff_notes") == saved);
    }
}

TEST_CASE("order.bigcommerce status: notes without room stay as they are, and the number is written all the same") {
    StatusWorld world;
    const std::string full(65'530, 'x');
    world.shop.edit_order(world.id, Value::object({{"staff_notes", full}}));
    CHECK(world.deliver(confirmation(world.id))["verdict"] == Value("delivered"));
    CHECK(world.text(world.id, "staff_notes") == full);
    CHECK(world.text(world.id, "external_order_id") == "26000001");
    world.wire.sent.clear();
    world.deliver(confirmation(world.id));
    CHECK(world.wire.writes().empty());
}

TEST_CASE("order.bigcommerce status: only an order in a status that is listed is moved") {
    for (int status = 0; status <= 14; ++status) {
        StatusWorld world;
        world.shop.set_status(world.id, status);
        world.deliver(confirmation(world.id));
        INFO(status);
        CHECK(world.text(world.id, "status_id") == std::to_string(status == 11 ? 9 : status));
    }
}

TEST_CASE("order.bigcommerce status: a cancelled document has its own note and its own statuses") {
    StatusWorld world;
    const Value first = world.deliver(confirmation(world.id));
    CHECK(world.deliver(change_of(confirmation(world.id, "26000001", "cancelled"), first))["verdict"] == Value("delivered"));
    CHECK(world.text(world.id, "status_id") == "5");
    CHECK(world.text(world.id, "staff_notes") == "SAP order 26000001\nSAP order 26000001 was cancelled");
    CHECK(world.text(world.id, "external_order_id") == "26000001");
}

TEST_CASE("order.bigcommerce status: an order that people moved back is not moved again by a later confirmation") {
    struct Case {
        const char* code; // what the earlier confirmation said
        const char* ends;
    };
    // 11: it was moved then; 9: it had been moved; 7: it waited for money then, and is moved now.
    for (const Case& one : {Case{"11", "11"}, Case{"9", "11"}, Case{"7", "9"}}) {
        INFO(one.code);
        StatusWorld world;
        const Value first = world.deliver(confirmation(world.id));
        world.shop.set_status(world.id, 11);
        Value change = change_of(confirmation(world.id), first);
        Value before = confirmation(world.id)["message"]["body"];
        before.member("status").set("code", one.code);
        change.member("previous").set("body", before);
        CHECK(world.deliver(change)["verdict"] == Value("delivered"));
        CHECK(world.text(world.id, "status_id") == one.ends);
    }
}

TEST_CASE("order.bigcommerce status: another system's number is not written over, and a person is told") {
    StatusWorld world;
    world.shop.edit_order(world.id, json(R"({"external_order_id":"WMS-7"})"));
    const Value result = world.deliver(confirmation(world.id));
    CHECK(result["verdict"] == Value("rejected"));
    CHECK(result["code"] == Value("STORE_REFERENCE_TAKEN"));
    CHECK(result["message"].text_or("").find("\"WMS-7\"") != std::string::npos);
    CHECK(world.wire.writes().empty());
    CHECK(world.text(world.id, "external_order_id") == "WMS-7");
}

TEST_CASE("order.bigcommerce status: our own earlier number gives way to the new one") {
    StatusWorld world;
    const Value first = world.deliver(confirmation(world.id));
    CHECK(world.deliver(change_of(confirmation(world.id, "26000009"), first))["verdict"] == Value("delivered"));
    CHECK(world.text(world.id, "external_order_id") == "26000009");
}

TEST_CASE("order.bigcommerce status: what is switched off is not written") {
    StatusWorld world(Value::object({{"reference", ""}, {"note", ""}, {"cancel_note", ""}, {"statuses", Value::array()}}));
    world.shop.edit_order(world.id, json(R"({"external_order_id":"WMS-7"})"));
    CHECK(world.deliver(confirmation(world.id))["verdict"] == Value("delivered"));
    CHECK(world.wire.writes().empty());
}

TEST_CASE("order.bigcommerce status: an order that is gone or archived is a person's matter") {
    StatusWorld world;
    CHECK(world.deliver(confirmation(999))["code"] == Value("STORE_ORDER_MISSING"));
    world.shop.edit_order(world.id, json(R"({"is_deleted":true})"));
    CHECK(world.deliver(confirmation(world.id))["code"] == Value("STORE_ORDER_MISSING"));
    CHECK(world.wire.writes().empty());
}

TEST_CASE("order.bigcommerce status: a lost answer is looked up, what was done is not done again, what was not is") {
    StatusWorld world;
    std::size_t writes = 1;
    SECTION("done, then the connection closed") { world.fault(R"({"kind":"no_answer","method":"PUT"})"); }
    SECTION("done, then a gateway's page") { world.fault(R"({"kind":"server_error","method":"PUT","status":504,"executed":true})"); }
    SECTION("done, then half an answer") { world.fault(R"({"kind":"truncated","method":"PUT"})"); }
    SECTION("done, then a page under 200") { world.fault(R"({"kind":"html","method":"PUT"})"); }
    SECTION("not done, the connection closed") {
        world.fault(R"({"kind":"cut_off","method":"PUT"})");
        writes = 2;
    }
    SECTION("not done, a gateway's page") {
        world.fault(R"({"kind":"server_error","method":"PUT","status":502})");
        writes = 2;
    }
    const Value delivery = confirmation(world.id);
    const Value lost = world.deliver(delivery);
    CHECK(lost["verdict"] == Value("unknown"));
    CHECK(lost["code"] == Value("STORE_UNCONFIRMED"));
    CHECK(world.probe(delivery)["verdict"] == Value(writes == 1 ? "found" : "absent"));
    world.restart();
    CHECK(world.deliver(delivery)["verdict"] == Value("delivered"));
    CHECK(world.wire.writes().size() == writes);
    CHECK(world.text(world.id, "staff_notes") == "SAP order 26000001");
}

TEST_CASE("order.bigcommerce status: trouble before anything was written is tried later, and a 429 pauses the connection") {
    StatusWorld world;
    const Value delivery = confirmation(world.id);
    world.fault(R"({"kind":"server_error","method":"GET","status":503})");
    const Value unavailable = world.deliver(delivery);
    CHECK(unavailable["verdict"] == Value("retry"));
    CHECK(unavailable["code"] == Value("STORE_UNAVAILABLE"));
    world.fault(R"({"kind":"overloaded","method":"PUT"})");
    const Value limited = world.deliver(delivery);
    CHECK(limited["verdict"] == Value("retry"));
    CHECK(limited["code"] == Value("STORE_RATE_LIMIT"));
    CHECK(world.last.document["pause_ms"] == Value(1'000));
    CHECK(world.deliver(delivery)["verdict"] == Value("delivered"));
}

TEST_CASE("order.bigcommerce status: an outage is the flow's, an order that fails again and again waits alone") {
    StatusWorld world;
    const Value delivery = confirmation(world.id), other = confirmation(world.place());
    world.fault(R"({"kind":"server_error","method":"GET","path":"/orders/1001","status":500,"requests":4})");
    for (int i = 0; i < 3; ++i) {
        world.deliver(delivery);
        CHECK(world.last.verdict == LL_RETRY);
    }
    CHECK(world.deliver(delivery)["verdict"] == Value("retry"));
    CHECK(world.last.verdict == LL_PASS);
    CHECK(world.deliver(other)["verdict"] == Value("delivered"));
    CHECK(world.deliver(delivery)["verdict"] == Value("delivered"));
}

TEST_CASE("order.bigcommerce status: a token that may only read says which right is missing") {
    sandbox::ShopSettings store = british_store();
    store.scopes = {"store_v2_orders_read_only"};
    StatusWorld world(status_fields(), store);
    const Value result = world.deliver(confirmation(world.id));
    CHECK(result["verdict"] == Value("retry"));
    CHECK(result["code"] == Value("STORE_AUTH"));
    CHECK(result["message"].text_or("").find("Orders: modify") != std::string::npos);
}

TEST_CASE("order.bigcommerce status: our own PUT brings the order again, and nothing but state of it has changed") {
    StatusWorld world;
    Reader reader(*world.http, world.clock, settings(), world.line);
    REQUIRE(reader.read_all());
    world.clock.at += 3'600'000;
    world.deliver(confirmation(world.id));
    REQUIRE(reader.read_all());
    REQUIRE(reader.emitted.size() >= 2);
    const Value &before = reader.emitted.front().body, &after = reader.emitted.back().body;
    CHECK(after["references"]["external_order_id"] == Value("26000001"));
    CHECK(after["notes"]["staff"] == Value("SAP order 26000001"));
    CHECK(after["status"]["code"] == Value("9"));
    CHECK(message::write_json_canonical(message::without_state("order", before)) == message::write_json_canonical(message::without_state("order", after)));
}

TEST_CASE("order.bigcommerce status: statuses that would lose something or run in circles are refused") {
    const auto refusal = [](const Value& statuses) -> std::string {
        try {
            StatusWorld world(status_fields(statuses));
        } catch (const plugin::CreationRefused& refused) {
            return refused.findings.front().where + " " + refused.findings.front().message;
        }
        return "";
    };
    CHECK(refusal(Value::array({row("booked", 5, 11)})).find("/settings/statuses/0/from an order in this status is not moved") == 0);
    CHECK(refusal(Value::array({row("booked", 2, 11)})).find("/settings/statuses/0/to an order that was shipped is not moved back") == 0);
    CHECK(refusal(Value::array({row("cancelled", 11, 4)})).find("/settings/statuses/0/to this status says that money went back") == 0);
    CHECK(refusal(Value::array({row("booked", 11, 15)})).find("/settings/statuses/0/to \"15\" is not a status") == 0);
    CHECK(refusal(Value::array({row("posted", 11, 9)})).find("/settings/statuses/0/document \"posted\"") == 0);
    CHECK(refusal(Value::array({row("booked", 11, 9), row("booked", 9, 8)})).find("/settings/statuses/0/to status 9 is listed as `from` too") == 0);
    CHECK(refusal(Value::array({row("booked", 11, 9), row("booked", 11, 8)})).find("/settings/statuses/1/from status 11 is listed twice") == 0);
    CHECK(refusal(Value::array({row("booked", 2, 10), row("cancelled", 11, 5)})).empty());
}
