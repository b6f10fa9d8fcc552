// Protects that a refund and a change of its order's document are never under way at once: a memo beside a cancellation would take the same money out of
// the books twice. Whichever begins first is waited for, until its outcome is known.
#include "dispatch_bench.hpp"

#include "commerce/credited.hpp"

#include <algorithm>

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

// Order 1 of the store "shop" is booked.
struct CrossingBench : DispatchBench {
    CrossingBench() {
        results(done());
        routed("1");
        work();
        deliveries = 0;
    }
    // The rules have passed it; all of it belongs to the story of order 1.
    store::MessageRow put(const Value& body, const std::string& type, const std::string& source, const std::string& key, const std::string& outbox, const std::string& route = "orders", base::Millis due_at = far_off) {
        store::MessageRow row;
        row.route = route;
        row.source = source;
        row.type = type;
        row.source_key = body["id"].text_or("");
        row.revision = key;
        row.group_key = type + ":" + source + ":" + row.source_key;
        row.correlation = "order-1";
        row.state = state::routed;
        store.commit([&](store::UnitOfWork& unit) {
            row.id = unit.messages().add(row, body);
            store::OutboxRow out;
            out.message_id = row.id;
            out.route = route;
            out.sink = "erp/orders";
            out.idempotency_key = key;
            out.group_key = row.group_key;
            const store::Id id = unit.outbox().add(out, body);
            REQUIRE(id != 0);
            commerce::credited(unit, row, body);
            if (outbox != outbox_state::ready) REQUIRE(unit.outbox().move(id, outbox_state::ready, outbox, due_at, ""));
        });
        return row;
    }
    store::MessageRow change(const std::string& outbox) { return put(order("1", "50.00"), "order", "shop/orders", "order:shop:1+c1", outbox); }
    store::MessageRow refund(const std::string& outbox, const std::string& source = "shop/refunds", const std::string& store_name = "") {
        Value body = Value::object({{"id", "12"}, {"order_id", "1"}, {"total_inc_tax", "10.00"}});
        if (!store_name.empty()) body.set("store", store_name);
        return put(body, "refund", source, "refund:" + source.substr(0, source.find('/')) + ":12", outbox);
    }
    void over(const std::string& key) {
        store.commit([&](store::UnitOfWork& unit) {
            const auto row = unit.outbox().by_key(key).value();
            REQUIRE(unit.outbox().move(row.id, row.state, outbox_state::delivered, 0, ""));
        });
    }
    static constexpr base::Millis far_off = 9'000'000'000'000;
};

} // namespace

