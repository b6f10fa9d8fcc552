// Protects the hours in which a system is left alone: their offset, midnight, days, and what is written wrong.
#include "base/quiet_hours.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace ledgerline;
using base::QuietHours;

namespace {

base::Millis at(const char* time) { return base::parse_time(time).value(); }
std::string until(const QuietHours& quiet, const char* time) {
    const base::Millis end = quiet.until(at(time));
    return end == 0 ? "" : base::iso_time(end);
}
std::string problem(const std::vector<std::string>& windows) {
    try {
        QuietHours::parse(windows);
        return "";
    } catch (const std::invalid_argument& wrong) {
        return wrong.what();
    }
}

} // namespace

TEST_CASE("base.quiet: past midnight, in the offset that is written") {
    const QuietHours quiet = QuietHours::parse({"22:00-02:00 +01:00"});
    CHECK(until(quiet, "2026-03-01T20:59:59Z") == "");
    CHECK(until(quiet, "2026-03-01T21:00:00Z") == "2026-03-02T01:00:00Z");
    CHECK(until(quiet, "2026-03-02T00:59:59Z") == "2026-03-02T01:00:00Z");
    CHECK(until(quiet, "2026-03-02T01:00:00Z") == "");
}

TEST_CASE("base.quiet: west of UTC, and with minutes") {
    const QuietHours quiet = QuietHours::parse({"01:30-03:15 -03:30"});
    CHECK(until(quiet, "2026-03-01T05:00:00Z") == "2026-03-01T06:45:00Z");
    CHECK(until(quiet, "2026-03-01T04:59:00Z") == "");
}

TEST_CASE("base.quiet: days are those on which it begins") {
    const QuietHours quiet = QuietHours::parse({"Fri 22:00-06:00 +00:00"}); // 2026-03-06 is a Friday
    CHECK(until(quiet, "2026-03-06T23:00:00Z") == "2026-03-07T06:00:00Z");
    CHECK(until(quiet, "2026-03-07T05:00:00Z") == "2026-03-07T06:00:00Z");
    CHECK(until(quiet, "2026-03-06T05:00:00Z") == "");
    CHECK(until(quiet, "2026-03-07T23:00:00Z") == "");
}

TEST_CASE("base.quiet: windows that touch are one") {
    const QuietHours quiet = QuietHours::parse({"Sat,Sun 00:00-24:00 +00:00", "Mon 00:00-06:00 +00:00"});
    CHECK(until(quiet, "2026-03-07T12:00:00Z") == "2026-03-09T06:00:00Z");
    CHECK(until(quiet, "2026-03-09T06:00:00Z") == "");
}

TEST_CASE("base.quiet: without windows it never is") {
    CHECK(QuietHours().empty());
    CHECK(QuietHours().until(at("2026-03-07T12:00:00Z")) == 0);
}

TEST_CASE("base.quiet: what is written wrong is told with how to write it") {
    for (const char* text : {"", "22:00-02:00", "22-02 +01:00", "22:00-22:00 +01:00", "24:00-02:00 +01:00", "22:60-02:00 +01:00", "25:00-02:00 +01:00", "22:00-02:00 +15:00", "22:00-02:00 CET", "22:00-24:30 +01:00"})
        CHECK(problem({text}).find("\"22:00-02:00 +01:00\"") != std::string::npos);
    CHECK(problem({"Fry 22:00-02:00 +01:00"}) == "\"Fry\" in \"Fry 22:00-02:00 +01:00\" is no day (write Mon, Tue, Wed, Thu, Fri, Sat, Sun)");
    CHECK(problem({"00:00-12:00 +00:00", "12:00-24:00 +00:00"}) == "there is no minute of the week left in which anything may be done");
    CHECK(problem({"00:00-12:00 +00:00", "12:01-24:00 +00:00"}) == "");
}
