#include "store/statuses.hpp"

namespace ledgerline::sandbox::store {

const std::array<OrderStatus, 15>& order_statuses() {
    static constexpr std::array<OrderStatus, 15> rows{{
        {0, "Incomplete", 0, "The shopper reached the payment page and did not complete the transaction."},
        {1, "Pending", 1, "The shopper began the checkout and did not finish it."},
        {2, "Shipped", 8, "Everything was shipped; receipt is not confirmed."},
        {3, "Partially Shipped", 6, "Some items were shipped."},
        {4, "Refunded", 11, "The whole order was refunded."},
        {5, "Cancelled", 9, "The seller cancelled the order."},
        {6, "Declined", 10, "The seller marked the order as declined."},
        {7, "Awaiting Payment", 2, "The checkout is complete; payment is not confirmed."},
        {8, "Awaiting Pickup", 5, "Packed; waits for the shopper."},
        {9, "Awaiting Shipment", 4, "Packed; waits for the carrier."},
        {10, "Completed", 7, "Shipped and received, or downloaded."},
        {11, "Awaiting Fulfillment", 3, "Paid; waits to be packed."},
        {12, "Manual Verification Required", 13, "On hold until a person has looked at it."},
        {13, "Disputed", 12, "A dispute about the payment is open."},
        {14, "Partially Refunded", 14, "A part of the order was refunded."},
    }};
    return rows;
}

const OrderStatus* find_status(std::int64_t id) {
    for (const OrderStatus& status : order_statuses())
        if (status.id == id) return &status;
    return nullptr;
}

message::Value status_row(const OrderStatus& status) {
    using message::Value;
    return Value::object({{"id", Value(status.id)},
                          {"name", Value(status.name)},
                          {"system_label", Value(status.name)},
                          {"custom_label", Value(status.name)},
                          {"system_description", Value(status.description)},
                          {"order", Value(status.sort_order)}});
}

} // namespace ledgerline::sandbox::store
