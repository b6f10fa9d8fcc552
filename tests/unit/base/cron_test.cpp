// Protects the times of a cron line: that each one comes, none twice and none that was not meant, over ends of months and years, leap
// days, weeks and offsets; and that a line that was written wrong is told with how to write it.
// How: the next times in a row as text; a slow second reckoning of the same line; a table of mistakes.
#include "base/cron.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>
#include <vector>

using namespace ledgerline;
using base::Cron;

namespace {

base::Millis at(const char* time) { return base::parse_time(time).value(); }

// The next `count` times after `from`, one a line.
std::string next(const char* line, const char* from, int count) {
    const Cron cron = Cron::parse(line);
    std::string out;
    base::Millis now = at(from);
    for (int i = 0; i < count; ++i) {
        now = cron.next(now);
        out += (out.empty() ? "" : " ") + base::iso_time(now);
    }
    return out;
}

std::string problem(const char* line) {
    try {
        Cron::parse(line);
        return "";
    } catch (const std::invalid_argument& wrong) {
        return wrong.what();
    }
}

} // namespace

TEST_CASE("base.cron: the next time is after now, never now itself") {
    CHECK(next("*/10 * * * * +00:00", "2026-03-01T08:09:59.999Z", 1) == "2026-03-01T08:10:00Z");
    CHECK(next("*/10 * * * * +00:00", "2026-03-01T08:10:00Z", 1) == "2026-03-01T08:20:00Z");
    CHECK(next("*/10 * * * * +00:00", "2026-03-01T08:10:00.001Z", 1) == "2026-03-01T08:20:00Z");
    CHECK(next("* * * * * +00:00", "2026-03-01T08:10:00Z", 2) == "2026-03-01T08:11:00Z 2026-03-01T08:12:00Z");
}

TEST_CASE("base.cron: lists, ranges and steps") {
    CHECK(next("5,50 7-8 * * * +00:00", "2026-03-01T00:00:00Z", 5) == "2026-03-01T07:05:00Z 2026-03-01T07:50:00Z 2026-03-01T08:05:00Z 2026-03-01T08:50:00Z 2026-03-02T07:05:00Z");
    CHECK(next("10-40/15 */12 * * * +00:00", "2026-03-01T00:11:00Z", 4) == "2026-03-01T00:25:00Z 2026-03-01T00:40:00Z 2026-03-01T12:10:00Z 2026-03-01T12:25:00Z");
    CHECK(next("0,0,0 3,1-2 * * * +00:00", "2026-03-01T00:00:00Z", 4) == "2026-03-01T01:00:00Z 2026-03-01T02:00:00Z 2026-03-01T03:00:00Z 2026-03-02T01:00:00Z");
}

TEST_CASE("base.cron: days of the week by name and number, Sunday at either end") {
    for (const char* line : {"0 6 * * Mon-Fri +00:00", "0 6 * * 1-5 +00:00", "0 6 * * mon-FRI +00:00", "0 6 * * Mon,Tue,3-5 +00:00"}) {
        INFO(line);
        CHECK(next(line, "2026-03-05T06:00:00Z", 3) == "2026-03-06T06:00:00Z 2026-03-09T06:00:00Z 2026-03-10T06:00:00Z"); // a Thursday
    }
    for (const char* line : {"0 6 * * Sat,Sun +00:00", "0 6 * * Sat-Sun +00:00", "0 6 * * 6-7 +00:00", "0 6 * * 0,6 +00:00", "0 6 * * 7,6 +00:00"}) {
        INFO(line);
        CHECK(next(line, "2026-03-06T06:00:00Z", 3) == "2026-03-07T06:00:00Z 2026-03-08T06:00:00Z 2026-03-14T06:00:00Z");
    }
    CHECK(next("0 6 * * Sun-Mon +00:00", "2026-03-06T06:00:00Z", 3) == "2026-03-08T06:00:00Z 2026-03-09T06:00:00Z 2026-03-15T06:00:00Z");
}

