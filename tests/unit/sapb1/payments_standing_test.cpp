// Protects what stands in the books already when money comes: documents of people, invoices, down payments, cancellations; and the
// word about every answer. Recorded exchanges, component in the plugin room.
#include "payments_room.hpp"

using namespace sapb1_room;
using namespace sapb1_room::paying;

TEST_CASE("payment.sapb1 by hand: a payment with the gateway's reference or the order's number is recognised") {
    Value by_number = payment(31, "", "54.8");
    by_number.set("CounterReference", "1047");
    Value sold = sales_order();
    sold.set("NumAtCard", "WEB-1047");
    for (const Value& some : {payment(31, "", "54.8", "pi_55"), by_number, payment(31, "", "54.8", "WEB-1047")}) {
        Fixture fixture;
        const auto outcome = fixture.then(rows({sold})).then(rows({some})).deliver(confirmation(whole));
        CHECK(code(outcome) == "PAYMENT_MANUAL_IN_ERP");
        CHECK_THAT(words(outcome), Catch::Contains("write pay:shop:1047:55 into its field U_LL_Key"));
    }
}

TEST_CASE("payment.sapb1 by hand: a cancelled one, and one of another store's order, do not stand in the way") {
    Fixture fixture;
    CHECK(verdict(fixture.then(rows({sales_order()})).then(rows({payment(30, "", "54.8", "pi_55", "tYES"), payment(29, "pay:other:1047:3", "9.0", "1047")})).then(none).then(done(31)).deliver(confirmation(whole))) ==
          "delivered");
}

TEST_CASE("payment.sapb1 by hand: an invoice that somebody settled is not paid again") {
    Fixture fixture;
    const auto outcome = fixture.then(rows({sales_order()})).then(none).then(rows({money(60, "order:shop:1047", "54.8", "54.8", "bost_Close")})).deliver(confirmation(whole));
    CHECK(code(outcome) == "PAYMENT_MANUAL_IN_ERP");
}

TEST_CASE("payment.sapb1 invoice: an open invoice of the order is settled, for the policies alike") {
    for (const char* policy : {"on-account", "down-payment"}) {
        Fixture fixture(payments_settings(policy));
        fixture.then(rows({sales_order()})).then(none);
        if (std::string(policy) == "down-payment") fixture.then(none);
        fixture.then(rows({money(60, "order:shop:1047", "54.8")})).then(done(31));
        REQUIRE(verdict(fixture.deliver(confirmation(whole))) == "delivered");
        CHECK(message::write_json(fixture.document(fixture.http.requests.size() - 1)["PaymentInvoices"]) == R"([{"DocEntry":60,"InvoiceType":"it_Invoice","SumApplied":54.8}])");
    }
}

TEST_CASE("payment.sapb1 invoice: several invoices share a tender, and money that no invoice takes is held") {
    Fixture fixture;
    fixture.then(rows({sales_order()})).then(none).then(rows({money(60, "", "50.0"), money(61, "", "4.8")})).then(done(31));
    REQUIRE(verdict(fixture.deliver(confirmation(whole))) == "delivered");
    CHECK(fixture.document(4)["PaymentInvoices"].size() == 2);
    Fixture other;
    const auto outcome = other.then(rows({sales_order()})).then(none).then(rows({money(60, "", "50.0")})).deliver(confirmation(whole));
    CHECK(code(outcome) == "TENDER_MISMATCH");
    CHECK_THAT(words(outcome), Catch::Contains("more than what is open of invoice 960") && Catch::Contains("by 4.80"));
}

TEST_CASE("payment.sapb1 invoice: one of another order with the same customer reference is not paid with this order's money") {
    Fixture fixture;
    REQUIRE(verdict(fixture.then(rows({sales_order()})).then(none).then(rows({money(60, "order:other:1047", "54.8"), money(61, "order:other:1047", "9.0", "9.0", "bost_Close")})).then(done(31)).deliver(confirmation(whole))) ==
            "delivered");
    CHECK(fixture.document(4)["PaymentInvoices"].as_array() == nullptr);
}

