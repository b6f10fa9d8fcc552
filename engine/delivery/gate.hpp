// The gate of one flow: closed for a while after a failure that says nothing about the message (an outage, a rate limit, several
// requests in a row whose answers were all lost), so that a flow pauses instead of filling exceptions. When it opens again, one
// delivery shows whether the outage is over. Shared by all lanes of a sink; thread-safe.
#pragma once

#include "base/backoff.hpp"
#include "base/clock.hpp"

#include <mutex>
#include <optional>

namespace ledgerline::delivery {

class Gate {
public:
    explicit Gate(std::uint64_t seed) : random_(seed) {}

    bool is_open(base::Millis now) const;
    base::Millis opens_at() const;
    // The remote did its work. True if it had failed before, or if this is the first time: what an earlier run of the engine
    // told people of an outage may be over. A look-up that works does not end an outage in which the answers to deliveries are lost.
    enum class Work { delivery, look_up };
    bool succeeded(Work work);
    // A request ended without any usable answer: it may have been carried out. Nothing, or, when that is too often in a row, since
    // when: then it is closed as by `failed`.
    std::optional<base::Millis> unanswered(base::Millis now);
    // It did not: closed for at least `pause_ms`, longer the more failures come in a row. Returns since when it fails.
    base::Millis failed(base::Millis now, base::Millis pause_ms);
    // Nothing failed, but it asked for a pause.
    void pause(base::Millis now, base::Millis pause_ms);
    std::int64_t failures() const;

private:
    void close(base::Millis now, base::Millis pause_ms);

    mutable std::mutex lock_;
    base::Random random_;
    base::Millis opens_at_ = 0;
    base::Millis failing_since_ = 0;
    std::int64_t failures_ = 0;
    std::int64_t unanswered_ = 0; // in a row
    base::Millis unanswered_since_ = 0;
    bool worked_ = false;
};

} // namespace ledgerline::delivery
