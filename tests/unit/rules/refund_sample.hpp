// Refunds of one booked order, as the engine gives them to the rules.
#pragma once

#include "room.hpp"

namespace rules_room {

inline Value original_line(const std::string& id, const std::string& item, int units, const std::string& price, const std::string& amount, const std::string& rate = "20", const std::string& patch = "{}") {
    Value out = Value::object({{"line_id", id}, {"parent_id", ""}, {"kind", "physical"}, {"sku", item}, {"units", units}, {"posted", true}, {"omitted", false}, {"given_up", false}, {"item_code", item}, {"quantity", std::to_string(units)},
                               {"unit_price", price}, {"amount", amount}, {"tax_code", rate == "0" ? "S0" : "S1"}, {"tax_rate", rate}, {"warehouse", "01"}, {"credited_quantity", "0"}, {"credited_amount", "0"}});
    const Value changes = json(patch);
    for (const auto& [name, value] : *changes.as_object()) out.set(name, value);
    return out;
}
inline Value original_charge(const std::string& place, const std::string& amount, const std::string& credited = "0") {
    return Value::object({{"place", place}, {"code", "1"}, {"item_code", ""}, {"warehouse", ""}, {"label", place}, {"amount", amount}, {"tax_code", "S1"}, {"tax_rate", "20"}, {"credited_amount", credited}});
}

// Three mugs for 10.00 in all, one pan for 18.00, shipping 6.00, with 20 % in it: 34.00.
inline Value original(const std::string& price_mode = "gross") {
    Value out = json(R"({"state":"posted","source":"shop/orders","number":"1047","placed_at":"2026-02-28T10:00:00Z","document":{"id":"7","number":"700","key":"order:shop:1047","sink":"erp/orders"},
        "card_code":"C1","rate":"","branch":"2","tax_rounding":"line","total":"34.00","booked_total":"34.00","booked_tax":"5.67","credited_total":"0","credited_tax":"0","refunds":[]})");
    out.set("price_mode", price_mode);
    out.set("lines", Value::array({original_line("31", "MUG", 3, "3.333333", "10.00"), original_line("32", "PAN", 1, "18.00", "18.00")}));
    out.set("freight", Value::array({original_charge("shipping", "6.00")}));
    return out;
}

inline Value refund_item(const std::string& kind, const std::string& target, int quantity, const std::string& amount) {
    return Value::object({{"kind", kind}, {"target_id", target}, {"quantity", quantity}, {"amount", amount}, {"adjustments", Value::array()}, {"reason", ""}});
}
inline Value with_deduction(Value item, const std::string& amount, const std::string& label = "Restocking fee") {
    item.set("adjustments", Value::array({Value::object({{"amount", amount}, {"label", label}})}));
    return item;
}

inline Value refund(const std::string& total, std::vector<Value> items, Value of = original()) {
    Value out = json(R"({"id":"12","order_id":"1047","created_at":"2026-03-01T23:30:00Z","created_by":"","reason":"Too small","currency":"GBP","decimals":2,"total_tax":"0","amounts_set_by_hand":false,
        "payments":[],"settlement":"settled"})");
    out.set("total_inc_tax", total);
    out.set("items", Value::array(std::move(items)));
    if (!of.is_null()) out.set("original", std::move(of));
    return out;
}

} // namespace rules_room
