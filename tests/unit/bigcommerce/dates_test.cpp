// Protects the store's dates, by tables: both of its forms are read to the second, and what is neither is told.
#include "bigcommerce/dates.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using bigcommerce::iso;
using bigcommerce::seconds_of;

TEST_CASE("order.bigcommerce dates: every form of the store is the same moment") {
    for (const char* date : {"Tue, 05 Mar 2019 21:40:11 +0000", "Tue, 5 Mar 2019 21:40:11 +0000", "Tue, 05 Mar 2019 22:40:11 +0100", "Tue, 05 Mar 2019 17:10:11 -0430", "Tue, 05 Mar 2019 21:40:11 GMT",
                             "2019-03-05T21:40:11Z", "2019-03-05T21:40:11+00:00", "2019-03-05T21:40:11.999Z", "2019-03-06T08:40:11+11:00"}) {
        INFO(date);
        CHECK(seconds_of(date) == 1'551'822'011);
        CHECK(iso(std::string_view(date)) == "2019-03-05T21:40:11Z");
    }
}

TEST_CASE("order.bigcommerce dates: leap days and the turn of a year") {
    CHECK(iso(std::string_view("Thu, 29 Feb 2024 00:00:00 +0000")) == "2024-02-29T00:00:00Z");
    CHECK(iso(std::string_view("Fri, 31 Dec 2027 23:59:59 -0100")) == "2028-01-01T00:59:59Z");
    CHECK(iso(std::int64_t{-1}) == "1969-12-31T23:59:59Z");
}

TEST_CASE("order.bigcommerce dates: rubbish is no date") {
    for (const char* text : {"yesterday", "2019-03-05", "2019-03-05 21:40:11", "2019-03-05T21:40:11", "Tue, 31 Feb 2019 21:40:11 +0000", "2019-13-05T21:40:11Z", "2019-03-05T24:40:11Z",
                             "Tue, 05 Mar 2019 21:40:11", "Tue, 05 Mrz 2019 21:40:11 +0000", "2019-03-05T21:40:11+25:00", "Tue, ", "2019-03-05T21:40:11Z and more"}) {
        INFO(text);
        CHECK_FALSE(seconds_of(text));
        CHECK_THROWS_AS(iso(std::string_view(text)), std::invalid_argument);
    }
}

TEST_CASE("order.bigcommerce dates: an unset date stays unset") { CHECK(iso(std::string_view("")).empty()); }