TEST_CASE("payment.sapb1 document: a sales order that stands for another order of the store is not paid") {
    Fixture fixture;
    Value other = sales_order();
    other.set("U_LL_Key", "order:shop:1099");
    const auto outcome = fixture.then(rows({other})).deliver(confirmation(whole));
    CHECK(code(outcome) == "ORDER_DUPLICATE_SUSPECT");
    CHECK_THAT(words(outcome), Catch::Contains("carries the key order:shop:1099"));
    CHECK(fixture.http.requests.size() == 2);
}

TEST_CASE("payment.sapb1 voided: money that is booked and that the store does not count any more is finance's") {
    const Value voided = confirmation(Value::array({transaction("55", "54.80"), transaction("57", "54.80", "void", "55")}), "void");
    Fixture fixture;
    const auto outcome = fixture.then(rows({payment(31, "pay:shop:1047:55", "54.8")})).deliver(voided);
    CHECK(code(outcome) == "TENDER_MISMATCH");
    CHECK_THAT(words(outcome), Catch::Contains("Payment 731 (54.80)") && Catch::Contains("pay:shop:1047:55"));
    // Cancelled in SAP, with or without the document that reverses it: nothing is left to be done.
    CHECK(verdict(fixture.then(rows({payment(31, "pay:shop:1047:55", "54.8", "", "tYES")})).deliver(voided)) == "delivered");
    CHECK(verdict(fixture.then(rows({payment(31, "pay:shop:1047:55", "54.8", "", "tYES"), payment(32, "pay:shop:1047:55", "54.8")})).deliver(voided)) == "delivered");
    // Paid anew: the old one is told before the new one is booked.
    const Value anew = confirmation(Value::array({transaction("55", "54.80"), transaction("57", "54.80", "void", "55"), transaction("58", "54.80")}));
    CHECK(code(fixture.then(rows({sales_order()})).then(rows({payment(31, "pay:shop:1047:55", "54.8")})).deliver(anew)) == "TENDER_MISMATCH");
    // Another store's order of which the name begins alike is none of ours.
    CHECK(verdict(fixture.then(rows({payment(31, "pay:shop_1047:55", "54.8")})).deliver(voided)) == "delivered");
}

TEST_CASE("payment.sapb1 down payment: it is made only of a sales order that comes to the store's total") {
    Fixture fixture(payments_settings("down-payment"));
    Value part = sales_order();
    // Less than was paid: lines may still come. More: people have changed it.
    const auto [total, expected] = GENERATE(std::pair{"24.9", "TENDER_MISMATCH"}, std::pair{"60.00", "BOOKED_TOTAL_DIFFERS"});
    part.set("DocTotal", Value::number(total));
    const auto outcome = fixture.then(rows({part})).then(none).then(none).then(none).deliver(confirmation(whole));
    CHECK(code(outcome) == expected);
    CHECK_THAT(words(outcome), Catch::Contains("26000812 comes to " + std::string(total).substr(0, 4)) && Catch::Contains("54.80"));
    CHECK(std::none_of(fixture.http.requests.begin(), fixture.http.requests.end(), [](const Value& request) { return request["path"].text_or("") == "/$batch"; }));
}

