// Protects the promise that matters: against a whole simulated company, over the wire form, every order becomes exactly one
// document of exactly its total, whatever happens on the way. In process, no sockets.
#include "world.hpp"

#include <set>

using namespace sapb1_room;
namespace {

struct Ready : World {
    explicit Ready(b1::CompanySettings settings = settings_of_test(), const std::string& version = "v2", const Value& sink_fields = sink_settings())
        : World(std::move(settings), version, sink_fields) {
        prepare();
    }
};

// An order of this many units at this gross price, without freight.
Value plain_order(const std::string& number, int quantity, const Decimal& price) {
    Value body = order(number);
    const Decimal amount = price * Decimal(quantity);
    Value& booked = body.member("lines").as_array()->front().member("booking");
    booked.set("quantity", std::to_string(quantity));
    booked.set("unit_price", price.text());
    booked.set("amount", amount.text(2));
    body.member("booking").set("freight", Value::array());
    body.member("booking").set("expected_total", amount.text(2));
    return body;
}

} // namespace

TEST_CASE("order.sapb1 company: preparing twice makes everything once") {
    Ready world;
    const auto outcome = world.sink->handle(LL_PREPARE, Value::object({{"dry_run", false}}));
    for (std::size_t i = 0; i < 3; ++i) CHECK(result(outcome, i)["state"].text_or("") == "present");
}

TEST_CASE("order.sapb1 company: without preparation the flow pauses and says what to do") {
    World world;
    const auto outcome = world.deliver({order()});
    CHECK(outcome.verdict == LL_RETRY);
    REQUIRE_FALSE(outcome.findings.empty());
    CHECK(outcome.findings[0].code == "CONFIG_DRIFT");
    CHECK(world.company.order_count() == 0);
}

TEST_CASE("order.sapb1 company: an order is one document with its total, keys and texts, in both versions") {
    for (const char* version : {"v1", "v2"}) {
        INFO(version);
        Ready world(settings_of_test(), version);
        const auto outcome = world.deliver({order()});
        REQUIRE(verdict(outcome) == "delivered");
        const Value& receipt = result(outcome)["receipt"];
        CHECK(Decimal::parse(receipt["amount"].text_or("0")) == Decimal::parse("54.80"));
        CHECK(receipt["currency"].text_or("") == "GBP");
        const auto totals = world.company.order_totals();
        REQUIRE(totals.size() == 1);
        CHECK(totals[0].total == Decimal::parse("54.80"));
        CHECK(totals[0].tax == Decimal::parse("9.13"));
        CHECK(std::to_string(totals[0].doc_num) == receipt["number"].text_or(""));
        const Value document = world.company.find("Orders", receipt["id"].text_or(""));
        CHECK(document["NumAtCard"].text_or("") == "1047");
        CHECK(document["U_LL_Key"].text_or("") == key_of("1047"));
        CHECK(document["DocumentLines"].as_array()->front()["U_LL_Line"].text_or("") == "771");
        CHECK(world.company.count("U_LEDGERLINE") == 1);
    }
}

