#include "base/quiet_hours.hpp"

#include "base/time_of_day.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace ledgerline::base {

namespace {

constexpr Millis day_ms = 86'400'000, week_ms = 7 * day_ms;
constexpr std::array<std::string_view, 7> day_names = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

[[noreturn]] void refuse(std::string_view text) {
    throw std::invalid_argument("\"" + std::string(text) + "\" is no time of the day (write \"22:00-02:00 +01:00\", or \"Sat,Sun 00:00-24:00 +01:00\")");
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(at, begin), text.size());
        if (at != ' ' || end > begin) parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

Millis floor_to(Millis value, Millis step) { return value - ((value % step) + step) % step; }

} // namespace

QuietHours::Window QuietHours::parse_one(std::string_view text) {
    std::vector<std::string_view> parts = split(text, ' ');
    Window window;
    if (parts.size() == 3) {
        std::fill(std::begin(window.days), std::end(window.days), false);
        for (const std::string_view name : split(parts.front(), ',')) {
            const auto day = std::find(day_names.begin(), day_names.end(), name);
            if (day == day_names.end()) throw std::invalid_argument("\"" + std::string(name) + "\" in \"" + std::string(text) + "\" is no day (write Mon, Tue, Wed, Thu, Fri, Sat, Sun)");
            window.days[day - day_names.begin()] = true;
        }
        parts.erase(parts.begin());
    }
    if (parts.size() != 2 || parts[0].size() != 11 || parts[0][5] != '-') refuse(text);
    const auto from = time_of_day(parts[0].substr(0, 5)), to = time_of_day(parts[0].substr(6)), offset = clock_offset(parts[1]);
    if (!from || !to || *from == *to || *from == day_ms || !offset) refuse(text);
    window.from = *from;
    window.length = *to > *from ? *to - *from : *to + day_ms - *from;
    window.offset = *offset;
    return window;
}

QuietHours QuietHours::parse(const std::vector<std::string>& windows) {
    QuietHours out;
    for (const std::string& text : windows) out.windows_.push_back(parse_one(text));
    if (out.until(0) >= week_ms) throw std::invalid_argument("there is no minute of the week left in which anything may be done");
    return out;
}

// It may have begun today or yesterday.
Millis QuietHours::end_of(const Window& window, Millis now) {
    const Millis midnight = floor_to(now + window.offset, day_ms);
    for (const Millis day : {midnight, midnight - day_ms}) {
        constexpr Millis thursday = 3; // 1970-01-01
        const Millis weekday = (((day / day_ms + thursday) % 7) + 7) % 7;
        const Millis begin = day + window.from - window.offset;
        if (window.days[weekday] && now >= begin && now < begin + window.length) return begin + window.length;
    }
    return 0;
}

Millis QuietHours::until(Millis now) const {
    Millis end = 0;
    for (Millis at = now; at - now < week_ms + day_ms;) {
        Millis next = 0;
        for (const Window& window : windows_) next = std::max(next, end_of(window, at));
        if (next == 0) break;
        end = at = next;
    }
    return end;
}

} // namespace ledgerline::base
