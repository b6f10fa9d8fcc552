#include "store/format.hpp"

#include <array>
#include <cstdio>

namespace ledgerline::sandbox::store {

namespace {

struct Calendar {
    int year;
    int month; // 1 to 12
    int day;
    int hour;
    int minute;
    int second;
    int weekday; // 0 = Sunday
};

std::int64_t floor_divide(std::int64_t top, std::int64_t bottom) {
    return top / bottom - (top % bottom < 0 ? 1 : 0);
}

// Proleptic Gregorian calendar, by the usual count of days in eras of 400 years that begin on 1 March.
Calendar calendar(base::Millis at) {
    const std::int64_t seconds = floor_divide(at, 1000);
    const std::int64_t days = floor_divide(seconds, 86'400);
    const std::int64_t in_day = seconds - days * 86'400;
    const std::int64_t from_march = days + 719'468;
    const std::int64_t era = floor_divide(from_march, 146'097);
    const std::int64_t day_of_era = from_march - era * 146'097;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
    const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    Calendar out{};
    out.year = static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
    out.month = static_cast<int>(month);
    out.day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    out.hour = static_cast<int>(in_day / 3600);
    out.minute = static_cast<int>(in_day / 60 % 60);
    out.second = static_cast<int>(in_day % 60);
    out.weekday = static_cast<int>((days % 7 + 11) % 7); // 1970-01-01 was a Thursday
    return out;
}

} // namespace

std::string money(const Decimal& amount) { return amount.rounded(4, Round::half_up).text(4); }

message::Value json_number(const Decimal& amount) { return message::Value::number(amount.normalized().text()); }

Decimal amount_in(const message::Value& value) {
    const std::string text = value.text_or("");
    return text.empty() ? Decimal() : Decimal::parse_number(text);
}

std::string rfc2822(base::Millis at) {
    static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Calendar c = calendar(at);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d +0000", days[static_cast<std::size_t>(c.weekday)],
                  c.day, months[static_cast<std::size_t>(c.month - 1)], c.year, c.hour, c.minute, c.second);
    return text.data();
}

std::string iso8601(base::Millis at) {
    const Calendar c = calendar(at);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d+00:00", c.year, c.month, c.day, c.hour, c.minute,
                  c.second);
    return text.data();
}

base::Millis whole_second(base::Millis at) { return floor_divide(at, 1000) * 1000; }

} // namespace ledgerline::sandbox::store
