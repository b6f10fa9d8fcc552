#include "scheduler.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace ledgerline::bench {

Scheduler::~Scheduler() {
    for (auto& thread : threads_)
        if (thread->thread.joinable()) thread->thread.join();
}

void Scheduler::spawn(std::function<void()> body) {
    const Task task = threads_.size();
    threads_.push_back(std::make_unique<Thread>());
    threads_.back()->thread = std::thread([this, task, body = std::move(body)] {
        {
            std::unique_lock hold(lock_);
            threads_[task]->turn.wait(hold, [&] { return current_ == task; });
        }
        try {
            body();
        } catch (...) {
            if (!failure_) failure_ = std::current_exception();
        }
        const std::scoped_lock hold(lock_);
        threads_[task]->state = State::ended;
        current_ = nobody;
        back_.notify_one();
    });
}

void Scheduler::park(base::Millis until) {
    std::unique_lock hold(lock_);
    const Task task = current_;
    threads_[task]->state = State::parked;
    threads_[task]->until = until;
    current_ = nobody;
    back_.notify_one();
    threads_[task]->turn.wait(hold, [&] { return current_ == task; });
}

void Scheduler::wake(Task task) {
    if (threads_.at(task)->state == State::parked) threads_[task]->state = State::runnable;
}

bool Scheduler::all_ended() const {
    return !threads_.empty() && std::all_of(threads_.begin(), threads_.end(), [](const auto& thread) { return thread->state == State::ended; });
}

void Scheduler::give_turn(Task task) {
    std::unique_lock hold(lock_);
    current_ = last_ = task;
    threads_[task]->turn.notify_one();
    back_.wait(hold, [&] { return current_ == nobody; });
}

bool Scheduler::let_time_pass() {
    const base::Millis world = world_.next();
    base::Millis next = world;
    for (const auto& thread : threads_)
        if (thread->state == State::parked && (next == 0 || thread->until < next)) next = thread->until;
    if (next == 0) return false;
    now_ = std::max(now_, next);
    if (world != 0 && world <= now_) world_.happen();
    for (const auto& thread : threads_)
        if (thread->state == State::parked && thread->until <= now_) thread->state = State::runnable;
    return true;
}

void Scheduler::run(const std::function<bool()>& done) {
    while (!failure_ && !all_ended() && !done()) {
        Task next = nobody;
        for (std::size_t i = 1; i <= threads_.size() && next == nobody; ++i)
            if (const Task task = (last_ + i) % threads_.size(); threads_[task]->state == State::runnable) next = task;
        if (next != nobody) give_turn(next);
        else if (!let_time_pass()) give_up("every thread waits, and nothing will ever happen");
    }
    if (!failure_) return;
    try {
        std::rethrow_exception(failure_);
    } catch (const std::exception& problem) {
        give_up(problem.what());
    } catch (...) {
        give_up("a thread threw something that is no exception");
    }
}

// The threads that wait somewhere inside of the engine cannot be taken out of there.
void Scheduler::give_up(const char* why) {
    std::fprintf(stderr, "scheduler: %s\n", why);
    std::fflush(nullptr);
    std::_Exit(1);
}

bool VirtualWaiting::wait(std::unique_lock<std::mutex>& lock, base::Millis most, const std::function<bool()>& ready) {
    const base::Millis until = scheduler_.now() + most;
    while (!ready()) {
        if (scheduler_.now() >= until) return false;
        waiting_.insert(scheduler_.current());
        lock.unlock();
        scheduler_.park(until);
        lock.lock();
        waiting_.erase(scheduler_.current());
    }
    return true;
}

void VirtualWaiting::wake() {
    for (const Scheduler::Task task : waiting_) scheduler_.wake(task);
}

} // namespace ledgerline::bench
