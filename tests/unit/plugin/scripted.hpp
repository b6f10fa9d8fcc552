// A component at the level of the C contract whose `handle` is a lambda of the test, so that each host function can be called by
// itself, without the SDK's glue.
#pragma once

#include "plugin/catalog.hpp"
#include "plugin/component.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace scripted {

using namespace ledgerline;
using namespace ledgerline::plugin;
using message::Value;

struct SetClock final : base::Clock {
    base::Millis now() const override { return at; }
    base::Millis at = 1'700'000'000'000;
};

struct Items final : ReferenceData {
    std::optional<Value> lookup(std::string_view table, std::string_view key) const override {
        if (table != "items") throw std::out_of_range("table");
        const auto found = rows.find(std::string(key));
        return found == rows.end() ? std::nullopt : std::optional<Value>(found->second);
    }
    std::map<std::string, Value> rows;
};

struct FakeHttp final : HttpService {
    Value exchange(const Value& request) override {
        requests.push_back(request);
        if (throws) throw std::runtime_error("no route");
        return answer;
    }
    std::vector<Value> requests;
    Value answer = Value::object({{"outcome", "answered"}, {"status", 200}});
    bool throws = false;
};

inline ll_text text(std::string_view text) { return {text.data(), text.size()}; }

// What a script is given: the host, its call, and short forms.
struct Hand {
    const ll_host* host;
    ll_call* call;

    // A path without `*`.
    ll_at at(std::string_view pattern) const { return {host->path(text(pattern)), 0, nullptr}; }
    // A path with one `*`. The index lives as long as this hand's script.
    ll_at at(std::string_view pattern, const std::uint64_t& index) const { return {host->path(text(pattern)), 1, &index}; }
    std::string error() const {
        const ll_text why = host->last_error(call);
        return {why.data, why.size};
    }
    ll_status write(std::string_view pattern, std::string_view value) const { return host->write_text(call, at(pattern), text(value)); }
    // "" if it is not LL_OK.
    std::string read(std::string_view pattern) const {
        ll_text out{};
        return host->read_text(call, at(pattern), &out) == LL_OK ? std::string(out.data, out.size) : std::string();
    }
    void explain(std::string_view code, std::string_view message) const { host->explain(call, text(code), text(message), {LL_NO_PATH, 0, nullptr}, {LL_NO_PATH, 0, nullptr}); }
};

inline constexpr ll_at no_place = {LL_NO_PATH, 0, nullptr};
using Script = std::function<ll_verdict(const Hand&)>;

// The C functions have no room for a lambda; one test runs at a time.
inline Script& script() {
    static Script current;
    return current;
}
inline const ll_host*& host() {
    static const ll_host* current = nullptr;
    return current;
}

inline ll_verdict create(const ll_host* given, ll_call*, void** out_self) {
    host() = given;
    *out_self = nullptr;
    return LL_PASS;
}
inline ll_verdict handle(void*, ll_operation, ll_call* call) { return script()({host(), call}); }
inline void destroy(void*) {}

// One component of a kind, with everything that the engine would give it.
class Bench {
public:
    explicit Bench(const std::string& manifest) : manifest_(manifest) {
        table_ = {sizeof(ll_component), 0, text(manifest_), create, handle, destroy};
        tables_[0] = &table_;
        plugin_ = {sizeof(ll_plugin), 0, text(plugin_manifest_), 1, tables_};
        catalog_.add(&plugin_, "scripted");
        const ComponentEntry& entry = catalog_.plugins().front()->components.front();
        services.clock = &clock;
        services.reference = &items;
        services.http = entry.manifest.kind == ComponentKind::rule ? nullptr : &http;
        services.stopping = &stopping;
        services.schema = [this](const std::string& type, const Value& body) { return schema(type, body); };
        recreate();
    }
    // After a change of `services`.
    void recreate() {
        component_ = std::make_unique<Component>(catalog_.plugins().front()->components.front(), "orders/scripted", Value::object({{"url", "x"}}),
                                                 Value::object({{"limit", "5.00"}}), services);
    }
    static std::string rule(const std::string& writes = R"(["/body/booking","/body/lines/*/booking"])") {
        return R"({"name":"scripted","kind":"rule","accepts":["order"],"writes":)" + writes + "}";
    }
    static std::string source() { return R"({"name":"scripted","kind":"source","emits":["order"]})"; }
    static std::string sink() { return R"({"name":"scripted","kind":"sink","accepts":["order"]})"; }

    Outcome run(ll_operation operation, Value document, Script does) {
        script() = std::move(does);
        Outcome outcome = component_->handle(operation, std::move(document));
        script() = nullptr;
        return outcome;
    }
    // An APPLY that passes.
    Outcome apply(Value document, const std::function<void(const Hand&)>& does) {
        return run(LL_APPLY, std::move(document), [&](const Hand& hand) {
            does(hand);
            return LL_PASS;
        });
    }
    // A POLL that passes.
    Outcome poll(Value document, const std::function<void(const Hand&)>& does) {
        return run(LL_POLL, std::move(document), [&](const Hand& hand) {
            does(hand);
            return LL_PASS;
        });
    }

    static Value order() {
        return Value::object({{"id", "7"},
                              {"held", false},
                              {"body", Value::object({{"number", 1047},
                                                      {"rate", Value::number("1.10")},
                                                      {"paid", true},
                                                      {"note", nullptr},
                                                      {"lines", Value::array({Value::object({{"sku", "A-1"}}), Value::object({{"sku", "B-2"}})})}})}});
    }

    SetClock clock;
    Items items;
    FakeHttp http;
    std::atomic<bool> stopping{false};
    std::function<std::string(const std::string&, const Value&)> schema = [](const std::string&, const Value&) { return std::string(); };
    Services services;

private:
    std::string manifest_;
    std::string plugin_manifest_ = R"({"name":"scripted","version":"1.0.0"})";
    ll_component table_{};
    const ll_component* tables_[1] = {};
    ll_plugin plugin_{};
    Catalog catalog_;
    std::unique_ptr<Component> component_;
};

} // namespace scripted
