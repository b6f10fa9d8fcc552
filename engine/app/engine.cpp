#include "app/engine.hpp"

#include "app/containment.hpp"
#include "app/plan.hpp"
#include "ledger/history.hpp"
#include "message/json.hpp"
#include "message/schema.hpp"
#include "app/version.hpp"
#include "plugin/http_service.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::app {
namespace {

using message::Value;

// What decides: the configuration, and the plugins by their content.
std::string decision_digest(const config::Settings& settings, const plugin::Catalog& catalog) {
    Value parts = Value::array({Value(settings.digest)});
    for (const auto& plugin : catalog.plugins()) parts.push(Value(plugin->manifest.name + " " + plugin->sha256));
    return message::digest(parts);
}

} // namespace

Engine::Engine(const config::Deployment& deployment, const plugin::Catalog& catalog, Surroundings surroundings) :
    deployment_(deployment), catalog_(catalog), around_(surroundings), exceptions_(deployment.settings.owners), receiver_(exceptions_),
    lookup_(surroundings.store), reference_(lookup_), digest_(decision_digest(deployment.settings, catalog)) {
    const Plan plan = make_plan(deployment, catalog, around_.clock);
    for (const config::ConnectionSettings& connection : deployment.settings.connections) {
        auto waiting = around_.waiting ? around_.waiting() : std::make_unique<base::RealWaiting>();
        base::Waiting& used = *waiting;
        shared_.emplace(connection.name, new Shared{connection, std::move(waiting), net::RequestBudget(static_cast<std::size_t>(connection.requests_at_once), used)});
    }
    for (const config::Problem& warning : plan.warnings) around_.log.warning("deployment", {{"what", warning.text()}});
    for (const RoutePlan& route : plan.routes)
        if (route.stock) policies_.emplace(route.route->name, *route.stock);
    for (const RoutePlan& route : plan.routes) add_route(route);
    add_return_watch(plan);
    find_readings(plan);
}

Engine::~Engine() = default;

std::unique_ptr<plugin::Component> Engine::create(const ComponentPlan& plan) {
    plugin::Services services;
    services.clock = &around_.clock;
    services.log = &around_.log;
    services.schema = [](const std::string& type, const Value& body) { return message::schema_problem(type, body); };
    services.stopping = &stopping_;
    services.work_note = around_.work_note;
    if (plan.entry->manifest.kind == plugin::ComponentKind::rule) {
        services.reference = &reference_;
    } else if (plan.connection_values["url"].is_text()) { // a plugin may need no connection, such as one that reads files
        transports_.push_back(std::make_unique<net::BudgetedTransport>(around_.transport, shared_.at(plan.connection)->budget, plan.name));
        http_.push_back(std::make_unique<plugin::ConnectionHttp>(*transports_.back(), plan.connection_values, *deployment_.secrets, user_agent));
        services.http = http_.back().get();
    }
    return std::make_unique<plugin::Component>(*plan.entry, plan.name, plan.connection_values, settings_of(plan, *deployment_.maps), services);
}

void Engine::add_poller(const RoutePlan& plan, std::uint64_t seed, std::function<intake::TakeIn(const plugin::Outcome&)> take) {
    const config::RouteSettings& route = *plan.route;
    if (!take) routes_.push_back({route.name, route.from, route.to});
    intake::PollSettings poll;
    poll.arrival = {route.name, route.from};
    poll.schedule = route.schedule;
    poll.batch = route.batch;
    poll.events = plan.sink.has_value() || plan.flow == Flow::returned_goods;
    poll.take = std::move(take);
    pollers_.push_back(std::make_unique<intake::Poller>(poll, create(plan.source), around_.store, receiver_, exceptions_, around_.clock, around_.log, seed));
    intake::Poller* poller = pollers_.back().get();
    stages_.push_back(outside_quiet_hours(route.from, {"poll " + route.name, [poller] { return poller->step(); }, [poller] { return poller->next_due(); }}));
    callbacks_[plan.source.connection].add(std::make_unique<intake::CallbackReceiver>(poll.arrival, create(plan.source), around_.store, receiver_, around_.clock, around_.log, [poller] { poller->wake(); }));
}

