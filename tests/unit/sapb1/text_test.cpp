// Protects how texts reach SAP: whole characters, doubled quotes, local stamps. Pure functions, by example.
#include "sapb1/local_time.hpp"
#include "sapb1/text.hpp"

#include <catch2/catch.hpp>

using namespace sapb1;

TEST_CASE("order.sapb1 text: a text is cut to the column's length by whole characters") {
    CHECK(fitted("Müller", 2) == "Mü");
    CHECK(fitted("Straße 1", 5) == "Straß");
    CHECK(fitted("short", 100) == "short");
    CHECK(fitted("", 5).empty());
}

TEST_CASE("order.sapb1 text: an emoji takes two places of a column and is never halved") {
    CHECK(column_length("a\xF0\x9F\x8E\x81") == 3);
    CHECK(fitted("a\xF0\x9F\x8E\x81", 2) == "a");
    CHECK(fitted("a\xF0\x9F\x8E\x81", 3) == "a\xF0\x9F\x8E\x81");
}

TEST_CASE("order.sapb1 text: bytes that are no whole character at the end do not get through") { CHECK(fitted("ab\xC3", 10) == "ab"); }

TEST_CASE("order.sapb1 text: blanks at the ends go, also those that the cut uncovers") {
    CHECK(fitted("  two words \n", 100) == "two words");
    CHECK(fitted("two words", 4) == "two");
    CHECK(fitted_line("first\r\nsecond", 100) == "first  second");
}

TEST_CASE("order.sapb1 text: a quote in a filter is doubled, so that a code cannot become a condition") {
    CHECK(literal("O'Brien") == "'O''Brien'");
    CHECK(literal("' or 1 eq 1 or '") == "''' or 1 eq 1 or '''");
}

TEST_CASE("order.sapb1 text: a template keeps what it does not know") {
    CHECK(filled("WEB-{number}/{id} {what}", {{"number", "1047"}, {"id", "9"}}) == "WEB-1047/9 {what}");
    CHECK(filled("{number}", {{"number", "{id}"}, {"id", "9"}}) == "{id}");
}

TEST_CASE("order.sapb1 text: of a proxy's page remains what a person reads") {
    CHECK(readable("<html><head><style>h1 { color: red }</style></head><body><h1>504 Gateway Time-out</h1>\nThe server didn't respond in time.\n</body></html>", 200) ==
          "504 Gateway Time-out The server didn't respond in time.");
    CHECK(readable("ä", 1).empty());
    CHECK(readable("<unclosed", 50).empty());
}

TEST_CASE("item.sapb1 stamps: both versions' dates are read, and nothing else") {
    CHECK(local_seconds("2026-01-30T00:00:00Z", "17:02:11") == local_seconds("2026-01-30", "17:02:11"));
    CHECK(local_seconds("20260130", "170211") == local_seconds("2026-01-30", "17:02:11"));
    CHECK(local_seconds("2026-01-30", "17:02") == local_seconds("2026-01-30", "17:02:00"));
    CHECK_FALSE(local_seconds("30.01.2026", "17:02").has_value());
    CHECK_FALSE(local_seconds("", "").has_value());
    CHECK_FALSE(local_seconds("2026-13-01", "").has_value());
}

TEST_CASE("item.sapb1 stamps: looking back crosses midnight, month and year") {
    const auto midnight = local_seconds("2026-01-01", "00:01:00").value();
    CHECK(stamp_text(midnight - 120) == "2025-12-31T23:59:00");
    const auto leap = local_seconds("2028-03-01", "00:00:30").value();
    CHECK(stamp_text(leap - 60) == "2028-02-29T23:59:30");
}

TEST_CASE("item.sapb1 stamps: a stamp survives being written and read") {
    const auto stamp = local_seconds("2026-10-25", "02:30:59").value();
    CHECK(stamp_seconds(stamp_text(stamp)) == stamp);
    CHECK_FALSE(stamp_seconds("2026-10-25").has_value());
}

TEST_CASE("item.sapb1 stamps: an offset is written with sign, hours and minutes") {
    CHECK(offset_seconds("+01:30") == 5400);
    CHECK(offset_seconds("-05:00") == -18000);
    CHECK_FALSE(offset_seconds("1:30").has_value());
    CHECK_FALSE(offset_seconds("+25:00").has_value());
}
