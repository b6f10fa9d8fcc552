#include "app/commands/check.hpp"

#include "app/engine.hpp"
#include "app/plan.hpp"
#include "app/store_place.hpp"
#include "app/version.hpp"
#include "message/schema.hpp"
#include "net/http_transport.hpp"
#include "plugin/http_service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ledgerline::app {
namespace {

using message::Value;

// Everything a component needs, for one call outside the engine.
class Workbench {
public:
    Workbench(const Common& common, bool with_store) : deployment(read(common)), log(common.err, base::Log::Form::human, base::Level::warning, clock) {
        load_plugins(catalog, deployment);
        plan = make_plan(deployment, catalog, clock, with_store ? store_problems(deployment.settings, clock) : std::vector<config::Problem>());
    }

    plugin::Outcome call(const ComponentPlan& component, ll_operation operation, Value document) {
        std::optional<plugin::ConnectionHttp> http;
        if (component.connection_values["url"].is_text()) http.emplace(transport, component.connection_values, *deployment.secrets, user_agent);
        return create(component, http ? &*http : nullptr)->handle(operation, std::move(document));
    }

    std::unique_ptr<plugin::Component> create(const ComponentPlan& component, plugin::HttpService* http) {
        plugin::Services services;
        services.clock = &clock;
        services.log = &log;
        services.http = http;
        services.schema = [](const std::string& type, const Value& body) { return message::schema_problem(type, body); };
        return std::make_unique<plugin::Component>(*component.entry, component.name, component.connection_values, settings_of(component, *deployment.maps), services);
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

// What is found, as it is found: a line for people, or an entry of the answer in JSON.
class Report {
public:
    explicit Report(const Common& common) : common_(common) {}

    void say(const std::string& line, Value entry) {
        if (!common_.json) print(common_, line);
        else entries_.push(std::move(entry));
    }
    // Only in JSON; the lines are out already.
    void end(Value members, const char* name) {
        if (!common_.json) return;
        members.set(name, std::move(entries_));
        print_json(common_, members);
    }

private:
    const Common& common_;
    Value entries_ = Value::array();
};

// Not reached outweighs a finding: it says that the rest was not looked at.
int worse(int one, int other) { return std::max(one, other); }

// "missing", or "failed: why".
std::string with_reason(const std::string& words, const Value& result) {
    const std::string why = result["message"].text_or("");
    return why.empty() ? words : words + ": " + why;
}

// One source, asked what is missing and for its first message, or one sink, asked what is missing. The exit code.
int contact(Report& report, Workbench& bench, const ComponentPlan& component) {
    const auto say = [&](const char* state, const std::string& words, const std::string& why) {
        report.say(fmt::format("{}: {}", component.name, words), Value::object({{"component", component.name}, {"state", state}, {"message", why}}));
    };
    const auto has_failed = [&](const plugin::Outcome& outcome) {
        say(outcome.verdict == LL_RETRY ? "unreachable" : "refused", "does not work: " + reasons(outcome), reasons(outcome));
        return outcome.verdict == LL_RETRY ? exit_code::unreachable : exit_code::findings;
    };
    const bool is_source = component.entry->manifest.kind == plugin::ComponentKind::source;
    if (!is_source || component.entry->manifest.prepares) {
        const plugin::Outcome outcome = bench.call(component, LL_PREPARE, Value::object({{"dry_run", true}}));
        if (outcome.verdict != LL_UNSUPPORTED && outcome.verdict != LL_PASS) return has_failed(outcome);
        int code = exit_code::fine;
        if (const auto* results = outcome.document["results"].as_array())
            for (const Value& result : *results) {
                const std::string state = result["state"].text_or("");
                if (state == "present" || state == "created") continue;
                const std::string what = with_reason(fmt::format("{} is {}", result["what"].text_or("?"), state), result);
                say("not ready", fmt::format("{}; `ledgerline prepare {}` creates it", what, component.connection), what);
                code = exit_code::findings;
            }
        if (code != exit_code::fine) return code;
        if (!is_source) {
            if (outcome.verdict == LL_PASS) say("ready", "answers and is ready", "");
            return code;
        }
    }
    const plugin::Outcome outcome = bench.call(component, LL_POLL, Value::object({{"cursor", Value::object()}, {"limit", Value(1)}}));
    if (outcome.verdict == LL_UNSUPPORTED) return exit_code::fine;
    if (outcome.verdict != LL_PASS) return has_failed(outcome);
    say("answers", "answers", "");
    return exit_code::fine;
}

} // namespace

int check(const Common& common, bool online) {
    Workbench bench(common, true);
    Value warnings = Value::array();
    for (const auto* found : {&bench.deployment.warnings, &bench.plan.warnings})
        for (const config::Problem& warning : *found) {
            if (!common.json) print(common, "warning: " + warning.text());
            warnings.push(warning.text());
        }
    std::size_t components = 0;
    for (const RoutePlan& route : bench.plan.routes) components += (polls(route) ? 1 : 0) + (route.sink ? 1 : 0) + route.rules.size();
    const config::Settings& settings = bench.deployment.settings;
    if (!common.json)
        print(common, fmt::format("{}: {} connections, {} routes, {} components: in order", settings.name, settings.connections.size(), bench.plan.routes.size(), components));
    Report report(common);
    int code = exit_code::fine;
    if (online)
        for (const RoutePlan& route : bench.plan.routes) {
            if (polls(route)) code = worse(code, contact(report, bench, route.source));
            if (route.sink) code = worse(code, contact(report, bench, *route.sink));
        }
    report.end(Value::object({{"deployment", settings.name}, {"connections", Value(static_cast<std::int64_t>(settings.connections.size()))},
                              {"routes", Value(static_cast<std::int64_t>(bench.plan.routes.size()))}, {"components", Value(static_cast<std::int64_t>(components))},
                              {"warnings", std::move(warnings)}}),
               "systems");
    return code;
}

int prepare(const Common& common, const std::string& connection, bool dry_run) {
    Workbench bench(common, false);
    Report report(common);
    int code = exit_code::fine;
    bool any = false;
    std::set<std::string> told; // components of one connection share much of what they need
    const auto make_ready = [&](const ComponentPlan& component, const char* kind) {
        const plugin::Outcome outcome = bench.call(component, LL_PREPARE, Value::object({{"dry_run", dry_run}}));
        if (outcome.verdict == LL_UNSUPPORTED) {
            report.say(fmt::format("{}: needs nothing", component.name), Value::object({{kind, component.name}, {"what", ""}, {"state", "needs nothing"}, {"message", ""}}));
            return;
        }
        if (const auto* results = outcome.document["results"].as_array())
            for (const Value& result : *results) {
                const std::string state = result["state"].text_or("");
                if (!told.insert(component.connection + " " + result["what"].text_or("?")).second && state != "failed") continue;
                report.say(with_reason(fmt::format("{:<10} {}", state, result["what"].text_or("?")), result),
                           Value::object({{kind, component.name}, {"what", result["what"]}, {"state", state}, {"message", result["message"]}}));
                if (state == "failed" || (state == "missing" && dry_run)) code = worse(code, exit_code::findings);
            }
        if (outcome.verdict != LL_PASS) {
            print_error(common, component.name + ": " + reasons(outcome));
            code = worse(code, outcome.verdict == LL_RETRY ? exit_code::unreachable : exit_code::findings);
        }
    };
    const auto is_meant = [&](const ComponentPlan& component) { return connection.empty() || component.connection == connection; };
    for (const RoutePlan& route : bench.plan.routes) {
        // Most sources need nothing: only those that say so are asked.
        if (polls(route) && route.source.entry->manifest.prepares && is_meant(route.source)) {
            any = true;
            make_ready(route.source, "source");
        }
        if (!route.sink || !is_meant(*route.sink)) continue;
        any = true;
        make_ready(*route.sink, "sink");
    }
    if (!any) throw UsageError(connection.empty() ? "no route of this deployment sends anything to another system" : "no route sends anything to a connection \"" + connection + "\"");
    report.end(Value::object({{"dry_run", dry_run}}), "results");
    return code;
}

} // namespace ledgerline::app
