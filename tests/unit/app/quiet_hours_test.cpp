// Protects the quiet hours of a system: nothing is sent to it or read from it, nothing becomes an exception, and all of it goes on
// afterwards.
#include "support/engine_bench.hpp"
#include "unit/config/folder.hpp"

#include "app/engine.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace ledgerline;
using message::Value;

// The bench's clock stands at midnight UTC.
const std::string yaml = R"(deployment: d
connections:
  shop: {plugin: fake}
  erp: {plugin: fake}
routes:
  orders: {from: shop/orders, to: erp/orders, every: 1h, probe_after: 1s}
)";

std::string with_quiet(std::string text, const std::string& connection) {
    const std::string line = connection + ": {plugin: fake";
    return text.insert(text.find(line) + line.size(), R"(, quiet: ["23:00-01:00 +00:00"])");
}

class QuietBench : public test::EngineBench {
public:
    explicit QuietBench(const std::string& quiet = "erp") {
        folder.write("ledgerline.yaml", with_quiet(yaml, quiet));
        deployment = config::read_deployment(folder.path(), "", config::test::environment());
        plugin.script("shop/orders", [](const test::Hand& hand) {
            hand.emit("order", "1", test::order("1"));
            return LL_PASS;
        });
        plugin.script("erp/orders", [this](const test::Hand& hand) {
            ++calls;
            hand.write("/results", Value::array({Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", "7"}, {"number", "700"}, {"amount", "48.50"}})}})}));
            return LL_PASS;
        });
        engine = std::make_unique<app::Engine>(deployment, catalog, app::Surroundings{store, network, clock, log, 1});
        engine->start();
    }
    void step_all() {
        for (bool worked = true; worked;) {
            worked = false;
            for (const app::Stage& one : engine->stages()) worked = one.step() || worked;
        }
    }

    test::NoNetwork network;
    config::test::Folder folder;
    config::Deployment deployment;
    std::unique_ptr<app::Engine> engine;
    int calls = 0;
};

} // namespace

TEST_CASE("app.quiet: messages pile up, nothing is sent, and people hear nothing of it") {
    QuietBench bench;
    bench.step_all();
    CHECK(bench.calls == 0);
    CHECK(bench.outbox("order:shop:1")->state == store::outbox_state::ready);
    CHECK(bench.open().empty());
    CHECK(bench.engine->quiet() == "erp is quiet until 2026-01-01T01:00:00Z");
}

TEST_CASE("app.quiet: the stages say when to look again, and afterwards all of it is sent") {
    QuietBench bench;
    bench.step_all();
    const auto& deliver = bench.engine->stages().back();
    REQUIRE(deliver.name == "deliver orders 1");
    CHECK(deliver.next_due() == bench.clock.at + 3'600'000);
    bench.clock.at += 3'600'000;
    bench.step_all();
    CHECK(bench.calls == 1);
    CHECK(bench.outbox("order:shop:1")->state == store::outbox_state::delivered);
    CHECK(bench.engine->quiet() == "");
}

TEST_CASE("app.quiet: what is in doubt is looked up afterwards") {
    QuietBench bench;
    bench.step_all();
    const auto row = bench.outbox("order:shop:1").value();
    bench.store.commit([&](store::UnitOfWork& unit) { unit.outbox().move(row.id, store::outbox_state::ready, store::outbox_state::unconfirmed, bench.clock.at, "lost"); });
    bench.clock.at += 600'000;
    bench.step_all();
    CHECK(bench.calls == 0);
    CHECK(bench.open().empty());
}

TEST_CASE("app.quiet: a run that ends when nothing is due does not wait for signals of a system that is quiet") {
    QuietBench bench("shop");
    bench.store.commit([](store::UnitOfWork& unit) { unit.signals().add("shop/orders", "17", unit.now()); });
    bench.step_all();
    CHECK_FALSE(bench.engine->is_idle());
    CHECK(bench.engine->is_idle_until_quiet_ends());
}

TEST_CASE("app.quiet: a run that ends when nothing is due ends, though not everything was sent") {
    QuietBench bench;
    bench.step_all();
    CHECK_FALSE(bench.engine->is_idle());
    CHECK(bench.engine->is_idle_until_quiet_ends());
    bench.clock.at += 3'600'000;
    CHECK_FALSE(bench.engine->is_idle_until_quiet_ends());
}
