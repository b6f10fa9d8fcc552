#include "store_answers.hpp"

namespace bigcommerce {

using namespace ledgerline;

void leave_quota(const Delivery& delivery, const ShopApi& api) {
    if (api.should_pause()) delivery.pause_connection(std::max<std::int64_t>(api.window_resets_in_ms(), 1'000));
}

DeliveryResult refusal_for(std::string_view order_id, const ResourceProblem& problem) {
    if (problem.status == 404)
        return rejected("STORE_ORDER_MISSING", format("The store has no order {} any more ({})", order_id, problem.what()), facts().subject(format("order:{}", order_id)));
    return rejected("STORE_REJECTED", format("Order {}: {}", order_id, problem.what()), facts().add("status", problem.status));
}

DeliveryResult archived_answer(const StandingOrder& order) {
    return rejected("STORE_ORDER_MISSING", format("Order {} is archived in the store; nothing was changed there", order.id), facts().subject("order:" + order.id));
}

DeliveryResult not_understood(std::string_view order_id, bool acted, const std::string& problem) {
    if (acted) return lost(about_answer(problem));
    return rejected("STORE_REJECTED", "Order {} cannot be understood as the store tells of it: {}", order_id, about_answer(problem));
}

Unconfirmed lost(const std::string& what) { return unknown("STORE_UNCONFIRMED", "{}; the order is read to see whether it was done", what); }

} // namespace bigcommerce
