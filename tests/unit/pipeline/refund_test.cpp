// Protects what the pipeline does with refunds: they wait for their order, are judged from what was booked, never credit more than was sold, and
// two that are judged at the same time count together.
#include "refund_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("refund.pipeline: a refund is sent with the order as it was booked beside it") {
    RefundBench bench;
    bench.post_order();
    const auto row = bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    CHECK(bench.message(row.id).state == state::routed);
    const Value original = bench.sent("refund:shop:12")["original"];
    CHECK(message::schema_problem("refund", bench.sent("refund:shop:12")).empty());
    CHECK(original["state"].text_or("") == "posted");
    CHECK(original["document"]["number"].text_or("") == "700");
    CHECK(original["card_code"].text_or("") == "C1");
    CHECK(original["booked_total"].text_or("") == "48.50");
    CHECK(original["lines"].as_array()->at(0)["amount"].text_or("") == "40.00");
    CHECK(original["freight"].as_array()->at(0)["amount"].text_or("") == "8.50");
    CHECK(original["credited_total"].text_or("") == "0");
}

TEST_CASE("refund.pipeline: a refund waits for its order and goes on when that is booked") {
    RefundBench bench;
    const auto order_row = bench.add(booked_order("1"));
    const auto row = bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    CHECK(bench.findings(row.id) == Words{"REFUND_WAITS_FOR_ORDER"});
    REQUIRE(bench.orders->step());
    bench.post(order_row);
    bench.wake(order_row.id);
    REQUIRE(bench.refunds->step());
    CHECK(bench.message(row.id).state == state::routed);
    CHECK(bench.open().empty());
}

TEST_CASE("refund.pipeline: an order that comes while its refund is judged does not leave it waiting") {
    RefundBench bench;
    bool first = true;
    bench.plugin.script("refunds/for-refunds", [&](const Hand& hand) {
        if (first) bench.add(booked_order("1")); // nobody is waiting yet who could be woken
        first = false;
        hand.explain("REFUND_NO_ORDER", "no such order");
        return LL_HOLD;
    });
    const auto row = bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    CHECK(bench.message(row.id).state == state::ready);
    REQUIRE(bench.refunds->step());
    CHECK(bench.findings(row.id) == Words{"REFUND_WAITS_FOR_ORDER"});
}

TEST_CASE("refund.pipeline: what is judged while another refund of the order is routed is judged again") {
    RefundBench bench;
    bench.post_order();
    bench.plugin.script("refunds/for-refunds", credits("3", "30.00", "30.00"));
    const auto first = bench.add_refund("12", "30.00");
    const auto second = bench.add_refund("13", "30.00");
    REQUIRE(bench.refunds->step()); // both in one batch
    CHECK(bench.message(first.id).state == state::routed);
    CHECK(bench.message(second.id).state == state::ready);
    REQUIRE(bench.refunds->step());
    CHECK(bench.findings(second.id) == Words{"REFUND_EXCEEDS_ORDER"});
    CHECK_FALSE(bench.outbox("refund:shop:13"));
}

TEST_CASE("refund.pipeline: what others have credited is told to the rules") {
    RefundBench bench;
    bench.post_order();
    bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    bench.add_refund("13");
    REQUIRE(bench.refunds->step());
    const Value original = bench.sent("refund:shop:13")["original"];
    CHECK(original["lines"].as_array()->at(0)["credited_quantity"].text_or("") == "1");
    CHECK(original["lines"].as_array()->at(0)["credited_amount"].text_or("") == "10.00");
    CHECK(original["credited_total"].text_or("") == "10.00");
    CHECK(original["refunds"].as_array()->at(0).text_or("") == "12");
}

TEST_CASE("refund.pipeline: the total never passes what was booked, whatever the lines say") {
    RefundBench bench;
    bench.post_order();
    bench.plugin.script("refunds/for-refunds", [](const Hand& hand) {
        hand.write("/body/booking", Value::object({{"price_mode", "gross"}, {"expected_total", "48.51"}, {"expected_tax", "0"},
                                                   {"amounts", Value::array({Value::object({{"label", "Goodwill"}, {"account", "4"}, {"amount", "48.51"}, {"tax_code", "A0"}, {"tax_rate", "0"}})})}}));
        return LL_PASS;
    });
    const auto row = bench.add_refund("12", "48.51");
    REQUIRE(bench.refunds->step());
    CHECK(bench.findings(row.id) == Words{"REFUND_EXCEEDS_ORDER"});
}

