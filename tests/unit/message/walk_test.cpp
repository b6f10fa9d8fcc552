// Protects documents from addresses that are wrong: reading answers what is there or why not, writing never turns text into
// an object, never pads an array, and a refused write leaves the document untouched.
#include "message/json.hpp"
#include "message/walk.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline::message;

namespace {

struct Fixture {
    PathTable paths;
    Value order = parse_json(R"({"id":"1","lines":[{"sku":"A"},{"sku":"B","note":null}],"totals":{"tax":"1.00","net":"5.00"},"text":"x"})");

    std::vector<std::uint64_t> indices;
    Address at(const char* pattern, std::vector<std::uint64_t> given = {}) {
        indices = std::move(given);
        return {paths.intern(pattern), indices};
    }
    std::string read(const char* pattern, std::vector<std::uint64_t> given = {}) {
        const Found found = find(paths, std::as_const(order), at(pattern, std::move(given)));
        switch (found.walk) {
        case Walk::ok: return write_json(*found.value);
        case Walk::absent: return "absent";
        case Walk::wrong_kind: return "wrong kind";
        case Walk::bad_path: return "bad path";
        }
        return "?";
    }
    Walk write(const char* pattern, std::vector<std::uint64_t> given = {}) {
        const Place place = ensure(paths, order, at(pattern, std::move(given)));
        if (place.walk == Walk::ok) *place.value = "new";
        return place.walk;
    }
};

} // namespace

TEST_CASE_METHOD(Fixture, "message.walk members, elements and the members of an object by number are found", "[message]") {
    CHECK(read("") == write_json(order));
    CHECK(read("/id") == "\"1\"");
    CHECK(read("/lines/*/sku", {1}) == "\"B\"");
    CHECK(read("/totals/*", {1}) == "\"5.00\"");
    CHECK(read("/*/*/sku", {1, 0}) == "\"A\"");
    CHECK(read("/lines/*/note", {1}) == "null");
}

TEST_CASE_METHOD(Fixture, "message.walk what is not there is told apart from what is something else", "[message]") {
    CHECK(read("/nothing") == "absent");
    CHECK(read("/nothing/below") == "absent");
    CHECK(read("/lines/*/sku", {2}) == "absent");
    CHECK(read("/lines/*/sku", {UINT64_MAX}) == "absent");
    CHECK(read("/lines/*/note/below", {1}) == "absent"); // below null
    CHECK(read("/text/below") == "wrong kind");
    CHECK(read("/text/*", {0}) == "wrong kind");
    CHECK(read("/lines/sku") == "wrong kind");
    CHECK(read("/lines/0") == "wrong kind"); // a name is never an index
}

TEST_CASE_METHOD(Fixture, "message.walk the number of indices must fit the path", "[message]") {
    CHECK(read("/lines/*/sku") == "bad path");
    CHECK(read("/lines/*/sku", {0, 0}) == "bad path");
    CHECK(read("/id", {0}) == "bad path");
    CHECK(find(paths, std::as_const(order), {no_path, {}}).walk == Walk::bad_path);
    CHECK(write("/lines/*") == Walk::bad_path);
}

TEST_CASE_METHOD(Fixture, "message.walk a member is found again after its place has changed", "[message]") {
    CHECK(read("/text") == "\"x\"");
    order.erase("id");
    CHECK(read("/text") == "\"x\"");
    order.set("id", "2");
    CHECK(read("/id") == "\"2\"");
}

TEST_CASE_METHOD(Fixture, "message.walk a write makes missing objects on its way", "[message]") {
    CHECK(write("/booking/partner/code") == Walk::ok);
    CHECK(read("/booking") == R"({"partner":{"code":"new"}})");
    CHECK(write("/lines/*/booking/price", {0}) == Walk::ok);
    CHECK(read("/lines/*", {0}) == R"({"sku":"A","booking":{"price":"new"}})");
    CHECK(write("/lines/*/note/text", {1}) == Walk::ok); // null becomes an object
    CHECK(read("/lines/*/note", {1}) == R"({"text":"new"})");
}

TEST_CASE_METHOD(Fixture, "message.walk a write that is refused changes nothing", "[message]") {
    const Value before = order;
    CHECK(write("/text/below") == Walk::wrong_kind);
    CHECK(write("/lines/sku") == Walk::wrong_kind);
    CHECK(write("/lines/*", {2}) == Walk::absent);
    CHECK(write("/new/*/x", {0}) == Walk::absent);
    CHECK(write("/totals/*", {2}) == Walk::absent);
    CHECK(order == before);
}

TEST_CASE_METHOD(Fixture, "message.walk erase takes away one thing", "[message]") {
    CHECK(erase(paths, order, at("/lines/*", {0})) == Walk::ok);
    CHECK(read("/lines") == R"([{"sku":"B","note":null}])");
    CHECK(erase(paths, order, at("/totals/*", {0})) == Walk::ok);
    CHECK(erase(paths, order, at("/id")) == Walk::ok);
    CHECK(read("/id") == "absent");
    CHECK(read("/totals") == R"({"net":"5.00"})");
    CHECK(erase(paths, order, at("/id")) == Walk::absent);
    CHECK(erase(paths, order, at("/lines/*", {1})) == Walk::absent);
    CHECK(erase(paths, order, at("/text/x")) == Walk::wrong_kind);
    CHECK(erase(paths, order, at("")) == Walk::bad_path);
}

TEST_CASE_METHOD(Fixture, "message.walk append makes the array and tells the index", "[message]") {
    std::uint64_t index = 99;
    CHECK(append(paths, order, at("/results"), Value::object(), index) == Walk::ok);
    CHECK(index == 0);
    CHECK(append(paths, order, at("/lines"), Value::object(), index) == Walk::ok);
    CHECK(index == 2);
    CHECK(append(paths, order, at("/totals"), Value::object(), index) == Walk::wrong_kind);
    CHECK(append(paths, order, at("/text"), Value::object(), index) == Walk::wrong_kind);
    CHECK(read("/results") == "[{}]");
}

TEST_CASE_METHOD(Fixture, "message.walk an address reads as JSON Pointer with names and indices", "[message]") {
    CHECK(pointer_text(paths, order, at("/lines/*/sku", {1})) == "/lines/1/sku");
    CHECK(pointer_text(paths, order, at("/totals/*", {1})) == "/totals/net");
    CHECK(pointer_text(paths, order, at("/gone/*/x", {7})) == "/gone/7/x");
    CHECK(pointer_text(paths, order, at("/a~1b/~0/~2")) == "/a~1b/~0/*");
    CHECK(pointer_text(paths, order, at("")) == "");
    CHECK(pointer_text(paths, order, at("/lines/*")) == "/lines/*");
}

TEST_CASE("message.walk the depth of a tree is measured up to a limit", "[message]") {
    CHECK(is_within_depth(parse_json("1"), 0));
    CHECK_FALSE(is_within_depth(parse_json("[]"), 0));
    CHECK(is_within_depth(parse_json(R"({"a":[{}]})"), 3));
    CHECK_FALSE(is_within_depth(parse_json(R"({"a":[{}]})"), 2));
}
