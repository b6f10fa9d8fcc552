// Protects the flow when the store as a whole answers something else than orders: it is told what that was, nothing is lost, and what was read is kept.
#include "trouble_room.hpp"

using namespace bigcommerce_room;

TEST_CASE("order.bigcommerce trouble: an empty store is no trouble and begins with its first order") {
    TroubledWorld world(0);
    const auto first = world.reader.poll();
    CHECK(first.verdict == LL_PASS);
    CHECK_FALSE(first.document["more"].bool_or(true));
    world.store.add(1);
    CHECK(world.reader.read_all());
    CHECK(world.reader.times() == once(1));
}

TEST_CASE("order.bigcommerce trouble: what was read before a failure is kept, and what comes after it is read later") {
    TroubledWorld world(4);
    bool failing = true;
    world.store.before = [&](const Value& request) { return failing && (is_about(request, "/3/") || is_about(request, "/4/")) ? page_of_html() : Value(); };
    const auto first = world.reader.poll();
    CHECK(first.verdict == LL_PASS);
    CHECK(first.emitted.size() == 2);
    CHECK(world.reader.poll().verdict == LL_RETRY);
    failing = false;
    CHECK(world.reader.read_all());
    CHECK(world.reader.times() == once(4));
}

TEST_CASE("order.bigcommerce trouble: a list that is no list of orders is an outage, and nothing is lost by it") {
    for (const Value& answer : {page_of_html(), answered_text(200, "[{\"id\":1,", "the answer should be JSON, but it ends"), answered_text(200, "<html>maintenance</html>"),
                                answered(200, json("{}")), answered(200, json(R"([{"status_id":11}])")), answered(200, json("[7]")), answered_text(200, ""),
                                Value::object({{"outcome", "no-answer"}, {"status", 0}, {"headers", Value::object()}, {"error", "timed out"}})}) {
        TroubledWorld world(2);
        bool broken = true;
        world.store.before = [&](const Value& request) { return broken && request["path"].text_or("") == "/v2/orders" ? answer : Value(); };
        const auto outcome = world.reader.poll();
        INFO(message::write_json(answer));
        CHECK(outcome.verdict == LL_RETRY);
        REQUIRE(outcome.findings.size() == 1);
        CHECK(outcome.findings.front().code == "STORE_UNAVAILABLE");
        broken = false;
        CHECK(world.reader.read_all());
        CHECK(world.reader.times() == once(2));
    }
}

TEST_CASE("order.bigcommerce trouble: a refused token is told at once and is not retried as an outage") {
    for (const int status : {401, 403}) {
        TroubledWorld world;
        world.store.before = [&](const Value&) { return answered(status, json(R"({"status":403,"title":"Unauthorized Access","errors":{"scope":"store_v2_orders"}})")); };
        const auto outcome = world.reader.poll();
        CHECK(outcome.verdict == LL_FAILED);
        REQUIRE(outcome.findings.size() == 1);
        CHECK(outcome.findings.front().code == "STORE_AUTH");
        CHECK(outcome.findings.front().message.find("store_v2_orders") != std::string::npos);
    }
}

TEST_CASE("order.bigcommerce trouble: a wrong address is told with what the store said, in any shape of an error") {
    for (const char* body : {R"([{"status":404,"message":"The requested resource was not found."}])", R"({"status":404,"title":"The requested resource was not found."})", R"(["odd"])", R"({"title":{}})",
                             R"({"errors":{"x":[]}})", "[]", "null", "7"}) {
        TroubledWorld world;
        world.store.before = [&](const Value&) { return answered(404, json(body)); };
        const auto outcome = world.reader.poll();
        INFO(body);
        CHECK(outcome.verdict == LL_FAILED);
        REQUIRE(outcome.findings.size() == 1);
        CHECK(outcome.findings.front().code == "STORE_AUTH");
        CHECK(outcome.findings.front().message.find("404") != std::string::npos);
    }
}

