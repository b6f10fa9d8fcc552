// Protects the arithmetic of money: Decimal is exact or throws, and rounds only by the named rule. By examples, and by
// thousands of seeded random values that are checked against schoolbook arithmetic on digits.
#include "ledgerline/decimal.hpp"

#include "long_number.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <utility>

using fake::LongNumber;
using ledgerline::Decimal;
using ledgerline::DecimalError;
using ledgerline::Round;

namespace {

constexpr int rounds = 4000;
constexpr std::int64_t units_most = std::numeric_limits<std::int64_t>::max();

// Small and large magnitudes equally often, and every scale.
class Values {
public:
    explicit Values(std::uint64_t seed) : random_(seed) {}
    int scale(int most = Decimal::scale_max) { return static_cast<int>(random_() % static_cast<std::uint64_t>(most + 1)); }
    std::int64_t units() {
        const auto value = static_cast<std::int64_t>(random_() >> (1 + random_() % 63));
        return random_() % 2 ? value : -value;
    }
    Decimal decimal(int scale_most = Decimal::scale_max) {
        const std::int64_t some = units(); // first, because arguments have no order
        return Decimal::from_units(some, scale(scale_most));
    }

private:
    std::mt19937_64 random_;
};

// The value times 10^18: a whole number for every Decimal.
LongNumber long_of(const Decimal& value) { return LongNumber(value.units()).shifted(Decimal::scale_max - value.scale()); }

bool fits(const LongNumber& units) { return units.absolute() <= LongNumber(units_most); }

} // namespace

TEST_CASE("sdk.decimal reads what it writes") {
    Values values(1);
    for (int i = 0; i < rounds; ++i) {
        const Decimal value = values.decimal();
        const Decimal again = Decimal::parse(value.text());
        REQUIRE(again.units() == value.units());
        REQUIRE(again.scale() == value.scale());
    }
}

TEST_CASE("sdk.decimal keeps zeros at the end in its text") {
    CHECK(Decimal::parse("5.1000").text() == "5.1000");
    CHECK(Decimal::parse("0.001").text() == "0.001");
    CHECK(Decimal::parse("-0.05").text() == "-0.05");
    CHECK(Decimal(5).text(2) == "5.00");
    CHECK(Decimal::parse("1.5").text(4) == "1.5000");
    CHECK(Decimal::parse("1.23456").text(2) == "1.23456");
    CHECK(Decimal::from_units(std::numeric_limits<std::int64_t>::min(), 2).text() == "-92233720368547758.08");
}

TEST_CASE("sdk.decimal refuses text that is not a plain decimal") {
    const std::string text = GENERATE("", "-", ".", ".5", "5.", "+5", " 5", "5 ", "7,50", "1.000,00", "1e5", "0x10", "1.2.3", "--1", "nan", "five", "9223372036854775808",
                                      "0.1234567890123456789", "99999999999999999999999999999999999999");
    CAPTURE(text);
    CHECK_FALSE(Decimal::try_parse(text));
    CHECK_THROWS_AS(Decimal::parse(text), DecimalError);
}

TEST_CASE("sdk.decimal quotes the text that it refuses") {
    CHECK_THROWS_WITH(Decimal::parse("7,50"), Catch::Contains("\"7,50\"") && Catch::Contains("12.50"));
}

TEST_CASE("sdk.decimal reads the exponents of JSON numbers exactly") {
    CHECK(Decimal::parse_number("24.9").text() == "24.9");
    CHECK(Decimal::parse_number("1e3") == Decimal(1000));
    CHECK(Decimal::parse_number("1.5E-3").text() == "0.0015");
    CHECK(Decimal::parse_number("-2.50e+1") == Decimal(-25));
    CHECK(Decimal::parse_number("0e999") == Decimal(0));
    CHECK(Decimal::parse_number("0.1000000000000000000000") == Decimal::parse("0.1"));
}

TEST_CASE("sdk.decimal refuses JSON numbers that it cannot hold exactly") {
    const std::string text = GENERATE("1e999", "1e19", "1e-19", "1e", "1e+", "1e5000000000", "0.12345678901234567891");
    CAPTURE(text);
    CHECK_THROWS_AS(Decimal::parse_number(text), DecimalError);
}

