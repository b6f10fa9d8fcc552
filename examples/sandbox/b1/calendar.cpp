#include "b1/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace ledgerline::sandbox::b1 {

namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

unsigned number_of(std::string_view digits) {
    unsigned out = 0;
    for (const char c : digits) out = out * 10 + static_cast<unsigned>(c - '0');
    return out;
}

std::string padded(unsigned value) {
    return value < 10 ? "0" + std::to_string(value) : std::to_string(value);
}

} // namespace

std::optional<std::string> read_date(std::string_view text) {
    std::string digits;
    if (text.size() >= 10 && text[4] == '-' && text[7] == '-') {
        if (text.size() > 10 && text[10] != 'T' && text[10] != ' ') return std::nullopt;
        digits = std::string(text.substr(0, 4)) + std::string(text.substr(5, 2)) + std::string(text.substr(8, 2));
    } else if (text.size() == 8 || text.size() == 14) {
        if (!all_digits(text)) return std::nullopt;
        digits = text.substr(0, 8);
    }
    if (digits.size() != 8 || !all_digits(digits)) return std::nullopt;
    const std::string_view all = digits;
    const unsigned year = number_of(all.substr(0, 4)), month = number_of(all.substr(4, 2)), day = number_of(all.substr(6, 2));
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)), std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok()) return std::nullopt;
    return digits.substr(0, 4) + "-" + padded(month) + "-" + padded(day);
}

std::optional<std::string> read_time(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c != ':') digits += c;
    if (digits.size() == 4) digits += "00";
    if (digits.size() != 6 || !all_digits(digits)) return std::nullopt;
    const std::string_view all = digits;
    const unsigned hour = number_of(all.substr(0, 2)), minute = number_of(all.substr(2, 2)), second = number_of(all.substr(4, 2));
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return padded(hour) + ":" + padded(minute) + ":" + padded(second);
}

Moment local_moment(base::Millis at, int utc_offset_minutes) {
    using namespace std::chrono;
    const sys_time<milliseconds> time{milliseconds(at) + minutes(utc_offset_minutes)};
    const sys_days day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<seconds>(time - day));
    char year[8];
    std::snprintf(year, sizeof year, "%04d", static_cast<int>(date.year()));
    Moment out;
    out.date = std::string(year) + "-" + padded(static_cast<unsigned>(date.month())) + "-" + padded(static_cast<unsigned>(date.day()));
    out.time = padded(static_cast<unsigned>(clock.hours().count())) + ":" + padded(static_cast<unsigned>(clock.minutes().count())) + ":"
             + padded(static_cast<unsigned>(clock.seconds().count()));
    return out;
}

} // namespace ledgerline::sandbox::b1
