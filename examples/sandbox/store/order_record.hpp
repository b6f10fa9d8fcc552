// One order as the store keeps it: the fields that lists filter and sort by, and every resource as JSON text.
#pragma once

#include "base/clock.hpp"
#include "message/value.hpp"

#include <ledgerline/decimal.hpp>

#include <cstdint>
#include <string>

namespace ledgerline::sandbox::store {

struct OrderRecord {
    std::int64_t id = 0;
    std::int64_t customer_id = 0;
    std::int64_t status_id = 0;
    std::int64_t channel_id = 1;
    base::Millis created = 0;  // whole seconds
    base::Millis modified = 0; // whole seconds
    Decimal total_inc_tax;
    std::string email;
    std::string cart_id;
    std::string payment_method;
    std::string external_order_id;
    std::string external_id;
    bool archived = false;

    std::string order;        // object
    std::string products;     // arrays from here
    std::string taxes;        // with details
    std::string taxes_charged; // the same before refunds changed them; "" = none did
    std::string addresses;    // "" = derive from the billing address (a loaded order)
    std::string coupons = "[]";
    std::string fees = "[]";
    std::string shipments = "[]";
    std::string messages = "[]";
    std::string pickups = "[]"; // consignments that the shopper collects: at most one
    std::string transactions; // "" = derive from the payment status (a loaded order)
    std::string placed;       // what place_order was given, with the ids that were assigned; "" for a loaded order
};

// Sets the filter fields from the order object. Throws std::invalid_argument that names the member.
void read_keys(OrderRecord& record, const message::Value& order);

// A loaded order has no addresses of its own: one shipping address, a copy of the billing address, without cost.
std::string derived_addresses(const OrderRecord& record, const std::string& link_base);
// A loaded order that was paid has one purchase of its total.
std::string derived_transactions(const OrderRecord& record);

// {"url", "resource"} of a sub-resource; `link_base` is "https://host/stores/{hash}/v2".
message::Value link(const std::string& link_base, const std::string& resource);

} // namespace ledgerline::sandbox::store
