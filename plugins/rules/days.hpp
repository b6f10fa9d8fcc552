// Calendar days of UTC as text, which compares like the days themselves.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <ledgerline/format.hpp>

namespace rules {

inline std::string two_digits(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }

// "2026-11-23" of milliseconds since 1970.
inline std::string day_of(std::int64_t ms) {
    using namespace std::chrono;
    const year_month_day day{floor<days>(sys_time<milliseconds>{milliseconds{ms}})};
    return std::to_string(static_cast<int>(day.year())) + "-" + two_digits(static_cast<unsigned>(day.month())) + "-" + two_digits(static_cast<unsigned>(day.day()));
}

} // namespace rules
