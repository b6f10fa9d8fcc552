#include "unit/refund_model/engine.hpp"

#include "commerce/returned.hpp"
#include "ledger/history.hpp"
#include "revisions/revision.hpp"
#include "unit/rules/room.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace ledgerline::refund_model {

using base::Random;
using message::Value;
namespace state = store::message_state;
namespace outbox_state = store::outbox_state;

std::string Policies::words() const {
    return fmt::format("declined: {}, unstated: {}, by hand: {}, undelivered: {}, tax difference: {}, accounts:{}{}{}, goods: {}, returns go to \"{}\" or \"{}\"", drops_declined ? "drop" : "hold", books_unstated ? "post" : "hold", spreads ? "spread" : "hold",
                       holds_undelivered ? "hold" : "memo", holds_tax ? "hold" : "note", has_amount_account ? " amount with " + amount_tax.percent() + " %" : "", has_deduction_account ? " deduction" : "", has_tax_account ? " tax" : "", goods, sellable_warehouse, scrap_warehouse);
}

Policies random_policies(Random& random) {
    Policies policies;
    policies.drops_declined = random.one_in(3);
    policies.books_unstated = random.one_in(3);
    policies.spreads = !random.one_in(4);
    policies.holds_undelivered = random.one_in(3);
    policies.holds_tax = random.one_in(2);
    policies.has_amount_account = !random.one_in(3);
    if (random.one_in(3)) policies.amount_tax = {"S2000", 2000};
    policies.has_deduction_account = random.one_in(2);
    policies.has_tax_account = random.one_in(2);
    policies.goods = random.one_in(4) ? "none" : random.one_in(3) ? "returned" : "expected";
    policies.sellable_warehouse = random.one_in(2) ? "" : "02";
    policies.scrap_warehouse = random.one_in(2) ? "" : "SCRAP";
    return policies;
}

Plugins::Plugins() {
    scripted.add(scripts.table(), "scripted");
    rules.load(RULES_PLUGIN);
    connector.load(SAPB1_PLUGIN);
}

plugin::Services Engine::services() {
    plugin::Services services;
    services.clock = &clock_;
    services.log = &log_;
    return services;
}

std::unique_ptr<plugin::Component> Engine::rule(Plugins& plugins, const std::string& name, const Value& settings) {
    return std::make_unique<plugin::Component>(*plugins.rules.find(name, plugin::ComponentKind::rule), "refunds/" + name, Value(), settings, services());
}
std::unique_ptr<plugin::Component> Engine::scripted_rule(Plugins& plugins, const std::string& name) {
    return std::make_unique<plugin::Component>(*plugins.scripted.find("fake/" + name, plugin::ComponentKind::rule), "orders/" + name, Value::object(), Value::object(), services());
}

std::unique_ptr<pipeline::Pipeline> Engine::pipeline(const std::string& route, const std::string& type, const std::string& sink, std::vector<std::unique_ptr<plugin::Component>> rules) {
    pipeline::PipelineSettings settings;
    settings.route = route;
    settings.type = type;
    settings.sink = sink;
    settings.batch = 2;
    settings.keeps = sink == "returned-goods" ? pipeline::Keeps::returns : pipeline::Keeps::nothing;
    return std::make_unique<pipeline::Pipeline>(settings, pipeline::RuleChain(std::move(rules)), store_, master_, lookup_, exceptions_, log_);
}