TEST_CASE("refund.pipeline: tax passes what was booked by rounding only, half a minor unit for each time that it is rounded") {
    RefundBench bench;
    bench.post_order(); // 8.08 of tax; two roundings: its line and its shipping
    bench.plugin.script("refunds/for-refunds", credits("1", "10.00", "10.00", "7.00"));
    bench.add_refund("12"); // one more: of its line
    REQUIRE(bench.refunds->step());
    SECTION("within, with its own line") {
        bench.plugin.script("refunds/for-refunds", credits("1", "10.00", "10.00", "1.10"));
        const auto row = bench.add_refund("13");
        REQUIRE(bench.refunds->step());
        CHECK(bench.findings(row.id).empty());
        CHECK(bench.credit_rows("13") == 2);
    }
    SECTION("beyond") {
        bench.plugin.script("refunds/for-refunds", credits("1", "10.00", "10.00", "1.11"));
        const auto row = bench.add_refund("13");
        REQUIRE(bench.refunds->step());
        REQUIRE(bench.findings(row.id) == Words{"REFUND_EXCEEDS_ORDER"});
        CHECK(bench.open() == Words{"REFUND_EXCEEDS_ORDER: With refund 13 more would be given back of order N1 than was sold: 1.11 of tax would be credited, 7.00 was credited before, and the document was booked with 8.08 of "
                                    "tax; rounding explains 0.02 at most"});
        CHECK(bench.credit_rows("13") == 0);
    }
    SECTION("a refund without tax in it") {
        bench.plugin.script("refunds/for-refunds", credits("1", "10.00", "10.00", "1.10"));
        bench.add_refund("13");
        REQUIRE(bench.refunds->step());
        bench.plugin.script("refunds/for-refunds", credits("1", "10.00", "10.00", "0"));
        const auto row = bench.add_refund("14");
        REQUIRE(bench.refunds->step());
        CHECK(bench.findings(row.id).empty());
    }
}

TEST_CASE("refund.pipeline: a memo that would come to another amount than the store gives back is not sent") {
    RefundBench bench;
    bench.post_order();
    SECTION("the rules expect another total") { bench.plugin.script("refunds/for-refunds", credits("1", "10.00", "10.01")); }
    SECTION("lines that do not add up to it") { bench.plugin.script("refunds/for-refunds", credits("1", "9.99", "10.00")); }
    const auto row = bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    CHECK(bench.findings(row.id) == Words{"TOTAL_MISMATCH"});
}

TEST_CASE("refund.pipeline: a line that was never booked is not credited") {
    RefundBench bench;
    bench.post_order();
    bench.plugin.script("refunds/for-refunds", [](const Hand& hand) {
        hand.write("/body/booking", Value::object({{"price_mode", "gross"}, {"expected_total", "10.00"}, {"expected_tax", "0"},
                                                   {"lines", Value::array({Value::object({{"line_id", "99"}, {"item_code", "MUG"}, {"quantity", "1"}, {"unit_price", "10"}, {"amount", "10.00"}, {"tax_code", "A1"},
                                                                                          {"tax_rate", "20"}, {"warehouse", ""}, {"returns_goods", false}})})}}));
        return LL_PASS;
    });
    const auto row = bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    CHECK(bench.findings(row.id) == Words{"REFUND_EXCEEDS_ORDER"});
}

TEST_CASE("refund.pipeline: a refund that a person settles without a document counts no more, one with a document does") {
    RefundBench bench;
    bench.post_order();
    bench.plugin.script("refunds/for-refunds", holds("REFUND_AMOUNT_ONLY"));
    const auto row = bench.add_refund("12", "40.00");
    REQUIRE(bench.refunds->step());
    SECTION("without") {
        bench.settle(row.id, "nothing to be done");
        CHECK(bench.credit_rows("12") == 0);
    }
    SECTION("with") {
        bench.settle(row.id, "booked by hand", "900");
        CHECK(bench.credit_rows("12") == 1);
        bench.plugin.script("refunds/for-refunds", credits("1", "10.00", "10.00"));
        const auto next = bench.add_refund("13");
        REQUIRE(bench.refunds->step());
        CHECK(bench.findings(next.id) == Words{"REFUND_EXCEEDS_ORDER"});
    }
}