TEST_CASE("refund.delivery crossing: a change of an order waits for the outcome of its refund") {
    CrossingBench bench;
    const std::string way = GENERATE(as<std::string>(), outbox_state::in_flight, outbox_state::unconfirmed, outbox_state::waiting);
    INFO(way);
    bench.refund(way);
    const auto change = bench.change(outbox_state::ready);
    bench.work();
    CHECK(bench.deliveries == 0);
    CHECK(bench.outbox("order:shop:1+c1")->last_error.find("refund:shop:12") != std::string::npos);
    bench.over("refund:shop:12");
    bench.later(300'000);
    CHECK(bench.deliveries == 1);
    CHECK(bench.message(change.id).state == state::delivered);
}

TEST_CASE("refund.delivery crossing: one that was entered is of the order of the store that it names") {
    CrossingBench bench;
    bench.refund(outbox_state::in_flight, "refunds", "shop");
    bench.change(outbox_state::ready);
    bench.work();
    CHECK(bench.deliveries == 0);
}

TEST_CASE("refund.delivery crossing: a refund waits for the outcome of a change of its order, and says so once") {
    CrossingBench bench;
    bench.change(outbox_state::in_flight);
    const auto refund = bench.refund(outbox_state::ready);
    bench.work();
    bench.later(5'000);
    CHECK(bench.deliveries == 0);
    CHECK(bench.history(refund.id) == Words{"not sent"});
    bench.over("order:shop:1+c1");
    bench.later(5'000);
    CHECK(bench.message(refund.id).state == state::delivered);
}

TEST_CASE("refund.delivery crossing: nothing waits for what is of another store, or is not under way") {
    CrossingBench bench;
    SECTION("a refund of another store's order with that id") { bench.refund(outbox_state::in_flight, "outlet/refunds"); }
    SECTION("a refund that was taken back") { bench.refund(outbox_state::withdrawn); }
    const auto change = bench.change(outbox_state::ready);
    bench.work();
    CHECK(bench.message(change.id).state == state::delivered);
}

TEST_CASE("refund.delivery crossing: a refund is found in a story of any length") {
    CrossingBench bench;
    for (int copy = 1; copy <= 1'001; ++copy) bench.put(Value::object({{"id", std::to_string(copy)}}), "confirmation", "shop/orders>shop/notes", "told:" + std::to_string(copy), outbox_state::delivered);
    bench.refund(outbox_state::in_flight);
    bench.change(outbox_state::ready);
    bench.work();
    CHECK(bench.deliveries == 0);
}

TEST_CASE("refund.delivery crossing: what is in doubt and is not looked up any more is asked about ever more seldom") {
    CrossingBench bench;
    const base::Millis overdue = GENERATE(as<base::Millis>(), 0, 60'000, 86'400'000);
    INFO(overdue);
    bench.put(Value::object({{"id", "12"}, {"order_id", "1"}}), "refund", "shop/refunds", "refund:shop:12", outbox_state::unconfirmed, "gone", bench.clock.at - overdue);
    bench.change(outbox_state::ready);
    bench.work();
    CHECK(bench.outbox("order:shop:1+c1")->due_at - bench.clock.at == std::clamp<base::Millis>(overdue, 5'000, 300'000));
}

TEST_CASE("refund.delivery crossing: a run that ends when nothing is due does not wait for what is not looked up any more") {
    CrossingBench bench;
    bench.put(Value::object({{"id", "12"}, {"order_id", "1"}}), "refund", "shop/refunds", "refund:shop:12", outbox_state::unconfirmed, "gone", bench.clock.at - 86'400'000);
    bench.change(outbox_state::ready);
    bench.work();
    CHECK(bench.dispatcher->is_idle());
}

TEST_CASE("refund.delivery crossing: a cancellation that waits for a refund which is stalled is told, once, until it was sent") {
    CrossingBench bench;
    const auto refund = bench.refund(outbox_state::waiting);
    bench.store.commit([&](store::UnitOfWork& unit) { bench.exceptions.hold(unit, refund, {{"APPROVAL_PENDING", "It waits as a draft", "", "", "", "erp/orders", Value::object()}}); });
    Value body = order("1");
    body.member("status").set("phase", "cancelled");
    const auto change = bench.put(body, "order", "shop/orders", "order:shop:1+c1", outbox_state::ready);
    bench.work();
    bench.later(300'000);
    REQUIRE(bench.findings(change.id) == Words{"ORDER_CANCELLED_AFTER_POST"});
    CHECK_THAT(bench.open().back(), Catch::Contains("until the outcome of refund:shop:12, a refund of it, is known: exception 1 (APPROVAL_PENDING) says why"));
    CHECK(bench.history(change.id) == Words{"not sent"});
    bench.over("refund:shop:12");
    bench.later(300'000);
    CHECK(bench.findings(change.id).empty());
    CHECK(bench.message(change.id).state == state::delivered);
}

TEST_CASE("refund.delivery crossing: a refund that waits for a change which nothing looks for is told") {
    CrossingBench bench;
    bench.put(order("1", "50.00"), "order", "shop/orders", "order:shop:1+c1", outbox_state::unconfirmed, "gone", bench.clock.at - 86'400'000);
    const auto refund = bench.refund(outbox_state::ready);
    bench.work();
    CHECK(bench.findings(refund.id) == Words{"REFUND_WAITS_FOR_ORDER"});
}
