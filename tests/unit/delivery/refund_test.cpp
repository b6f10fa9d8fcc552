// Protects what an answer of the ERP means for refunds: one that is refused counts no longer, and those that wait for an order go on when it is booked.
#include "dispatch_bench.hpp"

#include "commerce/custody.hpp"
#include "commerce/refund_original.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

struct RefundDispatch : DispatchBench {
    store::MessageRow add_refund(const std::string& id) {
        const Value body = Value::object({{"id", id}, {"order_id", "1"}, {"total_inc_tax", "10.00"}});
        return add(body, "refund", "orders", "shop/refunds");
    }
    // Three units of line 31 whose goods are expected.
    store::MessageRow routed_refund(const std::string& id) {
        const auto row = add_refund(id);
        const Value line = Value::object({{"line_id", "31"}, {"item_code", "MUG"}, {"quantity", "3"}}), sold = Value::object({{"line_id", "31"}, {"kind", "physical"}});
        store.commit([&](store::UnitOfWork& unit) {
            REQUIRE(unit.messages().move(row.id, row.version, state::routed));
            EngineBench::put_in_outbox(unit, row,
                                       Value::object({{"id", id}, {"order_id", "1"}, {"original", Value::object({{"source", "shop/orders"}, {"lines", Value::array({sold})}})},
                                                      {"booking", Value::object({{"custody", "expected"}, {"return_due", "2026-04-01"}, {"lines", Value::array({line})}})}}),
                                       outbox_state::ready, unit.now());
        });
        return row;
    }
    std::string missing(const std::string& refund) const {
        std::string text;
        store.read([&](store::UnitOfWork& unit) { text = commerce::goods_missing(unit, "shop/refunds", refund); });
        return text;
    }
    std::size_t credits(const std::string& refund) const {
        std::size_t rows = 0;
        store.read([&](store::UnitOfWork& unit) { rows = unit.credits().of_refund("shop/refunds", refund).size(); });
        return rows;
    }
};

} // namespace

TEST_CASE("refund.delivery: a refund that the ERP refuses counts no longer, one that it books does") {
    RefundDispatch bench;
    const auto row = bench.add_refund("12");
    bench.store.commit([&](store::UnitOfWork& unit) {
        REQUIRE(unit.messages().move(row.id, row.version, state::routed));
        EngineBench::put_in_outbox(unit, row, Value::object({{"id", "12"}}), outbox_state::ready, unit.now());
        unit.credits().add({0, "shop", "1", "shop/refunds", "12", "total", "", "10.00", "0"});
    });
    SECTION("refused") {
        bench.results(DispatchBench::said("rejected", "no"));
        bench.dispatcher->step(0);
        CHECK(bench.message(row.id).state == state::held);
        CHECK(bench.credits("12") == 0);
    }
    SECTION("booked") {
        bench.results(DispatchBench::done("10.00"));
        bench.dispatcher->step(0);
        CHECK(bench.message(row.id).state == state::delivered);
        CHECK(bench.credits("12") == 1);
    }
    SECTION("nobody knows") {
        bench.results(DispatchBench::said("unknown", "lost"));
        bench.dispatcher->step(0);
        CHECK(bench.credits("12") == 1);
    }
}

TEST_CASE("refund.delivery: a refund that waits for its order is judged anew when the order is booked") {
    RefundDispatch bench;
    const auto refund = bench.add_refund("12");
    bench.store.commit([&](store::UnitOfWork& unit) {
        REQUIRE(unit.messages().move(refund.id, refund.version, state::held));
        exceptions::Found found{"REFUND_WAITS_FOR_ORDER", "it waits", "/order_id", "order:shop:1", "order:shop:1", "engine", Value::object()};
        bench.exceptions.hold(unit, refund, {found});
    });
    bench.routed("1");
    bench.results(DispatchBench::done());
    bench.dispatcher->step(0);
    CHECK(bench.message(refund.id).state == state::ready);
}

TEST_CASE("refund.delivery: a document that a person named and the look-up finds counts as what was sent") {
    RefundDispatch bench;
    const auto row = bench.add_refund("12");
    const Value line = Value::object({{"line_id", "31"}, {"item_code", "MUG"}, {"quantity", "1"}, {"amount", "10.00"}});
    const Value body = Value::object({{"id", "12"}, {"order_id", "1"}, {"booking", Value::object({{"expected_total", "10.00"}, {"lines", Value::array({line})}})}});
    bench.store.commit([&](store::UnitOfWork& unit) {
        REQUIRE(unit.messages().move(row.id, row.version, state::routed));
        EngineBench::put_in_outbox(unit, row, body, outbox_state::unconfirmed, unit.now());
    });
    bench.sink([&](const Hand& hand) { // while it is looked up, a person names the document
        bench.store.commit([&](store::UnitOfWork& unit) {
            const auto out = unit.outbox().of_message(row.id).value();
            if (out.state != outbox_state::unconfirmed) return;
            REQUIRE(unit.outbox().move(out.id, outbox_state::unconfirmed, outbox_state::settled, 0, ""));
            const auto now = unit.messages().find(row.id).value();
            REQUIRE(unit.messages().move(row.id, now.version, state::settled));
            store::CrossReferenceRow reference;
            reference.source = row.source;
            reference.type = row.type;
            reference.source_key = row.source_key;
            reference.sink = out.sink;
            reference.idempotency_key = out.idempotency_key;
            reference.remote_number = "700";
            reference.message_id = row.id;
            unit.cross_references().put(reference);
        });
        hand.write("/results", Value::array({Value::object({{"verdict", "found"}, {"receipt", DispatchBench::receipt("10.00")}})}));
        return LL_PASS;
    });
    bench.dispatcher->step(0);
    CHECK(bench.outbox("refund:shop:12")->state == outbox_state::delivered);
    CHECK(bench.credits("12") == 2); // the line and the total
}

TEST_CASE("refund.delivery: goods that never left are not expected, whether the answer or the look-up says so") {
    RefundDispatch bench;
    Value receipt = DispatchBench::receipt("30.00");
    receipt.set("never_left", Value::array({Value::object({{"line_id", "31"}, {"quantity", "2"}})}));
    bench.routed_refund("12");
    SECTION("the answer") { bench.results(Value::object({{"verdict", "delivered"}, {"receipt", receipt}})); }
    SECTION("the look-up after a lost answer") { bench.results(DispatchBench::said("unknown", "lost"), Value::object({{"verdict", "found"}, {"receipt", receipt}})); }
    bench.work();
    bench.later(60'000);
    REQUIRE(bench.outbox("refund:shop:12")->state == outbox_state::delivered);
    CHECK(bench.missing("12") == "1 of MUG");
}

TEST_CASE("refund.delivery: a receipt that says nothing of it means that all goods left") {
    RefundDispatch bench;
    bench.routed_refund("12");
    bench.results(DispatchBench::done("30.00"));
    bench.work();
    CHECK(bench.missing("12") == "3 of MUG");
}