TEST_CASE("base.cron: ends of months and years") {
    CHECK(next("0 0 31 * * +00:00", "2026-01-31T00:00:00Z", 3) == "2026-03-31T00:00:00Z 2026-05-31T00:00:00Z 2026-07-31T00:00:00Z");
    CHECK(next("59 23 28-31 Feb * +00:00", "2026-01-01T00:00:00Z", 2) == "2026-02-28T23:59:00Z 2027-02-28T23:59:00Z");
    CHECK(next("30 12 * Dec-Dec * +00:00", "2026-12-31T12:29:59Z", 2) == "2026-12-31T12:30:00Z 2027-12-01T12:30:00Z");
    CHECK(next("0 0 1 Jan * +00:00", "2026-12-31T23:59:59Z", 2) == "2027-01-01T00:00:00Z 2028-01-01T00:00:00Z");
    CHECK(next("0 0 1 */6 * +00:00", "2026-01-15T00:00:00Z", 2) == "2026-07-01T00:00:00Z 2027-01-01T00:00:00Z");
    CHECK(next("0 0 1 Jan-Jan,3 * +00:00", "2026-01-15T00:00:00Z", 2) == "2026-03-01T00:00:00Z 2027-01-01T00:00:00Z");
}

TEST_CASE("base.cron: leap days, and the century that has none") {
    CHECK(next("0 0 29 Feb * +00:00", "2026-03-01T00:00:00Z", 2) == "2028-02-29T00:00:00Z 2032-02-29T00:00:00Z");
    CHECK(next("0 0 29 2 * +00:00", "2096-02-29T00:00:00Z", 1) == "2104-02-29T00:00:00Z");
    CHECK(next("0 0 29 2 * +14:00", "2096-02-28T10:00:00Z", 1) == "2104-02-28T10:00:00Z");
}

TEST_CASE("base.cron: a day fits one of the two kinds where both are restricted, as with cron") {
    CHECK(next("0 2 1 * Sun +00:00", "2026-03-01T02:00:00Z", 3) == "2026-03-08T02:00:00Z 2026-03-15T02:00:00Z 2026-03-22T02:00:00Z");
    CHECK(next("0 2 1 * Sun +00:00", "2026-03-29T02:00:00Z", 2) == "2026-04-01T02:00:00Z 2026-04-05T02:00:00Z");
    CHECK(next("0 2 31 Apr Sun +00:00", "2026-03-31T02:00:00Z", 1) == "2026-04-05T02:00:00Z"); // by the week it can come
}

TEST_CASE("base.cron: the day and the hour are those of the clock that is meant") {
    CHECK(next("30 0 * * Mon +01:00", "2026-03-01T00:00:00Z", 2) == "2026-03-01T23:30:00Z 2026-03-08T23:30:00Z");  // a Sunday in UTC
    CHECK(next("30 22 * * Mon -03:30", "2026-03-01T00:00:00Z", 1) == "2026-03-03T02:00:00Z");                      // a Tuesday in UTC
    CHECK(next("0 0 1 3 * +05:45", "2026-02-01T00:00:00Z", 1) == "2026-02-28T18:15:00Z");
    CHECK(next("*/30 * * * * +05:45", "2026-02-01T00:00:00Z", 2) == "2026-02-01T00:15:00Z 2026-02-01T00:45:00Z");
}

TEST_CASE("base.cron: no hour is missing and none comes twice where clocks change in summer") {
    const Cron cron = Cron::parse("30 2 * * * +01:00"); // 2026-03-29 and 2026-10-25 are the days of the change in Europe
    base::Millis now = at("2026-01-01T00:00:00Z");
    for (int day = 0; day < 365; ++day) {
        const base::Millis due = cron.next(now);
        CHECK((due - at("2026-01-01T01:30:00Z")) == day * 86'400'000LL);
        now = due;
    }
}

TEST_CASE("base.cron: before 1970 as after it") {
    CHECK(next("0 0 * * Wed +00:00", "1969-12-30T00:00:00Z", 2) == "1969-12-31T00:00:00Z 1970-01-07T00:00:00Z");
    CHECK(next("59 23 31 12 * +00:00", "1969-12-31T23:58:59Z", 1) == "1969-12-31T23:59:00Z");
}

