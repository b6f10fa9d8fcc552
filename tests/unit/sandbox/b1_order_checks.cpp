// Protects what the simulated B1 refuses in an order: the code and the captured text of each refusal, and that nothing
// is left behind.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

void refused(Bench& bench, const std::string& order, const std::string& code, const std::string& text) {
    const Answer answer = bench.post("Orders", order);
    CHECK(answer.status == 400);
    CHECK(answer.code() == code);
    CHECK(answer.message() == text);
    CHECK(bench.company.order_count() == 0);
    CHECK(bench.stock("SKU-1", 0, "Committed") == "0.0");
}

} // namespace

TEST_CASE("sandbox.b1 refusal: unknown partner") {
    Bench bench;
    refused(bench, R"({"CardCode":"P206","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1"}]})", "-5002", "Invalid BP code [ORDR.CardCode] , 'P206'");
}

TEST_CASE("sandbox.b1 refusal: unknown item") {
    Bench bench;
    refused(bench, R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1"},{"ItemCode":"sku-1"}]})", "-2028", "No matching records found (ODBC -2028)");
}

TEST_CASE("sandbox.b1 refusal: a line without an item") {
    Bench bench;
    refused(bench, R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1"},{"Quantity":1}]})", "-5002",
            "Item number is missing; specify an item number [DocumentLines.ItemCode][line: 2]");
}

TEST_CASE("sandbox.b1 refusal: no delivery date") {
    Bench bench;
    refused(bench, R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"SKU-1"}]})", "-10", "Delivery date is required");
}

TEST_CASE("sandbox.b1 refusal: an inactive item") {
    Bench bench;
    bench.company.change_item("SKU-1", json(R"({"Frozen":"tYES"})"));
    refused(bench, Bench::order(), "-10", "Item 'SKU-1' is inactive  [RDR1.ItemCode][line: 1]");
}

TEST_CASE("sandbox.b1 refusal: an item is blocked in its range of dates only") {
    Bench bench;
    bench.company.change_item("SKU-1", json(R"({"Frozen":"tYES","FrozenFrom":"2026-02-01","FrozenTo":"2026-02-28"})"));
    CHECK(bench.post("Orders", Bench::order()).status == 201);
    CHECK(bench.post("Orders", Bench::order(R"("Quantity":1)", R"("DocDate":"2026-02-10")")).status == 400);
}

TEST_CASE("sandbox.b1 refusal: an item that is not sold") {
    Bench bench;
    bench.company.change_item("SKU-1", json(R"({"SalesItem":"tNO"})"));
    refused(bench, Bench::order(), "-10", "Item 'SKU-1' not specified as sales item  [RDR1.ItemCode][line: 1]");
}

TEST_CASE("sandbox.b1 refusal: unknown tax group") {
    Bench bench;
    refused(bench, Bench::order(R"("VatGroup":"ZZ")"), "-5002", "Invalid tax group [RDR1.VatGroup][line: 1] , 'ZZ'");
}

TEST_CASE("sandbox.b1 refusal: a warehouse that the item does not have") {
    Bench bench;
    bench.company.add_warehouse(json(R"({"WarehouseCode":"03"})"));
    refused(bench, Bench::order(R"("WarehouseCode":"03")"), "-10", "Warehouse is not assigned  [RDR1.ItemCode][line: 1]");
}

TEST_CASE("sandbox.b1 refusal: a locked period") {
    Bench bench;
    bench.company.lock_period("2026-01-01", "2026-01-31");
    refused(bench, Bench::order(), "-4013", "Posting period locked; specify an alternative date");
    CHECK(bench.post("Orders", Bench::order(R"("Quantity":1)", R"("DocDate":"2026-02-01")")).status == 201);
}

TEST_CASE("sandbox.b1 refusal: no exchange rate for the day") {
    Bench bench;
    bench.company.set_rate("USD", "2026-01-30", Decimal(1));
    refused(bench, R"({"CardCode":"C99","DocDueDate":"2026-02-03","DocCurrency":"USD","DocumentLines":[{"ItemCode":"SKU-1"}]})", "-10", "Update the exchange rate , 'USD'");
}

TEST_CASE("sandbox.b1 refusal: a quantity below zero") {
    Bench bench;
    refused(bench, Bench::order(R"("Quantity":-1)"), "-10", "Quantity must be greater than zero  [RDR1.Quantity][line: 1]");
}

TEST_CASE("sandbox.b1 refusal: a blocked partner") {
    Bench bench;
    REQUIRE(bench.patch("BusinessPartners('C20007')", R"({"Frozen":"tYES"})").status == 204);
    refused(bench, Bench::order(), "-10", "Business partner 'C20007' is inactive [ORDR.CardCode]");
}

TEST_CASE("sandbox.b1 refusal: the company's own rule") {
    Bench bench;
    bench.company.reject_partner("C20007", "(13000316) Credit Limit Exceeded! Current Limit is 10.00, Balance Amount is 5,379.00");
    refused(bench, Bench::order(), "-1116", "(13000316) Credit Limit Exceeded! Current Limit is 10.00, Balance Amount is 5,379.00");
}

TEST_CASE("sandbox.b1 refusal: an unknown property, in the header and in a line") {
    Bench bench;
    refused(bench, Bench::order(R"("Quantity":1)", R"("DocStatus":"O")"), "-1000", "Property 'DocStatus' of 'Document' is invalid");
    refused(bench, Bench::order(R"("U_LL_Line":"1")"), "-1000", "Property 'U_LL_Line' of 'DocumentLine' is invalid");
}

TEST_CASE("sandbox.b1 refusal: a text that is longer than its column") {
    Bench bench;
    refused(bench, Bench::order(R"("Quantity":1)", R"("NumAtCard":")" + std::string(101, 'x') + "\""), "-1000", "Value too long in property 'NumAtCard' of 'Document'");
}

TEST_CASE("sandbox.b1 refusal: a branch is missing where branches are on") {
    CompanySettings settings = Bench::german();
    settings.branches_required = true;
    Bench bench(settings);
    refused(bench, Bench::order(), "-5002", "Specify an active branch [ORDR.BPLId]");
}

TEST_CASE("sandbox.b1 refusal: read-only properties are ignored, not refused") {
    Bench bench;
    const Answer answer = bench.post("Orders", Bench::order(R"("Quantity":1)", R"("DocEntry":99,"VatSum":1,"Cancelled":"tYES")"));
    CHECK(answer.status == 201);
    CHECK(answer.body["DocEntry"].int_or(0) == 1);
    CHECK(answer.body["Cancelled"].text_or("") == "tNO");
}

TEST_CASE("sandbox.b1 refusal: a refused order has used no number") {
    Bench bench;
    const std::string too_late = Bench::order(R"("Quantity":1,"WarehouseCode":"01"},{"ItemCode":"gone")");
    bench.post("Orders", too_late);
    CHECK(bench.posted(Bench::order()) == 1);
}
