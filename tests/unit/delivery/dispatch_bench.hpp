// A dispatcher over a store in memory, with a sink that does what the test says.
#pragma once

#include "support/engine_bench.hpp"

#include "delivery/dispatcher.hpp"
#include "ledger/history.hpp"

#include <catch2/catch.hpp>

namespace ledgerline::test {

using message::Value;
namespace state = store::message_state;
namespace outbox_state = store::outbox_state;
using Words = std::vector<std::string>;

class DispatchBench : public EngineBench {
public:
    DispatchBench() { restart(); }
    // As after a start of the engine: the same store, a new dispatcher.
    void restart() {
        std::vector<std::unique_ptr<plugin::Component>> lanes;
        for (int lane = 0; lane < 2; ++lane) lanes.push_back(component("erp/orders", "orders", plugin::ComponentKind::sink));
        dispatcher = std::make_unique<delivery::Dispatcher>(settings(), std::move(lanes), store, exceptions, clock, log, 1);
    }
    static delivery::DispatchSettings settings() {
        delivery::DispatchSettings settings;
        settings.route = "orders";
        settings.sink = "erp/orders";
        settings.probe_after_ms = 30'000;
        settings.outage_ms = 120'000;
        settings.retries_max = 3;
        settings.probes_max = 2;
        return settings;
    }
    // An order that its rules have passed; `body` is what they made of it.
    store::MessageRow routed(const std::string& id, const Value& body) {
        store::MessageRow row = add(order(id));
        store.commit([&](store::UnitOfWork& unit) {
            REQUIRE(unit.messages().move(row.id, row.version, state::routed));
            put_in_outbox(unit, row, body, outbox_state::ready, unit.now());
        });
        return message(row.id);
    }
    store::MessageRow routed(const std::string& id) { return routed(id, order(id)); }
    // A person has asked for another try of what was rejected: the rules pass it again.
    void send_again(store::Id id) {
        store.commit([&](store::UnitOfWork& unit) {
            REQUIRE(unit.messages().release(id));
            const auto row = unit.messages().find(id).value();
            put_in_outbox(unit, row, order(row.source_key), outbox_state::ready, unit.now());
            REQUIRE(unit.messages().move(id, row.version, state::routed));
        });
    }

    void sink(Script does) { plugin.script("erp/orders", std::move(does)); }
    // Every delivery gets this result, every look-up that one.
    void results(const Value& of_delivery, const Value& of_probe = Value::object({{"verdict", "absent"}})) {
        sink([=, this](const Hand& hand) {
            (hand.operation == LL_PROBE ? probes : deliveries) += 1;
            const std::size_t count = hand.json("/deliveries").size();
            Value list = Value::array();
            for (std::size_t i = 0; i < count; ++i) list.push(hand.operation == LL_PROBE ? of_probe : of_delivery);
            hand.write("/results", list);
            return LL_PASS;
        });
    }
    void outage(const std::string& code = "ERP_UNAVAILABLE") {
        sink([=](const Hand& hand) {
            hand.explain(code, "nobody listens there");
            return LL_RETRY;
        });
    }
    static Value receipt(const std::string& amount = "48.50") {
        return Value::object({{"id", "7"}, {"number", "700"}, {"amount", amount}, {"currency", "GBP"}});
    }
    static Value said(const std::string& verdict, const std::string& message = "") { return Value::object({{"verdict", verdict}, {"message", message}}); }
    static Value done(const std::string& amount = "48.50") { return Value::object({{"verdict", "delivered"}, {"receipt", receipt(amount)}}); }

    // Steps both lanes until neither has work; never moves the clock.
    void work() {
        for (int turn = 0; turn < 100; ++turn)
            if (!dispatcher->step(0) && !dispatcher->step(1)) return;
        FAIL("the dispatcher finds work for ever");
    }
    void later(base::Millis ms) {
        clock.at += ms;
        work();
    }
    store::OutboxRow of(const std::string& id) const { return outbox("order:shop:" + id).value(); }
    // Outcomes of the attempts of an order, in their order: "deliver delivered".
    Words attempts(const std::string& id) const {
        Words out;
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& attempt : unit.attempts().of(unit.outbox().by_key("order:shop:" + id)->id)) out.push_back(attempt.kind + " " + (attempt.outcome.empty() ? "open" : attempt.outcome));
        });
        return out;
    }
    std::optional<store::CrossReferenceRow> reference(const std::string& id) const {
        std::optional<store::CrossReferenceRow> out;
        store.read([&](store::UnitOfWork& unit) { out = unit.cross_references().by_key("order:shop:" + id); });
        return out;
    }

    std::unique_ptr<delivery::Dispatcher> dispatcher;
    int deliveries = 0, probes = 0; // requests that `results` answered
};

} // namespace ledgerline::test
