// Protects that refunds are judged from what was booked and credited, never credit more than was sold, and that two that are judged at the same time
// count together.
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

TEST_CASE("refund.pipeline: a refund that is replaced before it was sent counts no longer") {
    RefundBench bench;
    bench.post_order();
    bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    REQUIRE(bench.credit_rows("12") > 0);
    bench.take_in(refund("12", "1", "10.00", "declined"));
    CHECK(bench.credit_rows("12") == 0);
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
