// The polling consumer of one route: asks its source for what is new and stores it together with the cursor, in one commit.
// A crash before the commit reads the same again, and the receiver knows it.
//
// One thread at a time; completed() and failures() on any.
#pragma once

#include "base/backoff.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "intake/receiver.hpp"
#include "plugin/component.hpp"
#include "store/store.hpp"

#include <atomic>
#include <mutex>
#include <memory>

namespace ledgerline::intake {

struct PollSettings {
    Arrival arrival;
    base::Millis every_ms = 60'000;
    std::int64_t batch = 50;
    // How long a source may fail before people are told; a short outage is nobody's exception.
    base::Millis silent_ms = 120'000;
};

class Poller {
public:
    Poller(PollSettings settings, std::unique_ptr<plugin::Component> source, store::Store& store, const Receiver& receiver,
           const exceptions::Exceptions& exceptions, const base::Clock& clock, base::Log& log, std::uint64_t seed);

    // True if there was work (more may be waiting); false if nothing is due.
    bool step();
    // Why the source cannot be read now, "" if it can.
    std::string trouble() const;
    // Leaves the source alone until then.
    void not_before(base::Millis at) { next_at_ = std::max(next_at_, at); }
    base::Millis next_due() const { return next_at_; }
    // The source has said since this start that there is nothing more.
    bool completed() const { return completed_; }
    // Polls that failed in a row.
    std::int64_t failures() const { return failures_; }
    const std::string& source() const { return settings_.arrival.source; }
    const std::string& route() const { return settings_.arrival.route; }

private:
    void succeed(const plugin::Outcome& outcome);
    void fail(const plugin::Outcome& outcome);

    PollSettings settings_;
    std::unique_ptr<plugin::Component> source_;
    store::Store& store_;
    const Receiver& receiver_;
    const exceptions::Exceptions& exceptions_;
    const base::Clock& clock_;
    base::Log& log_;
    base::Random random_;
    base::Millis next_at_ = 0;
    base::Millis failing_since_ = 0;
    mutable std::mutex trouble_lock_;
    std::string trouble_;
    int stood_still_ = 0; // polls in a row that said that there is more and gave nothing
    bool answered_ = false; // since this start: what an earlier run told people of this source may be over
    std::atomic<std::int64_t> failures_{0}; // these two are asked by other threads
    std::atomic<bool> completed_{false};
};

} // namespace ledgerline::intake
