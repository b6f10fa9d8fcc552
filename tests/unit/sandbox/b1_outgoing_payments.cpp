// Protects payments to customers: they settle credit memos, raise the partner's balance again, and their cancellation takes all back; and what
// credit memos leave where they are.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

std::string balance(Bench& bench) { return bench.get("BusinessPartners('C20007')").body["CurrentAccountBalance"].text_or(""); }

// A memo of 10.00 net, 11.90.
void memo(Bench& bench) {
    REQUIRE(bench.post("CreditNotes", R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"SKU-1","Quantity":1,"UnitPrice":10,"WithoutInventoryMovement":"tYES"}]})").status == 201);
}

std::string payment(const std::string& sum) {
    return R"({"CardCode":"C20007","TransferAccount":"180000","TransferSum":)" + sum + R"(,"PaymentInvoices":[{"DocEntry":1,"InvoiceType":"it_CredItnote","SumApplied":)" + sum + "}]}";
}

} // namespace

TEST_CASE("sandbox.b1 outgoing payment: it settles a credit memo, which closes, and its cancellation opens it") {
    Bench bench;
    memo(bench);
    CHECK(balance(bench) == "-11.9");
    const Answer part = bench.post("VendorPayments", payment("10"));
    INFO(part.text);
    REQUIRE(part.status == 201);
    CHECK(part.body["DocNum"].int_or(0) == 96'000'001);
    CHECK(balance(bench) == "-1.9");
    CHECK(bench.post("VendorPayments", payment("2")).message() == "Applied amount exceeds what is open of the document [VPM2.DocNum][line: 1]");
    REQUIRE(bench.post("VendorPayments", payment("1.9")).status == 201);
    CHECK(bench.get("CreditNotes(1)").body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(balance(bench) == "0.0");
    CHECK(bench.post("CreditNotes(1)/Cancel", "").status == 400); // it is paid
    CHECK(bench.post("VendorPayments(1)/Cancel", "").status == 204);
    CHECK(bench.get("VendorPayments(3)").body["CancelStatus"].text_or("") == "csCancellation");
    CHECK(bench.get("CreditNotes(1)").body["DocumentStatus"].text_or("") == "bost_Open");
    CHECK(balance(bench) == "-10.0");
}

TEST_CASE("sandbox.b1 outgoing payment: on account, with the user field of incoming payments, and at a desk") {
    Bench bench;
    REQUIRE(bench.post("UserFieldsMD", R"({"TableName":"ORCT","Name":"LL_Key","Description":"Key","Type":"db_Alpha","Size":50})").status == 201);
    CHECK(bench.post("UserFieldsMD", R"({"TableName":"OVPM","Name":"LL_Key","Description":"Key","Type":"db_Alpha","Size":50})").code() == "-2035"); // one field for both
    REQUIRE(bench.post("VendorPayments", R"({"CardCode":"C20007","TransferAccount":"180000","TransferSum":12.34,"U_LL_Key":"refund:1+p1"})").status == 201);
    CHECK(balance(bench) == "12.34");
    CHECK(bench.get("VendorPayments?$filter=U_LL_Key eq 'refund:1%2Bp1'").body["value"].size() == 1);
    CHECK(bench.patch("VendorPayments(1)", R"({"Remarks":"refund"})").status == 204);
    CHECK(bench.get("IncomingPayments/$count").text == "0");
    memo(bench);
    CHECK(bench.company.pay("CreditNotes", 1).entity_set == "VendorPayments");
    CHECK(bench.company.cancel_document("VendorPayments", 2).doc_entry == 3);
}

TEST_CASE("sandbox.b1 credit memo: what is credited without goods moves nothing: no parts of a set, and no numbers are asked for") {
    Bench bench;
    bench.company.add_item(json(R"({"ItemCode":"SET","ItemName":"Set","TreeType":"iSalesTree","InventoryItem":"tNO","SalesVATGroup":"A1"})"));
    bench.company.add_product_tree(json(R"({"TreeCode":"SET","TreeType":"iSalesTree","ProductTreeLines":[{"ItemCode":"SKU-1","Quantity":2,"Warehouse":"01"}]})"));
    REQUIRE(bench.post("CreditNotes", R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"SET","Quantity":1,"UnitPrice":10,"WithoutInventoryMovement":"tYES"}]})").status == 201);
    CHECK(bench.stock("SKU-1", 0, "InStock") == "10.0");
    REQUIRE(bench.post("CreditNotes", R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"SET","Quantity":1,"UnitPrice":10}]})").status == 201);
    CHECK(bench.stock("SKU-1", 0, "InStock") == "12.0");
    bench.company.add_item(json(R"({"ItemCode":"LOT","ItemName":"Lot","ManageBatchNumbers":"tYES","SalesVATGroup":"A1","ItemWarehouseInfoCollection":[{"WarehouseCode":"01","InStock":5.0}]})"));
    CHECK(bench.post("CreditNotes", R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"LOT","Quantity":1,"UnitPrice":10}]})").code() == "-4014");
    CHECK(bench.post("CreditNotes", R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"LOT","Quantity":1,"UnitPrice":10,"WithoutInventoryMovement":"tYES"}]})").status == 201);
}