TEST_CASE("payment.sapb1 down payment: it is made of the sales order with a key of its own, and then paid") {
    Fixture fixture(payments_settings("down-payment"));
    fixture.then(rows({sales_order()})).then(none).then(none).then(none).then(none);
    fixture.then(rows({json(R"({"DocEntry":812,"DocumentLines":[{"LineNum":0,"TreeType":"iSalesTree"},{"LineNum":1,"TreeType":"iIngredient"},{"LineNum":2}],"DocumentAdditionalExpenses":[{"LineNum":0}]})")}));
    fixture.then(done(41)).then(rows({money(41, "dpm:shop:1047", "54.8")})).then(done(31));
    REQUIRE(verdict(fixture.deliver(confirmation(whole))) == "delivered");
    CHECK(message::write_json(fixture.document(7)) ==
          R"({"CardCode":"C20007","DocDate":"2026-01-31","DocDueDate":"2026-01-31","TaxDate":"2026-01-31","DocCurrency":"GBP","NumAtCard":"1047","DownPaymentType":"dptInvoice","DownPaymentPercentage":100,)"
          R"("U_LL_Key":"dpm:shop:1047","DocumentLines":[{"BaseType":17,"BaseEntry":812,"BaseLine":0},{"BaseType":17,"BaseEntry":812,"BaseLine":2}],)"
          R"("DocumentAdditionalExpenses":[{"BaseDocType":17,"BaseDocEntry":812,"BaseDocLine":0}]})");
    CHECK(message::write_json(fixture.document(9)["PaymentInvoices"]) == R"([{"DocEntry":41,"InvoiceType":"it_DownPayment","SumApplied":54.8}])");
}

TEST_CASE("payment.sapb1 down payment: one that stands without its payment is continued from") {
    Fixture fixture(payments_settings("down-payment"));
    fixture.then(rows({sales_order()})).then(none).then(rows({money(41, "dpm:shop:1047", "54.8")})).then(done(31));
    CHECK(verdict(fixture.deliver(confirmation(whole))) == "delivered");
    CHECK(fixture.http.requests.size() == 5);
}

TEST_CASE("payment.sapb1 down payment: another total than the order's is told, and nothing is paid on it") {
    Fixture fixture(payments_settings("down-payment"));
    const auto outcome = fixture.then(rows({sales_order()})).then(none).then(rows({money(41, "dpm:shop:1047", "49.8")})).deliver(confirmation(whole));
    CHECK(code(outcome) == "BOOKED_TOTAL_DIFFERS");
    CHECK_THAT(words(outcome), Catch::Contains("Down payment 941 comes to 49.80, sales order 26000812 to 54.80"));
}

TEST_CASE("payment.sapb1 down payment: none is made of a sales order that does not hold the whole order yet") {
    Fixture fixture(payments_settings("down-payment"));
    Value part = sales_order();
    part.set("DocTotal", Value::number("29.8"));
    const auto outcome = fixture.then(rows({part})).then(none).then(none).then(none).deliver(confirmation(whole));
    CHECK(code(outcome) == "TENDER_MISMATCH");
    CHECK_THAT(words(outcome), Catch::Contains("54.80 GBP were paid for order 1047, and sales order 26000812 comes to 29.80 only") && Catch::Contains("goes on by itself"));
    for (std::size_t i = 1; i < fixture.http.requests.size(); ++i) CHECK(fixture.http.requests[i]["method"].text_or("") == "GET"); // nothing was made
}

TEST_CASE("payment.sapb1 down payment: one that a person made of the order is recognised") {
    Fixture fixture(payments_settings("down-payment"));
    const auto outcome = fixture.then(rows({sales_order()})).then(none).then(rows({money(41, "order:shop:1047", "54.8")})).deliver(confirmation(whole));
    CHECK(code(outcome) == "PAYMENT_MANUAL_IN_ERP");
    CHECK_THAT(words(outcome), Catch::Contains("write dpm:shop:1047 into its field U_LL_Key"));
}

TEST_CASE("payment.sapb1 down payment: a draft that waits for approval is waited for, and not made twice") {
    Fixture fixture(payments_settings("down-payment"));
    const auto outcome = fixture.then(rows({sales_order()})).then(none).then(none).then(none).then(rows({json(R"({"DocEntry":7,"DocNum":7})")})).deliver(confirmation(whole));
    CHECK(verdict(outcome) == "retry");
    CHECK(code(outcome) == "APPROVAL_PENDING");
}

