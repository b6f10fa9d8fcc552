#include "catalogue/days.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>

namespace ledgerline::catalogue {

namespace {

using namespace std::chrono;

std::optional<year_month_day> read(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    int numbers[3] = {};
    constexpr std::string_view digits = "0123456789";
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == 4 || i == 7) continue;
        const std::size_t digit = digits.find(text[i]);
        if (digit == std::string_view::npos) return std::nullopt;
        int& number = numbers[i < 4 ? 0 : i < 7 ? 1 : 2];
        number = number * 10 + static_cast<int>(digit);
    }
    const year_month_day day{year{numbers[0]}, month{static_cast<unsigned>(numbers[1])}, std::chrono::day{static_cast<unsigned>(numbers[2])}};
    return day.ok() ? std::optional(day) : std::nullopt;
}

std::string written(sys_days at) {
    const year_month_day day{at};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

} // namespace

bool is_day(std::string_view text) { return read(text).has_value(); }

std::string day_of(store::Millis at) { return written(floor<days>(sys_time<milliseconds>{milliseconds{at}})); }

store::Millis beginning_of(std::string_view day) { return duration_cast<milliseconds>(sys_days{read(day).value()}.time_since_epoch()).count(); }

std::string day_after(std::string_view day) { return written(sys_days{read(day).value()} + days{1}); }

std::string next_edge(std::string_view from, std::string_view to, std::string_view day) {
    if (is_day(from) && from > day) return std::string(from);
    if (is_day(to) && to >= day) return day_after(to);
    return "";
}

} // namespace ledgerline::catalogue
