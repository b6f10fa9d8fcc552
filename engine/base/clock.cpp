#include "base/clock.hpp"

#include <chrono>
#include <cstdio>

namespace ledgerline::base {

Millis SystemClock::now() const {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
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