TEST_CASE("order.bigcommerce trouble: a redirect is told as a wrong address, not as a refused token") {
    for (const int status : {301, 302, 303, 307, 308}) {
        TroubledWorld world;
        world.store.before = [&](const Value&) {
            Value answer = answered_text(status, "<html>Moved</html>");
            answer.set("headers", Value::object({{"location", "https://login.example/sign-in?token=hunter2"}}));
            return answer;
        };
        const auto outcome = world.reader.poll();
        CHECK(outcome.verdict == LL_RETRY);
        REQUIRE(outcome.findings.size() == 1);
        CHECK(outcome.findings.front().code == "STORE_UNAVAILABLE");
        CHECK_THAT(outcome.findings.front().message, Catch::Contains("on to another address (" + std::to_string(status) + ": \"https://login.example/sign-in\"); correct the connection's url") &&
                                                         !Catch::Contains("hunter2"));
    }
}

TEST_CASE("order.bigcommerce trouble: what is answered instead of data is named") {
    struct Case {
        Value answer;
        const char* told;
    };
    for (const Case& one : {Case{answered_text(200, "<!doctype html><title>Shop</title>"), "a web page instead of data"}, Case{answered_text(200, ""), "an empty body"},
                            Case{answered_text(200, "hello"), "text instead of data"}, Case{answered_text(200, "{", "the answer should be JSON, but it is cut"), "should be JSON"}}) {
        TroubledWorld world;
        world.store.before = [&](const Value&) { return one.answer; };
        const auto outcome = world.reader.poll();
        CHECK(outcome.verdict == LL_RETRY);
        REQUIRE(outcome.findings.size() == 1);
        CHECK(outcome.findings.front().code == "STORE_UNAVAILABLE");
        CHECK_THAT(outcome.findings.front().message, Catch::Contains(one.told));
    }
}

TEST_CASE("order.bigcommerce trouble: the cursor of many orders takes no place in the engine's table of paths for each") {
    TroubledWorld world(0);
    for (int id = 1; id <= 400; ++id) world.store.add(id);
    CHECK(world.reader.read_all(250));
    CHECK(world.reader.cursor["seen"].size() + world.reader.cursor["doubtful"].size() >= 400);
    const Value before = world.reader.cursor;
    CHECK(world.reader.poll().verdict == LL_PASS);
    CHECK(world.reader.times().size() == 400);
}

TEST_CASE("order.bigcommerce trouble: a wrong day in from is refused with what to write") {
    SetClock clock;
    ManyOrders store;
    CHECK_THROWS_WITH(Reader(store, clock, settings("", "31.01.2026")), Catch::Contains("2026-01-31"));
}

TEST_CASE("order.bigcommerce trouble: a channel that is not a number would leave out every order, so it is refused") {
    SetClock clock;
    ManyOrders store;
    for (const char* name : {"web", "1a", "01", "0", "-1", "1 "}) {
        INFO(name);
        CHECK_THROWS_WITH(Reader(store, clock, settings(name)), Catch::Contains(std::string("channel: \"") + name + "\" is not the number of a channel"));
    }
    for (const char* number : {"", "1", "1234567"}) CHECK_NOTHROW(Reader(store, clock, settings(number)));
}

TEST_CASE("order.bigcommerce trouble: an outage of one part of the store is an outage, not a refusal of every order") {
    TroubledWorld world(6);
    bool failing = true;
    world.store.before = [&](const Value& request) { return failing && request["path"].text_or("").find("/transactions") != std::string::npos ? answered(503, Value()) : Value(); };
    for (int i = 0; i < 10; ++i) {
        const auto outcome = world.reader.poll();
        CHECK(outcome.verdict == LL_RETRY);
        CHECK(outcome.emitted.empty());
    }
    failing = false;
    CHECK(world.reader.read_all());
    CHECK(world.reader.refused() == 0);
    CHECK(world.reader.times() == once(6));
}
