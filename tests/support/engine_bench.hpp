// What the stages of the engine need around them in a unit test: a store in memory, a clock that the test moves, no log, and
// documents that fit their schemas.
#pragma once

#include "base/http.hpp"
#include "exceptions/exceptions.hpp"
#include "message/json.hpp"
#include "message/schema.hpp"
#include "scripted_plugin.hpp"
#include "store/store.hpp"

#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace ledgerline::test {

struct NoNetwork final : base::Transport {
    base::Exchange send(const base::Endpoint&, const base::HttpRequest&) override { return {base::Reach::not_sent, {}, "there is no network in this test"}; }
};

struct HandClock final : base::Clock {
    base::Millis now() const override { return at; }
    base::Millis at = 1'767'225'600'000;
};

// Counts the commits, and may throw at one of them as if the process had ended there.
struct Gone {};
struct CommitWatch final : store::CommitHook {
    void before_commit(std::int64_t) override {
        ++commits;
        if (before) before();
    }
    std::int64_t commits = 0;
    std::function<void()> before;
};

// A canonical order that fits its schema: the sample of the store's connector with another id.
inline message::Value order(const std::string& id, const std::string& total = "48.50") {
    static const message::Value sample = [] {
        std::ifstream in(std::string(LEDGERLINE_SOURCE_DIR) + "/tests/unit/bigcommerce/samples/order.canonical.json");
        std::ostringstream text;
        text << in.rdbuf();
        return message::parse_json(text.str());
    }();
    message::Value body = sample;
    body.set("id", id);
    body.set("number", "N" + id);
    body.member("totals").set("inc_tax", total);
    return body;
}

inline message::Value item(const std::string& code, const std::string& name = "A thing") {
    using message::Value;
    return Value::object({{"code", code}, {"name", name}, {"barcode", ""}, {"active", true}, {"inactive_reason", ""}, {"sales_item", true}, {"stocked", true},
                          {"managed_by", "none"}, {"tree", "none"}, {"sales_unit", ""}, {"units_per_sale", "1"}, {"tax_code", ""}, {"prices", Value::array()}});
}

class EngineBench {
public:
    EngineBench() { catalog.add(plugin.table(), "scripted"); }

    // A component of the plugin "fake" under the name that it has in the deployment; its script has the same name.
    std::unique_ptr<plugin::Component> component(const std::string& name, const std::string& in_plugin, plugin::ComponentKind kind, plugin::ReferenceData* reference = nullptr) {
        plugin::Services services;
        services.clock = &clock;
        services.log = &log;
        services.reference = reference;
        services.schema = [](const std::string& type, const message::Value& body) { return message::schema_problem(type, body); };
        const plugin::ComponentEntry* entry = catalog.find("fake/" + in_plugin, kind);
        if (entry == nullptr) throw std::logic_error("the scripted plugin has no " + in_plugin);
        return std::make_unique<plugin::Component>(*entry, name, message::Value::object(), message::Value::object(), services);
    }

    // A message as the receiver would have stored it.
    store::MessageRow add(const message::Value& body, const std::string& type = "order", const std::string& route = "orders", const std::string& source = "shop/orders") {
        store::MessageRow row;
        row.route = route;
        row.source = source;
        row.type = type;
        row.source_key = body[type == "item" ? "code" : "id"].text_or("");
        if (row.source_key.empty()) row.source_key = "?";
        row.revision = message::digest(body);
        row.group_key = type + ":" + source + ":" + row.source_key;
        row.correlation = type + "-" + row.source_key;
        row.state = store::message_state::ready;
        row.received_at = clock.at;
        row.number = body["number"].text_or("");
        row.amount = body["totals"]["inc_tax"].text_or("");
        row.currency = body["currency"].text_or("");
        store.commit([&](store::UnitOfWork& unit) { row.id = unit.messages().add(row, body); });
        return row;
    }

    // What the rules made of it is on its way to the sink, in this state.
    static void put_in_outbox(store::UnitOfWork& unit, const store::MessageRow& row, const message::Value& body, const std::string& state = store::outbox_state::ready,
                              base::Millis due_at = 0) {
        store::OutboxRow out;
        out.message_id = row.id;
        out.route = row.route;
        out.sink = "erp/orders";
        out.idempotency_key = row.type + ":shop:" + row.source_key;
        out.group_key = row.group_key;
        out.due_at = due_at;
        const store::Id id = unit.outbox().add(out, body);
        if (id == 0) throw std::logic_error(out.idempotency_key + " is taken");
        if (state != store::outbox_state::ready && !unit.outbox().move(id, store::outbox_state::ready, state, due_at, "")) throw std::logic_error(out.idempotency_key + " was moved");
    }

    store::MessageRow message(store::Id id) const {
        store::MessageRow row;
        store.read([&](store::UnitOfWork& unit) { row = unit.messages().find(id).value(); });
        return row;
    }
    std::optional<store::OutboxRow> outbox(const std::string& key) const {
        std::optional<store::OutboxRow> row;
        store.read([&](store::UnitOfWork& unit) { row = unit.outbox().by_key(key); });
        return row;
    }
    // Open exceptions, oldest first: "CODE: title".
    std::vector<std::string> open() const {
        std::vector<std::string> out;
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& row : unit.exceptions().list({})) out.push_back(row.code + ": " + row.title);
        });
        return out;
    }
    // Codes of the findings of a message's open exception.
    std::vector<std::string> findings(store::Id message_id) const {
        std::vector<std::string> out;
        store.read([&](store::UnitOfWork& unit) {
            if (const auto row = unit.exceptions().open_of_message(message_id))
                for (const auto& finding : unit.exceptions().findings(row->id)) out.push_back(finding.code);
        });
        return out;
    }
    // What the history tells of a message: "received", "routed", ...
    std::vector<std::string> history(store::Id message_id) const {
        std::vector<std::string> out;
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& row : unit.history().of_message(message_id)) out.push_back(row.what);
        });
        return out;
    }

    HandClock clock;
    CommitWatch watch;
    ScriptedPlugin plugin;
    plugin::Catalog catalog;
    base::Log log{nullptr, base::Log::Form::json, base::Level::error, clock};
    config::OwnerSettings owners;
    exceptions::Exceptions exceptions{owners};
    store::Store store{store::Location{":memory:"}, clock, store::Store::Mode::inline_, &watch};
};

} // namespace ledgerline::test
