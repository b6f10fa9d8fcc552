// Protects orders that are posted in part, against a whole simulated company: what comes later is added to their document, once.
#include "ready_company.hpp"

using namespace sapb1_room;

namespace {

// 54.80 on the first part; line 772, one SKU-2 for 10.00, waits ("quarantined") or is added to a document.
Value in_part(const std::string& number = "1047") {
    Value body = order(number);
    Value second = body["lines"].as_array()->front();
    second.set("id", "772");
    second.set("sku", "SKU-2");
    second.set("booking", json(R"({"item_code":"SKU-2","quantity":"1","unit_price":"10.00","amount":"10.00","tax_code":"A1","tax_rate":"20","warehouse":"01","quarantined":true})"));
    body.member("lines").push(second);
    body.member("booking").set("quarantined_total", "10.00");
    return body;
}
Value added_to(const Value& receipt, const std::string& number = "1047") {
    Value body = in_part(number);
    Value::Array& lines = *body.member("lines").as_array();
    lines[0].member("booking").set("posted", true);
    lines[1].member("booking").erase("quarantined");
    Value& booking = body.member("booking");
    booking.erase("quarantined_total");
    booking.set("expected_total", "64.80");
    booking.set("addition", Value::object({{"document_id", receipt["id"]}, {"document_number", receipt["number"]}, {"document_key", key_of(number)}, {"part", 2}}));
    return body;
}
Value part_of(const Value& body) {
    Value document = deliveries({body});
    document.member("deliveries").as_array()->front().set("idempotency_key", key_of(body["id"].text_or("")) + "+2");
    return document;
}

struct InPart : Ready {
    explicit InPart(const std::string& version = "v2") : Ready(settings_of_test(), version) {
        const auto outcome = deliver({in_part()});
        REQUIRE(verdict(outcome) == "delivered");
        receipt = result(outcome)["receipt"];
    }
    plugin::Outcome add(const Value& body) {
        auto outcome = sink->handle(LL_DELIVER, part_of(body));
        UNSCOPED_INFO(message::write_json(result(outcome)));
        return outcome;
    }
    plugin::Outcome add() { return add(added_to(receipt)); }
    Value document() const { return company.find("Orders", receipt["id"].text_or("")); }
    std::size_t lines() const { return document()["DocumentLines"].size(); }
    // What people do in the company, beside the connector.
    int act(const std::string& method, const std::string& target, const std::string& body = "") {
        base::HttpResponse login = company.handle({"POST", "/b1s/v2/Login", {{"Content-Type", "application/json"}},
                                                   R"({"CompanyDB":"SBO_TEST","UserName":"bcintegration","Password":"password of the test"})"});
        const std::string cookie = base::header(login.headers, "Set-Cookie");
        return company.handle({method, "/b1s/v2/" + target, {{"Content-Type", "application/json"}, {"Cookie", cookie.substr(0, cookie.find(';'))}}, body}).status;
    }
    Value receipt;
};

} // namespace

TEST_CASE("order.sapb1 part: a quarantined line stays out of the document") {
    InPart world;
    CHECK(world.lines() == 1);
    CHECK(Decimal::parse(world.receipt["amount"].text_or("0")) == Decimal::parse("54.80"));
}

TEST_CASE("order.sapb1 part: a line that comes later is added to the document, in both versions") {
    for (const char* version : {"v1", "v2"}) {
        INFO(version);
        InPart world(version);
        const auto outcome = world.add();
        REQUIRE(verdict(outcome) == "delivered");
        const Value& receipt = result(outcome)["receipt"];
        CHECK(receipt["id"] == world.receipt["id"]);
        CHECK(receipt["number"] == world.receipt["number"]);
        CHECK(Decimal::parse(receipt["amount"].text_or("0")) == Decimal::parse("64.80"));
        REQUIRE(world.lines() == 2);
        const Value document = world.document();
        CHECK((*document["DocumentLines"].as_array())[1]["U_LL_Line"].text_or("") == "772");
        CHECK((*document["DocumentLines"].as_array())[1]["ItemCode"].text_or("") == "SKU-2");
        CHECK(document["U_LL_Key"].text_or("") == key_of("1047"));
        CHECK(document["DocumentAdditionalExpenses"].size() == 1);
        CHECK(world.company.order_count() == 1);
        CHECK(world.company.count("U_LEDGERLINE") == 2);
    }
}

