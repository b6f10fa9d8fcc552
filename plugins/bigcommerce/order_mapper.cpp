#include "order_mapper.hpp"

#include "dates.hpp"

#include <algorithm>
#include <array>

namespace bigcommerce {
namespace {

void map_address(const Node& from, const Node& to) {
    copy_text(from["first_name"], to["first_name"]);
    copy_text(from["last_name"], to["last_name"]);
    copy_text(from["company"], to["company"]);
    copy_text(from["street_1"], to["street_1"]);
    copy_text(from["street_2"], to["street_2"]);
    copy_text(from["city"], to["city"]);
    copy_text(from["state"], to["state"]);
    copy_text(from["zip"], to["postcode"]);
    copy_text(from["country"], to["country"]);
    copy_code(from["country_iso2"], to["country_code"]);
    copy_text(from["phone"], to["phone"]);
    copy_text(from["email"], to["email"]);
    to["fields"].set_json("[]");
    const Node fields = from["form_fields"];
    if (!fields.is_array()) return;
    for (const Node field : fields.elements()) {
        const Node out = to["fields"].append();
        copy_text(field["name"], out["name"]);
        // A field may hold a list; what it says is kept as it is written.
        const Node value = field["value"];
        if (value.is_array() || value.is_object() || value.is_boolean()) out["value"].set(value.json());
        else copy_text(value, out["value"]);
    }
}

void map_customer(const Node& order, const Node& to) {
    const Node billing = order["billing_address"];
    const bool guest = whole_number(order["customer_id"]) == 0;
    to["kind"].set(guest ? "guest" : "registered");
    copy_id(order["customer_id"], to["id"]);
    copy_text(billing["email"], to["email"]);
    copy_text(billing["first_name"], to["first_name"]);
    copy_text(billing["last_name"], to["last_name"]);
    copy_text(billing["company"], to["company"]);
    copy_text(billing["phone"], to["phone"]);
    to["tax_id"].set("");
    to["group"].set("");
}

void map_currencies(const Node& order, const Node& body) {
    copy_currency(order, body["currency"]);
    copy_code(is_unset(order["store_default_currency_code"]) ? body["currency"] : order["store_default_currency_code"], body["store_currency"]);
    const Node rate = order["store_default_to_transactional_exchange_rate"];
    // Two currencies without a rate between them: nobody may make one up.
    if (is_unset(rate) && body["currency"].text() == body["store_currency"].text()) body["store_rate"].set("1");
    else copy_amount(rate, body["store_rate"]);
    copy_code(order["currency_code"], body["display_currency"]);
    if (is_unset(order["currency_exchange_rate"])) body["display_rate"].set("1");
    else copy_amount(order["currency_exchange_rate"], body["display_rate"]);
    body["decimals"].set(decimals_of(body["currency"].text()));
}

void map_totals(const Node& order, const Node& totals) {
    copy_amount(order["subtotal_ex_tax"], totals["subtotal_ex_tax"]);
    copy_amount(order["subtotal_inc_tax"], totals["subtotal_inc_tax"]);
    copy_amount(order["subtotal_tax"], totals["subtotal_tax"]);
    copy_amount(order["total_ex_tax"], totals["ex_tax"]);
    copy_amount(order["total_inc_tax"], totals["inc_tax"]);
    copy_amount(order["total_tax"], totals["tax"]);
}

} // namespace

// Amounts of an order are in default_currency_code, the currency that the shopper pays in; currency_code is only what was shown.
void copy_currency(const Node& order, const Node& to) { copy_code(is_unset(order["default_currency_code"]) ? order["currency_code"] : order["default_currency_code"], to); }

// ISO 4217: two digits, but for these.
std::int64_t decimals_of(std::string_view currency) {
    static constexpr std::array<std::string_view, 15> none{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF"};
    static constexpr std::array<std::string_view, 7> three{"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
    if (std::find(none.begin(), none.end(), currency) != none.end()) return 0;
    return std::find(three.begin(), three.end(), currency) != three.end() ? 3 : 2;
}

void copy_amount(const Node& from, const Node& to) {
    if (from.is_text()) {
        // Text keeps its digits; decimal() checks that it is an amount and says where it is not.
        from.decimal();
        to.set(from.text());
    } else {
        to.set(from.decimal());
    }
}

void copy_code(const Node& from, const Node& to) {
    std::string code(text_in(from));
    for (char& c : code)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    to.set(code);
}

bool is_unset(const Node& from) {
    return from.is_missing() || (from.is_text() && from.text().empty()) || (from.is_object() && from.count() == 0);
}

void copy_amount_or_zero(const Node& from, const Node& to) {
    if (is_unset(from)) to.set("0");
    else copy_amount(from, to);
}

ledgerline::Decimal amount_or_zero(const Node& from) { return is_unset(from) ? ledgerline::Decimal() : from.decimal(); }

std::int64_t whole_number(const Node& from) {
    if (from.is_integer()) return from.integer();
    const ledgerline::Decimal value = from.decimal();
    if (!value.is_whole()) from.fail(value.text() + " is not a whole number");
    return value.normalized().units();
}

bool is_true(const Node& from) { return from.is_object() ? false : from.boolean_or(false); }

std::string_view text_in(const Node& from) {
    // Tool chains of the store write {} for null in places.
    return from.is_object() ? std::string_view() : from.text_or("");
}

void copy_text(const Node& from, const Node& to) { to.set(text_in(from)); }

void copy_id(const Node& from, const Node& to) {
    const std::string_view id = text_in(from);
    to.set(id == "0" ? std::string_view() : id);
}

void copy_split(const Node& from, const std::string& prefix, const Node& to) {
    copy_amount_or_zero(from[prefix + "ex_tax"], to["ex_tax"]);
    copy_amount_or_zero(from[prefix + "inc_tax"], to["inc_tax"]);
    copy_amount_or_zero(from[prefix + "tax"], to["tax"]);
}

std::string phase_of(std::int64_t status_id) {
    switch (status_id) {
    case 0: return "incomplete";
    case 1: case 7: return "awaiting_payment";
    case 2: case 10: return "fulfilled";
    case 4: return "refunded";
    case 5: return "cancelled";
    case 6: return "declined";
    case 12: return "verification";
    case 13: return "disputed";
    default: return "open";
    }
}

void map_order(const Node& order, Prices prices, const Node& body) {
    const std::string id = std::to_string(whole_number(order["id"]));
    body["id"].set(id);
    body["number"].set(id);
    body["channel"]["id"].set(order["channel_id"].text_or("1"));
    copy_text(order["order_source"], body["channel"]["source"]);
    body["placed_at"].set(iso(order["date_created"].text()));
    body["status"]["code"].set(std::to_string(whole_number(order["status_id"])));
    copy_text(order["status"], body["status"]["name"]);
    body["status"]["phase"].set(phase_of(whole_number(order["status_id"])));
    if (is_true(order["is_deleted"])) body["status"]["archived"].set(true);
    map_currencies(order, body);
    const Node inclusive = order["is_tax_inclusive_pricing"];
    if (prices == Prices::stated && is_unset(inclusive))
        inclusive.fail("the store does not say whether its prices contain tax; say it in the source's field `prices`");
    body["prices_include_tax"].set(prices == Prices::stated ? is_true(inclusive) : prices == Prices::with_tax);
    map_customer(order, body["customer"]);
    map_address(order["billing_address"], body["billing_address"]);
    for (const char* list : {"consignments", "lines", "fees", "taxes"}) body[list].set_json("[]");
    copy_split(order, "shipping_cost_", body["shipping"]);
    copy_split(order, "handling_cost_", body["handling"]);
    copy_split(order, "wrapping_cost_", body["wrapping"]);
    copy_amount_or_zero(order["discount_amount"], body["discounts"]["order"]);
    copy_amount_or_zero(order["coupon_discount"], body["discounts"]["coupons"]);
    body["discounts"]["list"].set_json("[]");
    map_totals(order, body["totals"]);
    map_payment(order, body["payment"]);
    copy_text(order["customer_message"], body["notes"]["customer"]);
    copy_text(order["staff_notes"], body["notes"]["staff"]);
    copy_text(order["external_id"], body["references"]["external_id"]);
    copy_text(order["external_order_id"], body["references"]["external_order_id"]);
    copy_text(order["external_source"], body["references"]["external_source"]);
}

void map_consignment(const Node& address, const Node& consignment) {
    consignment["id"].set(address["id"].text());
    consignment["kind"].set("shipping");
    map_address(address, consignment["address"]);
    copy_text(address["shipping_method"], consignment["method"]);
    copy_split(address, "cost_", consignment["shipping"]);
    copy_split(address, "handling_cost_", consignment["handling"]);
}

} // namespace bigcommerce
