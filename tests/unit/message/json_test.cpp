// Protects the only way in for text from strangers: what is accepted comes out again unchanged, what is refused is refused
// with its place, and no text can exhaust the process. Expectations are written out; nothing is compared with itself.
#include "message/json.hpp"
#include "message/json_repair.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline::message;
using Catch::Contains;

namespace {

std::string again(std::string_view text) { return write_json(parse_json(text)); }

void refuses(std::string_view text, const std::string& why) {
    INFO(text.substr(0, 200));
    CHECK_THROWS_WITH(parse_json(text), Contains(why));
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

} // namespace

TEST_CASE("message.json every kind comes out as it went in", "[message]") {
    const std::string text = R"({"null":null,"yes":true,"no":false,"whole":-42,"amount":24.90,"text":"a","list":[1,[],{}],"object":{"x":"y"}})";
    CHECK(again(text) == text);
}

TEST_CASE("message.json no number is ever changed", "[message]") {
    for (const std::string literal : {"0", "-0", "1.0", "1.10", "1e2", "1E-2", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
                                      "1234567890123.4567", "0.1000000000000000055511151231257827", "1e999", "-1e999", "1e-999"}) {
        INFO(literal);
        CHECK(again("[" + literal + "]") == "[" + literal + "]");
    }
}

TEST_CASE("message.json numbers beyond a double keep their literal beside everything else", "[message]") {
    const std::string digits(350, '7');
    const std::string text = R"({"a":)" + digits + R"(,"1e999":"1e999 \" 12345","b":[1e999,12345,-1.5e400],"c":-12345})";
    CHECK(again(text) == text);
    CHECK(parse_json(text)["c"].as_int() != nullptr);
    refuses("[1e999,1e99.9]", "byte 11");
    refuses("[1e999,01]", "byte 8");
}

TEST_CASE("message.json an integer is told from a number", "[message]") {
    const Value tree = parse_json(R"([1, 1.0, -0, 9223372036854775808])");
    CHECK(tree.as_array()->at(0).kind() == Kind::integer);
    CHECK(tree.as_array()->at(1).kind() == Kind::number);
    CHECK(tree.as_array()->at(2).kind() == Kind::number);
    CHECK(tree.as_array()->at(3).kind() == Kind::number);
}

TEST_CASE("message.json escapes are read and only the necessary ones are written", "[message]") {
    CHECK(parse_json(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00")") == Value("\"\\/\b\f\n\r\tA\xC3\xA9\xF0\x9F\x98\x80"));
    CHECK(write_json(Value("\"\\/\b\f\n\r\t\x01\x1f\x7f\xC3\xA9")) == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xC3\xA9\"");
}

TEST_CASE("message.json text that is not UTF-8 is refused with its byte", "[message]") {
    refuses("\"abc\xff\"", "byte 4: the text is not UTF-8");
    refuses("\"\xC0\x80\"", "not UTF-8");         // overlong
    refuses("\"\xED\xA0\x80\"", "not UTF-8");     // surrogate
    refuses("\"\xF4\x90\x80\x80\"", "not UTF-8"); // above U+10FFFF
    refuses("\"\xE2\x82\"", "not UTF-8");         // cut
    refuses("{\"\xff\":1}", "not UTF-8");
    refuses("\xff", "byte 0");
}

TEST_CASE("message.json half a surrogate pair is refused", "[message]") {
    refuses(R"("\ud800")", "surrogate");
    refuses(R"("\udc00")", "surrogate");
    refuses(R"({"\udfff":1})", "surrogate");
    refuses(R"("\ud800\u0041")", "surrogate");
}

TEST_CASE("message.json NUL is refused, escaped or not", "[message]") {
    refuses(R"(["a\u0000b"])", "byte 1: \\u0000 (NUL) is not allowed");
    refuses(R"({"\u0000":1})", "NUL");
    refuses(std::string_view("{}\0", 3), "byte 2");
    refuses(std::string_view("{}\0{}", 5), "NUL");
    refuses(std::string_view("\"a\0b\"", 5), "byte 2: a NUL byte");
    refuses(std::string_view("\0", 1), "NUL");
}

TEST_CASE("message.json a byte order mark at the start is skipped, elsewhere it is refused", "[message]") {
    CHECK(again("\xEF\xBB\xBF{\"a\":1}") == "{\"a\":1}");
    refuses("\xEF\xBB\xBF{\"a\":x}", "byte 8");
    refuses("{\"a\":\xEF\xBB\xBF" "1}", "byte 5");
}

TEST_CASE("message.json a member that stands twice is refused by name and byte", "[message]") {
    refuses(R"({"total":"1.00","total":"2.00"})", "byte 16: the member \"total\" stands twice in one object");
    refuses(R"({"a":1,"\u0061":2})", "byte 7: the member \"a\" stands twice");
    CHECK(again(R"([{"a":1},{"a":{"a":2}}])") == R"([{"a":1},{"a":{"a":2}}])");
}