TEST_CASE("order.sapb1 part: sent twice, the line is added once") {
    InPart world;
    REQUIRE(verdict(world.add()) == "delivered");
    const auto again = world.add();
    CHECK(verdict(again) == "delivered");
    CHECK(Decimal::parse(result(again)["receipt"]["amount"].text_or("0")) == Decimal::parse("64.80"));
    CHECK(world.lines() == 2);
    CHECK(world.company.count("U_LEDGERLINE") == 2);
}

TEST_CASE("order.sapb1 part: after a lost answer a look-up finds the addition, and none where none was made") {
    InPart world;
    const auto probe = [&] { return verdict(world.sink->handle(LL_PROBE, part_of(added_to(world.receipt)))); };
    CHECK(probe() == "absent");
    world.wire.lose_next = 1;
    CHECK(verdict(world.add()) == "unknown");
    CHECK(world.lines() == 2);
    CHECK(probe() == "found");
    CHECK(verdict(world.add()) == "delivered");
    CHECK(world.lines() == 2);
}

TEST_CASE("order.sapb1 part: nothing is added to a document that people have closed or cancelled, and they are told in plain words") {
    for (const auto& [action, word] : {std::pair{"Close", "is closed"}, std::pair{"Cancel", "is cancelled"}}) {
        InPart world;
        REQUIRE(world.act("POST", "Orders(" + world.receipt["id"].text_or("") + ")/" + action) == 204);
        const auto outcome = world.add();
        CHECK(verdict(outcome) == "rejected");
        CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("Document " + world.receipt["number"].text_or("") + " " + word));
        CHECK(world.lines() == 1);
        CHECK(world.company.count("U_LEDGERLINE") == 1);
    }
}

TEST_CASE("order.sapb1 part: a line that stands on the document by another hand is not added again") {
    InPart world;
    REQUIRE(world.act("PATCH", "Orders(" + world.receipt["id"].text_or("") + ")", R"({"DocumentLines":[{"ItemCode":"SKU-2","Quantity":1,"PriceAfterVAT":10.0,"U_LL_Line":"772"}]})") == 204);
    const auto outcome = world.add();
    CHECK(verdict(outcome) == "rejected");
    CHECK(result(outcome)["code"].text_or("") == "ORDER_DUPLICATE_SUSPECT");
    CHECK(world.lines() == 2);
}

TEST_CASE("order.sapb1 part: nothing is added to a document of another key") {
    InPart world;
    Value body = added_to(world.receipt);
    body.member("booking").member("addition").set("document_key", "order:shop:9");
    CHECK(result(world.add(body))["code"].text_or("") == "ORDER_DUPLICATE_SUSPECT");
    body = added_to(world.receipt);
    body.member("booking").member("addition").set("document_id", "1)/Cancel");
    CHECK(result(world.add(body))["code"].text_or("") == "PLUGIN_FAILED");
    CHECK(world.lines() == 1);
}

TEST_CASE("order.sapb1 part: an addition that is refused takes its key row back and leaves the document as it was") {
    InPart world;
    Value body = added_to(world.receipt);
    (*body.member("lines").as_array())[1].member("booking").set("item_code", "NO-SUCH");
    const auto outcome = world.add(body);
    CHECK(verdict(outcome) == "rejected");
    CHECK(world.lines() == 1);
    CHECK(world.company.count("U_LEDGERLINE") == 1);
    CHECK(verdict(world.add()) == "delivered");
}

TEST_CASE("order.sapb1 part: an addition and a new order travel in one batch, each with its own answer") {
    InPart world;
    Value both = part_of(added_to(world.receipt));
    both.member("deliveries").push(delivery(order("1048")));
    const auto outcome = world.sink->handle(LL_DELIVER, both);
    CHECK(verdict(outcome, 0) == "delivered");
    CHECK(verdict(outcome, 1) == "delivered");
    CHECK(result(outcome, 0)["receipt"]["id"] == world.receipt["id"]);
    CHECK(result(outcome, 1)["receipt"]["id"] != world.receipt["id"]);
    CHECK(world.lines() == 2);
    CHECK(world.company.order_count() == 2);
}

TEST_CASE("order.sapb1 part: amounts that do not add up to the document's are not sent") {
    InPart world;
    Value body = added_to(world.receipt);
    body.member("booking").set("expected_total", "64.81");
    CHECK(result(world.add(body))["code"].text_or("") == "TOTAL_MISMATCH");
    CHECK(world.lines() == 1);
}
