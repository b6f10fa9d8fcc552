// Times of the week in which a system is left alone. Each is written in the offset of its own: "22:00-02:00 +01:00", with days
// in front where it is not every day: "Sat,Sun 00:00-24:00 +01:00". One that goes past midnight belongs to the day on which it begins.
#pragma once

#include "base/clock.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::base {

class QuietHours {
public:
    // Throws std::invalid_argument with what is wrong and how to write it; a week that is quiet altogether is wrong as well.
    static QuietHours parse(const std::vector<std::string>& windows);

    QuietHours() = default;
    bool empty() const { return windows_.empty(); }
    // When it ends, if it is quiet now; else 0. Windows that touch are one.
    Millis until(Millis now) const;

private:
    struct Window {
        bool days[7] = {true, true, true, true, true, true, true}; // from Monday; on which it begins
        Millis from = 0, length = 0;                               // within the day
        Millis offset = 0;                                         // of the local time, east of UTC
    };
    static Window parse_one(std::string_view text);
    static Millis end_of(const Window& window, Millis now);

    std::vector<Window> windows_;
};

} // namespace ledgerline::base
