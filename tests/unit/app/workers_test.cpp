// Protects the threads of the engine: they carry a message from its source to its sink, they end when they are told to, and one stage
// that fails for good ends them all. Also when the engine may say that it has nothing to do.
#include "support/engine_bench.hpp"
#include "unit/config/folder.hpp"

#include "app/engine.hpp"
#include "app/workers.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

namespace {

using namespace ledgerline;
using message::Value;

const std::string yaml = R"(deployment: d
connections:
  shop: {plugin: fake}
  erp: {plugin: fake}
routes:
  orders: {from: shop/orders, to: erp/orders, every: 1h, lanes: 2, probe_after: 1s}
)";

class WorkersBench : public test::EngineBench {
public:
    WorkersBench() {
        folder.write("ledgerline.yaml", yaml);
        deployment = config::read_deployment(folder.path(), "", config::test::environment());
        plugin.script("shop/orders", [](const test::Hand& hand) {
            for (const char* id : {"1", "2", "3"}) hand.emit("order", id, test::order(id));
            return LL_PASS;
        });
        deliver(Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", "7"}, {"number", "700"}, {"amount", "48.50"}})}}));
        engine = std::make_unique<app::Engine>(deployment, catalog, app::Surroundings{shared, network, clock, log, 1});
        engine->start();
    }
    void deliver(const Value& result) {
        plugin.script("erp/orders", [=](const test::Hand& hand) {
            Value list = Value::array();
            const std::size_t count = hand.json("/deliveries").size();
            for (std::size_t i = 0; i < count; ++i) list.push(hand.operation == LL_PROBE ? Value::object({{"verdict", "unknown"}}) : result);
            hand.write("/results", list);
            return LL_PASS;
        });
    }
    void step_all() {
        for (bool worked = true; worked;) {
            worked = false;
            for (const app::Stage& one : engine->stages()) worked = one.step() || worked;
        }
    }
    std::int64_t delivered() const {
        std::int64_t count = 0;
        shared.read([&](store::UnitOfWork& unit) { count = unit.cross_references().count(); });
        return count;
    }

    // Several threads: a committer, and a database that its connections share.
    store::Store shared{store::Location{"file:workers-test?mode=memory&cache=shared"}, clock, store::Store::Mode::committer_thread};
    test::NoNetwork network;
    config::test::Folder folder;
    config::Deployment deployment;
    std::unique_ptr<app::Engine> engine;
};

// For what another thread is about to do; long before the limit in every run that is right.
template <class Condition>
bool soon(Condition condition) {
    for (int i = 0; i < 3'000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

} // namespace

TEST_CASE("order.workers: they carry messages from the source to the sink and end when told") {
    WorkersBench bench;
    app::Workers workers(*bench.engine, bench.clock, bench.log);
    workers.start();
    CHECK(soon([&] { return bench.delivered() == 3; }));
    workers.stop();
    CHECK(workers.failure().empty());
    CHECK(bench.engine->is_idle());
}

TEST_CASE("order.workers: stopping before starting, and twice, is no harm") {
    WorkersBench bench;
    app::Workers workers(*bench.engine, bench.clock, bench.log);
    workers.stop();
    workers.stop();
    CHECK(workers.failure().empty());
}

TEST_CASE("order.workers: components hear that the engine wants to stop") {
    WorkersBench bench;
    std::atomic<bool> entered{false}, heard{false};
    bench.plugin.script("shop/orders", [&](const test::Hand& hand) {
        entered = true;
        heard = soon([&] { return hand.host->stopping(hand.call) == 1; });
        return LL_RETRY;
    });
    app::Workers workers(*bench.engine, bench.clock, bench.log);
    workers.start();
    REQUIRE(soon([&] { return entered.load(); }));
    workers.stop();
    CHECK(heard);
}

TEST_CASE("order.workers: one stage that fails for good ends all, and is named") {
    WorkersBench bench;
    // Somebody broke the store: the head of the history cannot be read, so nothing can be recorded any more.
    bench.shared.commit([](store::UnitOfWork& unit) { unit.notes().put("history.head", "rubbish"); });
    app::Workers workers(*bench.engine, bench.clock, bench.log);
    workers.start();
    REQUIRE(soon([&] { return !workers.failure().empty(); }));
    workers.stop();
    CHECK(workers.failure().rfind("poll orders: the head of the history is not readable", 0) == 0);
}

TEST_CASE("order.engine: it is not idle before each source was read to its end") {
    WorkersBench bench;
    CHECK_FALSE(bench.engine->is_idle());
    bench.step_all();
    CHECK(bench.engine->is_idle());
}

TEST_CASE("order.engine: a newer revision behind one that the ERP holds for approval does not keep it from being idle") {
    WorkersBench bench;
    bench.deliver(Value::object({{"verdict", "waiting"}, {"message", "waits for approval"}}));
    bench.step_all();
    bench.shared.commit([&](store::UnitOfWork& unit) {
        auto newer = unit.messages().newest("shop/orders", "order", "1").value();
        newer.revision = "newer";
        newer.state = store::message_state::ready;
        REQUIRE(unit.messages().add(newer, test::order("1")) != 0);
    });
    bench.step_all();
    CHECK(bench.engine->is_idle());
}

TEST_CASE("order.engine: what cannot be confirmed is told as the obstacle after a look-up without a result") {
    WorkersBench bench;
    bench.deliver(Value());
    bench.step_all();
    CHECK_FALSE(bench.engine->is_idle());
    CHECK(bench.engine->obstacle().empty());
    bench.clock.at += 1'000;
    bench.step_all();
    CHECK(bench.engine->obstacle().rfind("erp/orders cannot say whether order:shop:", 0) == 0);
}

TEST_CASE("order.engine: a source that fails is told as the obstacle") {
    WorkersBench bench;
    bench.plugin.script("shop/orders", [](const test::Hand&) { return LL_RETRY; });
    bench.step_all();
    CHECK(bench.engine->obstacle() == "shop/orders cannot be read (route orders): it gave no reason");
}

TEST_CASE("order.engine: a sink that fails is told as the obstacle") {
    WorkersBench bench;
    bench.plugin.script("erp/orders", [](const test::Hand&) { return LL_RETRY; });
    bench.step_all();
    CHECK(bench.engine->obstacle() == "nothing can be sent to erp/orders: it gave no reason");
}

TEST_CASE("order.engine: what is held is judged anew when the deployment has changed, and only then") {
    WorkersBench bench;
    bench.step_all();
    store::Id held = 0;
    bench.shared.commit([&](store::UnitOfWork& unit) {
        store::MessageRow row = unit.messages().newest("shop/orders", "order", "1").value();
        row.revision = "held";
        row.state = store::message_state::held;
        held = unit.messages().add(row, test::order("1"));
    });
    const auto state_of_it = [&] {
        std::string state;
        bench.shared.read([&](store::UnitOfWork& unit) { state = unit.messages().find(held)->state; });
        return state;
    };
    app::Engine same(bench.deployment, bench.catalog, {bench.shared, bench.network, bench.clock, bench.log, 1});
    same.start();
    CHECK(state_of_it() == "held");
    bench.folder.write("ledgerline.yaml", yaml + "log: debug\n");
    bench.folder.write("ledgerline.yaml", std::string(yaml).replace(yaml.find("lanes: 2"), 8, "retries: 5"));
    const auto changed = config::read_deployment(bench.folder.path(), "", config::test::environment());
    app::Engine other(changed, bench.catalog, {bench.shared, bench.network, bench.clock, bench.log, 1});
    other.start();
    CHECK(state_of_it() == "ready");
}
