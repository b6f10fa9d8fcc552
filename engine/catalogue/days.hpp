// Calendar days of UTC as text, "2026-11-23", which compares like the days themselves, and spans of days in which both ends are in
// and "" has no end.
#pragma once

#include "store/rows.hpp"

#include <string>
#include <string_view>

namespace ledgerline::catalogue {

bool is_day(std::string_view text);
std::string day_of(store::Millis at);
store::Millis beginning_of(std::string_view day); // of what is_day
std::string day_after(std::string_view day);

inline bool covers(std::string_view from, std::string_view to, std::string_view day) { return (from.empty() || from <= day) && (to.empty() || day <= to); }
// "" = never.
inline std::string earlier_day(std::string a, std::string b) { return a.empty() || (!b.empty() && b < a) ? std::move(b) : std::move(a); }
// The next day after this one on which the span begins or is over, "" = none.
std::string next_edge(std::string_view from, std::string_view to, std::string_view day);

} // namespace ledgerline::catalogue
