// Protects payments and down payments: exact amounts, what is open and what closes, and that a cancellation takes all back.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

// An order of 2 for 24.90 and 5.00 freight: 54.80 net, 10.41 tax, 65.21.
void sheet_order(Bench& bench) {
    bench.posted(R"({"CardCode":"C20007","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1","Quantity":2,"UnitPrice":24.9}],"DocumentAdditionalExpenses":[{"ExpenseCode":1,"LineTotal":5}]})");
}

void sheet_invoice(Bench& bench) {
    sheet_order(bench);
    REQUIRE(bench.company.invoice("Orders", 1).doc_entry == 1);
}

std::string down_payment(const std::string& more) {
    return R"({"CardCode":"C20007",)" + more + R"("DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}],"DocumentAdditionalExpenses":[{"BaseDocType":17,"BaseDocEntry":1,"BaseDocLine":0}]})";
}

std::string transfer(const std::string& sum, const std::string& type, const std::string& applied) {
    return R"({"CardCode":"C20007","TransferAccount":"180000","TransferSum":)" + sum + R"(,"TransferReference":"pi_0001","PaymentInvoices":[{"DocEntry":1,"InvoiceType":")" + type + R"(","SumApplied":)" + applied + "}]}";
}

std::string balance(Bench& bench) {
    return bench.get("BusinessPartners('C20007')").body["CurrentAccountBalance"].text_or("");
}

} // namespace

