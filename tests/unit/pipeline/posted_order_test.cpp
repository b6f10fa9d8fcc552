// Protects what a change in the store comes to after its order was posted: nothing where the document is right all the same, and a person's decision
// with the difference where it is not.
#include "pipe_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

// Order 1 is document 700.
struct PostedBench : PipeBench {
    PostedBench() {
        const auto first = add(test::order("1"));
        REQUIRE(orders->step());
        post(first);
    }
};

} // namespace

TEST_CASE("order.pipeline: a change after posting that leaves the document alone is applied") {
    PostedBench bench;
    const auto second = bench.add(shipped(test::order("1")));
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::applied);
    CHECK(bench.history(second.id) == Words{"unchanged"});
    CHECK(bench.open().empty());
}

TEST_CASE("order.pipeline: a change after posting that touches the document is shown to a person with the difference") {
    PostedBench bench;
    const auto second = bench.add(of_five(test::order("1")));
    bench.orders->step();
    CHECK(bench.message(second.id).state == state::held);
    CHECK(bench.findings(second.id) == Words{"ORDER_CHANGED_AFTER_POST"});
    CHECK(bench.open().at(0).find("Order N1 was changed in the store after it was posted as document 700: line 1 (") != std::string::npos);
    CHECK(bench.open().at(0).find("): quantity was 2, is now 5") != std::string::npos);
    bench.store.read([&](store::UnitOfWork& unit) {
        const auto finding = unit.exceptions().findings(unit.exceptions().open_of_message(second.id)->id).at(0);
        const Value facts = message::parse_json(finding.facts);
        CHECK(facts["differences"].as_array()->at(0)["posted"].int_or(0) == 2);
        CHECK(facts["differences"].as_array()->at(0)["now"].int_or(0) == 5);
    });
}

TEST_CASE("order.pipeline: going back to what was posted is no change, and opens nothing") {
    PostedBench bench;
    const auto second = bench.add(of_five(test::order("1")));
    bench.orders->step();
    // As the receiver does when the third comes.
    bench.store.commit([&](store::UnitOfWork& unit) {
        const auto now = unit.messages().find(second.id).value();
        REQUIRE(unit.messages().move(now.id, now.version, state::superseded));
        bench.exceptions.close(unit, now, "engine: a newer revision came", "");
    });
    REQUIRE(bench.open().empty());
    const auto third = bench.add(shipped(test::order("1")));
    bench.orders->step();
    CHECK(bench.message(third.id).state == state::applied);
    CHECK(bench.open().empty());
}

TEST_CASE("order.pipeline: an order that is cancelled after posting is a decision for a person") {
    PostedBench bench;
    const auto second = bench.add(cancelled(test::order("1")));
    bench.orders->step();
    CHECK(bench.findings(second.id) == Words{"ORDER_CANCELLED_AFTER_POST"});
    CHECK(bench.open().at(0) == "ORDER_CANCELLED_AFTER_POST: Order N1 is Cancelled in the store, but document 700 of it stands in the ERP");
}

TEST_CASE("order.pipeline: an order that was changed and cancelled tells both, the cancellation first") {
    PostedBench bench;
    const auto second = bench.add(of_five(cancelled(test::order("1"))));
    bench.orders->step();
    CHECK(bench.findings(second.id) == Words{"ORDER_CANCELLED_AFTER_POST", "ORDER_CHANGED_AFTER_POST"});
}

TEST_CASE("order.pipeline: an order that comes back to life after its cancellation was settled is told") {
    PostedBench bench;
    const auto second = bench.add(cancelled(test::order("1")));
    bench.orders->step();
    bench.settle(second.id, "closed in the ERP");
    Value again = test::order("1");
    again.member("status").set("name", "Awaiting Shipment");
    const auto third = bench.add(again);
    bench.orders->step();
    CHECK(bench.findings(third.id) == Words{"ORDER_CHANGED_AFTER_POST"});
    CHECK(bench.open().at(0).find("is Awaiting Shipment in the store again, after it was cancelled") != std::string::npos);
}

TEST_CASE("order.pipeline: an order that was cancelled is told until all of its money went back, whatever the store calls it then") {
    PostedBench bench;
    bench.add(cancelled(order("1")));
    REQUIRE(bench.orders->step());
    const auto in_phase = [&](const char* phase, const char* payment) {
        Value body = order("1");
        body.member("status").set("phase", phase);
        body.member("payment").set("state", payment);
        const auto later = bench.add(body);
        REQUIRE(bench.orders->step());
        return bench.findings(later.id);
    };
    CHECK(in_phase("open", "partially_refunded") == Words{"ORDER_CANCELLED_AFTER_POST"});
    CHECK(in_phase("fulfilled", "partially_refunded") == Words{"ORDER_CANCELLED_AFTER_POST"});
    CHECK(in_phase("refunded", "refunded") == Words{});
}
