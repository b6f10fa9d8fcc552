// What somebody wants to refund: the body of a quote or a refund, and what a person enters in the control panel.
#pragma once

#include "message/value.hpp"
#include "store/refund.hpp"

namespace ledgerline::sandbox::store {

struct RefundOverride {
    Decimal total;
    Decimal tax;
};

struct WantedPayment {
    std::string provider;
    Decimal amount;
    bool offline = false;
};

struct RefundRequest {
    std::vector<RefundItem> items; // without amounts where they are refunded by quantity
    Decimal tax_adjustment;
    std::optional<RefundOverride> override;
    std::vector<WantedPayment> payments;
    std::string reason;
    std::int64_t user_id = 0;
    // The control panel chooses the payments itself: with this provider alone, or as the shopper paid.
    bool chooses_payments = false;
    std::string provider;
    bool offline = false;
};

// A body of the API. Throws Refused (422) with what is wrong by member.
RefundRequest read_refund_request(const message::Value& body);
// A refund also says how it is paid; a tax adjustment need not.
void read_refund_payments(RefundRequest& request, const message::Value& body);

} // namespace ledgerline::sandbox::store
