#include "base/time_of_day.hpp"

namespace ledgerline::base {

namespace {

constexpr Millis minute_ms = 60'000;

} // namespace

std::optional<Millis> time_of_day(std::string_view text) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
    const int hour = (text[0] - '0') * 10 + (text[1] - '0'), minute = (text[3] - '0') * 10 + (text[4] - '0');
    if (hour > 24 || minute > 59 || (hour == 24 && minute > 0)) return std::nullopt;
    return (hour * 60 + minute) * minute_ms;
}

std::optional<Millis> clock_offset(std::string_view text) {
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const auto offset = time_of_day(text.substr(1));
    if (!offset || *offset > 14 * 60 * minute_ms) return std::nullopt;
    return text[0] == '-' ? -*offset : *offset;
}

} // namespace ledgerline::base
