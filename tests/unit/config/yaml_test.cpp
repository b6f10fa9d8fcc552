// Protects: that a file means what it looks like, and that a hostile or broken file ends in an answer with its place.
// How: small texts, the tree that must come out, or the exact problem.
#include "config/yaml.hpp"
#include "message/json.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace ledgerline;
using config::Problem;
using config::read_yaml;

namespace {

std::string json_of(const std::string& yaml) {
    std::vector<Problem> problems;
    const auto tree = read_yaml(yaml, "a.yaml", problems);
    if (!tree) return problems.at(0).text();
    return message::write_json(tree->value);
}

std::string problem_of(const std::string& yaml, const config::YamlLimits& limits = {}) {
    std::vector<Problem> problems;
    const auto tree = read_yaml(yaml, "a.yaml", problems, limits);
    if (tree && problems.empty()) return "";
    return problems.at(0).text();
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

} // namespace

TEST_CASE("config. a plain scalar is a boolean or an integer only where it is written as one, and text otherwise") {
    struct Row {
        std::string yaml, json;
    };
    const std::vector<Row> rows = {
        {"true", "true"}, {"false", "false"}, {"True", "\"True\""}, {"yes", "\"yes\""}, {"no", "\"no\""}, {"on", "\"on\""}, {"off", "\"off\""},
        {"0", "0"}, {"350", "350"}, {"-12", "-12"}, {"08", "\"08\""}, {"-0", "\"-0\""}, {"+5", "\"+5\""}, {"0x10", "\"0x10\""}, {"1.10", "\"1.10\""},
        {"1e3", "\"1e3\""}, {".5", "\".5\""}, {"1_000", "\"1_000\""}, {"12:30", "\"12:30\""}, {"2026-03-01", "\"2026-03-01\""},
        {"9223372036854775807", "9223372036854775807"}, {"9223372036854775808", "\"9223372036854775808\""},
        {"\"5\"", "\"5\""}, {"'true'", "\"true\""}, {"~", "null"}, {"null", "null"}, {"\"null\"", "\"null\""}, {".inf", "\".inf\""},
    };
    for (const Row& row : rows) {
        INFO(row.yaml);
        CHECK(json_of("v: " + row.yaml) == "{\"v\":" + row.json + "}");
    }
}

TEST_CASE("config. mappings, lists and block texts come out in their order") {
    CHECK(json_of("b: 1\na: [x, {y: z}]\nc:\n  - p\n  - q: |\n      two\n      lines\n") == R"({"b":1,"a":["x",{"y":"z"}],"c":["p",{"q":"two\nlines\n"}]})");
}

TEST_CASE("config. quoted text keeps its quotes inside and may go over lines") {
    CHECK(json_of("a: 'it''s'\nb: \"say \\\"no\\\"\"\nc: \"two\n  lines\"\nd: '\\'\n") == R"({"a":"it's","b":"say \"no\"","c":"two lines","d":"\\"})");
}

TEST_CASE("config. a name that looks like a number or boolean stays the text that it is") { CHECK(json_of("1: a\ntrue: b\n") == R"({"1":"a","true":"b"})"); }

TEST_CASE("config. a byte order mark and CRLF line ends are accepted") { CHECK(json_of("\xEF\xBB\xBF" "a: 1\r\nb: x\r\n") == R"({"a":1,"b":"x"})"); }

TEST_CASE("config. every value and name has its line and its column in characters") {
    std::vector<Problem> problems;
    const auto tree = read_yaml("a:\n  b: {\"\xC3\xA9\": x, y: [p, q]}\n", "a.yaml", problems);
    REQUIRE(tree);
    const auto text = [](const config::Place& place) { return std::to_string(place.line) + ":" + std::to_string(place.column); };
    CHECK(text(tree->names.at("/a")) == "1:1");
    CHECK(text(tree->places.at("/a/b")) == "2:6");
    CHECK(text(tree->places.at("/a/b/\xC3\xA9")) == "2:12");
    CHECK(text(tree->names.at("/a/b/y")) == "2:15");
    CHECK(text(tree->places.at("/a/b/y/1")) == "2:22");
}

TEST_CASE("config. broken and hostile YAML ends in a problem with its place") {
    struct Row {
        std::string yaml, problem;
    };
    const std::vector<Row> rows = {
        {"", "a.yaml: is empty"},
        {"# nothing\n", "a.yaml: is empty"},
        {"a: 1\na: 2\n", "a.yaml:2:1: a: is given twice, first in line 1; remove one of the two"},
        {"x:\n  a: {b: 1, \"b\": 2}\n", "a.yaml:2:13: x.a.b: is given twice, first in line 2; remove one of the two"},
        {"a: &n 1\n", "a.yaml:1:4: a: anchors (&name) are not supported; write the value where it is needed"},
        {"a: &n [1]\nb: *n\n", "a.yaml:1:4: a: anchors (&name) are not supported; write the value where it is needed"},
        {"b: *n\n", "a.yaml:1:4: aliases (*name) are not supported; write the value again"},
        {"a: !!str 1\n", "a.yaml:1:4: a: tags (\"tag:yaml.org,2002:str\") are not supported; write the plain value"},
        {"a: !mine {b: 1}\n", "a.yaml:1:4: a: tags (\"!mine\") are not supported; write the plain value"},
        {"a: 1\n---\nb: 2\n", "a.yaml:2:1: a second document begins here; write everything in one, without \"---\" in between"},
        {"[a]: 1\n", "a.yaml:1:1: a list or mapping can't be a name; put quotes around text that begins with { or ["},
        {"? {a: 1}\n: 1\n", "a.yaml:1:3: a list or mapping can't be a name; put quotes around text that begins with { or ["},
        {": 1\n", "a.yaml:1:1: a name is missing in front of the \":\""},
        {"a: {b: 1\n", "a.yaml:2:1: a \"{\" is not closed by \"}\", or a \",\" is missing"},
        {"a: [1, 2\nb: 1\n", "a.yaml:2:2: a \"[\" is not closed by \"]\", or a \",\" is missing"},
        {"a: ]\n", "a.yaml:1:4: a \"}\" or \"]\" closes nothing; put quotes around text that holds one"},
        {"a: b: c\n", "a.yaml:1:5: a \":\" that no name can stand in front of here; put quotes around text that holds \": \", and check the indentation"},
        {"a: 1\n  b: 2\n", "a.yaml:2:4: a \":\" that no name can stand in front of here; put quotes around text that holds \": \", and check the indentation"},
        {"a:\n  b: 1\n c: 2\n", "a.yaml:3:2: this line doesn't fit the lines above it; check its indentation and the \":\" after the name"},
        {"a: \"x\n", "a.yaml:1:4: a: a quote that opens here is never closed"},
        {"a: \"x", "a.yaml:1:6: a quote is never closed"},
        {"a: \"x\\\"", "a.yaml:1:8: a quote is never closed"},
        {"a: 'x''\nb: 1\n", "a.yaml:1:4: a: a quote that opens here is never closed"},
        {"a: [x, 'y\n", "a.yaml:1:8: a[1]: a quote that opens here is never closed"},
        {"\"a: 1\n", "a.yaml:1:1: a quote that opens here is never closed"},
        {"a: @b\n", "a.yaml:1:4: a character can't begin a value here; put quotes around the text"},
        {"a: \"\\q\"\n", "a.yaml:1:7: after \\ in double quotes only escapes of YAML may follow; write \\\\ for a backslash, or use single quotes"},
        {"a: \xFFz\n", "a.yaml:1:4: is not UTF-8 from here; save the file as UTF-8"},
        {std::string("a: 1\nb: \0x\n", 10), "a.yaml:2:4: a control character (\\x00) can't be part of the file"},
        {"a: \"\\0\"\n", "a.yaml:1:4: a: a NUL character can't be part of a value"},
        {"\xFF\xFE" "a\0", "a.yaml:1:1: is not UTF-8 from here; save the file as UTF-8"},
    };
    for (const Row& row : rows) {
        INFO(row.yaml);
        CHECK(problem_of(row.yaml) == row.problem);
    }
}

TEST_CASE("config. a tab in the indentation is named, whatever the parser makes of it") {
    for (const char* text : {"a:\n\tb: 1\n", "a:\n  b: 1\n\tc: 2\n", "a:\n  b:\n  \tc: 2\n", "a:\n\t- x\n", "\ta: 1\n", "a:\n  b:\n\tc: x\n\td: y\n"}) {
        INFO(text);
        const std::string told = problem_of(text);
        CHECK(told.find("indentation must be blanks") != std::string::npos);
        CHECK(told.find("indentation must be blanks", told.find("indentation must be blanks") + 1) == std::string::npos);
    }
    CHECK(problem_of("a: [1,\n\t2]\nb: 1\n c: 2\n").find("tab") == std::string::npos); // it stands where it may
}

TEST_CASE("config. several problems that don't end the reading are told together") {
    std::vector<Problem> problems;
    CHECK_FALSE(read_yaml("a: 1\na: 2\nb: !x 1\n", "a.yaml", problems));
    CHECK(problems.size() == 2);
}

TEST_CASE("config. nesting is limited") {
    CHECK(problem_of(repeated("[", 32) + repeated("]", 32)) == "");
    CHECK(problem_of(repeated("[", 33) + repeated("]", 33)).find("more than 32 levels of nesting") != std::string::npos);
}

TEST_CASE("config. a file of opening brackets alone ends in an answer") {
    CHECK_FALSE(problem_of(repeated("[", 1U << 20U)).empty());
    CHECK_FALSE(problem_of(repeated("{", 1U << 20U)).empty());
    CHECK_FALSE(problem_of(repeated("- ", 1U << 19U)).empty());
    CHECK_FALSE(problem_of(repeated("? ", 1U << 19U)).empty());
}

TEST_CASE("config. the number of values is limited") {
    CHECK(problem_of("[" + repeated("1,", 99'999) + "]") == "");
    CHECK(problem_of("[" + repeated("1,", 100'000) + "]").find("more than 100000 values in one file") != std::string::npos);
}

TEST_CASE("config. the size of a file is limited") {
    CHECK(problem_of("a: " + repeated("x", (1U << 20U) - 3)) == "");
    CHECK(problem_of("a: " + repeated("x", (1U << 20U) - 2)) == "a.yaml: is larger than 1048576 bytes");
}

TEST_CASE("config. the members of a mapping, the length of names and long paths are limited") {
    config::YamlLimits limits;
    limits.members_max = 2;
    CHECK(problem_of("{a: 1, b: 2, c: 3}", limits) == "a.yaml:1:14: more than 2 members in one mapping");
    CHECK(problem_of(repeated("n", 201) + ": 1") == "a.yaml:1:1: a name is longer than 200 bytes");
    limits = {};
    limits.pointer_bytes_max = 100;
    CHECK(problem_of(repeated("n", 60) + ": [1]", limits).find("too many values below long names") != std::string::npos);
}

TEST_CASE("config. damaged files never end in anything but a tree or a problem") {
    const std::string good = "deployment: demo\nconnections:\n  shop: {plugin: \"a\\n\", list: [1, 'x', \"y\"]}\nroutes:\n  - a: |\n      text\n  - ? k\n    : v\n# end\n";
    std::mt19937_64 random(20261123);
    const std::string spice = "{}[]:-?&*!|>'\"%@`#,\t\n \\~0a";
    for (int i = 0; i < 5000; ++i) {
        std::string text = good;
        for (std::uint64_t n = random() % 6; n > 0; --n) {
            const std::size_t at = static_cast<std::size_t>(random() % text.size());
            const char c = spice[static_cast<std::size_t>(random() % spice.size())];
            if (random() % 3 == 0) text.erase(at, static_cast<std::size_t>(random() % 5));
            else if (random() % 2 == 0) text.insert(at, 1 + static_cast<std::size_t>(random() % 3), c);
            else text[at] = c;
            if (text.empty()) text = "x";
        }
        std::vector<Problem> problems;
        const bool read = read_yaml(text, "a.yaml", problems).has_value();
        INFO(text);
        REQUIRE(read == problems.empty());
    }
}
