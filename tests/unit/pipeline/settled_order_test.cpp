// Protects what a person settled of an order by hand: later revisions are compared with that, are never sent behind the person's back, and are judged
// as if nothing was settled once that is taken back.
#include "pipe_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

// Order 1 was held, and is settled with this note.
struct SettledBench : PipeBench {
    explicit SettledBench(const std::string& note, const std::string& document = "") {
        plugin.script("orders/first", holds("SKU_NOT_FOUND"));
        first = add(test::order("1")).id;
        REQUIRE(orders->step());
        exception = settle(first, note, document);
    }
    store::Id first = 0, exception = 0;
};

} // namespace

TEST_CASE("order.pipeline: what a person settled is not sent when only its state changes in the store") {
    SettledBench bench("booked by hand");
    bench.pass("orders/first");
    const auto second = bench.add(shipped(test::order("1")));
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::applied);
    CHECK(bench.detail_of(second.id, "unchanged")["settled_by"].text_or("") == "ada");
    CHECK_FALSE(bench.outbox("order:shop:1"));
    CHECK(bench.open().empty());
}

TEST_CASE("order.pipeline: what a person settled and the store changed is that person's again") {
    SettledBench bench("booked by hand");
    bench.pass("orders/first");
    const auto second = bench.add(of_five(test::order("1")));
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::held);
    CHECK(bench.findings(second.id) == Words{"ORDER_CHANGED_AFTER_POST"});
    CHECK(bench.open().at(0).find("after ada settled it by hand (\"booked by hand\"): line 1 (") != std::string::npos);
    CHECK(bench.open().at(0).find("exceptions reopen " + std::to_string(bench.exception)) != std::string::npos);
    CHECK_FALSE(bench.outbox("order:shop:1"));
}

TEST_CASE("order.pipeline: a note that cannot be read again does not keep later revisions from being judged") {
    SettledBench bench("f\xFCr");
    bench.pass("orders/first");
    const auto second = bench.add(shipped(test::order("1")));
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::applied);
    CHECK(bench.detail_of(second.id, "unchanged")["settled_by"].text_or("") == "ada");
}

TEST_CASE("order.pipeline: a later revision is compared with what was settled last") {
    SettledBench bench("booked by hand");
    const auto second = bench.add(of_five(test::order("1")));
    bench.orders->step();
    bench.settle(second.id, "amended by hand");
    const auto third = bench.add(shipped(of_five(test::order("1"))));
    bench.orders->step();
    CHECK(bench.message(third.id).state == state::applied);
}

TEST_CASE("order.pipeline: a document that a person booked by hand is what later changes are compared with") {
    SettledBench bench("booked by hand", "4711");
    const auto second = bench.add(cancelled(test::order("1")));
    bench.orders->step();
    CHECK(bench.open() == Words{"ORDER_CANCELLED_AFTER_POST: Order N1 is Cancelled in the store, but document 4711 of it stands in the ERP"});
    CHECK(bench.message(second.id).state == state::held);
}

TEST_CASE("order.pipeline: what was never booked may be cancelled without a word") {
    SettledBench bench("not to be booked");
    const auto second = bench.add(cancelled(test::order("1")));
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::applied);
    CHECK(bench.open().empty());
}

TEST_CASE("order.pipeline: what was settled is judged as if it was not once a person takes that back") {
    SettledBench bench("a mistake");
    bench.pass("orders/first");
    bench.store.commit([&](store::UnitOfWork& unit) { decisions::reopen(unit, bench.exception, "it was another order", "ada"); });
    bench.orders->step();
    CHECK(bench.message(bench.first).state == state::routed);
    CHECK(bench.outbox("order:shop:1")->state == outbox_state::ready);
}
