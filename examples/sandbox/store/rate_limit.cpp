#include "store/rate_limit.hpp"

#include <algorithm>

namespace ledgerline::sandbox::store {

bool RateLimit::take(base::Millis now) {
    if (now >= window_start_ + window_ms || now < window_start_) {
        window_start_ = now;
        used_ = 0;
    }
    if (quota_ != 0 && used_ >= quota_) return false;
    ++used_;
    return true;
}

base::Millis RateLimit::reset_ms(base::Millis now) const {
    return std::clamp<base::Millis>(window_start_ + window_ms - now, 0, window_ms);
}

std::int64_t RateLimit::retry_after_seconds(base::Millis now) const { return (reset_ms(now) + 999) / 1000; }

void RateLimit::add_headers(base::Headers& headers, base::Millis now) const {
    // An unlimited plan is still bounded; the documentation gives no number for it.
    const std::int64_t quota = quota_ == 0 ? 1'000'000'000 : quota_;
    headers.emplace_back("x-rate-limit-requests-quota", std::to_string(quota));
    headers.emplace_back("x-rate-limit-requests-left", std::to_string(std::max<std::int64_t>(0, quota - used_)));
    headers.emplace_back("x-rate-limit-time-window-ms", std::to_string(window_ms));
    headers.emplace_back("x-rate-limit-time-reset-ms", std::to_string(reset_ms(now)));
}

} // namespace ledgerline::sandbox::store