TEST_CASE("base.cron: a slow reckoning of every minute of a leap year agrees") {
    const Cron cron = Cron::parse("7-59/13 3,9-11 */9 Feb,Mar,12 Tue,Sat -02:15");
    const base::Millis begin = at("2028-01-01T00:00:00Z"), end = at("2029-01-01T00:00:00Z");
    std::vector<base::Millis> slow, fast;
    constexpr int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int month = 0, day = -1, weekday = 5; // the day before a Saturday, and before the first of January
    base::Millis now = begin + (2 * 60 + 15) * 60'000;
    for (int minute = 0; now < end; ++minute, now += 60'000) {
        if (minute % 1440 == 0) {
            weekday = (weekday + 1) % 7;
            if (++day == lengths[month]) day = 0, ++month;
        }
        const int of_hour = minute % 60, hour = minute / 60 % 24;
        const bool time = of_hour >= 7 && (of_hour - 7) % 13 == 0 && (hour == 3 || (hour >= 9 && hour <= 11));
        const bool date = (month == 1 || month == 2 || month == 11) && (day % 9 == 0 || weekday == 2 || weekday == 6);
        if (time && date) slow.push_back(now);
    }
    for (base::Millis due = cron.next(begin + (2 * 60 + 15) * 60'000 - 1); due < end; due = cron.next(due)) fast.push_back(due);
    CHECK(slow.size() > 500);
    CHECK(fast == slow);
}

TEST_CASE("base.cron: what is written wrong is told with how to write it") {
    const std::string form = " (write minute, hour, day of the month, month, day of the week and the offset: \"*/10 6-22 * * Mon-Fri +01:00\")";
    CHECK(problem("") == "\"\" has 0 fields, not six" + form);
    CHECK(problem("* * * * *") == "\"* * * * *\" has no offset of the clock behind its five fields" + form);
    CHECK(problem("0 0 * * * * +01:00") == "\"0 0 * * * * +01:00\" has 7 fields, not six" + form);
    CHECK(problem("0 0 * * * CET") == "\"0 0 * * * CET\" ends with \"CET\", which is no offset" + form);
    CHECK(problem("0 0 * * * +15:00") == "\"0 0 * * * +15:00\" ends with \"+15:00\", which is no offset" + form);
    CHECK(problem("@daily") == "\"@daily\" has 1 fields, not six" + form);
    CHECK(problem("60 * * * * +00:00") == "\"60\" is no minute: \"60\" is not one of 0 to 59 (write 0, 0,30 or */10)");
    CHECK(problem("0 24 * * * +00:00") == "\"24\" is no hour: \"24\" is not one of 0 to 23 (write 2, 6-22 or */2)");
    CHECK(problem("0 0 0 * * +00:00") == "\"0\" is no day of the month: \"0\" is not one of 1 to 31 (write 1, 1-7 or *)");
    CHECK(problem("0 0 * 13 * +00:00") == "\"13\" is no month: \"13\" is not one of 1 to 12 (write 3, Jan-Jun or *)");
    CHECK(problem("0 0 * * Mon-Fry +00:00") == "\"Mon-Fry\" is no day of the week: \"Fry\" is not one of 0 to 7 (write Mon-Fri, Sat,Sun or *)");
    CHECK(problem("0,,30 * * * * +00:00") == "\"0,,30\" is no minute: \"\" is not one of 0 to 59 (write 0, 0,30 or */10)");
    CHECK(problem("-5 * * * * +00:00") == "\"-5\" is no minute: \"\" is not one of 0 to 59 (write 0, 0,30 or */10)");
    CHECK(problem("99999999999999999999 * * * * +00:00") == "\"99999999999999999999\" is no minute: \"99999999999999999999\" is not one of 0 to 59 (write 0, 0,30 or */10)");
    CHECK(problem("0 22-4 * * * +00:00") == "\"22-4\" is no hour: 22-4 runs backwards; write it as two, such as 22-23,0-4 (write 2, 6-22 or */2)");
    CHECK(problem("5/10 * * * * +00:00") == "\"5/10\" is no minute: a step needs a range in front of it, such as 5-59 (write 0, 0,30 or */10)");
    CHECK(problem("*/0 * * * * +00:00") == "\"*/0\" is no minute: \"0\" is no step (write 0, 0,30 or */10)");
    CHECK(problem("*/x * * * * +00:00") == "\"*/x\" is no minute: \"x\" is no step (write 0, 0,30 or */10)");
    CHECK(problem("*/90 * * * * +00:00") == "\"*/90\" is no minute: a step of 90 leaves only 0 (write 0, 0,30 or */10)");
    CHECK(problem("0 0 L * * +00:00") == "\"L\" is no day of the month: \"L\" is not one of 1 to 31 (write 1, 1-7 or *)");
}

TEST_CASE("base.cron: a day that never comes is refused") {
    const std::string form = " never comes: no such month has that day (write minute, hour, day of the month, month, day of the week and the offset: \"*/10 6-22 * * Mon-Fri +01:00\")";
    for (const char* line : {"0 0 30 Feb * +00:00", "0 0 31 Apr,Jun,9,11 * +00:00", "0 0 30-31 2 * +00:00"}) CHECK(problem(line) == "\"" + std::string(line) + "\"" + form);
    for (const char* line : {"0 0 29 Feb * +00:00", "0 0 31 Apr-May * +00:00", "0 0 30 Feb Mon +00:00"}) CHECK(problem(line) == "");
}
