// Settings that several sources of the store share, and their clock.
#pragma once

#include <ledgerline/config.hpp>
#include <ledgerline/source.hpp>

#include <cstdint>
#include <string>

namespace bigcommerce {

// The field `from`, a day: when it begins, in seconds since 1970 UTC; 0 = everything is ours. Refused where it is no day.
std::int64_t first_day_in(const ledgerline::Config& config);
// The field `channel`: the number of a sales channel, "" = all. Refused where it is no number.
std::string channel_in(const ledgerline::Config& config);

// In seconds since 1970 UTC, as the store's times are.
std::int64_t now_of(ledgerline::Poll& poll);

} // namespace bigcommerce
