// Protects the reading and writing of documents: a missing or misshapen value never becomes a default, and every refusal says
// where it stands, what was expected and what was found.
#include "fake_host.hpp"

#include "ledgerline/node.hpp"

#include <catch2/catch.hpp>

#include <string>

using Catch::Contains;
using Catch::Equals;
using ledgerline::Decimal;
using ledgerline::Node;
using ledgerline::RefusedError;
using ledgerline::ShapeError;

namespace {

constexpr const char* order = R"({"id":"7","lines":[{"sku":"A","price":"7,50","n":2},{"sku":null,"price":"12.50"}],
    "by/name":{"x~y":1,"*":2},"flag":true,"rate":1.25e1,"count":3})";

std::string message_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const ledgerline::DocumentError& error) {
        return error.what();
    }
    return "nothing was thrown";
}

} // namespace

TEST_CASE("sdk.node reads members and elements") {
    fake::Host host(order);
    const Node root = host.root();
    CHECK(root["id"].text() == "7");
    CHECK(root["lines"][0]["sku"].text() == "A");
    CHECK(root["lines"][1]["price"].decimal() == Decimal::parse("12.50"));
    CHECK(root["flag"].boolean());
    CHECK(root["count"].integer() == 3);
    CHECK(root["lines"].count() == 2);
    CHECK(root["lines"].kind() == LL_ARRAY);
    CHECK(root["by/name"].json() == R"({"x~y":1,"*":2})");
}

TEST_CASE("sdk.node reads numbers as text, because remote systems write ids both ways") {
    fake::Host host(order);
    CHECK(host.root()["count"].text() == "3");
}

TEST_CASE("sdk.node reads a decimal from text, an integer and a number literal") {
    fake::Host host(order);
    CHECK(host.root()["count"].decimal() == Decimal(3));
    CHECK(host.root()["rate"].decimal() == Decimal::parse("12.5"));
    CHECK(host.root()["lines"][1]["price"].decimal().text() == "12.50");
}

TEST_CASE("sdk.node says where a bad decimal stands and quotes it") {
    fake::Host host(order);
    CHECK_THAT(message_of([&] { host.root()["lines"][0]["price"].decimal(); }), Contains("/lines/0/price") && Contains("\"7,50\"") && Contains("12.50"));
}

TEST_CASE("sdk.node refuses an exponent in text, which is no JSON number") {
    fake::Host host(R"({"a":"1e3"})");
    CHECK_THROWS_AS(host.root()["a"].decimal(), ShapeError);
}

TEST_CASE("sdk.node says what was expected where nothing is") {
    fake::Host host(order);
    CHECK_THAT(message_of([&] { host.root()["lines"][0]["tax"].decimal(); }), Equals("/lines/0/tax: nothing is there, expected a decimal"));
    CHECK_THAT(message_of([&] { host.root()["lines"][5]["sku"].text(); }), Contains("/lines/5/sku: nothing is there"));
}

TEST_CASE("sdk.node says what was found where another kind is") {
    fake::Host host(order);
    CHECK_THAT(message_of([&] { host.root()["lines"].text(); }), Equals("/lines: expected text, found an array of 2"));
    CHECK_THAT(message_of([&] { host.root()["id"].integer(); }), Contains("expected an integer, found the text \"7\""));
    CHECK_THAT(message_of([&] { host.root()["lines"][1]["sku"].text(); }), Equals("/lines/1/sku: expected text, found null"));
    CHECK_THAT(message_of([&] { host.root()["by/name"].boolean(); }), Contains("/by~1name") && Contains("an object with 2 members"));
}

TEST_CASE("sdk.node tells the kind and the place of a shape error to programs") {
    fake::Host host(order);
    try {
        host.root()["lines"][1]["sku"].text();
        FAIL("nothing was thrown");
    } catch (const ShapeError& error) {
        CHECK(error.found() == LL_NULL);
        CHECK(error.pointer() == "/lines/1/sku");
        CHECK(error.place().index_count == 1);
    }
}

TEST_CASE("sdk.node takes a default for nothing and for null only") {
    fake::Host host(order);
    const Node root = host.root();
    CHECK(root["none"].text_or("x") == "x");
    CHECK(root["lines"][1]["sku"].text_or("x") == "x");
    CHECK(root["none"].integer_or(4) == 4);
    CHECK(root["none"].boolean_or(true));
    CHECK(root["none"].decimal_or(Decimal(1)) == Decimal(1));
    CHECK(root["none"].count_or_none() == 0);
    CHECK_THROWS_AS(root["lines"].text_or("x"), ShapeError);
    CHECK_THROWS_AS(root["id"].integer_or(4), ShapeError);
    CHECK_THROWS_AS(root["lines"][0]["price"].decimal_or(Decimal(1)), ShapeError);
}

