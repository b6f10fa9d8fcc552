// Protects what companies do differently with an order: bills of materials, sales tax codes, currencies with digits of their own.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

// A set of two SKU-1 and one SKU-2, sold as SKU-3.
void make_set(Bench& bench, const char* kind) {
    bench.company.change_item("SKU-3", json(std::string(R"({"TreeType":")") + kind + R"("})"));
    bench.company.add_product_tree(json(R"({"TreeCode":"SKU-3","ProductTreeLines":[{"ItemCode":"SKU-1","Quantity":2},{"ItemCode":"SKU-2","Quantity":1,"Warehouse":"02"}]})"));
}

const char* set_order = R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-3","Quantity":3,"PriceAfterVAT":100},{"ItemCode":"SKU-2","Quantity":1,"PriceAfterVAT":10}]})";

const Value& line(const Answer& answer, std::size_t at) { return answer.body["DocumentLines"].as_array()->at(at); }
Decimal number(const Value& value) { return Decimal::parse_number(value.text_or("0")); }

} // namespace

TEST_CASE("sandbox.b1 sets: the parts come in behind their line, free, and they alone are committed") {
    Bench bench;
    make_set(bench, "iSalesTree");
    const Answer answer = bench.post("Orders", set_order);
    REQUIRE(answer.status == 201);
    REQUIRE(answer.body["DocumentLines"].size() == 4);
    CHECK(line(answer, 0)["TreeType"].text_or("") == "iSalesTree");
    CHECK(line(answer, 1)["ItemCode"].text_or("") == "SKU-1");
    CHECK(line(answer, 1)["TreeType"].text_or("") == "iIngredient");
    CHECK(number(line(answer, 1)["Quantity"]) == Decimal(6));
    CHECK(line(answer, 2)["WarehouseCode"].text_or("") == "02");
    CHECK(line(answer, 3)["TreeType"].text_or("") == "iNotATree");
    CHECK(number(answer.body["DocTotal"]) == Decimal(310));
    CHECK(bench.stock("SKU-1", 0, "Committed") == "6.0");
    CHECK(bench.stock("SKU-3", 0, "Committed") == "0.0");
    // A later change does not add them again.
    CHECK(bench.call("PATCH", "/b1s/v2/Orders(1)", R"({"Comments":"x","DocumentLines":[{"LineNum":0,"PriceAfterVAT":90}]})").status == 204);
    const Answer changed = bench.call("GET", "/b1s/v2/Orders(1)");
    CHECK(changed.body["DocumentLines"].size() == 4);
    CHECK(number(changed.body["DocTotal"]) == Decimal(280));
}

TEST_CASE("sandbox.b1 sets: a company that prices the parts takes its price lists, and a template does so always") {
    CompanySettings settings = Bench::german();
    settings.sales_set_prices = SetPrices::parts;
    Bench bench(settings);
    make_set(bench, "iSalesTree");
    const Answer answer = bench.post("Orders", set_order);
    CHECK(number(line(answer, 0)["LineTotal"]).is_zero());
    CHECK(number(line(answer, 1)["UnitPrice"]) == Decimal::parse("24.9"));
    Bench other;
    make_set(other, "iTemplateTree");
    const Answer as_template = other.post("Orders", set_order);
    CHECK(number(line(as_template, 0)["PriceAfterVAT"]) == Decimal(100));
    CHECK(number(line(as_template, 1)["UnitPrice"]) == Decimal::parse("24.9"));
}

TEST_CASE("sandbox.b1 sets: an assembly stays one line, and a tree of nothing is refused") {
    Bench bench;
    make_set(bench, "iAssemblyTree");
    CHECK(bench.post("Orders", set_order).body["DocumentLines"].size() == 2);
    CHECK_THROWS_WITH(bench.company.add_product_tree(json(R"({"TreeCode":"GHOST"})")), Catch::Contains("there is no item 'GHOST'"));
    CHECK_THROWS_WITH(bench.company.add_product_tree(json(R"({"TreeCode":"SKU-3","ProductTreeLines":[{"ItemCode":"SKU-1","Quantity":0}]})")), Catch::Contains("above zero"));
}

TEST_CASE("sandbox.b1 sales tax: lines and freight carry tax codes, and tax groups are refused") {
    CompanySettings settings = Bench::german();
    settings.sales_tax = true;
    Bench bench(settings);
    bench.company.add_sales_tax_code(json(R"({"Code":"TX","Name":"Texas","Rate":8.25})"));
    bench.company.add_sales_tax_code(json(R"({"Code":"OLD","Rate":5,"Inactive":"tYES"})"));
    const Answer answer = bench.post("Orders", R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","Quantity":2,"UnitPrice":10,"TaxCode":"TX"}],
        "DocumentAdditionalExpenses":[{"ExpenseCode":1,"LineTotal":8,"TaxCode":"TX"}]})");
    REQUIRE(answer.status == 201);
    CHECK(number(answer.body["VatSum"]) == Decimal::parse("2.31"));
    CHECK(line(answer, 0)["TaxCode"].text_or("") == "TX");
    for (const char* tax : {R"("VatGroup":"A1")", R"("TaxCode":"OLD")", R"("TaxCode":"GHOST")", R"("Quantity":1)"})
        CHECK(bench.post("Orders", std::string(R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","UnitPrice":10,)") + tax + "}]}").status == 400);
}

TEST_CASE("sandbox.b1 currencies: a document rounds at the digits of its currency, its local amounts at the company's") {
    Bench bench;
    bench.company.add_currency(json(R"({"Code":"JPY","Name":"Yen","Decimals":"cdWithoutDecimals"})"));
    bench.company.set_rate("JPY", "", Decimal::parse("0.0061"));
    const Answer answer = bench.post("Orders", R"({"CardCode":"C99","DocCurrency":"JPY","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","Quantity":1,"UnitPrice":333}]})");
    REQUIRE(answer.status == 201);
    CHECK(number(answer.body["VatSumFc"]) == Decimal(63)); // 63.27
    CHECK(number(answer.body["DocTotalFc"]) == Decimal(396));
    CHECK(number(answer.body["DocTotal"]) == Decimal::parse("2.42"));
    CHECK(bench.call("GET", "/b1s/v2/Currencies('JPY')").body["Decimals"].text_or("") == "cdWithoutDecimals");
}
