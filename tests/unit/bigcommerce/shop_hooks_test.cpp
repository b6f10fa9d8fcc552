// Protects, against a whole simulated store: what a callback names is read at once, the store's webhooks are made and kept alive, orders
// whose callbacks were lost come by polling, and numbers that were passed over are looked for. In process, no sockets.
#include "room.hpp"

#include "base/random.hpp"
#include "plugin/http_service.hpp"
#include "store/shop.hpp"

#include <algorithm>

using namespace bigcommerce_room;

namespace {

constexpr const char* hook_url = "https://erp.example.com/hooks/shop";

class Wire final : public base::Transport {
public:
    explicit Wire(sandbox::Shop& shop) : shop_(shop) {}
    base::Exchange send(const base::Endpoint&, const base::HttpRequest& request) override {
        asked.push_back(request.method + " " + request.target);
        if (status != 0 && request.target.find(failing) != std::string::npos && request.body.find(failing_body) != std::string::npos) return {base::Reach::answered, {status, {{"Content-Type", "application/json"}}, R"({"status":1,"title":"no hooks for you"})"}, ""};
        return {base::Reach::answered, shop_.handle(request), ""};
    }
    std::size_t times(const std::string& part) const {
        return static_cast<std::size_t>(std::count_if(asked.begin(), asked.end(), [&](const std::string& one) { return one.find(part) != std::string::npos; }));
    }
    std::vector<std::string> asked;
    std::string failing; // requests with this in their target are answered with `status`
    std::string failing_body; // and with this in their body
    int status = 0;

private:
    sandbox::Shop& shop_;
};

sandbox::ShopSettings store_settings() {
    sandbox::ShopSettings settings;
    settings.tax_rates = sandbox::united_kingdom_tax_rates();
    return settings;
}

Value fields_with(const std::string& url) {
    Value fields = settings();
    fields.set("callback_url", url);
    return fields;
}

// The store, the connector, and between them the way of the callbacks as the engine has it.
struct World {
    explicit World(const std::string& url = hook_url) : shop(store_settings(), clock, random), wire(shop), line(connection()) {
        line.set("url", "https://shop.example.test/stores/sandbox");
        line.set("token", secrets.keep("sandbox-token"));
        line.set("client_secret", secrets.keep("sandbox-client-secret"));
        line.set("callback_secret", secrets.keep("our-own-callback-secret"));
        http = std::make_unique<plugin::ConnectionHttp>(wire, line, secrets, "Ledgerline/test");
        reader = std::make_unique<Reader>(*http, clock, fields_with(url), line);
    }
    std::int64_t place(const std::string& more = "") {
        return shop.place_order(json(R"({"billing_address":{"first_name":"Ada","last_name":"Hill","street_1":"1 High St","city":"London","zip":"E1 6AN","country":"United Kingdom","country_iso2":"GB",
            "email":"ada@example.com"},"products":[{"sku":"MUG-BLU","name":"Blue mug","price":"12.50","quantity":2}])" + (more.empty() ? "" : "," + more) + "}"));
    }
    void wait(int seconds) { clock.at += seconds * 1'000; }
    // Callbacks that are due reach the source; what it signals waits for the next poll.
    void call_back() {
        shop.send_callbacks([&](const sandbox::Callback& callback) {
            if (unreachable) return 0;
            Value headers = Value::object();
            for (const auto& [name, value] : callback.headers) {
                std::string lower = name;
                std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
                headers.set(lower, value);
            }
            const plugin::Outcome outcome = reader->receive(Value::object({{"method", "POST"}, {"path", "/hooks/shop"}, {"headers", headers}, {"text", callback.body}}));
            if (outcome.verdict != LL_PASS) return 401;
            if (const auto* list = outcome.document["signals"].as_array())
                for (const Value& one : *list)
                    if (std::find(reader->signals.begin(), reader->signals.end(), one["key"].text_or("")) == reader->signals.end()) reader->signals.push_back(one["key"].text_or(""));
            return 200;
        });
    }
    // One poll; the codes that it explains, without those of messages.
    std::vector<std::string> explained() {
        const plugin::Outcome outcome = reader->poll();
        CHECK(outcome.verdict == LL_PASS);
        std::vector<std::string> out;
        for (const auto& finding : outcome.findings)
            if (finding.subject.rfind("order:", 0) != 0) out.push_back(finding.code + " " + finding.subject);
        return out;
    }
    void read_all() { REQUIRE(reader->read_all()); }
    std::size_t active_hooks() const {
        const Value report = shop.hooks();
        std::size_t count = 0;
        for (const Value& hook : *report["hooks"].as_array()) count += hook["is_active"].bool_or(false) && hook["destination"].text_or("") == hook_url ? 1 : 0;
        return count;
    }

    SetClock clock;
    base::Random random{5};
    sandbox::Shop shop;
    Wire wire;
    config::Secrets secrets;
    Value line;
    std::unique_ptr<plugin::ConnectionHttp> http;
    std::unique_ptr<Reader> reader;
    bool unreachable = false;
};

constexpr std::size_t hooks_wanted = 10;

// Everything read, and a second poll a while later: nothing is in doubt any more.
void settle(World& world) {
    world.read_all();
    world.wait(30);
    world.read_all();
}

} // namespace

