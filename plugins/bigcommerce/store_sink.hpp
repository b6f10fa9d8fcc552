// What the sinks of the store have in common. The store's own trouble (an outage, a wait, a right that is missing) is the flow's: one
// exception tells of it, and the deliveries wait. Only an order that fails again and again waits alone, so that the others go on.
#pragma once

#include "shop_api.hpp"

#include <ledgerline/sink.hpp>

#include <map>
#include <string>

namespace bigcommerce {

class StoreSink : public ledgerline::BatchSink {
public:
    ledgerline::Verdict deliver(ledgerline::Batch& batch) final;
    ledgerline::Verdict probe(ledgerline::Batch& batch) final;

protected:
    // Both throw ShopProblem where nothing was done.
    virtual ledgerline::DeliveryResult deliver_one(ledgerline::Delivery& delivery) = 0;
    virtual ledgerline::ProbeResult probe_one(ledgerline::Delivery& delivery) = 0;

private:
    // `work` answers one delivery; trouble with the store is an answer for that delivery alone, or for the flow.
    template <class Work>
    ledgerline::Verdict each(ledgerline::Batch& batch, const Work& work);

    std::map<std::string, int> failing_; // deliveries that met an outage, in a row
};

} // namespace bigcommerce
