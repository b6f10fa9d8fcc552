// Numbers and time spans as people write them in a configuration.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ledgerline::config {

// -12, 0, 350: no zero in front, no plus, inside int64. Nothing if it is something else.
std::optional<std::int64_t> parse_integer(std::string_view text);

// A whole number and a unit: 500ms, 30s, 5m, 1h, 7d. Nothing if it is something else or above ten years.
std::optional<base::Millis> parse_duration(std::string_view text);

// What to write instead of a text that is no decimal: "5000.00" for "5.000,00", "1000 or 1.000" for "1,000",
// "a number like 12.50" where it can't be told.
std::string decimal_advice(std::string_view text);

} // namespace ledgerline::config