TEST_CASE("sandbox.b1 credit memo: the parts of a set that are copied with it are there once") {
    Bench bench;
    bench.company.add_item(json(R"({"ItemCode":"SET","ItemName":"Set","TreeType":"iSalesTree","InventoryItem":"tNO","SalesVATGroup":"A1"})"));
    bench.company.add_product_tree(json(R"({"TreeCode":"SET","TreeType":"iSalesTree","ProductTreeLines":[{"ItemCode":"SKU-1","Quantity":2,"Warehouse":"01"}]})"));
    bench.posted(R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SET","Quantity":1,"UnitPrice":10}]})");
    bench.company.invoice("Orders", 1);
    CHECK(bench.get("Invoices(1)").body["DocumentLines"].size() == 2);
    CHECK(bench.stock("SKU-1", 0, "InStock") == "8.0");
}

TEST_CASE("sandbox.b1 credit memo: a down payment is credited up to what is left of it") {
    Bench bench;
    bench.posted(Bench::order(R"("Quantity":2,"UnitPrice":10)"));
    REQUIRE(bench.post("DownPayments", R"({"CardCode":"C20007","DownPaymentPercentage":100,"DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}]})").status == 201);
    bench.company.pay("DownPayments", 1);
    const std::string half = R"({"CardCode":"C20007","DocumentLines":[{"BaseType":203,"BaseEntry":1,"BaseLine":0,"Quantity":1}]})";
    REQUIRE(bench.post("CreditNotes", half).status == 201);
    REQUIRE(bench.post("CreditNotes", half).status == 201);
    CHECK(bench.get("DownPayments(1)").body["DownPaymentStatus"].text_or("") == "so_Closed");
    CHECK(bench.post("CreditNotes", half).status == 400);
    CHECK(bench.post("CreditNotes(1)/Cancel", "").status == 204);
    REQUIRE(bench.post("CreditNotes", half).status == 201);
    CHECK(bench.post("CreditNotes", R"({"CardCode":"C20007","DocumentLines":[{"BaseType":203,"BaseEntry":1,"BaseLine":0,"Quantity":2}]})").status == 400);
}

TEST_CASE("sandbox.b1 credit memo: a line of services in a foreign currency is known by its total in that currency") {
    Bench bench;
    bench.company.set_rate("USD", "", Decimal::parse("0.8"));
    const Answer memo_of_services = bench.post("CreditNotes", R"({"CardCode":"C99","DocCurrency":"USD","DocType":"dDocument_Service","DocumentLines":[{"ItemDescription":"Goodwill","AccountCode":"440000","RowTotalFC":10,"VatGroup":"A1"}]})");
    REQUIRE(memo_of_services.status == 201);
    CHECK(memo_of_services.body["DocTotalFc"].text_or("") == "11.9");
    CHECK(memo_of_services.body["DocTotal"].text_or("") == "9.52");
}
