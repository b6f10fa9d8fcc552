// Time comes in through a constructor. Milliseconds since 1970-01-01 UTC.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <optional>

namespace ledgerline::base {

using Millis = std::int64_t;

class Clock {
public:
    virtual ~Clock() = default;
    virtual Millis now() const = 0;             // wall time, for records and due times
};

class SystemClock final : public Clock {
public:
    Millis now() const override;
};

// "2026-11-23T08:15:30.123Z"; without milliseconds where they are zero.
std::string iso_time(Millis at);
// ISO 8601 with zone (Z or +hh:mm, +hhmm), or RFC 2822 ("Tue, 05 Mar 2019 21:40:11 +0000"). Nothing if it is neither.
std::optional<Millis> parse_time(std::string_view text);

} // namespace ledgerline::base
