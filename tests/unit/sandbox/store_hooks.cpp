// Protects: the sandbox's webhooks behave as the store's: who may be called, for what, with which proof, how often again, and when it gives up.
#include "message/json.hpp"
#include "store/shop.hpp"

#include "base/digest.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::sandbox;
using message::Value;

namespace {

struct HookBench {
    explicit HookBench(ShopSettings settings = {}) : shop([&] {
        settings.tax_rates = united_kingdom_tax_rates();
        return settings;
    }(), clock, random) {}

    struct At final : base::Clock {
        base::Millis now() const override { return at; }
        base::Millis at = 1'772'359'200'000;
    };
    base::HttpResponse ask(const std::string& method, const std::string& path, const std::string& body = "") {
        return shop.handle({method, "/stores/sandbox/v3/hooks" + path, {{"X-Auth-Token", "sandbox-token"}, {"Content-Type", "application/json"}}, body});
    }
    static std::string wish(const std::string& scope, const std::string& destination = "https://erp.example.com/hooks/shop", const std::string& more = "") {
        return R"({"scope":")" + scope + R"(","destination":")" + destination + "\"" + more + "}";
    }
    std::int64_t make(const std::string& scope, const std::string& more = "") {
        const base::HttpResponse answer = ask("POST", "", wish(scope, "https://erp.example.com/hooks/shop", more));
        REQUIRE(answer.status == 200);
        return message::parse_json(answer.body)["data"]["id"].int_or(0);
    }
    std::int64_t place() {
        return shop.place_order(message::parse_json(R"({"billing_address":{"first_name":"A","last_name":"B","country":"United Kingdom","country_iso2":"GB","email":"a@example.com"},
            "products":[{"sku":"MUG","name":"Mug","price":"12.50","quantity":1}],"payment":{"state":"pending"},"status_id":7})"));
    }
    // Sends what is due, answering with this status; what was sent.
    std::vector<Callback> send(int status = 200) {
        std::vector<Callback> out;
        shop.send_callbacks([&](const Callback& callback) {
            out.push_back(callback);
            return status;
        });
        return out;
    }
    static std::vector<std::string> scopes(const std::vector<Callback>& callbacks) {
        std::vector<std::string> out;
        for (const Callback& one : callbacks) out.push_back(message::parse_json(one.body)["scope"].text_or(""));
        return out;
    }

    At clock;
    base::Random random{1};
    Shop shop;
};

} // namespace

TEST_CASE("sandbox.store hooks: are made, listed, changed and deleted") {
    HookBench bench;
    const std::int64_t id = bench.make("store/order/created", R"(,"headers":{"X-Secret":"s"})");
    const Value list = message::parse_json(bench.ask("GET", "").body);
    REQUIRE(list["data"].size() == 1);
    CHECK(list["data"].as_array()->front()["headers"]["X-Secret"].text_or("") == "s");
    CHECK(list["meta"]["pagination"]["total"].int_or(0) == 1);
    CHECK(message::parse_json(bench.ask("PUT", "/" + std::to_string(id), R"({"is_active":false})").body)["data"]["is_active"].bool_or(true) == false);
    CHECK(message::parse_json(bench.ask("GET", "?is_active=true").body)["data"].size() == 0);
    CHECK(bench.ask("DELETE", "/" + std::to_string(id)).status == 200);
    CHECK(bench.ask("GET", "/" + std::to_string(id)).status == 404);
}

TEST_CASE("sandbox.store hooks: ten of a scope, one of a scope and destination, https on port 443 only") {
    HookBench bench;
    for (int n = 0; n < 10; ++n) CHECK(bench.ask("POST", "", HookBench::wish("store/order/created", "https://erp.example.com/" + std::to_string(n))).status == 200);
    CHECK(bench.ask("POST", "", HookBench::wish("store/order/created", "https://erp.example.com/11")).status == 422);
    CHECK(bench.ask("POST", "", HookBench::wish("store/order/updated", "https://erp.example.com/1")).status == 200);
    CHECK(bench.ask("POST", "", HookBench::wish("store/order/updated", "https://erp.example.com/1")).status == 422);
    for (const char* destination : {"http://erp.example.com/", "https://erp.example.com:8443/", "http://127.0.0.1:80/", "ftp://x/", ""}) {
        INFO(destination);
        CHECK(bench.ask("POST", "", HookBench::wish("store/order/archived", destination)).status == 422);
    }
    ShopSettings settings;
    settings.hooks_to_loopback = true;
    HookBench local(settings);
    CHECK(local.ask("POST", "", HookBench::wish("store/order/archived", "http://127.0.0.1:8090/hooks/shop")).status == 200);
    CHECK(local.ask("POST", "", HookBench::wish("store/order/archived", "http://127.0.0.1.example.com/hooks/shop")).status == 422);
}

