// Time that moves only when the scheduler says so.
#pragma once

#include "base/clock.hpp"

namespace ledgerline::simulation {

class VirtualClock final : public base::Clock {
public:
    base::Millis now() const override { return now_; }
    void advance(base::Millis ms) { now_ += ms; }

private:
    base::Millis now_ = 1'767'225'600'000; // 2026-01-01T00:00:00Z
};

} // namespace ledgerline::simulation