void Engine::add_return_watch(const Plan& plan) {
    if (std::none_of(plan.routes.begin(), plan.routes.end(), [](const RoutePlan& route) { return route.type == "refund"; })) return;
    return_watch_ = std::make_unique<intake::ReturnWatch>(around_.store, exceptions_, around_.clock);
    stages_.push_back({"goods to come back", [this] { return return_watch_->step(); }, [this] { return return_watch_->next_due(); }});
}

void Engine::add_levels(const RoutePlan& plan, std::uint64_t seed) {
    std::vector<const commerce::StockPolicy*> policies;
    for (const auto& [name, policy] : policies_) policies.push_back(&policy);
    level_intakes_.push_back(std::make_unique<states::LevelIntake>(around_.store, std::move(policies)));
    add_poller(plan, seed, [this, &intake = *level_intakes_.back()](const plugin::Outcome& outcome) {
        auto pages = std::make_shared<std::vector<states::LevelIntake::Changes>>();
        for (const plugin::Emitted& page : outcome.emitted) {
            if (!page.refusal.empty()) throw states::BadPage(page.refusal);
            pages->push_back(intake.compare(page.body));
        }
        return intake::TakeIn{[&intake, pages](store::UnitOfWork& unit) {
                                  intake::Received received;
                                  for (const auto& page : *pages) received.fresh += intake.apply(unit, page);
                                  return received;
                              },
                              [this, &intake, pages] {
                                  bool is_whole = false;
                                  for (const auto& page : *pages) {
                                      intake.applied(page);
                                      is_whole = is_whole || page.is_last;
                                  }
                                  if (is_whole) states::forget_contained(around_.store);
                              }};
    });
}

void Engine::add_listings(const RoutePlan& plan, std::uint64_t seed) {
    const config::RouteSettings& route = *plan.route;
    listing_intakes_.push_back(std::make_unique<catalogue::ListingIntake>(exceptions_, route.name, plan.source.connection));
    add_poller(plan, seed, [&intake = *listing_intakes_.back()](const plugin::Outcome& outcome) {
        return intake::TakeIn{[&intake, &outcome](store::UnitOfWork& unit) {
            const auto taken = intake.take(unit, outcome.emitted, outcome.findings, outcome.document["cursor"], !outcome.document["more"].bool_or(false));
            return intake::Received{taken.changed + taken.gone, taken.unchanged, taken.refused};
        }};
    });
}

void Engine::add_catalogue_push(const RoutePlan& plan, std::uint64_t seed) {
    const config::RouteSettings& route = *plan.route;
    catalogue_pushes_.push_back(std::make_unique<catalogue::CataloguePush>(catalogue::CataloguePushSettings{route.name, route.to, plan.sink->connection, plan.listing_source}, *plan.catalogue, exceptions_));
    add_push(plan, *catalogue_pushes_.back(), store::push_kind::catalogue, seed);
    pushing_.back().catalogue = catalogue_pushes_.back().get();
}

void Engine::add_push(const RoutePlan& plan, states::PushWork& work, const char* kind, std::uint64_t seed) {
    const config::RouteSettings& route = *plan.route;
    states::PushSettings settings;
    settings.route = route.name;
    settings.sink = route.to;
    settings.digest = digest_;
    settings.together_max = static_cast<std::size_t>(route.together);
    settings.quiet = shared_by(route.to)->settings.quiet;
    pushers_.push_back({route.name, kind, plan.stock ? plan.stock->settle_ms : 0, ""});
    push_stages_.push_back(std::make_unique<states::PushStage>(settings, create(*plan.sink), work, shared_by(route.to)->bulk, around_.store, exceptions_, around_.clock, around_.log, seed));
    states::PushStage* stage = push_stages_.back().get();
    pushing_.push_back({route.name, &work, nullptr, *plan.sink, {}});
    stages_.push_back(outside_quiet_hours(route.to, {"push " + route.name, [stage] { return stage->step(); }, [stage] { return stage->next_due(); }}));
}

