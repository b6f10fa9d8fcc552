// Changes of listings on their way to a store from scripted answers.
#pragma once

#include "pushing_room.hpp"

namespace bigcommerce_room {

inline Value catalogue_sink_settings() {
    return Value::object({{"categories", json(R"(["23"])")}, {"type", "physical"}, {"tracking", "product"}, {"new", "hidden"}});
}

inline Value change(int id, bool base, bool create, const std::string& changes) {
    const std::string sku = "SKU-" + std::to_string(id), product = std::to_string(id), variant = std::to_string(id * 10);
    return delivery_of("listing-change", sku, Value::object({{"sku", sku}, {"product_id", create ? "" : product}, {"variant_id", create ? "" : variant}, {"base", base}, {"create", create}, {"changes", json(changes)}}));
}
inline Value base_change(int id, const std::string& changes = R"({"price":"12.50"})") { return change(id, true, false, changes); }
inline Value variant_change(int id, const std::string& changes = R"({"price":"12.50"})") { return change(id, false, false, changes); }
inline Value new_product(int id, const std::string& changes = R"({"name":"Mug","price":"12.50","weight":"0.4","visible":true})") { return change(id, true, true, changes); }

// The store takes what it is sent, and has no SKU that is asked for.
inline Value saved(const Value& request) {
    if (request["method"] == Value("GET")) return answered(200, json(R"({"data":[]})"));
    if (request["method"] == Value("POST")) return answered(200, json(R"({"data":{"id":900,"base_variant_id":9000}})"));
    return answered(200, Value::object({{"data", request["json"]}}));
}

struct ListingWorld : PushWorld {
    explicit ListingWorld(const Value& fields = catalogue_sink_settings()) : PushWorld("catalogue", fields) { store.before = saved; }
    // The store refuses lists that hold one of these ids.
    void refuse(std::set<std::int64_t> bad, const Value& answer) {
        store.before = [bad, answer](const Value& request) {
            if (const auto* rows = request["json"].as_array())
                for (const Value& row : *rows)
                    if (bad.count(row["id"].int_or(0)) == 1) return answer;
            return saved(request);
        };
    }
};

} // namespace bigcommerce_room
