// A sink of the plugin as the engine has it, over some network.
#pragma once

#include "room.hpp"

namespace bigcommerce_room {

class SinkOf {
public:
    SinkOf(const std::string& name, plugin::HttpService& http, const base::Clock& clock, const Value& fields, const Value& line) : log_(nullptr, base::Log::Form::json, base::Level::error, clock) {
        catalog_.load(BIGCOMMERCE_PLUGIN);
        plugin::Services services;
        services.clock = &clock;
        services.log = &log_;
        services.http = &http;
        services.stopping = &stopping;
        const auto* entry = catalog_.find(name, plugin::ComponentKind::sink);
        REQUIRE(entry);
        sink_ = std::make_unique<plugin::Component>(*entry, "shop/" + name, line, fields, services);
    }
    plugin::Outcome handle(ll_operation operation, const Value& delivery) { return handle_all(operation, {delivery}); }
    plugin::Outcome handle_all(ll_operation operation, const std::vector<Value>& deliveries) {
        Value list = Value::array();
        for (const Value& delivery : deliveries) list.push(delivery);
        return sink_->handle(operation, Value::object({{"deliveries", std::move(list)}}));
    }
    plugin::Outcome list(const std::string& type) { return sink_->handle(LL_LIST, Value::object({{"type", type}, {"from", ""}, {"to", ""}})); }

    std::atomic<bool> stopping{false};

private:
    plugin::Catalog catalog_;
    base::Log log_;
    std::unique_ptr<plugin::Component> sink_;
};

// The answer to the only delivery; where the whole call is to be tried later, that.
inline Value result_of(const plugin::Outcome& outcome) {
    if (outcome.verdict == LL_RETRY && !outcome.findings.empty())
        return Value::object({{"verdict", "retry"}, {"code", outcome.findings.front().code}, {"message", outcome.findings.front().message}, {"retry_after_ms", outcome.document["retry_after_ms"]}});
    const auto* results = outcome.document["results"].as_array();
    return outcome.verdict == LL_PASS && results && results->size() == 1 ? results->front() : Value::object({{"verdict", "none"}});
}

inline Value delivery_of(const std::string& type, const std::string& key, Value body) {
    return Value::object({{"message", Value::object({{"id", 1}, {"type", type}, {"source", "erp"}, {"source_key", key}, {"revision", 1}, {"correlation", ""}, {"held", false}, {"body", std::move(body)}})},
                          {"idempotency_key", type + ":erp:" + key},
                          {"attempt", 1}});
}
} // namespace bigcommerce_room
