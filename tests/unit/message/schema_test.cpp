// Protects the canonical documents: what does not fit is refused with its place and a sentence, and the state of an order can
// change without changing what was posted. Small schemas for each rule, then the compiled-in ones.
#include "message/json.hpp"
#include "message/schema.hpp"
#include "message/schema_tree.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace ledgerline::message;
using Catch::Contains;

namespace {

const SchemaTree& small() {
    static const SchemaTree tree(parse_json(R"({
        "$schema": "http://json-schema.org/draft-04/schema#", "title": "small", "type": "object", "additionalProperties": false, "required": ["id", "lines"],
        "properties": {
            "id": {"type": "string", "minLength": 1, "maxLength": 3},
            "lines": {"type": "array", "maxItems": 2, "items": {"$ref": "#/definitions/line"}},
            "total": {"$ref": "#/definitions/amount", "description": "in currency"},
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
            "digits": {"type": "integer", "minimum": 0, "maximum": 4},
            "paid": {"type": ["boolean", "null"]},
            "kind": {"enum": ["open", "closed", 1]},
            "anything": {},
            "status": {"type": "object", "x-change": "state"},
            "other": {"$ref": "#/definitions/note"}
        },
        "definitions": {
            "amount": {"type": "string", "pattern": "^-?[0-9]+$"},
            "line": {"type": "object", "additionalProperties": false, "required": ["sku"], "properties": {
                "sku": {"type": "string"}, "shipped": {"type": "integer", "x-change": "state"}, "parts": {"type": "array", "items": {"$ref": "#/definitions/line"}}}},
            "note": {"type": "string", "x-change": "state"}
        }})"));
    return tree;
}

std::string problem(const char* members) { return small().problem(parse_json(std::string(R"({"id":"1","lines":[])") + members + "}")); }

void refuses(const char* schema, const std::string& why) {
    INFO(schema);
    CHECK_THROWS_WITH(SchemaTree(parse_json(schema)), Contains(why));
}

} // namespace

TEST_CASE("message.schema a body that fits has no problem", "[message]") {
    CHECK(problem("") == "");
    CHECK(problem(R"(,"total":"-5","currency":"EUR","digits":4,"paid":null,"kind":1,"anything":[{"x":null}],"status":{"free":true},"other":"x")") == "");
    CHECK(small().problem(parse_json(R"({"lines":[{"sku":"A","parts":[{"sku":"B"}]}],"id":"é€x"})")) == "");
}

TEST_CASE("message.schema the first problem is told with its place in plain words", "[message]") {
    CHECK(small().problem(parse_json("[]")) == "the document: must be an object, found an array");
    CHECK(small().problem(parse_json(R"({"lines":[]})")) == "the document: missing member id");
    CHECK(problem(R"(,"foo":1)") == "/foo: not a known member");
    CHECK(problem(R"(,"total":5)") == "/total: must be text, found an integer");
    CHECK(problem(R"(,"total":"7,50")") == "/total: \"7,50\" is not a valid amount (must look like ^-?[0-9]+$)");
    CHECK(problem(R"(,"currency":"eur")") == "/currency: must look like ^[A-Z]{3}$, found \"eur\"");
    CHECK(problem(R"(,"digits":5)") == "/digits: must be at most 4, found 5");
    CHECK(problem(R"(,"digits":-1)") == "/digits: must be at least 0, found -1");
    CHECK(problem(R"(,"paid":"yes")") == "/paid: must be true or false or null, found text");
    CHECK(problem(R"(,"kind":"shut")") == "/kind: must be \"open\" or \"closed\" or 1, found \"shut\"");
    CHECK(small().problem(parse_json(R"({"id":"","lines":[]})")) == "/id: must have at least 1 characters, found 0");
    CHECK(small().problem(parse_json(R"({"id":"1234","lines":[]})")) == "/id: must have at most 3 characters, found 4");
    CHECK(small().problem(parse_json(R"({"id":"1","lines":[{"sku":"A"},{}]})")) == "/lines/1: missing member sku");
    CHECK(small().problem(parse_json(R"({"id":"1","lines":[{"sku":"A","parts":[{"sku":null}]}]})")) == "/lines/0/parts/0/sku: must be text, found null");
    CHECK(small().problem(parse_json(R"({"id":"1","lines":[1,2,3]})")) == "/lines: must have at most 2 elements, found 3");
}

