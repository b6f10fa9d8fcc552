// Protects what the simulated B1 refuses in the documents after the order: the captured texts, and that nothing is left behind.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

std::string based(std::int64_t type, std::int64_t entry, const std::string& more = "", const std::string& card = "C20007") {
    return R"({"CardCode":")" + card + R"(","DocumentLines":[{"BaseType":)" + std::to_string(type) + R"(,"BaseEntry":)" + std::to_string(entry) + R"(,"BaseLine":0)" + more + "}]}";
}

void refused(Bench& bench, const std::string& set, const std::string& body, const std::string& code, const std::string& text) {
    const std::size_t before = bench.company.count(set);
    const std::string stock = bench.stock("SKU-1", 0, "InStock") + " " + bench.stock("SKU-1", 0, "Committed");
    const Answer answer = bench.post(set, body);
    CHECK(answer.status == 400);
    CHECK(answer.code() == code);
    CHECK(answer.message() == text);
    CHECK(bench.company.count(set) == before);
    CHECK(bench.stock("SKU-1", 0, "InStock") + " " + bench.stock("SKU-1", 0, "Committed") == stock);
}

struct Ordered : Bench {
    explicit Ordered(CompanySettings settings = german()) : Bench(std::move(settings)) { posted(order(R"("Quantity":2,"UnitPrice":10)")); }
};

} // namespace

TEST_CASE("sandbox.b1 document refusal: a base that was copied before is closed") {
    Ordered bench;
    REQUIRE(bench.post("DeliveryNotes", based(17, 1)).status == 201);
    refused(bench, "DeliveryNotes", based(17, 1), "-10", "One of the base documents has already been closed  [DLN1.BaseEntry][line: 1]");
    refused(bench, "Invoices", based(17, 1), "-10", "One of the base documents has already been closed  [INV1.BaseEntry][line: 1]");
}

TEST_CASE("sandbox.b1 document refusal: a closed base has another code on other installations") {
    CompanySettings settings = Bench::german();
    settings.base_closed_code = "-5002";
    Ordered bench(settings);
    REQUIRE(bench.post("Orders(1)/Close", "").status == 204);
    refused(bench, "DeliveryNotes", based(17, 1), "-5002", "One of the base documents has already been closed  [DLN1.BaseEntry][line: 1]");
}

TEST_CASE("sandbox.b1 document refusal: a paid invoice takes no credit memo") {
    Ordered bench;
    REQUIRE(bench.post("Invoices", based(17, 1)).status == 201);
    bench.company.pay("Invoices", 1);
    refused(bench, "CreditNotes", based(13, 1), "-10", "One of the base documents has already been closed  [RIN1.BaseEntry][line: 1]");
}

TEST_CASE("sandbox.b1 document refusal: the base belongs to somebody else") {
    Ordered bench;
    refused(bench, "DeliveryNotes", based(17, 1, "", "C99"), "-10", "Base document card and target document card do not match.");
}

TEST_CASE("sandbox.b1 document refusal: another item than the base line's") {
    Ordered bench;
    refused(bench, "DeliveryNotes", based(17, 1, R"(,"ItemCode":"SKU-2")"), "-10", "target item number does not match (base)");
    CHECK(bench.post("DeliveryNotes", based(17, 1, R"(,"ItemCode":"SKU-1")")).status == 201);
}

TEST_CASE("sandbox.b1 document refusal: an item code beside a base, where that is an internal error") {
    CompanySettings settings = Bench::german();
    settings.item_with_base_refused = true;
    Ordered bench(settings);
    refused(bench, "DeliveryNotes", based(17, 1, R"(,"ItemCode":"SKU-1")"), "-5002", "Internal error (-5002) occurred");
}

TEST_CASE("sandbox.b1 document refusal: a base without its type is an internal error") {
    Ordered bench;
    refused(bench, "DeliveryNotes", R"({"CardCode":"C20007","DocumentLines":[{"BaseEntry":1,"BaseLine":0}]})", "-5002", "Internal error (-5002) occurred");
    refused(bench, "DeliveryNotes", R"({"CardCode":"C20007","DocumentLines":[{"BaseType":17,"BaseEntry":1}]})", "-5002", "Internal error (-5002) occurred");
}

TEST_CASE("sandbox.b1 document refusal: a credit memo is not based on an order") {
    Ordered bench;
    CHECK(bench.post("CreditNotes", based(17, 1)).code() == "-5002");
    CHECK(bench.company.count("CreditNotes") == 0);
}

