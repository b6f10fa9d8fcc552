// The arithmetic of a refund: what its items are worth of what the shopper paid and has not got back. Shares are rounded so that the
// refunds of a line add up to it exactly, whatever the quantities.
#pragma once

#include "store/refund_request.hpp"
#include "store/refundable.hpp"

namespace ledgerline::sandbox::store {

struct RefundQuote {
    std::vector<RefundItem> items;
    Decimal total;          // tax included, payable in the currency
    Decimal tax;
    Decimal calculated_tax; // of its items, without an override
    Decimal order_level;    // of it without tax: items ORDER
    Decimal rounding;       // what was added to make it payable
    Decimal adjustment;     // below zero: less is left of the order than its items are worth
};

// Throws Refused (422) for what the order doesn't have, or has no more.
RefundQuote quote_refund(const RefundableOrder& order, const Refunded& before, const RefundRequest& request, const ShopSettings& settings);

// Everything that is left of it, as items.
std::vector<RefundItem> unrefunded(const RefundableOrder& order, const Refunded& before);

} // namespace ledgerline::sandbox::store
