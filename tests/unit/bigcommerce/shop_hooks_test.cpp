// Protects that the store's webhooks are made, kept alive and given our secret, and that a person is told when they are not.
#include "hook_room.hpp"

using namespace bigcommerce_room;

TEST_CASE("order.bigcommerce hooks: they are made once, with the address and the secret header") {
    HookWorld world;
    world.place();
    world.read_all();
    CHECK(world.active_hooks() == hooks_wanted);
    const Value report = world.shop.hooks();
    for (const Value& hook : *report["hooks"].as_array()) CHECK(hook["headers"]["X-Ledgerline-Secret"].text_or("") == "our-own-callback-secret");
    const std::size_t posts = world.wire.times("POST /stores/sandbox/v3/hooks");
    CHECK(posts == hooks_wanted);
    world.wait(3'600);
    world.read_all();
    CHECK(world.wire.times("POST /stores/sandbox/v3/hooks") == posts);
    CHECK(world.wire.times("PUT /stores/sandbox/v3/hooks") == 0);
}

TEST_CASE("order.bigcommerce hooks: they are looked at every ten minutes, not with every poll") {
    HookWorld world;
    world.place();
    world.read_all();
    const std::size_t looks = world.wire.times("GET /stores/sandbox/v3/hooks");
    for (int n = 0; n < 9; ++n) world.wait(60), world.read_all();
    CHECK(world.wire.times("GET /stores/sandbox/v3/hooks") == looks);
    world.wait(60);
    world.read_all();
    CHECK(world.wire.times("GET /stores/sandbox/v3/hooks") == looks + 1);
}

TEST_CASE("order.bigcommerce hooks: without an address nobody touches them") {
    HookWorld world("");
    world.place();
    world.read_all();
    CHECK(world.wire.times("v3/hooks") == 0);
}

TEST_CASE("order.bigcommerce hooks: what the store switched off is switched on again, and told until a callback comes") {
    HookWorld world;
    world.place();
    settle(world);
    sandbox::HookFault off;
    off.kind = sandbox::HookFault::Kind::deactivated;
    world.shop.inject(off);
    CHECK(world.active_hooks() == 0);
    world.wait(600);
    CHECK(world.explained() == std::vector<std::string>{"WEBHOOK_DISABLED webhooks switched off"});
    CHECK(world.active_hooks() == hooks_wanted);
    world.wait(3'600);
    CHECK(world.explained() == std::vector<std::string>{"WEBHOOK_DISABLED webhooks switched off"});
    world.place();
    world.call_back();
    CHECK(world.explained().empty());
}

TEST_CASE("order.bigcommerce hooks: a store that refuses them is told about, and the orders flow on") {
    HookWorld world;
    world.wire.failing = "/v3/hooks";
    world.wire.status = GENERATE(403, 404, 422);
    world.place();
    world.reader->poll();
    world.wait(600);
    CHECK(world.explained() == std::vector<std::string>{"WEBHOOK_DISABLED webhooks"});
    CHECK(world.reader->times()["1001"] >= 1);
    world.wire.status = 0;
    world.wait(600);
    world.read_all();
    CHECK(world.explained().empty());
    CHECK(world.active_hooks() == hooks_wanted);
}

TEST_CASE("order.bigcommerce hooks: a scope that the store refuses keeps none of the others from being looked after") {
    HookWorld world;
    world.wire.failing = "/v3/hooks";
    world.wire.failing_body = "store/order/archived";
    world.wire.status = 422;
    world.place();
    CHECK(world.explained() == std::vector<std::string>{});
    world.wait(600);
    CHECK(world.explained() == std::vector<std::string>{"WEBHOOK_DISABLED webhooks"});
    CHECK(world.active_hooks() == hooks_wanted - 1);
    sandbox::HookFault off;
    off.kind = sandbox::HookFault::Kind::deactivated;
    world.shop.inject(off);
    world.wait(600);
    world.explained();
    CHECK(world.active_hooks() == hooks_wanted - 1);
}

TEST_CASE("order.bigcommerce hooks: an outage of their list is nobody's trouble, and is tried again in a minute") {
    HookWorld world;
    world.wire.failing = "/v3/hooks";
    world.wire.status = 503;
    world.place();
    world.read_all();
    CHECK(world.explained().empty());
    world.wire.status = 0;
    world.wait(60);
    world.read_all();
    CHECK(world.active_hooks() == hooks_wanted);
}

TEST_CASE("order.bigcommerce hooks: a changed secret goes into the hooks that are there") {
    HookWorld world;
    world.place();
    world.read_all();
    world.line.set("callback_secret", world.secrets.keep(R"(another "callback" secret\)"));
    world.http = std::make_unique<plugin::ConnectionHttp>(world.wire, world.line, world.secrets, "Ledgerline/test");
    const Value cursor = world.reader->cursor;
    world.reader = std::make_unique<Reader>(*world.http, world.clock, fields_with(hook_url), world.line);
    world.reader->cursor = cursor;
    world.wait(600);
    CHECK(world.explained().empty());
    const Value report = world.shop.hooks();
    for (const Value& hook : *report["hooks"].as_array()) CHECK(hook["headers"]["X-Ledgerline-Secret"].text_or("") == R"(another "callback" secret\)");
}

TEST_CASE("order.bigcommerce hooks: an address without any secret is refused, and one that the store never calls") {
    HookWorld world;
    const auto make = [&](const std::string& url, bool secret) {
        Value line = connection();
        if (secret) line.set("callback_secret", world.secrets.keep("our-own-callback-secret"));
        plugin::ConnectionHttp http(world.wire, line, world.secrets, "Ledgerline/test");
        Reader reader(http, world.clock, fields_with(url), line);
    };
    CHECK_NOTHROW(make(hook_url, true));
    CHECK_THROWS_WITH(make(hook_url, false), Catch::Contains("callback_url") && Catch::Contains("client_secret"));
    CHECK_THROWS_WITH(make("http://erp.example.com/hooks/shop", true), Catch::Contains("https://"));
}
