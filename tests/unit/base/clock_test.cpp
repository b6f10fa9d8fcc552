// Protects dates: a time that is read wrongly lands in the wrong accounting period, so that what is not certainly a time is
// nothing. Expected values were computed with GNU date.
#include "base/clock.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline::base;

TEST_CASE("base.clock a time is written as ISO 8601 in UTC", "[base]") {
    CHECK(iso_time(0) == "1970-01-01T00:00:00Z");
    CHECK(iso_time(1551822011000) == "2019-03-05T21:40:11Z");
    CHECK(iso_time(1551822011007) == "2019-03-05T21:40:11.007Z");
    CHECK(iso_time(951782400000) == "2000-02-29T00:00:00Z");
    CHECK(iso_time(-1) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("base.clock ISO 8601 with a zone is read", "[base]") {
    CHECK(parse_time("2019-03-05T21:40:11Z") == 1551822011000);
    CHECK(parse_time("2019-03-05T21:40:11+00:00") == 1551822011000);
    CHECK(parse_time("2019-03-05T22:40:11+01:00") == 1551822011000);
    CHECK(parse_time("2019-03-05T16:10:11-0530") == 1551822011000);
    CHECK(parse_time("2019-03-06T03:25:11+05:45") == 1551822011000);
    CHECK(parse_time("1969-12-31T23:59:59Z") == -1000);
}

TEST_CASE("base.clock fractions of a second are cut to milliseconds", "[base]") {
    CHECK(parse_time("2019-03-05T21:40:11.5Z") == 1551822011500);
    CHECK(parse_time("2019-03-05T21:40:11.0079Z") == 1551822011007);
    CHECK(parse_time("2019-03-05T21:40:11.123456789+00:00") == 1551822011123);
    CHECK_FALSE(parse_time("2019-03-05T21:40:11.Z"));
    CHECK_FALSE(parse_time("2019-03-05T21:40:11.1234567890Z"));
}

TEST_CASE("base.clock RFC 2822 is read, with and without the day's name and the seconds", "[base]") {
    CHECK(parse_time("Tue, 05 Mar 2019 21:40:11 +0000") == 1551822011000);
    CHECK(parse_time("05 Mar 2019 21:40:11 +0000") == 1551822011000);
    CHECK(parse_time("Tue, 5 Mar 2019 22:40:11 +0100") == 1551822011000);
    CHECK(parse_time("Tue, 05 Mar 2019 21:40 GMT") == 1551822000000);
    CHECK(parse_time("Tue, 05 Mar 2019 16:40:11 EST") == 1551822011000);
}

TEST_CASE("base.clock a day's name that is wrong is a contradiction, not a time", "[base]") {
    CHECK_FALSE(parse_time("Wed, 05 Mar 2019 21:40:11 +0000"));
    CHECK_FALSE(parse_time("Foo, 05 Mar 2019 21:40:11 +0000"));
}

TEST_CASE("base.clock leap days exist only in leap years", "[base]") {
    CHECK(parse_time("2000-02-29T00:00:00Z") == 951782400000);
    CHECK(parse_time("2024-02-29T12:00:00Z") == 1709208000000);
    CHECK_FALSE(parse_time("1900-02-29T00:00:00Z"));
    CHECK_FALSE(parse_time("2023-02-29T00:00:00Z"));
    CHECK_FALSE(parse_time("29 Feb 2023 00:00:00 +0000"));
}

TEST_CASE("base.clock a leap second is the next one, and only at the end of a day in UTC", "[base]") {
    CHECK(parse_time("2016-12-31T23:59:60Z") == parse_time("2017-01-01T00:00:00Z"));
    CHECK(parse_time("2017-01-01T00:59:60+01:00") == parse_time("2017-01-01T00:00:00Z"));
    CHECK_FALSE(parse_time("2016-12-31T22:59:60Z"));
}

TEST_CASE("base.clock what is not certainly a time is nothing", "[base]") {
    for (const auto* text : {"", " ", "now", "2019-03-05", "2019-03-05T21:40:11", "2019-03-05 21:40:11Z", "2019-03-05T21:40Z", "19-03-05T21:40:11Z", "2019-3-5T21:40:11Z",
                             "2019-13-05T21:40:11Z", "2019-00-05T21:40:11Z", "2019-04-31T21:40:11Z", "2019-03-00T21:40:11Z", "2019-03-05T24:00:00Z", "2019-03-05T21:60:11Z",
                             "2019-03-05T21:40:61Z", "2019-03-05T21:40:11+24:00", "2019-03-05T21:40:11+01:60", "2019-03-05T21:40:11+1", "2019-03-05T21:40:11Zjunk", " 2019-03-05T21:40:11Z",
                             "+2019-03-05T21:40:11Z", "2019-03-05T21:40:11,5Z", "1551822011", "Tue 05 Mar 2019 21:40:11 +0000", "Tue, 05 Mar 19 21:40:11 +0000",
                             "Tue, 05 March 2019 21:40:11 +0000", "Tue, 05 Mar 2019 21:40:11", "Tue, 05 Mar 2019 21:40:11 XYZ", "Tue, 05 Mar 2019 21:40:11 +00:00", "Tue, 05  Mar 2019 21:40:11 +0000"}) {
        INFO(text);
        CHECK_FALSE(parse_time(text));
    }
}

TEST_CASE("base.clock every day of four centuries is written and read back", "[base]") {
    constexpr Millis day = 24 * 60 * 60 * 1000;
    for (Millis at = parse_time("1900-01-01T12:34:56Z").value(); at < parse_time("2300-01-01T00:00:00Z").value(); at += day)
        if (parse_time(iso_time(at)) != at) FAIL(iso_time(at));
}

namespace {

constexpr std::int64_t second = 1'000'000'000, hour = 3'600 * second, noon = 500'000 * hour;

} // namespace

TEST_CASE("base.clock a wall clock that runs on is simply told", "[base]") {
    SteadyTime time;
    CHECK(time.next(noon, 5 * second) == noon);
    CHECK(time.next(noon + second, 6 * second) == noon + second);
}

TEST_CASE("base.clock a wall clock that is set forward is followed at once", "[base]") {
    SteadyTime time;
    time.next(noon, 0);
    CHECK(time.next(noon + 24 * hour, second) == noon + 24 * hour);
}

TEST_CASE("base.clock a wall clock that is set back lets time go on a little slower until it has caught up", "[base]") {
    SteadyTime time;
    time.next(noon, 0);
    CHECK(time.next(noon - hour + 10 * second, 10 * second) == noon + 9 * second);
    std::int64_t now = 0;
    for (int i = 2; i <= 6'000; ++i) {
        const std::int64_t next = time.next(noon - hour + i * 10 * second, i * 10 * second);
        REQUIRE(next > now);
        now = next;
    }
    CHECK(now == noon - hour + 60'000 * second); // after ten hours it is the wall's time again
}

TEST_CASE("base.clock a machine whose running clock stands still does not stop the time of the wall", "[base]") {
    SteadyTime time;
    time.next(noon, 10 * second);
    CHECK(time.next(noon + second, 10 * second) == noon + second);
    CHECK(time.next(noon, 5 * second) == noon + second);
}
