// Strict on purpose: a date that was guessed lands in the wrong accounting period.
#include "base/clock.hpp"

#include <array>
#include <chrono>

namespace ledgerline::base {

namespace {

struct Moment {
    int year = 0, month = 0, day = 0;
    int hour = 0, minute = 0, second = 0;
    int milliseconds = 0;
    int zone_minutes = 0; // east of UTC
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_word(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t at = 0; at < a.size(); ++at)
        if (lower(a[at]) != lower(b[at])) return false;
    return true;
}

// Reads from the front. Every function answers false and leaves the rest undefined if something else is there.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }
    bool next_is(char c) const { return !rest_.empty() && rest_.front() == c; }
    bool take(char c) {
        if (!next_is(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    // At least `least`, at most `most` digits.
    bool number(std::size_t least, std::size_t most, int& out) {
        out = 0;
        std::size_t count = 0;
        while (count < most && next_is_digit()) {
            out = out * 10 + (rest_.front() - '0');
            rest_.remove_prefix(1);
            ++count;
        }
        return count >= least;
    }
    // The first three digits of a fraction of a second; more are cut off, up to nine.
    bool fraction(int& milliseconds) {
        milliseconds = 0;
        int worth = 100;
        std::size_t count = 0;
        for (; next_is_digit(); ++count, worth /= 10) {
            milliseconds += (rest_.front() - '0') * worth;
            rest_.remove_prefix(1);
        }
        return count >= 1 && count <= 9;
    }
    std::string_view word() {
        std::size_t end = 0;
        while (end < rest_.size() && lower(rest_[end]) >= 'a' && lower(rest_[end]) <= 'z') ++end;
        const auto out = rest_.substr(0, end);
        rest_.remove_prefix(end);
        return out;
    }
    // "+hh:mm" or "+hhmm"; the colon only if allowed.
    bool offset(bool colon_allowed, int& minutes_east) {
        const bool west = next_is('-');
        if (!take('+') && !take('-')) return false;
        int hours = 0, minutes = 0;
        if (!number(2, 2, hours)) return false;
        if (colon_allowed) take(':');
        if (!number(2, 2, minutes) || hours > 23 || minutes > 59) return false;
        minutes_east = (west ? -1 : 1) * (hours * 60 + minutes);
        return true;
    }

private:
    bool next_is_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }

    std::string_view rest_;
};

// Position of a word among the names from 1; 0 if it is none.
template <std::size_t count> int position_of(std::string_view word, const std::array<std::string_view, count>& names) {
    for (std::size_t at = 0; at < count; ++at)
        if (same_word(word, names[at])) return static_cast<int>(at) + 1;
    return 0;
}

constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> day_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

std::optional<std::chrono::sys_days> date_of(const Moment& moment) {
    using namespace std::chrono;
    const year_month_day date(year(moment.year), month(static_cast<unsigned>(moment.month)), day(static_cast<unsigned>(moment.day)));
    if (!date.ok()) return std::nullopt;
    return sys_days(date);
}

std::optional<Millis> millis_of(const Moment& moment) {
    const auto date = date_of(moment);
    if (!date || moment.hour > 23 || moment.minute > 59 || moment.second > 60) return std::nullopt;
    const std::int64_t minutes = std::int64_t{date->time_since_epoch().count()} * 24 * 60 + moment.hour * 60 + moment.minute - moment.zone_minutes;
    // A leap second can only be the last one of a day in UTC; it is told as the first of the next.
    if (moment.second == 60 && (minutes % (24 * 60) + 24 * 60) % (24 * 60) != 24 * 60 - 1) return std::nullopt;
    return (minutes * 60 + moment.second) * 1000 + moment.milliseconds;
}

// 2019-03-05T21:40:11.5+00:00
std::optional<Millis> iso(std::string_view text) {
    Reader reader(text);
    Moment moment;
    if (!reader.number(4, 4, moment.year) || !reader.take('-') || !reader.number(2, 2, moment.month) || !reader.take('-') ||
        !reader.number(2, 2, moment.day) || !(reader.take('T') || reader.take('t')) || !reader.number(2, 2, moment.hour) || !reader.take(':') ||
        !reader.number(2, 2, moment.minute) || !reader.take(':') || !reader.number(2, 2, moment.second))
        return std::nullopt;
    if (reader.take('.') && !reader.fraction(moment.milliseconds)) return std::nullopt;
    if (!reader.take('Z') && !reader.take('z') && !reader.offset(true, moment.zone_minutes)) return std::nullopt;
    return reader.at_end() ? millis_of(moment) : std::nullopt;
}

bool zone(Reader& reader, int& minutes_east) {
    if (reader.offset(false, minutes_east)) return true;
    if (reader.next_is('+') || reader.next_is('-')) return false;
    struct Named {
        std::string_view name;
        int hours;
    };
    constexpr std::array<Named, 12> zones{{{"GMT", 0}, {"UT", 0}, {"UTC", 0}, {"Z", 0}, {"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5},
                                           {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}}};
    const auto word = reader.word();
    for (const auto& [name, hours] : zones) {
        if (!same_word(word, name)) continue;
        minutes_east = hours * 60;
        return true;
    }
    return false;
}

// Tue, 05 Mar 2019 21:40:11 +0000; the day's name may be missing, but not be wrong.
std::optional<Millis> rfc2822(std::string_view text) {
    Reader reader(text);
    Moment moment;
    int weekday = 0;
    if (const auto word = reader.word(); !word.empty()) {
        weekday = position_of(word, day_names);
        if (weekday == 0 || !reader.take(',') || !reader.take(' ')) return std::nullopt;
    }
    if (!reader.number(1, 2, moment.day) || !reader.take(' ')) return std::nullopt;
    moment.month = position_of(reader.word(), month_names);
    if (moment.month == 0 || !reader.take(' ') || !reader.number(4, 4, moment.year) || !reader.take(' ') || !reader.number(2, 2, moment.hour) ||
        !reader.take(':') || !reader.number(2, 2, moment.minute))
        return std::nullopt;
    if (reader.take(':') && !reader.number(2, 2, moment.second)) return std::nullopt;
    if (!reader.take(' ') || !zone(reader, moment.zone_minutes) || !reader.at_end()) return std::nullopt;
    const auto date = date_of(moment);
    if (!date || (weekday != 0 && static_cast<int>(std::chrono::weekday(*date).c_encoding()) + 1 != weekday)) return std::nullopt;
    return millis_of(moment);
}

} // namespace

std::optional<Millis> parse_time(std::string_view text) {
    const auto found = iso(text);
    return found ? found : rfc2822(text);
}

} // namespace ledgerline::base
