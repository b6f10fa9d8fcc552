// How threads wait for one another. Injected, so that a simulation can let its own time pass instead.
#pragma once

#include "base/clock.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace ledgerline::base {

class Waiting {
public:
    virtual ~Waiting() = default;
    // Lets go of the lock until `ready` (asked with the lock held) says so, or `most` has passed: false.
    virtual bool wait(std::unique_lock<std::mutex>& lock, Millis most, const std::function<bool()>& ready) = 0;
    // Whoever waits asks again. Called without the lock.
    virtual void wake() = 0;
};

class RealWaiting final : public Waiting {
public:
    bool wait(std::unique_lock<std::mutex>& lock, Millis most, const std::function<bool()>& ready) override {
        return bell_.wait_for(lock, std::chrono::milliseconds(most), ready);
    }
    void wake() override { bell_.notify_all(); }

private:
    std::condition_variable bell_;
};

} // namespace ledgerline::base
