#include "delivery/pace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ledgerline::delivery {

namespace {

constexpr double slow_from = 1.3;          // times the best
constexpr double weight_of_newest = 0.3;
constexpr double counted_most = 2;         // a single answer, however late, is not yet a reason to slow down: two are
constexpr base::Millis unnoticed_ms = 100; // nobody feels less than that
constexpr base::Millis best_span_ms = 600'000;
constexpr base::Millis idle_ms = 600'000;  // after that nothing is known of the other system's load

} // namespace

Pace::Pace(PaceLimits limits) : limits_{std::max<std::size_t>(limits.lanes, 1), std::max<std::size_t>(limits.batch, 1)}, window_(limits_.batch) {}

std::size_t Pace::lanes() const { return std::max<std::size_t>(1, window_ / limits_.batch); }
std::size_t Pace::batch() const { return std::min(window_, limits_.batch); }

std::optional<Pace::Turn> Pace::begin(base::Millis now) {
    const std::scoped_lock hold(lock_);
    // What piled up in the meantime does not come all at once.
    if (running_ == 0 && now - used_at_ > idle_ms) window_ = std::min(window_, limits_.batch);
    if (running_ >= lanes()) return std::nullopt;
    ++running_;
    return Turn{batch(), cuts_};
}

void Pace::nothing_due() {
    const std::scoped_lock hold(lock_);
    --running_;
}

void Pace::end(const Turn& turn, Load load, std::size_t deliveries, base::Millis took, base::Millis now, const std::string& why) {
    const std::scoped_lock hold(lock_);
    --running_;
    used_at_ = now;
    if (load == Load::good) {
        const bool slow = is_slow(deliveries, took, now);
        if (turn.cuts != cuts_) return; // it left before the last cut, which was made for the same reasons
        if (slow) return cut(window_ * 3 / 4, now, fmt::format("its answers take {:.1f} times as long as the quickest of late", slowness_));
        if (deliveries < turn.batch) return; // it was not the window that kept more from leaving
        good_ += deliveries;
        if (good_ < window_) return;
        good_ = 0;
        window_ = std::min(window_ + 1, limits_.lanes * limits_.batch);
        return;
    }
    if (turn.cuts == cuts_) cut(load == Load::unavailable ? 1 : window_ / 2, now, why);
}

void Pace::cut(std::size_t to, base::Millis now, std::string why) {
    window_ = std::max<std::size_t>(to, 1);
    good_ = 0;
    ++cuts_;
    slowness_ = 1;
    lowered_at_ = now;
    why_ = std::move(why);
}

// Of requests of this size, or what those of other sizes let expect: a smaller one times as often, a larger one at most.
std::optional<base::Millis> Pace::best_for(std::size_t deliveries) const {
    std::optional<base::Millis> best;
    for (const auto& [size, one] : best_) {
        const base::Millis shortest = one.before == 0 ? one.shortest : std::min(one.shortest, one.before);
        const base::Millis expected = size >= deliveries ? shortest : shortest * static_cast<base::Millis>(deliveries) / static_cast<base::Millis>(size);
        best = std::min(best.value_or(expected), expected);
    }
    return best;
}

bool Pace::is_slow(std::size_t deliveries, base::Millis took, base::Millis now) {
    took = std::max<base::Millis>(took, 1);
    const base::Millis best = best_for(deliveries).value_or(took);
    Best& of_size = best_.try_emplace(deliveries, Best{now, took, 0}).first->second;
    if (now - of_size.since > best_span_ms) of_size = {now, took, of_size.shortest};
    of_size.shortest = std::min(of_size.shortest, took);
    const double times = took - best < unnoticed_ms ? 1 : std::min(counted_most, static_cast<double>(took) / static_cast<double>(std::max<base::Millis>(best, 1)));
    slowness_ = (1 - weight_of_newest) * slowness_ + weight_of_newest * times;
    return slowness_ > slow_from;
}

Pace::Picture Pace::picture() const {
    const std::scoped_lock hold(lock_);
    return {lanes(), batch(), lowered_at_, why_};
}

} // namespace ledgerline::delivery