TEST_CASE("sandbox.b1 document refusal: a base that does not exist") {
    Ordered bench;
    refused(bench, "DeliveryNotes", based(17, 9), "-2028", "No matching records found (ODBC -2028)");
    refused(bench, "DeliveryNotes", R"({"CardCode":"C20007","DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":4}]})", "-2028", "No matching records found (ODBC -2028)");
}

TEST_CASE("sandbox.b1 document refusal: stock would fall below zero") {
    Ordered bench;
    bench.company.set_stock("SKU-1", "01", Decimal(1));
    refused(bench, "DeliveryNotes", based(17, 1), "-10", "Quantity falls into negative inventory  [DLN1.ItemCode][line: 1]");
    refused(bench, "Invoices", based(17, 1), "-10", "Quantity falls into negative inventory  [INV1.ItemCode][line: 1]");
}

TEST_CASE("sandbox.b1 document refusal: stock may fall below zero where the company allows it") {
    CompanySettings settings = Bench::german();
    settings.negative_stock_blocked = false;
    Ordered bench(settings);
    bench.company.set_stock("SKU-1", "01", Decimal(1));
    REQUIRE(bench.post("DeliveryNotes", based(17, 1)).status == 201);
    CHECK(bench.stock("SKU-1", 0, "InStock") == "-1.0");
}

TEST_CASE("sandbox.b1 document refusal: more than is open, where the company refuses it") {
    CompanySettings settings = Bench::german();
    settings.over_delivery_refused = true;
    Ordered strict(settings);
    CHECK(strict.post("DeliveryNotes", based(17, 1, R"(,"Quantity":3)")).status == 400);
    Ordered lenient;
    CHECK(lenient.post("DeliveryNotes", based(17, 1, R"(,"Quantity":3)")).status == 201);
    CHECK(lenient.get("Orders(1)").body["DocumentStatus"].text_or("") == "bost_Close");
}

TEST_CASE("sandbox.b1 document refusal: batches are missing") {
    Ordered bench;
    bench.company.change_item("SKU-1", json(R"({"ManageBatchNumbers":"tYES"})"));
    refused(bench, "DeliveryNotes", based(17, 1), "-4014", "Cannot add row without complete selection of batch/serial numbers");
    CHECK(bench.post("DeliveryNotes", based(17, 1, R"(,"BatchNumbers":[{"BatchNumberProperty":"LOT7","Quantity":2}])")).status == 201);
}

TEST_CASE("sandbox.b1 document refusal: periods and series count for every document") {
    Ordered bench;
    refused(bench, "Invoices", R"({"CardCode":"C20007","Series":99,"DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}]})", "-4002", "Cannot add document; define the numbering series");
    bench.company.lock_period("2026-01-01", "2026-01-31");
    refused(bench, "DeliveryNotes", based(17, 1), "-4013", "Posting period locked; specify an alternative date");
    refused(bench, "IncomingPayments", R"({"CardCode":"C20007","CashSum":1})", "-4013", "Posting period locked; specify an alternative date");
}

TEST_CASE("sandbox.b1 document refusal: the company's own series are numbered on their own") {
    CompanySettings settings = Bench::german();
    settings.series = {{"DeliveryNotes", 30, 501}, {"DeliveryNotes", 31, 901}};
    Ordered bench(settings);
    CHECK(bench.post("DeliveryNotes", based(17, 1, R"(,"Quantity":1)")).body["DocNum"].int_or(0) == 501);
    const Value other = bench.post("DeliveryNotes", R"({"CardCode":"C20007","Series":31,"DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}]})").body;
    CHECK(other["DocNum"].int_or(0) == 901);
    CHECK(other["Series"].int_or(0) == 31);
}

