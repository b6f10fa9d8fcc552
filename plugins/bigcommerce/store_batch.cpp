#include "store_batch.hpp"

namespace bigcommerce {

using namespace ledgerline;

RetryLater later_for(const Batch& batch, const ShopProblem& problem, std::string_view needs) {
    constexpr std::int64_t after_refusal_ms = 60'000; // until somebody has given the account its rights
    if (problem.kind == ShopProblem::Kind::refused) return retry_after(after_refusal_ms, "STORE_AUTH", "{}. {}", problem.what(), needs);
    if (problem.kind == ShopProblem::Kind::unavailable) return retry_after(problem.again_ms, "STORE_UNAVAILABLE", "{}", problem.what());
    const std::int64_t wait = std::max<std::int64_t>(problem.again_ms, 1'000);
    batch.pause_connection(wait);
    return retry_after(wait, "STORE_RATE_LIMIT", "{}", problem.what());
}

void answer_rest(Batch& batch, const RetryLater& later) {
    for (std::uint64_t i = 0; i < batch.size(); ++i)
        if (!batch.is_answered(i)) batch.set(i, later);
}

bool is_any_answered(const Batch& batch) {
    for (std::uint64_t i = 0; i < batch.size(); ++i)
        if (batch.is_answered(i)) return true;
    return false;
}

void leave_quota(const Batch& batch, const ShopApi& api) {
    if (api.should_pause()) batch.pause_connection(std::max<std::int64_t>(api.window_resets_in_ms(), 1'000));
}

RetryLater SplitSending::too_many_parts() {
    constexpr std::int64_t pause_ms = 60'000;
    return retry_after(pause_ms, "STORE_REJECTED", "The store refused a batch and did not say why of which part; this one is sent again, after those that were found to be at fault were answered");
}

} // namespace bigcommerce
