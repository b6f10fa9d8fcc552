// The gate of one connection: closed for a while after a failure that says nothing about the message (an outage, a rate
// limit), so that a flow pauses instead of filling exceptions. Shared by all lanes of a sink; thread-safe.
#pragma once

#include "base/backoff.hpp"
#include "base/clock.hpp"

#include <mutex>

namespace ledgerline::delivery {

class Gate {
public:
    explicit Gate(std::uint64_t seed) : random_(seed) {}

    bool is_open(base::Millis now) const;
    base::Millis opens_at() const;
    // The remote did its work. True if it had failed before, or if this is the first time: what an earlier run of the engine
    // told people of an outage may be over.
    bool succeeded();
    // It did not: closed for at least `pause_ms`, longer the more failures come in a row. Returns since when it fails.
    base::Millis failed(base::Millis now, base::Millis pause_ms);
    // Nothing failed, but it asked for a pause.
    void pause(base::Millis now, base::Millis pause_ms);
    std::int64_t failures() const;

private:
    mutable std::mutex lock_;
    base::Random random_;
    base::Millis opens_at_ = 0;
    base::Millis failing_since_ = 0;
    std::int64_t failures_ = 0;
    bool worked_ = false;
};

} // namespace ledgerline::delivery
