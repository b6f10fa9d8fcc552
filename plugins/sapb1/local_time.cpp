#include "local_time.hpp"

#include <array>

namespace sapb1 {
namespace {

// Days since 1970-01-01 in the Gregorian calendar.
std::int64_t days_of(std::int64_t year, std::int64_t month, std::int64_t day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

std::array<std::int64_t, 3> date_of_days(std::int64_t days) {
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const std::int64_t day_of_era = days - era * 146097;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted = (5 * day_of_year + 2) / 153;
    const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * shifted + 2) / 5 + 1};
}

std::int64_t seconds_of_day(std::int64_t seconds) { return (seconds % 86400 + 86400) % 86400; }

std::string two(std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::optional<std::int64_t> number(std::string_view digits) {
    if (digits.empty() || digits.size() > 4) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

// Hours and minutes, with or without seconds; separators may be left out.
std::optional<std::int64_t> time_seconds(std::string_view time) {
    if (time.empty()) return 0;
    const bool plain = time.find(':') == std::string_view::npos;
    const std::size_t step = plain ? 2 : 3;
    if (time.size() < 2 + step) return std::nullopt;
    const auto hours = number(time.substr(0, 2));
    const auto minutes = number(time.substr(step, 2));
    const auto seconds = time.size() >= 2 * step + 2 ? number(time.substr(2 * step, 2)) : std::optional<std::int64_t>(0);
    if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
    return (*hours * 60 + *minutes) * 60 + *seconds;
}

std::optional<std::int64_t> date_days(std::string_view date) {
    const bool plain = date.size() == 8 && date.find('-') == std::string_view::npos;
    if (!plain && (date.size() < 10 || date[4] != '-' || date[7] != '-')) return std::nullopt;
    const auto year = number(date.substr(0, 4));
    const auto month = number(date.substr(plain ? 4 : 5, 2));
    const auto day = number(date.substr(plain ? 6 : 8, 2));
    if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
    return days_of(*year, *month, *day);
}

} // namespace

std::optional<std::int64_t> local_seconds(std::string_view date, std::string_view time) {
    const auto days = date_days(date);
    if (!days) return std::nullopt;
    // A time that cannot be read must not lose the date.
    return *days * 86400 + time_seconds(time).value_or(0);
}

std::string date_text(std::int64_t seconds) {
    const auto [year, month, day] = date_of_days((seconds - seconds_of_day(seconds)) / 86400);
    std::string years = std::to_string(year);
    if (years.size() < 4) years.insert(0, 4 - years.size(), '0');
    return years + "-" + two(month) + "-" + two(day);
}

std::string time_text(std::int64_t seconds) {
    const std::int64_t rest = seconds_of_day(seconds);
    return two(rest / 3600) + ":" + two(rest / 60 % 60) + ":" + two(rest % 60);
}

std::string stamp_text(std::int64_t seconds) { return date_text(seconds) + "T" + time_text(seconds); }

std::optional<std::int64_t> stamp_seconds(std::string_view stamp) {
    if (stamp.size() != 19 || stamp[10] != 'T') return std::nullopt;
    return local_seconds(stamp.substr(0, 10), stamp.substr(11));
}

std::string date_of(std::string_view remote_date) {
    const auto days = date_days(remote_date);
    return days ? date_text(*days * 86400) : std::string();
}

std::optional<std::int64_t> offset_seconds(std::string_view offset) {
    if (offset.size() != 6 || (offset[0] != '+' && offset[0] != '-') || offset[3] != ':') return std::nullopt;
    const auto value = time_seconds(offset.substr(1));
    if (!value || *value > 14 * 3600) return std::nullopt;
    return offset[0] == '-' ? -*value : *value;
}

} // namespace sapb1
