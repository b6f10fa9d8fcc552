// Protects the other messages from a plugin that ends the process: after the second time over the same message that one is held, with
// the name of the component, and everything else flows. Each life of the engine is a process of its own.
#include "support/engine_bench.hpp"
#include "unit/config/folder.hpp"

#include "app/engine.hpp"
#include "app/workers.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <map>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace ledgerline;
using message::Value;
namespace state = store::message_state;

const std::string yaml = R"(deployment: d
connections:
  shop: {plugin: fake}
  erp: {plugin: fake}
routes:
  orders: {from: shop/orders, to: erp/orders, every: 1h, probe_after: 0s, rules: [first]}
)";

using Misdeed = std::function<void()>;

// The store of several lives, and the plugin that does something terrible over order 2.
class Lives {
public:
    Lives() {
        folder_.write("ledgerline.yaml", yaml);
        catalog_.add(plugin_.table(), "scripted");
        plugin_.script("shop/orders", [this](const test::Hand& hand) {
            if (in_source) in_source();
            for (const char* id : {"1", "2", "3"}) hand.emit("order", id, test::order(id));
            return LL_PASS;
        });
        plugin_.script("orders/first", [this](const test::Hand& hand) {
            if (in_rule && hand.json("/source_key") == Value("2")) in_rule();
            return LL_PASS;
        });
        plugin_.script("erp/orders", [this](const test::Hand& hand) {
            Value list = Value::array();
            const Value deliveries = hand.json("/deliveries");
            for (const Value& delivery : *deliveries.as_array()) {
                if (in_sink && hand.operation == LL_DELIVER && delivery["message"]["source_key"] == Value("2")) in_sink();
                list.push(hand.operation == LL_PROBE ? Value::object({{"verdict", "absent"}})
                                                     : Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", "7"}, {"number", "700"}, {"amount", "48.50"}})}}));
            }
            hand.write("/results", list);
            return LL_PASS;
        });
    }

    // One life, until there is nothing to do, or its end. True: it came to its end by itself.
    bool live() {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) ::_exit(be_the_engine());
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    // Of every order, its state and the code of its exception.
    std::map<std::string, std::string> orders() const {
        std::map<std::string, std::string> out;
        with_store([&](store::UnitOfWork& unit) {
            for (const char* id : {"1", "2", "3"})
                if (const auto row = unit.messages().newest("shop/orders", "order", id)) {
                    const auto open = unit.exceptions().open_of_message(row->id);
                    out[id] = row->state + (open ? " " + open->code + ": " + open->title : "");
                }
        });
        return out;
    }
    std::string about_flows() const {
        std::string out;
        with_store([&](store::UnitOfWork& unit) {
            for (const auto& row : unit.exceptions().list({}))
                if (row.message_id == 0) out += row.code + ": " + row.title;
        });
        return out;
    }

    Misdeed in_rule, in_sink, in_source;

private:
    store::Location location() const { return {(folder_.path() / "store.db").string()}; }
    void with_store(const std::function<void(store::UnitOfWork&)>& look) const {
        const base::SystemClock clock;
        store::Store store(location(), clock, store::Store::Mode::inline_);
        store.read(look);
    }
    int be_the_engine() {
        // Whatever the test's own runner does with signals is not for this process.
        for (const int signal : {SIGSEGV, SIGABRT, SIGBUS}) std::signal(signal, SIG_DFL);
        plugin::watch_for_crashes();
        const base::SystemClock clock;
        base::Log log(nullptr, base::Log::Form::json, base::Level::error, clock);
        const auto deployment = config::read_deployment(folder_.path(), "", config::test::environment());
        store::Store store(location(), clock, store::Store::Mode::committer_thread);
        plugin::WorkNote note(location().path + ".working");
        test::NoNetwork network;
        app::Engine engine(deployment, catalog_, {store, network, clock, log, 1, &note});
        engine.start();
        app::Workers workers(engine, clock, log, &note, [] { std::_Exit(1); }, {.rules_ms = 500, .others_ms = 500});
        workers.start();
        for (int i = 0; i < 500 && !engine.is_idle(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        const bool idle = engine.is_idle();
        workers.stop();
        return idle ? 0 : 2;
    }

    config::test::Folder folder_;
    test::ScriptedPlugin plugin_;
    plugin::Catalog catalog_;
};

[[noreturn]] void hang() {
    for (;;) std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

} // namespace

TEST_CASE("order.containment: a rule that crashes over one order holds that order after the second time, and the others flow") {
    struct Case { const char* what; Misdeed misdeed; const char* says; };
    for (const Case& one : {Case{"abort", [] { std::abort(); }, "PLUGIN_CRASHED: orders/first crashed (signal 6) over order N2, 2 times"},
                            Case{"segmentation fault", [] { ::raise(SIGSEGV); }, "PLUGIN_CRASHED: orders/first crashed (signal 11) over order N2, 2 times"},
                            Case{"exit", [] { std::exit(3); }, "PLUGIN_CRASHED: orders/first ended the program over order N2, 2 times"}}) {
        Lives lives;
        INFO(one.what);
        lives.in_rule = one.misdeed;
        CHECK_FALSE(lives.live());
        CHECK_FALSE(lives.live());
        CHECK(lives.live());
        const auto orders = lives.orders();
        CHECK(orders.at("1") == state::delivered);
        CHECK(orders.at("3") == state::delivered);
        CHECK(orders.at("2") == std::string("held ") + one.says);
    }
}

TEST_CASE("order.containment: a rule that hangs is found out, and its order is held after the second time") {
    Lives lives;
    lives.in_rule = hang;
    CHECK_FALSE(lives.live());
    CHECK_FALSE(lives.live());
    CHECK(lives.live());
    CHECK(lives.orders().at("2") == "held PLUGIN_HUNG: orders/first did not answer within its time over order N2, 2 times");
    CHECK(lives.orders().at("1") == state::delivered);
}

TEST_CASE("order.containment: a sink that crashes over one order does not keep the others from being sent") {
    Lives lives;
    lives.in_sink = [] { std::abort(); };
    int ends = 0;
    for (int life = 0; life < 6 && !lives.live(); ++life) ++ends;
    CHECK(ends >= 2);
    const auto orders = lives.orders();
    CHECK(orders.at("1") == state::delivered);
    CHECK(orders.at("3") == state::delivered);
    CHECK(orders.at("2").find("routed PLUGIN_CRASHED: erp/orders crashed (signal 6) over order N2") == 0);
}

TEST_CASE("order.containment: a source that crashes is left alone for a while after the second time") {
    Lives lives;
    lives.in_source = [] { std::abort(); };
    CHECK_FALSE(lives.live());
    CHECK_FALSE(lives.live());
    CHECK_FALSE(lives.live()); // it was not read to its end, so there is no end by itself; but the process lives
    CHECK(lives.about_flows() == "PLUGIN_CRASHED: shop/orders crashed (signal 6) while it read, 2 times");
}

TEST_CASE("order.containment: a process that is killed from outside is nobody's fault") {
    Lives lives;
    lives.in_rule = [] { ::raise(SIGKILL); };
    for (int i = 0; i < 3; ++i) CHECK_FALSE(lives.live());
    CHECK(lives.orders().at("2") == state::ready);
    lives.in_rule = nullptr;
    CHECK(lives.live());
    CHECK(lives.orders().at("2") == state::delivered);
}
