// What the store's refusals and silences mean for a delivery to it.
#pragma once

#include "order_update.hpp"
#include "shop_api.hpp"

#include <ledgerline/sink.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace bigcommerce {

// The window of requests is nearly used up: the other clients share it.
void leave_quota(const ledgerline::Delivery& delivery, const ShopApi& api);
// Refused for good: the order is gone, or the store does not take what was sent. A person gets it.
ledgerline::DeliveryResult refusal_for(std::string_view order_id, const ResourceProblem& problem);
// The same for an order that was archived: whether the store takes changes of such an order is not documented.
ledgerline::DeliveryResult archived_answer(const StandingOrder& order);
// What the store says of the order is none of its shapes.
ledgerline::DeliveryResult not_understood(std::string_view order_id, bool acted, const std::string& problem);
ledgerline::Unconfirmed lost(const std::string& what);

// Runs what delivers and answers what it throws, but for a ShopProblem before anything was sent: that is no matter of this
// delivery. What was sent for certain is in `acted`: then trouble afterwards is looked up.
template <class Work>
ledgerline::DeliveryResult answered(std::string_view order_id, const bool& acted, const Work& work) {
    try {
        return work();
    } catch (const Unanswered& problem) {
        return lost(problem.what());
    } catch (const ShopProblem& problem) {
        if (acted) return lost(std::string("a part was done, then ") + problem.what());
        throw;
    } catch (const ResourceProblem& problem) {
        return refusal_for(order_id, problem);
    } catch (const ledgerline::DocumentError& problem) {
        return not_understood(order_id, acted, problem.what());
    } catch (const std::invalid_argument& problem) {
        return not_understood(order_id, acted, problem.what());
    }
}

// The same for a look-up: what cannot be read leaves it unknown.
template <class Work>
ledgerline::ProbeResult looked_up(const Work& work) {
    try {
        return work();
    } catch (const ResourceProblem& problem) {
        // It is not there; to deliver it once more tells the person why.
        if (problem.status == 404) return ledgerline::absent();
        return lost(problem.what());
    } catch (const ledgerline::DocumentError& problem) {
        return lost(about_answer(problem.what()));
    } catch (const std::invalid_argument& problem) {
        return lost(problem.what());
    }
}

} // namespace bigcommerce
