// Availability on its way to a store from scripted answers.
#pragma once

#include "pushing_room.hpp"

namespace bigcommerce_room {

inline Value available(int id, int quantity, const std::string& location = "1", const std::string& tracking = "variant", const std::string& reason = "") {
    const std::string sku = "SKU-" + std::to_string(id);
    return delivery_of("availability", sku + "|" + location, Value::object({{"sku", sku}, {"product_id", std::to_string(id)}, {"variant_id", std::to_string(id * 10)}, {"tracking", tracking},
                                                                            {"location", location}, {"quantity", quantity}, {"reason", reason}}));
}

struct InventoryWorld : PushWorld {
    InventoryWorld() : PushWorld("inventory", Value::object({{"reason", "from the ERP"}})) {}
    static bool is_push(const Value& request) { return request["path"] == Value("/v3/inventory/adjustments/absolute"); }
    // The store refuses requests that hold one of these variants, and says so in these words; {} is the first of them.
    void refuse_variants(std::set<std::int64_t> bad, const std::string& title) {
        store.before = [bad, title](const Value& request) {
            if (!is_push(request)) return Value();
            for (const Value& item : *request["json"]["items"].as_array())
                if (const std::int64_t id = item["variant_id"].int_or(0); bad.count(id) == 1) {
                    std::string words = title;
                    if (const std::size_t at = words.find("{}"); at != std::string::npos) words.replace(at, 2, std::to_string(id));
                    return refusal(422, words);
                }
            return Value();
        };
    }
};

} // namespace bigcommerce_room
