// Deliveries of the ERP as shipments of the store. The store has no idempotency key: a shipment is found again by its mark, a line
// of its comments with the id of the delivery. So before anything is made the shipments of the order are read, and whatever was
// begun is finished from where it stands: that is what a look-up after a lost answer does as well.
#pragma once

#include "order_update.hpp"
#include "shipment_lines.hpp"
#include "shipment_tracking.hpp"
#include "shop_api.hpp"
#include "store_sink.hpp"

#include <ledgerline/sink.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bigcommerce {

class ShipmentsSink : public StoreSink {
public:
    explicit ShipmentsSink(const ledgerline::Config& config);

protected:
    ledgerline::DeliveryResult deliver_one(ledgerline::Delivery& delivery) override;
    ledgerline::ProbeResult probe_one(ledgerline::Delivery& delivery) override;

private:
    // A shipment that carries the mark of the delivery.
    struct Standing {
        std::string id;
        std::map<std::string, std::int64_t> items; // line id -> quantity
        std::optional<ledgerline::Node> tracking_change; // body of a PUT; nothing where nothing has to change
    };
    // What is to be done in the store, in this order.
    struct Plan {
        StandingOrder order;
        std::vector<std::string> problems; // it does not fit: nothing is done
        OrderUpdate update;
        bool makes = false;                // a shipment of `items`
        ShipmentItems items;
        bool completes_order = false;      // with it nothing waits to be sent
        std::vector<Standing> standing;
        bool changes = false, removes = false; // what stands
        bool is_done() const { return problems.empty() && update.empty() && !makes && !changes && !removes; }
    };
    Plan plan(const ledgerline::Delivery& delivery);
    void plan_shipment(const ledgerline::Delivery& delivery, Plan& plan);
    void plan_removal(const ledgerline::Delivery& delivery, Plan& plan, std::uint64_t shipments_of_order);
    std::string make(const ledgerline::Delivery& delivery, const Plan& plan);
    void remove(ledgerline::Call& call, const std::string& path);
    // After the store had its chance to do it by itself.
    void settle_status(const ledgerline::Delivery& delivery, bool complete);
    ledgerline::Receipt receipt_of(const ledgerline::Delivery& delivery, const Plan& plan) const;

    ShopApi api_;
    Mark mark_;
    Carriers carriers_;
    LineSettings lines_;
    bool ensures_status_ = false;
    std::optional<std::int64_t> collected_status_; // of an order that the shopper collects
    bool reopens_ = false;
    std::string cancel_note_;
};

} // namespace bigcommerce
