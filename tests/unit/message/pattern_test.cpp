// Protects the patterns of schemas: what they accept, and that one which is not understood is refused, not ignored.
#include "message/pattern.hpp"

#include <catch2/catch.hpp>

using ledgerline::message::Pattern;
using Catch::Contains;

TEST_CASE("message.pattern amounts as canonical documents have them", "[message]") {
    const Pattern amount(R"(^-?[0-9]{1,18}(\.[0-9]{1,18})?$)");
    for (const auto* text : {"0", "-1", "24.90", "123456789012345678.123456789012345678"}) CHECK(amount.matches(text));
    for (const auto* text : {"", "-", "1.", ".5", "1,5", "1e3", " 1", "1\n", "+1", "1234567890123456789", "1.1234567890123456789", "--1"}) CHECK_FALSE(amount.matches(text));
}

TEST_CASE("message.pattern every part of the syntax", "[message]") {
    CHECK(Pattern("^(a|bc)*d$").matches("abcbcad"));
    CHECK_FALSE(Pattern("^(a|bc)*d$").matches("abd"));
    CHECK(Pattern("^[^a-c]+$").matches("xyz-"));
    CHECK_FALSE(Pattern("^[^a-c]+$").matches("xbz"));
    CHECK(Pattern("^[a\\-\\]]{2,}$").matches("-]a"));
    CHECK(Pattern("^[]a]$").matches("]"));
    CHECK(Pattern("^\\d{3}\\.$").matches("123."));
    CHECK(Pattern("^(?:ab)?c.$").matches("cx"));
    CHECK_FALSE(Pattern("^.$").matches("\n"));
    CHECK(Pattern("^a{0}$").matches(""));
    CHECK(Pattern("^\\$$").matches("$"));
}

TEST_CASE("message.pattern without anchors it may stand anywhere", "[message]") {
    CHECK(Pattern("b+").matches("abbc"));
    CHECK(Pattern("^a").matches("abc"));
    CHECK(Pattern("c$").matches("abc"));
    CHECK_FALSE(Pattern("^b").matches("abc"));
    CHECK_FALSE(Pattern("b$").matches("abc"));
    CHECK(Pattern("").matches("anything"));
}

TEST_CASE("message.pattern what is not understood is refused", "[message]") {
    for (const auto* text : {"(", ")", "[a", "a{", "a{2", "a{2,1}", "a{1001}", "*", "a**", "a+?", "\\w", "\\", "a^b", "a$b", "(?=a)", "[b-a]", "\xC3\xA9", "^a|b$"}) {
        INFO(text);
        CHECK_THROWS_WITH(Pattern(text), Contains("is not understood"));
    }
}

TEST_CASE("message.pattern one that would need too many states is refused", "[message]") {
    CHECK_THROWS_WITH(Pattern("^((a{100}){100}){100}$"), Contains("too large"));
    CHECK_THROWS_WITH(Pattern("^[ab]*a[ab]{20}$"), Contains("too large"));
    CHECK_THROWS_WITH(Pattern(std::string(100, '(')), Contains("too many groups"));
}

TEST_CASE("message.pattern nested repetitions take no longer than others", "[message]") {
    CHECK_FALSE(Pattern("^(a+)+$").matches(std::string(1'000'000, 'a') + "b"));
}
