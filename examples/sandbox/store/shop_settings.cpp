#include "store/shop_settings.hpp"

#include <stdexcept>

namespace ledgerline::sandbox {

namespace {

using message::Value;

[[noreturn]] void refuse(std::string_view member, const std::string& why) {
    throw std::invalid_argument("store." + std::string(member) + ": " + why);
}

std::string text(std::string_view member, const Value& value) {
    if (const auto* t = value.as_text()) return *t;
    refuse(member, "must be a text");
}

std::int64_t integer(std::string_view member, const Value& value) {
    if (const auto* i = value.as_int(); i && *i >= 0) return *i;
    refuse(member, "must be a whole number from 0 on");
}

bool boolean(std::string_view member, const Value& value) {
    if (const auto* b = value.as_bool()) return *b;
    refuse(member, "must be true or false");
}

std::vector<std::string> texts(std::string_view member, const Value& value) {
    if (!value.is_array()) refuse(member, "must be a list of texts");
    std::vector<std::string> out;
    for (const Value& item : *value.as_array()) out.push_back(text(member, item));
    return out;
}

// One of two or three words; the answer is its place in the list.
std::size_t word(std::string_view member, const Value& value, std::initializer_list<std::string_view> known) {
    const std::string given = text(member, value);
    std::string list;
    std::size_t at = 0;
    for (std::string_view name : known) {
        if (given == name) return at;
        list += (at++ ? ", " : "") + std::string(name);
    }
    refuse(member, "\"" + given + "\" is none of: " + list);
}

TaxRate tax_rate(const Value& value, std::int64_t position) {
    const std::string place = "tax_rates[" + std::to_string(position) + "]";
    if (!value.is_object()) refuse(place, "must be an object");
    TaxRate out;
    out.id = position + 1;
    for (const auto& [name, member] : *value.as_object()) {
        const std::string at = place + "." + name;
        if (name == "id") out.id = integer(at, member);
        else if (name == "name") out.name = text(at, member);
        else if (name == "tax_class") out.tax_class = integer(at, member);
        else if (name == "class_name") out.class_name = text(at, member);
        else if (name == "country") out.country = text(at, member);
        else if (name == "priority") out.priority = integer(at, member);
        else if (name == "percent") {
            const auto percent = Decimal::try_parse(text(at, member));
            if (!percent || percent->is_negative()) refuse(at, "must be a percentage as text, such as \"20\"");
            out.percent = *percent;
        }
        else refuse(at, "unknown; known are id, name, tax_class, class_name, country, priority, percent");
    }
    if (out.name.empty()) refuse(place + ".name", "is missing");
    return out;
}

ShopCurrency store_currency(const Value& value, std::size_t position) {
    const std::string place = "currencies[" + std::to_string(position) + "]";
    if (!value.is_object()) refuse(place, "must be an object");
    ShopCurrency out;
    for (const auto& [name, member] : *value.as_object()) {
        const std::string at = place + "." + name;
        if (name == "code") out.code = text(at, member);
        else if (name == "decimals") {
            const std::int64_t digits = integer(at, member);
            if (digits > 4) refuse(at, "must be 0 to 4");
            out.decimals = static_cast<int>(digits);
        }
        else if (name == "rate") {
            out.rate = text(at, member);
            if (const auto rate = Decimal::try_parse(out.rate); !rate || rate->is_negative()) refuse(at, "must be a rate as text, such as \"190.5\"");
        }
        else refuse(at, "unknown; known are code, decimals, rate");
    }
    if (out.code.empty() || out.rate.empty()) refuse(place, "needs a code and a rate");
    return out;
}

} // namespace

int ShopSettings::decimals_of(const std::string& code) const {
    for (const ShopCurrency& one : currencies)
        if (one.code == code) return one.decimals;
    return currency_decimals;
}

std::vector<TaxRate> united_kingdom_tax_rates() {
    const Decimal twenty(20), five(5), nothing;
    return {{1, "UK VAT", 0, "Default Tax Class", "GB", twenty, 0},
            {2, "UK VAT", 2, "Shipping", "GB", twenty, 0},
            {3, "UK VAT", 3, "Gift Wrapping", "GB", twenty, 0},
            {4, "UK VAT zero rate", 4, "Books", "GB", nothing, 0},
            {5, "UK VAT reduced rate", 5, "Domestic fuel", "GB", five, 0},
            {6, "Outside VAT", 0, "Default Tax Class", "", nothing, 0},
            {7, "Outside VAT", 2, "Shipping", "", nothing, 0},
            {8, "Outside VAT", 3, "Gift Wrapping", "", nothing, 0},
            {9, "Outside VAT", 4, "Books", "", nothing, 0},
            {10, "Outside VAT", 5, "Domestic fuel", "", nothing, 0}};
}

ShopSettings shop_settings_from(const Value& store) {
    ShopSettings out;
    out.tax_rates = united_kingdom_tax_rates();
    if (store.is_null()) return out;
    if (!store.is_object()) throw std::invalid_argument("store: must be an object");
    for (const auto& [name, value] : *store.as_object()) {
        if (name == "store_hash") out.store_hash = text(name, value);
        else if (name == "token") out.token = text(name, value);
        else if (name == "scopes") out.scopes = texts(name, value);
        else if (name == "name") out.name = text(name, value);
        else if (name == "country") out.country = text(name, value);
        else if (name == "country_code") out.country_code = text(name, value);
        else if (name == "currency") out.currency = text(name, value);
        else if (name == "currency_decimals") {
            const std::int64_t digits = integer(name, value);
            if (digits > 4) refuse(name, "must be 0 to 4");
            out.currency_decimals = static_cast<int>(digits);
        }
        else if (name == "currencies") {
            if (!value.is_array()) refuse(name, "must be a list");
            for (const Value& one : *value.as_array()) out.currencies.push_back(store_currency(one, out.currencies.size()));
        }
        else if (name == "prices_include_tax") out.prices_include_tax = boolean(name, value);
        else if (name == "round_taxes_per_line") out.round_taxes_per_line = boolean(name, value);
        else if (name == "tax_rates") {
            if (!value.is_array()) refuse(name, "must be a list");
            out.tax_rates.clear();
            for (const Value& rate : *value.as_array())
                out.tax_rates.push_back(tax_rate(rate, static_cast<std::int64_t>(out.tax_rates.size())));
        }
        else if (name == "link_origin") out.link_origin = text(name, value);
        else if (name == "first_order_id") out.first_order_id = integer(name, value);
        else if (name == "client_id") out.client_id = text(name, value);
        else if (name == "client_secret") out.client_secret = text(name, value);
        else if (name == "hooks_to_loopback") out.hooks_to_loopback = boolean(name, value);
        else if (name == "sign_hooks") out.sign_hooks = boolean(name, value);
        else if (name == "hook_wildcards_nested") out.hook_wildcards_nested = boolean(name, value);
        else if (name == "stock") out.stock = stock_settings_from(value);
        else if (name == "refunds") out.refunds = refund_settings_from(value);
        else if (name == "products") continue; // added by the shop's add_product
        else if (name == "quota") out.quota = integer(name, value);
        else if (name == "date_bounds_inclusive") out.date_bounds_inclusive = boolean(name, value);
        else if (name == "archived_orders_in_list") out.archived_orders_in_list = boolean(name, value);
        else if (name == "malformed_date")
            out.malformed_date = word(name, value, {"ignore", "refuse"}) == 0 ? MalformedDate::ignore : MalformedDate::refuse;
        else if (name == "page_above_maximum")
            out.page_above_maximum =
                word(name, value, {"clamp", "refuse"}) == 0 ? PageAboveMaximum::clamp : PageAboveMaximum::refuse;
        else if (name == "empty_sub_list")
            out.empty_sub_list =
                word(name, value, {"no_content", "empty_array"}) == 0 ? EmptyList::no_content : EmptyList::empty_array;
        else if (name == "transactions_empty_no_content") out.transactions_empty_no_content = boolean(name, value);
        else if (name == "fees_shape") out.fees_shape = static_cast<FeesShape>(word(name, value, {"array", "object", "single"}));
        else if (name == "refund_list_has_pagination") out.refund_list_has_pagination = boolean(name, value);
        else if (name == "edit_keeps_line_ids") out.edit_keeps_line_ids = boolean(name, value);
        else if (name == "shipment_moves_status") out.shipment_moves_status = boolean(name, value);
        else if (name == "put_drops_coupons") out.put_drops_coupons = boolean(name, value);
        else refuse(name, "unknown setting of the store (see docs/sandbox.md)");
    }
    if (out.first_order_id < 1) refuse("first_order_id", "must be 1 or more");
    return out;
}

} // namespace ledgerline::sandbox
