// How long to wait after the n-th failure in a row: doubles from `first_ms` to `most_ms`, and chance takes away up to half
// of it, so that many who failed together do not come back together.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"

#include <algorithm>
#include <cstdint>

namespace ledgerline::base {

struct BackoffLimits {
    Millis first_ms = 1'000;
    Millis most_ms = 60'000;
};

// The pause that somebody else asked for: never in the past, and a day at most, whatever nonsense was sent.
inline Millis pause_of(std::int64_t asked_ms) { return std::clamp<Millis>(asked_ms, 0, 86'400'000); }

// `failures` counts from 1. Between half of the full pause and the full pause; never less than 1 ms.
inline Millis backoff(std::int64_t failures, const BackoffLimits& limits, Random& random) {
    Millis pause = std::max<Millis>(limits.first_ms, 1);
    const Millis most = std::max(limits.most_ms, pause);
    for (std::int64_t failure = 1; failure < failures && pause < most; ++failure) pause = pause > most / 2 ? most : pause * 2;
    const Millis half = pause / 2;
    return pause - static_cast<Millis>(random.below(static_cast<std::uint64_t>(half) + 1));
}

} // namespace ledgerline::base
