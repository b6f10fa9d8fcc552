// One order of the store as it stands, and what is changed about it: its status, its notes, its number in the ERP. Never lines,
// addresses or money: a PUT of those makes the store compute the order anew and drop its discounts.
#pragma once

#include "shop_api.hpp"

#include <ledgerline/call.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bigcommerce {

// The fixed ids of the statuses that are named here.
namespace status {
inline constexpr std::int64_t incomplete = 0, shipped = 2, partially_shipped = 3, refunded = 4, cancelled = 5, declined = 6, awaiting_payment = 7,
                              awaiting_pickup = 8, awaiting_shipment = 9, completed = 10, awaiting_fulfillment = 11, partially_refunded = 14;
inline constexpr std::int64_t highest = 14;
} // namespace status

struct StandingOrder {
    std::string id;
    std::int64_t status_id = 0;
    std::string status; // as people call it
    std::string staff_notes, external_order_id;
    bool archived = false;
};

// What differs from the order as it stands; nothing else is sent.
struct OrderUpdate {
    std::optional<std::int64_t> status_id;
    std::optional<std::string> staff_notes, external_order_id;
    bool empty() const { return !status_id && !staff_notes && !external_order_id; }
};

// Throws ResourceProblem with 404 for an id that is none of the store's.
StandingOrder read_order(ShopApi& api, ledgerline::Call& call, std::string_view id);
void write_order(ShopApi& api, ledgerline::Call& call, const StandingOrder& order, const OrderUpdate& update);
// Appends a line to the notes as they stand, once. Where there is no room it is left out, and the log says so.
void add_note(ledgerline::Call& call, const StandingOrder& order, const std::string& line, OrderUpdate& update);

} // namespace bigcommerce
