// Protects what SAP keeps when an order is changed of which something was delivered.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

// Two lines, of three and two pieces; two of the first were delivered.
struct Begun : Bench {
    Begun() {
        entry = posted(R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","Quantity":3,"UnitPrice":10},{"ItemCode":"SKU-2","Quantity":2,"UnitPrice":5}]})");
        company.deliver_order(entry, json(R"({"lines":[{"line":0,"quantity":"2"}]})"));
    }
    std::string where() const { return "Orders(" + std::to_string(entry) + ")"; }
    Answer change(const std::string& lines, base::Headers headers = {}) { return patch(where(), R"({"DocumentLines":[)" + lines + "]}", std::move(headers)); }
    Value order() const { return company.find("Orders", std::to_string(entry)); }
    std::int64_t entry = 0;
};
const base::Headers replaces{{"B1S-ReplaceCollectionsOnPatch", "true"}};

} // namespace

TEST_CASE("sandbox.b1 order: an open quantity may be changed down to what was delivered") {
    Begun bench;
    REQUIRE(bench.change(R"({"LineNum":0,"Quantity":2})").status == 204);
    CHECK(line(bench.order(), 0)["LineStatus"].text_or("") == "bost_Close");
    CHECK(bench.order()["DocumentStatus"].text_or("") == "bost_Open"); // the other line is open
}

TEST_CASE("sandbox.b1 order: a quantity below what was delivered is refused") {
    Begun bench;
    CHECK(bench.change(R"({"LineNum":0,"Quantity":1})").status == 400);
    CHECK(line(bench.order(), 0)["Quantity"].text_or("") == "3.0");
}

TEST_CASE("sandbox.b1 order: more may be ordered of a line that was delivered in part") {
    Begun bench;
    REQUIRE(bench.change(R"({"LineNum":0,"Quantity":5})").status == 204);
    CHECK(line(bench.order(), 0)["RemainingOpenQuantity"].text_or("") == "3.0");
}

TEST_CASE("sandbox.b1 order: item and price of a delivered line stay") {
    Begun bench;
    CHECK(bench.change(R"({"LineNum":0,"ItemCode":"SKU-3"})").status == 400);
    CHECK(bench.change(R"({"LineNum":0,"UnitPrice":9})").status == 400);
}

TEST_CASE("sandbox.b1 order: a line that was delivered cannot be taken off, the other one can") {
    Begun bench;
    CHECK(bench.change(R"({"LineNum":1})", replaces).status == 400);
    REQUIRE(bench.change(R"({"LineNum":0})", replaces).status == 204);
    CHECK(bench.order()["DocumentLines"].size() == 1);
}

TEST_CASE("sandbox.b1 order: what was delivered in part can be closed, not cancelled") {
    Begun bench;
    CHECK(bench.post(bench.where() + "/Cancel", "").status == 400);
    CHECK(bench.post(bench.where() + "/Close", "").status == 204);
    CHECK(bench.order()["Cancelled"].text_or("") == "tNO");
    CHECK(bench.order()["DocumentStatus"].text_or("") == "bost_Close");
}

TEST_CASE("sandbox.b1 order: a change that somebody was faster with is refused by its tag") {
    Begun bench;
    CHECK(bench.change(R"({"LineNum":0,"Quantity":4})", {{"If-Match", "W/\"OLD\""}}).status == 412);
    CHECK(bench.post(bench.where() + "/Close", "", {{"If-Match", "W/\"OLD\""}}).status == 412);
}