TEST_CASE("refund.pipeline: a refund of an order that nobody knows is the rules' matter, and goes on when the order comes") {
    RefundBench bench;
    bool has_original = true;
    bench.plugin.script("refunds/for-refunds", [&](const Hand& hand) {
        has_original = hand.json("/body/original").is_object();
        hand.explain("REFUND_NO_ORDER", "no such order");
        return LL_HOLD;
    });
    const auto row = bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    CHECK_FALSE(has_original);
    const auto order_row = bench.add(booked_order("1"));
    bench.wake(order_row.id);
    CHECK(bench.message(row.id).state == state::ready);
    REQUIRE(bench.refunds->step());
    CHECK(bench.findings(row.id) == Words{"REFUND_WAITS_FOR_ORDER"});
}

TEST_CASE("refund.pipeline: an order of another store with the same number is not its order") {
    RefundBench bench;
    const auto row = bench.add(booked_order("1"), "order", "orders", "other/orders");
    bench.wake(row.id);
    bench.plugin.script("refunds/for-refunds", holds("REFUND_NO_ORDER"));
    const auto mine = bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    CHECK(bench.findings(mine.id) == Words{"REFUND_NO_ORDER"});
}

TEST_CASE("refund.pipeline: goods that a memo puts into stock count as back from when it is sent, until it is taken back") {
    RefundBench bench;
    bench.post_order();
    bench.plugin.script("refunds/for-refunds", [](const Hand& hand) {
        credits("1", "10.00", "10.00")(hand);
        Value booking = hand.json("/body/booking");
        booking.set("custody", "returned");
        booking.member("lines").as_array()->front().set("returns_goods", true);
        hand.write("/body/booking", booking);
        return LL_PASS;
    });
    bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    CHECK(bench.returned_rows() == Words{"12 31:1 with_memo"});
    bench.take_in(refund("12", "1", "10.00", "declined"));
    CHECK(bench.returned_rows().empty());
}

TEST_CASE("refund.pipeline: what came back before its money is told to the rules, what a refund has paid for is not") {
    RefundBench bench;
    bench.post_order();
    bench.store.commit([&](store::UnitOfWork& unit) { unit.returned().add({0, "shop/orders", "1", "returns", "R1", "", "31", "2", "2", store::returned_state::received}); });
    bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    CHECK(bench.sent("refund:shop:12")["original"]["lines"].as_array()->at(0)["returned_quantity"].text_or("") == "2");
    bench.add_refund("13");
    REQUIRE(bench.refunds->step());
    CHECK(bench.sent("refund:shop:13")["original"]["lines"].as_array()->at(0)["returned_quantity"].text_or("") == "1");
    bench.add_refund("14");
    REQUIRE(bench.refunds->step());
    CHECK(bench.sent("refund:shop:14")["original"]["lines"].as_array()->at(0)["returned_quantity"].is_null());
}

TEST_CASE("refund.pipeline: a payment that is declined after the memo was booked is told") {
    RefundBench bench;
    bench.post_order();
    const auto row = bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    bench.post(row);
    const auto later = bench.add_refund("12", "10.00", "declined");
    REQUIRE(bench.refunds->step());
    CHECK(bench.findings(later.id) == Words{"REFUND_CHANGED_AFTER_POST"});
}

TEST_CASE("refund.pipeline: a refund whose order was rightly not processed, or settled by hand, says so to the rules") {
    RefundBench bench;
    std::string told;
    bench.plugin.script("refunds/for-refunds", [&](const Hand& hand) {
        told = hand.json("/body/original/state").text_or("");
        hand.explain("REFUND_NO_ORDER", "none");
        return LL_HOLD;
    });
    SECTION("dropped") {
        bench.plugin.script("orders/first", [](const Hand&) { return LL_DROP; });
        bench.add(booked_order("1"));
        REQUIRE(bench.orders->step());
        bench.add_refund("12");
        REQUIRE(bench.refunds->step());
        CHECK(told == "dropped");
    }
    SECTION("settled") {
        bench.plugin.script("orders/first", holds("ANYTHING"));
        const auto row = bench.add(booked_order("1"));
        REQUIRE(bench.orders->step());
        bench.settle(row.id, "paid in cash");
        bench.add_refund("12");
        REQUIRE(bench.refunds->step());
        CHECK(told == "settled");
    }
}

