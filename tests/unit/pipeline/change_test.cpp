// Protects what a later revision of a posted order comes to where the route applies changes: one change of the one document, judged by
// the rules, under a key of its own.
#include "pipe_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

struct ChangeBench : PipeBench {
    ChangeBench() {
        apply_changes();
        first = add(order("1"));
        REQUIRE(orders->step());
        post(first);
    }
    store::MessageRow first;
};

} // namespace

TEST_CASE("order.change: a changed order goes to the sink under a key of its own") {
    ChangeBench bench;
    const auto row = bench.add(order("1", "50.00"));
    REQUIRE(bench.orders->step());
    CHECK(bench.message(row.id).state == state::routed);
    REQUIRE(bench.outbox("order:shop:1+c1"));
    CHECK(bench.outbox("order:shop:1+c1")->message_id == row.id);
    CHECK(bench.open().empty());
    CHECK(bench.detail_of(row.id, "routed")["document"].text_or("") == "700");
}

TEST_CASE("order.change: what does not touch the document is not sent") {
    ChangeBench bench;
    Value body = order("1");
    body.member("notes").set("staff", "fragile");
    const auto row = bench.add(body);
    REQUIRE(bench.orders->step());
    CHECK(bench.message(row.id).state == state::applied);
    CHECK_FALSE(bench.outbox("order:shop:1+c1"));
}

TEST_CASE("order.change: what the rules hold says that the document stands, in what it differs, and what is wrong") {
    ChangeBench bench;
    bench.plugin.script("orders/first", holds("SKU_NOT_FOUND"));
    const auto row = bench.add(order("1", "50.00"));
    REQUIRE(bench.orders->step());
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id) == Words{"ORDER_CHANGED_AFTER_POST", "SKU_NOT_FOUND"});
}

TEST_CASE("order.change: what the rules would drop now is told to people, since the document stands") {
    ChangeBench bench;
    bench.plugin.script("orders/first", [](const Hand& hand) {
        hand.explain("TEST_ORDER", "a test");
        return LL_DROP;
    });
    const auto row = bench.add(order("1", "50.00"));
    REQUIRE(bench.orders->step());
    CHECK(bench.message(row.id).state == state::held);
    CHECK(bench.findings(row.id).front() == "ORDER_CHANGED_AFTER_POST");
}

TEST_CASE("order.change: a cancellation is sent without asking the rules") {
    ChangeBench bench;
    bench.plugin.script("orders/first", holds("ANYTHING"));
    const auto row = bench.add(cancelled(order("1")));
    REQUIRE(bench.orders->step());
    CHECK(bench.message(row.id).state == state::routed);
    REQUIRE(bench.outbox("order:shop:1+c1"));
}

TEST_CASE("order.change: the next change has the next key, and what was never sent gives its key away") {
    ChangeBench bench;
    const auto second = bench.add(order("1", "50.00"));
    REQUIRE(bench.orders->step());
    bench.store.commit([&](store::UnitOfWork& unit) { // as the receiver does when a newer revision comes
        const auto out = unit.outbox().of_message(second.id).value();
        REQUIRE(unit.outbox().move(out.id, outbox_state::ready, outbox_state::withdrawn, 0, ""));
        REQUIRE(unit.messages().move(second.id, bench.message(second.id).version, state::superseded));
    });
    const auto third = bench.add(order("1", "51.00"));
    REQUIRE(bench.orders->step());
    CHECK(bench.outbox("order:shop:1+c1")->message_id == third.id);
    bench.post(third);
    const auto fourth = bench.add(order("1", "52.00"));
    REQUIRE(bench.orders->step());
    REQUIRE(bench.outbox("order:shop:1+c2"));
    CHECK(bench.outbox("order:shop:1+c2")->message_id == fourth.id);
}

