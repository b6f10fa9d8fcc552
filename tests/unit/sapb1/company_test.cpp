// Protects the promise that matters: against a whole simulated company, over the wire form, every order becomes exactly one
// document of exactly its total, whatever happens on the way. In process, no sockets.
#include "ready_company.hpp"

#include <set>

using namespace sapb1_room;

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
