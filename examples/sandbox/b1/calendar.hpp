// Dates and times as the company keeps them: local, without a zone. "2026-01-31" and "09:15:07".
#pragma once

#include "base/clock.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ledgerline::sandbox::b1 {

// Every form that bodies and filters may bring: 2026-01-31, 20260131, either with a time part, which is ignored.
std::optional<std::string> read_date(std::string_view text);
// 18:38:00, 18:38, 183800, 1838.
std::optional<std::string> read_time(std::string_view text);

struct Moment {
    std::string date, time;
};
Moment local_moment(base::Millis at, int utc_offset_minutes);

} // namespace ledgerline::sandbox::b1
