// The fifteen order statuses: ids are fixed, labels a merchant may change.
#pragma once

#include "message/value.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace ledgerline::sandbox::store {

struct OrderStatus {
    std::int64_t id;
    std::string_view name;
    std::int64_t sort_order; // of the control panel
    std::string_view description;
};

inline constexpr std::int64_t status_incomplete = 0;
inline constexpr std::int64_t status_pending = 1;
inline constexpr std::int64_t status_shipped = 2;
inline constexpr std::int64_t status_partially_shipped = 3;
inline constexpr std::int64_t status_refunded = 4;
inline constexpr std::int64_t status_cancelled = 5;
inline constexpr std::int64_t status_awaiting_payment = 7;
inline constexpr std::int64_t status_completed = 10;
inline constexpr std::int64_t status_awaiting_fulfillment = 11;
inline constexpr std::int64_t status_partially_refunded = 14;

const std::array<OrderStatus, 15>& order_statuses();
// nullptr for an id that does not exist.
const OrderStatus* find_status(std::int64_t id);
// A row of GET /v2/order_statuses.
message::Value status_row(const OrderStatus& status);

} // namespace ledgerline::sandbox::store
