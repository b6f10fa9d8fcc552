// Protects the messages that people read: every argument appears, whatever the pattern says, and nothing throws on the way
// to an explanation.
#include "ledgerline/facts.hpp"
#include "ledgerline/format.hpp"
#include "ledgerline/text.hpp"

#include <catch2/catch.hpp>

#include <string>

using ledgerline::Decimal;
using ledgerline::format;

TEST_CASE("sdk.format fills in text, integers, decimals and yes or no") {
    const std::string word = "mug";
    CHECK(format("{} {} {} {} {}", word, "cap", 12, Decimal::parse("7.50"), true) == "mug cap 12 7.50 yes");
    CHECK(format("{}", std::string_view("a{}b")) == "a{}b");
    CHECK(format("{}", std::uint64_t{18446744073709551615u}) == "18446744073709551615");
}

TEST_CASE("sdk.format keeps braces that are doubled") { CHECK(format("{{{}}}", 1) == "{1}"); }

TEST_CASE("sdk.format adds what has no place at the end") { CHECK(format("held", "SKU", 7) == "held [SKU] [7]"); }

TEST_CASE("sdk.format leaves a place without an argument as it is") { CHECK(format("{} of {}", 1) == "1 of {}"); }

TEST_CASE("sdk.text quotes JSON so that it can be read back") {
    CHECK(ledgerline::json_quoted("a\"b\\c\n\t\x01/é") == "\"a\\\"b\\\\c\\n\\t\\u0001/é\"");
}

TEST_CASE("sdk.text cuts long values between characters") {
    CHECK(ledgerline::shown("abc") == "\"abc\"");
    CHECK(ledgerline::shown("aéé", 4) == "\"aé...\"");
}

TEST_CASE("sdk.facts become one JSON object whose last word counts") {
    const auto facts = ledgerline::facts().subject("sku:85123a").waits_for("item:85123A").add("count", 3).add("price", Decimal::parse("1.50")).add("count", 4)
                           .add("near", std::vector<std::string>{"A", "B"}).add("exact", false).add_json("row", "{}");
    CHECK(facts.json() == R"({"subject":"sku:85123a","waits_for":"item:85123A","count":4,"price":"1.50","near":["A","B"],"exact":false,"row":{}})");
    CHECK(facts.shared_subject() == "sku:85123a");
}

TEST_CASE("sdk.text a pattern's unknown names are found, the known ones are not") {
    using ledgerline::unknown_placeholder;
    for (const char* fine : {"", "Web order", "WEB-{number}", "{number}{id}", "{id} of {number}}"}) {
        INFO(fine);
        CHECK(unknown_placeholder(fine, {"number", "id"}).empty());
    }
    const std::vector<std::pair<const char*, const char*>> wrong{{"WEB-{nmber}", "{nmber}"}, {"{number} {Number}", "{Number}"}, {"{}", "{}"}, {"{number", "{number"}, {"{{number}}", "{{number}"}};
    for (const auto& [pattern, unknown] : wrong) CHECK(unknown_placeholder(pattern, {"number", "id"}) == unknown);
}
