// Protects what is told of an order after it was posted: to everybody who reads from its sink, once for each state, and of this store
// alone.
#include "support/engine_bench.hpp"

#include "decisions/decisions.hpp"
#include "revisions/confirmation.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using message::Value;

namespace {

class ToldBench : public test::EngineBench {
public:
    explicit ToldBench(std::vector<revisions::Subscriber> subscribers = {{"status", "erp/orders", "shop/order-status", {"shop/orders"}}}) {
        store.commit([&](store::UnitOfWork& unit) { revisions::set_subscribers(unit, subscribers); });
    }
    store::MessageRow posted(const Value& body, const std::string& currency = "GBP") {
        const store::MessageRow row = add(body);
        store.commit([&](store::UnitOfWork& unit) {
            store::CrossReferenceRow booked;
            booked.source = row.source;
            booked.type = row.type;
            booked.source_key = row.source_key;
            booked.sink = "erp/orders";
            booked.idempotency_key = "order:shop:" + row.source_key;
            booked.remote_id = "7";
            booked.remote_number = "700";
            booked.amount = "48.50";
            booked.currency = currency;
            booked.message_id = row.id;
            unit.cross_references().put(booked);
        });
        return row;
    }
    void confirm(const store::MessageRow& row) {
        store.commit([&](store::UnitOfWork& unit) { revisions::confirm(unit, row); });
    }
    std::vector<store::MessageRow> told(const std::string& to = "shop/order-status", const std::string& id = "1", const std::string& origin = "shop/orders") const {
        std::vector<store::MessageRow> rows;
        store.read([&](store::UnitOfWork& unit) { rows = unit.messages().revisions(revisions::confirmation_source(origin, to), "confirmation", id); });
        return rows;
    }
    Value body(store::Id id) const {
        Value out;
        store.read([&](store::UnitOfWork& unit) { out = unit.messages().body(id); });
        return out;
    }
};

Value with_payment(Value order, const std::string& state) {
    order.member("payment").set("state", state);
    return order;
}

} // namespace

TEST_CASE("order.confirmation: it names the document, the payment and the status, and fits its schema") {
    ToldBench bench;
    const auto order = bench.posted(test::order("1"));
    bench.confirm(order);
    REQUIRE(bench.told().size() == 1);
    const store::MessageRow row = bench.told().front();
    const Value told = bench.body(row.id);
    CHECK(message::schema_problem("confirmation", told) == "");
    CHECK(told["document"] == Value::object({{"id", "7"}, {"number", "700"}, {"state", "booked"}, {"amount", "48.50"}, {"currency", "GBP"}, {"key", "order:shop:1"}}));
    CHECK(told["order_number"].text_or("") == "N1");
    CHECK(told["payment"] == bench.body(order.id)["payment"]);
    CHECK(row.route == "status");
    CHECK(row.state == store::message_state::ready);
    CHECK(row.correlation == order.correlation); // one story
    CHECK(decisions::key_of(row) == "order-status:shop:1");
}

TEST_CASE("order.confirmation: an ERP with a currency code of its own is told of all the same") {
    ToldBench bench;
    bench.confirm(bench.posted(test::order("1"), "$"));
    REQUIRE(bench.told().size() == 1);
    const Value told = bench.body(bench.told().front().id);
    CHECK(message::schema_problem("confirmation", told) == "");
    CHECK(told["document"]["currency"].text_or("?") == "");
    CHECK(told["document"]["amount"].text_or("") == "48.50");
}

TEST_CASE("order.confirmation: the same state twice is no message") {
    ToldBench bench;
    const auto order = bench.posted(test::order("1"));
    bench.confirm(order);
    bench.confirm(order);
    CHECK(bench.told().size() == 1);
}

TEST_CASE("order.confirmation: a payment that changed is told, in place of what was not sent yet") {
    ToldBench bench;
    const auto order = bench.posted(test::order("1"));
    bench.confirm(order);
    bench.add(with_payment(test::order("1"), "refunded"));
    bench.confirm(order);
    REQUIRE(bench.told().size() == 2);
    CHECK(bench.told()[0].state == store::message_state::superseded);
    CHECK(bench.body(bench.told()[1].id)["payment"]["state"].text_or("") == "refunded");
}

TEST_CASE("order.confirmation: the store's echo of the document's number is not told back") {
    ToldBench bench;
    const auto order = bench.posted(test::order("1"));
    bench.confirm(order);
    Value echoed = test::order("1");
    echoed.member("references").set("external_order_id", "700");
    bench.add(echoed);
    bench.confirm(order);
    CHECK(bench.told().size() == 1);
}

TEST_CASE("order.confirmation: everybody who reads from the sink gets a message under a key of his own") {
    ToldBench bench({{"status", "erp/orders", "shop/order-status", {"shop/orders"}}, {"money", "erp/orders", "erp/payments", {"shop/orders"}}, {"other", "erp/else", "erp/ears", {"shop/orders"}}});
    bench.confirm(bench.posted(test::order("1")));
    REQUIRE(bench.told("shop/order-status").size() == 1);
    REQUIRE(bench.told("erp/payments").size() == 1);
    CHECK(bench.told("erp/ears").empty()); // reads from another sink
    CHECK(decisions::key_of(bench.told("erp/payments").front()) == "payments:shop:1");
    CHECK(bench.told("erp/payments").front().group_key != bench.told("shop/order-status").front().group_key); // one does not wait for the other
}

TEST_CASE("order.confirmation: two stores may number their orders alike") {
    ToldBench bench({{"money", "erp/orders", "erp/payments", {"shop/orders", "other/orders"}}});
    bench.confirm(bench.posted(test::order("1")));
    const auto second = bench.add(test::order("1"), "order", "more", "other/orders");
    CHECK(bench.told("erp/payments", "1", "other/orders").empty());
    bench.confirm(second); // no document stands for it
    CHECK(bench.told("erp/payments").size() == 1);
    CHECK(bench.told("erp/payments", "1", "other/orders").empty());
}

TEST_CASE("order.confirmation: the document of a cancelled order is told as cancelled when its cancellation stands in the books") {
    ToldBench bench;
    Value body = test::order("1");
    body.member("status").set("phase", "cancelled");
    bench.confirm(bench.posted(body));
    REQUIRE(bench.told().size() == 1);
    CHECK(bench.body(bench.told().front().id)["document"]["state"].text_or("") == "cancelled");
}

TEST_CASE("order.confirmation: a document that a person names is told as well") {
    ToldBench bench;
    const auto row = bench.add(test::order("1"));
    store::Id exception = 0;
    bench.store.commit([&](store::UnitOfWork& unit) {
        REQUIRE(unit.messages().move(row.id, row.version, store::message_state::held));
        exception = bench.exceptions.hold(unit, row, {{"ERP_REJECTED", "no", "", "", "", "erp/orders", Value::object()}});
    });
    bench.store.commit([&](store::UnitOfWork& unit) { decisions::resolve(unit, exception, {"typed", "900", "erp/orders"}, "ada"); });
    REQUIRE(bench.told().size() == 1);
    CHECK(bench.body(bench.told().front().id)["document"]["number"].text_or("") == "900");
}
