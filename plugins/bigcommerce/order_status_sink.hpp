// What became of an order in the ERP, told to the store: the document's number, a line in the staff notes, a status.
//
// Everything is written as it is to stand, after the order was read, and only what differs. So a lost answer does no harm: the
// look-up reads the order, and what is still missing is written again. Our own PUT modifies the order, which comes once more
// by poll; number, notes and status are state of it, and an order of which only the state changed is no new work.
#pragma once

#include "order_update.hpp"
#include "shop_api.hpp"
#include "status_policy.hpp"
#include "store_sink.hpp"

#include <ledgerline/sink.hpp>

#include <optional>
#include <cstdint>
#include <string>

namespace bigcommerce {

class OrderStatusSink : public StoreSink {
public:
    explicit OrderStatusSink(const ledgerline::Config& config);

protected:
    ledgerline::DeliveryResult deliver_one(ledgerline::Delivery& delivery) override;
    ledgerline::ProbeResult probe_one(ledgerline::Delivery& delivery) override;

private:
    // Why the reference cannot be written: the order has another one that we did not write. "" if it can.
    std::string stranger_in(const ledgerline::Delivery& delivery, const StandingOrder& order) const;
    static bool has_moved(const ledgerline::Delivery& delivery, std::int64_t from, std::int64_t to);
    OrderUpdate still_missing(const ledgerline::Delivery& delivery, const StandingOrder& order) const;
    ledgerline::Receipt receipt_of(const ledgerline::Delivery& delivery) const;
    std::string reference_of(const ledgerline::Confirmation& confirmation) const;

    ShopApi api_;
    std::string reference_, note_, cancel_note_;
    StatusPolicy statuses_;
};

} // namespace bigcommerce
