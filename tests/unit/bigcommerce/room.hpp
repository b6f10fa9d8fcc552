// The connector as the engine has it: the built library, loaded by the catalog, polled again and again as the engine does it,
// with the cursor of the last poll that passed.
#pragma once

#include "message/json.hpp"
#include "message/schema.hpp"
#include "plugin/catalog.hpp"
#include "plugin/component.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace bigcommerce_room {

using namespace ledgerline;
using message::Value;

struct SetClock final : base::Clock {
    base::Millis now() const override { return at; }
    base::Millis at = 1'772'359'200'000; // 2026-03-01T10:00:00Z
};

inline Value json(std::string_view text) { return message::parse_json(text); }
inline Value read_json(const std::string& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return json(text.str());
}
inline std::string sample(const std::string& name) { return std::string(LEDGERLINE_SOURCE_DIR) + "/tests/unit/bigcommerce/samples/" + name; }

inline Value settings(const std::string& channel = "", const std::string& from = "") {
    return Value::object({{"overlap", 300'000}, {"from", from}, {"prices", "stated"}, {"tax_id_field", ""}, {"customer_groups", false}, {"channel", channel}});
}
inline Value connection() {
    return Value::object({{"url", "https://shop.example.test/stores/test"}, {"token", "${secret:1}"}, {"ca_file", ""}, {"fingerprint", ""}, {"verify", true}, {"barcode", "upc"}, {"timeout", 60'000}});
}

class Reader {
public:
    explicit Reader(plugin::HttpService& http, const base::Clock& clock, const Value& fields = settings(), const Value& line = connection(), const std::string& name = "orders") :
        log_(nullptr, base::Log::Form::json, base::Level::error, clock) {
        catalog_.load(BIGCOMMERCE_PLUGIN);
        plugin::Services services;
        services.clock = &clock;
        services.log = &log_;
        services.http = &http;
        services.stopping = &stopping;
        services.schema = message::schema_problem;
        const auto* entry = catalog_.find(name, plugin::ComponentKind::source);
        REQUIRE(entry);
        source_ = std::make_unique<plugin::Component>(*entry, "shop/" + name, line, fields, services);
    }

    // One poll. The cursor moves on only where it passes.
    plugin::Outcome poll(int limit = 50) {
        Value named = Value::array();
        for (const std::string& key : signals) named.push(Value::object({{"key", key}}));
        plugin::Outcome outcome = source_->handle(LL_POLL, Value::object({{"cursor", cursor}, {"limit", limit}, {"signals", std::move(named)}}));
        if (outcome.verdict != LL_PASS) return outcome;
        signals.clear();
        cursor = outcome.document["cursor"];
        for (const plugin::Emitted& one : outcome.emitted) emitted.push_back(one);
        return outcome;
    }
    plugin::Outcome receive(const Value& request) { return source_->handle(LL_RECEIVE, Value::object({{"request", request}})); }
    // Polls until there is no more; false: it does not end or does not pass.
    bool read_all(int limit = 50, int polls_max = 1'000) {
        while (polls_max-- > 0) {
            const plugin::Outcome outcome = poll(limit);
            if (outcome.verdict != LL_PASS) return false;
            if (!outcome.document["more"].bool_or(false)) return true;
        }
        return false;
    }
    // How often each order was emitted whole.
    std::map<std::string, int> times() const {
        std::map<std::string, int> out;
        for (const plugin::Emitted& one : emitted)
            if (one.refusal.empty()) ++out[one.source_key];
        return out;
    }
    std::size_t refused() const {
        std::size_t count = 0;
        for (const plugin::Emitted& one : emitted) count += one.refusal.empty() ? 0 : 1;
        return count;
    }

    Value cursor = Value::object();
    std::vector<std::string> signals; // of callbacks since the last poll that passed
    std::vector<plugin::Emitted> emitted;
    std::atomic<bool> stopping{false};

private:
    plugin::Catalog catalog_;
    base::Log log_;
    std::unique_ptr<plugin::Component> source_;
};

inline Value answered(int status, Value body, Value headers = Value::object()) {
    return Value::object({{"outcome", "answered"}, {"status", status}, {"headers", std::move(headers)}, {"json", std::move(body)}});
}
inline Value answered_text(int status, std::string body, const std::string& error = "") {
    return Value::object({{"outcome", "answered"}, {"status", status}, {"headers", Value::object()}, {"text", std::move(body)}, {"error", error}});
}
inline Value no_content() { return answered_text(204, ""); }

// A store with one order, from written answers. What a test puts into `instead` is answered for that path.
struct Answers final : plugin::HttpService {
    Value exchange(const Value& request) override {
        const std::string path = request["path"].text_or("");
        asked.push_back(path);
        if (const auto own = instead.find(path); own != instead.end()) return own->second(request);
        const bool first_page = request["query"]["page"].text_or("1") == "1";
        if (path == "/v2/orders") {
            const std::string above = request["query"]["min_id"].text_or("0");
            return first_page && std::stoll(above) <= order["id"].int_or(0) ? answered(200, Value::array({order})) : no_content();
        }
        if (path == "/v2/orders/" + order["id"].text_or("")) return answered(200, order);
        const std::string name = path.substr(path.rfind('/') + 1);
        const auto part = parts.find(name);
        return part == parts.end() || !first_page ? no_content() : answered(200, part->second);
    }
    std::size_t times_asked(const std::string& path) const {
        std::size_t count = 0;
        for (const std::string& one : asked) count += one == path ? 1 : 0;
        return count;
    }

    Value order;
    std::map<std::string, Value> parts; // products, shipping_addresses, taxes, coupons, fees, transactions
    std::map<std::string, std::function<Value(const Value&)>> instead;
    std::vector<std::string> asked;
};

// The order of samples/order.json and its parts.
inline Answers sample_order() {
    Answers out;
    const Value whole = read_json(sample("order.json"));
    out.order = whole["order"];
    for (const char* name : {"products", "shipping_addresses", "taxes", "transactions", "coupons"}) out.parts[name] = whole[name];
    return out;
}

// The body of a store's only order; fails the test if it is refused.
inline Value body_of(Answers& answers, const std::string& prices = "stated") {
    SetClock clock;
    Value fields = settings();
    fields.set("prices", prices);
    Reader reader(answers, clock, fields);
    const bool ended = reader.read_all();
    REQUIRE(ended);
    REQUIRE(!reader.emitted.empty());
    INFO(reader.emitted.front().refusal);
    CHECK(reader.emitted.front().refusal.empty());
    return reader.emitted.front().body;
}
// Why a store's only order is refused; "" if it is not.
inline std::string refusal_of(Answers& answers) {
    SetClock clock;
    Reader reader(answers, clock);
    const plugin::Outcome outcome = reader.poll();
    REQUIRE(outcome.verdict == LL_PASS);
    REQUIRE(outcome.emitted.size() == 1);
    if (outcome.emitted.front().refusal.empty()) return "";
    return outcome.findings.empty() ? outcome.emitted.front().refusal : outcome.findings.front().message;
}

} // namespace bigcommerce_room
