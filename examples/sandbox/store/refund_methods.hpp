// The ways in which an amount can go back to the shopper: as store credit, outside of the store, or as it was paid.
#pragma once

#include "store/refund_request.hpp"
#include "store/refundable.hpp"

namespace ledgerline::sandbox::store {

struct RefundOption {
    std::string provider;
    Decimal amount;
    bool offline = false;          // only by hand
    bool offline_provider = false; // never otherwise
    std::string offline_reason;
};

using RefundMethod = std::vector<RefundOption>;

// "Store Credit", "Bank Deposit" ...
std::string describe_provider(const std::string& provider);

// The last one is as it was paid, if that is left.
std::vector<RefundMethod> refund_methods(const RefundableOrder& order, const Refunded& before, const Decimal& total, const RefundSettings& settings);

// The payments of the refund: those of the request, which must be one of the methods, or those that the control panel chooses. Throws
// Refused (422).
std::vector<RefundPayment> payments_of(const RefundRequest& request, const RefundableOrder& order, const std::vector<RefundMethod>& methods);

} // namespace ledgerline::sandbox::store
