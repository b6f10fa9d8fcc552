// Protects the way between the engine and a source: cursor, messages, callbacks and summaries in both directions.
#include "fake_host.hpp"

#include "ledgerline/plugin.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;

namespace {

class Orders : public Source {
public:
    Verdict poll(Poll& poll) override {
        if (poll.cursor().is_missing()) poll.cursor()["page"].set(1);
        for (int i = 0; i < poll.limit(); ++i) {
            const Node body = poll.new_body();
            body["id"].set(i);
            if (!poll.emit("order", std::to_string(i), "2026-01-01T00:00:00Z", body)) poll.call().warning("{} does not fit", i);
        }
        poll.set_more(true);
        return pass();
    }
    Verdict receive(Receive& receive) override {
        if (receive.header("signature") != "good") return drop("STORE_AUTH", "the callback is not signed by the store");
        const Node event = receive.json();
        receive.emit("order", event["id"].text(), "2026-01-01T00:00:00Z", event);
        receive.respond(202, "thanks");
        return pass();
    }
    Verdict list(List& list) override {
        const Node summary = list.new_body();
        summary["from"].set(list.from());
        list.emit("1", list.to(), summary);
        list.set_more(false);
        return pass();
    }
};

class Busy : public Source {
public:
    Verdict poll(Poll&) override { return retry_after(30000, "STORE_RATE_LIMIT", "{} requests are used up", 150); }
};

ll_verdict run(std::unique_ptr<Source> source, fake::Host& host, ll_operation operation) {
    detail::SourceAdapter adapter(host.table(), std::move(source));
    return detail::handle_component(static_cast<detail::Component*>(&adapter), operation, host.handle());
}

} // namespace

TEST_CASE("sdk.source emits, moves its cursor and asks for more") {
    fake::Host host(R"({"cursor":null,"limit":2})");
    CHECK(run(std::make_unique<Orders>(), host, LL_POLL) == LL_PASS);
    REQUIRE(host.emitted.size() == 2);
    CHECK(host.emitted[1].type == "order");
    CHECK(host.emitted[1].key == "1");
    CHECK(host.emitted[1].body == R"({"id":1})");
    CHECK(fake::at(host.document, {"cursor", "page"}) == "1");
    CHECK(fake::at(host.document, {"more"}) == "true");
}

TEST_CASE("sdk.source goes on after a body that does not fit") {
    fake::Host host(R"({"limit":2})");
    host.schema_problem = [](const fake::Tree& body) { return fake::at(body, {"id"}) == "0" ? "/id: no" : ""; };
    CHECK(run(std::make_unique<Orders>(), host, LL_POLL) == LL_PASS);
    CHECK(host.emitted.size() == 1);
    CHECK(host.logged.size() == 1);
}

TEST_CASE("sdk.source says when to come back and why") {
    fake::Host host(R"({"limit":2})");
    CHECK(run(std::make_unique<Busy>(), host, LL_POLL) == LL_RETRY);
    CHECK(fake::at(host.document, {"retry_after_ms"}) == "30000");
    CHECK(host.explained.at(0).code == "STORE_RATE_LIMIT");
    CHECK(host.explained.at(0).message == "150 requests are used up");
}

TEST_CASE("sdk.source answers a callback") {
    fake::Host host(R"({"request":{"method":"POST","path":"/hooks","headers":{"signature":"good"},"text":"{\"id\":7}"}})");
    CHECK(run(std::make_unique<Orders>(), host, LL_RECEIVE) == LL_PASS);
    CHECK(host.emitted.at(0).key == "7");
    CHECK(fake::at(host.document, {"response"}) == R"({"status":202,"text":"thanks"})");
}

TEST_CASE("sdk.source drops a callback that is not authentic") {
    fake::Host host(R"({"request":{"method":"POST","path":"/hooks","headers":{},"text":"{}"}})");
    CHECK(run(std::make_unique<Orders>(), host, LL_RECEIVE) == LL_DROP);
    CHECK(host.emitted.empty());
}

TEST_CASE("sdk.source fails on a callback that is no JSON, with the reason") {
    fake::Host host(R"({"request":{"method":"POST","path":"/hooks","headers":{"signature":"good"},"text":"<xml/>"}})");
    CHECK(run(std::make_unique<Orders>(), host, LL_RECEIVE) == LL_FAILED);
    CHECK_THAT(host.explained.at(0).message, Catch::Contains("not JSON"));
}

TEST_CASE("sdk.source lists summaries of a period") {
    fake::Host host(R"({"type":"order","from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z"})");
    CHECK(run(std::make_unique<Orders>(), host, LL_LIST) == LL_PASS);
    CHECK(host.emitted.at(0).body == R"({"from":"2026-01-01T00:00:00Z"})");
    CHECK(host.emitted.at(0).time == "2026-02-01T00:00:00Z");
}

TEST_CASE("sdk.source says what it cannot do") {
    fake::Host host;
    CHECK(run(std::make_unique<Busy>(), host, LL_RECEIVE) == LL_UNSUPPORTED);
    CHECK(run(std::make_unique<Busy>(), host, LL_LIST) == LL_UNSUPPORTED);
    CHECK(run(std::make_unique<Busy>(), host, LL_DELIVER) == LL_UNSUPPORTED);
}
