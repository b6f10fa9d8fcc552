// Protects that a change of what was delivered is one document still: the sink is told which, the books follow it, and what it refuses
// is told with the difference.
#include "dispatch_bench.hpp"

#include "revisions/confirmation.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

class ChangeBench : public DispatchBench {
public:
    ChangeBench() {
        results(done());
        Value booked = order("1");
        booked.set("booking", Value::object({{"comments", "as it was sent"}}));
        routed("1", booked);
        work();
    }
    // The rules have passed a later revision.
    store::MessageRow changed(const std::string& total) {
        const store::MessageRow row = add(order("1", total));
        store.commit([&](store::UnitOfWork& unit) {
            REQUIRE(unit.messages().move(row.id, row.version, state::routed));
            store::OutboxRow out;
            out.message_id = row.id;
            out.route = row.route;
            out.sink = "erp/orders";
            out.idempotency_key = "order:shop:1+c1";
            out.group_key = row.group_key;
            REQUIRE(unit.outbox().add(out, order("1", total)) != 0);
        });
        return message(row.id);
    }
};

} // namespace

TEST_CASE("order.delivery: the sink is told of the document that it is to change, and of what it was sent last") {
    ChangeBench bench;
    Value given;
    bench.sink([&](const Hand& hand) {
        given = hand.json("/deliveries");
        return LL_PASS;
    });
    bench.changed("50.00");
    bench.dispatcher->step(0);
    const Value& previous = given.as_array()->at(0)["previous"];
    CHECK(previous["id"].text_or("") == "7");
    CHECK(previous["number"].text_or("") == "700");
    CHECK(previous["key"].text_or("") == "order:shop:1");
    CHECK(previous["amount"].text_or("") == "48.50");
    CHECK(previous["body"]["booking"]["comments"].text_or("") == "as it was sent");
}

TEST_CASE("order.delivery: a first delivery has nothing before it") {
    DispatchBench bench;
    Value given;
    bench.sink([&](const Hand& hand) {
        given = hand.json("/deliveries");
        return LL_PASS;
    });
    bench.routed("1");
    bench.dispatcher->step(0);
    CHECK(given.as_array()->at(0)["previous"].is_null());
}

TEST_CASE("order.delivery: after a change the books have its receipt, under the document's own key") {
    ChangeBench bench;
    bench.results(DispatchBench::done("50.00"));
    const auto row = bench.changed("50.00");
    bench.work();
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.reference("1")->amount == "50.00");
    CHECK(bench.reference("1")->message_id == row.id);
    bench.store.read([&](store::UnitOfWork& unit) { CHECK(unit.cross_references().count() == 1); });
}

TEST_CASE("order.delivery: a total that was booked wrongly is no exception any more when a change has put it right") {
    DispatchBench bench;
    Value booked = order("1");
    booked.set("booking", Value::object({{"expected_total", "48.60"}}));
    bench.results(DispatchBench::done("48.50"));
    bench.routed("1", booked);
    bench.work();
    REQUIRE(bench.open().size() == 1);
    const store::MessageRow row = bench.add(order("1", "50.00"));
    bench.store.commit([&](store::UnitOfWork& unit) {
        REQUIRE(unit.messages().move(row.id, row.version, state::routed));
        store::OutboxRow out;
        out.message_id = row.id;
        out.route = row.route;
        out.sink = "erp/orders";
        out.idempotency_key = "order:shop:1+c1";
        out.group_key = row.group_key;
        REQUIRE(unit.outbox().add(out, order("1", "50.00")) != 0);
    });
    bench.results(DispatchBench::done("50.00"));
    bench.work();
    CHECK(bench.open().empty());
}

TEST_CASE("order.delivery: a change that the sink refuses is told with the difference") {
    ChangeBench bench;
    bench.results(Value::object({{"verdict", "rejected"}, {"code", "ORDER_CHANGED_AFTER_POST"}, {"message", "all of it was delivered"}}));
    const auto row = bench.changed("50.00");
    bench.work();
    CHECK(bench.message(row.id).state == state::held);
    REQUIRE(bench.open().size() == 1);
    CHECK_THAT(bench.open().front(), Catch::Contains("all of it was delivered") && Catch::Contains("In the store the total was 48.50, is now 50.00"));
    CHECK(bench.reference("1")->amount == "48.50");
}

TEST_CASE("order.delivery: a change whose answer was lost is looked up with the document that it is about") {
    ChangeBench bench;
    Value probed;
    bench.sink([&](const Hand& hand) {
        if (hand.operation == LL_PROBE) probed = hand.json("/deliveries");
        hand.write("/results", Value::array({hand.operation == LL_PROBE ? Value::object({{"verdict", "found"}, {"receipt", DispatchBench::receipt("50.00")}}) : DispatchBench::said("unknown")}));
        return LL_PASS;
    });
    const auto row = bench.changed("50.00");
    bench.work();
    bench.later(40'000);
    CHECK(probed.as_array()->at(0)["previous"]["id"].text_or("") == "7");
    CHECK(bench.message(row.id).state == state::delivered);
    CHECK(bench.reference("1")->amount == "50.00");
}

TEST_CASE("order.delivery: what was delivered, and what was changed, is confirmed in the same commit") {
    DispatchBench bench;
    bench.store.commit([&](store::UnitOfWork& unit) { revisions::set_subscribers(unit, {{"told", "erp/orders", "shop/ears", {"shop/orders"}}}); });
    bench.results(DispatchBench::done());
    bench.routed("1");
    const auto before = bench.watch.commits;
    bench.work();
    CHECK(bench.watch.commits == before + 3); // the attempt, that the sink answers, and the outcome with its confirmation
    bench.store.read([&](store::UnitOfWork& unit) {
        const auto told = unit.messages().newest("shop/orders>shop/ears", "confirmation", "1");
        REQUIRE(told);
        CHECK(unit.messages().body(told->id)["document"]["number"].text_or("") == "700");
    });
}
