// Protects the division of a discount or a tax over lines: no cent appears or vanishes, and nobody gets more than a cent
// besides his share.
#include "ledgerline/decimal.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

using ledgerline::allocate;
using ledgerline::Decimal;
using ledgerline::DecimalError;
using ledgerline::Round;

namespace {

std::vector<std::string> texts(const std::vector<Decimal>& values) {
    std::vector<std::string> out;
    for (const Decimal& value : values) out.push_back(value.text());
    return out;
}

} // namespace

TEST_CASE("sdk.allocate gives what is left to the largest remainders, earlier ones first") {
    CHECK(texts(allocate(Decimal::parse("10.00"), {1, 1, 1}, 2)) == std::vector<std::string>{"3.34", "3.33", "3.33"});
    CHECK(texts(allocate(Decimal::parse("0.05"), {3, 7}, 2)) == std::vector<std::string>{"0.02", "0.03"});
    CHECK(texts(allocate(Decimal::parse("100.00"), {Decimal::parse("20.00"), Decimal::parse("79.99"), Decimal::parse("0.01")}, 2)) ==
          std::vector<std::string>{"20.00", "79.99", "0.01"});
}

TEST_CASE("sdk.allocate adds up to the total and stays within one unit of each share") {
    std::mt19937_64 random(11);
    for (int round = 0; round < 2000; ++round) {
        std::vector<Decimal> weights;
        Decimal sum;
        const std::size_t count = 1 + random() % 12;
        for (std::size_t i = 0; i < count; ++i) {
            const auto units = static_cast<std::int64_t>(random() % 1'000'000);
            weights.push_back(Decimal::from_units(units, static_cast<int>(random() % 5)));
            sum += weights.back();
        }
        const Decimal total = Decimal::from_units(static_cast<std::int64_t>(random() % 10'000'000) - 5'000'000, 2);
        const std::vector<Decimal> shares = allocate(total, weights, 2);
        Decimal all;
        for (const Decimal& share : shares) all += share;
        CAPTURE(total.text(), count);
        REQUIRE(all == total);
        if (sum.is_zero()) continue;
        for (std::size_t i = 0; i < count; ++i) {
            // share * sum = total * weight, but for less than one cent times the sum
            const Decimal off = shares[i] * sum - total * weights[i];
            REQUIRE(off.absolute() < Decimal::parse("0.01") * sum);
        }
    }
}

TEST_CASE("sdk.allocate treats weights that are all zero as equal") {
    CHECK(texts(allocate(Decimal::parse("0.03"), {0, 0}, 2)) == std::vector<std::string>{"0.02", "0.01"});
}

TEST_CASE("sdk.allocate gives a weight of zero nothing while others have one") {
    CHECK(texts(allocate(Decimal::parse("1.00"), {0, 3, 0, 3, 3}, 2)) == std::vector<std::string>{"0.00", "0.34", "0.00", "0.33", "0.33"});
}

TEST_CASE("sdk.allocate divides a negative total like a positive one") {
    CHECK(texts(allocate(Decimal::parse("-10.00"), {1, 1, 1}, 2)) == std::vector<std::string>{"-3.34", "-3.33", "-3.33"});
}

TEST_CASE("sdk.allocate refuses what it cannot divide") {
    CHECK_THROWS_AS(allocate(Decimal(1), {}, 2), DecimalError);
    CHECK_THROWS_AS(allocate(Decimal(1), {Decimal(1), Decimal(-1)}, 2), DecimalError);
    CHECK_THROWS_AS(allocate(Decimal::parse("1.001"), {1}, 2), DecimalError);
    CHECK(allocate(Decimal(0), {}, 2).empty());
}