TEST_CASE("refund.pipeline: an order that was dropped and is processed after all takes the refunds back that were dropped with it") {
    RefundBench bench;
    bench.plugin.script("orders/first", [](const Hand&) { return LL_DROP; });
    bench.plugin.script("refunds/for-refunds", [](const Hand& hand) -> ll_verdict {
        if (hand.json("/body/original/state").text_or("") == "dropped") return LL_DROP;
        return credits("1", "10.00", "10.00")(hand);
    });
    const auto arrives = [&](const Value& body, const std::string& type, const std::string& source, const std::string& correlation) {
        store::MessageRow row;
        row.route = type + "s";
        row.source = source;
        row.type = type;
        row.source_key = body["id"].text_or("");
        row.group_key = type + ":" + source + ":" + row.source_key;
        row.correlation = correlation;
        row.state = state::ready;
        bench.store.commit([&](store::UnitOfWork& unit) { row = revisions::take_in(unit, row, body).value(); });
        return row;
    };
    arrives(booked_order("1"), "order", "shop/orders", "order-1");
    REQUIRE(bench.orders->step());
    const auto mine = arrives(refund("12", "1", "10.00"), "refund", "shop/refunds", "order-1");
    const auto of_another_store = arrives(refund("13", "1", "10.00"), "refund", "outlet/refunds", "order-1");
    while (bench.refunds->step()) {}
    REQUIRE(bench.message(mine.id).state == state::dropped);
    bench.store.commit([&](store::UnitOfWork& unit) { unit.messages().move(of_another_store.id, bench.message(of_another_store.id).version, state::dropped); });

    Value changed = booked_order("1");
    changed.set("number", "N1b");
    arrives(changed, "order", "shop/orders", "order-1");
    REQUIRE(bench.orders->step()); // dropped again: nothing changes for its refunds
    CHECK(bench.message(mine.id).state == state::dropped);
    changed.set("number", "N1c");
    arrives(changed, "order", "shop/orders", "order-1");
    bench.pass("orders/first");
    REQUIRE(bench.orders->step());
    CHECK(bench.message(mine.id).state == state::ready);
    CHECK(bench.message(of_another_store.id).state == state::dropped);
    REQUIRE(bench.refunds->step());
    CHECK(bench.open() == Words{"REFUND_WAITS_FOR_ORDER: Order 1 has no document in the ERP yet; its refund is booked after it"});
}

TEST_CASE("refund.pipeline: why a refund waits for its order stands in the history") {
    RefundBench bench;
    bench.add(booked_order("1"));
    const auto waits = bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    std::string detail;
    bench.store.read([&](store::UnitOfWork& unit) { detail = unit.history().of_message(waits.id).back().detail; });
    CHECK(detail.find("REFUND_WAITS_FOR_ORDER") != std::string::npos);
}

TEST_CASE("refund.pipeline: a refund that is replaced before it was sent counts no longer") {
    RefundBench bench;
    bench.post_order();
    bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    REQUIRE(bench.credit_rows("12") > 0);
    bench.take_in(refund("12", "1", "10.00", "declined"));
    CHECK(bench.credit_rows("12") == 0);
}

TEST_CASE("refund.pipeline: of an order that the engine cancelled afterwards the booking is still known") {
    RefundBench bench;
    bench.apply_changes();
    bench.post_order();
    const auto over = bench.add(cancelled(booked_order("1")));
    REQUIRE(bench.orders->step());
    REQUIRE(bench.outbox("order:shop:1+c1"));
    bench.post(over);
    bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    const Value original = bench.sent("refund:shop:12")["original"];
    CHECK(original["price_mode"].text_or("") == "gross");
    CHECK(original["booked_total"].text_or("") == "48.50");
}