TEST_CASE("payment.sapb1 answers: a lost answer is unconfirmed, and looked up by the keys") {
    for (const Value& lost : {no_answer(), answered_text(502, "<html>", "text/html"), answered_text(200, "--b_G\r\n", "multipart/mixed;boundary=b_G")}) {
        Fixture fixture;
        CHECK(verdict(fixture.then(rows({sales_order()})).then(none).then(none).then(lost).deliver(confirmation(whole))) == "unknown");
        fixture.then(rows({sales_order()})).then(none);
        CHECK(fixture.probe(confirmation(whole)) == "absent");
        fixture.then(rows({sales_order()})).then(rows({payment(31, "pay:shop:1047:55", "54.8")}));
        CHECK(fixture.probe(confirmation(whole)) == "found");
    }
}

TEST_CASE("payment.sapb1 answers: a key that is taken leads to the payment that took it") {
    Fixture fixture;
    fixture.then(rows({sales_order()})).then(none).then(none).then(refused("-2035", "This entry already exists"));
    fixture.then(rows({sales_order()})).then(rows({payment(31, "pay:shop:1047:55", "54.8")}));
    CHECK(result(fixture.deliver(confirmation(whole)))["receipt"]["id"].text_or("") == "31");
}

TEST_CASE("payment.sapb1 answers: a key without its payment is never decided by the engine") {
    Fixture fixture;
    fixture.then(rows({sales_order()})).then(none).then(none).then(refused("-2035", "exists")).then(rows({sales_order()})).then(none).then(none).then(refused("-2035", "exists"));
    const auto outcome = fixture.then(none).then(rows({json(R"({"Code":"pay:shop:1047:55"})")})).deliver(confirmation(whole));
    CHECK(code(outcome) == "ORDER_DUPLICATE_SUSPECT");
    CHECK_THAT(words(outcome), Catch::Contains("delete that row"));
}

TEST_CASE("payment.sapb1 answers: a payment with the key on another partner is never told to be booked again") {
    Fixture fixture;
    fixture.then(rows({sales_order()})).then(none).then(none).then(refused("-2035", "exists")).then(rows({sales_order()})).then(none).then(none).then(refused("-2035", "exists"));
    const auto outcome = fixture.then(rows({payment(30, "pay:shop:1047:551", "9.0"), payment(31, "pay:shop:1047:55", "54.8")})).deliver(confirmation(whole));
    CHECK(code(outcome) == "ORDER_DUPLICATE_SUSPECT");
    CHECK_THAT(words(outcome), Catch::Contains("document 731 carries the key pay:shop:1047:55") && Catch::Contains("another business partner") && !Catch::Contains("delete"));
}

TEST_CASE("payment.sapb1 answers: a payment that was cancelled is not booked again by itself") {
    for (const bool reversal_shows : {false, true}) {
        Fixture fixture;
        std::vector<Value> some{payment(31, "pay:shop:1047:55", "54.8", "", "tYES")};
        if (reversal_shows) some.push_back(payment(32, "pay:shop:1047:55", "54.8"));
        CHECK(code(fixture.then(rows({sales_order()})).then(rows(some)).deliver(confirmation(whole))) == "ORDER_DUPLICATE_SUSPECT");
    }
}

TEST_CASE("payment.sapb1 answers: refusals are named, contention is tried again, what the company lacks pauses the flow") {
    const auto answered_with = [](const Value& refusal) {
        Fixture fixture;
        // What is unclear is looked at once more.
        return fixture.then(rows({sales_order()})).then(none).then(none).then(refusal).then(rows({sales_order()})).then(none).then(none).then(refusal).deliver(confirmation(whole));
    };
    CHECK(code(answered_with(refused("-4013", "Posting period locked"))) == "PERIOD_CLOSED");
    CHECK(code(answered_with(refused("-1", "Update the exchange rate , 'EUR'"))) == "CURRENCY_RATE_MISSING");
    CHECK(code(answered_with(refused("-2028", "No matching records found"))) == "ERP_REJECTED");
    CHECK(verdict(answered_with(refused("-2039", "Another user modified data"))) == "retry");
    const auto outcome = answered_with(refused("-1000", "Property 'U_LL_Key' of 'Payment' is invalid"));
    CHECK(outcome.verdict == LL_PASS);
    CHECK(verdict(outcome) == "retry");
    CHECK(code(outcome) == "CONFIG_DRIFT");
}

