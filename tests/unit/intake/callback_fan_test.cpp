// Protects: a callback reaches every source of its connection, the caller is thanked only when each that takes it has it in the store, and
// one that fails takes it from none of the others.
#include "support/engine_bench.hpp"

#include "intake/callback_fan.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace ledgerline;
using message::Value;

class FanBench : public test::EngineBench {
public:
    FanBench() {
        for (const char* source : {"shop/orders", "shop/refunds"})
            fan.add(std::make_unique<intake::CallbackReceiver>(intake::Arrival{"some-route", source}, component(source, "orders", plugin::ComponentKind::source), store, receiver, clock, log,
                                                               [this, source] { woken.push_back(source); }));
    }
    void does(const char* source, test::Script script) { plugin.script(source, std::move(script)); }
    void signals(const char* source, const std::string& key) {
        does(source, [key](const test::Hand& hand) {
            hand.write("/signals", Value::array({Value::object({{"key", key}})}));
            return LL_PASS;
        });
    }
    void verdict(const char* source, ll_verdict verdict) {
        does(source, [verdict](const test::Hand&) { return verdict; });
    }
    std::vector<std::string> kept(const char* source) const {
        std::vector<std::string> keys;
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& one : unit.signals().of(source, 1'000)) keys.push_back(one.key);
        });
        return keys;
    }
    intake::CallbackAnswer call() { return fan.receive({}).value(); }

    std::vector<std::string> woken;
    intake::Receiver receiver{exceptions};
    intake::CallbackFan fan;
};

} // namespace

TEST_CASE("order.callback fan: each source gets the call, and keeps what is of its kind") {
    FanBench bench;
    bench.signals("shop/orders", "1047");
    bench.signals("shop/refunds", "63");
    CHECK(bench.call().status == 200);
    CHECK(bench.kept("shop/orders") == std::vector<std::string>{"1047"});
    CHECK(bench.kept("shop/refunds") == std::vector<std::string>{"63"});
    CHECK(bench.woken == std::vector<std::string>{"shop/orders", "shop/refunds"});
}

TEST_CASE("order.callback fan: a source that takes nothing of it does not spoil the answer, nor does one without callbacks") {
    FanBench bench;
    bench.signals("shop/refunds", "63");
    for (const ll_verdict first : {LL_PASS, LL_UNSUPPORTED}) {
        bench.verdict("shop/orders", first);
        CHECK(bench.call().status == 200);
    }
    CHECK(bench.kept("shop/refunds") == std::vector<std::string>{"63"});
}

TEST_CASE("order.callback fan: no source with callbacks is no place to call") {
    FanBench bench;
    for (const char* source : {"shop/orders", "shop/refunds"}) bench.verdict(source, LL_UNSUPPORTED);
    CHECK_FALSE(bench.fan.receive({}));
    CHECK_FALSE(intake::CallbackFan().receive({}));
}

TEST_CASE("order.callback fan: one that fails, whichever it is, makes the caller come again and loses nothing of the other") {
    for (const bool is_first : {true, false}) {
        FanBench bench;
        const char* failing = is_first ? "shop/orders" : "shop/refunds";
        const char* other = is_first ? "shop/refunds" : "shop/orders";
        bench.signals(other, "1");
        for (const ll_verdict verdict : {LL_FAILED, LL_RETRY, LL_DROP}) {
            bench.verdict(failing, verdict);
            CHECK(bench.call().status >= 400);
            CHECK(bench.kept(other) == std::vector<std::string>{"1"});
        }
        bench.signals(failing, "2"); // the caller comes again
        CHECK(bench.call().status == 200);
        CHECK(bench.kept(failing) == std::vector<std::string>{"2"});
        CHECK(bench.kept(other) == std::vector<std::string>{"1"});
    }
}

TEST_CASE("order.callback fan: of two that ask for a pause the longer one counts") {
    FanBench bench;
    const auto pause = [&](const char* source, std::int64_t ms) {
        bench.does(source, [ms](const test::Hand& hand) {
            hand.write("/retry_after_ms", Value(ms));
            return LL_RETRY;
        });
    };
    pause("shop/orders", 9'000);
    pause("shop/refunds", 2'000);
    CHECK(bench.call().status == 503);
    CHECK(bench.call().retry_after_s == 9);
}

TEST_CASE("order.callback fan: a death in one commit answers nobody, and what the other source committed stays") {
    FanBench bench;
    bench.signals("shop/orders", "1047");
    bench.signals("shop/refunds", "63");
    int commits = 0;
    bench.watch.before = [&] {
        if (++commits == 1) throw test::Gone();
    };
    CHECK_THROWS_AS(bench.fan.receive({}), test::Gone);
    bench.watch.before = nullptr;
    CHECK(bench.kept("shop/orders").empty());
    CHECK(bench.kept("shop/refunds") == std::vector<std::string>{"63"});
    CHECK(bench.call().status == 200);
    CHECK(bench.kept("shop/orders") == std::vector<std::string>{"1047"});
    CHECK(bench.kept("shop/refunds").size() == 1);
}
