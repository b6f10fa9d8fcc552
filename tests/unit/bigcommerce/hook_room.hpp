// The store, the connector's source of orders, and between them the way of the callbacks as the engine has it. In process, no sockets.
#pragma once

#include "shop_room.hpp"

#include <algorithm>

namespace bigcommerce_room {

inline constexpr const char* hook_url = "https://erp.example.com/hooks/shop";

class HookWire final : public base::Transport {
public:
    explicit HookWire(sandbox::Shop& shop) : shop_(shop) {}
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

inline Value fields_with(const std::string& url) {
    Value fields = settings();
    fields.set("callback_url", url);
    return fields;
}

// The store, the connector, and between them the way of the callbacks as the engine has it.
struct HookWorld : ShopWorld<HookWire> {
    explicit HookWorld(const std::string& url = hook_url) : ShopWorld(united_kingdom()) {
        line.set("client_secret", secrets.keep("sandbox-client-secret"));
        line.set("callback_secret", secrets.keep("our-own-callback-secret"));
        connect();
        read_with(fields_with(url), "orders");
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

    bool unreachable = false;
};

inline constexpr std::size_t hooks_wanted = 10;

// Everything read, and a second poll a while later: nothing is in doubt any more.
inline void settle(HookWorld& world) {
    world.read_all();
    world.wait(30);
    world.read_all();
}

} // namespace bigcommerce_room
