#include "store/inventory_settings.hpp"

#include "store/body.hpp"

#include <array>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

struct Setting {
    std::string_view name;
    std::string_view words; // "" = true or false; "*" = any text
};

constexpr std::array<Setting, 10> known = {{
    {"product_out_of_stock_behavior", "|do_nothing|hide_product|hide_product_and_accessible|hide_product_and_redirect|"},
    {"option_out_of_stock_behavior", "|do_nothing|hide_option|label_option|"},
    {"update_stock_behavior", "|order_placed|order_completed_or_shipped|"},
    {"edit_order_stock_adjustment", ""},
    {"refund_order_stock_adjustment", ""},
    {"stock_level_display", "|dont_show|show|show_when_low|"},
    {"default_out_of_stock_message", "*"},
    {"hide_in_product_filtering", ""},
    {"show_pre_order_stock_levels", ""},
    {"show_out_of_stock_message", ""},
}};

bool fits(const Setting& setting, const Value& value) {
    if (setting.words.empty()) return value.as_bool() != nullptr;
    if (!value.is_text()) return false;
    return setting.words == "*" || setting.words.find("|" + *value.as_text() + "|") != std::string_view::npos;
}

// Takes over the members; null is allowed where a channel inherits.
void take(Value& into, const Value& members, bool may_be_null) {
    Value changed = into, wrong = Value::object();
    for (const auto& [name, value] : *members.as_object()) {
        const Setting* found = nullptr;
        for (const Setting& one : known)
            if (one.name == name) found = &one;
        if (!found || !(fits(*found, value) || (may_be_null && value.is_null()))) wrong.set(name, "error.invalid");
        else changed.set(name, value);
    }
    if (wrong.size() > 0) throw Refused(422, "JSON data is missing or invalid", std::move(wrong));
    into = std::move(changed);
}

} // namespace

InventorySettings::InventorySettings(const StockSettings& initial)
    : all_(Value::object({{"product_out_of_stock_behavior", Value("do_nothing")},
                          {"option_out_of_stock_behavior", Value("do_nothing")},
                          {"update_stock_behavior", Value(initial.decrement_on_placement ? "order_placed" : "order_completed_or_shipped")},
                          {"edit_order_stock_adjustment", Value(initial.edits_adjust)},
                          {"refund_order_stock_adjustment", Value(initial.returns_on_cancel)},
                          {"stock_level_display", Value("dont_show")},
                          {"default_out_of_stock_message", Value("Currently out of stock")},
                          {"hide_in_product_filtering", Value(false)},
                          {"show_pre_order_stock_levels", Value(false)},
                          {"show_out_of_stock_message", Value(false)}})) {}

base::HttpResponse InventorySettings::answer(const Call& call) {
    require_method(call, {"GET", "PUT"});
    const auto channel = number_parameter(call, "channel_id");
    if (call.method == "PUT") {
        const Value body = read_body(call);
        if (channel) take(channels_[*channel], body, true);
        else change(body);
    }
    Value data = Value::object();
    for (const Setting& one : known) data.set(one.name, channel ? (channels_.count(*channel) ? channels_.at(*channel)[one.name] : Value()) : all_[one.name]);
    return json_answer(Value::object({{"data", std::move(data)}, {"meta", Value::object()}}));
}

void InventorySettings::change(const Value& members) { take(all_, members, false); }

const Value& InventorySettings::of(std::int64_t channel, std::string_view name) const {
    const auto own = channels_.find(channel);
    if (own != channels_.end() && !own->second[name].is_null()) return own->second[name];
    return all_[name];
}

} // namespace ledgerline::sandbox::store