TEST_CASE("refund.pipeline: what a person settled of an order in parts is given up, not waited for") {
    RefundBench bench;
    Value body = booked_order("1");
    Value second = body["lines"].as_array()->at(0);
    second.set("id", "32");
    second.set("booking", Value::object({{"quarantined", true}, {"amount", "8.00"}, {"unit_price", "8"}, {"tax_code", "A1"}, {"tax_rate", "20"}}));
    body.find("lines")->push(second);
    const auto row = bench.add(body);
    bench.plugin.script("orders/first", [](const Hand& hand) {
        hand.explain("SKU_NOT_FOUND", "no such item");
        return LL_PASS;
    });
    REQUIRE(bench.orders->step());
    bench.post(row);
    bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    CHECK_FALSE(bench.sent("refund:shop:12")["original"]["lines"].as_array()->at(1)["given_up"].bool_or(true));
    bench.store.commit([&](store::UnitOfWork& unit) { REQUIRE(unit.messages().move(row.id, unit.messages().find(row.id)->version, state::ready)); }); // as after the answer
    REQUIRE(bench.orders->step());
    bench.settle(row.id, "it never comes");
    bench.add_refund("13");
    REQUIRE(bench.refunds->step());
    CHECK(bench.sent("refund:shop:13")["original"]["lines"].as_array()->at(1)["given_up"].bool_or(false));
}

TEST_CASE("refund.pipeline: what was credited before its order was known counts when the order comes") {
    RefundBench bench;
    bench.plugin.script("refunds/for-refunds", credits("1", "10.00", "10.00"));
    bench.add_refund("12"); // a rule books it although the order is unknown
    REQUIRE(bench.refunds->step());
    bench.post_order();
    bench.add_refund("13");
    REQUIRE(bench.refunds->step());
    CHECK(bench.sent("refund:shop:13")["original"]["credited_total"].text_or("") == "10.00");
}

TEST_CASE("refund.pipeline: what may stand in the ERP counts although a person takes a settlement back") {
    RefundBench bench;
    bench.post_order();
    const auto row = bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    store::Id exception = 0;
    const bool left = GENERATE(true, false);
    bench.store.commit([&](store::UnitOfWork& unit) {
        const auto out = unit.outbox().of_message(row.id).value();
        if (left) unit.attempts().close(unit.attempts().open(out.id, 1, "deliver", unit.now()), unit.now(), "unknown", "");
        REQUIRE(unit.outbox().move(out.id, outbox_state::ready, outbox_state::settled, 0, ""));
        const auto now = unit.messages().find(row.id).value();
        bench.exceptions.hold(unit, now, {{"ORDER_UNCONFIRMED", "lost", "", "", "", "erp", Value::object()}});
        exception = unit.exceptions().open_of_message(row.id)->id;
        unit.exceptions().close(exception, unit.now(), "ada", "done");
        REQUIRE(unit.messages().move(row.id, now.version, state::settled));
    });
    bench.store.commit([&](store::UnitOfWork& unit) { decisions::reopen(unit, exception, "not done", "ada"); });
    CHECK((bench.credit_rows("12") > 0) == left);
}

TEST_CASE("refund.pipeline: a memo puts no goods into stock that came back with a return") {
    RefundBench bench;
    bench.post_order();
    const auto back = [&](const std::string& units, const char* line = "31") {
        bench.store.commit([&](store::UnitOfWork& unit) { unit.returned().add({0, "shop/orders", "1", "returns", "R1", "", line, units, units, store::returned_state::received}); });
    };
    bench.plugin.script("refunds/for-refunds", [](const Hand& hand) {
        credits("2", "20.00", "20.00")(hand);
        Value booking = hand.json("/body/booking");
        booking.member("lines").as_array()->at(0).set("returns_goods", true);
        booking.set("custody", "returned");
        hand.write("/body/booking", booking);
        return LL_PASS;
    });
    SECTION("more than was sold would be in stock") {
        back("3");
        const auto row = bench.add_refund("12", "20.00");
        REQUIRE(bench.refunds->step());
        REQUIRE(bench.findings(row.id) == Words{"RETURN_MISMATCH"});
        CHECK(bench.open().front().find("2 of line 31") != std::string::npos);
        CHECK(bench.open().front().find("return R1") != std::string::npos);
        CHECK(bench.credit_rows("12") == 0);
    }
    SECTION("the others of the line") { back("2"); }
    SECTION("another line") { back("4", "32"); }
    if (bench.open().empty()) {
        const auto row = bench.add_refund("13", "20.00");
        REQUIRE(bench.refunds->step());
        CHECK(bench.message(row.id).state == state::routed);
    }
}
