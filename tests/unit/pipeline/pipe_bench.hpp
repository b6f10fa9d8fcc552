// The pipeline of a route of orders, and one of items, over a store in memory, with rules that do what the test says.
#pragma once

#include "support/engine_bench.hpp"

#include "commerce/keys.hpp"
#include "decisions/decisions.hpp"
#include "pipeline/pipeline.hpp"
#include "pipeline/reference_data.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace ledgerline::test {

using message::Value;
using plugin::ComponentKind;
namespace state = store::message_state;
namespace outbox_state = store::outbox_state;
using Words = std::vector<std::string>;

class PipeBench : public test::EngineBench {
public:
    explicit PipeBench(std::vector<pipeline::Need> needs = {}) {
        orders = pipeline("orders", "order", "erp/orders", {"first", "second"}, std::move(needs));
        items = pipeline("items", "item", "item-master", {"for-items"}, {});
        pass("orders/first");
        pass("orders/second");
        pass("items/for-items");
    }
    std::unique_ptr<pipeline::Pipeline> pipeline(const std::string& route, const std::string& type, const std::string& sink, const std::vector<std::string>& rules, std::vector<pipeline::Need> needs) {
        std::vector<std::unique_ptr<plugin::Component>> chain;
        for (const std::string& rule : rules) chain.push_back(component(route + "/" + rule, rule, ComponentKind::rule, &reference));
        pipeline::PipelineSettings settings;
        settings.route = route;
        settings.type = type;
        settings.sink = sink;
        settings.keeps = sink == "item-master" ? pipeline::Keeps::items : sink == "returned-goods" ? pipeline::Keeps::returns : pipeline::Keeps::nothing;
        settings.needs = std::move(needs);
        settings.applies_changes = applies_changes;
        return std::make_unique<pipeline::Pipeline>(settings, pipeline::RuleChain(std::move(chain)), store, master, lookup, exceptions, log);
    }
    void pass(const std::string& rule) {
        plugin.script(rule, [](const test::Hand&) { return LL_PASS; });
    }
    // Holds an order until the item is known, as a rule of the shop would.
    void wait_for_item(const std::string& code, std::function<void()> meanwhile = nullptr) {
        plugin.script("orders/first", [=](const test::Hand& hand) {
            const ll_status status = hand.host->lookup(hand.call, test::text("items"), test::text(code), hand.at("/scratch/item"));
            if (meanwhile) meanwhile();
            if (status == LL_OK) return LL_PASS;
            hand.explain("SKU_NOT_FOUND", "no item " + code, Value::object({{"subject", "sku:" + code}, {"waits_for", "item:" + code}}));
            return LL_HOLD;
        });
    }
    // From now on later revisions are sent to the sink.
    void apply_changes() {
        applies_changes = true;
        orders = pipeline("orders", "order", "erp/orders", {"first", "second"}, {});
    }
    // The order was sent and booked as document 700.
    void post(const store::MessageRow& row) {
        store.commit([&](store::UnitOfWork& unit) {
            const auto now = unit.messages().find(row.id).value();
            const auto out = unit.outbox().of_message(row.id).value();
            REQUIRE(unit.outbox().begin_attempt(out.id));
            REQUIRE(unit.outbox().move(out.id, outbox_state::in_flight, outbox_state::delivered, 0, ""));
            REQUIRE(unit.messages().move(now.id, now.version, state::delivered));
            store::CrossReferenceRow booked;
            booked.source = now.source;
            booked.type = now.type;
            booked.source_key = now.source_key;
            booked.sink = out.sink;
            booked.idempotency_key = commerce::first_key(now); // a change leaves the document its key
            booked.remote_id = "7";
            booked.remote_number = "700";
            booked.message_id = now.id;
            unit.cross_references().put(booked);
        });
    }
    // A person resolves the message's exception; its number.
    store::Id settle(store::Id id, const std::string& note, const std::string& document = "") {
        store::Id exception = 0;
        store.commit([&](store::UnitOfWork& unit) {
            exception = unit.exceptions().open_of_message(id).value().id;
            decisions::resolve(unit, exception, {note, document, "erp/orders"}, "ada");
        });
        return exception;
    }
    void release(store::Id id) {
        store.commit([&](store::UnitOfWork& unit) { REQUIRE(unit.messages().release(id)); });
    }
    void take_in(const Value& one) {
        add(one, "item", "items", "erp/items");
        REQUIRE(items->step());
    }
    Value detail_of(store::Id id, const std::string& what) const {
        Value out;
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& row : unit.history().of_message(id))
                if (row.what == what) out = message::parse_json(row.detail);
        });
        return out;
    }

    bool applies_changes = false;
    commerce::ItemMaster master;
    commerce::ItemLookup lookup{store};
    pipeline::ItemReference reference{lookup};
    std::unique_ptr<pipeline::Pipeline> orders, items;
};

inline Script holds(const std::string& code) {
    return [=](const test::Hand& hand) {
        hand.explain(code, "because of " + code);
        return LL_HOLD;
    };
}

inline Value shipped(Value body) {
    body.member("status").set("name", "Shipped");
    return body;
}

// Its first line has five units.
inline Value of_five(Value body) {
    body.find("lines")->as_array()->at(0).set("quantity", Value(5));
    return body;
}

inline Value cancelled(Value body) {
    body.member("status").set("phase", "cancelled");
    body.member("status").set("name", "Cancelled");
    return body;
}

} // namespace ledgerline::test