TEST_CASE("order.sapb1 company: gross prices come out to the penny, order by order") {
    Ready world;
    base::Random chance(20260131);
    std::vector<Value> bodies;
    for (int i = 0; i < 48; ++i)
        bodies.push_back(plain_order(std::to_string(5000 + i), static_cast<int>(1 + chance.below(300)), Decimal::from_units(static_cast<std::int64_t>(1 + chance.below(20'000)), 2)));
    for (std::size_t at = 0; at < bodies.size(); at += 8) {
        const std::vector<Value> some(bodies.begin() + static_cast<std::ptrdiff_t>(at), bodies.begin() + static_cast<std::ptrdiff_t>(at + 8));
        const auto outcome = world.deliver(some);
        for (std::size_t i = 0; i < some.size(); ++i) {
            REQUIRE(verdict(outcome, i) == "delivered");
            CHECK(Decimal::parse(result(outcome, i)["receipt"]["amount"].text_or("0")) == Decimal::parse(some[i]["booking"]["expected_total"].text_or("")));
        }
    }
    CHECK(world.company.order_count() == bodies.size());
}

TEST_CASE("order.sapb1 company: an order of a thousand lines is one document, and its neighbours are not kept") {
    Ready world;
    Value body = plain_order("1", 1, Decimal::parse("0.01"));
    const Value one = body["lines"].as_array()->front();
    Value lines = Value::array();
    for (int i = 0; i < 1200; ++i) {
        Value line = one;
        line.set("id", std::to_string(i + 1));
        lines.push(std::move(line));
    }
    body.set("lines", std::move(lines));
    body.member("booking").set("expected_total", "12.00");
    const auto outcome = world.deliver({order("2"), body, order("3")});
    for (std::size_t i = 0; i < 3; ++i) REQUIRE(verdict(outcome, i) == "delivered");
    CHECK(Decimal::parse(result(outcome, 1)["receipt"]["amount"].text_or("0")) == Decimal::parse("12.00"));
    CHECK(world.company.order_totals().size() == 3);
}

TEST_CASE("order.sapb1 company: a second delivery of the same order is the same document") {
    Ready world;
    const std::string first = result(world.deliver({order()}))["receipt"]["id"].text_or("first");
    const auto outcome = world.deliver({order()});
    CHECK(verdict(outcome) == "delivered");
    CHECK(result(outcome)["receipt"]["id"].text_or("second") == first);
    CHECK(world.company.order_count() == 1);
}

TEST_CASE("order.sapb1 company: two sinks that send the same order make one document") {
    Ready world;
    auto other = world.room->sink(sink_settings(), world.line);
    CHECK(verdict(world.deliver({order()})) == "delivered");
    CHECK(verdict(other->handle(LL_DELIVER, deliveries({order()}))) == "delivered");
    CHECK(world.company.order_count() == 1);
}

TEST_CASE("order.sapb1 company: when the answer is lost after the commit, the document is found and never made again") {
    for (const int status : {0, 502, 504}) {
        INFO(status);
        Ready world;
        if (status == 0) world.wire.lose_next = 1;
        else world.company.break_down_after_commit(1, status);
        CHECK(verdict(world.deliver({order()})) == "unknown");
        CHECK(world.documents("1047") == 1);
        CHECK(world.probe(order()) == "found");
        CHECK(verdict(world.deliver({order()})) == "delivered");
        CHECK(world.documents("1047") == 1);
    }
}

TEST_CASE("order.sapb1 company: when nothing arrived, the probe says so") {
    Ready world;
    world.company.break_down(1, 504);
    CHECK(verdict(world.deliver({order()})) == "unknown");
    CHECK(world.probe(order()) == "absent");
    CHECK(verdict(world.deliver({order()})) == "delivered");
    CHECK(world.documents("1047") == 1);
}

TEST_CASE("order.sapb1 company: a session that ended is renewed in the middle of the work") {
    Ready world;
    world.company.expire_sessions();
    CHECK(verdict(world.deliver({order()})) == "delivered");
    CHECK(world.documents("1047") == 1);
}

TEST_CASE("order.sapb1 company: a refused login harms no order and passes") {
    Ready world;
    world.company.expire_sessions();
    world.company.refuse_logins(1);
    CHECK(world.deliver({order()}).verdict == LL_RETRY);
    world.room->clock.at += 61'000;
    CHECK(verdict(world.deliver({order()})) == "delivered");
}

TEST_CASE("order.sapb1 company: contention on one order leaves the others alone and passes") {
    Ready world;
    world.company.contend("Orders", 1);
    const auto outcome = world.deliver({order("1"), order("2"), order("3")});
    CHECK(verdict(outcome, 0) == "retry");
    CHECK(verdict(outcome, 1) == "delivered");
    CHECK(verdict(outcome, 2) == "delivered");
    CHECK(verdict(world.deliver({order("1")})) == "delivered");
    CHECK(world.company.order_count() == 3);
}

TEST_CASE("order.sapb1 company: an item that is not there stops its own order, and its key stays free") {
    Ready world;
    Value bad = order("2");
    bad.member("lines").as_array()->front().member("booking").set("item_code", "SKU-X");
    const auto outcome = world.deliver({order("1"), bad, order("3")});
    CHECK(verdict(outcome, 0) == "delivered");
    CHECK(verdict(outcome, 1) == "rejected");
    CHECK(verdict(outcome, 2) == "delivered");
    CHECK(world.company.count("U_LEDGERLINE") == 2);
    CHECK(verdict(world.deliver({order("2")})) == "delivered");
}

TEST_CASE("order.sapb1 company: refusals become the exception of the person who can act") {
    Ready world;
    SECTION("closed period") {
        world.company.lock_period("2026-01-01", "2026-01-31");
        const auto outcome = world.deliver({order()});
        CHECK(result(outcome)["code"].text_or("") == "PERIOD_CLOSED");
        CHECK(result(outcome)["subject"].text_or("") == "period:2026-01");
        world.company.unlock_periods();
        CHECK(verdict(world.deliver({order()})) == "delivered");
    }
    SECTION("missing rate") {
        world.company.set_rate("USD", "2026-01-01", Decimal::parse("0.79"));
        Value body = order();
        body.set("currency", "USD");
        const auto outcome = world.deliver({body});
        CHECK(result(outcome)["code"].text_or("") == "CURRENCY_RATE_MISSING");
        CHECK(result(outcome)["subject"].text_or("") == "currency:USD");
    }
    SECTION("unknown tax code") {
        Value body = order();
        body.member("lines").as_array()->front().member("booking").set("tax_code", "ZZ");
        CHECK(result(world.deliver({body}))["code"].text_or("") == "TAX_CODE_MISSING");
    }
    SECTION("unknown partner") {
        Value body = order();
        body.member("booking").member("customer").set("card_code", "NOBODY");
        CHECK(result(world.deliver({body}))["code"].text_or("") == "CUSTOMER_NOT_FOUND");
    }
    SECTION("inactive item") {
        world.company.change_item("SKU-1", json(R"({"Valid":"tNO","Frozen":"tYES"})"));
        const auto outcome = world.deliver({order()});
        CHECK(result(outcome)["code"].text_or("") == "ITEM_INACTIVE");
        CHECK(result(outcome)["facts"]["waits_for"].text_or("") == "item:SKU-1");
    }
    SECTION("the company's own rule") {
        world.company.reject_partner("C20007", "(13000316) Credit Limit Exceeded! Current Limit is 10.00, Balance Amount is 5,379.00");
        CHECK(result(world.deliver({order()}))["code"].text_or("") == "CREDIT_LIMIT");
    }
    CHECK(world.company.count_orders("U_LL_Key", key_of("x")) == 0);
}

TEST_CASE("order.sapb1 company: an order in foreign currency is told in its own") {
    Ready world;
    world.company.set_rate("USD", "", Decimal::parse("0.79"));
    Value body = order();
    body.set("currency", "USD");
    const auto outcome = world.deliver({body});
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(Decimal::parse(result(outcome)["receipt"]["amount"].text_or("0")) == Decimal::parse("54.80"));
    CHECK(result(outcome)["receipt"]["currency"].text_or("") == "USD");
}

TEST_CASE("order.sapb1 company: an approval is waited for, and its document found") {
    b1::CompanySettings settings = settings_of_test();
    settings.approvals = b1::Approvals::draft;
    settings.draft_survives_change_set = true;
    Ready world(settings);
    const auto outcome = world.deliver({order()});
    REQUIRE(verdict(outcome) == "waiting");
    CHECK(world.probe(order()) == "unknown");
    const Value draft = world.company.find("Drafts", "1");
    const std::string text = result(outcome)["message"].text_or("");
    const auto digits = text.find_first_of("0123456789");
    world.company.approve_draft(std::stoll(text.substr(digits)));
    CHECK(world.probe(order()) == "found");
    CHECK(world.company.order_count() == 1);
}

TEST_CASE("order.sapb1 company: a partner that is missing is made once and then used") {
    Ready world;
    Value body = order("1", "create");
    body.member("booking").member("customer").set("card_code", "W9001");
    REQUIRE(verdict(world.deliver({body})) == "delivered");
    const Value partner = world.company.find("BusinessPartners", "W9001");
    CHECK(partner["CardName"].text_or("") == "Jana Muster");
    CHECK(partner["BPAddresses"].size() == 2);
    Value next = order("2", "create");
    next.member("booking").member("customer").set("card_code", "W9001");
    auto other = world.room->sink(sink_settings(), world.line); // knows nothing of the first
    CHECK(verdict(other->handle(LL_DELIVER, deliveries({next}))) == "delivered");
}

TEST_CASE("order.sapb1 company: a partner is found by e-mail address in another case of letters") {
    Ready world;
    Value body = order("1", "match");
    body.member("booking").member("customer").set("card_code", "");
    body.member("booking").member("customer").set("match_by", "email");
    body.member("booking").member("customer").set("match_value", "jana@example.test");
    REQUIRE(verdict(world.deliver({body})) == "delivered");
    CHECK(world.company.order_totals().front().card_code == "C20007");
}

TEST_CASE("order.sapb1 company: the preview posts nothing for another total, and posts where it is the same") {
    Value fields = sink_settings();
    fields.set("preview", "always");
    Ready world(settings_of_test(), "v2", fields);
    Value body = order();
    body.member("booking").set("price_mode", "net"); // SAP adds tax to what already holds it
    const auto outcome = world.deliver({body});
    CHECK(result(outcome)["code"].text_or("") == "TOTAL_MISMATCH");
    CHECK(world.company.order_count() == 0);
    CHECK(verdict(world.deliver({order()})) == "delivered");
}

TEST_CASE("order.sapb1 company: fields that wait for a restart keep the flow waiting, not the orders") {
    b1::CompanySettings settings = settings_of_test();
    settings.user_fields_visible = b1::Visible::after_restart;
    Ready world(settings);
    CHECK(world.deliver({order()}).verdict == LL_RETRY);
    world.company.restart();
    CHECK(verdict(world.deliver({order()})) == "delivered");
}

TEST_CASE("order.sapb1 company: under faults of every kind each order ends as one document") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        INFO("seed " << seed);
        Ready world;
        base::Random chance(seed);
        std::set<std::string> open;
        for (int i = 0; i < 12; ++i) open.insert(std::to_string(100 + i));
        std::set<std::string> unconfirmed;
        for (int round = 0; round < 200 && !(open.empty() && unconfirmed.empty()); ++round) {
            world.room->clock.at += 61'000;
            switch (chance.below(8)) {
            case 0: world.company.expire_sessions(); break;
            case 1: world.company.contend("Orders", 1); break;
            case 2: world.company.break_down(1, 503); break;
            case 3: world.company.break_down(1, 504); break;
            case 4: world.company.break_down_after_commit(1, 502); break;
            case 5: world.wire.lose_next = 1; break;
            case 6: world.wire.refuse_next = 1; break;
            default: break;
            }
            if (!unconfirmed.empty()) {
                const std::string number = *unconfirmed.begin();
                const std::string word = world.probe(order(number));
                if (word == "found") unconfirmed.erase(number);
                if (word == "absent") unconfirmed.erase(number), open.insert(number);
                continue;
            }
            std::vector<Value> bodies;
            std::vector<std::string> numbers;
            for (const std::string& number : open)
                if (numbers.size() < 5) numbers.push_back(number), bodies.push_back(order(number));
            const auto outcome = world.sink->handle(LL_DELIVER, deliveries(bodies));
            if (outcome.verdict == LL_RETRY) continue;
            for (std::size_t i = 0; i < numbers.size(); ++i) {
                REQUIRE(verdict(outcome, i) != "rejected");
                if (verdict(outcome, i) == "delivered") open.erase(numbers[i]);
                if (verdict(outcome, i) == "unknown") open.erase(numbers[i]), unconfirmed.insert(numbers[i]);
            }
        }
        CHECK(open.empty());
        CHECK(unconfirmed.empty());
        CHECK(world.company.order_count() == 12);
        for (int i = 0; i < 12; ++i) CHECK(world.documents(std::to_string(100 + i)) == 1);
    }
}

namespace {

struct Reading : World {
    Reading(b1::CompanySettings settings = settings_of_test()) : World(std::move(settings)) {
        for (int i = 0; i < 47; ++i)
            company.add_item(Value::object({{"ItemCode", "ART-" + std::to_string(100 + i)}, {"ItemName", "Article"}, {"SalesItem", "tYES"}, {"Valid", "tYES"}, {"SalesVATGroup", "A1"}}));
        source = room->source(source_settings(), line);
    }
    // Codes of one pass, in their order.
    std::vector<std::string> pass(int limit) {
        std::vector<std::string> codes;
        for (bool more = true; more;) {
            const auto outcome = source->handle(LL_POLL, Value::object({{"cursor", cursor}, {"limit", limit}}));
            for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
            REQUIRE(outcome.verdict == LL_PASS);
            for (const auto& one : outcome.emitted) {
                CHECK(one.refusal == "");
                codes.push_back(one.source_key);
            }
            cursor = outcome.document["cursor"];
            more = outcome.document["more"].bool_or(false);
        }
        return codes;
    }
    std::unique_ptr<plugin::Component> source;
    Value cursor = Value::object();
};

} // namespace

TEST_CASE("item.sapb1 company: every item comes exactly once, whatever the page and the form of its link") {
    for (const auto link : {b1::NextLink::relative, b1::NextLink::absolute_path, b1::NextLink::without_filter}) {
        b1::CompanySettings settings = settings_of_test();
        settings.next_link = link;
        Reading world(settings);
        const auto codes = world.pass(7);
        CHECK(codes.size() == 50);
        CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == 50);
    }
}

TEST_CASE("item.sapb1 company: a change is read at the next poll, and alone once the clock has moved on") {
    Reading world;
    world.pass(20);
    const auto later = [&](std::int64_t ms) { world.clock.at += ms, world.room->clock.at += ms; };
    later(600'000);
    world.pass(20); // the last look back
    CHECK(world.pass(20).empty());
    world.company.change_item("ART-120", json(R"({"Frozen":"tYES","Valid":"tNO"})"));
    CHECK(world.pass(20) == std::vector<std::string>{"ART-120"});
}

TEST_CASE("item.sapb1 company: an item that came after the last poll is read after a gap of any length") {
    for (const std::int64_t gap : {10'000, 190'000, 3'600'000}) {
        Reading world;
        world.pass(20);
        const auto later = [&](std::int64_t ms) { world.clock.at += ms, world.room->clock.at += ms; };
        world.pass(20);
        later(5'000);
        world.company.add_item(json(R"({"ItemCode":"NEW-1","ItemName":"New","SalesItem":"tYES","Valid":"tYES"})")); // in the minute of the newest change
        later(gap);
        const auto codes = world.pass(20);
        INFO(gap);
        CHECK(std::count(codes.begin(), codes.end(), "NEW-1") == 1);
    }
}

TEST_CASE("item.sapb1 company: the company's clock may be far from ours") {
    b1::CompanySettings settings = settings_of_test();
    settings.utc_offset_minutes = -480;
    Reading world(settings);
    world.pass(20);
    world.clock.at += 600'000, world.room->clock.at += 600'000;
    world.pass(20); // the last look back
    world.company.change_item("ART-101", json(R"({"ItemName":"Changed"})"));
    CHECK(world.pass(20) == std::vector<std::string>{"ART-101"});
}

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
