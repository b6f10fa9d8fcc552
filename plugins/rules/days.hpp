// Calendar days of UTC as text, which compares like the days themselves.
#pragma once

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rules {

inline std::string two_digits(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }

// "2026-11-23" of milliseconds since 1970.
inline std::string day_of(std::int64_t ms) {
    using namespace std::chrono;
    const year_month_day day{floor<days>(sys_time<milliseconds>{milliseconds{ms}})};
    return std::to_string(static_cast<int>(day.year())) + "-" + two_digits(static_cast<unsigned>(day.month())) + "-" + two_digits(static_cast<unsigned>(day.day()));
}

// A number of exactly `size` digits at `at`; nothing if there is something else.
inline std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t size) {
    if (at + size > text.size()) return std::nullopt;
    for (std::size_t i = at; i < at + size; ++i)
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
}

// Milliseconds of "2026-11-23T08:15:30Z", the form of times in canonical documents; nothing if it is another.
inline std::optional<std::int64_t> ms_of_iso(std::string_view text) {
    const auto year = digits_at(text, 0, 4), month = digits_at(text, 5, 2), day = digits_at(text, 8, 2);
    const auto hour = digits_at(text, 11, 2), minute = digits_at(text, 14, 2), second = digits_at(text, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second || text[10] != 'T' || text.back() != 'Z') return std::nullopt;
    using namespace std::chrono;
    const year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)}, std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return (sys_days{date}.time_since_epoch().count() * std::int64_t{86'400} + *hour * 3'600 + *minute * 60 + *second) * 1'000;
}

// "2026-11-23", and such a day exists.
inline bool is_day(std::string_view text) { return text.size() == 10 && ms_of_iso(std::string(text) + "T00:00:00Z").has_value() && text[4] == '-' && text[7] == '-'; }

// Milliseconds of "+01:00" or "-05:30"; nothing if it is neither.
inline std::optional<std::int64_t> offset_ms_of(std::string_view text) {
    const auto hours = digits_at(text, 1, 2), minutes = digits_at(text, 4, 2);
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':' || !hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    return (*hours * 60 + *minutes) * std::int64_t{60'000} * (text[0] == '-' ? -1 : 1);
}

} // namespace rules
