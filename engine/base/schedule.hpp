// When a source is asked next: so often, or at the times of a cron line; and how far chance may put it off, so that what has the
// same times does not come at the same moment.
#pragma once

#include "base/cron.hpp"
#include "base/random.hpp"

#include <optional>

namespace ledgerline::base {

struct Schedule {
    Millis every_ms = 60'000;
    std::optional<Cron> cron{}; // instead of every_ms
    Millis jitter_ms = 0;       // later by as much at most, never earlier

    // After `now`: however many times went by before it, they are one.
    Millis next(Millis now, Random& random) const {
        const Millis due = cron ? cron->next(now) : now + every_ms;
        return jitter_ms == 0 ? due : due + static_cast<Millis>(random.below(static_cast<std::uint64_t>(jitter_ms) + 1));
    }
};

} // namespace ledgerline::base
