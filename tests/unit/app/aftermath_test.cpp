// Protects the end of an order's story: who was told of it, its deliveries, and that a cancelled document is called so.
#include "command_bench.hpp"

#include "revisions/confirmation.hpp"

namespace {

using namespace ledgerline;
using namespace ledgerline::test;
using Catch::Matchers::Contains;
using message::Value;
namespace state = store::message_state;

const std::string whole_circle = whole_deployment + "  told: {from: erp/orders, to: shop/order-status}\n"
                                                    "  shipped: {from: erp/shipments, to: shop/shipments, source: {store: shop}}\n";

class CircleBench : public CommandBench {
public:
    CircleBench() : CommandBench(whole_circle) {
        posted = add("1", state::delivered);
        post(posted);
        commit([&](store::UnitOfWork& unit) {
            revisions::set_subscribers(unit, {{"told", "erp/orders", "shop/order-status", {"shop/orders"}}});
            revisions::confirm(unit, unit.messages().find(posted).value());
        });
    }
    store::MessageRow confirmation() const {
        store::MessageRow row;
        commit([&](store::UnitOfWork& unit) { row = unit.messages().newest("shop/orders>shop/order-status", "confirmation", "1").value(); });
        return row;
    }
    void ship(const std::string& route, const std::string& key) const {
        commit([&](store::UnitOfWork& unit) {
            store::MessageRow row;
            row.route = route;
            row.source = "erp/shipments";
            row.type = "shipment";
            row.source_key = key;
            row.revision = "r" + key;
            row.group_key = "shipment:erp/shipments:" + key;
            row.correlation = "order-1";
            row.state = state::delivered;
            row.number = "36" + key;
            row.id = unit.messages().add(row, Value::object({{"number", row.number}, {"order_id", "1"}, {"state", "shipped"}, {"tracking", Value::array({Value::object({{"number", "1Z9"}})})}}));
            ledger::record(unit, {row.id, row.correlation, "received", "erp/shipments", Value::object({{"changed_at", "2026-03-01T10:00:00Z"}})});
            ledger::record(unit, {row.id, row.correlation, "delivered", "shop/shipments", Value::object({{"receipt", Value::object({{"number", "7002"}})}})});
        });
    }
    store::Id posted = 0;
};

} // namespace

TEST_CASE("order.trace: whoever is to know of the document stands in the order's story") {
    const CircleBench bench;
    CHECK_THAT(bench.run({"order", "trace", "N1"}).out, Contains("shop/order-status: document 26000017 is booked") && Contains("it is to be sent"));
    const auto row = bench.confirmation();
    bench.commit([&](store::UnitOfWork& unit) {
        REQUIRE(unit.messages().move(row.id, row.version, state::delivered));
        for (int again = 0; again < 2; ++again) // a second time that says nothing else is no line more
            ledger::record(unit, {row.id, row.correlation, "delivered", "shop/order-status", Value::object({{"receipt", Value::object({{"number", "26000017"}})}})});
    });
    const std::string story = bench.run({"order", "trace", "N1"}).out;
    CHECK_THAT(story, Contains("· it is known there"));
    const std::string sentence = "shop/order-status knows of document 26000017";
    REQUIRE(story.find(sentence) != std::string::npos);
    CHECK(story.find(sentence, story.find(sentence) + 1) == std::string::npos);
    CHECK(bench.json({"order", "trace", "N1"}).as_array()->at(0)["afterwards"].as_array()->at(0)["to"].text_or("") == "shop/order-status");
}

TEST_CASE("order.trace: who could not be told stands there with the exception, in no internal words") {
    const CircleBench bench;
    const auto row = bench.confirmation();
    bench.commit([&](store::UnitOfWork& unit) { REQUIRE(unit.messages().move(row.id, row.version, state::held)); });
    const auto id = bench.hold(row.id, "STORE_ORDER_MISSING");
    const std::string story = bench.run({"order", "trace", "N1"}).out;
    CHECK_THAT(story, Contains("exception " + std::to_string(id) + " (cx): because of STORE_ORDER_MISSING") && !Contains("shop/orders>"));
    CHECK_THAT(bench.run({"exceptions", "show", std::to_string(id)}).out, Contains("order N1, of which shop/order-status is to know") && !Contains("confirmation"));
}

