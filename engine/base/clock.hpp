// Time comes in through a constructor. Milliseconds since 1970-01-01 UTC.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace ledgerline::base {

using Millis = std::int64_t;

class Clock {
public:
    virtual ~Clock() = default;
    virtual Millis now() const = 0;             // wall time, for records and due times
};

// Makes a time that never runs backwards of the two clocks of a machine: `wall` may be set by people and by the network, `running`
// only counts since the machine started. Where the wall is ahead, its time is taken over at once. Where it was set back, the time
// goes on at nine tenths of its pace until the wall has caught up: a pause of a minute stays a pause of about a minute, and what
// happened later is never recorded as earlier. Nanoseconds; not thread-safe.
class SteadyTime {
public:
    std::int64_t next(std::int64_t wall, std::int64_t running);

private:
    std::int64_t now_ = 0, running_ = 0;
    bool begun_ = false;
};

// Thread-safe.
class SystemClock final : public Clock {
public:
    Millis now() const override;

private:
    mutable std::mutex lock_;
    mutable SteadyTime time_;
};

// "2026-11-23T08:15:30.123Z"; without milliseconds where they are zero.
std::string iso_time(Millis at);
// ISO 8601 with zone (Z or +hh:mm, +hhmm), or RFC 2822 ("Tue, 05 Mar 2019 21:40:11 +0000"). Nothing if it is neither.
std::optional<Millis> parse_time(std::string_view text);

} // namespace ledgerline::base
