#include "base/cron.hpp"

#include "base/time_of_day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace ledgerline::base {

namespace {

constexpr Millis minute_ms = 60'000, day_ms = 86'400'000;
constexpr std::int64_t minutes_of_day = 1'440;

constexpr std::array<std::string_view, 12> month_names = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 8> day_names = {"sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun"};

struct Part {
    const char* name;
    int smallest, largest;
    const char* example;
    std::span<const std::string_view> names{}; // of smallest, smallest + 1, ...
};

constexpr Part minute_part{"minute", 0, 59, "0, 0,30 or */10"};
constexpr Part hour_part{"hour", 0, 23, "2, 6-22 or */2"};
constexpr Part day_part{"day of the month", 1, 31, "1, 1-7 or *"};
constexpr Part month_part{"month", 1, 12, "3, Jan-Jun or *", month_names};
constexpr Part weekday_part{"day of the week", 0, 7, "Mon-Fri, Sat,Sun or *", day_names}; // 7 is Sunday as well

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> out;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(at, begin), text.size());
        if (at != ' ' || end > begin) out.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

[[noreturn]] void refuse(const Part& part, std::string_view text, const std::string& why) {
    throw std::invalid_argument(fmt::format("\"{}\" is no {}: {} (write {})", text, part.name, why, part.example));
}

// A whole number without a sign, small enough for anything here; -1: it is none.
int number_of(std::string_view text) {
    if (text.empty() || text.size() > 4) return -1;
    int out = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        out = out * 10 + (c - '0');
    }
    return out;
}

// `ends_range`: Sunday is the last day of the week there, and the first one elsewhere.
int value_of(const Part& part, std::string_view text, std::string_view whole, bool ends_range) {
    std::string name(text);
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    int named = -1;
    for (std::size_t i = 0; i < part.names.size() && (named < 0 || ends_range); ++i)
        if (part.names[i] == name) named = part.smallest + static_cast<int>(i);
    const int value = named < 0 ? number_of(text) : named;
    if (value < part.smallest || value > part.largest) refuse(part, whole, fmt::format("\"{}\" is not one of {} to {}", text, part.smallest, part.largest));
    return value;
}

// One element of a list: "*", "5", "6-22", "*/10", "6-22/2".
template <std::size_t size>
void add(const Part& part, std::string_view text, std::string_view whole, std::bitset<size>& out) {
    const std::size_t slash = text.find('/');
    const std::string_view range = text.substr(0, slash);
    int first = part.smallest, last = part.largest;
    if (range != "*") {
        const std::size_t dash = range.find('-');
        first = value_of(part, range.substr(0, dash), whole, false);
        last = dash == std::string_view::npos ? first : value_of(part, range.substr(dash + 1), whole, true);
        if (dash == std::string_view::npos && slash != std::string_view::npos) refuse(part, whole, fmt::format("a step needs a range in front of it, such as {}-{}", range, part.largest));
        if (first > last) refuse(part, whole, fmt::format("{} runs backwards; write it as two, such as {}-{},{}-{}", range, first, part.largest, part.smallest, last));
    }
    int step = 1;
    if (slash != std::string_view::npos) {
        step = number_of(text.substr(slash + 1));
        if (step < 1) refuse(part, whole, fmt::format("\"{}\" is no step", text.substr(slash + 1)));
        if (step > last - first) refuse(part, whole, fmt::format("a step of {} leaves only {}", step, first));
    }
    for (int value = first; value <= last; value += step) out.set(static_cast<std::size_t>(value) % out.size()); // a 7 of the week is a 0
}

template <std::size_t size>
std::bitset<size> read(const Part& part, std::string_view text) {
    std::bitset<size> out;
    for (const std::string_view one : split(text, ',')) add(part, one, text, out);
    return out;
}

std::int64_t floor_div(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

} // namespace

Cron Cron::parse(std::string_view text) {
    const std::vector<std::string_view> fields = split(text, ' ');
    const auto refuse_whole = [&](const std::string& why) {
        throw std::invalid_argument(fmt::format("\"{}\" {} (write minute, hour, day of the month, month, day of the week and the offset: \"*/10 6-22 * * Mon-Fri +01:00\")", text, why));
    };
    if (fields.size() == 5) refuse_whole("has no offset of the clock behind its five fields");
    if (fields.size() != 6) refuse_whole(fmt::format("has {} fields, not six", fields.size()));
    const auto offset = clock_offset(fields[5]);
    if (!offset) refuse_whole(fmt::format("ends with \"{}\", which is no offset", fields[5]));
    Cron out;
    out.offset_ = *offset;
    out.minutes_ = read<60>(minute_part, fields[0]);
    out.hours_ = read<24>(hour_part, fields[1]);
    out.days_ = read<32>(day_part, fields[2]);
    out.months_ = read<13>(month_part, fields[3]);
    out.weekdays_ = read<7>(weekday_part, fields[4]);
    out.any_day_ = fields[2] == "*";
    out.any_weekday_ = fields[4] == "*";
    if (!out.can_come()) refuse_whole("never comes: no such month has that day");
    return out;
}

bool Cron::can_come() const {
    constexpr std::array<std::size_t, 13> most_days = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (!any_weekday_) return true;
    for (std::size_t month = 1; month < months_.size(); ++month)
        for (std::size_t day = 1; months_.test(month) && day <= most_days[month]; ++day)
            if (days_.test(day)) return true;
    return false;
}

bool Cron::is_day(std::int64_t day) const {
    const std::chrono::sys_days date{std::chrono::days(day)};
    const std::chrono::year_month_day parts{date};
    if (!months_.test(static_cast<unsigned>(parts.month()))) return false;
    const bool day_fits = days_.test(static_cast<unsigned>(parts.day())), weekday_fits = weekdays_.test(std::chrono::weekday(date).c_encoding());
    return any_day_ || any_weekday_ ? day_fits && weekday_fits : day_fits || weekday_fits;
}

Millis Cron::next(Millis now) const {
    std::int64_t minute = floor_div(now + offset_, minute_ms) + 1;
    std::int64_t day = floor_div(minute, minutes_of_day);
    // A 29th of February is eight years away at most.
    for (const std::int64_t last = day + 9 * 366; day <= last; minute = ++day * minutes_of_day) {
        if (!is_day(day)) continue;
        for (std::int64_t of_day = minute - day * minutes_of_day; of_day < minutes_of_day; ++of_day)
            if (hours_.test(static_cast<std::size_t>(of_day / 60)) && minutes_.test(static_cast<std::size_t>(of_day % 60))) return day * day_ms + of_day * minute_ms - offset_;
    }
    throw std::logic_error("a time that never comes");
}

} // namespace ledgerline::base