TEST_CASE("sandbox.b1 payment: a transfer pays an invoice, which closes") {
    Bench bench;
    sheet_invoice(bench);
    CHECK(balance(bench) == "65.21");
    const Answer answer = bench.post("IncomingPayments", transfer("65.21", "it_Invoice", "65.21"));
    INFO(answer.text);
    REQUIRE(answer.status == 201);
    CHECK(answer.body["DocNum"].int_or(0) == 86'000'001);
    CHECK(answer.body["TransferDate"].text_or("") == "2026-01-31T00:00:00Z");
    CHECK(answer.body["DocType"].text_or("") == "rCustomer");
    CHECK((*answer.body["PaymentInvoices"].as_array())[0]["SumApplied"].text_or("") == "65.21");
    CHECK(bench.get("Invoices(1)").body["PaidToDate"].text_or("") == "65.21");
    CHECK(bench.get("Invoices(1)").body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(balance(bench) == "0.0");
}

TEST_CASE("sandbox.b1 payment: where the company has it so, a paid invoice stays open") {
    CompanySettings settings = Bench::german();
    settings.paid_invoice_closes = false;
    Bench bench(settings);
    sheet_invoice(bench);
    REQUIRE(bench.post("IncomingPayments", transfer("65.21", "it_Invoice", "65.21")).status == 201);
    CHECK(bench.get("Invoices(1)").body["DocumentStatus"].text_or("") == "bost_Open");
    CHECK(bench.post("CreditNotes", R"({"CardCode":"C20007","DocumentLines":[{"BaseType":13,"BaseEntry":1,"BaseLine":0}]})").status == 201);
}

TEST_CASE("sandbox.b1 payment: a part is paid in cash and by card, the rest stays open") {
    Bench bench;
    sheet_invoice(bench);
    REQUIRE(bench.post("IncomingPayments", R"({"CardCode":"C20007","CashSum":10.01,"PaymentCreditCards":[{"CreditCard":1,"CreditSum":20.20,"VoucherNum":"77"}],
        "PaymentInvoices":[{"DocEntry":1,"SumApplied":30.21}]})").status == 201);
    CHECK(bench.get("Invoices(1)").body["PaidToDate"].text_or("") == "30.21");
    CHECK(bench.get("Invoices(1)").body["DocumentStatus"].text_or("") == "bost_Open");
    CHECK(balance(bench) == "35.0");
    CHECK(bench.post("IncomingPayments", transfer("35.01", "it_Invoice", "35.01")).message() == "Applied amount exceeds what is open of the document [RCT2.DocNum][line: 1]");
}

TEST_CASE("sandbox.b1 payment: without a document it stands on account") {
    Bench bench;
    REQUIRE(bench.post("IncomingPayments", R"({"CardCode":"C20007","TransferAccount":"180000","TransferSum":12.34})").status == 201);
    CHECK(balance(bench) == "-12.34");
}

TEST_CASE("sandbox.b1 payment: a cancellation opens the invoice, and is itself to be seen") {
    Bench bench;
    sheet_invoice(bench);
    REQUIRE(bench.post("IncomingPayments", transfer("65.21", "it_Invoice", "65.21")).status == 201);
    CHECK(bench.post("Invoices(1)/Cancel", "").status == 400); // it is paid
    CHECK(bench.post("IncomingPayments(1)/Cancel", "").status == 204);
    CHECK(bench.get("IncomingPayments(1)").body["Cancelled"].text_or("") == "tYES");
    CHECK(bench.get("IncomingPayments(2)").body["CancelStatus"].text_or("") == "csCancellation");
    CHECK(bench.get("Invoices(1)").body["DocumentStatus"].text_or("") == "bost_Open");
    CHECK(bench.get("Invoices(1)").body["PaidToDate"].text_or("") == "0.0");
    CHECK(balance(bench) == "65.21");
    CHECK(bench.post("IncomingPayments(1)/Cancel", "").message() == "Document is already closed");
    CHECK(bench.post("Invoices(1)/Cancel", "").status == 204);
}

TEST_CASE("sandbox.b1 payment: a foreign invoice is paid in its currency") {
    Bench bench;
    bench.company.set_rate("USD", "", Decimal::parse("0.8"));
    REQUIRE(bench.post("Invoices", R"({"CardCode":"C99","DocCurrency":"USD","DocumentLines":[{"ItemCode":"SKU-1","UnitPrice":100}]})").status == 201);
    REQUIRE(bench.get("Invoices(1)").body["DocTotalFc"].text_or("") == "119.0");
    REQUIRE(bench.post("IncomingPayments", R"({"CardCode":"C99","DocCurrency":"USD","TransferAccount":"180000","TransferSum":19,"PaymentInvoices":[{"DocEntry":1,"AppliedFC":19}]})").status == 201);
    CHECK(bench.get("Invoices(1)").body["PaidToDateFC"].text_or("") == "19.0");
    CHECK(bench.get("Invoices(1)").body["PaidToDate"].text_or("") == "15.2");
    CHECK(bench.company.pay("Invoices", 1).doc_entry == 2);
    CHECK(bench.get("Invoices(1)").body["DocumentStatus"].text_or("") == "bost_Close");
}

TEST_CASE("sandbox.b1 payment: references and remarks change later, amounts do not") {
    Bench bench;
    REQUIRE(bench.post("IncomingPayments", R"({"CardCode":"C20007","TransferAccount":"180000","TransferSum":12.34})").status == 201);
    CHECK(bench.patch("IncomingPayments(1)", R"({"Remarks":"settled","CounterReference":"10045"})").status == 204);
    CHECK(bench.get("IncomingPayments(1)").body["Remarks"].text_or("") == "settled");
    CHECK(bench.patch("IncomingPayments(1)", R"({"TransferSum":99})").code() == "-1029");
}

TEST_CASE("sandbox.b1 payment: a user field of its own is kept, and found again") {
    Bench bench;
    REQUIRE(bench.post("UserFieldsMD", R"({"TableName":"ORCT","Name":"LL_Key","Description":"Key","Type":"db_Alpha","Size":50})").status == 201);
    REQUIRE(bench.post("IncomingPayments", R"({"CardCode":"C20007","TransferAccount":"180000","TransferSum":12.34,"U_LL_Key":"payment:1"})").status == 201);
    CHECK(bench.company.objects_with("IncomingPayments", "U_LL_Key", "payment:1").size() == 1);
    CHECK(bench.company.objects_with("IncomingPayments", "U_LL_Key", "payment:2").empty());
    CHECK(bench.get("IncomingPayments?$filter=U_LL_Key eq 'payment:1'").body["value"].size() == 1);
}

TEST_CASE("sandbox.b1 down payment: a percentage of the order, exact to the cent, and the order stays open") {
    Bench bench;
    sheet_order(bench);
    const Answer whole = bench.post("DownPayments", down_payment(R"("DownPaymentType":"dptInvoice","DownPaymentPercentage":100,)"));
    INFO(whole.text);
    REQUIRE(whole.status == 201);
    CHECK(whole.body["DocTotal"].text_or("") == "65.21");
    CHECK(whole.body["DownPaymentStatus"].text_or("") == "so_Open");
    CHECK(bench.get("Orders(1)").body["DocumentStatus"].text_or("") == "bost_Open");
    CHECK(line(bench.get("Orders(1)").body, 0)["RemainingOpenQuantity"].text_or("") == "2.0");
    CHECK(bench.stock("SKU-1", 0, "Committed") == "2.0");
    const Value part = bench.post("DownPayments", R"({"CardCode":"C20007","DownPaymentPercentage":30,"DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}]})").body;
    CHECK(part["DownPaymentAmount"].text_or("") == "14.94"); // 30 % of 49.80
    CHECK(part["VatSum"].text_or("") == "2.84");             // 30 % of 9.46
    CHECK(part["DocTotal"].text_or("") == "17.78");
}

