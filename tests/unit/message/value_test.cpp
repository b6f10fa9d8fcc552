// Protects the document tree: no number changes on its way through it, and misuse is an answer or an exception, never a
// silent default.
#include "message/value.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline::message;

TEST_CASE("message.value a number that is an int64 becomes an integer", "[message]") {
    CHECK(Value::number("0") == Value(0));
    CHECK(Value::number("-7") == Value(-7));
    CHECK(Value::number("9223372036854775807").as_int() != nullptr);
    CHECK(Value::number("-9223372036854775808").as_int() != nullptr);
}

TEST_CASE("message.value every other number keeps its literal", "[message]") {
    for (const auto* literal : {"-0", "1.0", "24.90", "1e3", "1E+2", "-0.5e-7", "9223372036854775808", "1e999", "1234567890123.4567"}) {
        INFO(literal);
        const Value value = Value::number(literal);
        REQUIRE(value.as_number() != nullptr);
        CHECK(value.as_number()->literal == literal);
    }
}

TEST_CASE("message.value what is no JSON number is refused", "[message]") {
    for (const auto* literal : {"", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "0x10", "1,5", " 1", "1 ", "NaN", "Infinity", "1.2.3"}) {
        INFO(literal);
        CHECK_THROWS_AS(Value::number(literal), std::invalid_argument);
    }
}

TEST_CASE("message.value a number of more than 400 characters is refused", "[message]") {
    CHECK_NOTHROW(Value::number(std::string(400, '9')));
    CHECK_THROWS_WITH(Value::number(std::string(401, '9')), Catch::Contains("401") && Catch::Contains("too long"));
}

TEST_CASE("message.value members keep their order and are found by name", "[message]") {
    Value order;
    order.set("number", "1001");
    order.set("id", 5);
    order.set("number", "1002");
    REQUIRE(order.size() == 2);
    CHECK((*order.as_object())[0].first == "number");
    CHECK(order["number"].text_or("") == "1002");
    CHECK(order.find("absent") == nullptr);
    CHECK(order["absent"]["deeper"].is_null());
}

TEST_CASE("message.value a text is never turned into an object or an array", "[message]") {
    Value text("hello");
    CHECK_THROWS_WITH(text.set("a", 1), "this needs an object, found text");
    CHECK_THROWS_WITH(text.push(1), "this needs an array, found text");
    CHECK(text == Value("hello"));
}

TEST_CASE("message.value erase removes exactly one member", "[message]") {
    Value order = Value::object({{"a", 1}, {"b", 2}, {"c", 3}});
    CHECK(order.erase("b"));
    CHECK_FALSE(order.erase("b"));
    CHECK_FALSE(Value(3).erase("b"));
    CHECK(order == Value::object({{"a", 1}, {"c", 3}}));
}

TEST_CASE("message.value reading as another kind gives the named default", "[message]") {
    CHECK(Value::number("1.50").text_or("?") == "1.50");
    CHECK(Value(12).text_or("?") == "12");
    CHECK(Value(true).text_or("?") == "?");
    CHECK(Value("12").int_or(-1) == -1);
    CHECK(Value(1).bool_or(false) == false);
}

TEST_CASE("message.value equality sees kinds and the order of members", "[message]") {
    CHECK_FALSE(Value("1") == Value(1));
    CHECK_FALSE(Value::number("1.0") == Value(1));
    CHECK_FALSE(Value::object({{"a", 1}, {"b", 2}}) == Value::object({{"b", 2}, {"a", 1}}));
    CHECK_FALSE(Value::array() == Value::object());
}
