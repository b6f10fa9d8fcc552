// Protects bills of materials, price lists and special prices of the company as objects that can be read and changed.
#include "b1_fixture.hpp"

using namespace ledgerline;
using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;

namespace {

constexpr const char* set_of_two = R"({"TreeCode":"SKU-3","TreeType":"iSalesTree","ProductTreeLines":[{"ItemCode":"SKU-1","Quantity":2},{"ItemCode":"SKU-2","Warehouse":"02"}]})";

} // namespace

TEST_CASE("sandbox.b1 trees: a bill of materials is read with its parts, and its item says what kind it is") {
    Bench bench;
    REQUIRE(bench.post("ProductTrees", set_of_two).status == 201);
    const Answer tree = bench.get("ProductTrees('SKU-3')");
    REQUIRE(tree.status == 200);
    const auto& lines = *tree.body["ProductTreeLines"].as_array();
    REQUIRE(lines.size() == 2);
    CHECK(lines[0]["ItemCode"].text_or("") + " " + lines[0]["Quantity"].text_or("") + " " + lines[0]["ParentItem"].text_or("") == "SKU-1 2.0 SKU-3");
    CHECK(lines[1]["Quantity"].text_or("") == "1.0");
    CHECK(lines[1]["Warehouse"].text_or("") == "02");
    CHECK(tree.body["Quantity"].text_or("") == "1.0");
    CHECK(bench.get("Items('SKU-3')").body["TreeType"].text_or("") == "iSalesTree");
    CHECK(bench.get("ProductTrees?$filter=TreeCode gt 'SKU-2'&$orderby=TreeCode").body["value"].size() == 1);
}

TEST_CASE("sandbox.b1 trees: a changed tree leaves no stamp on its item, unless the company says so") {
    for (const bool follows : {false, true}) {
        CompanySettings settings = Bench::german();
        settings.item_follows_tree_change = follows;
        Bench bench(settings);
        bench.clock.at += 1'200'000;
        REQUIRE(bench.post("ProductTrees", set_of_two).status == 201);
        CHECK((bench.get("Items('SKU-3')").body["UpdateTime"].text_or("") == "09:35:00") == follows);
    }
}

TEST_CASE("sandbox.b1 trees: the parts of an order are for one of the whole, however many the tree makes") {
    Bench bench;
    REQUIRE(bench.post("ProductTrees", R"({"TreeCode":"SKU-3","TreeType":"iSalesTree","Quantity":4,"ProductTreeLines":[{"ItemCode":"SKU-1","Quantity":2}]})").status == 201);
    const Answer order = bench.post("Orders", R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-3","Quantity":6,"UnitPrice":1}]})");
    REQUIRE(order.status == 201);
    CHECK(line(order.body, 1)["Quantity"].text_or("") == "3.0");
    CHECK(bench.stock("SKU-1", 0, "Committed") == "3.0");
    CHECK(bench.stock("SKU-3", 0, "Committed") == "0.0");
}

TEST_CASE("sandbox.b1 trees: a tree without parts, of unknown items or twice is refused, one that goes makes its item plain") {
    Bench bench;
    CHECK(bench.post("ProductTrees", R"({"TreeCode":"SKU-3","ProductTreeLines":[]})").status == 400);
    CHECK(bench.post("ProductTrees", R"({"TreeCode":"SKU-9","ProductTreeLines":[{"ItemCode":"SKU-1"}]})").code() == "-2028");
    CHECK(bench.post("ProductTrees", R"({"TreeCode":"SKU-3","ProductTreeLines":[{"ItemCode":"SKU-9"}]})").code() == "-2028");
    REQUIRE(bench.post("ProductTrees", set_of_two).status == 201);
    CHECK(bench.post("ProductTrees", set_of_two).code() == "-2035");
    REQUIRE(bench.call("DELETE", "/b1s/v2/ProductTrees('SKU-3')").status == 204);
    CHECK(bench.get("Items('SKU-3')").body["TreeType"].text_or("") == "iNotATree");
}

TEST_CASE("sandbox.b1 prices: a special price is for an item and a customer, or in the place of a price list, with its periods") {
    Bench bench;
    REQUIRE(bench.post("SpecialPrices", R"({"ItemCode":"SKU-1","CardCode":"C20007","Price":19.5,"Currency":"EUR"})").status == 201);
    REQUIRE(bench.post("SpecialPrices", R"({"ItemCode":"SKU-1","CardCode":"*1","PriceListNum":1,"SpecialPriceDataAreas":[{"RowNumber":0,"DateFrom":"2026-02-01","Dateto":"2026-02-14","SpecialPrice":20}]})").status == 201);
    CHECK(bench.post("SpecialPrices", R"({"ItemCode":"SKU-1","CardCode":"C-none","Price":1})").code() == "-2028");
    CHECK(bench.post("SpecialPrices", R"({"ItemCode":"SKU-1","CardCode":"C20007","Price":1})").code() == "-2035");
    CHECK(bench.get("SpecialPrices(CardCode='C20007',ItemCode='SKU-1')").body["Price"].text_or("") == "19.5");
    const Answer all = bench.get("SpecialPrices?$filter=ItemCode gt ''&$orderby=ItemCode,CardCode");
    REQUIRE(all.body["value"].size() == 2);
    CHECK((*(*all.body["value"].as_array())[0]["SpecialPriceDataAreas"].as_array())[0]["Dateto"].text_or("") == "2026-02-14T00:00:00Z");
}

TEST_CASE("sandbox.b1 prices: price lists can be read and made") {
    Bench bench;
    bench.company.add_price_list(json(R"({"PriceListNo":1,"PriceListName":"Base"})"));
    const Answer made = bench.post("PriceLists", R"({"PriceListName":"Web","BasePriceList":1,"Factor":1.2,"IsGrossPrice":"tYES"})");
    REQUIRE(made.status == 201);
    CHECK(made.body["PriceListNo"].int_or(0) == 2);
    CHECK(bench.get("PriceLists?$orderby=PriceListNo").body["value"].size() == 2);
}
