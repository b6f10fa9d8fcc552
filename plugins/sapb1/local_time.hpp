// SAP's stamps: local time of the server, without a zone. They are compared and moved as if they were UTC; only the distance
// between two of them counts, never their distance to our clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sapb1 {

// Seconds since 1970-01-01 of a date ("2026-01-30", "2026-01-30T00:00:00Z", "20260130") and a time ("17:02:11", "17:02",
// "170211" or ""). Nothing where the date is neither.
std::optional<std::int64_t> local_seconds(std::string_view date, std::string_view time);
// "2026-01-30"
std::string date_text(std::int64_t seconds);
// "17:02:11"
std::string time_text(std::int64_t seconds);
// "2026-01-30T17:02:11"
std::string stamp_text(std::int64_t seconds);
// Of stamp_text's form; nothing for another text.
std::optional<std::int64_t> stamp_seconds(std::string_view stamp);
// The date part of a remote date, as "2026-01-30"; "" where there is none.
std::string date_of(std::string_view remote_date);
// "+01:30" as seconds; nothing for another form.
std::optional<std::int64_t> offset_seconds(std::string_view offset);

} // namespace sapb1