void Engine::add_stock_push(const RoutePlan& plan, std::uint64_t seed) {
    const config::RouteSettings& route = *plan.route;
    stock_pushes_.push_back(std::make_unique<states::StockPush>(states::StockPushSettings{route.name, plan.sink->connection, route.to, plan.order_sources, plan.listing_source, around_.once}, policies_.at(route.name), exceptions_, seed + 7));
    states::StockPush& work = *stock_pushes_.back();
    read_backs_.push_back(std::make_unique<states::ReadBack>(create(*plan.sink), work, around_.store, exceptions_, around_.clock, around_.log));
    states::ReadBack* read_back = read_backs_.back().get();
    stages_.push_back(outside_quiet_hours(route.to, {"read back " + route.name, [read_back] { return read_back->step(); }, [read_back] { return read_back->next_due(); }}));
    add_push(plan, work, store::push_kind::stock, seed);
}

void Engine::add_route(const RoutePlan& plan) {
    const config::RouteSettings& route = *plan.route;
    const std::uint64_t seed = around_.seed * 1'000 + stages_.size();
    switch (plan.flow) {
        case Flow::levels: return add_levels(plan, seed);
        case Flow::push_stock: return add_stock_push(plan, seed);
        case Flow::listings: return add_listings(plan, seed);
        case Flow::push_catalogue: return add_catalogue_push(plan, seed);
        case Flow::messages:
        case Flow::items:
        case Flow::returned_goods: break;
    }
    if (reads_from_sink(plan)) {
        subscribers_.push_back({route.name, route.from, route.to, plan.origins});
        for (const std::string& origin : plan.origins) routes_.push_back({route.name, revisions::confirmation_source(origin, route.to), route.to});
    } else if (polls(plan)) {
        add_poller(plan, seed);
    } else {
        routes_.push_back({route.name, route.from, route.to});
    }

    std::vector<std::unique_ptr<plugin::Component>> rules;
    for (const ComponentPlan& rule : plan.rules) rules.push_back(create(rule));
    pipeline::PipelineSettings pipe;
    pipe.route = route.name;
    pipe.type = plan.type;
    pipe.sink = route.to;
    pipe.keeps = plan.flow == Flow::items ? pipeline::Keeps::items : plan.flow == Flow::returned_goods ? pipeline::Keeps::returns : pipeline::Keeps::nothing;
    pipe.applies_changes = plan.applies_changes;
    pipe.needs = plan.needs;
    pipelines_.push_back(std::make_unique<pipeline::Pipeline>(pipe, pipeline::RuleChain(std::move(rules)), around_.store, items_, lookup_, exceptions_, around_.log));
    pipeline::Pipeline* pipeline = pipelines_.back().get();
    stages_.push_back({"rules " + route.name, [pipeline] { return pipeline->step(); }, [this, name = route.name] {
                           base::Millis due = 0;
                           around_.store.read([&](store::UnitOfWork& unit) { due = unit.messages().next_due(name, unit.now()); });
                           return due;
                       }});

    if (!plan.sink) return;
    std::vector<std::unique_ptr<plugin::Component>> lanes;
    // More lanes than requests would only wait for one another.
    const std::int64_t lanes_max = std::min(route.lanes, shared_.at(plan.sink->connection)->settings.requests_at_once);
    for (std::int64_t lane = 0; lane < lanes_max; ++lane) lanes.push_back(create(*plan.sink));
    delivery::DispatchSettings dispatch;
    dispatch.route = route.name;
    dispatch.sink = route.to;
    dispatch.probe_after_ms = route.probe_after_ms;
    dispatch.retries_max = route.retries_max;
    dispatch.together_max = static_cast<std::size_t>(route.together);
    dispatchers_.push_back(std::make_unique<delivery::Dispatcher>(dispatch, std::move(lanes), around_.store, exceptions_, around_.clock, around_.log, seed));
    delivery::Dispatcher* dispatcher = dispatchers_.back().get();
    for (std::size_t lane = 0; lane < dispatcher->lanes(); ++lane)
        stages_.push_back(outside_quiet_hours(route.to, {fmt::format("deliver {} {}", route.name, lane + 1), [dispatcher, lane] { return dispatcher->step(lane); },
                                                         [dispatcher] { return dispatcher->next_due(); }}));
}

