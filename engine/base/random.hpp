// Chance comes in through a constructor: the same seed gives the same run.
#pragma once

#include <cstdint>
#include <random>

namespace ledgerline::base {

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    std::uint64_t next() { return engine_(); }
    // 0 <= result < bound; bound must be positive. The same on every platform (no std distribution).
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    bool one_in(std::uint64_t n) { return below(n) == 0; }

private:
    std::mt19937_64 engine_;
};

} // namespace ledgerline::base
