// The store's side: what it sells at first, what people do there, and what it shows.
#include "world.hpp"

#include "message/json.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace ledgerline::scenario {

using message::Value;

namespace {

// {"sku": "MUG", "tracking": "none", "stock": {"main": 3}}, or {"name": "Mug", "variants": ["MUG-RED", "MUG-BLUE"]}.
Value product_of(const Value& given) {
    const std::string sku = given["sku"].text_or("");
    Value out = Value::object({{"name", given["name"].text_or("Goods " + sku)}, {"type", "physical"}, {"weight", Value(1)}, {"price", "12.00"}, {"inventory_tracking", given["tracking"].text_or("product")}});
    if (!sku.empty()) out.set("sku", sku);
    if (given.find("stock")) out.set("stock", given["stock"]);
    if (const auto* variants = given["variants"].as_array()) {
        Value rows = Value::array();
        for (const Value& variant : *variants)
            rows.push(Value::object({{"sku", variant}, {"option_values", Value::array({Value::object({{"option_display_name", "Kind"}, {"label", variant}})})}}));
        out.set("variants", std::move(rows));
    }
    return out;
}

} // namespace

void World::set_up_store(const Value& scenario) {
    std::vector<Value> products;
    if (const auto* given = scenario["products"].as_array()) products = *given;
    else
        for (const Value& item : *scenario["items"].as_array()) products.push_back(Value::object({{"sku", item["ItemCode"]}}));
    for (const Value& given : products) {
        shop_.add_product(product_of(given));
        if (const std::string sku = given["sku"].text_or(""); !sku.empty()) skus_.insert(sku);
        if (const auto* variants = given["variants"].as_array())
            for (const Value& variant : *variants) skus_.insert(variant.text_or(""));
    }
}

void World::set_by_hand(const Value& numbers) {
    for (const auto& [sku, locations] : *numbers.as_object())
        for (const auto& [location, number] : *locations.as_object()) shop_.set_stock(sku, location, number.int_or(0));
}

void World::remove_product(const std::string& sku) {
    shop_.remove_product(shop_.stock_of(sku)["product_id"].int_or(0));
    skus_.erase(sku);
}

Value World::shown() const {
    Value out = Value::object();
    for (const std::string& sku : skus_) {
        Value locations = Value::object();
        const Value stock = shop_.stock_of(sku);
        for (const Value& at : *stock["locations"].as_array()) locations.set(at["location"].text_or(""), at["on_hand"]);
        out.set(sku, std::move(locations));
    }
    return out;
}

} // namespace ledgerline::scenario
