// Protects the flow: whatever the store answers instead of an order, the other orders flow on, nothing is lost, and what was read
// is kept. Scripted answers; the clock is the test's.
#include "room.hpp"

using namespace bigcommerce_room;

namespace {

// A store of several orders that are alike, over the answers of the sample order.
struct Many final : plugin::HttpService {
    Many() : sample(sample_order()) {}
    Value exchange(const Value& request) override {
        const std::string path = request["path"].text_or("");
        asked.push_back(path);
        if (before) {
            Value answer = before(request);
            if (!answer.is_null()) return answer;
        }
        const Value& query = request["query"];
        if (path == "/v2/orders") {
            if (query["page"].text_or("1") != "1") return no_content();
            Value rows = Value::array();
            const std::int64_t above = std::stoll(query["min_id"].text_or("0"));
            for (const Value& row : orders)
                if (row["id"].int_or(0) >= above) rows.push(row);
            return rows.size() == 0 ? no_content() : answered(200, rows, headers);
        }
        const std::string prefix = "/v2/orders/";
        if (path.rfind(prefix, 0) == 0 && path.find('/', prefix.size()) == std::string::npos)
            for (const Value& row : orders)
                if (row["id"].text_or("") == path.substr(prefix.size())) return answered(200, row, headers);
        if (query["page"].text_or("1") != "1") return no_content();
        const auto part = sample.parts.find(path.substr(path.rfind('/') + 1));
        return part == sample.parts.end() ? no_content() : answered(200, part->second, headers);
    }
    void add(int id) {
        Value row = sample.order;
        row.set("id", id);
        orders.push_back(row);
    }

    Answers sample;
    std::vector<Value> orders;
    std::function<Value(const Value&)> before;
    Value headers = Value::object();
    std::vector<std::string> asked;
};

struct World {
    explicit World(int orders = 3) : reader(store, clock) {
        for (int id = 1; id <= orders; ++id) store.add(id);
    }
    // To the end, and the last second once more, as the source does it.
    bool settle() { return reader.read_all() && reader.read_all(); }

    Many store;
    SetClock clock;
    Reader reader;
};

bool is_about(const Value& request, const std::string& part) { return request["path"].text_or("").find(part) != std::string::npos; }
Value page_of_html() { return answered_text(503, "<html><body>503 Service Temporarily Unavailable</body></html>"); }
std::map<std::string, int> once(int orders) {
    std::map<std::string, int> out;
    for (int id = 1; id <= orders; ++id) out[std::to_string(id)] = 1;
    return out;
}

} // namespace

TEST_CASE("order.bigcommerce trouble: an empty store is no trouble and begins with its first order") {
    World world(0);
    const auto first = world.reader.poll();
    CHECK(first.verdict == LL_PASS);
    CHECK_FALSE(first.document["more"].bool_or(true));
    world.store.add(1);
    CHECK(world.reader.read_all());
    CHECK(world.reader.times() == once(1));
}