Engine::Engine(Plugins& plugins, const Policies& policies, const Sale& sale, Erp& erp, OrderFate fate) : fate_(fate) {
    // The rules of orders book it as it is, without what waits for its item.
    plugins.scripts.script("orders/leaves-out", [&sale](const test::Hand& hand) {
        hand.write("/body/lines", booked_lines(sale, hand.json("/body/lines")));
        return LL_PASS;
    });
    plugins.scripts.script("orders/second", [&sale, this](const test::Hand& hand) {
        if (fate_ == OrderFate::dropped) return LL_DROP;
        Value booking = booking_of(sale);
        if (const Value addition = hand.json("/body/booking/addition"); addition.is_object()) booking.set("addition", addition);
        hand.write("/body/booking", booking);
        if (fate_ == OrderFate::posted) return LL_PASS;
        hand.explain("PAYMENT_NOT_CAPTURED", "its payment is not there");
        return LL_HOLD;
    });
    const auto make = [](auto... rules) {
        std::vector<std::unique_ptr<plugin::Component>> out;
        (out.push_back(std::move(rules)), ...);
        return out;
    };
    Value gate = rules_room::settings("refund-gate"), booking = rules_room::settings("refund-booking"), returns = rules_room::settings("return-warehouse");
    if (policies.drops_declined) gate.set("declined", "drop");
    if (policies.books_unstated) gate.set("unstated", "post");
    const auto account = [&](bool has, const std::string& name, const TaxRate& tax) {
        if (!has) return;
        booking.set(name + "_account", "440000");
        booking.set(name + "_tax_code", tax.code);
        booking.set(name + "_tax_rate", tax.percent());
    };
    account(policies.has_amount_account, "amount", policies.amount_tax);
    account(policies.has_deduction_account, "deduction", {"S0", 0});
    account(policies.has_tax_account, "tax", {"S0", 0});
    if (policies.holds_tax) booking.set("tax_difference", "hold");
    if (!policies.spreads) booking.set("by_hand", "hold");
    booking.set("goods", policies.goods);
    returns.set("sellable_warehouse", policies.sellable_warehouse);
    returns.set("scrap_warehouse", policies.scrap_warehouse);
    pipelines_["orders"] = pipeline("orders", "order", "erp/orders", make(scripted_rule(plugins, "leaves-out"), scripted_rule(plugins, "second")));
    pipelines_["refunds"] = pipeline("refunds", "refund", "erp/credit-memos", make(rule(plugins, "refund-gate", gate), rule(plugins, "refund-booking", booking)));
    pipelines_["returns"] = pipeline("returns", "return", "erp/returns", make(rule(plugins, "return-warehouse", returns)));
    pipelines_["erp-returns"] = pipeline("erp-returns", "return", "returned-goods", {});
    for (const auto& [route, sink] : {std::pair("orders", "erp/orders"), std::pair("refunds", "erp/credit-memos"), std::pair("returns", "erp/returns")}) {
        delivery::DispatchSettings settings;
        settings.route = route;
        settings.sink = sink;
        settings.probe_after_ms = 30'000;
        dispatchers_[route] = std::make_unique<delivery::Dispatcher>(settings, make(erp.sink(sink, services())), store_, exceptions_, clock_, log_, 1);
    }
}

bool Engine::take_in(const std::string& type, const std::string& route, const std::string& source, const Value& body) {
    store::MessageRow row;
    row.route = route;
    row.source = source;
    row.type = type;
    row.source_key = body["id"].text_or("");
    row.group_key = type + ":" + source + ":" + row.source_key;
    row.correlation = "order-" + body["order_id"].text_or(row.source_key);
    row.state = state::ready;
    row.received_at = clock_.at;
    row.number = body["number"].text_or("");
    row.amount = body["totals"]["inc_tax"].text_or(body["total_inc_tax"].text_or(""));
    row.currency = body["currency"].text_or("");
    bool is_new = false;
    store_.commit([&](store::UnitOfWork& unit) { is_new = revisions::take_in(unit, row, body).has_value(); });
    return is_new;
}

bool Engine::judge(const std::string& route) { return pipelines_.at(route)->step(); }
bool Engine::send(const std::string& route) { return dispatchers_.at(route)->step(0); }

void Engine::work() {
    for (int turn = 0; turn < 1'000; ++turn) {
        bool worked = false;
        for (const auto& [route, pipeline] : pipelines_) worked = pipeline->step() || worked;
        for (const auto& [route, dispatcher] : dispatchers_) worked = dispatcher->step(0) || worked;
        if (!worked) return;
    }
    throw std::runtime_error("the engine finds work for ever");
}

Standing Engine::standing(store::UnitOfWork& unit, const store::MessageRow& row) const {
    Standing out{row, {}, {}, false};
    if (const auto open = unit.exceptions().open_of_message(row.id))
        for (const auto& finding : unit.exceptions().findings(open->id)) {
            out.codes.push_back(finding.code);
            out.is_held_for_tax = out.is_held_for_tax || (finding.code == "REFUND_EXCEEDS_ORDER" && finding.message.find(" of tax") != std::string::npos);
        }
    if (const auto reference = unit.cross_references().of_source(row.source, row.type, row.source_key)) out.document = reference->remote_number;
    return out;
}