TEST_CASE("sdk.decimal compares by value and not by digits") {
    CHECK(Decimal::parse("1.5") == Decimal::parse("1.500"));
    CHECK(Decimal::parse("-1.5") < Decimal::parse("1.4"));
    Values values(2);
    for (int i = 0; i < rounds; ++i) {
        const Decimal a = values.decimal(), b = values.decimal();
        CAPTURE(a.text(), b.text());
        REQUIRE((a < b) == (long_of(a) < long_of(b)));
        REQUIRE((a == b) == (long_of(a) == long_of(b)));
        REQUIRE((a <= b) == !(b < a));
    }
}

TEST_CASE("sdk.decimal adds and subtracts exactly or throws") {
    Values values(3);
    for (int i = 0; i < rounds; ++i) {
        const Decimal a = values.decimal(), b = values.decimal();
        CAPTURE(a.text(), b.text());
        try {
            const Decimal sum = a + b;
            REQUIRE(long_of(sum) == long_of(a) + long_of(b));
        } catch (const DecimalError&) {
            const int scale = std::max(a.scale(), b.scale());
            REQUIRE_FALSE(fits(LongNumber(a.units()).shifted(scale - a.scale()) + LongNumber(b.units()).shifted(scale - b.scale())));
        }
        try {
            const Decimal difference = a - b;
            REQUIRE(long_of(difference) == long_of(a) - long_of(b));
        } catch (const DecimalError&) {
            const int scale = std::max(a.scale(), b.scale());
            REQUIRE_FALSE(fits(LongNumber(a.units()).shifted(scale - a.scale()) - LongNumber(b.units()).shifted(scale - b.scale())));
        }
    }
}

TEST_CASE("sdk.decimal multiplies exactly or throws") {
    Values values(4);
    for (int i = 0; i < rounds; ++i) {
        const Decimal a = values.decimal(9), b = values.decimal(9);
        CAPTURE(a.text(), b.text());
        const LongNumber units = LongNumber(a.units()) * LongNumber(b.units());
        try {
            const Decimal product = a * b;
            REQUIRE(LongNumber(product.units()).shifted(a.scale() + b.scale() - product.scale()) == units);
        } catch (const DecimalError&) {
            REQUIRE_FALSE(fits(units));
        }
    }
}

TEST_CASE("sdk.decimal multiplies an amount by a rate with many zeros") {
    CHECK(Decimal::parse("2024566.5900") * Decimal::parse("1.0000000000") == Decimal::parse("2024566.59"));
    CHECK(Decimal::parse("80000.0000") * Decimal::parse("1.2500000000") == Decimal(100000));
}

TEST_CASE("sdk.decimal refuses a product that needs more than 18 digits after the point") {
    CHECK_THROWS_AS(Decimal::parse("0.0000000001") * Decimal::parse("0.000000001"), DecimalError);
}

TEST_CASE("sdk.decimal rounds to the nearest value by the named rule") {
    Values values(5);
    const Round how = GENERATE(Round::half_up, Round::half_even, Round::down, Round::up, Round::floor);
    for (int i = 0; i < rounds; ++i) {
        const Decimal value = values.decimal();
        const int digits = values.scale(value.scale());
        CAPTURE(value.text(), digits, static_cast<int>(how));
        const Decimal rounded = value.rounded(digits, how);
        REQUIRE(rounded.scale() == digits);
        const LongNumber step = LongNumber(1).shifted(Decimal::scale_max - digits), zero(0);
        const LongNumber rest = long_of(value) - long_of(rounded), twice = rest.absolute() + rest.absolute();
        const bool away = long_of(value).absolute() < long_of(rounded).absolute();
        switch (how) {
        case Round::half_up:
            REQUIRE(twice <= step);
            if (twice == step) REQUIRE(away);
            break;
        case Round::half_even:
            REQUIRE(twice <= step);
            if (twice == step) REQUIRE(LongNumber(rounded.units()).is_even());
            break;
        case Round::down:
            REQUIRE(rest.absolute() < step);
            REQUIRE_FALSE(away);
            break;
        case Round::up:
            REQUIRE(rest.absolute() < step);
            REQUIRE((away || rest.is_zero()));
            break;
        case Round::floor:
            REQUIRE(rest < step);
            REQUIRE(zero <= rest);
            break;
        }
    }
}

