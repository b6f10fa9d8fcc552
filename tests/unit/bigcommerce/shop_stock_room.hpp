// The sandbox's store with products and two locations, and the connector's sources and sinks over it: in process, no sockets.
#pragma once

#include "inventory_room.hpp"
#include "writing_room.hpp"

namespace bigcommerce_room {

inline sandbox::ShopSettings two_locations() {
    sandbox::ShopSettings store = british_store();
    store.stock.locations.push_back({2, "ATX", "Austin", true});
    store.stock.locations.push_back({3, "OLD", "closed", false});
    return store;
}

struct StockedWorld : WritingWorld {
    explicit StockedWorld(const std::string& sink_name, Value sink_fields, sandbox::ShopSettings store = two_locations()) : WritingWorld(sink_name, std::move(sink_fields), std::move(store)) {}

    std::int64_t add(const std::string& sku, const std::string& more = "", const std::string& tracking = "product") {
        return shop.add_product(json(R"({"name":"Product )" + sku + R"(","type":"physical","sku":")" + sku + R"(","weight":0.4,"price":12.5,"is_visible":true,"inventory_tracking":")" + tracking + "\"" + more + "}"));
    }
    std::int64_t add_with_options(const std::string& sku, int count) {
        std::string variants;
        for (int i = 0; i < count; ++i)
            variants += std::string(i == 0 ? "" : ",") + R"({"sku":")" + sku + "-" + std::to_string(i) + R"(","option_values":[{"option_display_name":"Size","label":")" + std::to_string(i) + "\"}]}";
        return add(sku, R"(,"variants":[)" + variants + "]", "variant");
    }
    std::int64_t on_hand(const std::string& sku, const std::string& location) const { return shop.stock(sku, location).on_hand; }
    // What waits in the store is done.
    void wait() { clock.at += 60'000; }

    // The catalogue as the engine knows it: by SKU.
    std::map<std::string, Value> listings() {
        Reader reader(*http, clock, Value::object({{"overlap", 300'000}, {"full_every", 86'400'000}}), line, "catalogue");
        REQUIRE(reader.read_all());
        std::map<std::string, Value> out;
        for (const auto& one : reader.emitted) {
            INFO(one.source_key << ": " << one.refusal);
            CHECK(one.refusal.empty());
            out[one.body["sku"].text_or("")] = one.body;
        }
        return out;
    }
    std::vector<Value> deliver_all(const std::vector<Value>& deliveries) {
        last = sink->handle_all(LL_DELIVER, deliveries);
        return last.verdict == LL_PASS ? *last.document["results"].as_array() : std::vector<Value>{result_of(last)};
    }
    std::vector<Value> probe_all(const std::vector<Value>& deliveries) {
        last = sink->handle_all(LL_PROBE, deliveries);
        return last.verdict == LL_PASS ? *last.document["results"].as_array() : std::vector<Value>{result_of(last)};
    }
};

// As much as is wanted of what a listing says.
inline Value available(const Value& listing, std::int64_t quantity, const std::string& location) {
    const std::string sku = listing["sku"].text_or("");
    return delivery_of("availability", sku + "|" + location, Value::object({{"sku", sku}, {"product_id", listing["product_id"]}, {"variant_id", listing["variant_id"]}, {"tracking", listing["tracking"]},
                                                                            {"location", location}, {"quantity", quantity}, {"reason", ""}}));
}
inline Value changed(const Value& listing, const std::string& changes) {
    return delivery_of("listing-change", listing["sku"].text_or(""), Value::object({{"sku", listing["sku"]}, {"product_id", listing["product_id"]}, {"variant_id", listing["variant_id"]},
                                                                                    {"base", listing["base"]}, {"create", false}, {"changes", json(changes)}}));
}

} // namespace bigcommerce_room
