// Protects posting of orders: figures, numbers, stock, changes, the ends of an order, drafts of approvals.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

const char* const sheet_order = R"({"CardCode":"C20007","NumAtCard":"BC-10045","DocDate":"2026-01-31","DocDueDate":"2026-02-03","DocCurrency":"EUR",
  "AddressExtension":{"ShipToStreet":"Lindenweg","ShipToCountry":"DE"},
  "DocumentLines":[{"ItemCode":"SKU-1","Quantity":2,"UnitPrice":24.9,"DiscountPercent":0,"VatGroup":"A1","WarehouseCode":"01"}],
  "DocumentAdditionalExpenses":[{"ExpenseCode":1,"LineTotal":5.0,"VatGroup":"A1","Remarks":"Parcel"}]})";

} // namespace

TEST_CASE("sandbox.b1 order: the sheet's example comes back with its figures") {
    Bench bench;
    const Answer answer = bench.post("Orders", sheet_order);
    REQUIRE(answer.status == 201);
    CHECK(answer.text.find("\"DocTotal\" : 65.21") != std::string::npos);
    CHECK(answer.body["VatSum"].text_or("") == "10.41");
    CHECK(answer.body["DocRate"].text_or("") == "1.0");
    CHECK(answer.body["DocDate"].text_or("") == "2026-01-31T00:00:00Z");
    CHECK(answer.body["JournalMemo"].text_or("") == "Sales Orders - C20007");
    CHECK(line(answer.body, 0)["PriceAfterVAT"].text_or("") == "29.63");
    CHECK(line(answer.body, 0)["GrossTotal"].text_or("") == "59.26");
    CHECK((*answer.body["DocumentAdditionalExpenses"].as_array())[0]["LineGross"].text_or("") == "5.95");
    CHECK(answer.header("Location") == "https://sap.example.test:50000/b1s/v2/Orders(1)");
    CHECK(answer.header("ETag") == "W/\"356A192B7913B04C54574D18C28D46E6395428AB\"");
    CHECK(answer.body["AddressExtension"]["ShipToStreet"].text_or("") == "Lindenweg");
}

TEST_CASE("sandbox.b1 order: v1 writes its own context, dates and headers") {
    Bench bench;
    const Answer answer = bench.call("POST", "/b1s/v1/Orders", sheet_order);
    CHECK(answer.body["odata.metadata"].text_or("") == "https://sap.example.test:50000/b1s/v1/$metadata#Orders/@Element");
    CHECK(answer.body["DocDate"].text_or("") == "2026-01-31");
    CHECK(answer.header("DataServiceVersion") == "3.0");
}

TEST_CASE("sandbox.b1 order: numbers as text, dates without dashes and names in small letters are accepted") {
    Bench bench;
    const Answer answer = bench.post("Orders", R"({"cardcode":"C20007","DocDueDate":"20260203","DocumentLines":[{"ItemCode":"SKU-1","Quantity":"3","UnitPrice":"10.00"}]})");
    CHECK(answer.status == 201);
    CHECK(answer.body["DocDueDate"].text_or("") == "2026-02-03T00:00:00Z");
    CHECK(answer.body["DocTotal"].text_or("") == "35.7");
}

TEST_CASE("sandbox.b1 order: gross prices give the gross total") {
    Bench bench;
    const Answer answer = bench.post("Orders", R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","Quantity":3,"PriceAfterVAT":9.99},{"ItemCode":"SKU-2","GrossPrice":5.01}],
        "DocumentAdditionalExpenses":[{"ExpenseCode":1,"LineGross":4.99}]})");
    CHECK(answer.body["DocTotal"].text_or("") == "39.97");
}

TEST_CASE("sandbox.b1 order: without a price the partner's price list counts") {
    Bench bench;
    CHECK(bench.post("Orders", Bench::order(R"("Quantity":2)")).body["DocTotal"].text_or("") == "59.26");
}

TEST_CASE("sandbox.b1 order: the tax rate is that of the posting date") {
    Bench bench;
    const Answer answer = bench.post("Orders", Bench::order(R"("UnitPrice":100)", R"("DocDate":"2006-05-01")"));
    CHECK(answer.body["VatSum"].text_or("") == "16.0");
}

TEST_CASE("sandbox.b1 order: a foreign order is kept in both currencies") {
    Bench bench;
    bench.company.set_rate("USD", "2026-01-31", Decimal::parse("0.8"));
    const std::string body = R"({"CardCode":"C99","DocDueDate":"2026-02-03","DocCurrency":"USD","DocumentLines":[{"ItemCode":"SKU-1","UnitPrice":100,"VatGroup":"A1"}],"DocumentAdditionalExpenses":[{"ExpenseCode":1,"LineTotal":10}]})";
    const std::int64_t entry = bench.posted(body);
    Value order = bench.company.find("Orders", std::to_string(entry));
    CHECK(order["DocTotalFc"].text_or("") == "130.9");
    CHECK(order["DocTotal"].text_or("") == "104.72");
    CHECK(order["VatSumFc"].text_or("") == "20.9");
    CHECK(line(order, 0)["LineTotal"].text_or("") == "80.0");
    CHECK(line(order, 0)["RowTotalFC"].text_or("") == "100.0");
    REQUIRE(bench.patch("Orders(" + std::to_string(entry) + ")", R"({"Comments":"x"})").status == 204);
    CHECK(bench.company.find("Orders", std::to_string(entry))["DocTotalFc"].text_or("") == "130.9");
}

