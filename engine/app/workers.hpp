// Threads for the stages of an engine: one each. A stage that found work rings the bell, and the others look again; a stage
// without work sleeps until the bell, its own due time, or a second has passed (somebody may have used the command line on
// the same store).
#pragma once

#include "app/engine.hpp"

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ledgerline::app {

// How long a component may take without a sign of life.
struct Patience {
    base::Millis rules_ms = 30'000;      // they compute, nothing else
    base::Millis others_ms = 900'000;    // longer than any request may take
};

class Workers {
public:
    // `note`: where components are watched for hanging; `on_hang` ends the process. nullptr: they are not watched.
    Workers(Engine& engine, const base::Clock& clock, base::Log& log, plugin::WorkNote* note = nullptr, std::function<void()> on_hang = {}, Patience patience = {});
    ~Workers(); // stops and joins

    void start();
    // Asks everybody to stop and waits: what is being sent is finished first.
    void stop();
    // Something happened outside of the stages: all of them look again. Any thread.
    void ring();
    // The first stage that failed for good (the store is gone): its words; "" while all is well.
    std::string failure() const;

private:
    void work(const Stage& stage);
    void watch();
    bool wait(std::uint64_t heard, base::Millis due);

    Engine& engine_;
    const base::Clock& clock_;
    base::Log& log_;
    plugin::WorkNote* note_;
    std::function<void()> on_hang_;
    Patience patience_;
    mutable std::mutex lock_;
    std::condition_variable bell_;
    std::uint64_t rings_ = 0;
    bool stopping_ = false;
    std::string failure_;
    std::vector<std::thread> threads_;
    bool all_ended_ = false;
    std::thread watchdog_;
};

} // namespace ledgerline::app
