// Protects the flow when single orders cannot be read: they are told, read again later, and the others flow on.
#include "trouble_room.hpp"

using namespace bigcommerce_room;

TEST_CASE("order.bigcommerce trouble: one order that always fails is told, and the others flow on") {
    TroubledWorld world(4);
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
    TroubledWorld world(2);
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
    TroubledWorld world(2);
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
    TroubledWorld world(2);
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
    TroubledWorld world(1);
    bool broken = true;
    world.store.before = [&](const Value& request) { return broken && is_about(request, "/1/products") ? answered(200, json(R"([{"id":"x"}])")) : Value(); };
    CHECK(world.reader.read_all());
    broken = false;
    world.store.orders.front().set("status_id", 0);
    world.clock.at += 11 * 60'000;
    CHECK(world.reader.read_all());
    CHECK(world.reader.times().empty());
}

TEST_CASE("order.bigcommerce trouble: a row with broken members refuses that order alone") {
    for (const char* member : {"status_id", "date_modified", "date_created", "is_deleted", "channel_id"}) {
        TroubledWorld world(3);
        world.store.orders[1].set(member, json("[]"));
        INFO(member);
        CHECK(world.reader.read_all());
        CHECK(world.reader.times() == std::map<std::string, int>{{"1", 1}, {"3", 1}});
        CHECK(world.reader.refused() == 1);
    }
}

TEST_CASE("order.bigcommerce trouble: the money of an order that cannot be read is told") {
    TroubledWorld world(2);
    world.store.before = [&](const Value& request) { return is_about(request, "/1/products") ? answered(200, json(R"([{"id":"x"}])")) : Value(); };
    CHECK(world.settle());
    const auto& stub = world.reader.emitted.front();
    REQUIRE_FALSE(stub.refusal.empty());
    CHECK(stub.body["totals"]["inc_tax"].text_or("") != "");
    CHECK(stub.body["currency"].text_or("") == "GBP");
}

TEST_CASE("order.bigcommerce trouble: a row without a usable id is told, and the others flow on") {
    for (const char* id : {R"("abc")", "null", "92233720368547758080", "[]", "1.5"}) {
        TroubledWorld world(3);
        world.store.orders[1].set("id", json(id));
        INFO(id);
        CHECK(world.reader.read_all());
        CHECK(world.reader.times() == std::map<std::string, int>{{"1", 1}, {"3", 1}});
        CHECK(world.reader.refused() >= 1);
        CHECK(std::any_of(world.reader.emitted.begin(), world.reader.emitted.end(), [](const auto& one) { return one.source_key == "without-id"; }));
    }
}

TEST_CASE("order.bigcommerce trouble: what cannot be read is told by its list and its member, in no words of ours") {
    TroubledWorld world(1);
    world.store.before = [&](const Value& request) { return is_about(request, "/1/products") ? answered(200, json(R"([{"id":"x"}])")) : Value(); };
    const auto outcome = world.reader.poll();
    REQUIRE_FALSE(outcome.findings.empty());
    const std::string& told = outcome.findings.front().message;
    CHECK_THAT(told, Catch::Contains("/v2/orders/1/products") && Catch::Contains("/0/") && !Catch::Contains("scratch"));
}

TEST_CASE("order.bigcommerce trouble: an order that fails is not forgotten when the next one cannot be understood either") {
    TroubledWorld world(3);
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
