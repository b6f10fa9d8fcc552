// The quota of a store: so many requests in a window of 30 seconds, told on every response in lower-case headers.
#pragma once

#include "base/http.hpp"

namespace ledgerline::sandbox::store {

class RateLimit {
public:
    explicit RateLimit(std::int64_t quota) : quota_(quota) {}

    // Counts one request; false if the window has none left.
    bool take(base::Millis now);
    void set_quota(std::int64_t quota) { quota_ = quota; }
    void add_headers(base::Headers& headers, base::Millis now) const;
    // Seconds until the window ends, rounded up: what X-Retry-After says.
    std::int64_t retry_after_seconds(base::Millis now) const;

private:
    static constexpr base::Millis window_ms = 30'000;
    base::Millis reset_ms(base::Millis now) const;

    std::int64_t quota_; // 0 = unlimited
    base::Millis window_start_ = 0;
    std::int64_t used_ = 0;
};

} // namespace ledgerline::sandbox::store