TEST_CASE("sandbox.b1 order: open orders keep stock committed, by warehouse") {
    Bench bench;
    bench.posted(Bench::order(R"("Quantity":4)"));
    bench.posted(Bench::order(R"("Quantity":1,"WarehouseCode":"02")"));
    CHECK(bench.stock("SKU-1", 0, "Committed") == "4.0");
    CHECK(bench.stock("SKU-1", 1, "Committed") == "1.0");
    CHECK(bench.company.find("Items", "SKU-1")["QuantityOrderedByCustomers"].text_or("") == "5.0");
    CHECK(bench.stock("SKU-1", 0, "InStock") == "10.0");
}

TEST_CASE("sandbox.b1 order: Cancel and Close release the stock, and only once") {
    Bench bench;
    const std::int64_t first = bench.posted(Bench::order(R"("Quantity":4)")), second = bench.posted(Bench::order(R"("Quantity":2)"));
    CHECK(bench.post("Orders(" + std::to_string(first) + ")/Cancel", "").status == 204);
    CHECK(bench.post("Orders(" + std::to_string(second) + ")/Close", "").status == 204);
    CHECK(bench.stock("SKU-1", 0, "Committed") == "0.0");
    CHECK(bench.post("Orders(" + std::to_string(first) + ")/Close", "").message() == "Document is already closed");
    const Value cancelled = bench.company.find("Orders", std::to_string(first));
    CHECK(cancelled["Cancelled"].text_or("") == "tYES");
    CHECK(cancelled["CancelStatus"].text_or("") == "csYes");
    CHECK(bench.company.find("Orders", std::to_string(second))["Cancelled"].text_or("") == "tNO");
}

TEST_CASE("sandbox.b1 order: a PATCH merges lines by LineNum and computes anew") {
    Bench bench;
    const std::int64_t entry = bench.posted(R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","Quantity":2,"UnitPrice":10},{"ItemCode":"SKU-2","UnitPrice":1}]})");
    const std::string order = "Orders(" + std::to_string(entry) + ")";
    REQUIRE(bench.patch(order, R"({"DocumentLines":[{"LineNum":0,"Quantity":1}]})").status == 204);
    Value now = bench.company.find("Orders", std::to_string(entry));
    CHECK(now["DocTotal"].text_or("") == "13.09");
    CHECK(now["DocumentLines"].size() == 2);
    CHECK(bench.stock("SKU-1", 0, "Committed") == "1.0");
    REQUIRE(bench.patch(order, R"({"DocumentLines":[{"LineNum":1}]})", {{"B1S-ReplaceCollectionsOnPatch", "true"}}).status == 204);
    now = bench.company.find("Orders", std::to_string(entry));
    CHECK(now["DocumentLines"].size() == 1);
    CHECK(line(now, 0)["LineNum"].int_or(-1) == 1);
    CHECK(bench.stock("SKU-1", 0, "Committed") == "0.0");
}

TEST_CASE("sandbox.b1 order: a closed order takes remarks and nothing else") {
    Bench bench;
    const std::string order = "Orders(" + std::to_string(bench.posted(Bench::order())) + ")";
    bench.post(order + "/Close", "");
    CHECK(bench.patch(order, R"({"Comments":"late"})").status == 204);
    CHECK(bench.patch(order, R"({"DocDueDate":"2026-03-01"})").code() == "-1029");
}

TEST_CASE("sandbox.b1 order: orders cannot be deleted") {
    Bench bench;
    const std::int64_t entry = bench.posted(Bench::order());
    CHECK(bench.call("DELETE", "/b1s/v2/Orders(" + std::to_string(entry) + ")").code() == "-5006");
}

TEST_CASE("sandbox.b1 order: a preview computes and leaves no trace") {
    Bench bench;
    const Answer answer = bench.post("OrdersService_Preview", R"({"Document":)" + std::string(sheet_order) + "}");
    CHECK(answer.status == 200);
    CHECK(answer.body["DocTotal"].text_or("") == "65.21");
    CHECK(answer.body["DocEntry"].int_or(-1) == 0);
    CHECK(bench.company.order_count() == 0);
    CHECK(bench.stock("SKU-1", 0, "Committed") == "0.0");
}

TEST_CASE("sandbox.b1 order: return-no-content answers with the key in Location alone") {
    Bench bench;
    const Answer answer = bench.post("Orders", Bench::order(), {{"Prefer", "return-no-content"}});
    CHECK(answer.status == 204);
    CHECK(answer.text.empty());
    CHECK(answer.header("Location") == "/b1s/v2/Orders(1)");
    CHECK(answer.header("Preference-Applied") == "return-no-content");
}

TEST_CASE("sandbox.b1 order: an approval makes a draft and looks like a failure") {
    Bench bench;
    bench.company.switch_approvals(Approvals::draft);
    const Answer answer = bench.post("Orders", Bench::order());
    CHECK(answer.code() == "-2028");
    CHECK(bench.company.order_count() == 0);
    CHECK(bench.company.count("Drafts") == 1);
    CHECK(bench.get("Drafts(1)").body["AuthorizationStatus"].text_or("") == "dasPending");
    CHECK(bench.post("Orders", Bench::order(), {{"Prefer", "return-no-content"}}).header("Location") == "/b1s/v2/Drafts(2)");
    CHECK(bench.post("DraftsService_SaveDraftToDocument", R"({"Document":{"DocEntry":1}})").status == 204);
    CHECK(bench.company.order_count() == 1);
}

TEST_CASE("sandbox.b1 order: a DocTotal that is sent becomes a header discount") {
    Bench bench;
    const Answer answer = bench.post("Orders", Bench::order(R"("UnitPrice":100)", R"("DocTotal":107.10)"));
    CHECK(answer.body["DiscountPercent"].text_or("") == "10.0");
    CHECK(answer.body["DocTotal"].text_or("") == "107.1");
}
