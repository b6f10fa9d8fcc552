// The connector's sinks as the engine has them, over the sandbox's store: in process, no sockets. What the engine does with an
// answer (look up what is unknown, send again what is absent) is done by `settle`.
#pragma once

#include "sink_room.hpp"

#include "base/random.hpp"
#include "plugin/http_service.hpp"
#include "store/shop.hpp"

#include <algorithm>

namespace bigcommerce_room {

// Plays what the network does with an answer, and remembers what was sent.
class PlayedWire final : public base::Transport {
public:
    explicit PlayedWire(sandbox::Shop& shop) : shop_(shop) {}
    base::Exchange send(const base::Endpoint&, const base::HttpRequest& request) override {
        const std::string path = request.target.substr(std::min(request.target.find("/v"), request.target.size())); // without the store
        sent.push_back(request.method + " " + path.substr(0, path.find('?')) + (request.body.empty() ? "" : " " + request.body));
        sandbox::ShopAnswer answer = shop_.answer(request);
        if (answer.dropped) return {base::Reach::no_answer, {}, "the connection was closed"};
        return {base::Reach::answered, std::move(answer.response), ""};
    }
    // What may have changed something, in order.
    std::vector<std::string> writes() const {
        std::vector<std::string> out;
        for (const std::string& one : sent)
            if (one.rfind("GET ", 0) != 0) out.push_back(one);
        return out;
    }
    std::vector<std::string> sent;

private:
    sandbox::Shop& shop_;
};

inline sandbox::ShopSettings british_store() {
    sandbox::ShopSettings settings;
    settings.tax_rates = sandbox::united_kingdom_tax_rates();
    return settings;
}

// A store, and one sink over it.
struct WritingWorld {
    WritingWorld(const std::string& sink_name, Value sink_fields, sandbox::ShopSettings store = british_store())
        : shop(store, clock, random), wire(shop), line(connection()), name(sink_name), fields(std::move(sink_fields)) {
        line.set("url", "https://shop.example.test/stores/" + store.store_hash);
        line.set("token", secrets.keep(store.token));
        http = std::make_unique<plugin::ConnectionHttp>(wire, line, secrets, "Ledgerline/test");
        restart();
    }
    // As after a crash: nothing that the sink kept is left.
    void restart() { sink = std::make_unique<SinkOf>(name, *http, clock, fields, line); }

    // Two lines to one address: 2 mugs, 1 book.
    std::int64_t place(const std::string& more = "") {
        return shop.place_order(json(R"({"billing_address":{"first_name":"Ada","last_name":"Hill","street_1":"1 High St","city":"London","zip":"E1 6AN","country":"United Kingdom",
            "country_iso2":"GB","email":"ada@example.com"})" + (more.empty() ? R"(,"products":[{"sku":"MUG-BLU","name":"Blue mug","price":"12.50","quantity":2},{"sku":"BOOK","price":"8.00"}])" : "," + more) + "}"));
    }
    Value order(std::int64_t id) const { return shop.order(id)["order"]; }
    std::string text(std::int64_t id, const char* member) const { return order(id)[member].text_or(""); }
    Value shipments(std::int64_t id) const { return shop.order(id)["shipments"]; }
    std::string line_id(std::int64_t id, std::size_t index = 0) const { return (*shop.order(id)["products"].as_array())[index]["id"].text_or(""); }
    void fault(const std::string& text) { shop.inject(sandbox::fault_from(json(text))); }

    Value deliver(const Value& delivery) { return result_of(last = sink->handle(LL_DELIVER, delivery)); }
    Value probe(const Value& delivery) { return result_of(last = sink->handle(LL_PROBE, delivery)); }
    // As the engine does it: until it is delivered or refused.
    Value settle(const Value& delivery, int rounds = 5) {
        Value result = deliver(delivery);
        while (rounds-- > 0) {
            const std::string verdict = result["verdict"].text_or("");
            if (verdict == "unknown") {
                const Value looked = probe(delivery);
                if (looked["verdict"] == Value("found")) return looked;
                if (looked["verdict"] == Value("absent")) result = deliver(delivery);
            } else if (verdict == "retry") {
                result = deliver(delivery);
            } else {
                return result;
            }
        }
        return result;
    }

    SetClock clock;
    base::Random random{5};
    sandbox::Shop shop;
    PlayedWire wire;
    config::Secrets secrets;
    Value line;
    std::string name;
    Value fields;
    std::unique_ptr<plugin::ConnectionHttp> http;
    std::unique_ptr<SinkOf> sink;
    plugin::Outcome last;
};

// The next revision of what was delivered with this receipt.
inline Value change_of(Value delivery, const Value& result) {
    delivery.set("previous", Value::object({{"id", result["receipt"]["id"]}, {"number", result["receipt"]["number"]}, {"key", delivery["idempotency_key"]}}));
    delivery.set("idempotency_key", delivery["idempotency_key"].text_or("") + ":2");
    return delivery;
}

} // namespace bigcommerce_room
