// The polling consumer of one route: asks its source for what is new and stores it together with the cursor, in one commit.
// A crash before the commit reads the same again, and the receiver knows it. It hands the signals of callbacks to the source and
// forgets them in the same commit.
//
// One thread at a time; wake(), completed() and failures() on any.
#pragma once

#include "base/backoff.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/schedule.hpp"
#include "intake/rate_watch.hpp"
#include "intake/receiver.hpp"
#include "intake/standing.hpp"
#include "plugin/component.hpp"
#include "store/store.hpp"

#include <atomic>
#include <functional>
#include <mutex>
#include <memory>

namespace ledgerline::intake {

// Inside the commit.
struct TakeIn {
    std::function<Received(store::UnitOfWork&)> work;
    std::function<void()> after = [] {}; // when it is durable
};

struct PollSettings {
    Arrival arrival;
    base::Schedule schedule; // of what is asked again after it was read to its end
    std::int64_t batch = 50;
    // How long a source may fail before people are told; a short outage is nobody's exception.
    base::Millis silent_ms = 120'000;
    // Its messages are events: that none come for long may mean that they are lost. Of reference data nothing is usual.
    bool events = false;
    // Takes what a poll has brought; without it the receiver makes messages of it. What is called outside of the commit gives the work
    // inside of it, together with the cursor; that may run twice. Throws std::runtime_error: the poll counts as failed, with its words.
    std::function<TakeIn(const plugin::Outcome&)> take = {};
};

class Poller {
public:
    Poller(PollSettings settings, std::unique_ptr<plugin::Component> source, store::Store& store, const Receiver& receiver,
           const exceptions::Exceptions& exceptions, const base::Clock& clock, base::Log& log, std::uint64_t seed);

    // True if there was work (more may be waiting); false if nothing is due.
    bool step();
    // Why the source cannot be read now, "" if it can.
    std::string trouble() const;
    // A callback has signalled something: the next poll is due at once, but for a pause that the source asked for or that a failure gives.
    void wake() { woken_ = true; }
    // Leaves the source alone until then.
    void not_before(base::Millis at) { next_at_ = paused_until_ = std::max(next_at_, at); }
    base::Millis next_due() const { return woken_ ? paused_until_ : next_at_; }
    // The source has said since this start that there is nothing more.
    bool completed() const { return completed_; }
    // Polls that failed in a row.
    std::int64_t failures() const { return failures_; }
    const std::string& source() const { return settings_.arrival.source; }
    const std::string& route() const { return settings_.arrival.route; }

private:
    using Signals = std::vector<store::SignalTable::Signal>; // those that a poll was given
    void succeed(const plugin::Outcome& outcome, const Signals& given, const TakeIn& take);
    TakeIn take_in(const plugin::Outcome& outcome) const;
    void keep_standing(store::UnitOfWork& unit, const plugin::Outcome& outcome, std::size_t fresh) const;
    bool is_of_message(const std::string& subject) const;
    void fail(const plugin::Outcome& outcome);

    PollSettings settings_;
    std::unique_ptr<plugin::Component> source_;
    store::Store& store_;
    const Receiver& receiver_;
    const exceptions::Exceptions& exceptions_;
    const base::Clock& clock_;
    base::Log& log_;
    base::Random random_;
    Standing standing_;
    RateWatch rate_;
    base::Millis next_at_ = 0;
    base::Millis paused_until_ = 0; // not even a signal makes a poll before this
    std::atomic<bool> woken_{false};
    bool caught_up_ = false; // read to its end and without trouble since: what comes now is new, not a backlog
    base::Millis failing_since_ = 0;
    mutable std::mutex trouble_lock_;
    std::string trouble_;
    int stood_still_ = 0; // polls in a row that said that there is more and gave nothing
    bool answered_ = false; // since this start: what an earlier run told people of this source may be over
    std::atomic<std::int64_t> failures_{0}; // these two are asked by other threads
    std::atomic<bool> completed_{false};
};

} // namespace ledgerline::intake
