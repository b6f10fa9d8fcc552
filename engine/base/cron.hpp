// When something is to be done, as people write it for cron: minute, hour, day of the month, month, day of the week, and the
// offset of the clock that is meant: "*/10 6-22 * * Mon-Fri +01:00". Lists, ranges, steps and the English names of months and days.
// As with cron, a day fits one of the two kinds of days where both are restricted: "0 2 1 * Sun" is each first and each Sunday.
#pragma once

#include "base/clock.hpp"

#include <bitset>
#include <string_view>

namespace ledgerline::base {

class Cron {
public:
    // Throws std::invalid_argument with what is wrong and how to write it; a day that never comes (the 31st of April) is wrong as well.
    static Cron parse(std::string_view text);

    // The first time after `now`; there always is one.
    Millis next(Millis now) const;

private:
    bool is_day(std::int64_t day) const; // since 1970-01-01, on the clock that is meant
    bool can_come() const;

    std::bitset<60> minutes_;
    std::bitset<24> hours_;
    std::bitset<32> days_;
    std::bitset<13> months_;
    std::bitset<7> weekdays_; // from Sunday
    bool any_day_ = true, any_weekday_ = true;
    Millis offset_ = 0; // east of UTC
};

} // namespace ledgerline::base
