// Protects the life of a component: what it is created with, and which verdicts each operation may end with.
#include "scripted.hpp"

#include <thread>

using namespace scripted;

namespace {

Value seen_config;

ll_verdict remember_config(const ll_host* given, ll_call* config, void** out_self) {
    *out_self = nullptr;
    ll_text json{};
    if (given->read_json(config, {LL_ROOT, 0, nullptr}, &json) != LL_OK) return LL_FAILED;
    seen_config = Value(std::string(json.data, json.size));
    return LL_PASS;
}

// Compiles paths, some of them new, and writes: what many threads do at once.
ll_verdict busy(void*, ll_operation, ll_call* call) {
    const ll_host* host = scripted::host();
    const ll_path lines = host->path(text("/body/booking/lines"));
    const ll_path sku = host->child(host->each(lines), text("sku"));
    for (std::uint64_t i = 0; i < 200; ++i) {
        std::uint64_t index = 0;
        const std::string value = std::to_string(i), name = "member-" + value;
        if (host->append(call, {lines, 0, nullptr}, &index) != LL_OK) return LL_HOLD;
        if (host->write_text(call, {sku, 1, &index}, text(value)) != LL_OK) return LL_HOLD;
        if (host->write_text(call, {host->child(host->each(lines), text(name)), 1, &index}, text(value)) != LL_OK) return LL_HOLD;
    }
    return LL_PASS;
}

} // namespace

TEST_CASE("plugin.component: components on several threads do not meet, though they share the table of paths") {
    const std::string manifest = Bench::rule(), about = R"({"name":"busy","version":"1.0.0"})";
    const ll_component table = {sizeof(ll_component), 0, text(manifest), create, busy, destroy};
    const ll_component* const tables[] = {&table};
    const ll_plugin plugin = {sizeof(ll_plugin), 0, text(about), 1, tables};
    Catalog catalog;
    const ComponentEntry& entry = catalog.add(&plugin, "busy").components.front();
    const SetClock clock;
    Services services;
    services.clock = &clock;
    std::vector<std::unique_ptr<Component>> components;
    for (int i = 0; i < 4; ++i) components.push_back(std::make_unique<Component>(entry, "orders/busy", Value::object(), Value::object(), services));
    std::vector<Outcome> outcomes(components.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < components.size(); ++i)
        threads.emplace_back([&, i] {
            for (int again = 0; again < 5; ++again) outcomes[i] = components[i]->handle(LL_APPLY, Bench::order());
        });
    for (auto& thread : threads) thread.join();
    for (const auto& outcome : outcomes) {
        CHECK(outcome.verdict == LL_PASS);
        CHECK(outcome.changes.size() == 200);
        CHECK(outcome.document == outcomes[0].document);
    }
}

