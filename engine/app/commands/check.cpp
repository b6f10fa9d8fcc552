#include "app/commands/check.hpp"

#include "app/engine.hpp"
#include "app/plan.hpp"
#include "app/version.hpp"
#include "message/schema.hpp"
#include "net/http_transport.hpp"
#include "plugin/http_service.hpp"

#include <fmt/format.h>

namespace ledgerline::app {
namespace {

using message::Value;

// Everything a component needs, for one call outside the engine.
class Workbench {
public:
    Workbench(const Common& common) : deployment(read(common)), log(common.err, base::Log::Form::human, base::Level::warning, clock) {
        load_plugins(catalog, deployment);
        plan = make_plan(deployment, catalog);
    }

    plugin::Outcome call(const ComponentPlan& component, ll_operation operation, Value document) {
        plugin::ConnectionHttp http(transport, plugin::endpoint_of(component.connection_values), *deployment.secrets, user_agent);
        return create(component, &http)->handle(operation, std::move(document));
    }

    std::unique_ptr<plugin::Component> create(const ComponentPlan& component, plugin::HttpService* http) {
        plugin::Services services;
        services.clock = &clock;
        services.log = &log;
        services.http = http;
        services.schema = [](const std::string& type, const Value& body) { return message::schema_problem(type, body); };
        return std::make_unique<plugin::Component>(*component.entry, component.name, component.connection_values, component.settings, services);
    }

    config::Deployment deployment;
    base::SystemClock clock;
    base::Log log;
    plugin::Catalog catalog;
    net::HttpTransport transport;
    Plan plan;
};

std::string reasons(const plugin::Outcome& outcome) {
    std::string text;
    for (const auto& finding : outcome.findings) text += (text.empty() ? "" : "; ") + finding.message;
    return text.empty() ? "it gave no reason" : text;
}

// One source, asked for its first message, or one sink, asked what is missing. Prints a line; false if it did not answer.
bool contact(const Common& common, Workbench& bench, const ComponentPlan& component, int& code) {
    const bool is_source = component.entry->manifest.kind == plugin::ComponentKind::source;
    const plugin::Outcome outcome = is_source ? bench.call(component, LL_POLL, Value::object({{"cursor", Value::object()}, {"limit", Value(1)}}))
                                              : bench.call(component, LL_PREPARE, Value::object({{"dry_run", true}}));
    if (outcome.verdict == LL_UNSUPPORTED) return true;
    if (outcome.verdict != LL_PASS) {
        print(common, fmt::format("{}: does not work: {}", component.name, reasons(outcome)));
        code = outcome.verdict == LL_RETRY ? exit_code::unreachable : exit_code::findings;
        return false;
    }
    if (is_source) {
        print(common, fmt::format("{}: answers", component.name));
        return true;
    }
    if (const auto* results = outcome.document["results"].as_array())
        for (const Value& result : *results) {
            const std::string state = result["state"].text_or("");
            if (state == "present" || state == "created") continue;
            print(common, fmt::format("{}: {} is {}{}; `ledgerline prepare {}` creates it", component.name, result["what"].text_or("?"), state,
                                      result["message"].is_text() ? ": " + result["message"].text_or("") : "", component.connection));
            code = exit_code::findings;
        }
    if (code == exit_code::fine) print(common, fmt::format("{}: answers and is ready", component.name));
    return true;
}

} // namespace

int check(const Common& common, bool online) {
    Workbench bench(common);
    for (const config::Problem& warning : bench.deployment.warnings) print(common, "warning: " + warning.text());
    // A component may still refuse what its fields allow (two settings that contradict each other).
    std::size_t components = 0;
    for (const RoutePlan& route : bench.plan.routes) {
        bench.create(route.source, nullptr);
        if (route.sink) bench.create(*route.sink, nullptr);
        for (const ComponentPlan& rule : route.rules) bench.create(rule, nullptr);
        components += 1 + (route.sink ? 1 : 0) + route.rules.size();
    }
    print(common, fmt::format("{}: {} connections, {} routes, {} components: in order", bench.deployment.settings.name, bench.deployment.settings.connections.size(),
                              bench.plan.routes.size(), components));
    int code = exit_code::fine;
    if (online)
        for (const RoutePlan& route : bench.plan.routes) {
            contact(common, bench, route.source, code);
            if (route.sink) contact(common, bench, *route.sink, code);
        }
    return code;
}

int prepare(const Common& common, const std::string& connection, bool dry_run) {
    Workbench bench(common);
    int code = exit_code::fine;
    bool any = false;
    for (const RoutePlan& route : bench.plan.routes) {
        if (!route.sink || (!connection.empty() && route.sink->connection != connection)) continue;
        any = true;
        const plugin::Outcome outcome = bench.call(*route.sink, LL_PREPARE, Value::object({{"dry_run", dry_run}}));
        if (outcome.verdict == LL_UNSUPPORTED) {
            print(common, fmt::format("{}: needs nothing", route.sink->name));
            continue;
        }
        if (const auto* results = outcome.document["results"].as_array())
            for (const Value& result : *results) {
                const std::string state = result["state"].text_or("");
                print(common, fmt::format("{:<10} {}{}", state, result["what"].text_or("?"), result["message"].is_text() ? ": " + result["message"].text_or("") : ""));
                if (state == "failed" || (state == "missing" && dry_run)) code = exit_code::findings;
            }
        if (outcome.verdict != LL_PASS) {
            fmt::print(common.err, "ledgerline: {}: {}\n", route.sink->name, reasons(outcome));
            code = outcome.verdict == LL_RETRY ? exit_code::unreachable : exit_code::findings;
        }
    }
    if (!any) throw UsageError(connection.empty() ? "no route of this deployment sends anything to another system" : "no route sends anything to a connection \"" + connection + "\"");
    return code;
}

} // namespace ledgerline::app
