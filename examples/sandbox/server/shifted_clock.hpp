// The real time, moved forward by the control interface: sessions expire and quota windows end without waiting.
#pragma once

#include "base/clock.hpp"

#include <atomic>

namespace ledgerline::sandbox::server {

class ShiftedClock final : public base::Clock {
public:
    base::Millis now() const override { return real_.now() + shift_.load(); }
    void advance(base::Millis by) { shift_ += by; }

private:
    base::SystemClock real_;
    std::atomic<base::Millis> shift_ = 0;
};

} // namespace ledgerline::sandbox::server