TEST_CASE("sdk.node keeps text readable after a later write") {
    fake::Host host(order);
    const std::string_view before = host.root()["id"].text();
    host.root()["id"].set("8");
    CHECK(before == "7");
}

TEST_CASE("sdk.node visits elements and members in their order") {
    fake::Host host(order);
    std::string seen;
    for (const Node line : host.root()["lines"]) seen += line["price"].text();
    for (const ledgerline::Member member : host.root()["by/name"].members()) seen += std::string(member.name) + std::string(member.value.text());
    CHECK(seen == "7,5012.50x~y1*2");
}

TEST_CASE("sdk.node refuses to visit what is no array") {
    fake::Host host(order);
    CHECK_THROWS_AS(host.root()["id"].elements(), ShapeError);
    CHECK_THROWS_AS(host.root()["by/name"].elements(), ShapeError);
    CHECK_THROWS_AS(host.root()["none"].elements(), ShapeError);
    CHECK(host.root()["none"].elements_or_none().empty());
}

TEST_CASE("sdk.node writes each kind as itself and amounts as text") {
    fake::Host host;
    const Node root = host.root();
    root["text"].set("a");
    root["deep"]["er"].set(std::string("b"));
    root["count"].set(3);
    root["flag"].set(false);
    root["amount"].set(Decimal::parse("24.90"));
    root["number"].set_number(Decimal::parse("24.90"));
    root["null"].set_null();
    root["tree"].set_json(R"([1,{"a":2}])");
    root["list"].append()["x"].set(1);
    root["list"].push("y");
    root["copy"].copy_from(root["tree"]);
    root["text"].erase();
    root["never"].erase();
    CHECK(fake::write(host.document) ==
          R"({"deep":{"er":"b"},"count":3,"flag":false,"amount":"24.90","number":24.90,"null":null,"tree":[1,{"a":2}],"list":[{"x":1},"y"],"copy":[1,{"a":2}]})");
}

TEST_CASE("sdk.node turns a refused write into an error with place, value and reason") {
    fake::Host host(order);
    host.writable = {"/booking"};
    const std::string message = message_of([&] { host.root()["lines"][0]["sku"].set("B"); });
    CHECK_THAT(message, Contains("/lines/0/sku") && Contains("\"B\"") && Contains("outside the declared paths"));
    CHECK(fake::at(host.document, {"lines", "0", "sku"}) == "\"A\"");
}

TEST_CASE("sdk.node says that a text cannot be written through") {
    fake::Host host(order);
    CHECK_THROWS_AS(host.root()["id"]["below"].set(1), RefusedError);
}

TEST_CASE("sdk.node refuses an integer that no document can hold") {
    fake::Host host;
    CHECK_THROWS_AS(host.root()["n"].set(std::uint64_t{1} << 63), ShapeError);
}

TEST_CASE("sdk.node names members that look like parts of a path") {
    fake::Host host(order);
    const Node strange = host.root()["by/name"]["x~y"];
    CHECK(strange.integer() == 1);
    CHECK(strange.pointer() == "/by~1name/x~0y");
    CHECK(host.root()["by/name"]["*"].pointer() == "/by~1name/*");
}

TEST_CASE("sdk.node names a member that was reached by its position") {
    fake::Host host(order);
    CHECK(host.root()["by/name"][1].pointer() == "/by~1name/*");
    CHECK(host.root()["lines"][1].pointer() == "/lines/1");
}

TEST_CASE("sdk.node cuts the name of a place that is too deep to print") {
    fake::Host host;
    Node deep = host.root();
    for (int i = 0; i < 30; ++i) deep = deep["a-rather-long-name"];
    CHECK_THAT(deep.pointer(), Catch::EndsWith("/..."));
    deep.set(1);
    CHECK(deep.integer() == 1);
}

TEST_CASE("sdk.node refuses more than eight arrays inside each other") {
    fake::Host host;
    Node deep = host.root();
    for (int i = 0; i < 8; ++i) deep = deep[0];
    CHECK_THROWS_AS(deep[0], RefusedError);
}

TEST_CASE("sdk.node refuses a negative index") {
    fake::Host host(order);
    const int minus = -1;
    CHECK_THROWS_AS(host.root()["lines"][minus], ShapeError);
}

TEST_CASE("sdk.node says so when the host has no room for another path") {
    fake::Host host;
    CHECK_THAT(message_of([&] { host.root()[std::string(2000, 'x')]; }), Contains("table of paths"));
}

TEST_CASE("sdk.node cannot be used after the call has ended") {
    fake::Host host(order);
    const Node id = host.root()["id"];
    host.is_finished = true;
    CHECK_THAT(message_of([&] { id.text(); }), Contains("this call has ended"));
    CHECK_THROWS_AS(id.set("8"), RefusedError);
}
