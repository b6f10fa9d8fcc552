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

    // True: it is `who`'s turn until `release`.
    bool take(const std::string& who, base::Millis now) {
        const std::scoped_lock hold(lock_);
        if (is_taken_ || (who != last_ && now < others_from_)) return false;
        is_taken_ = true;
        last_ = who;
        return true;
    }
    void release(base::Millis now) {
        const std::scoped_lock hold(lock_);
        is_taken_ = false;
        others_from_ = now + apart_ms_;
    }

private:
    const base::Millis apart_ms_;
    std::mutex lock_;
    bool is_taken_ = false;
    std::string last_;
    base::Millis others_from_ = 0;
};

} // namespace ledgerline::states
