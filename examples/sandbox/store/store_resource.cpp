#include "store/resources.hpp"

#include "message/json.hpp"
#include "store/format.hpp"
#include "store/statuses.hpp"

#include <algorithm>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

Value store_information(const ShopSettings& settings) {
    const std::string domain = "store-" + settings.store_hash + ".example.com";
    Value out = Value::object();
    out.set("id", settings.store_hash);
    out.set("domain", domain);
    out.set("secure_url", "https://" + domain);
    out.set("control_panel_base_url", "https://" + domain);
    out.set("status", "live");
    out.set("name", settings.name);
    out.set("address", "");
    out.set("country", settings.country);
    out.set("country_code", settings.country_code);
    out.set("phone", "");
    out.set("admin_email", "admin@" + domain);
    out.set("order_email", "orders@" + domain);
    out.set("timezone", Value::object({{"name", Value("UTC")}, {"raw_offset", Value(0)}, {"dst_offset", Value(0)}, {"dst_correction", Value(false)}}));
    out.set("language", "en");
    out.set("currency", settings.currency);
    out.set("decimal_separator", ".");
    out.set("thousands_separator", ",");
    out.set("decimal_places", settings.currency_decimals);
    out.set("currency_symbol_location", "left");
    out.set("weight_units", "KGS");
    out.set("dimension_units", "Centimeters");
    out.set("plan_name", "Sandbox");
    out.set("plan_level", "Sandbox");
    out.set("plan_is_trial", false);
    out.set("industry", "");
    out.set("logo", Value::array()); // the real API also sends an empty list for "no logo"
    out.set("is_price_entered_with_tax", settings.prices_include_tax);
    out.set("store_id", 1);
    out.set("default_channel_id", 1);
    out.set("default_site_id", 1);
    return out;
}

Value currency_row(const ShopSettings& settings, std::int64_t id, const ShopCurrency& currency, base::Millis now) {
    return Value::object({{"id", Value(id)},
                          {"is_default", Value(id == 1)},
                          {"last_updated", Value(rfc2822(now))},
                          {"country_iso2", id == 1 ? Value(settings.country_code) : Value("")},
                          {"currency_code", Value(currency.code)},
                          {"currency_exchange_rate", Value(currency.rate)},
                          {"name", Value(currency.code)},
                          {"token_location", Value("left")},
                          {"decimal_token", Value(".")},
                          {"thousands_token", Value(",")},
                          {"decimal_places", Value(currency.decimals)},
                          {"enabled", Value(true)},
                          {"is_transactional", Value(true)},
                          {"auto_update", Value(false)}});
}

Value currencies(const ShopSettings& settings, base::Millis now) {
    Value out = Value::array({currency_row(settings, 1, {settings.currency, settings.currency_decimals, "1.0000000000"}, now)});
    for (const ShopCurrency& currency : settings.currencies) out.push(currency_row(settings, static_cast<std::int64_t>(out.size()) + 1, currency, now));
    return out;
}

} // namespace

void require_scope(const Call& call, const State& state, std::initializer_list<const char*> families) {
    const auto& held = state.settings.scopes;
    if (held.empty()) return;
    for (const char* family : families) {
        if (std::find(held.begin(), held.end(), family) != held.end()) return;
        if (call.method == "GET" && std::find(held.begin(), held.end(), std::string(family) + "_read_only") != held.end()) return;
    }
    throw Refused(403, "You don't have a required scope to access the endpoint");
}

base::HttpResponse answer_store(const Call& call, const State& state, base::Millis now) {
    const std::string& name = call.path[0];
    if (name == "order_statuses") {
        require_scope(call, state, {scope_orders});
        require_method(call, {"GET"});
        if (call.path.size() == 2) {
            const auto id = whole_number(call.path[1]);
            const OrderStatus* status = id ? find_status(*id) : nullptr;
            if (!status) throw Refused(404, "The requested resource was not found.");
            return json_answer(status_row(*status));
        }
        Value rows = Value::array();
        for (const OrderStatus& status : order_statuses()) rows.push(status_row(status));
        return json_answer(rows);
    }
    if (call.path.size() != 1) throw Refused(404, "The requested resource was not found.");
    require_scope(call, state, {scope_information});
    require_method(call, {"GET"});
    if (name == "time") return json_answer(Value::object({{"time", Value(now / 1000)}}));
    if (name == "store") return json_answer(store_information(state.settings));
    return json_answer(currencies(state.settings, now));
}

} // namespace ledgerline::sandbox::store
