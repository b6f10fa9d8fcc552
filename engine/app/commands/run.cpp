#include "app/commands/run.hpp"

#include "app/api.hpp"
#include "app/engine.hpp"
#include "app/hooks.hpp"
#include "app/plan.hpp"
#include "app/progress.hpp"
#include "app/store_place.hpp"
#include "app/workers.hpp"
#include "net/http_transport.hpp"
#include "store/engine_lock.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <random>
#include <thread>
#include <unistd.h>

namespace ledgerline::app {
namespace {

base::Level level_of(const std::string& name) {
    for (const auto level : {base::Level::debug, base::Level::info, base::Level::warning, base::Level::error})
        if (base::name_of(level) == name) return level;
    return base::Level::info;
}

// SIGTERM and SIGINT are taken by the main thread as an answer of `wait`, not by a handler: nothing is interrupted half-way.
class StopSignal {
public:
    StopSignal() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }
    // One has come and nobody has taken it yet.
    static bool is_pending() {
        sigset_t pending;
        sigemptyset(&pending);
        sigpending(&pending);
        return sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGINT) == 1;
    }
    // True if one came within the time.
    bool wait(std::int64_t milliseconds) const {
        const timespec time{milliseconds / 1'000, (milliseconds % 1'000) * 1'000'000};
        return sigtimedwait(&signals_, nullptr, &time) > 0;
    }

private:
    sigset_t signals_{};
};

// A run that ends when nothing is due stays so much longer for what is to be pushed within that time: a lost answer, a number in doubt until the
// store has applied it. What waits longer (a refusal that is tried again, a price of tomorrow) is the next run's.
constexpr base::Millis worth_waiting_ms = 120'000;

// " · stock: 3 SKUs are looked at again, the first at ..."
std::string words_of(const std::vector<Engine::Later>& later) {
    std::string out;
    for (const Engine::Later& one : later) {
        if (one.skus > 0) out += fmt::format(" · {}: {} {} looked at again, the first at {}", one.route, one.skus, one.skus == 1 ? "SKU is" : "SKUs are", base::iso_time(one.first_at));
        if (one.unread > 0) out += fmt::format(" · {}: {} {} not read back, which a run without --once does", one.route, one.unread, one.unread == 1 ? "number was" : "numbers were");
    }
    return out;
}

message::Value json_of(const std::vector<Engine::Later>& later) {
    message::Value out = message::Value::array();
    for (const Engine::Later& one : later)
        out.push(message::Value::object({{"route", one.route}, {"skus", message::Value(static_cast<std::int64_t>(one.skus))}, {"first_at", one.first_at == 0 ? message::Value() : message::Value(base::iso_time(one.first_at))},
                                         {"not_read_back", message::Value(static_cast<std::int64_t>(one.unread))}}));
    return out;
}

// Waits until the work is done, a signal comes, or nothing gets on any more.
int wait_for_end(const Common& common, const RunOptions& options, const Engine& engine, const Workers& workers, const store::Store& store,
                 const base::Clock& clock, const StopSignal& signal) {
    ProgressLine line(common.err);
    base::Millis stuck_since = 0, idle_since = 0;
    for (std::int64_t turn = 1; !signal.wait(options.once ? 100 : 1'000); ++turn) {
        if (const std::string failure = workers.failure(); !failure.empty()) {
            print_error(common, failure);
            return exit_code::findings;
        }
        if (turn % 5 == 0) line.show(text_of(progress_of(store)));
        if (!options.once) continue;
        const bool is_idle = engine.is_idle() || (!engine.quiet().empty() && engine.is_idle_until_quiet_ends());
        if (is_idle && idle_since == 0) idle_since = clock.now();
        if (is_idle && (!engine.pushes_within(worth_waiting_ms) || clock.now() - idle_since >= worth_waiting_ms)) return exit_code::fine; // what is left is said at the end
        const std::string obstacle = engine.obstacle();
        if (obstacle.empty()) stuck_since = 0;
        else if (stuck_since == 0) stuck_since = clock.now();
        else if (clock.now() - stuck_since > options.give_up_ms) {
            print_error(common, "gave up: " + obstacle);
            return exit_code::unreachable;
        }
    }
    return exit_code::fine;
}

} // namespace

