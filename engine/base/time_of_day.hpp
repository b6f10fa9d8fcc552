// Times of the day and offsets of a clock, as people write them.
#pragma once

#include "base/clock.hpp"

#include <optional>
#include <string_view>

namespace ledgerline::base {

// "22:00", to 24:00.
std::optional<Millis> time_of_day(std::string_view text);
// "+01:00", "-03:30", 14 hours at most. East of UTC is positive.
std::optional<Millis> clock_offset(std::string_view text);

} // namespace ledgerline::base