TEST_CASE("message.schema a number that is no integer fits nowhere, even where anything may stand", "[message]") {
    CHECK_THAT(problem(R"(,"total":24.90)"), Contains("/total: must be decimal text, found the number 24.90"));
    CHECK_THAT(problem(R"(,"anything":[{"x":1.0}])"), Contains("/anything/0/x: must be decimal text"));
    CHECK_THAT(problem(R"(,"status":{"x":1e5})"), Contains("/status/x: must be decimal text"));
}

TEST_CASE("message.schema long values are cut in a problem", "[message]") {
    const std::string text = small().problem(Value::object({{"id", "1"}, {"lines", Value::array()}, {"currency", std::string(1'000, 'x')}}));
    CHECK(text.size() < 150);
    CHECK_THAT(text, Catch::EndsWith("..."));
}

TEST_CASE("message.schema members marked as state are left out at every depth", "[message]") {
    const Value body = parse_json(R"({"id":"1","lines":[{"sku":"A","shipped":1,"parts":[{"sku":"B","shipped":2}]}],"status":{"x":1},"other":"n","strange":1})");
    CHECK(write_json(small().without_state(body)) == R"({"id":"1","lines":[{"sku":"A","parts":[{"sku":"B"}]}],"strange":1})");
}

TEST_CASE("message.schema what another system wrote is not looked into, where the schema says so", "[message]") {
    const SchemaTree tree(parse_json(R"({"properties":{"rows":{"type":"array","items":{"type":"object","x-content":"foreign"}}}})"));
    CHECK(tree.problem(parse_json(R"({"rows":[{"OnHand":1.5,"Levels":[{"InStock":2.0}]}]})")) == "");
    CHECK(tree.problem(parse_json(R"({"rows":[1]})")) == "/rows/0: must be an object, found an integer");
}

TEST_CASE("message.schema a schema that would check less than it says is refused", "[message]") {
    refuses(R"({"type":"object","patternProperties":{}})", "/patternProperties: the keyword is not known");
    refuses(R"({"type":"number"})", "amounts are decimal text");
    refuses(R"({"type":"strnig"})", "is no type");
    refuses(R"x({"pattern":"(?=x)"})x", "is not understood");
    refuses(R"({"properties":{"a":{"$ref":"#/definitions/gone"}}})", "there is no such definition");
    refuses(R"({"properties":{"a":{"$ref":"http://example.com/x"}}})", "only lead to #/definitions/");
    refuses(R"({"properties":{"a":{"$ref":"#/definitions/b","minimum":1}},"definitions":{"b":{}}})", "no effect beside $ref");
    refuses(R"({"$ref":"#/definitions/a","definitions":{"a":{"$ref":"#/definitions/a"}}})", "circle");
    refuses(R"({"required":["a"],"properties":{}})", "\"a\" is not in properties");
    refuses(R"({"properties":{"a":{"x-change":"sometimes"}}})", "may only be \"state\"");
    refuses(R"({"properties":{"a":{"x-content":"strange"}}})", "may only be \"foreign\"");
    refuses(R"({"additionalProperties":{}})", "must be true or false");
    refuses(R"({"minimum":"1"})", "must be an integer");
}

TEST_CASE("message.schema every canonical type is compiled in and can be used", "[message]") {
    const auto types = schema_types();
    for (const auto* type : {"item", "order"}) CHECK(std::find(types.begin(), types.end(), type) != types.end());
    for (const auto& type : types) {
        INFO(type);
        CHECK(parse_json(schema_text(type)).is_object());
        CHECK_THAT(schema_problem(type, Value::object()), Contains("missing member"));
    }
    CHECK(schema_text("unicorn") == "");
    CHECK_THAT(schema_problem("unicorn", Value()), Contains("\"unicorn\" is not a known type (known: "));
}

TEST_CASE("message.schema the state of an order is not part of what is posted", "[message]") {
    const Value order = parse_json(R"({"id":"1","status":{"code":"11"},"lines":[{"sku":"A","quantity_shipped":"1"}],"payment":{}})");
    CHECK(write_json(without_state("order", order)) == R"({"id":"1","lines":[{"sku":"A"}]})");
}

TEST_CASE("message.schema several threads may check at once", "[message]") {
    std::vector<std::thread> threads;
    std::atomic<int> right{0};
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int j = 0; j < 200; ++j)
                if (schema_problem("item", parse_json(R"({"code":5})")) == "/code: must be text, found an integer") ++right;
        });
    for (auto& thread : threads) thread.join();
    CHECK(right == 800);
}
