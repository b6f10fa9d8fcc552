// What kind of store the sandbox plays. The switches below "not documented" are choices that BigCommerce's own
// documentation leaves open: a connector has to work with each of them.
#pragma once

#include "base/clock.hpp"
#include "message/value.hpp"
#include "store/refund_settings.hpp"
#include "store/stock_settings.hpp"

#include <ledgerline/decimal.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::sandbox {

// One rate of one tax class in one country.
struct TaxRate {
    std::int64_t id = 0;
    std::string name;            // "UK VAT"
    std::int64_t tax_class = 0;  // 0 default, 1 non-taxable, 2 shipping, 3 gift wrapping; others are the merchant's
    std::string class_name;      // "Default Tax Class"
    std::string country;         // ISO 3166 alpha-2; "" = every country without a rate of its own in that class
    Decimal percent;
    std::int64_t priority = 0;   // several rates with different priorities add up
};

// A currency besides the store's own that shoppers pay in.
struct ShopCurrency {
    std::string code;  // "JPY"
    int decimals = 2;
    std::string rate;  // of one unit of the store's currency, as the store writes it: "190.5000000000"
};

enum class PageAboveMaximum { clamp, refuse };
enum class MalformedDate { ignore, refuse }; // ignore: the filter has no effect and all orders come back
enum class EmptyList { no_content, empty_array };
enum class FeesShape { array, object, single };

struct ShopSettings {
    std::string store_hash = "sandbox";
    std::string token = "sandbox-token";
    // Empty = every scope that the served resources know.
    std::vector<std::string> scopes;
    std::string name = "Sandbox Store";
    std::string country = "United Kingdom";
    std::string country_code = "GB";
    std::string currency = "GBP";
    int currency_decimals = 2;
    std::vector<ShopCurrency> currencies; // others that are paid in

    // Digits of an order in that currency; the store's own where it is not listed.
    int decimals_of(const std::string& code) const;
    bool prices_include_tax = true;
    // Documented store setting: every rate of every line is rounded (RATE_ROUNDING), or only the order (NO_ROUNDING).
    bool round_taxes_per_line = true;
    std::vector<TaxRate> tax_rates; // read by place_order
    std::string link_origin = "https://api.bigcommerce.com"; // of the links to sub-resources
    std::int64_t first_order_id = 1001;

    // Of the API account: the store signs its callbacks with the secret.
    std::string client_id = "sandbox-client";
    std::string client_secret = "sandbox-client-secret";
    bool hooks_to_loopback = false; // callbacks may go to http on this computer, which the real store refuses

    StockSettings stock;
    RefundSettings refunds;

    // Requests in a window of 30 s; 0 = unlimited.
    std::int64_t quota = 0;

    // Not documented.
    bool date_bounds_inclusive = true;
    bool archived_orders_in_list = false;
    MalformedDate malformed_date = MalformedDate::ignore;
    PageAboveMaximum page_above_maximum = PageAboveMaximum::clamp;
    EmptyList empty_sub_list = EmptyList::no_content; // coupons, addresses, taxes, fees; /orders and /products are always 204
    bool transactions_empty_no_content = false;       // otherwise 200 with "data": []
    FeesShape fees_shape = FeesShape::array;
    bool refund_list_has_pagination = true;
    bool edit_keeps_line_ids = true;
    bool sign_hooks = true;             // callbacks of hooks that were made over REST have a Standard Webhooks signature
    bool hook_wildcards_nested = false; // store/order/* covers store/order/refund/created too
    bool shipment_moves_status = true; // a new shipment makes the order Shipped or Partially Shipped
    bool put_drops_coupons = false;    // any PUT of an order computes its total without its coupons
};

// Value added tax of the United Kingdom: 20 % on goods, shipping and wrapping, a zero-rated class 4, a reduced class 5,
// nothing elsewhere.
std::vector<TaxRate> united_kingdom_tax_rates();

// Reads the object "store" of a set-up file over the defaults; its member "products" is left to others. Throws std::invalid_argument that names the member, for
// unknown members too.
ShopSettings shop_settings_from(const message::Value& store);

} // namespace ledgerline::sandbox
