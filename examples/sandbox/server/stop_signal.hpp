// Lets waiting requests end early when the program stops.
#pragma once

#include "base/clock.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace ledgerline::sandbox::server {

class StopSignal {
public:
    void stop() {
        {
            const std::lock_guard guard(lock_);
            stopped_ = true;
        }
        changed_.notify_all();
    }
    // Waits that long, or until stop: true.
    bool wait(base::Millis delay_ms) {
        std::unique_lock guard(lock_);
        return changed_.wait_for(guard, std::chrono::milliseconds(delay_ms), [this] { return stopped_; });
    }

private:
    std::mutex lock_;
    std::condition_variable changed_;
    bool stopped_ = false;
};

} // namespace ledgerline::sandbox::server