TEST_CASE("sandbox.b1 down payment: an amount is net or gross, a total is a total") {
    const auto with = [](bool gross, const std::string& wish) {
        CompanySettings settings = Bench::german();
        settings.down_payment_amount_is_gross = gross;
        Bench bench(settings);
        bench.posted(Bench::order(R"("Quantity":1,"UnitPrice":100)"));
        const Value made = bench.post("DownPayments", R"({"CardCode":"C20007",)" + wish + R"(,"DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}]})").body;
        return made["DocTotal"].text_or("") + " " + made["VatSum"].text_or("") + " " + made["DownPaymentPercentage"].text_or("");
    };
    CHECK(with(false, R"("DownPaymentAmount":50)") == "59.5 9.5 50.0");
    CHECK(with(true, R"("DownPaymentAmount":59.5)") == "59.5 9.5 50.0");
    CHECK(with(false, R"("DocTotal":59.5)") == "59.5 9.5 50.0");
}

TEST_CASE("sandbox.b1 down payment: paid, then drawn in the invoice, of which nothing is left to pay") {
    Bench bench;
    sheet_order(bench);
    REQUIRE(bench.post("DownPayments", down_payment("")).status == 201);
    CHECK(balance(bench) == "65.21");
    REQUIRE(bench.post("IncomingPayments", transfer("65.21", "it_DownPayment", "65.21")).status == 201);
    CHECK(bench.get("DownPayments(1)").body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(bench.get("DownPayments(1)").body["DownPaymentStatus"].text_or("") == "so_Open");
    CHECK(balance(bench) == "0.0");
    bench.company.deliver_order(1);
    const Answer invoice = bench.post("Invoices", R"({"CardCode":"C20007","DocumentLines":[{"BaseType":15,"BaseEntry":1,"BaseLine":0}],"DocumentAdditionalExpenses":[{"ExpenseCode":1,"LineTotal":5}],
        "DownPaymentsToDraw":[{"DocEntry":1,"GrossAmountToDraw":65.21}]})");
    INFO(invoice.text);
    REQUIRE(invoice.status == 201);
    CHECK(invoice.body["DocTotal"].text_or("") == "0.0");
    CHECK(invoice.body["DocumentStatus"].text_or("") == "bost_Close");
    CHECK((*invoice.body["DownPaymentsToDraw"].as_array())[0]["Tax"].text_or("") == "10.41");
    CHECK(bench.get("DownPayments(1)").body["DownPaymentStatus"].text_or("") == "so_Closed");
    CHECK(balance(bench) == "0.0");
    CHECK(bench.post("IncomingPayments(1)/Cancel", "").status == 400);
    CHECK(bench.post("Invoices(1)/Cancel", "").status == 204);
    CHECK(bench.get("DownPayments(1)").body["DownPaymentStatus"].text_or("") == "so_Open");
}

TEST_CASE("sandbox.b1 down payment: a request weighs nothing until it is paid, and meets the whole invoice") {
    Bench bench;
    bench.posted(Bench::order(R"("Quantity":1,"UnitPrice":100)"));
    REQUIRE(bench.post("DownPayments", R"({"CardCode":"C20007","DownPaymentType":"dptRequest","DownPaymentPercentage":50,"DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}]})").status == 201);
    CHECK(balance(bench) == "0.0");
    REQUIRE(bench.company.pay("DownPayments", 1).doc_entry == 1);
    CHECK(balance(bench) == "-59.5");
    REQUIRE(bench.post("Invoices", R"({"CardCode":"C20007","DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}],"DownPaymentsToDraw":[{"DocEntry":1}]})").status == 201);
    CHECK(bench.get("Invoices(1)").body["DocTotal"].text_or("") == "59.5");
    CHECK(balance(bench) == "59.5");
}
