// Protects invoices, returns and credit memos: what they take over, what moves in the warehouse, and when the documents before
// them close.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

std::string based(std::int64_t type, std::int64_t entry, const std::string& more = "") {
    return R"({"CardCode":"C20007","DocumentLines":[{"BaseType":)" + std::to_string(type) + R"(,"BaseEntry":)" + std::to_string(entry) + R"(,"BaseLine":0)" + more + "}]}";
}

std::string partner(Bench& bench, const std::string& what) {
    return bench.get("BusinessPartners('C20007')").body[what].text_or("");
}

// An order of 4 for 10.00: 47.60 with tax.
void order_of_four(Bench& bench) {
    bench.posted(Bench::order(R"("Quantity":4,"UnitPrice":10)"));
}

} // namespace

TEST_CASE("sandbox.b1 invoice: of a delivery it moves nothing, and the delivery closes") {
    Bench bench;
    order_of_four(bench);
    REQUIRE(bench.post("DeliveryNotes", based(17, 1)).status == 201);
    CHECK(bench.stock("SKU-1", 0, "InStock") == "6.0");
    const Answer answer = bench.post("Invoices", based(15, 1));
    INFO(answer.text);
    REQUIRE(answer.status == 201);
    CHECK(answer.body["DocTotal"].text_or("") == "47.6");
    CHECK(answer.body["DocumentStatus"].text_or("") == "bost_Open");
    CHECK(answer.body["JournalMemo"].text_or("") == "A/R Invoices - C20007");
    CHECK(bench.stock("SKU-1", 0, "InStock") == "6.0");
    CHECK(bench.get("DeliveryNotes(1)").body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(partner(bench, "CurrentAccountBalance") == "47.6");
}

TEST_CASE("sandbox.b1 invoice: of an order it takes the goods out itself, and the order closes") {
    Bench bench;
    order_of_four(bench);
    CHECK(partner(bench, "OpenOrdersBalance") == "47.6");
    REQUIRE(bench.post("Invoices", based(17, 1)).status == 201);
    CHECK(bench.stock("SKU-1", 0, "InStock") == "6.0");
    CHECK(bench.stock("SKU-1", 0, "Committed") == "0.0");
    CHECK(bench.get("Orders(1)").body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(partner(bench, "OpenOrdersBalance") == "0.0");
}

TEST_CASE("sandbox.b1 invoice: balances follow a delivery in part, and its cancellation") {
    Bench bench;
    order_of_four(bench);
    REQUIRE(bench.post("DeliveryNotes", based(17, 1, R"(,"Quantity":1)")).status == 201);
    CHECK(partner(bench, "OpenOrdersBalance") == "35.7");
    CHECK(partner(bench, "OpenDeliveryNotesBalance") == "11.9");
    REQUIRE(bench.post("DeliveryNotes(1)/Cancel", "").status == 204);
    CHECK(partner(bench, "OpenOrdersBalance") == "47.6");
    CHECK(partner(bench, "OpenDeliveryNotesBalance") == "0.0");
    CHECK(bench.get("BusinessPartners?$filter=OpenOrdersBalance gt 40").body["value"].size() == 1);
}

TEST_CASE("sandbox.b1 invoice: its cancellation opens the order and brings the goods back") {
    Bench bench;
    order_of_four(bench);
    REQUIRE(bench.post("Invoices", based(17, 1)).status == 201);
    CHECK(bench.post("Invoices(1)/Cancel", "").status == 204);
    CHECK(bench.get("Invoices(2)").body["CancelStatus"].text_or("") == "csCancellation");
    CHECK(bench.get("Orders(1)").body["DocumentStatus"].text_or("") == "bost_Open");
    CHECK(bench.stock("SKU-1", 0, "InStock") == "10.0");
    CHECK(partner(bench, "CurrentAccountBalance") == "0.0");
    CHECK(bench.post("Invoices(1)/Cancel", "").message() == "Document is already closed");
    CHECK(bench.post("Invoices(1)/Close", "").code() == "-5006");
}

TEST_CASE("sandbox.b1 return: of a delivery it brings the goods back to the warehouse that it names") {
    Bench bench;
    order_of_four(bench);
    REQUIRE(bench.post("DeliveryNotes", based(17, 1)).status == 201);
    REQUIRE(bench.post("Returns", based(15, 1, R"(,"Quantity":1,"WarehouseCode":"02")")).status == 201);
    CHECK(bench.stock("SKU-1", 1, "InStock") == "3.0");
    CHECK(line(bench.get("DeliveryNotes(1)").body, 0)["RemainingOpenQuantity"].text_or("") == "3.0");
    CHECK(bench.post("DeliveryNotes(1)/Cancel", "").status == 400); // a return is based on it
    REQUIRE(bench.post("CreditNotes", based(16, 1)).status == 201);
    CHECK(bench.stock("SKU-1", 1, "InStock") == "3.0");
    CHECK(bench.get("Returns(1)").body["DocumentStatus"].text_or("") == "bost_Close");
}

TEST_CASE("sandbox.b1 credit memo: of an invoice it settles it, and at nothing left both close") {
    Bench bench;
    order_of_four(bench);
    REQUIRE(bench.post("Invoices", based(17, 1)).status == 201);
    REQUIRE(bench.post("CreditNotes", based(13, 1, R"(,"Quantity":1,"WithoutInventoryMovement":"tYES")")).status == 201);
    CHECK(bench.get("Invoices(1)").body["PaidToDate"].text_or("") == "11.9");
    CHECK(bench.get("Invoices(1)").body["DocumentStatus"].text_or("") == "bost_Open");
    CHECK(bench.get("CreditNotes(1)").body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(bench.stock("SKU-1", 0, "InStock") == "6.0");
    REQUIRE(bench.post("CreditNotes", based(13, 1)).status == 201);
    CHECK(bench.get("Invoices(1)").body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(bench.stock("SKU-1", 0, "InStock") == "9.0");
    CHECK(partner(bench, "CurrentAccountBalance") == "0.0");
}

TEST_CASE("sandbox.b1 credit memo: its cancellation opens the invoice again") {
    Bench bench;
    order_of_four(bench);
    REQUIRE(bench.post("Invoices", based(17, 1)).status == 201);
    REQUIRE(bench.post("CreditNotes", based(13, 1)).status == 201);
    REQUIRE(bench.get("Invoices(1)").body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(bench.post("CreditNotes(1)/Cancel", "").status == 204);
    const Value invoice = bench.get("Invoices(1)").body;
    CHECK(invoice["DocumentStatus"].text_or("") == "bost_Open");
    CHECK(invoice["PaidToDate"].text_or("") == "0.0");
    CHECK(line(invoice, 0)["RemainingOpenQuantity"].text_or("") == "4.0");
    CHECK(partner(bench, "CurrentAccountBalance") == "47.6");
}

TEST_CASE("sandbox.b1 credit memo: a standalone one brings goods back and stays open") {
    Bench bench;
    REQUIRE(bench.post("CreditNotes", R"({"CardCode":"C20007","DocumentLines":[{"ItemCode":"SKU-1","Quantity":1,"UnitPrice":24.9}],"DocumentReferences":[{"RefDocEntr":1,"RefObjType":"rot_SalesOrder"}]})").status == 201);
    CHECK(bench.stock("SKU-1", 0, "InStock") == "11.0");
    CHECK(bench.get("CreditNotes(1)").body["DocumentStatus"].text_or("") == "bost_Open");
    CHECK(partner(bench, "CurrentAccountBalance") == "-29.63");
}
