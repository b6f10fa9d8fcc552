// What an order has that can be refunded: its parts after discounts, and the money that was really taken for it.
#pragma once

#include "store/order_record.hpp"
#include "store/refund.hpp"
#include "store/shop_settings.hpp"

namespace ledgerline::sandbox::store {

// Amounts are in the price mode of the order; `tax` is in them or on top of them.
struct RefundableLine {
    std::int64_t id = 0;
    std::int64_t quantity = 0;
    std::int64_t refunded = 0; // what the line itself says
    Decimal amount, tax;
    Decimal wrapping, wrapping_tax;
};

// Shipping and handling of an address, and fees.
struct RefundablePart {
    RefundTarget target;
    Decimal amount, tax;
};

// A transaction with which the shopper paid.
struct SettledPayment {
    std::int64_t transaction = 0;
    std::string provider; // its gateway
    std::string method;
    Decimal amount;
    bool is_test = false;
};

struct RefundableOrder {
    std::int64_t id = 0;
    std::int64_t customer_id = 0; // 0 = guest
    int decimals = 2;
    bool tax_inclusive = true;
    bool is_settled = false;
    Decimal total, tax;
    std::vector<RefundableLine> lines;
    std::vector<RefundablePart> parts;
    std::vector<SettledPayment> payments;
};

// `addresses` and `transactions` are those of the order as the API shows them.
RefundableOrder refundable(const OrderRecord& record, const std::string& addresses, const std::string& transactions, const ShopSettings& settings);

} // namespace ledgerline::sandbox::store
