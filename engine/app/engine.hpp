// The engine, wired by name: every connection, route, component and stage of one deployment over one store. What exists
// stands here and nowhere else.
//
// It has no thread of its own: its stages are stepped by Workers (a process) or by a scheduler of a test.
#pragma once

#include "app/earlier_work.hpp"
#include "app/plan.hpp"
#include "base/http.hpp"
#include "base/waiting.hpp"
#include "catalogue/catalogue_push.hpp"
#include "catalogue/listing_intake.hpp"
#include "commerce/item_master.hpp"
#include "config/deployment.hpp"
#include "delivery/dispatcher.hpp"
#include "exceptions/exceptions.hpp"
#include "intake/callback_fan.hpp"
#include "intake/poller.hpp"
#include "intake/return_watch.hpp"
#include "net/request_budget.hpp"
#include "pipeline/pipeline.hpp"
#include "pipeline/reference_data.hpp"
#include "plugin/catalog.hpp"
#include "plugin/work_note.hpp"
#include "revisions/confirmation.hpp"
#include "states/level_intake.hpp"
#include "states/push_stage.hpp"
#include "states/read_back.hpp"
#include "states/stock_push.hpp"
#include "store/store.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ledgerline::app {

// One thing to be done again and again. `step` is entered by one thread at a time.
struct Stage {
    std::string name;
    std::function<bool()> step;               // true: there was work
    std::function<base::Millis()> next_due;   // when to look again without being told; 0 = not before something happens
};

// What the engine borrows from whoever runs it.
struct Surroundings {
    store::Store& store;
    base::Transport& transport;
    const base::Clock& clock;
    base::Log& log;
    std::uint64_t seed = 1;
    plugin::WorkNote* work_note = nullptr; // nullptr: components are not watched
    std::function<std::unique_ptr<base::Waiting>()> waiting{}; // how threads wait for one another; none: as threads do
    bool once = false; // this run ends when nothing is due, so nothing is collected for a later round
};

class Engine {
public:
    // Throws ConfigError with every problem of the components' configuration.
    Engine(const config::Deployment& deployment, const plugin::Catalog& catalog, Surroundings surroundings);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // Once, before the first step: what was in flight becomes unconfirmed; what an earlier deployment left is taken over; if the
    // deployment changed since the last start, what is held or not sent yet is judged anew. Throws ConfigError if a connection was renamed.
    void start();
    const std::vector<Stage>& stages() const { return stages_; }
    // A callback of the system behind a connection; any thread. What it brought is in the store when this returns. Nothing: there is no
    // such connection, or it takes no callbacks.
    std::optional<intake::CallbackAnswer> receive(const std::string& connection, const intake::Callback& callback);
    // Components finish soon.
    void stop() { stopping_ = true; }

    // Every source was read to its end since the start, and nothing is due or will be without something new from outside.
    bool is_idle() const { return is_idle(false); }
    // The same of all but what waits for the end of the quiet hours of a system.
    bool is_idle_until_quiet_ends() const { return is_idle(true); }
    // Something is to be pushed within that time: an answer was lost, or a number is in doubt until the store has applied it.
    bool pushes_within(base::Millis ms) const;
    // What a route has left to do at a time of its own.
    struct Later {
        std::string route;
        std::size_t skus = 0;       // due at `first_at` or later
        base::Millis first_at = 0;
        std::size_t unread = 0;     // numbers that were sent and not read back
    };
    std::vector<Later> later() const;
    // "erp is quiet until 2026-03-01T01:00:00Z"; "" if no system is.
    std::string quiet() const;
    // Why it is not idle and does not get on: a system that does not answer; "" if none.
    std::string obstacle() const;

    // A route that pushes states.
    struct Pushing {
        std::string route;
        states::PushWork* work = nullptr;
        catalogue::CataloguePush* catalogue = nullptr; // nullptr: it pushes stock
        ComponentPlan sink;
        std::vector<std::string> reads; // routes that bring what it compares
    };
    const std::vector<Pushing>& pushing() const { return pushing_; }
    struct Reading {
        bool is_complete = false; // the source was read to its end since this start
        std::string trouble;      // what keeps it from that, "" = nothing
    };
    Reading reading(const std::string& route) const;
    // A component of this deployment, for calls beside the stages. It borrows from this engine.
    std::unique_ptr<plugin::Component> create(const ComponentPlan& plan);

private:
    void find_readings(const Plan& plan);
    void add_route(const RoutePlan& plan);
    void add_poller(const RoutePlan& plan, std::uint64_t seed, std::function<intake::TakeIn(const plugin::Outcome&)> take = {});
    void add_return_watch(const Plan& plan);
    void add_levels(const RoutePlan& plan, std::uint64_t seed);
    void add_listings(const RoutePlan& plan, std::uint64_t seed);
    void add_catalogue_push(const RoutePlan& plan, std::uint64_t seed);
    void add_stock_push(const RoutePlan& plan, std::uint64_t seed);
    // A stage that compares states with what was sent and pushes what differs.
    void add_push(const RoutePlan& plan, states::PushWork& work, const char* kind, std::uint64_t seed);
    bool is_idle(bool but_quiet) const;
    // What all flows of a connection have in common.
    struct Shared {
        const config::ConnectionSettings& settings;
        std::unique_ptr<base::Waiting> waiting;
        net::RequestBudget budget;
        states::BulkTurn bulk{};
    };
    Shared* shared_by(const std::string& component) const; // nullptr: no connection, such as the item master
    base::Millis quiet_until(const std::string& component) const; // 0: it is not
    Stage outside_quiet_hours(const std::string& component, Stage stage) const;
    void contain_earlier_endings();

    const config::Deployment& deployment_;
    const plugin::Catalog& catalog_;
    Surroundings around_;
    exceptions::Exceptions exceptions_;
    intake::Receiver receiver_;
    commerce::ItemMaster items_;
    commerce::ItemLookup lookup_;
    pipeline::ItemReference reference_;
    std::string digest_; // of everything that decides: configuration, maps, plugins
    std::atomic<bool> stopping_{false};
    std::map<std::string, std::unique_ptr<Shared>> shared_; // by connection
    std::vector<std::unique_ptr<net::BudgetedTransport>> transports_;
    std::vector<std::unique_ptr<plugin::HttpService>> http_;
    std::vector<std::unique_ptr<intake::Poller>> pollers_;
    std::unique_ptr<intake::ReturnWatch> return_watch_; // where refunds are booked
    std::map<std::string, intake::CallbackFan> callbacks_; // by connection
    std::vector<std::unique_ptr<pipeline::Pipeline>> pipelines_;
    std::vector<std::unique_ptr<delivery::Dispatcher>> dispatchers_;
    std::map<std::string, commerce::StockPolicy> policies_; // of routes that push stock
    std::vector<std::unique_ptr<states::LevelIntake>> level_intakes_;
    std::vector<std::unique_ptr<catalogue::ListingIntake>> listing_intakes_;
    std::vector<std::unique_ptr<catalogue::CataloguePush>> catalogue_pushes_;
    std::vector<std::unique_ptr<states::StockPush>> stock_pushes_;
    std::vector<std::unique_ptr<states::ReadBack>> read_backs_;
    std::vector<std::unique_ptr<states::PushStage>> push_stages_;
    std::vector<store::PushQueue::Pusher> pushers_;
    std::vector<Pushing> pushing_;
    std::vector<RouteNow> routes_;
    std::vector<revisions::Subscriber> subscribers_;
    std::vector<Stage> stages_;
};

} // namespace ledgerline::app
