// Protects: what a callback brought is in the store before its caller is told so, exactly once, and the poller hears of it; whoever is not
// genuine changes nothing and learns nothing.
#include "support/engine_bench.hpp"

#include "intake/callback_receiver.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace ledgerline;
using message::Value;

class CallbackBench : public test::EngineBench {
public:
    void source(test::Script does) { plugin.script("shop/orders", std::move(does)); }
    void signals(std::vector<std::string> keys) {
        source([keys](const test::Hand& hand) {
            Value list = Value::array();
            for (const std::string& key : keys) list.push(Value::object({{"key", key}}));
            hand.write("/signals", list);
            return LL_PASS;
        });
    }
    intake::CallbackAnswer call(const std::string& body = "{}") { return *receiving.receive({"POST", "/hooks/shop", {{"X-Secret", "s"}}, body}); }
    std::vector<std::string> kept() const {
        std::vector<std::string> keys;
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& one : unit.signals().of("shop/orders", 1'000)) keys.push_back(one.key);
        });
        return keys;
    }

    int woken = 0;
    intake::Receiver receiver{exceptions};
    intake::CallbackReceiver receiving{{"orders", "shop/orders"}, component("shop/orders", "orders", plugin::ComponentKind::source), store, receiver, clock, log, [this] { ++woken; }};
};

} // namespace

TEST_CASE("order.callback: the source sees the request as it came") {
    CallbackBench bench;
    Value seen;
    bench.source([&](const test::Hand& hand) {
        CHECK(hand.operation == LL_RECEIVE);
        seen = hand.json("/request");
        return LL_PASS;
    });
    CHECK(bench.receiving.receive({"POST", "/hooks/shop", {{"Webhook-ID", "1"}, {"webhook-id", "2"}}, "{ \"a\" :1}"})->status == 200);
    CHECK(seen["method"].text_or("") == "POST");
    CHECK(seen["path"].text_or("") == "/hooks/shop");
    CHECK(seen["headers"]["webhook-id"].text_or("") == "1");
    CHECK(seen["text"].text_or("") == "{ \"a\" :1}");
}

TEST_CASE("order.callback: a signal is in the store when the caller is answered, each key once, and the poller is woken") {
    CallbackBench bench;
    bench.signals({"17", "17", "4"});
    CHECK(bench.call().status == 200);
    CHECK(bench.kept() == std::vector<std::string>{"17", "4"});
    CHECK(bench.woken == 1);
    CHECK(bench.call().status == 200);
    CHECK(bench.kept().size() == 2);
}

TEST_CASE("order.callback: a death before the commit answers nobody and leaves nothing") {
    CallbackBench bench;
    bench.signals({"17"});
    bench.watch.before = [] { throw test::Gone(); };
    CHECK_THROWS_AS(bench.call(), test::Gone);
    CHECK(bench.woken == 0);
    bench.watch.before = nullptr;
    CHECK(bench.kept().empty());
    CHECK(bench.call().status == 200); // the caller comes again
    CHECK(bench.kept() == std::vector<std::string>{"17"});
}

TEST_CASE("order.callback: what is emitted goes through the idempotent receiver") {
    CallbackBench bench;
    bench.source([](const test::Hand& hand) {
        hand.emit("order", "1", test::order("1"));
        return LL_PASS;
    });
    CHECK(bench.call().status == 200);
    CHECK(bench.call().status == 200);
    bench.store.read([](store::UnitOfWork& unit) { CHECK(unit.messages().revisions("shop/orders", "order", "1").size() == 1); });
    CHECK(bench.woken == 2);
}

TEST_CASE("order.callback: who is not genuine is sent away without a reason, and changes nothing") {
    CallbackBench bench;
    bench.source([](const test::Hand& hand) {
        hand.write("/signals", Value::array({Value::object({{"key", "17"}})}));
        hand.emit("order", "1", test::order("1"));
        hand.explain("CALLBACK_REFUSED", "the signature is wrong");
        return LL_DROP;
    });
    const auto commits = bench.watch.commits;
    const intake::CallbackAnswer answer = bench.call();
    CHECK(answer.status == 401);
    CHECK(answer.text.empty());
    CHECK(bench.watch.commits == commits);
    CHECK(bench.woken == 0);
}

TEST_CASE("order.callback: a source that cannot just now asks the caller to come back") {
    CallbackBench bench;
    bench.source([](const test::Hand& hand) {
        hand.write("/retry_after_ms", Value(1'500));
        return LL_RETRY;
    });
    CHECK(bench.call().status == 503);
    CHECK(bench.call().retry_after_s == 2);
}

TEST_CASE("order.callback: where too many signals wait, the caller comes back later") {
    CallbackBench bench;
    bench.store.commit([](store::UnitOfWork& unit) {
        for (std::size_t n = 0; n < intake::CallbackReceiver::signals_max; ++n) unit.signals().add("shop/orders", "k" + std::to_string(n), 1);
    });
    bench.signals({"17"});
    const intake::CallbackAnswer answer = bench.call();
    CHECK(answer.status == 503);
    CHECK(answer.retry_after_s > 0);
    CHECK(bench.woken == 0);
}

TEST_CASE("order.callback: where the disk is full, the caller comes back later, at once") {
    CallbackBench bench;
    bench.signals({"17"});
    bool is_full = true;
    int waited = 0;
    bench.store.when_full([&] { return ++waited < 3; }); // what stages do
    bench.watch.before = [&] {
        if (is_full) throw store::StoreFull("the disk of the store is full");
    };
    const intake::CallbackAnswer answer = bench.call();
    CHECK(answer.status == 503);
    CHECK(answer.retry_after_s > 0);
    CHECK(waited == 0);
    CHECK(bench.woken == 0);
    is_full = false;
    CHECK(bench.call().status == 200);
}

TEST_CASE("order.callback: a source that knows no callbacks says so, and is not asked again") {
    CallbackBench bench;
    int asked = 0;
    bench.source([&](const test::Hand&) {
        ++asked;
        return LL_UNSUPPORTED;
    });
    CHECK_FALSE(bench.receiving.receive({}));
    CHECK_FALSE(bench.receiving.receive({}));
    CHECK(asked == 1);
}

TEST_CASE("order.callback: the source's own answer is sent, one that is no answer becomes an error") {
    CallbackBench bench;
    std::int64_t status = 202;
    bench.source([&](const test::Hand& hand) {
        hand.write("/response", Value::object({{"status", Value(status)}, {"text", "thanks"}}));
        return LL_PASS;
    });
    CHECK(bench.call().status == 202);
    CHECK(bench.call().text == "thanks");
    status = 99;
    CHECK(bench.call().status == 500);
}

TEST_CASE("order.callback: a component that fails is no secret to its log, but to its caller") {
    CallbackBench bench;
    bench.source([](const test::Hand& hand) {
        hand.explain("PLUGIN_FAILED", "secret words");
        return LL_FAILED;
    });
    const intake::CallbackAnswer answer = bench.call();
    CHECK(answer.status == 500);
    CHECK(answer.text.empty());
}