TEST_CASE("sandbox.store hooks: every change of an order calls whoever wants to know") {
    HookBench bench;
    for (const char* scope : {"store/order/created", "store/order/updated", "store/order/statusUpdated", "store/order/archived", "store/order/transaction/created"}) bench.make(scope);
    const std::int64_t id = bench.place();
    const auto created = bench.send();
    CHECK(HookBench::scopes(created) == std::vector<std::string>{"store/order/created"});
    const Value body = message::parse_json(created.front().body);
    CHECK(body["producer"].text_or("") == "stores/sandbox");
    CHECK(body["data"]["id"].int_or(0) == id);
    CHECK(body["hash"].text_or("").size() == 40);
    bench.shop.edit_order(id, message::parse_json(R"({"staff_notes":"x"})"));
    CHECK(HookBench::scopes(bench.send()) == std::vector<std::string>{"store/order/updated"});
    bench.shop.pay(id);
    CHECK(HookBench::scopes(bench.send()) == std::vector<std::string>{"store/order/transaction/created", "store/order/updated", "store/order/statusUpdated"});
    bench.shop.edit_order(id, message::parse_json(R"({"is_deleted":true})"));
    CHECK(HookBench::scopes(bench.send()) == std::vector<std::string>{"store/order/updated", "store/order/archived"});
}

TEST_CASE("sandbox.store hooks: wildcards cover what is below them, nested scopes by a switch") {
    for (const bool nested : {false, true}) {
        ShopSettings settings;
        settings.hook_wildcards_nested = nested;
        HookBench bench(settings);
        bench.make("store/order/*");
        const std::int64_t id = bench.place();
        bench.send();
        bench.shop.pay(id);
        CHECK(bench.send().size() == (nested ? 3 : 2));
    }
}

TEST_CASE("sandbox.store hooks: callbacks carry the custom headers and a signature over their very bytes") {
    HookBench bench;
    bench.make("store/order/created", R"(,"headers":{"X-Secret":"s"})");
    bench.place();
    const auto sent = bench.send();
    REQUIRE(sent.size() == 1);
    const base::Headers& headers = sent.front().headers;
    CHECK(base::header(headers, "X-Secret") == "s");
    const std::string content = base::header(headers, "webhook-id") + "." + base::header(headers, "webhook-timestamp") + "." + sent.front().body;
    CHECK(base::header(headers, "webhook-signature") == "v1," + base::hmac_sha256_base64("sandbox-client-secret", content));
    ShopSettings settings;
    settings.sign_hooks = false;
    HookBench unsigned_bench(settings);
    unsigned_bench.make("store/order/created");
    unsigned_bench.place();
    CHECK(base::header(unsigned_bench.send().front().headers, "webhook-signature").empty());
}

TEST_CASE("sandbox.store hooks: what is not taken is sent again by the schedule under the same id, then the hook is switched off") {
    HookBench bench;
    const std::int64_t id = bench.make("store/order/created");
    bench.place();
    const auto first = bench.send(500);
    REQUIRE(first.size() == 1);
    for (const std::int64_t pause : {60, 180, 300, 600, 900, 1'800, 3'600, 7'200, 21'600, 50'400, 86'400}) {
        bench.clock.at += pause * 1'000 - 1;
        CHECK(bench.send(500).empty());
        bench.clock.at += 1;
        const auto again = bench.send(0);
        REQUIRE(again.size() == 1);
        CHECK(base::header(again.front().headers, "webhook-id") == base::header(first.front().headers, "webhook-id"));
    }
    CHECK(message::parse_json(bench.ask("GET", "/" + std::to_string(id)).body)["data"]["is_active"].bool_or(true) == false);
    bench.place();
    CHECK(bench.send().empty());
    bench.ask("PUT", "/" + std::to_string(id), R"({"is_active":true})");
    bench.place();
    CHECK(bench.send().size() == 1);
}

TEST_CASE("sandbox.store hooks: faults lose, double, delay, reorder and forge callbacks, each as often as asked") {
    HookBench bench;
    bench.make("store/order/created");
    const auto fault = [&](const std::string& kind, const std::string& more = "") {
        bench.shop.inject(hook_fault_from(message::parse_json(R"({"kind":")" + kind + "\"" + more + "}")));
        return bench.place();
    };
    const auto ids = [](const std::vector<Callback>& callbacks) {
        std::vector<std::int64_t> out;
        for (const Callback& one : callbacks) out.push_back(message::parse_json(one.body)["data"]["id"].int_or(0));
        return out;
    };
    fault("lost");
    CHECK(bench.send().empty());
    const auto doubled = fault("doubled");
    CHECK(ids(bench.send()) == std::vector<std::int64_t>{doubled, doubled});
    const auto late = fault("late", R"(,"delay_ms":5000)");
    CHECK(bench.send().empty());
    bench.clock.at += 5'000;
    CHECK(ids(bench.send()) == std::vector<std::int64_t>{late});
    const auto held = fault("out_of_order"), next = bench.place();
    CHECK(ids(bench.send()) == std::vector<std::int64_t>{next, held});
    fault("forged");
    const auto forged = bench.send();
    REQUIRE(forged.size() == 2);
    CHECK(base::header(forged[0].headers, "webhook-signature") != base::header(forged[1].headers, "webhook-signature"));
    CHECK_THROWS_WITH(hook_fault_from(message::parse_json(R"({"kind":"wrong"})")), Catch::Contains("lost, doubled, late"));
}