TEST_CASE("message.json a duplicate is found among very many members", "[message]") {
    std::string text = "{";
    for (int i = 0; i < 100'000; ++i) text += "\"m" + std::to_string(i) + "\":0,";
    CHECK(parse_json(text + "\"last\":0}").size() == 100'001);
    refuses(text + "\"m77\":0}", "byte " + std::to_string(text.size()) + ": the member \"m77\" stands twice");
}

TEST_CASE("message.json what is not JSON is refused with its place", "[message]") {
    refuses("", "byte 0: the text is empty");
    refuses("   ", "the text is empty");
    refuses("{", "byte 1: the text ends too early");
    refuses("[1,2", "byte 4: the text ends too early");
    refuses("{\"a\"", "ends too early");
    refuses("\"abc", "ends too early");
    refuses("tru", "byte 3");
    refuses("{\"a\":1,}", "byte 7");
    refuses("[1,]", "byte 3");
    refuses("{a:1}", "byte 1");
    refuses("{\"a\" 1}", "byte 5: a colon was expected");
    refuses("[1 2]", "byte 3: a comma or the end of the array");
    refuses("{} {}", "byte 3: something stands after the end");
    refuses("1 2", "something stands after the end");
    refuses("'a'", "byte 0: a value was expected");
    refuses("/* no */ 1", "byte 0");
    refuses("NaN", "byte 0");
    refuses("01", "byte 1");
    refuses("[1.]", "after the point");
    refuses("[1e]", "exponent");
    refuses("\"\n\"", "byte 1");
    refuses("\"\\x\"", "escape");
    refuses("\"\\u12g4\"", "hexadecimal");
}

TEST_CASE("message.json a number of absurd length is refused", "[message]") {
    CHECK_NOTHROW(parse_json("[" + std::string(400, '1') + "]"));
    refuses("[" + std::string(401, '1') + "]", "byte 1: a number of 401 characters is too long");
    refuses("[1." + std::string(500, '0') + "]", "too long");
}

TEST_CASE("message.json the depth is limited", "[message]") {
    CHECK_NOTHROW(parse_json(repeated("[", 64) + repeated("]", 64)));
    refuses(repeated("[", 65) + repeated("]", 65), "byte 64: nested deeper than 64 levels");
    refuses(repeated("{\"a\":", 65) + "1" + repeated("}", 65), "nested deeper");
}

TEST_CASE("message.json eight megabytes of brackets are refused without exhausting the stack", "[message]") {
    refuses(std::string(8 * 1024 * 1024, '['), "nested deeper");
}

TEST_CASE("message.json the size is limited before anything is read", "[message]") {
    JsonLimits limits;
    limits.bytes_max = 10;
    CHECK_NOTHROW(parse_json("\"12345678\"", limits));
    CHECK_THROWS_WITH(parse_json("\"123456789\"", limits), "the JSON text is too large: 11 bytes, at most 10 are allowed");
}

TEST_CASE("message.json the number of values is limited", "[message]") {
    JsonLimits limits;
    limits.values_max = 4;
    CHECK_NOTHROW(parse_json("[1,2,3]", limits));
    CHECK_THROWS_WITH(parse_json("[1,2,3,4]", limits), Contains("more than 4 values"));
}

TEST_CASE("message.json the form for people is indented by two", "[message]") {
    CHECK(write_json_pretty(parse_json(R"({"a":[1,{}],"b":{"c":[]}})")) == "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": {\n    \"c\": []\n  }\n}");
}

TEST_CASE("message.json the canonical form sorts members by their bytes at every depth", "[message]") {
    CHECK(write_json_canonical(parse_json(R"({"b":[{"z":1,"a":2}],"a":1.50,"B":"x","":0})")) == R"({"":0,"B":"x","a":1.50,"b":[{"a":2,"z":1}]})");
}

TEST_CASE("message.json the digest does not depend on the order of members but on every literal", "[message]") {
    CHECK(digest(parse_json("{}")) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    CHECK(digest(parse_json(R"({"a":1,"b":2})")) == digest(parse_json(R"( { "b" : 2, "a" : 1 } )")));
    CHECK_FALSE(digest(parse_json("[1.5]")) == digest(parse_json("[1.50]")));
}

TEST_CASE("message.json repair: what is no text becomes a mark and its number, and nothing else is touched") {
    struct Case { std::string broken, repaired; };
    for (const Case& one : {Case{"{\"a\":\"caf\xE9\"}", "{\"a\":\"caf\xEF\xBF\xBD\x45\x39\"}"}, Case{R"({"a":"\ud83d"})", "{\"a\":\"\xEF\xBF\xBD\x44" "83D\"}"},
                            Case{R"({"a":"\u0000x"})", "{\"a\":\"\xEF\xBF\xBD" "0000x\"}"}, Case{"{\"a\":\"x\ny\"}", "{\"a\":\"x\xEF\xBF\xBD" "0Ay\"}"},
                            Case{R"({"a":"\ud83dx\ude00"})", "{\"a\":\"\xEF\xBF\xBD\x44" "83Dx\xEF\xBF\xBD\x44" "E00\"}"}}) {
        CHECK_THROWS_AS(parse_json(one.broken), JsonError);
        const auto repaired = repaired_json(one.broken);
        REQUIRE(repaired);
        CHECK(repaired->text == one.repaired);
        CHECK_NOTHROW(parse_json(repaired->text));
    }
    for (const char* fine : {R"({"a":"\ud83d\ude00 \\u0000 \"\u00e9\" é"})", "[1,\n2]", "", "{\"a\":", R"("\)"}) CHECK_FALSE(repaired_json(fine));
}

TEST_CASE("message.json repair: two broken texts that differ stay different") {
    CHECK(repaired_json("\"\xE9\"")->text != repaired_json("\"\xE8\"")->text);
    CHECK(repaired_json(R"("\ud800")")->text != repaired_json(R"("\ud801")")->text);
}
