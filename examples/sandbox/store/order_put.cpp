#include "store/order_put.hpp"

#include "message/json.hpp"
#include "store/body.hpp"
#include "store/raw_json.hpp"
#include "store/statuses.hpp"

#include <algorithm>
#include <array>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

// Amounts that may only be given both with and without tax.
constexpr std::array<std::pair<const char*, const char*>, 5> pairs{{{"subtotal_ex_tax", "subtotal_inc_tax"},
                                                                    {"shipping_cost_ex_tax", "shipping_cost_inc_tax"},
                                                                    {"handling_cost_ex_tax", "handling_cost_inc_tax"},
                                                                    {"wrapping_cost_ex_tax", "wrapping_cost_inc_tax"},
                                                                    {"total_ex_tax", "total_inc_tax"}}};
constexpr std::array<const char*, 5> amounts{"base_shipping_cost", "base_handling_cost", "base_wrapping_cost", "discount_amount", "refunded_amount"};
constexpr std::array<const char*, 7> parts{"products", "consignments", "fees", "billing_address", "shipping_addresses", "items_total", "items_shipped"};

bool is_amount(const std::string& name) {
    if (std::find(amounts.begin(), amounts.end(), name) != amounts.end()) return true;
    return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return name == pair.first || name == pair.second; });
}

// Everything with which the store computes the order anew; what it then makes of it is not played.
bool is_priced(const std::string& name) { return is_amount(name) || std::find(parts.begin(), parts.end(), name) != parts.end(); }

void check_amounts(const Value& body) {
    for (const auto& [name, value] : *body.as_object()) {
        if (!is_amount(name)) continue;
        const auto amount = Decimal::try_parse(value.text_or(""));
        if (!amount || amount->is_negative()) refuse_invalid(name);
    }
    for (const auto& [ex_tax, inc_tax] : pairs) {
        if ((body.find(ex_tax) != nullptr) == (body.find(inc_tax) != nullptr)) continue;
        refuse_missing(body.find(ex_tax) ? inc_tax : ex_tax);
    }
}

// The store's own, and those that orders came from.
bool is_channel(const State& state, const Value& value) {
    const auto* id = value.as_int();
    const auto& orders = state.book.orders();
    return id && (*id == 1 || std::any_of(orders.begin(), orders.end(), [&](const auto& order) { return order.second.channel_id == *id; }));
}

void check_member(const State& state, const std::string& name, const Value& value) {
    constexpr std::size_t staff_notes_max = 65'535;
    if (name == "status_id") {
        const auto* id = value.as_int();
        if (!id || !find_status(*id)) refuse_invalid(name);
    } else if (name == "customer_id") {
        if (!value.as_int()) refuse_invalid(name);
    } else if (name == "channel_id") {
        if (!is_channel(state, value)) refuse_invalid(name);
    } else if (name == "is_deleted" || name == "order_is_digital") {
        if (!value.as_bool()) refuse_invalid(name);
    } else if (!value.is_text() && !value.is_null()) {
        refuse_invalid(name);
    }
    if (name == "staff_notes" && value.text_or("").size() > staff_notes_max) refuse_invalid(name);
}

} // namespace

void put_order(const Call& call, State& state, std::int64_t id, base::Millis now) {
    const Value body = read_body(call);
    const std::string& known = state.book.find(id)->order;
    check_amounts(body);
    Value::Object changes;
    for (const auto& [name, value] : *body.as_object()) {
        if (name == "tax_provider_id") continue; // the real store ignores it without a word
        if (name == "custom_status") refuse_unsupported(name);
        if (is_priced(name)) throw Refused(501, "The sandbox does not take '" + name + "' in a PUT; edit the order through its control API.");
        if (!OrderBook::is_plain_member(name)) {
            if (member_text(known, name)) refuse_read_only(name);
            refuse_unsupported(name);
        }
        check_member(state, name, value);
        // One address of the shopper: setting one form of it takes the other away.
        if (name == "ip_address") changes.emplace_back("ip_address_v6", Value(""));
        if (name == "ip_address_v6") changes.emplace_back("ip_address", Value(""));
        changes.emplace_back(name, value);
    }
    if (changes.empty()) return;
    if (state.settings.put_drops_coupons && state.book.find(id)->coupons != "[]") state.book.edit(id, Value::object({{"coupons", Value::array()}}), now);
    state.book.set_members(id, changes, now);
}

} // namespace ledgerline::sandbox::store