TEST_CASE("sandbox.b1 document refusal: payments of what is closed, foreign or unknown") {
    Ordered bench;
    REQUIRE(bench.post("Invoices", based(17, 1)).status == 201);
    const auto pays = [](const std::string& card, const std::string& sum, const std::string& rows) {
        return R"({"CardCode":")" + card + R"(","TransferAccount":"180000","TransferSum":)" + sum + R"(,"PaymentInvoices":)" + rows + "}";
    };
    refused(bench, "IncomingPayments", R"({"CardCode":"P206","CashSum":1})", "-5002", "Invalid BP code [ORCT.CardCode] , 'P206'");
    refused(bench, "IncomingPayments", pays("C99", "1", R"([{"DocEntry":1,"SumApplied":1}])"), "-10", "Document belongs to another business partner [RCT2.DocNum][line: 1]");
    refused(bench, "IncomingPayments", pays("C20007", "1", R"([{"DocEntry":9,"SumApplied":1}])"), "-2028", "No matching records found (ODBC -2028)");
    refused(bench, "IncomingPayments", pays("C20007", "2", R"([{"DocEntry":1,"SumApplied":1}])"), "-10", "Applied amounts and means of payment differ [ORCT.DocTotal]");
    refused(bench, "IncomingPayments", R"({"CardCode":"C20007"})", "-10", "Means of payment are missing [ORCT.DocTotal]");
    refused(bench, "IncomingPayments", R"({"CardCode":"C20007","TransferSum":1})", "-10", "Transfer account is missing [ORCT.TrsfrAcct]");
    bench.company.pay("Invoices", 1);
    refused(bench, "IncomingPayments", pays("C20007", "1", R"([{"DocEntry":1,"SumApplied":1}])"), "-10", "Invoice is already closed or blocked");
}

TEST_CASE("sandbox.b1 document refusal: a rest goes on account where the company allows it") {
    CompanySettings settings = Bench::german();
    settings.payment_rest_on_account = true;
    Ordered bench(settings);
    REQUIRE(bench.post("Invoices", based(17, 1)).status == 201); // 23.80
    CHECK(bench.post("IncomingPayments", R"({"CardCode":"C20007","CashSum":30,"PaymentInvoices":[{"DocEntry":1,"SumApplied":23.8}]})").status == 201);
    CHECK(bench.get("BusinessPartners('C20007')").body["CurrentAccountBalance"].text_or("") == "-6.2");
}

TEST_CASE("sandbox.b1 document refusal: what is not paid cannot be drawn") {
    Ordered bench;
    REQUIRE(bench.post("DownPayments", based(17, 1)).status == 201);
    refused(bench, "Invoices", R"({"CardCode":"C20007","DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}],"DownPaymentsToDraw":[{"DocEntry":1,"GrossAmountToDraw":5}]})", "-10",
            "Down payment 1 is not paid as far as it is drawn [INV9.BaseAbs]");
}

TEST_CASE("sandbox.b1 document refusal: shipping types are known where the company has any") {
    Ordered bench;
    bench.company.add_shipping_type(json(R"({"Code":3,"Name":"Parcel"})"));
    CHECK(bench.get("ShippingTypes(3)").body["Name"].text_or("") == "Parcel");
    refused(bench, "DeliveryNotes", R"({"CardCode":"C20007","TransportationCode":4,"DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}]})", "-2028", "No matching records found (ODBC -2028)");
    CHECK(bench.post("DeliveryNotes", R"({"CardCode":"C20007","TransportationCode":3,"DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}]})").status == 201);
}

TEST_CASE("sandbox.b1 document refusal: branches count for every document and payment") {
    CompanySettings settings = Bench::german();
    settings.branches_required = true;
    Bench bench(settings);
    refused(bench, "DeliveryNotes", R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"SKU-1"}]})", "-5002", "Specify an active branch [ODLN.BPLId]");
    refused(bench, "IncomingPayments", R"({"CardCode":"C20007","CashSum":1})", "-5002", "Specify an active branch [ORCT.BPLId]");
}

TEST_CASE("sandbox.b1 document refusal: a following document needs the rate of its own day") {
    Bench bench;
    bench.company.set_rate("USD", "2026-01-31", Decimal::parse("0.8"));
    bench.posted(R"({"CardCode":"C99","DocDueDate":"2026-02-03","DocCurrency":"USD","DocumentLines":[{"ItemCode":"SKU-1","UnitPrice":100}]})");
    bench.clock.at += 24 * 3'600'000;
    bench.login(); // the session has ended meanwhile
    refused(bench, "Invoices", based(17, 1, "", "C99"), "-10", "Update the exchange rate , 'USD'");
    bench.company.set_rate("USD", "2026-02-01", Decimal::parse("0.9"));
    CHECK(bench.post("Invoices", based(17, 1, "", "C99")).body["DocTotal"].text_or("") == "107.1");
}

TEST_CASE("sandbox.b1 document refusal: documents are not deleted") {
    Ordered bench;
    REQUIRE(bench.post("DeliveryNotes", based(17, 1)).status == 201);
    CHECK(bench.call("DELETE", "/b1s/v2/DeliveryNotes(1)").code() == "-5006");
    CHECK(bench.post("DeliveryNotes(1)/Reopen", "").code() == "-5006");
}
