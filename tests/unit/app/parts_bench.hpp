// Orders that are posted in part: pipeline and dispatcher over one store, a rule that quarantines what is no item, and a sink that books what it is told.
#pragma once

#include "support/engine_bench.hpp"

#include "decisions/decisions.hpp"
#include "delivery/dispatcher.hpp"
#include "ledgerline/decimal.hpp"
#include "pipeline/pipeline.hpp"
#include "pipeline/reference_data.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace ledgerline::test {

using message::Value;
namespace state = store::message_state;
namespace outbox_state = store::outbox_state;
using Words = std::vector<std::string>;

// As the stock sees them: both are goods.
inline Value two_goods() {
    Value body = order("1", "50.40");
    Value& second = (*body.member("lines").as_array())[1];
    second.set("sku", "GHOST");
    second.set("kind", "physical");
    return body;
}

// Two lines: PAN-20 for 36.00 and one for 12.00 whose item is not there yet; 2.40 of freight.
inline Value two_lines(const std::string& id, const std::string& second = "GHOST") {
    Value body = order(id, "50.40");
    (*body.member("lines").as_array())[1].set("sku", second);
    return body;
}

class PartsBench : public EngineBench {
public:
    PartsBench() {
        std::vector<std::unique_ptr<plugin::Component>> chain, lanes;
        for (const char* rule : {"first", "leaves-out"}) chain.push_back(component(std::string("orders/") + rule, rule, plugin::ComponentKind::rule));
        lanes.push_back(component("erp/orders", "orders", plugin::ComponentKind::sink));
        pipeline::PipelineSettings rules;
        rules.route = "orders";
        rules.type = "order";
        rules.sink = "erp/orders";
        orders = std::make_unique<pipeline::Pipeline>(rules, pipeline::RuleChain(std::move(chain)), store, master, lookup, exceptions, log);
        delivery::DispatchSettings sending;
        sending.route = "orders";
        sending.sink = "erp/orders";
        sending.probe_after_ms = 30'000;
        dispatcher = std::make_unique<delivery::Dispatcher>(sending, std::move(lanes), store, exceptions, clock, log, 1);
        plugin.script("orders/first", [this](const Hand& hand) { return judge(hand); });
        plugin.script("orders/leaves-out", [](const Hand&) { return LL_PASS; });
        plugin.script("erp/orders", [this](const Hand& hand) { return book(hand); });
    }

    // As sku-match and total-check do it.
    ll_verdict judge(const Hand& hand) {
        const Value lines = hand.json("/body/lines");
        Decimal waiting;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const Value& line = (*lines.as_array())[i];
            Value booking = line["booking"].is_object() ? line["booking"] : Value::object();
            booking.set("amount", factor == 1 ? line["total_inc_tax"] : Value("99.00"));
            const std::string sku = line["sku"].text_or("");
            const std::uint64_t index = i;
            const auto place = [&](const char* pattern) { return ll_at{hand.host->path(text(pattern)), 1, &index}; };
            if (!booking["posted"].bool_or(false) && known.count(sku) == 0) {
                booking.set("quarantined", true);
                waiting += Decimal::parse(line["total_inc_tax"].text_or("0"));
                hand.write("/scratch/facts", Value::object({{"subject", "sku:" + sku}, {"waits_for", "item:" + sku}}));
                hand.host->explain(hand.call, text("SKU_NOT_FOUND"), text("no item " + sku), place("/body/lines/*/sku"), hand.at("/scratch/facts"));
            } else if (!booking["posted"].bool_or(false)) {
                booking.set("item_code", sku);
                booking.set("quantity", line["quantity"].text_or(""));
            }
            const std::string json = message::write_json(booking);
            hand.host->write_json(hand.call, place("/body/lines/*/booking"), text(json));
        }
        hand.write("/body/booking/price_mode", "gross");
        hand.write("/body/booking/expected_total", (Decimal::parse("50.40") - waiting).rounded(2, Round::half_up).text());
        if (!waiting.is_zero()) hand.write("/body/booking/quarantined_total", waiting.rounded(2, Round::half_up).text());
        return verdict;
    }
    ll_verdict book(const Hand& hand) {
        Value results = Value::array();
        const Value deliveries = hand.json("/deliveries");
        for (const Value& one : *deliveries.as_array()) {
            const Value& booking = one["message"]["body"]["booking"];
            if (hand.operation == LL_DELIVER) sent.push_back(one);
            Value receipt = Value::object({{"id", "7"}, {"number", "700"}, {"amount", booked_as.empty() ? booking["expected_total"].text_or("") : booked_as}, {"currency", "GBP"}});
            Value result = Value::object({{"verdict", hand.operation == LL_PROBE ? "found" : says}, {"message", "so it is"}, {"receipt", std::move(receipt)}});
            results.push(std::move(result));
        }
        hand.write("/results", results);
        return LL_PASS;
    }
    void work() {
        for (int turn = 0; turn < 50; ++turn)
            if (!orders->step() && !dispatcher->step(0)) return;
        FAIL("there is work for ever");
    }
    void item_comes(const std::string& code) {
        known.insert(code);
        store.commit([&](store::UnitOfWork& unit) { master.apply(unit, item(code)); });
    }
    // A newer revision as the receiver takes it in, when the older one is held.
    store::MessageRow newer(const store::MessageRow& older, const Value& body) {
        store.commit([&](store::UnitOfWork& unit) {
            const auto row = unit.messages().find(older.id).value();
            REQUIRE(unit.messages().move(row.id, row.version, state::superseded));
            exceptions.close(unit, row, "engine: a newer revision came", "");
        });
        return add(body);
    }
    std::vector<store::CrossReferenceRow> references() const {
        std::vector<store::CrossReferenceRow> out;
        store.read([&](store::UnitOfWork& unit) { out = unit.cross_references().of_remote("7"); });
        return out;
    }
    std::string waiting_money(store::Id id) const {
        std::string out;
        store.read([&](store::UnitOfWork& unit) { out = unit.exceptions().open_of_message(id).value().amount; });
        return out;
    }

    commerce::ItemMaster master;
    commerce::ItemLookup lookup{store};
    std::unique_ptr<pipeline::Pipeline> orders;
    std::unique_ptr<delivery::Dispatcher> dispatcher;
    std::set<std::string> known{"PAN-20"};
    std::vector<Value> sent;
    std::string says = "delivered", booked_as;
    ll_verdict verdict = LL_PASS;
    int factor = 1; // another: the rules book it otherwise
};

inline std::string line_states(const Value& delivery) {
    std::string out;
    for (const Value& line : *delivery["message"]["body"]["lines"].as_array())
        out += line["booking"]["posted"].bool_or(false) ? 'p' : line["booking"]["quarantined"].bool_or(false) ? 'q' : 'n';
    return out;
}

} // namespace ledgerline::test
