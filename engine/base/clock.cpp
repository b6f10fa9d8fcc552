#include "base/clock.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <stdexcept>

namespace ledgerline::base {

namespace {

std::int64_t nanoseconds_of(clockid_t clock) {
    timespec time{};
    if (clock_gettime(clock, &time) != 0) throw std::runtime_error("the machine's clock cannot be read");
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

} // namespace

std::int64_t SteadyTime::next(std::int64_t wall, std::int64_t running) {
    const std::int64_t passed = begun_ ? std::max<std::int64_t>(running - running_, 0) : 0;
    const std::int64_t own = now_ + passed;
    now_ = !begun_ || wall >= own ? wall : std::max(wall, now_ + passed - passed / 10);
    running_ = running;
    begun_ = true;
    return now_;
}

Millis SystemClock::now() const {
    const std::scoped_lock hold(lock_);
    // Of the clocks that only count, the one that also counts while the machine sleeps.
    return time_.next(nanoseconds_of(CLOCK_REALTIME), nanoseconds_of(CLOCK_BOOTTIME)) / 1'000'000;
}

std::string iso_time(Millis at) {
    using namespace std::chrono;
    const sys_time<milliseconds> moment{milliseconds(at)};
    const auto day = floor<days>(moment);
    const year_month_day date(day);
    const hh_mm_ss time(moment - day);
    char text[64];
    int size = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                             static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                             static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    std::string out(text, static_cast<std::size_t>(size));
    if (const auto fraction = static_cast<int>(time.subseconds().count()); fraction != 0) {
        size = std::snprintf(text, sizeof text, ".%03d", fraction);
        out.append(text, static_cast<std::size_t>(size));
    }
    return out += 'Z';
}

} // namespace ledgerline::base
