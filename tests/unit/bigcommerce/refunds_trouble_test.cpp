// Protects the flow of refunds: whatever the store answers instead, nothing is lost, nothing good is replaced by something bad, and people
// are told what to do. Callbacks, too.
#include "refund_room.hpp"
#include "trouble_room.hpp"

#include "config/secrets.hpp"
#include "plugin/http_service.hpp"

using namespace bigcommerce_room;

namespace {

struct NoWire final : base::Transport {
    base::Exchange send(const base::Endpoint&, const base::HttpRequest&) override { return {base::Reach::not_sent, {}, "a callback asks nobody"}; }
};

} // namespace

TEST_CASE("refund.bigcommerce trouble: a token without the scope is told at once, with the scopes that are needed") {
    for (const char* path : {"refunds", "/v2/orders/1047", "/transactions"}) {
        RefundWorld world;
        world.store.add_pending(1, world.clock.at);
        world.store.before = [&](const Value& request) { return is_about(request, path) ? answered(403, json(R"({"status":403,"title":"You don't have a required scope to access the endpoint"})")) : Value(); };
        const auto outcome = world.reader->poll();
        CHECK(outcome.verdict == LL_FAILED);
        REQUIRE(outcome.findings.size() == 1);
        CHECK(outcome.findings.front().code == "STORE_AUTH");
        CHECK_THAT(outcome.findings.front().message, Catch::Contains("required scope") && Catch::Contains("Orders: read-only") && Catch::Contains("Order transactions: read-only"));
    }
}

TEST_CASE("refund.bigcommerce trouble: an outage is waited for, and what was read before it is kept") {
    RefundWorld world;
    for (int id = 1; id <= 4; ++id) world.store.add(id, world.clock.at, std::to_string(1'000 + id));
    bool down = true;
    int requests = 0;
    world.store.before = [&](const Value&) { return down && ++requests > 3 ? page_of_html() : Value(); };
    CHECK(world.reader->poll().verdict == LL_PASS); // two of them
    CHECK(world.reader->poll().verdict == LL_RETRY);
    down = false;
    world.wait(120);
    CHECK(world.reader->read_all());
    CHECK(world.reader->read_all());
    CHECK(world.reader->times() == std::map<std::string, int>{{"1", 1}, {"2", 1}, {"3", 1}, {"4", 1}});
    CHECK(world.reader->refused() == 0);
}

TEST_CASE("refund.bigcommerce trouble: no order can be read: the flow waits, and nobody is told of single refunds") {
    RefundWorld world;
    for (int id = 1; id <= 5; ++id) world.store.add(id, world.clock.at, std::to_string(1'000 + id));
    world.store.before = [&](const Value& request) { return is_about(request, "/v2/orders") ? page_of_html() : Value(); };
    for (int i = 0; i < 3; ++i) {
        const auto outcome = world.reader->poll();
        CHECK(outcome.verdict == LL_RETRY);
        CHECK(outcome.findings.front().code == "STORE_UNAVAILABLE");
    }
    world.store.before = nullptr;
    CHECK(world.reader->read_all());
    CHECK(world.reader->times().size() == 5);
}

TEST_CASE("refund.bigcommerce trouble: one order that always fails is told after ten minutes, and the others flow on") {
    RefundWorld world;
    for (int id = 1; id <= 5; ++id) world.store.add(id, world.clock.at, std::to_string(1'000 + id));
    bool broken = true;
    world.store.before = [&](const Value& request) { return broken && is_about(request, "/v2/orders/1002") ? page_of_html() : Value(); };
    CHECK(world.reader->read_all());
    CHECK(world.reader->times().size() == 4);
    for (int minute = 0; minute < 13; ++minute, world.wait(60)) CHECK(world.reader->read_all());
    CHECK(world.reader->refused() >= 1);
    CHECK(world.reader->emitted.back().body["order_id"].text_or("") == "1002");
    broken = false;
    world.wait(600);
    CHECK(world.reader->read_all());
    CHECK(world.state("2") == "settled");
    CHECK(world.reader->cursor["open"].size() == 0);
}

TEST_CASE("refund.bigcommerce trouble: one order with many refunds that always fails is not the store") {
    RefundWorld world;
    for (int id = 1; id <= 5; ++id) world.store.add(id, world.clock.at, "1002");
    world.store.add(6, world.clock.at, "1003");
    world.store.before = [&](const Value& request) { return is_about(request, "/v2/orders/1002") ? page_of_html() : Value(); };
    CHECK(world.reader->read_all());
    CHECK(world.reader->times() == std::map<std::string, int>{{"6", 1}});
    CHECK(world.reader->cursor["open"].size() == 5);
}

TEST_CASE("refund.bigcommerce trouble: settings that cannot be meant are refused by their field") {
    const std::vector<std::tuple<const char*, Value, const char*>> cases{{"overlap", 0, "overlap: must be a second or more"}, {"settle_within", 60'000, "settle_within: must be an hour or more"},
                                                                         {"from", "yesterday", "from: \"yesterday\" is not a day"}, {"channel", "web", "channel: \"web\" is not the number of a channel"}};
    for (const auto& [field, value, told] : cases) {
        Value fields = refund_settings();
        fields.set(field, value);
        CHECK_THROWS_WITH(RefundWorld(fields), Catch::Contains(told));
    }
}

TEST_CASE("refund.bigcommerce trouble: a good reading is never replaced by a refusal") {
    RefundWorld world;
    world.store.add_pending(1, world.clock.at);
    CHECK(world.reader->read_all());
    world.store.orders.erase("1047");
    for (int i = 0; i < 20; ++i, world.wait(120)) {
        if (i % 3 == 0) world.reader->signals = {"1047"};
        CHECK(world.reader->read_all());
    }
    CHECK(world.reader->refused() == 0);
    world.store.orders["1047"] = json(R"({"id":1047,"default_currency_code":"GBP"})");
    world.store.settle(1);
    world.wait(600);
    CHECK(world.reader->read_all());
    CHECK(world.state("1") == "settled");
}

TEST_CASE("refund.bigcommerce trouble: what was refused is read again, and comes whole") {
    RefundWorld world;
    world.store.add(1, world.clock.at).set("total_amount", json("\"much\""));
    CHECK(world.reader->read_all());
    CHECK(world.reader->refused() == 1);
    world.store.add(1, world.clock.at - 60'000);
    world.wait(60);
    CHECK(world.reader->read_all());
    CHECK(world.state("1") == "settled");
    CHECK(world.reader->cursor["open"].size() == 0);
}

TEST_CASE("refund.bigcommerce trouble: an unreadable one is not read again for ever") {
    RefundWorld world;
    world.store.add(1, world.clock.at).set("order_id", json("null"));
    for (int day = 0; day < 32; ++day, world.wait(86'400)) CHECK(world.reader->poll().verdict == LL_PASS);
    CHECK(world.reader->cursor["open"].size() == 0);
    CHECK(world.reader->cursor["unsettled"].size() == 0); // its own exception stands
}

TEST_CASE("refund.bigcommerce trouble: a row without a number is told, and the others flow") {
    RefundWorld world;
    world.store.add(1, world.clock.at).set("id", json("\"x\""));
    world.store.add(2, world.clock.at);
    const auto outcome = world.reader->poll();
    CHECK(world.state("2") == "settled");
    REQUIRE(outcome.findings.size() == 1);
    CHECK(outcome.findings.front().subject == "refund:without-id");
}

TEST_CASE("refund.bigcommerce trouble: a list that is none is an outage") {
    for (const Value& answer : {answered(200, json("{}")), answered(200, json("[]")), answered(200, json(R"({"data":{}})")), answered_text(200, "<html>"), page_of_html()}) {
        RefundWorld world;
        world.store.add(1, world.clock.at);
        bool broken = true;
        world.store.before = [&](const Value&) { return broken ? answer : Value(); };
        CHECK(world.reader->poll().verdict == LL_RETRY);
        broken = false;
        CHECK(world.reader->read_all());
        CHECK(world.reader->times().size() == 1);
    }
}

TEST_CASE("refund.bigcommerce trouble: a 204 is an empty list, and a store without transactions leaves refunds pending") {
    RefundWorld world;
    world.store.before = [&](const Value&) { return no_content(); };
    CHECK(world.reader->read_all());
    world.store.before = [&](const Value& request) { return is_about(request, "/transactions") ? answered(404, json(R"({"status":404,"title":"not found"})")) : Value(); };
    world.store.add_pending(1, world.clock.at);
    CHECK(world.reader->read_all());
    CHECK(world.state("1") == "pending");
}

TEST_CASE("refund.bigcommerce trouble: the quota of the store is left to others, and a 429 is waited for") {
    RefundWorld world;
    for (int id = 1; id <= 6; ++id) world.store.add(id, world.clock.at, std::to_string(1'000 + id));
    int left = 14;
    world.store.before = [&](const Value&) {
        world.store.headers = json(R"({"x-rate-limit-requests-quota":"150","x-rate-limit-time-reset-ms":"9000"})");
        world.store.headers.set("x-rate-limit-requests-left", std::to_string(--left));
        return Value();
    };
    const auto first = world.reader->poll();
    CHECK(first.verdict == LL_PASS);
    CHECK(first.document["retry_after_ms"].int_or(0) == 9'000);
    CHECK(first.emitted.size() > 0);
    CHECK(first.emitted.size() < 6);
    const auto second = world.reader->poll();
    CHECK(second.verdict == LL_RETRY);
    CHECK(second.findings.front().code == "STORE_RATE_LIMIT");
    world.store.before = [&](const Value&) { return answered_text(429, ""); };
    CHECK(world.reader->poll().findings.front().code == "STORE_RATE_LIMIT");
    world.store.before = nullptr;
    world.store.headers = Value::object();
    CHECK(world.reader->read_all());
    CHECK(world.reader->times().size() == 6);
}

namespace {

// A store of two channels, whose source is only for the second: there is one refund of it, behind thirty of the first.
struct OfTwoChannels : RefundWorld {
    OfTwoChannels() : RefundWorld(settings_of_channel("2")) {
        for (int id = 1; id <= 31; ++id) {
            store.orders[order_of(id)] = json(R"({"default_currency_code":"GBP","channel_id":)" + std::string(id == 31 ? "2" : "1") + "}");
            store.add(id, clock.at, order_of(id));
        }
    }
    static Value settings_of_channel(const char* channel) {
        Value settings = refund_settings();
        settings.set("channel", channel);
        return settings;
    }
    static std::string order_of(int id) { return std::to_string(1'000 + id); }
    // Each poll may ask a few times only. Answers how many polls it took until the refund came; each waits, or goes on later from where it came to.
    template <class Refill>
    int polls_until_it_came(const Refill& refill) {
        for (int polls = 1; polls <= 30; ++polls) {
            refill();
            const auto outcome = reader->poll();
            if (state("31") == "settled") return polls;
            CHECK(outcome.verdict == LL_PASS);
            CHECK(outcome.document["retry_after_ms"].int_or(0) >= 1'000);
            restart();
        }
        return 0;
    }
};

} // namespace

TEST_CASE("refund.bigcommerce trouble: refunds of other channels are passed over once, however few requests the store grants") {
    OfTwoChannels quota;
    int left = 0;
    quota.store.before = [&](const Value&) {
        quota.store.headers = json(R"({"x-rate-limit-requests-quota":"150","x-rate-limit-time-reset-ms":"9000"})");
        quota.store.headers.set("x-rate-limit-requests-left", std::to_string(--left));
        return Value();
    };
    CHECK(quota.polls_until_it_came([&] { left = 14; }) > 2);
    OfTwoChannels limit;
    limit.store.before = [&](const Value&) { return --left < 0 ? answered_text(429, "") : Value(); };
    CHECK(limit.polls_until_it_came([&] { left = 6; }) > 2);
    CHECK(limit.store.times_asked("/v2/orders/1001") == 1);
}

TEST_CASE("refund.bigcommerce trouble: callbacks about orders of other channels are read once, however few requests the store grants") {
    OfTwoChannels world;
    for (int id = 1; id <= 31; ++id) world.reader->signals.push_back(world.order_of(id));
    int left = 0;
    world.store.before = [&](const Value&) { return --left < 0 ? answered_text(429, "") : Value(); };
    left = 9;
    CHECK(world.reader->poll().verdict == LL_PASS);
    const std::size_t waiting = world.reader->cursor["signalled"].size();
    CHECK(waiting < 31);
    CHECK(waiting > 0);
    left = 0;
    CHECK(world.reader->poll().verdict == LL_RETRY); // nothing at all was read
}

TEST_CASE("refund.bigcommerce callbacks: the order that one names is read at once, whole, before anything else") {
    RefundWorld world;
    world.store.add(1, world.clock.at);
    CHECK(world.reader->read_all());
    world.store.add(2, world.clock.at);
    world.store.add_pending(3, world.clock.at, "1048");
    world.reader->signals = {"1047", "rubbish", "transaction:", "transaction:1048", "99"};
    world.store.asked.clear();
    world.store.queries.clear();
    CHECK(world.reader->read_all());
    CHECK(world.store.queries.front()["order_id:in"].text_or("") == "99"); // nothing is there, and that is no trouble
    CHECK(world.state("2") == "settled");
    CHECK(world.state("3") == "pending");
    CHECK(world.reader->cursor["signalled"].size() == 0);
    // A transaction matters where something waits for its money.
    world.store.settle(3);
    world.reader->signals = {"transaction:1047", "transaction:1048"};
    world.store.queries.clear();
    CHECK(world.reader->read_all());
    CHECK(world.state("3") == "settled");
    CHECK(world.store.queries.front()["order_id:in"].text_or("") == "1048");
    CHECK(world.store.queries.at(2)["order_id:in"].text_or("").empty());
}

TEST_CASE("refund.bigcommerce callbacks: what one names stays until it was read") {
    RefundWorld world;
    world.store.add(1, world.clock.at);
    CHECK(world.reader->read_all());
    world.store.add_pending(2, world.clock.at);
    world.store.before = [&](const Value& request) { return is_about(request, "/v3/") ? page_of_html() : Value(); };
    world.reader->signals = {"1047"};
    CHECK(world.reader->poll().verdict == LL_RETRY); // the engine keeps it
    world.store.before = nullptr;
    CHECK(world.reader->read_all());
    CHECK(world.state("2") == "pending");
}

TEST_CASE("refund.bigcommerce callbacks: only genuine ones, and only those of refunds and of transactions") {
    SetClock clock;
    config::Secrets secrets;
    NoWire wire;
    Value line = connection();
    line.set("url", "https://shop.example.test/stores/a1b2c3d4e5");
    line.set("token", secrets.keep("a-token-of-the-store"));
    line.set("callback_secret", secrets.keep("our-own-callback-secret"));
    plugin::ConnectionHttp http(wire, line, secrets, "Ledgerline/test");
    Reader reader(http, clock, refund_settings(), line, "refunds");
    const auto call = [&](const std::string& scope, const std::string& data, const char* secret = "our-own-callback-secret", const char* producer = "stores/a1b2c3d4e5") {
        return reader.receive(Value::object({{"method", "POST"}, {"path", "/hooks/shop"}, {"headers", Value::object({{"x-ledgerline-secret", secret}})},
                                             {"text", R"({"producer":")" + std::string(producer) + R"(","scope":")" + scope + R"(","data":)" + data + "}"}}));
    };
    const auto key = [](const plugin::Outcome& outcome) {
        CHECK(outcome.verdict == LL_PASS);
        const Value& signals = outcome.document["signals"];
        return signals.size() == 0 ? std::string() : signals.as_array()->front()["key"].text_or("?");
    };
    CHECK(key(call("store/order/refund/created", R"({"type":"order","id":250,"refund":{"refund_id":3}})")) == "250");
    CHECK(key(call("store/order/transaction/created", R"({"type":"transaction","order_id":"250","transaction_id":"176342342","transaction_type":"refund"})")) == "transaction:250");
    CHECK(key(call("store/order/transaction/updated", R"({"type":"transaction","order_id":250})")) == "transaction:250");
    for (const char* scope : {"store/order/created", "store/order/updated", "store/order/statusUpdated"}) CHECK(key(call(scope, R"({"type":"order","id":250})")).empty());
    CHECK(key(call("store/order/refund/created", R"({"type":"order"})")).empty());
    CHECK(key(call("store/order/refund/created", R"({"type":"order","id":250})", "our-own-callback-secret", "stores/other")).empty());
    CHECK(call("store/order/refund/created", R"({"type":"order","id":250})", "a wrong one").verdict == LL_DROP);
}
