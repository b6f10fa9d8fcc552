// Protects what a PATCH that adds lines does to a document: figures, stock, the header's discount, and that it goes back with its
// change set.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

const char* const one_more = R"({"DocumentLines":[{"ItemCode":"SKU-2","Quantity":2,"UnitPrice":10.0}]})";

std::string keyed_patch(const std::string& key, const std::string& document) {
    std::string text = Bench::keyed_order(key, one_more);
    const std::string post = "POST /b1s/v2/Orders HTTP/1.1";
    return text.replace(text.find(post), post.size(), "PATCH /b1s/v2/" + document + " HTTP/1.1");
}

} // namespace

TEST_CASE("sandbox.b1 addition: a line without LineNum is appended, and totals and stock follow") {
    Bench bench;
    bench.posted(Bench::order(R"("Quantity":1,"UnitPrice":24.9)"));
    REQUIRE(bench.patch("Orders(1)", one_more).status == 204);
    const Value order = bench.get("Orders(1)").body;
    REQUIRE(order["DocumentLines"].size() == 2);
    CHECK(line(order, 0)["LineNum"].int_or(-1) == 0);
    CHECK(line(order, 1)["LineNum"].int_or(-1) == 1);
    CHECK(line(order, 0)["LineTotal"].text_or("") == "24.9");
    CHECK(Decimal::parse_number(order["DocTotal"].text_or("")) == Decimal::parse("53.43")); // 44.90 and 19 %
    CHECK(Decimal::parse_number(bench.stock("SKU-2", 0, "Committed")) == Decimal(2));
    CHECK(Decimal::parse_number(bench.stock("SKU-1", 0, "Committed")) == Decimal(1));
}

TEST_CASE("sandbox.b1 addition: an addition that is refused leaves document, stock and keys as they were") {
    Bench bench;
    bench.add_user_objects();
    bench.posted(Bench::order());
    REQUIRE(bench.batch(keyed_patch("K+2", "Orders(1)")).text.find("204 No Content") != std::string::npos);
    CHECK(bench.batch(keyed_patch("K+2", "Orders(1)")).text.find("-2035") != std::string::npos);
    CHECK(bench.get("Orders(1)").body["DocumentLines"].size() == 2);
    CHECK(Decimal::parse_number(bench.stock("SKU-2", 0, "Committed")) == Decimal(2));
    REQUIRE(bench.post("Orders(1)/Close", "").status == 204);
    CHECK(bench.batch(keyed_patch("K+3", "Orders(1)")).text.find("-1029") != std::string::npos);
    CHECK(bench.company.count("U_LEDGERLINE") == 1);
}

TEST_CASE("sandbox.b1 addition: a document that was posted without the partner's discount does not get it with a new line") {
    Bench bench;
    bench.company.add_business_partner(json(R"({"CardCode":"C10","CardName":"Ten off","CardType":"cCustomer","Currency":"EUR","DiscountPercent":10.0})"));
    const std::string body = R"({"CardCode":"C10","DocDueDate":"2026-02-03","DiscountPercent":0,"DocumentLines":[{"ItemCode":"SKU-1","Quantity":1,"UnitPrice":100.0}]})";
    bench.posted(body);
    REQUIRE(bench.patch("Orders(1)", one_more).status == 204);
    CHECK(Decimal::parse_number(bench.get("Orders(1)").body["DocTotal"].text_or("")) == Decimal::parse("142.80"));
}