TEST_CASE("order.change: a key under which something may have arrived is never used for something else") {
    ChangeBench bench;
    const auto second = bench.add(order("1", "50.00"));
    REQUIRE(bench.orders->step());
    bench.store.commit([&](store::UnitOfWork& unit) { // sent without an answer, and then settled by a person
        const auto out = unit.outbox().of_message(second.id).value();
        REQUIRE(unit.outbox().begin_attempt(out.id));
        unit.attempts().close(unit.attempts().open(out.id, 1, "deliver", unit.now()), unit.now(), "unknown", "");
        REQUIRE(unit.outbox().move(out.id, outbox_state::in_flight, outbox_state::settled, 0, ""));
        REQUIRE(unit.messages().move(second.id, bench.message(second.id).version, state::settled));
    });
    bench.add(order("1", "51.00"));
    REQUIRE(bench.orders->step());
    REQUIRE(bench.outbox("order:shop:1+c2"));
    CHECK(bench.outbox("order:shop:1+c1")->state == outbox_state::settled);
}

TEST_CASE("order.change: a document that only a person knows is left to people") {
    PipeBench bench;
    bench.apply_changes();
    bench.plugin.script("orders/first", holds("SKU_NOT_FOUND"));
    const auto first = bench.add(order("1"));
    REQUIRE(bench.orders->step());
    bench.settle(first.id, "typed by hand", "900");
    bench.pass("orders/first");
    const auto second = bench.add(order("1", "50.00"));
    REQUIRE(bench.orders->step());
    CHECK(bench.message(second.id).state == state::held);
    CHECK(bench.findings(second.id) == Words{"ORDER_CHANGED_AFTER_POST"});
    CHECK(bench.open().front().find("The engine does not change the document") != std::string::npos);
}

TEST_CASE("order.change: an order that comes back to life after its document was cancelled is left to people") {
    ChangeBench bench;
    const auto over = bench.add(cancelled(order("1")));
    REQUIRE(bench.orders->step());
    bench.post(over);
    const auto again = bench.add(order("1", "50.00"));
    REQUIRE(bench.orders->step());
    CHECK(bench.message(again.id).state == state::held);
    CHECK_FALSE(bench.outbox("order:shop:1+c2"));
}

TEST_CASE("order.change: what is changed of an order whose document was cancelled with it does not matter") {
    ChangeBench bench;
    const auto over = bench.add(cancelled(order("1")));
    REQUIRE(bench.orders->step());
    bench.post(over);
    const auto more = bench.add(cancelled(order("1", "50.00")));
    REQUIRE(bench.orders->step());
    CHECK(bench.message(more.id).state == state::applied);
}

TEST_CASE("order.change: a document is not changed through a route that leads elsewhere now") {
    ChangeBench bench;
    bench.orders = bench.pipeline("orders", "order", "other/orders", {"first", "second"}, {});
    const auto second = bench.add(order("1", "50.00"));
    REQUIRE(bench.orders->step());
    CHECK(bench.message(second.id).state == state::held);
    CHECK(bench.findings(second.id) == Words{"ORDER_CHANGED_AFTER_POST"});
    CHECK(bench.open().front().find("it stands in erp/orders") != std::string::npos);
    CHECK_FALSE(bench.outbox("order:shop:1+c1"));
}

TEST_CASE("order.change: what is no order is sent with each revision") {
    PipeBench bench;
    bench.applies_changes = true;
    auto told = bench.pipeline("told", "shipment", "shop/ears", {}, {});
    const Value body = Value::object({{"id", "1"}, {"comment", "left"}});
    const auto first = bench.add(body, "shipment", "told", "erp/shipments");
    REQUIRE(told->step());
    REQUIRE(bench.outbox("shipment:erp:1"));
    bench.post(first);
    Value later = body;
    later.set("comment", "with its tracking number");
    bench.add(later, "shipment", "told", "erp/shipments");
    REQUIRE(told->step());
    CHECK(bench.outbox("shipment:erp:1+c1"));
}
