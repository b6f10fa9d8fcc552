#include "delivery/gate.hpp"

#include <algorithm>

namespace ledgerline::delivery {

namespace {

constexpr std::int64_t unanswered_max = 3;

} // namespace

bool Gate::is_open(base::Millis now) const {
    const std::scoped_lock hold(lock_);
    return now >= opens_at_;
}

base::Millis Gate::opens_at() const {
    const std::scoped_lock hold(lock_);
    return opens_at_;
}

bool Gate::succeeded(Work work) {
    const std::scoped_lock hold(lock_);
    if (work == Work::delivery) unanswered_ = 0;
    else if (unanswered_ >= unanswered_max) return false;
    const bool news = failures_ > 0 || !worked_;
    worked_ = true;
    failures_ = 0;
    failing_since_ = 0;
    return news;
}

base::Millis Gate::failed(base::Millis now, base::Millis pause_ms) {
    const std::scoped_lock hold(lock_);
    close(now, pause_ms);
    return failing_since_;
}

void Gate::close(base::Millis now, base::Millis pause_ms) {
    if (failures_++ == 0) failing_since_ = now;
    const base::Millis pause = std::max(pause_ms, base::backoff(failures_, {.first_ms = 1'000, .most_ms = 60'000}, random_));
    opens_at_ = std::max(opens_at_, now + pause);
}

std::optional<base::Millis> Gate::unanswered(base::Millis now) {
    const std::scoped_lock hold(lock_);
    if (unanswered_++ == 0) unanswered_since_ = now;
    if (unanswered_ < unanswered_max) return std::nullopt;
    close(now, 0);
    failing_since_ = std::min(failing_since_, unanswered_since_);
    return failing_since_;
}

void Gate::pause(base::Millis now, base::Millis pause_ms) {
    const std::scoped_lock hold(lock_);
    opens_at_ = std::max(opens_at_, now + pause_ms);
}

std::int64_t Gate::failures() const {
    const std::scoped_lock hold(lock_);
    return failures_;
}

} // namespace ledgerline::delivery
