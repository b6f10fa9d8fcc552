#include "app/push_plan.hpp"

#include "plugin/envelope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

namespace ledgerline::app {

using message::Value;

namespace {

constexpr std::size_t asked_together = 500;
constexpr std::size_t marked_at_once = 10'000;
constexpr std::size_t polls_max = 20'000; // of one source: a million orders in pages of fifty

bool is_meant(const Engine::Pushing& one, const std::string& route) { return route.empty() || one.route == route; }

// What the store shows now, part by part; null where it does not say.
std::vector<Value> shown_by(Engine& engine, const Engine::Pushing& pushing, const std::vector<states::PushPart>& parts) {
    std::vector<Value> out(parts.size());
    const auto sink = engine.create(pushing.sink);
    for (std::size_t from = 0; from < parts.size(); from += asked_together) {
        const std::size_t until = std::min(parts.size(), from + asked_together);
        Value deliveries = Value::array();
        for (std::size_t i = from; i < until; ++i) {
            store::MessageRow row;
            row.type = pushing.work->type();
            row.source = pushing.route;
            row.source_key = parts[i].key;
            deliveries.push(Value::object({{"message", plugin::envelope(row, parts[i].body)}, {"idempotency_key", parts[i].key}, {"attempt", Value(1)}}));
        }
        const plugin::Outcome outcome = sink->handle(LL_PROBE, Value::object({{"deliveries", std::move(deliveries)}}));
        const auto* results = outcome.document["results"].as_array();
        if (outcome.verdict != LL_PASS || !results) continue;
        for (std::size_t i = from; i < until && i - from < results->size(); ++i)
            if (const Value& result = (*results)[i - from]; result["verdict"].text_or("") == "found") out[i] = result["receipt"]["amount"].text_or("");
    }
    return out;
}

void add_stock(Engine& engine, const Engine::Pushing& pushing, const std::vector<states::PushPart>& parts, PushPlan& plan) {
    const std::vector<Value> shown = shown_by(engine, pushing, parts);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string then = parts[i].body["quantity"].text_or("");
        if (shown[i].text_or("") == then) continue;
        plan.changes.push_back({pushing.route, parts[i].due.sku, "stock at " + parts[i].body["location"].text_or(""), shown[i], then, "what the ERP can deliver"});
    }
}

void add_catalogue(store::Store& store, const Engine::Pushing& pushing, const std::vector<states::PushPart>& parts, PushPlan& plan) {
    store.read([&](store::UnitOfWork& unit) {
        for (const states::PushPart& part : parts) {
            const catalogue::Wanted wanted = pushing.catalogue->look(unit, part.due.sku);
            for (const catalogue::FieldChange& change : wanted.changes)
                plan.changes.push_back({pushing.route, part.due.sku, change.field, change.now, change.then, (wanted.create ? "new product: " : "") + change.why});
        }
    });
}

} // namespace

std::string read_for_push(Engine& engine, const std::string& route, const base::Clock& clock, base::Millis give_up_ms, const std::function<void()>& wait) {
    std::set<std::string> needed;
    for (const Engine::Pushing& pushing : engine.pushing())
        if (is_meant(pushing, route)) needed.insert(pushing.reads.begin(), pushing.reads.end());
    std::map<std::string, std::size_t> polls;
    base::Millis stuck_since = 0;
    for (;;) {
        bool any = false, all = true;
        std::string trouble;
        for (const Stage& stage : engine.stages()) {
            const std::size_t blank = stage.name.find(' ');
            const std::string does = stage.name.substr(0, blank), of = stage.name.substr(blank + 1);
            if (needed.count(of) == 0) continue;
            if (does == "rules") any = stage.step() || any;
            if (does != "poll") continue;
            if (!engine.reading(of).is_complete) {
                any = stage.step() || any;
                if (++polls[of] > polls_max) return fmt::format("the route {} has more to read than is read for a list", of);
            }
            const Engine::Reading now = engine.reading(of);
            all = all && now.is_complete;
            if (!now.is_complete && trouble.empty()) trouble = now.trouble;
        }
        if (!any && all) return "";
        if (const std::string quiet = engine.quiet(); !all && !quiet.empty()) return quiet;
        if (trouble.empty()) stuck_since = 0;
        else if (stuck_since == 0) stuck_since = clock.now();
        else if (clock.now() - stuck_since > give_up_ms) return trouble;
        if (!any) wait();
    }
}

PushPlan push_plan(Engine& engine, store::Store& store, const std::string& route) {
    PushPlan plan;
    for (const Engine::Pushing& pushing : engine.pushing()) {
        if (!is_meant(pushing, route)) continue;
        std::vector<states::PushPart> parts;
        std::string obstacle, after;
        do store.commit([&](store::UnitOfWork& unit) { after = pushing.work->mark_all(unit, after, marked_at_once); });
        while (!after.empty());
        store.commit([&](store::UnitOfWork& unit) {
            parts.clear();
            obstacle = pushing.work->obstacle(unit);
            if (!obstacle.empty()) return;
            parts = pushing.work->prepare(unit, unit.push_queue().due(pushing.route, std::numeric_limits<base::Millis>::max(), std::numeric_limits<std::int32_t>::max()));
        });
        if (!obstacle.empty()) plan.obstacles.push_back(fmt::format("{}: {}", pushing.route, obstacle));
        if (pushing.catalogue) add_catalogue(store, pushing, parts, plan);
        else add_stock(engine, pushing, parts, plan);
    }
    std::set<std::string> flows;
    for (const Engine::Pushing& pushing : engine.pushing())
        if (is_meant(pushing, route)) {
            flows.insert(pushing.route);
            flows.insert(pushing.reads.begin(), pushing.reads.end());
        }
    store.read([&](store::UnitOfWork& unit) {
        store::ExceptionTable::Filter filter;
        filter.limit = 100'000;
        for (store::ExceptionRow& row : unit.exceptions().list(filter))
            if (row.message_id == 0 && flows.count(row.route) > 0) plan.told.push_back(std::move(row));
    });
    return plan;
}

} // namespace ledgerline::app
