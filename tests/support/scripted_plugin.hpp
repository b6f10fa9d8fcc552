// A plugin linked into a test whose components do what the test says, at the level of the C contract: they may misbehave in ways
// that the SDK's glue would not let pass. A component is told apart by its name in the deployment ("orders/first", "erp/orders").
#pragma once

#include "message/json.hpp"
#include "plugin/catalog.hpp"
#include "plugin/component.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace ledgerline::test {

inline ll_text text(std::string_view text) { return {text.data(), text.size()}; }

// What a script is given: which operation, and short forms of the host's functions.
struct Hand {
    const ll_host* host;
    ll_call* call;
    ll_operation operation;

    ll_at at(std::string_view pattern) const { return {host->path(text(pattern)), 0, nullptr}; }
    // The subtree there; null where there is nothing.
    message::Value json(std::string_view pattern) const {
        ll_text out{};
        if (host->read_json(call, at(pattern), &out) != LL_OK) return {};
        return message::parse_json(std::string_view(out.data, out.size));
    }
    ll_status write(std::string_view pattern, const message::Value& value) const {
        const std::string json = message::write_json(value);
        return host->write_json(call, at(pattern), text(json));
    }
    ll_status emit(std::string_view type, std::string_view key, const message::Value& body) const {
        write("/scratch/body", body);
        return host->emit(call, text(type), text(key), text("2026-03-01T10:00:00Z"), at("/scratch/body"));
    }
    void explain(std::string_view code, std::string_view message, const message::Value& facts = message::Value::object()) const {
        write("/scratch/facts", facts);
        host->explain(call, text(code), text(message), {LL_NO_PATH, 0, nullptr}, at("/scratch/facts"));
    }
};

using Script = std::function<ll_verdict(const Hand&)>;

// The C functions of a component have no room for a lambda. One test runs at a time, and each test sets its scripts anew.
struct Stage {
    const ll_host* host = nullptr;
    std::map<std::string, Script> scripts;
};
inline Stage& stage() {
    static Stage current;
    return current;
}

inline ll_verdict scripted_create(const ll_host* host, ll_call* config, void** out_self) {
    stage().host = host;
    ll_text name{};
    if (host->read_text(config, {host->path(text("/name")), 0, nullptr}, &name) != LL_OK) return LL_FAILED;
    *out_self = new std::string(name.data, name.size);
    return LL_PASS;
}
inline ll_verdict scripted_handle(void* self, ll_operation operation, ll_call* call) {
    const auto found = stage().scripts.find(*static_cast<std::string*>(self));
    return found == stage().scripts.end() ? LL_UNSUPPORTED : found->second({stage().host, call, operation});
}
inline void scripted_destroy(void* self) { delete static_cast<std::string*>(self); }

// The plugin "fake": sources orders and items, sinks orders, parcels (which takes shipments), inventory (which takes availabilities), and two that take changes, books and ears (which hears of orders), rules first, second, third, "leaves-out" (which changes the lines) and "for-items".
class ScriptedPlugin {
public:
    ScriptedPlugin() {
        stage().scripts.clear();
        for (const char* manifest : {R"({"name":"orders","kind":"source","emits":["order"]})", R"({"name":"items","kind":"source","emits":["item"]})",
                                     R"({"name":"orders","kind":"sink","accepts":["order"],"batch_max":3})", R"({"name":"parcels","kind":"sink","accepts":["shipment"]})",
                                     R"({"name":"ears","kind":"sink","accepts":["confirmation"],"changes":true})",
                                     R"({"name":"inventory","kind":"sink","accepts":["availability"],"batch_max":3})",
                                     R"({"name":"books","kind":"sink","accepts":["order"],"changes":true})",
                                     R"({"name":"first","kind":"rule","accepts":["order"],"writes":["/body/booking","/body/lines/*/booking","/body/staff_note"]})",
                                     R"({"name":"for-refunds","kind":"rule","accepts":["refund"],"writes":["/body/booking"]})",
                                     R"({"name":"for-returns","kind":"rule","accepts":["return"],"writes":["/body/lines"]})",
                                     R"({"name":"second","kind":"rule","accepts":["order"],"writes":["/body/booking"]})",
                                     R"({"name":"leaves-out","kind":"rule","accepts":["order"],"writes":["/body/lines"]})",
                                     R"({"name":"third","kind":"rule","accepts":["order"],"writes":["/body/booking"],"fields":[{"name":"limit","type":"decimal","help":"A limit"}]})",
                                     R"({"name":"for-items","kind":"rule","accepts":["item"],"writes":["/body/code"]})"})
            components_.push_back({sizeof(ll_component), 0, text(manifest), scripted_create, scripted_handle, scripted_destroy});
        for (const ll_component& component : components_) tables_.push_back(&component);
        plugin_ = {sizeof(ll_plugin), 0, text(R"({"name":"fake","version":"1.0.0","sdk":"1.0.0"})"), tables_.size(), tables_.data()};
    }
    ScriptedPlugin(const ScriptedPlugin&) = delete;
    ScriptedPlugin& operator=(const ScriptedPlugin&) = delete;

    const ll_plugin* table() const { return &plugin_; }
    void script(const std::string& component, Script does) { stage().scripts[component] = std::move(does); }

private:
    std::vector<ll_component> components_;
    std::vector<const ll_component*> tables_;
    ll_plugin plugin_{};
};

} // namespace ledgerline::test