TEST_CASE("order.trace: deliveries stand there with their tracking, those of another store's order of the same number do not") {
    const CircleBench bench;
    bench.ship("shipped", "12");
    CHECK_THAT(bench.run({"order", "trace", "N1"}).out, Contains("shop/shipments: delivery 3612 is shipped, tracking 1Z9 · it is known there") &&
                                                            Contains("delivery 3612 came from erp/shipments") && Contains("delivery 3612: shop/shipments has it as 7002"));
    CHECK_THAT(bench.run({"order", "trace", "3612"}).out, Contains("Order N1 from shop/orders")); // by the delivery's number
    std::string yaml = whole_deployment;
    yaml.insert(yaml.find("  erp: "), "  other: {plugin: bigcommerce, url: \"http://127.0.0.1:9/stores/other\", token: \"${env:SHOP_TOKEN}\"}\n");
    bench.folder.write("ledgerline.yaml", yaml + "  shipped: {from: erp/shipments, to: other/shipments, source: {store: other}}\n");
    CHECK_THAT(bench.run({"order", "trace", "N1"}).out, !Contains("3612"));
}

TEST_CASE("order.trace: a document that was cancelled with its order is called cancelled") {
    const CommandBench bench;
    store::Id id = 0;
    bench.commit([&](store::UnitOfWork& unit) {
        Value body = order("1");
        body.member("status").set("phase", "cancelled");
        store::MessageRow row;
        row.route = "orders";
        row.source = "shop/orders";
        row.type = "order";
        row.source_key = "1";
        row.revision = "r1";
        row.correlation = "order-1";
        row.state = state::delivered;
        row.number = "N1";
        row.id = id = unit.messages().add(row, body);
        ledger::record(unit, {id, row.correlation, "delivered", "erp/orders", Value::object({{"change", "cancellation"}, {"receipt", Value::object({{"number", "26000017"}})}})});
    });
    bench.post(id);
    CHECK_THAT(bench.run({"order", "trace", "N1"}).out, Contains("cancelled, and document 26000017 with it") && Contains("erp/orders cancelled or closed document 26000017"));
}

TEST_CASE("order.status: exceptions that have a code in common and no cause are not told as one to fix once") {
    const CommandBench bench;
    for (const char* id : {"1", "2"}) bench.hold(bench.add(id, state::held), "TENDER_MISMATCH");
    CHECK_THAT(bench.run({"status"}).out, !Contains("Fix once"));
    for (const char* id : {"3", "4"}) bench.hold(bench.add(id, state::held), "SKU_NOT_FOUND", "sku:MUG");
    CHECK_THAT(bench.run({"status"}).out, Contains("2 messages wait for sku:MUG"));
}

TEST_CASE("config.check: a store that no connection is called by is refused, since its deliveries would be met by nothing") {
    std::string slip = whole_circle;
    slip.replace(slip.find("{store: shop}"), 13, "{store: shp}");
    const Ran ran = CommandBench(slip).run({"check"});
    CHECK(ran.code == 78);
    CHECK_THAT(ran.err, Contains("routes.shipped.source.store: there is no connection \"shp\"; did you mean \"shop\"?"));
}

TEST_CASE("config.commands: a deployment whose routes read from a sink is looked at, and its systems are contacted") {
    const CommandBench bench(whole_circle);
    CHECK_THAT(bench.run({"check"}).out, Contains("4 routes, 10 components: in order"));
    const Ran ran = bench.run({"check", "--online"});
    CHECK(ran.code == 69);
    CHECK_THAT(ran.out, Contains("erp/orders: does not work"));
}