int run(const Common& common, const RunOptions& options) {
    const StopSignal signal; // before any thread starts, so that every thread inherits the mask
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    base::Log log(common.err, isatty(fileno(common.err)) == 1 ? base::Log::Form::human : base::Log::Form::json, level_of(deployment.settings.log_level), clock);
    for (const config::Problem& warning : deployment.warnings) log.warning("deployment", {{"what", warning.text()}});

    plugin::Catalog catalog;
    load_plugins(catalog, deployment);
    if (auto problems = make_place_for_store(deployment.settings); !problems.empty())
        make_plan(deployment, catalog, clock, std::move(problems)); // throws, with what else is wrong
    const store::Location location{deployment.settings.store.string()};
    const store::EngineLock lock(location);
    store::Store store(location, clock, store::Store::Mode::committer_thread);
    std::atomic<bool> ending{false};
    store.when_full([&, told_at = std::make_shared<std::atomic<base::Millis>>(0)] {
        // Nothing is accepted and nothing is lost; it goes on as soon as there is room.
        base::Millis before = *told_at;
        if (const base::Millis now = clock.now(); now - before >= 60'000 && told_at->compare_exchange_strong(before, now))
            log.error("the disk of the store is full; nothing goes on until there is room", {{"store", deployment.settings.store.string()}});
        std::this_thread::sleep_for(std::chrono::seconds(1));
        return !ending.load() && !StopSignal::is_pending();
    });
    net::HttpTransport transport;
    const plugin::CrashStack stack;
    plugin::WorkNote note(location.path + ".working");
    Engine engine(deployment, catalog, {store, transport, clock, log, std::random_device{}(), &note, {}, options.once});
    engine.start();
    log.info("started", {{"deployment", deployment.settings.name}, {"store", deployment.settings.store.string()}});

    int code = exit_code::fine;
    {
        // Nothing can be asked to stop that does not answer: the process ends as in a crash, and the next start knows why.
        Workers workers(engine, clock, log, &note, [] { std::_Exit(exit_code::findings); });
        workers.start();
        const ReturnDesk desk(deployment.settings);
        const RefundDesk refund_desk(deployment.settings);
        std::unique_ptr<web::Server> server; // ends before the stages do
        if (const auto& listen = deployment.settings.listen) {
            std::vector<web::Route> routes = routes_of(engine, [&workers] { workers.ring(); });
            const std::string token = listen->api_token.empty() ? "" : deployment.secrets->fill(listen->api_token);
            for (web::Route& route : api_routes(store, stock_routes(deployment), token)) routes.push_back(std::move(route));
            for (web::Route& route : return_routes(store, desk, [&workers] { workers.ring(); }, token)) routes.push_back(std::move(route));
            for (web::Route& route : refund_routes(store, refund_desk, [&workers] { workers.ring(); }, token)) routes.push_back(std::move(route));
            server = std::make_unique<web::Server>(listening_of(*listen), std::move(routes));
            log.info("listening", {{"address", listen->host}, {"port", std::to_string(server->port())}, {"tls", listen->certificate.empty() ? "no" : "yes"}});
        }
        code = wait_for_end(common, options, engine, workers, store, clock, signal);
        ending = true;
        server.reset();
        workers.stop();
        if (const std::string failure = workers.failure(); !failure.empty()) code = exit_code::findings;
    }
    const auto figures = store.figures();
    log.info("stopped", {{"transactions", std::to_string(figures.transactions)}, {"units", std::to_string(figures.units)}});
    if (options.once) {
        const Progress end = progress_of(store);
        const std::string quiet = engine.quiet();
        const auto later = engine.later();
        print_done(common, text_of(end) + words_of(later) + (quiet.empty() ? "" : " · " + quiet + ": until then nothing is sent to it or read from it; run again after that"),
                   message::Value::object({{"received", message::Value(end.received)}, {"posted", message::Value(end.delivered)}, {"told", message::Value(end.told)}, {"reference_data", message::Value(end.applied)},
                                           {"held", message::Value(end.held)}, {"dropped", message::Value(end.other)}, {"to_go", message::Value(end.to_go)}, {"later", json_of(later)}, {"quiet", quiet}}));
    }
    return code;
}

} // namespace ledgerline::app
