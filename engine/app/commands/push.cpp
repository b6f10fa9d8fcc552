#include "app/commands/push.hpp"

#include "app/push_plan.hpp"
#include "base/log_text.hpp"
#include "net/http_transport.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

namespace ledgerline::app {
namespace {

using base::visible;
using message::Value;

// Nothing is changed, whatever a component tries: logins and queries are POSTs, so those pass.
class ReadingTransport final : public base::Transport {
public:
    explicit ReadingTransport(base::Transport& network) : network_(network) {}
    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override {
        if (request.method == "PUT" || request.method == "PATCH" || request.method == "DELETE") return {base::Reach::not_sent, {}, "nothing is changed while changes are only listed"};
        return network_.send(endpoint, request);
    }

private:
    base::Transport& network_;
};

std::string shown(const Value& value) {
    if (value.is_null()) return "";
    if (const bool* yes = value.as_bool()) return *yes ? "yes" : "no";
    return value.text_or("");
}

std::string cell(const std::string& text) {
    if (text.find_first_of("\",\r\n") == std::string::npos && (text.empty() || (text.front() != ' ' && text.back() != ' ' && text.front() != '#'))) return text;
    std::string out = "\"";
    for (const char letter : text) out += letter == '"' ? "\"\"" : std::string(1, letter);
    return out + "\"";
}

void print_csv(const Common& common, const PushPlan& plan) {
    fmt::print(common.out, "route,sku,field,now,then,why\n");
    for (const PlannedChange& change : plan.changes)
        fmt::print(common.out, "{},{},{},{},{},{}\n", cell(change.route), cell(change.sku), cell(change.field), cell(shown(change.now)), cell(shown(change.then)), cell(change.why));
}

void print_lines(const Common& common, const PushPlan& plan) {
    std::map<std::string, std::int64_t> counts;
    for (const PlannedChange& change : plan.changes) {
        print(common, fmt::format("{:<12} {:<24} {:<18} {} -> {}   ({})", visible(change.route), visible(change.sku), visible(change.field), change.now.is_null() ? "?" : "\"" + shown(change.now) + "\"",
                                  "\"" + shown(change.then) + "\"", change.why));
        ++counts[change.route];
    }
    for (const store::ExceptionRow& row : plan.told) print(common, fmt::format("{:<12} {:<24} {}", visible(row.route), visible(row.code), row.title));
    for (const std::string& obstacle : plan.obstacles) print(common, "nothing would be sent: " + obstacle);
    std::string sum;
    for (const auto& [route, count] : counts) sum += fmt::format("{}{}: {}", sum.empty() ? "" : ", ", route, count);
    print(common, fmt::format("{} changes{}; people would be told of {} things. Nothing was changed.", plan.changes.size(), sum.empty() ? "" : " (" + sum + ")", plan.told.size()));
}

Value json_of(const PushPlan& plan) {
    Value changes = Value::array(), told = Value::array(), obstacles = Value::array(), counts = Value::object();
    for (const PlannedChange& change : plan.changes) {
        changes.push(Value::object({{"route", change.route}, {"sku", change.sku}, {"field", change.field}, {"now", change.now}, {"then", change.then}, {"why", change.why}}));
        counts.set(change.route, Value(counts[change.route].int_or(0) + 1));
    }
    for (const store::ExceptionRow& row : plan.told) told.push(Value::object({{"route", row.route}, {"code", row.code}, {"subject", row.subject}, {"title", row.title}}));
    for (const std::string& obstacle : plan.obstacles) obstacles.push(obstacle);
    return Value::object({{"changes", std::move(changes)}, {"counts", std::move(counts)}, {"told", std::move(told)}, {"obstacles", std::move(obstacles)}});
}

} // namespace

int push(const Common& common, const PushOptions& options) {
    if (!options.dry_run) throw UsageError("the engine pushes by itself while it runs (ledgerline run); with --dry-run this lists what it would push");
    if (options.csv && common.json) throw UsageError("say either --csv or --json");
    config::Deployment deployment = read(common);
    // A list changes nothing: no webhooks are set up for it.
    for (config::ConnectionSettings& connection : deployment.settings.connections) connection.values.value.erase("callback_url");
    const base::SystemClock clock;
    base::Log log(common.err, base::Log::Form::human, base::Level::error, clock);
    plugin::Catalog catalog;
    load_plugins(catalog, deployment);
    store::Store store({":memory:"}, clock, store::Store::Mode::inline_);
    net::HttpTransport network;
    ReadingTransport transport(network);
    Engine engine(deployment, catalog, {store, transport, clock, log});
    const auto& pushing = engine.pushing();
    if (std::none_of(pushing.begin(), pushing.end(), [&](const Engine::Pushing& one) { return options.route.empty() || one.route == options.route; }))
        throw UsageError(options.route.empty() ? "no route of this deployment pushes stock or a catalogue" : "no route \"" + options.route + "\" pushes stock or a catalogue");
    engine.start();
    const std::string trouble = read_for_push(engine, options.route, clock, options.give_up_ms, [] { std::this_thread::sleep_for(std::chrono::milliseconds(100)); });
    if (!trouble.empty()) {
        print_error(common, "not everything could be read, so nothing is listed: " + trouble);
        return exit_code::unreachable;
    }
    const PushPlan plan = push_plan(engine, store, options.route);
    if (common.json) print_json(common, json_of(plan));
    else if (options.csv) print_csv(common, plan);
    else print_lines(common, plan);
    return plan.obstacles.empty() ? exit_code::fine : exit_code::findings;
}

} // namespace ledgerline::app