TEST_CASE("order.bigcommerce trouble: a 429 waits as long as the store says, and the longer of two") {
    struct Case { const char *reset, *after; int wait; };
    for (const Case& one : {Case{"12500", nullptr, 12'500}, Case{nullptr, "30", 30'000}, Case{"12500", "30", 30'000}, Case{"45000", "30", 45'000}, Case{nullptr, nullptr, 1'000},
                            Case{"soon", "later", 1'000}, Case{"99999999999", nullptr, 600'000}}) {
        World world;
        Value headers = Value::object();
        if (one.reset) headers.set("x-rate-limit-time-reset-ms", one.reset);
        if (one.after) headers.set("x-retry-after", one.after);
        world.store.before = [&](const Value&) {
            Value answer = answered_text(429, "");
            answer.set("headers", headers);
            return answer;
        };
        const auto outcome = world.reader.poll();
        CHECK(outcome.verdict == LL_RETRY);
        CHECK(outcome.document["retry_after_ms"].int_or(0) == one.wait);
        REQUIRE(outcome.findings.size() == 1);
        CHECK(outcome.findings.front().code == "STORE_RATE_LIMIT");
    }
}

TEST_CASE("order.bigcommerce trouble: a quota that is nearly used up stops the poll, and the next one goes on") {
    World world(5);
    int left = 25;
    world.store.before = [&](const Value&) {
        world.store.headers = json(R"({"x-rate-limit-requests-quota":"150","x-rate-limit-time-reset-ms":"9000"})");
        world.store.headers.set("x-rate-limit-requests-left", std::to_string(--left));
        return Value();
    };
    const auto first = world.reader.poll();
    CHECK(first.verdict == LL_PASS);
    CHECK(first.document["more"].bool_or(false));
    CHECK(first.emitted.size() < 5);
    CHECK(first.emitted.size() > 0);
    // Nothing more can be read in this window: it says how long it lasts instead of asking again and again.
    const auto second = world.reader.poll();
    CHECK(second.verdict == LL_RETRY);
    CHECK(second.document["retry_after_ms"].int_or(0) == 9'000);
    left = 1'000;
    CHECK(world.reader.read_all());
    CHECK(world.reader.times() == once(5));
}

TEST_CASE("order.bigcommerce trouble: a small quota is used, or nothing would ever be read") {
    World world(2);
    world.store.headers = json(R"({"x-rate-limit-requests-quota":"8","x-rate-limit-requests-left":"7","x-rate-limit-time-reset-ms":"9000"})");
    CHECK(world.reader.read_all());
    CHECK(world.reader.times() == once(2));
}

TEST_CASE("order.bigcommerce trouble: what was read before a failure is kept, and what comes after it is read later") {
    World world(4);
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

TEST_CASE("order.bigcommerce trouble: one order that always fails is told, and the others flow on") {
    World world(4);
    world.store.before = [&](const Value& request) { return is_about(request, "/2/products") ? page_of_html() : Value(); };
    int polls = 0;
    for (; polls < 20; ++polls) {
        const auto outcome = world.reader.poll();
        if (outcome.verdict == LL_PASS && !outcome.document["more"].bool_or(false)) break;
    }
    CHECK(polls < 6);
    CHECK(world.reader.times() == std::map<std::string, int>{{"1", 1}, {"3", 1}, {"4", 1}});
    CHECK(world.reader.refused() == 1);
}

TEST_CASE("order.bigcommerce trouble: what could not be read is read again after a minute and then every ten, and comes whole") {
    World world(2);
    bool broken = true;
    world.store.before = [&](const Value& request) { return broken && is_about(request, "/2/taxes") ? answered(200, json(R"([{"rate":"much"}])")) : Value(); };
    CHECK(world.settle());
    CHECK(world.reader.refused() >= 1);
    world.clock.at += 61'000;
    CHECK(world.reader.read_all()); // still broken
    broken = false;
    world.clock.at += 9 * 60'000;
    CHECK(world.reader.read_all());
    CHECK(world.reader.times().count("2") == 0);
    world.clock.at += 2 * 60'000;
    CHECK(world.reader.read_all());
    CHECK(world.reader.times()["2"] == 1);
    CHECK(world.reader.cursor["unread"].size() == 0);
}

TEST_CASE("order.bigcommerce trouble: an order whose own row always fails does not stop the flow when it is due again") {
    World world(2);
    world.store.before = [&](const Value& request) {
        const std::string path = request["path"].text_or("");
        return path == "/v2/orders/1" || is_about(request, "/1/products") ? page_of_html() : Value();
    };
    for (int i = 0; i < 10; ++i) world.reader.poll();
    CHECK(world.reader.refused() >= 1);
    world.clock.at += 11 * 60'000;
    world.store.add(3);
    CHECK(world.reader.read_all());
    CHECK(world.reader.times().count("3") == 1);
    CHECK(world.reader.times().count("1") == 0);
}

TEST_CASE("order.bigcommerce trouble: an unreadable order that was deleted is forgotten") {
    World world(2);
    world.store.before = [&](const Value& request) {
        if (request["path"].text_or("") == "/v2/orders/1") return answered(404, json(R"([{"status":404,"message":"The requested resource was not found."}])"));
        return is_about(request, "/1/products") ? answered(200, json(R"([{"id":"x"}])")) : Value();
    };
    CHECK(world.settle());
    CHECK(world.reader.cursor["unread"].size() == 1);
    world.clock.at += 11 * 60'000;
    CHECK(world.reader.read_all());
    CHECK(world.reader.cursor["unread"].size() == 0);
}

TEST_CASE("order.bigcommerce trouble: an unreadable order that became a cart again is not emitted") {
    World world(1);
    bool broken = true;
    world.store.before = [&](const Value& request) { return broken && is_about(request, "/1/products") ? answered(200, json(R"([{"id":"x"}])")) : Value(); };
    CHECK(world.reader.read_all());
    broken = false;
    world.store.orders.front().set("status_id", 0);
    world.clock.at += 11 * 60'000;
    CHECK(world.reader.read_all());
    CHECK(world.reader.times().empty());
}

TEST_CASE("order.bigcommerce trouble: a list that is no list of orders is an outage, and nothing is lost by it") {
    for (const Value& answer : {page_of_html(), answered_text(200, "[{\"id\":1,", "the answer should be JSON, but it ends"), answered_text(200, "<html>maintenance</html>"),
                                answered(200, json("{}")), answered(200, json(R"([{"status_id":11}])")), answered(200, json("[7]")), answered_text(200, ""),
                                Value::object({{"outcome", "no-answer"}, {"status", 0}, {"headers", Value::object()}, {"error", "timed out"}})}) {
        World world(2);
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

TEST_CASE("order.bigcommerce trouble: a row with broken members refuses that order alone") {
    for (const char* member : {"status_id", "date_modified", "date_created", "is_deleted", "channel_id"}) {
        World world(3);
        world.store.orders[1].set(member, json("[]"));
        INFO(member);
        CHECK(world.reader.read_all());
        CHECK(world.reader.times() == std::map<std::string, int>{{"1", 1}, {"3", 1}});
        CHECK(world.reader.refused() == 1);
    }
}

TEST_CASE("order.bigcommerce trouble: a refused token is told at once and is not retried as an outage") {
    for (const int status : {401, 403}) {
        World world;
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
        World world;
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
        World world;
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
        World world;
        world.store.before = [&](const Value&) { return one.answer; };
        const auto outcome = world.reader.poll();
        CHECK(outcome.verdict == LL_RETRY);
        REQUIRE(outcome.findings.size() == 1);
        CHECK(outcome.findings.front().code == "STORE_UNAVAILABLE");
        CHECK_THAT(outcome.findings.front().message, Catch::Contains(one.told));
    }
}

TEST_CASE("order.bigcommerce trouble: the cursor of many orders takes no place in the engine's table of paths for each") {
    World world(0);
    for (int id = 1; id <= 400; ++id) world.store.add(id);
    CHECK(world.reader.read_all(250));
    CHECK(world.reader.cursor["seen"].size() + world.reader.cursor["doubtful"].size() >= 400);
    const Value before = world.reader.cursor;
    CHECK(world.reader.poll().verdict == LL_PASS);
    CHECK(world.reader.times().size() == 400);
}

TEST_CASE("order.bigcommerce trouble: a wrong day in from is refused with what to write") {
    SetClock clock;
    Many store;
    CHECK_THROWS_WITH(Reader(store, clock, settings("", "31.01.2026")), Catch::Contains("2026-01-31"));
}

TEST_CASE("order.bigcommerce trouble: a channel that is not a number would leave out every order, so it is refused") {
    SetClock clock;
    Many store;
    for (const char* name : {"web", "1a", "01", "0", "-1", "1 "}) {
        INFO(name);
        CHECK_THROWS_WITH(Reader(store, clock, settings(name)), Catch::Contains(std::string("channel: \"") + name + "\" is not the number of a channel"));
    }
    for (const char* number : {"", "1", "1234567"}) CHECK_NOTHROW(Reader(store, clock, settings(number)));
}

TEST_CASE("order.bigcommerce trouble: an outage of one part of the store is an outage, not a refusal of every order") {
    World world(6);
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

TEST_CASE("order.bigcommerce trouble: the money of an order that cannot be read is told") {
    World world(2);
    world.store.before = [&](const Value& request) { return is_about(request, "/1/products") ? answered(200, json(R"([{"id":"x"}])")) : Value(); };
    CHECK(world.settle());
    const auto& stub = world.reader.emitted.front();
    REQUIRE_FALSE(stub.refusal.empty());
    CHECK(stub.body["totals"]["inc_tax"].text_or("") != "");
    CHECK(stub.body["currency"].text_or("") == "GBP");
}

TEST_CASE("order.bigcommerce trouble: a 429 after the first order of a poll is waited for as well") {
    World world(3);
    bool limited = true;
    world.store.before = [&](const Value& request) {
        if (!limited || !is_about(request, "/2/")) return Value();
        Value answer = answered(429, Value());
        answer.set("headers", json(R"({"x-retry-after":"20"})"));
        return answer;
    };
    const auto outcome = world.reader.poll();
    CHECK(outcome.verdict == LL_PASS);
    CHECK(outcome.emitted.size() == 1);
    CHECK(outcome.document["retry_after_ms"].int_or(0) == 20'000);
    limited = false;
    CHECK(world.reader.read_all());
    CHECK(world.reader.times() == once(3));
}

TEST_CASE("order.bigcommerce trouble: a row without a usable id is told, and the others flow on") {
    for (const char* id : {R"("abc")", "null", "92233720368547758080", "[]", "1.5"}) {
        World world(3);
        world.store.orders[1].set("id", json(id));
        INFO(id);
        CHECK(world.reader.read_all());
        CHECK(world.reader.times() == std::map<std::string, int>{{"1", 1}, {"3", 1}});
        CHECK(world.reader.refused() >= 1);
        CHECK(std::any_of(world.reader.emitted.begin(), world.reader.emitted.end(), [](const auto& one) { return one.source_key == "without-id"; }));
    }
}

TEST_CASE("order.bigcommerce trouble: what cannot be read is told by its list and its member, in no words of ours") {
    World world(1);
    world.store.before = [&](const Value& request) { return is_about(request, "/1/products") ? answered(200, json(R"([{"id":"x"}])")) : Value(); };
    const auto outcome = world.reader.poll();
    REQUIRE_FALSE(outcome.findings.empty());
    const std::string& told = outcome.findings.front().message;
    CHECK_THAT(told, Catch::Contains("/v2/orders/1/products") && Catch::Contains("/0/") && !Catch::Contains("scratch"));
}

TEST_CASE("order.bigcommerce trouble: an order that fails is not forgotten when the next one cannot be understood either") {
    World world(3);
    world.store.before = [&](const Value& request) {
        if (is_about(request, "/1/products") || is_about(request, "/3/")) return page_of_html();
        return is_about(request, "/2/products") ? answered(200, json(R"([{"id":"x"}])")) : Value();
    };
    for (int i = 0; i < 12; ++i) world.reader.poll();
    const auto told = [&](const std::string& id) { return std::any_of(world.reader.emitted.begin(), world.reader.emitted.end(), [&](const auto& one) { return one.source_key == id; }); };
    CHECK(told("1"));
    CHECK(told("2"));
    world.store.before = nullptr;
    world.clock.at += 11 * 60'000;
    CHECK(world.reader.read_all());
    CHECK(world.reader.times() == once(3));
}