TEST_CASE("order.bigcommerce hooks: they are made once, with the address and the secret header") {
    World world;
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
    World world;
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
    World world("");
    world.place();
    world.read_all();
    CHECK(world.wire.times("v3/hooks") == 0);
}

TEST_CASE("order.bigcommerce hooks: what the store switched off is switched on again, and told until a callback comes") {
    World world;
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
    World world;
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
    World world;
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
    World world;
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
    World world;
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
    World world;
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

TEST_CASE("order.bigcommerce signals: a new order and a change are read by their callbacks alone") {
    World world;
    world.place();
    settle(world);
    world.call_back();
    world.read_all();
    const std::size_t before = world.reader->emitted.size();
    const std::int64_t id = world.place();
    world.call_back();
    CHECK(world.reader->signals == std::vector<std::string>{std::to_string(id)});
    world.read_all();
    REQUIRE(world.reader->emitted.size() > before);
    CHECK(world.reader->emitted[before].source_key == std::to_string(id));
    CHECK(world.reader->signals.empty());
}

TEST_CASE("order.bigcommerce signals: they are read first, whatever is waiting in the list") {
    World world;
    for (int n = 0; n < 6; ++n) world.place(), world.wait(60);
    world.reader->signals = {"1005"};
    REQUIRE(world.reader->poll(1).verdict == LL_PASS);
    REQUIRE(!world.reader->emitted.empty());
    CHECK(world.reader->emitted.front().source_key == "1005");
    world.read_all();
    CHECK(world.reader->times().size() == 6);
    CHECK(world.reader->times()["1005"] == 1);
}

TEST_CASE("order.bigcommerce signals: an incomplete order is left alone, one that is not there is fine, nonsense is forgotten") {
    World world;
    world.place();
    settle(world);
    const std::size_t before = world.reader->emitted.size();
    const std::int64_t cart = world.place(R"("status_id":0)");
    world.reader->signals = {std::to_string(cart), "99999", "no id", "../store"};
    world.read_all();
    CHECK(world.reader->emitted.size() == before);
    CHECK(world.reader->cursor["signalled"].size() == 0);
    CHECK(world.wire.times("/orders/no") == 0);
    world.wait(60);
    world.shop.set_status(cart, 11);
    world.reader->signals = {std::to_string(cart)};
    world.read_all();
    CHECK(world.reader->times()[std::to_string(cart)] >= 1);
}

TEST_CASE("order.bigcommerce signals: what could not be read in one poll is read in the next") {
    World world;
    world.place();
    settle(world);
    std::vector<std::string> ids;
    for (int n = 0; n < 5; ++n) ids.push_back(std::to_string(world.place()));
    world.reader->signals = ids;
    REQUIRE(world.reader->poll(2).verdict == LL_PASS);
    CHECK(world.reader->cursor["signalled"].size() == 3);
    world.read_all();
    CHECK(world.reader->cursor["signalled"].size() == 0);
    for (const std::string& id : ids) CHECK(world.reader->times()[id] == 1);
}

TEST_CASE("order.bigcommerce signals: while the store fails they stay with the engine") {
    World world;
    world.place();
    settle(world);
    const std::int64_t id = world.place();
    world.reader->signals = {std::to_string(id)};
    world.wire.failing = "/v2/orders";
    world.wire.status = 503;
    CHECK(world.reader->poll().verdict == LL_RETRY);
    CHECK(world.reader->signals.size() == 1);
    world.wire.status = 0;
    world.read_all();
    CHECK(world.reader->times()[std::to_string(id)] == 1);
}

TEST_CASE("order.bigcommerce callbacks of the store: lost, doubled, late, out of order and forged ones change nothing but the time") {
    World world;
    world.place();
    settle(world);
    world.call_back();
    world.read_all();
    for (const auto kind : {sandbox::HookFault::Kind::lost, sandbox::HookFault::Kind::doubled, sandbox::HookFault::Kind::late, sandbox::HookFault::Kind::out_of_order,
                            sandbox::HookFault::Kind::forged}) {
        sandbox::HookFault fault;
        fault.kind = kind;
        fault.callbacks = 3;
        fault.delay_ms = 7'200'000;
        world.shop.inject(fault);
        const std::int64_t id = world.place();
        world.shop.edit_order(id, json(R"({"staff_notes":"wrap it"})"));
        world.call_back();
        world.read_all();
        world.wait(120);
        world.call_back();
        world.read_all();
        INFO(static_cast<int>(kind));
        CHECK(world.reader->times()[std::to_string(id)] >= 1);
        CHECK(world.reader->emitted.back().body["notes"]["staff"].text_or("") == "wrap it");
        world.shop.clear_hook_faults();
    }
    const Value report = world.shop.hooks();
    CHECK(report["refused"].int_or(0) == 2); // the forged ones: of the order and of its change
}

TEST_CASE("order.bigcommerce callbacks of the store: two days without an answer switch its hooks off, and the poll brings them back") {
    World world;
    world.place();
    settle(world);
    world.call_back();
    world.read_all();
    world.unreachable = true;
    world.place();
    for (int hours = 0; hours < 80; ++hours) world.wait(3'600), world.call_back();
    CHECK(world.active_hooks() < hooks_wanted);
    world.unreachable = false;
    world.read_all();
    CHECK_FALSE(world.explained().empty());
    CHECK(world.active_hooks() == hooks_wanted);
}

TEST_CASE("order.bigcommerce gaps: an order that the list passed over is looked for after some minutes, and read") {
    World world("");
    world.place();
    settle(world);
    world.place(R"("id":1003)");
    settle(world);
    CHECK(world.reader->cursor["missing"]["1002"].int_or(0) > 0);
    world.place(R"("id":1002)"); // it was there, only late
    world.wait(180);
    CHECK(world.explained().empty());
    CHECK(world.reader->times()["1002"] == 1);
    CHECK(world.reader->cursor["missing"].size() == 0);
}

TEST_CASE("order.bigcommerce gaps: numbers that the store does not have are told until they come or are forgotten") {
    World world("");
    world.place();
    settle(world);
    world.place(R"("id":1005)");
    settle(world);
    CHECK(world.explained().empty());
    world.wait(180);
    CHECK(world.explained() == std::vector<std::string>{"ORDER_GAP missing:1002-1004"});
    world.wait(60);
    CHECK(world.explained() == std::vector<std::string>{"ORDER_GAP missing:1002-1004"});
    world.place(R"("id":1003)");
    world.wait(3'600);
    CHECK(world.explained() == std::vector<std::string>{"ORDER_GAP missing:1002-1002", "ORDER_GAP missing:1004-1004"});
    CHECK(world.reader->times()["1003"] == 1);
    world.wait(4 * 86'400);
    world.explained();
    CHECK(world.explained().empty());
    CHECK(world.reader->cursor["missing"].size() == 0);
}

TEST_CASE("order.bigcommerce gaps: what was there before the first reading, and a great leap, are no gaps to look into") {
    World world("");
    world.place();
    world.place(R"("id":1100)");
    settle(world);
    CHECK(world.reader->cursor["missing"].size() == 0);
    world.place(R"("id":5000)");
    settle(world);
    CHECK(world.reader->cursor["missing"].size() == 100);
}
