// Protects what people do at their desks: the documents that come of it, and the plain answer when something cannot be done.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

const char* const two_lines = R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","Quantity":4,"UnitPrice":10},{"ItemCode":"SKU-2","UnitPrice":20}],
    "DocumentAdditionalExpenses":[{"ExpenseCode":1,"LineTotal":5}]})";

} // namespace

TEST_CASE("sandbox.b1 desk: a whole order is delivered with its freight, once") {
    Bench bench;
    bench.posted(two_lines);
    const Made made = bench.company.deliver_order(1);
    CHECK(made.entity_set == "DeliveryNotes");
    const Value delivery = bench.company.find("DeliveryNotes", std::to_string(made.doc_entry));
    CHECK(delivery["DocTotal"].text_or("") == "77.35");
    CHECK(delivery["DocumentLines"].size() == 2);
    CHECK(bench.company.find("Orders", "1")["DocumentStatus"].text_or("") == "bost_Close");
    CHECK_THROWS_WITH(bench.company.deliver_order(1), "Orders(1) has no open line");
}

TEST_CASE("sandbox.b1 desk: a part of an order is delivered with tracking, and the freight goes with the first part") {
    Bench bench;
    bench.posted(two_lines);
    const Made first = bench.company.deliver_order(1, json(R"({"lines":[{"line":0,"quantity":"3"}],"members":{"TrackingNumber":"1Z1"}})"));
    const Value delivery = bench.company.find("DeliveryNotes", std::to_string(first.doc_entry));
    CHECK(delivery["TrackingNumber"].text_or("") == "1Z1");
    CHECK(line(delivery, 0)["Quantity"].text_or("") == "3.0");
    CHECK(delivery["DocumentAdditionalExpenses"].size() == 1);
    const Made second = bench.company.deliver_order(1);
    CHECK(bench.company.find("DeliveryNotes", std::to_string(second.doc_entry))["DocumentAdditionalExpenses"].size() == 0);
    CHECK(bench.company.find("Orders", "1")["DocumentStatus"].text_or("") == "bost_Close");
}

TEST_CASE("sandbox.b1 desk: what makes no sense is told plainly and leaves nothing") {
    Bench bench;
    bench.posted(two_lines);
    CHECK_THROWS_WITH(bench.company.deliver_order(9), "there is no Orders(9)");
    CHECK_THROWS_WITH(bench.company.deliver_order(1, json(R"({"lines":[{"line":7}]})")), "lines[].line: Orders(1) has no line \"7\"");
    CHECK_THROWS_WITH(bench.company.deliver_order(1, json(R"({"line":0})")), "the request.line: unknown member");
    CHECK_THROWS_WITH(bench.company.make_document("Quotations", json("{}")), Catch::Contains("\"Quotations\" is no kind of document; known are IncomingPayments, VendorPayments, Orders, DeliveryNotes"));
    CHECK(bench.company.count("DeliveryNotes") == 0);
}

TEST_CASE("sandbox.b1 desk: a refusal of the company is told with its code") {
    Bench bench;
    bench.posted(two_lines);
    bench.company.set_stock("SKU-1", "01", Decimal(1));
    CHECK_THROWS_WITH(bench.company.deliver_order(1), "Quantity falls into negative inventory  [DLN1.ItemCode][line: 1] (-10)");
    CHECK(bench.company.count("DeliveryNotes") == 0);
    CHECK(bench.stock("SKU-1", 0, "InStock") == "1.0");
    CHECK(bench.stock("SKU-1", 0, "Committed") == "4.0");
}

TEST_CASE("sandbox.b1 desk: an order is made, changed, closed and cancelled by hand") {
    Bench bench;
    const Made made = bench.company.make_document("Orders", json(R"({"CardCode":"C20007","NumAtCard":"1047","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","Quantity":2,"UnitPrice":10}]})"));
    CHECK(bench.company.count_orders("NumAtCard", "1047") == 1);
    bench.company.change_document("Orders", made.doc_entry, json(R"({"DocumentLines":[{"LineNum":0,"Quantity":3}]})"));
    CHECK(bench.company.find("Orders", "1")["DocTotal"].text_or("") == "35.7");
    CHECK(bench.company.cancel_document("Orders", made.doc_entry).doc_entry == made.doc_entry);
    CHECK(bench.company.find("Orders", "1")["Cancelled"].text_or("") == "tYES");
    CHECK_THROWS_WITH(bench.company.close_document("Orders", made.doc_entry), "Document is already closed (-10)");
}

TEST_CASE("sandbox.b1 desk: a draft is approved, another refused") {
    Bench bench;
    bench.company.switch_approvals(Approvals::draft);
    bench.post("Orders", Bench::order());
    bench.post("Orders", Bench::order());
    CHECK(bench.company.approve_draft(1) == 1);
    bench.company.refuse_draft(2);
    CHECK(bench.company.find("Drafts", "2")["AuthorizationStatus"].text_or("") == "dasRejected");
    CHECK_THROWS_WITH(bench.company.refuse_draft(2), "Drafts(2) waits for no approval");
    CHECK(bench.company.order_count() == 1);
}

TEST_CASE("sandbox.b1 desk: a row that somebody holds refuses what needs it, until he lets it go") {
    Bench bench;
    bench.posted(two_lines);
    bench.company.lock_row("Orders", "1", 5'000);
    CHECK(bench.patch("Orders(1)", R"({"Comments":"x"})").code() == "-2039");
    CHECK(bench.post("DeliveryNotes", R"({"CardCode":"C20007","DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}]})").code() == "-2039");
    bench.company.lock_row("Items", "SKU-2", 5'000);
    CHECK(bench.post("Orders", Bench::order()).status == 201);
    CHECK(bench.post("Orders", R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-2","UnitPrice":1}]})").code() == "-2039");
    bench.company.lock_row("BusinessPartners", "C20007", 5'000);
    CHECK(bench.post("Orders", Bench::order()).code() == "-2039"); // it changes the partner's balance
    bench.clock.at += 5'000;
    CHECK(bench.patch("Orders(1)", R"({"Comments":"x"})").status == 204);
    CHECK(bench.company.deliver_order(1).doc_entry == 1);
}