std::vector<Standing> Engine::newest(const std::string& type) const {
    std::map<std::string, store::MessageRow> rows;
    std::vector<Standing> out;
    store_.read([&](store::UnitOfWork& unit) {
        for (const char* source : {"shop/orders", "shop/refunds", "returns", "erp/returns"})
            for (const char* key_state : {state::ready, state::routed, state::held, state::delivered, state::applied, state::dropped, state::settled, state::superseded})
                for (const auto& row : unit.messages().in_state(key_state, 1'000))
                    if (row.type == type && row.source == source && row.id > rows[row.source_key].id) rows[row.source_key] = row;
        for (const auto& [key, row] : rows) out.push_back(standing(unit, row));
    });
    return out;
}

std::vector<store::ExpectedReturnRow> Engine::expected() const {
    std::vector<store::ExpectedReturnRow> out;
    store_.read([&](store::UnitOfWork& unit) { out = unit.expected_returns().of_order("shop/orders", "1047"); });
    return out;
}

bool Engine::may_be_sent(const std::string& refund) const {
    bool may_be = false;
    store_.read([&](store::UnitOfWork& unit) {
        const auto row = unit.outbox().by_key("refund:shop:" + refund);
        may_be = row && (row->state == outbox_state::in_flight || row->state == outbox_state::unconfirmed || row->state == outbox_state::delivered || unit.attempts().may_have_left(row->id));
    });
    return may_be;
}

bool Engine::is_doubt_told(const std::string& refund) const {
    bool is_told = false;
    store_.read([&](store::UnitOfWork& unit) {
        const auto row = unit.outbox().by_key("refund:shop:" + refund);
        const auto open = row && row->state == outbox_state::unconfirmed ? unit.exceptions().open_of_message(row->message_id) : std::nullopt;
        is_told = open && open->code == "ORDER_UNCONFIRMED";
    });
    return is_told;
}

bool Engine::came_back(const std::string& id) const {
    const auto all = newest("return");
    return std::any_of(all.begin(), all.end(), [&](const Standing& one) { return one.row.source_key == id && (one.row.state == state::delivered || one.row.state == state::applied); });
}

std::string Engine::retry(const Standing& about) {
    std::string told;
    store_.commit([&](store::UnitOfWork& unit) {
        const auto open = unit.exceptions().open_of_message(about.row.id);
        if (!open) return;
        try {
            decisions::retry(unit, *open, "ada");
            told = fmt::format("a person asks for {} {} once more ({})", about.row.type, about.row.source_key, open->code);
        } catch (const decisions::Refused&) {
        }
    });
    return told;
}

std::string Engine::resolve(const Standing& about, const std::string& document) {
    std::string told;
    store_.commit([&](store::UnitOfWork& unit) {
        const auto open = unit.exceptions().open_of_message(about.row.id);
        if (!open) return;
        try {
            decisions::resolve(unit, open->id, {"decided", document, about.row.type == "order" ? "erp/orders" : about.row.type == "refund" ? "erp/credit-memos" : "erp/returns"}, "ada");
            told = fmt::format("a person settles {} {} ({}){}", about.row.type, about.row.source_key, open->code, document.empty() ? std::string() : " with document " + document);
        } catch (const decisions::Refused&) {
        }
    });
    return told;
}

std::string Engine::reopen_any(Random& random) {
    std::string told;
    store_.commit([&](store::UnitOfWork& unit) {
        for (store::Id id = 1; unit.exceptions().find(id); ++id) {
            const auto row = unit.exceptions().find(id).value();
            if (row.closed_by != "ada" || !random.one_in(2)) continue;
            try {
                decisions::reopen(unit, id, "not done", "ada");
                told = fmt::format("a person takes back what was settled of {} {}", row.type, row.source_key);
                return;
            } catch (const decisions::Refused&) {
            }
        }
    });
    return told;
}

void Engine::release(const std::string& type) {
    store_.commit([&](store::UnitOfWork& unit) {
        for (const auto& row : unit.messages().in_state(state::held, 1'000))
            if (type.empty() || row.type == type) unit.messages().release(row.id);
    });
}

std::string Engine::enter_return(const GoodsBack& goods) {
    intake::EnteredReturn entry{goods.id, "1047", "shop", goods.refund, "", "", {}};
    for (const ReturnedGoods& one : goods.lines) entry.lines.push_back({one.line_id, "", std::to_string(one.units), one.is_sellable, "", ""});
    const intake::Receiver receiver(exceptions_);
    std::string refusal;
    store_.commit([&](store::UnitOfWork& unit) {
        try {
            intake::enter_return(unit, receiver, "returns", entry, {"console", "ada"});
        } catch (const intake::EntryRefused& problem) {
            refusal = problem.what();
        }
    });
    return refusal;
}

Value Engine::body_of_return(const GoodsBack& goods) const {
    Value lines = Value::array();
    for (const ReturnedGoods& one : goods.lines)
        lines.push(Value::object({{"id", std::to_string(lines.size())}, {"line_id", one.line_id}, {"sku", ""}, {"item_code", ""}, {"quantity", std::to_string(one.units)}, {"sellable", one.is_sellable},
                                  {"warehouse", "01"}, {"reason", ""}}));
    Value body = Value::object({{"id", goods.id}, {"number", goods.id}, {"origin", "erp"}, {"order_id", "1047"}, {"store", "shop"}, {"refund_id", ""}, {"received_on", "2026-01-31"},
                                {"confirmed_at", "2026-01-31T10:00:00Z"}, {"confirmed_by", "SAP Business One"}, {"stock_posted", true}, {"lines", std::move(lines)}, {"note", ""}});
    if (goods.is_cancelled) body.set("cancelled", true);
    return body;
}

} // namespace ledgerline::refund_model
