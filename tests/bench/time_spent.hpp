// Seconds, by the clock on the wall and by the processor: the latter is what the neighbours of a machine change least.
#pragma once

#include <chrono>
#include <ctime>

namespace ledgerline::bench {

struct TimeSpent {
    double wall = 0, processor = 0;

    // Since some moment; of the whole process.
    static TimeSpent so_far() {
        std::timespec cpu{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
        return {std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(), static_cast<double>(cpu.tv_sec) + static_cast<double>(cpu.tv_nsec) / 1e9};
    }
};

inline TimeSpent operator+(const TimeSpent& a, const TimeSpent& b) { return {a.wall + b.wall, a.processor + b.processor}; }
inline TimeSpent operator-(const TimeSpent& a, const TimeSpent& b) { return {a.wall - b.wall, a.processor - b.processor}; }

} // namespace ledgerline::bench
