// Threads in virtual time: exactly one of them runs, until it waits for something; when all of them wait, time goes on to whatever
// comes first. So requests of several lanes overlap, and the same seed takes the same way.
#pragma once

#include "base/clock.hpp"
#include "base/waiting.hpp"

#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace ledgerline::bench {

class Scheduler final : public base::Clock {
public:
    using Task = std::size_t;
    // What happens in the world by itself: when next (0 = never), and what is to be done then.
    struct World {
        std::function<base::Millis()> next;
        std::function<void()> happen;
    };

    explicit Scheduler(World world) : world_(std::move(world)) {}
    ~Scheduler() override;

    base::Millis now() const override { return now_; }
    void spawn(std::function<void()> body);
    // Runs the tasks until `done` says so between two of them, or all have ended. Ends the process where a task throws.
    void run(const std::function<bool()>& done);
    bool all_ended() const;

    // For tasks only. Waits until somebody wakes this task or the time has come.
    void park(base::Millis until);
    Task current() const { return current_; }
    // For tasks and the world.
    void wake(Task task);

private:
    enum class State { runnable, parked, ended };
    struct Thread {
        State state = State::runnable;
        base::Millis until = 0;
        std::condition_variable turn;
        std::thread thread;
    };
    static constexpr Task nobody = static_cast<Task>(-1);

    [[noreturn]] static void give_up(const char* why);
    void give_turn(Task task);
    bool let_time_pass();

    World world_;
    base::Millis now_ = 1'767'603'600'000; // 2026-01-05T09:00:00Z, a Monday
    std::mutex lock_;
    std::condition_variable back_;
    std::vector<std::unique_ptr<Thread>> threads_;
    Task current_ = nobody, last_ = 0;
    std::exception_ptr failure_;
};

// What the engine's own threads wait by.
class VirtualWaiting final : public base::Waiting {
public:
    explicit VirtualWaiting(Scheduler& scheduler) : scheduler_(scheduler) {}
    bool wait(std::unique_lock<std::mutex>& lock, base::Millis most, const std::function<bool()>& ready) override;
    void wake() override;

private:
    Scheduler& scheduler_;
    std::set<Scheduler::Task> waiting_; // in the order of their numbers
};

} // namespace ledgerline::bench