// Items and listings are what every push compares; stock takes levels and orders as well.
void Engine::find_readings(const Plan& plan) {
    for (Pushing& pushing : pushing_) {
        const auto own = std::find_if(plan.routes.begin(), plan.routes.end(), [&](const RoutePlan& one) { return one.route->name == pushing.route; });
        for (const RoutePlan& other : plan.routes) {
            const bool is_for_stock = other.flow == Flow::levels || (polls(other) && std::find(own->order_sources.begin(), own->order_sources.end(), other.route->from) != own->order_sources.end());
            const bool is_its_store = other.flow == Flow::listings && (own->listing_source.empty() || other.route->from == own->listing_source);
            if (other.flow == Flow::items || is_its_store || (!pushing.catalogue && is_for_stock)) pushing.reads.push_back(other.route->name);
        }
    }
}

Engine::Reading Engine::reading(const std::string& route) const {
    for (const auto& poller : pollers_)
        if (poller->route() == route) return {poller->completed(), poller->failures() > 0 ? poller->source() + ": " + poller->trouble() : ""};
    return {};
}

Engine::Shared* Engine::shared_by(const std::string& component) const {
    const auto at = shared_.find(component.substr(0, component.find('/')));
    return at == shared_.end() ? nullptr : at->second.get();
}

base::Millis Engine::quiet_until(const std::string& component) const {
    const Shared* shared = shared_by(component);
    return shared ? shared->settings.quiet.until(around_.clock.now()) : 0;
}

// What is under way when they begin is finished.
Stage Engine::outside_quiet_hours(const std::string& component, Stage stage) const {
    const Shared* shared = shared_by(component);
    if (!shared || shared->settings.quiet.empty()) return stage;
    return {stage.name, [this, component, step = stage.step] { return quiet_until(component) == 0 && step(); },
            [this, component, next_due = stage.next_due] {
                const base::Millis until = quiet_until(component);
                return until != 0 ? until : next_due();
            }};
}

std::string Engine::quiet() const {
    std::string out;
    for (const auto& [name, shared] : shared_)
        if (const base::Millis until = quiet_until(name); until != 0) out += fmt::format("{}{} is quiet until {}", out.empty() ? "" : ", ", name, base::iso_time(until));
    return out;
}

void Engine::start() {
    around_.store.commit([&](store::UnitOfWork& unit) { check_connection_names(unit, deployment_, catalog_); });
    base::Millis probe_after = 0;
    for (const auto& route : deployment_.settings.routes) probe_after = std::max(probe_after, route.probe_after_ms);
    const std::size_t interrupted = delivery::recover_interrupted(around_.store, probe_after);
    if (interrupted > 0) around_.log.warning("deliveries were interrupted and will be looked up", {{"count", std::to_string(interrupted)}});
    contain_earlier_endings();
    TakenOver taken;
    around_.store.commit([&](store::UnitOfWork& unit) {
        revisions::set_subscribers(unit, subscribers_);
        // Should such a route come back, everything is compared anew.
        for (const std::string& gone : unit.push_queue().set_pushers(pushers_)) unit.notes().put(states::compared_note(gone), "");
        for (const auto& push : stock_pushes_) push->start(unit);
        taken = take_over_earlier_work(unit, routes_, exceptions_);
    });
    forget_pushed_by_others(around_.store, around_.log);
    for (const auto& push : stock_pushes_) push->time_passes(around_.store);
    if (taken.renamed + taken.judged_anew > 0)
        around_.log.info("routes were changed", {{"messages", std::to_string(taken.renamed)}, {"deliveries_taken_back", std::to_string(taken.judged_anew)}});
    if (taken.stranded > 0) around_.log.warning("nothing works on what an earlier deployment left", {{"count", std::to_string(taken.stranded)}});
    states::forget_contained(around_.store);
    around_.store.commit([&](store::UnitOfWork& unit) {
        const std::string before = unit.notes().get("deployment.digest");
        if (before == digest_) return;
        const std::size_t released = before.empty() ? 0 : unit.messages().release_held("") + take_back_unsent(unit);
        unit.notes().put("deployment.digest", digest_);
        ledger::record(unit, {0, "", "deployment changed", "engine",
                              Value::object({{"digest", digest_}, {"judged_anew", Value(static_cast<std::int64_t>(released))}})});
    });
}

