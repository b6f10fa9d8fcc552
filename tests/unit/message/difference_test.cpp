// Protects "who changed this?": every difference is told once, at its exact place, with what was there before and after.
#include "message/difference.hpp"
#include "message/json.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline::message;

namespace {

std::string told(const char* before, const char* after, std::size_t limit = 100) {
    std::string out;
    for (const auto& difference : differences(parse_json(before), parse_json(after), limit))
        out += difference.path + " " + write_json(difference.before) + ">" + write_json(difference.after) + "; ";
    return out;
}

} // namespace

TEST_CASE("message.difference equal trees have none, whatever the order of members", "[message]") {
    CHECK(told(R"({"a":1,"b":[1,{"c":"x"}]})", R"({"b":[1,{"c":"x"}],"a":1})") == "");
}

TEST_CASE("message.difference changed, removed and added members are told by their pointer", "[message]") {
    CHECK(told(R"({"a":1,"b":{"c":"x","gone":true}})", R"({"a":2,"b":{"c":"x","new":[1]}})") == "/a 1>2; /b/gone true>null; /b/new null>[1]; ");
}

TEST_CASE("message.difference elements are compared by position", "[message]") {
    CHECK(told(R"([{"sku":"A"},{"sku":"B"}])", R"([{"sku":"A"},{"sku":"C"},{"sku":"D"}])") == "/1/sku \"B\">\"C\"; /2 null>{\"sku\":\"D\"}; ");
    CHECK(told("[1,2]", "[1]") == "/1 2>null; ");
}

TEST_CASE("message.difference another kind is one difference", "[message]") {
    CHECK(told(R"({"a":[1]})", R"({"a":{"0":1}})") == R"(/a [1]>{"0":1}; )");
    CHECK(told("1", "\"1\"") == " 1>\"1\"; ");
    CHECK(told("[1.50]", "[1.5]") == "/0 1.50>1.5; ");
}

TEST_CASE("message.difference names are escaped in pointers", "[message]") {
    CHECK(told(R"({"a/b":1,"~":1})", R"({"a/b":2,"~":2})") == "/a~1b 1>2; /~0 1>2; ");
}

TEST_CASE("message.difference no more are told than asked for", "[message]") {
    CHECK(told("[1,1,1]", "[2,2,2]", 2) == "/0 1>2; /1 1>2; ");
    CHECK(told("[1]", "[2]", 0) == "");
}

TEST_CASE("message.difference a pointer finds its place or nothing", "[message]") {
    const Value tree = parse_json(R"({"a":[{"b/c":1,"~":2,"":3}],"":4})");
    const auto at = [&](const char* pointer) {
        const Value* found = at_pointer(tree, pointer);
        return found ? write_json(*found) : "nothing";
    };
    CHECK(at("") == write_json(tree));
    CHECK(at("/a/0/b~1c") == "1");
    CHECK(at("/a/0/~0") == "2");
    CHECK(at("/a/0/") == "3");
    CHECK(at("/") == "4");
    for (const auto* pointer : {"a", "/a/1", "/a/00", "/a/-", "/a/+0", "/a/0/~", "/a/0/~2", "/b", "/a/0/~0/x", "/a/99999999999999999999"}) {
        INFO(pointer);
        CHECK(at(pointer) == "nothing");
    }
}
