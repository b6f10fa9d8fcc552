// Protects: two texts of levels are equal exactly when the levels are, however the ERP writes its numbers and in whatever order.
#include "commerce/levels.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace ledgerline;
using commerce::add_level;
using commerce::levels_of;

namespace {

std::string one(std::string_view in_stock, std::string_view committed = "0", std::string_view ordered = "0", bool locked = false) {
    std::string text;
    add_level(text, "01", in_stock, committed, ordered, locked);
    return text;
}

} // namespace

TEST_CASE("commerce.levels: the same amount has one text, however it is written") {
    CHECK(one("10", "2") == "01\t10\t2\t0\t0\n");
    for (const char* ten : {"10.0", "10.000000", "010", "1e1", "1.0E+1", "10."}) {
        if (std::string_view(ten) == "10.") CHECK_THROWS_AS(one(ten), std::invalid_argument);
        else CHECK(one(ten, "2") == one("10", "2"));
    }
    CHECK(one("0.50") == one("0.5"));
    CHECK(one("-3.10") == "01\t-3.1\t0\t0\t0\n");
    CHECK(one("-0.0", "1") == "01\t0\t1\t0\t0\n");
    CHECK(one("123456789012345678") == "01\t123456789012345678\t0\t0\t0\n");
    CHECK(one("1000000000000000000.0") == "01\t1000000000000000000\t0\t0\t0\n");
}

TEST_CASE("commerce.levels: what is no amount is refused and leaves the text as it was") {
    for (const char* bad : {"", "-", "ten", "1,5", "1.2.3", ".5", "5.", "1e", "NaN", " 1", "1e999", "99999999999999999999"}) {
        INFO("amount \"" << bad << "\"");
        std::string text = "00\t1\t0\t0\t0\n";
        CHECK_THROWS_AS(add_level(text, "01", "1", bad, "0", false), std::invalid_argument);
        CHECK(text == "00\t1\t0\t0\t0\n");
    }
    std::string text;
    CHECK_THROWS_AS(add_level(text, "0\t1", "1", "0", "0", false), std::invalid_argument);
    CHECK_THROWS_AS(add_level(text, "01\n", "1", "0", "0", false), std::invalid_argument);
}

TEST_CASE("commerce.levels: zero is no row, unless the warehouse is locked") {
    CHECK(one("0", "0.00", "0").empty());
    CHECK(one("0", "0", "0", true) == "01\t0\t0\t0\t1\n");
    CHECK(one("0", "0", "1") == "01\t0\t0\t1\t0\n");
}

TEST_CASE("commerce.levels: the order in which warehouses come is no difference, one that comes twice is refused") {
    std::string forward, backward;
    for (const char* warehouse : {"", "01", "010", "02", "B"}) add_level(forward, warehouse, "1", "0", "0", false);
    for (const char* warehouse : {"B", "010", "", "02", "01"}) add_level(backward, warehouse, "1", "0", "0", false);
    CHECK(forward == backward);
    for (const char* warehouse : {"", "01", "010", "02", "B"}) CHECK_THROWS_AS(add_level(forward, warehouse, "2", "0", "0", false), std::invalid_argument);
}

TEST_CASE("commerce.levels: what was added is read again") {
    std::string text;
    add_level(text, "B", "-1.50", "2", "3e2", true);
    add_level(text, "A", "7", "0", "0", false);
    const auto levels = levels_of(text);
    REQUIRE(levels.size() == 2);
    CHECK(levels[0].warehouse == "A");
    CHECK_FALSE(levels[0].locked);
    CHECK(levels[0].in_stock == Decimal(7));
    CHECK(levels[1].warehouse == "B");
    CHECK(levels[1].in_stock.text() == "-1.5");
    CHECK(levels[1].committed == Decimal(2));
    CHECK(levels[1].ordered == Decimal(300));
    CHECK(levels[1].locked);
    CHECK(levels_of("").empty());
}