TEST_CASE("plugin.component: it is created with its name, its connection and its settings") {
    const std::string manifest = Bench::rule(), about = R"({"name":"configured","version":"1.0.0"})";
    const ll_component table = {sizeof(ll_component), 0, text(manifest), remember_config, handle, destroy};
    const ll_component* const tables[] = {&table};
    const ll_plugin plugin = {sizeof(ll_plugin), 0, text(about), 1, tables};
    Catalog catalog;
    catalog.add(&plugin, "configured");
    SetClock clock;
    Services services;
    services.clock = &clock;
    const Component component(*catalog.find("scripted", ComponentKind::rule), "orders/scripted", Value::object({{"url", "https://x"}}),
                              Value::object({{"limit", "5.00"}}), services);
    CHECK(component.name() == "orders/scripted");
    CHECK(component.manifest().accepts == std::vector<std::string>{"order"});
    CHECK(seen_config == Value(R"({"name":"orders/scripted","connection":{"url":"https://x"},"settings":{"limit":"5.00"}})"));
}

TEST_CASE("plugin.component: one that refuses its configuration hands over every reason with its place") {
    const std::string manifest = Bench::rule(), about = R"({"name":"refusing","version":"1.0.0"})";
    const auto refuse = [](const ll_host* given, ll_call* config, void** out_self) -> ll_verdict {
        *out_self = nullptr;
        const std::uint64_t second = 1;
        given->explain(config, text("PLUGIN_FAILED"), text("is too high"), {given->path(text("/settings/limit")), 0, nullptr}, no_place);
        given->explain(config, text("PLUGIN_FAILED"), text("is no rate"), {given->path(text("/settings/map/*/rate")), 1, &second}, no_place);
        given->explain(config, text("PLUGIN_FAILED"), text("I am tired"), no_place, no_place);
        return LL_FAILED;
    };
    const ll_component table = {sizeof(ll_component), 0, text(manifest), refuse, handle, destroy};
    const ll_component* const tables[] = {&table};
    const ll_plugin plugin = {sizeof(ll_plugin), 0, text(about), 1, tables};
    Catalog catalog;
    const ComponentEntry& entry = catalog.add(&plugin, "refusing").components.front();
    const SetClock clock;
    Services services;
    services.clock = &clock;
    try {
        const Component component(entry, "orders/refusing", Value::object(), Value::object({{"limit", "5.00"}}), services);
        FAIL("it was created");
    } catch (const CreationRefused& refused) {
        REQUIRE(refused.findings.size() == 3);
        CHECK(refused.findings[0].where == "/settings/limit");
        CHECK(refused.findings[1].where == "/settings/map/1/rate");
        CHECK(refused.findings[2].where.empty());
        CHECK(std::string(refused.what()) == "orders/refusing cannot start: limit: is too high; map/1/rate: is no rate; I am tired");
    }
}

TEST_CASE("plugin.component: each operation ends with its own verdicts, and every other becomes FAILED") {
    struct Row {
        ll_operation operation;
        std::vector<ll_verdict> allowed;
    };
    const std::vector<Row> rows = {{LL_APPLY, {LL_PASS, LL_DROP, LL_HOLD}},
                                   {LL_POLL, {LL_PASS, LL_RETRY}},
                                   {LL_RECEIVE, {LL_PASS, LL_DROP, LL_RETRY, LL_UNSUPPORTED}},
                                   {LL_DELIVER, {LL_PASS, LL_RETRY}},
                                   {LL_PROBE, {LL_PASS, LL_RETRY, LL_UNSUPPORTED}},
                                   {LL_LIST, {LL_PASS, LL_RETRY, LL_UNSUPPORTED}},
                                   {LL_PREPARE, {LL_PASS, LL_RETRY, LL_UNSUPPORTED}}};
    Bench bench(Bench::sink());
    for (const auto& [operation, allowed] : rows)
        for (ll_verdict verdict = -1; verdict <= LL_UNSUPPORTED + 1; ++verdict) {
            CAPTURE(operation, verdict);
            const auto outcome = bench.run(operation, Value::object(), [verdict = verdict](const Hand& hand) {
                hand.explain("REASON", "because");
                return verdict;
            });
            const bool fits = std::find(allowed.begin(), allowed.end(), verdict) != allowed.end();
            CHECK(outcome.verdict == (fits ? verdict : LL_FAILED));
            CHECK(outcome.findings.size() == (fits || verdict == LL_FAILED ? 1 : 2));
        }
}

TEST_CASE("plugin.component: what it changed and found before it threw is kept beside the failure") {
    Bench bench(Bench::rule());
    const auto outcome = bench.run(LL_APPLY, Bench::order(), [](const Hand& hand) -> ll_verdict {
        hand.write("/body/booking/code", "C1");
        hand.explain("TAX_CODE_MISSING", "no code for 19 %");
        throw std::runtime_error("vector::at");
    });
    CHECK(outcome.verdict == LL_FAILED);
    REQUIRE(outcome.findings.size() == 2);
    CHECK(outcome.findings[0].code == "TAX_CODE_MISSING");
    CHECK(outcome.findings[1].code == "PLUGIN_FAILED");
    CHECK(outcome.findings[1].subject == "component:orders/scripted");
    CHECK(outcome.changes.size() == 1);
}

TEST_CASE("plugin.component: a call inside a call has its own document, and the outer one goes on afterwards") {
    Bench outer(Bench::source());
    const auto outcome = outer.poll(Value::object({{"name", "outer"}}), [](const Hand& hand) {
        // As when the transport of a simulation runs another component on this thread.
        Bench inner(Bench::rule());
        inner.apply(Value::object({{"name", "inner"}}), [&](const Hand& other) {
            CHECK(other.read("/name") == "inner");
            CHECK(hand.read("/name").empty());
            CHECK(hand.host->write_null(hand.call, hand.at("/name")) == LL_REFUSED);
        });
        CHECK(hand.read("/name") == "outer");
    });
    CHECK(outcome.document == Value::object({{"name", "outer"}}));
}

TEST_CASE("plugin.component: two components are independent, and one is used again and again") {
    Bench first(Bench::rule()), second(Bench::rule());
    for (int i = 0; i < 3; ++i) {
        const auto outcome = first.apply(Bench::order(), [&](const Hand& hand) { hand.write("/body/booking/code", std::to_string(i)); });
        CHECK(outcome.changes.size() == 1);
        CHECK(second.apply(Bench::order(), [](const Hand&) {}).changes.empty());
    }
}

TEST_CASE("plugin.component: a component without a clock is a mistake of the engine and told at once") {
    Bench bench(Bench::rule());
    bench.services.clock = nullptr;
    CHECK_THROWS_AS(bench.recreate(), std::invalid_argument);
}