TEST_CASE("sdk.decimal rounds ties as their names say") {
    const auto rounded = [](const char* text, Round how) { return Decimal::parse(text).rounded(2, how).text(); };
    CHECK(rounded("0.125", Round::half_up) == "0.13");
    CHECK(rounded("-0.125", Round::half_up) == "-0.13");
    CHECK(rounded("0.125", Round::half_even) == "0.12");
    CHECK(rounded("0.135", Round::half_even) == "0.14");
    CHECK(rounded("-0.125", Round::half_even) == "-0.12");
    CHECK(rounded("-0.121", Round::down) == "-0.12");
    CHECK(rounded("-0.121", Round::up) == "-0.13");
    CHECK(rounded("-0.121", Round::floor) == "-0.13");
    CHECK(rounded("0.129", Round::floor) == "0.12");
    CHECK(rounded("0.5", Round::half_up) == "0.50");
}

TEST_CASE("sdk.decimal divides to the nearest value by the named rule") {
    Values values(6);
    int divided = 0;
    for (int i = 0; i < rounds; ++i) {
        const Decimal a = values.decimal(), b = values.decimal();
        const int digits = values.scale(6);
        CAPTURE(a.text(), b.text(), digits);
        if (b.is_zero()) {
            REQUIRE_THROWS_AS(a.divided(b, digits, Round::half_up), DecimalError);
            continue;
        }
        Decimal quotient;
        try {
            quotient = a.divided(b, digits, Round::half_up);
        } catch (const DecimalError&) {
            continue; // out of range, which the next test looks at
        }
        ++divided;
        // a - quotient * b is at most half of b's share in the last digit: everything times 10^36, then no fractions are left.
        const LongNumber rest = long_of(a).shifted(Decimal::scale_max) - long_of(quotient) * long_of(b);
        const LongNumber twice = rest.absolute() + rest.absolute();
        REQUIRE(twice <= long_of(b).absolute().shifted(Decimal::scale_max - digits));
    }
    CHECK(divided > rounds / 2);
}

TEST_CASE("sdk.decimal divides by examples") {
    CHECK(Decimal(10).divided(Decimal(3), 2, Round::half_up).text() == "3.33");
    CHECK(Decimal(-10).divided(Decimal(3), 2, Round::floor).text() == "-3.34");
    CHECK(Decimal(1).divided(Decimal(-8), 2, Round::half_up).text() == "-0.13");
    CHECK(Decimal::parse("119.00").divided(Decimal::parse("1.19"), 2, Round::half_up).text() == "100.00");
    CHECK(Decimal::parse("0.000001").divided(Decimal::parse("0.002"), 4, Round::half_up).text() == "0.0005");
}

TEST_CASE("sdk.decimal says when a result is out of range") {
    const Decimal most = Decimal(units_most), least = Decimal::from_units(std::numeric_limits<std::int64_t>::min(), 0);
    CHECK_THROWS_AS(most + Decimal(1), DecimalError);
    CHECK_THROWS_AS(least - Decimal(1), DecimalError);
    CHECK_THROWS_AS(least.negated(), DecimalError);
    CHECK_THROWS_AS(most * Decimal(2), DecimalError);
    CHECK_THROWS_AS(most.rounded(1, Round::down), DecimalError);
    CHECK_THROWS_AS(most.divided(Decimal::parse("0.1"), 2, Round::down), DecimalError);
    CHECK_THROWS_AS(Decimal::from_units(1, 19), DecimalError);
    CHECK_THROWS_AS(Decimal(1).rounded(-1, Round::down), DecimalError);
}

TEST_CASE("sdk.decimal takes exactly so many digits or throws") {
    CHECK(Decimal::parse("5.1000").exactly(2).text() == "5.10");
    CHECK(Decimal(5).exactly(2).text() == "5.00");
    CHECK_THROWS_AS(Decimal::parse("5.1001").exactly(2), DecimalError);
}

TEST_CASE("sdk.decimal normalizes without changing the value") {
    Values values(7);
    for (int i = 0; i < rounds; ++i) {
        const Decimal value = values.decimal(), plain = value.normalized();
        REQUIRE(plain == value);
        REQUIRE((plain.scale() == 0 || plain.units() % 10 != 0));
    }
    CHECK(Decimal::parse("100.00").is_whole());
    CHECK_FALSE(Decimal::parse("100.01").is_whole());
}