TEST_CASE("payment.sapb1 answers: when the second of two tenders is refused, the first is found by its key next time") {
    Fixture fixture;
    const Value body = confirmation(Value::array({transaction("55", "30.00"), transaction("56", "24.80")}));
    CHECK(verdict(fixture.then(rows({sales_order()})).then(none).then(none).then(done(31)).then(refused("-4013", "Posting period locked")).deliver(body)) == "rejected");
    CHECK(verdict(fixture.then(rows({sales_order()})).then(rows({payment(31, "pay:shop:1047:55", "30.0")})).then(none).then(done(32)).deliver(body)) == "delivered");
}

TEST_CASE("payment.sapb1 cancelled: a booked payment or open down payment of a cancelled order is finance's, none is nobody's") {
    Value body = confirmation(whole);
    body.member("document").set("state", "cancelled");
    Fixture fixture;
    CHECK(code(fixture.then(rows({payment(31, "pay:shop:1047:55", "54.8")})).deliver(body)) == "PAYMENT_OF_CANCELLED_ORDER");
    CHECK(code(fixture.then(none).then(rows({money(41, "dpm:shop:1047", "54.8")})).deliver(body)) == "PAYMENT_OF_CANCELLED_ORDER");
    CHECK(verdict(fixture.then(none).then(none).deliver(body)) == "delivered");
    // A company may show the document that reverses a payment beside it.
    CHECK(verdict(fixture.then(rows({payment(31, "pay:shop:1047:55", "54.8", "", "tYES"), payment(32, "pay:shop:1047:55", "54.8")})).then(none).deliver(body)) == "delivered");
}

TEST_CASE("payment.sapb1 document: one that a person named by its number is looked up by it") {
    Fixture fixture;
    Value body = confirmation(whole);
    body.member("document").set("id", "");
    body.member("document").set("key", "");
    CHECK(verdict(fixture.then(rows({sales_order()})).then(none).then(none).then(done(31)).deliver(body)) == "delivered");
    CHECK(fixture.filter(1) == "DocNum eq 26000812");
    CHECK(fixture.document(4)["U_LL_Key"].text_or("") == "pay:shop:1047:55");
}

TEST_CASE("payment.sapb1 document: an order that is gone, twice there or cancelled in SAP is not paid") {
    Value gone = sales_order();
    gone.set("CancelStatus", "csYes");
    for (const Value& answer : {none, rows({sales_order(), sales_order()}), rows({gone})}) {
        Fixture fixture;
        CHECK(code(fixture.then(answer).deliver(confirmation(whole))) == "ERP_REJECTED");
    }
}

TEST_CASE("payment.sapb1 dates: money is booked on the day it moved, in the company's time, or today") {
    Value late = transaction("55", "54.80");
    late.set("at", "2026-01-30T23:30:00Z");
    Value settings = payments_settings();
    settings.set("utc_offset", "+01:00");
    Fixture fixture(settings);
    fixture.then(rows({sales_order()})).then(none).then(none).then(done(31)).deliver(confirmation(Value::array({late})));
    CHECK(fixture.document(4)["DocDate"].text_or("") == "2026-01-31");
    settings = payments_settings();
    settings.set("date", "today");
    Fixture today(settings);
    late.set("at", "2026-01-12T23:30:00Z");
    today.then(rows({sales_order()})).then(none).then(none).then(done(31)).deliver(confirmation(Value::array({late})));
    CHECK(today.document(4)["DocDate"].text_or("") == "2026-01-31");
}