void Engine::contain_earlier_endings() {
    if (!around_.work_note || around_.work_note->left().empty()) return;
    for (const auto& left : around_.work_note->left()) around_.log.error("a component ended the last process", {{"what", in_words(left)}});
    Contained contained;
    around_.store.commit([&](store::UnitOfWork& unit) { contained = contain(unit, around_.work_note->left(), routes_, exceptions_); });
    for (const auto& poller : pollers_)
        if (std::find(contained.sources.begin(), contained.sources.end(), poller->source()) != contained.sources.end()) poller->not_before(around_.clock.now() + contained_pause_ms);
}

std::optional<intake::CallbackAnswer> Engine::receive(const std::string& connection, const intake::Callback& callback) {
    const auto at = callbacks_.find(connection);
    return at == callbacks_.end() ? std::nullopt : at->second.receive(callback);
}

bool Engine::is_idle(bool but_quiet) const {
    const auto rests = [&](const std::string& component) { return but_quiet && quiet_until(component) != 0; };
    for (const auto& poller : pollers_)
        if (!poller->completed() && !rests(poller->source())) return false;
    std::vector<const pipeline::Pipeline*> judging;
    for (const auto& pipeline : pipelines_)
        if (!but_quiet || !rests(pipeline->waits_for())) judging.push_back(pipeline.get());
    bool idle = true;
    around_.store.read([&](store::UnitOfWork& unit) {
        for (const auto& poller : pollers_)
            if (!rests(poller->source()) && unit.signals().count(poller->source()) > 0) idle = false;
        // A message behind one that the ERP holds for approval is nobody's work before that is decided.
        for (const pipeline::Pipeline* pipeline : judging)
            if (!unit.messages().ready(pipeline->route(), unit.now(), 1).empty() || unit.messages().next_due(pipeline->route(), unit.now()) != 0) idle = false;
    });
    for (const auto& dispatcher : dispatchers_)
        if (idle && !rests(dispatcher->sink()) && !dispatcher->is_idle()) idle = false;
    for (const auto& push : push_stages_)
        if (idle && !rests(push->sink()) && !push->is_idle()) idle = false;
    return idle;
}

bool Engine::pushes_within(base::Millis ms) const {
    const base::Millis until = around_.clock.now() + ms;
    return std::any_of(push_stages_.begin(), push_stages_.end(), [&](const auto& push) {
        const base::Millis due = quiet_until(push->sink()) == 0 ? push->later_at() : 0;
        return due != 0 && due <= until;
    });
}

std::vector<Engine::Later> Engine::later() const {
    std::vector<Later> all;
    for (const auto& push : push_stages_) {
        const states::PushStage::Later waits = push->later();
        const auto checked = std::find_if(stock_pushes_.begin(), stock_pushes_.end(), [&](const auto& stock) { return stock->settings().route == push->route(); });
        const std::size_t unread = checked == stock_pushes_.end() ? 0 : (*checked)->checks();
        if (waits.skus + unread > 0) all.push_back({push->route(), waits.skus, waits.first_at, unread});
    }
    return all;
}

std::string Engine::obstacle() const {
    for (const auto& poller : pollers_)
        if (poller->failures() > 0) return fmt::format("{} cannot be read (route {}): {}", poller->source(), poller->route(), poller->trouble());
    for (const auto& dispatcher : dispatchers_)
        if (dispatcher->is_failing()) return fmt::format("nothing can be sent to {}: {}", dispatcher->sink(), dispatcher->trouble());
    for (const auto& push : push_stages_)
        if (push->is_failing()) return fmt::format("nothing can be sent to {}: {}", push->sink(), push->trouble());
    for (const auto& push : push_stages_)
        if (!push->is_idle() && !push->trouble().empty()) return fmt::format("nothing is sent to {}: {}", push->sink(), push->trouble());
    for (const auto& pipeline : pipelines_)
        if (const std::string source = pipeline->waits_for(); !source.empty() && quiet_until(source) == 0)
            return fmt::format("route {} waits until {} was read once", pipeline->route(), source);
    for (const auto& dispatcher : dispatchers_)
        if (const std::string key = dispatcher->doubtful(); !key.empty()) return fmt::format("{} cannot say whether {} was booked", dispatcher->sink(), key);
    return "";
}

} // namespace ledgerline::app
