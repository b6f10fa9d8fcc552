// Who may change many things of a store at once: stock and catalogue never at the same time, nor right after one another, since the
// store applies what it has accepted later, and jobs that overlap leave wrong numbers. One for each connection; thread-safe.
#pragma once

#include "base/clock.hpp"

#include <mutex>
#include <string>

namespace ledgerline::states {

class BulkTurn {
public:
    // `apart_ms`: between the end of a job of one kind and the beginning of one of another.
    explicit BulkTurn(base::Millis apart_ms = 5'000) : apart_ms_(apart_ms) {}

    // True: it is `who`'s turn until `release`. Whoever had it last does not get it again while another asks for it.
    bool take(const std::string& who, base::Millis now) {
        const std::scoped_lock hold(lock_);
        if (who != last_ && (is_taken_ || now < others_from_)) {
            asked_at_ = now;
            return false;
        }
        if (is_taken_ || (who == last_ && is_asked_for(now))) return false;
        is_taken_ = true;
        taken_at_ = now;
        last_ = who;
        asked_at_ = 0;
        return true;
    }
    // Another waits, and this turn has been long enough: the rest of it is done in the next one.
    bool is_over(base::Millis now) const {
        const std::scoped_lock hold(lock_);
        return is_asked_for(now) && now - taken_at_ >= long_enough_ms;
    }
    void release(base::Millis now) {
        const std::scoped_lock hold(lock_);
        is_taken_ = false;
        others_from_ = now + apart_ms_;
    }

private:
    static constexpr base::Millis long_enough_ms = 30'000;
    static constexpr base::Millis forgotten_ms = 10'000; // whoever does not ask again so long does not need it any more

    bool is_asked_for(base::Millis now) const { return asked_at_ != 0 && now - asked_at_ < apart_ms_ + forgotten_ms; }

    const base::Millis apart_ms_;
    mutable std::mutex lock_;
    bool is_taken_ = false;
    std::string last_;
    base::Millis others_from_ = 0, taken_at_ = 0;
    base::Millis asked_at_ = 0; // by another than the last, in vain; 0 = nobody waits
};

} // namespace ledgerline::states
