#include "app/workers.hpp"

#include "app/containment.hpp"

#include <algorithm>
#include <chrono>

namespace ledgerline::app {

Workers::Workers(Engine& engine, const base::Clock& clock, base::Log& log, plugin::WorkNote* note, std::function<void()> on_hang, Patience patience) :
    engine_(engine), clock_(clock), log_(log), note_(note), on_hang_(std::move(on_hang)), patience_(patience) {}

Workers::~Workers() { stop(); }

void Workers::start() {
    for (const Stage& stage : engine_.stages())
        threads_.emplace_back([this, &stage] {
            const plugin::CrashStack stack;
            work(stage);
        });
    if (note_) watchdog_ = std::thread([this] { watch(); });
}

void Workers::stop() {
    engine_.stop();
    {
        const std::scoped_lock hold(lock_);
        stopping_ = true;
    }
    bell_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    {
        // It watches until the last of them has ended: one may hang while it is asked to stop.
        const std::scoped_lock hold(lock_);
        all_ended_ = true;
    }
    bell_.notify_all();
    if (watchdog_.joinable()) watchdog_.join();
}

std::string Workers::failure() const {
    const std::scoped_lock hold(lock_);
    return failure_;
}

void Workers::ring() {
    {
        const std::scoped_lock hold(lock_);
        ++rings_;
    }
    bell_.notify_all();
}

bool Workers::wait(std::uint64_t heard, base::Millis due) {
    constexpr base::Millis look_again_ms = 1'000;
    const base::Millis now = clock_.now();
    const base::Millis pause = due > now ? std::min(due - now, look_again_ms) : look_again_ms;
    std::unique_lock hold(lock_);
    bell_.wait_for(hold, std::chrono::milliseconds(pause), [&] { return stopping_ || rings_ != heard; });
    return !stopping_;
}

void Workers::watch() {
    std::unique_lock hold(lock_);
    while (!bell_.wait_for(hold, std::chrono::seconds(1), [&] { return all_ended_; })) {
        hold.unlock();
        const auto hanging = note_->hanging(patience_.rules_ms, patience_.others_ms);
        for (const auto& left : hanging) log_.error("a component hangs; the process ends and is to be started again", {{"what", in_words(left)}});
        if (!hanging.empty() && on_hang_) on_hang_();
        hold.lock();
    }
}

void Workers::work(const Stage& stage) {
    try {
        for (;;) {
            std::uint64_t heard = 0;
            {
                const std::scoped_lock hold(lock_);
                if (stopping_) return;
                heard = rings_;
            }
            if (stage.step()) ring();
            else if (!wait(heard, stage.next_due())) return;
        }
    } catch (const std::exception& problem) {
        // A stage that throws cannot trust its store any more. The process ends and is started again: the same way as a crash.
        log_.error("stage failed", {{"stage", stage.name}, {"why", problem.what()}});
        const std::scoped_lock hold(lock_);
        if (failure_.empty()) failure_ = stage.name + ": " + problem.what();
        stopping_ = true;
    }
    bell_.notify_all();
}

} // namespace ledgerline::app
