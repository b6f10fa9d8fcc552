// Protects what a refund makes of its order: it waits for that, goes on when that is booked or taken up again, and is told apart from refunds of orders
// that are nobody's.
#include "refund_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

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
    bench.arrives(booked_order("1"), "order", "orders", "shop/orders");
    REQUIRE(bench.orders->step());
    const auto mine = bench.arrives(refund("12", "1", "10.00"), "refund", "refunds", "shop/refunds");
    const auto of_another_store = bench.arrives(refund("13", "1", "10.00"), "refund", "refunds", "outlet/refunds");
    while (bench.refunds->step()) {}
    REQUIRE(bench.message(mine.id).state == state::dropped);
    bench.store.commit([&](store::UnitOfWork& unit) { unit.messages().move(of_another_store.id, bench.message(of_another_store.id).version, state::dropped); });

    Value changed = booked_order("1");
    changed.set("number", "N1b");
    bench.arrives(changed, "order", "orders", "shop/orders");
    REQUIRE(bench.orders->step()); // dropped again: nothing changes for its refunds
    CHECK(bench.message(mine.id).state == state::dropped);
    changed.set("number", "N1c");
    bench.arrives(changed, "order", "orders", "shop/orders");
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
