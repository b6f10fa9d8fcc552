// Protects the money of orders on its way into the books: each captured tender once, with the account that finance mapped, and a
// person where it does not add up. Recorded exchanges, component in the plugin room.
#include "room.hpp"

using namespace sapb1_room;

namespace {

Value sales_order(const std::string& total_foreign = "0.0") {
    return Value::object({{"DocEntry", 812}, {"DocNum", 26000812}, {"NumAtCard", "1047"}, {"CardCode", "C20007"}, {"DocCurrency", total_foreign == "0.0" ? "GBP" : "EUR"}, {"DocTotal", Value::number("54.8")},
                          {"DocTotalFc", Value::number(total_foreign)}, {"Cancelled", "tNO"}, {"CancelStatus", "csNo"}, {"BPL_IDAssignedToInvoice", nullptr}, {"U_LL_Key", "order:shop:1047"}});
}
Value payment(int entry, const std::string& key, const std::string& sum, const std::string& reference = "", const std::string& cancelled = "tNO") {
    return Value::object({{"DocEntry", entry}, {"DocNum", entry + 700}, {"Cancelled", cancelled}, {"CashSum", Value::number("0.0")}, {"TransferSum", Value::number(sum)}, {"PaymentCreditCards", Value::array()},
                          {"TransferReference", reference}, {"CounterReference", nullptr}, {"U_LL_Key", key.empty() ? Value() : Value(key)}});
}
Value money(int entry, const std::string& key, const std::string& total, const std::string& paid = "0.0", const std::string& status = "bost_Open") {
    return Value::object({{"DocEntry", entry}, {"DocNum", entry + 900}, {"NumAtCard", "1047"}, {"DocTotal", Value::number(total)}, {"DocTotalFc", Value::number("0.0")}, {"PaidToDate", Value::number(paid)},
                          {"PaidToDateFC", Value::number("0.0")}, {"DocumentStatus", status}, {"Cancelled", "tNO"}, {"CancelStatus", "csNo"}, {"U_LL_Key", key}});
}
Value one_set(const std::string& inner) { return answered_text(200, "--b_G\r\n" + inner + "--b_G--\r\n", "multipart/mixed;boundary=b_G"); }
Value done(int entry) {
    return one_set("Content-Type: multipart/mixed; boundary=h\r\n\r\n--h\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 201 Created\r\n\r\n{\"Code\":\"k\"}\n\r\n--h\r\nContent-Type: application/http\r\n\r\n"
                   "HTTP/1.1 201 Created\r\n\r\n{\"DocEntry\":" + std::to_string(entry) + ",\"DocNum\":" + std::to_string(entry + 700) + "}\n\r\n--h--\r\n");
}
Value refused(const std::string& code, const std::string& words) {
    return one_set("Content-Type: application/http\r\n\r\nHTTP/1.1 400 X\r\nContent-Type: application/json\r\n\r\n{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + words + "\"}}\n\r\n");
}
const Value none = list_of(Value::array());
Value rows(std::vector<Value> some) { return list_of(Value::array(std::move(some))); }

struct Fixture {
    explicit Fixture(const Value& settings = payments_settings()) : sink(room.payments(settings)) { http.answers.push_back(login_answer()); }
    Recorded http;
    Room room{http};
    std::unique_ptr<plugin::Component> sink;
    Fixture& then(Value answer) {
        http.answers.push_back(std::move(answer));
        return *this;
    }
    plugin::Outcome deliver(const Value& body) {
        auto outcome = sink->handle(LL_DELIVER, confirming(body));
        for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
        UNSCOPED_INFO(message::write_json(result(outcome)));
        for (std::size_t i = 0; i < http.requests.size(); ++i) UNSCOPED_INFO(http.asked(i));
        return outcome;
    }
    std::string probe(const Value& body) { return verdict(sink->handle(LL_PROBE, confirming(body))); }
    // The document in the change set of the n-th request.
    Value document(std::size_t request) const {
        const std::string text = http.requests.at(request)["text"].text_or("");
        const std::size_t row = text.find("HTTP/1.1"), second = text.find("HTTP/1.1", row + 1), begin = text.find("\r\n\r\n", second) + 4;
        return json(text.substr(begin, text.find("\r\n", begin) - begin));
    }
    std::string filter(std::size_t request) const { return http.requests.at(request)["query"]["$filter"].text_or(""); }
};
std::string code(const plugin::Outcome& outcome) { return result(outcome)["code"].text_or(""); }
std::string words(const plugin::Outcome& outcome) { return result(outcome)["message"].text_or(""); }
const Value whole = Value::array({transaction("55", "54.80")});

} // namespace

TEST_CASE("payment.sapb1 posting: captured money is a payment on account, with its key's row in one change set") {
    Fixture fixture;
    const auto outcome = fixture.then(rows({sales_order()})).then(none).then(none).then(done(31)).deliver(confirmation(whole));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(result(outcome)["receipt"]["id"].text_or("") == "31");
    CHECK(result(outcome)["receipt"]["number"].text_or("") == "731");
    CHECK(result(outcome)["receipt"]["amount"].text_or("") == "54.80");
    CHECK_THAT(fixture.http.requests.at(4)["text"].text_or(""), Catch::Contains("POST /b1s/v2/U_LEDGERLINE") && Catch::Contains(R"({"Code":"pay:shop:1047:55","Name":"pay:shop:1047:55"})") &&
                                                                    Catch::Contains("POST /b1s/v2/IncomingPayments"));
    CHECK(message::write_json(fixture.document(4)) ==
          R"({"DocType":"rCustomer","CardCode":"C20007","DocDate":"2026-01-31","TaxDate":"2026-01-31","DocCurrency":"GBP","TransferAccount":"1810","TransferSum":54.8,"TransferDate":"2026-01-31",)"
          R"("TransferReference":"pi_55","CounterReference":"1047","Remarks":"Order 1047, credit_card pi_55","JournalRemarks":"Order 1047","U_LL_Key":"pay:shop:1047:55"})");
}

TEST_CASE("payment.sapb1 posting: what is only authorised, failed or voided books nothing and asks nothing") {
    Value failed = transaction("56", "54.80");
    failed.set("ok", false);
    for (const Value& some : {Value::array({transaction("55", "54.80", "authorization")}), Value::array({failed}), Value::array({transaction("55", "54.80"), transaction("57", "54.80", "void", "55")}), Value::array()}) {
        Fixture fixture;
        const auto outcome = fixture.deliver(confirmation(some, "authorized"));
        CHECK(verdict(outcome) == "delivered");
        CHECK(result(outcome)["receipt"]["number"].text_or("") == "26000812");
        CHECK(result(outcome)["receipt"]["amount"].text_or("") == "");
        CHECK(fixture.http.requests.empty());
    }
}

TEST_CASE("payment.sapb1 posting: each tender is a payment of its own, on the account of its method") {
    Fixture fixture;
    Value body = confirmation(Value::array({transaction("55", "30.00")}));
    body.member("payment").set("store_credit", "4.80");
    body.member("payment").set("gift_certificates", "20.00");
    const auto outcome = fixture.then(rows({sales_order()})).then(none).then(none).then(done(31)).then(done(32)).then(done(33)).deliver(body);
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(result(outcome)["receipt"]["amount"].text_or("") == "54.80");
    CHECK(message::write_json(fixture.document(4)["TransferSum"]) == "30");
    CHECK(fixture.document(5)["TransferAccount"].text_or("") == "3271");
    CHECK(fixture.document(5)["U_LL_Key"].text_or("") == "pay:shop:1047:credit");
    CHECK(fixture.document(6)["TransferAccount"].text_or("") == "3270");
    CHECK(message::write_json(fixture.document(6)["TransferSum"]) == "20");
    CHECK(fixture.document(6)["U_LL_Key"].text_or("") == "pay:shop:1047:gift");
}

TEST_CASE("payment.sapb1 posting: a balance that stands in the order and in its transactions is one tender") {
    Fixture fixture;
    Value gift = transaction("56", "20.00", "purchase", "", "");
    gift.set("method", "gift_certificate");
    Value body = confirmation(Value::array({transaction("55", "34.80"), gift}));
    body.member("payment").set("gift_certificates", "20.00");
    CHECK(verdict(fixture.then(rows({sales_order()})).then(none).then(none).then(done(31)).then(done(32)).deliver(body)) == "delivered");
    CHECK(fixture.http.requests.size() == 6);
}

TEST_CASE("payment.sapb1 posting: a later capture books the new transaction alone") {
    Fixture fixture;
    const Value body = confirmation(Value::array({transaction("54", "54.80", "authorization"), transaction("55", "30.00", "capture", "54"), transaction("56", "24.80", "capture", "54")}));
    const auto outcome = fixture.then(rows({sales_order()})).then(rows({payment(31, "pay:shop:1047:55", "30.0")})).then(none).then(done(32)).deliver(body);
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(result(outcome)["receipt"]["number"].text_or("") == "732");
    CHECK(fixture.http.requests.size() == 5);
    CHECK(fixture.document(4)["U_LL_Key"].text_or("") == "pay:shop:1047:56");
}

TEST_CASE("payment.sapb1 posting: what is booked already is found and nothing is sent") {
    Fixture fixture;
    const auto outcome = fixture.then(rows({sales_order()})).then(rows({payment(31, "pay:shop:1047:55", "54.8")})).deliver(confirmation(whole));
    CHECK(verdict(outcome) == "delivered");
    CHECK(result(outcome)["receipt"]["id"].text_or("") == "31");
    CHECK_THAT(fixture.filter(2), Catch::Contains("CardCode eq 'C20007' and (startswith(U_LL_Key,'pay:shop:1047:') or TransferReference eq 'pi_55' or CounterReference eq 'pi_55' or "));
}

TEST_CASE("payment.sapb1 posting: refunds are left alone") {
    Fixture fixture;
    const Value body = confirmation(Value::array({transaction("55", "54.80"), transaction("58", "10.00", "refund", "55")}), "partially_refunded");
    CHECK(verdict(fixture.then(rows({sales_order()})).then(rows({payment(31, "pay:shop:1047:55", "54.8")})).deliver(body)) == "delivered");
}

TEST_CASE("payment.sapb1 posting: an order in another currency is paid in it, to the cent") {
    Fixture fixture(payments_settings("down-payment"));
    Value dp = money(41, "dpm:shop:1047", "47.0");
    dp.set("DocTotalFc", Value::number("54.800000000000004"));
    fixture.then(rows({sales_order("54.8")})).then(none).then(rows({dp})).then(done(31));
    REQUIRE(verdict(fixture.deliver(confirmation(whole))) == "delivered");
    CHECK(fixture.document(4)["DocCurrency"].text_or("") == "EUR");
    CHECK(message::write_json(fixture.document(4)["PaymentInvoices"]) == R"([{"DocEntry":41,"InvoiceType":"it_DownPayment","AppliedFC":54.8}])");
}

TEST_CASE("payment.sapb1 map: a method without a row is finance's, and the cause is shared") {
    Fixture fixture;
    Value strange = transaction("55", "54.80");
    strange.set("gateway", "adyen");
    const auto outcome = fixture.deliver(confirmation(Value::array({strange})));
    CHECK(verdict(outcome) == "rejected");
    CHECK(code(outcome) == "PAYMENT_METHOD_UNMAPPED");
    CHECK(result(outcome)["facts"]["subject"].text_or("") == "payment:credit_card/adyen");
}

TEST_CASE("payment.sapb1 map: a method with policy none books nothing, whatever its sum") {
    Fixture fixture;
    Value paypal = transaction("55", "54.80");
    paypal.set("method", "electronic_wallet");
    CHECK(verdict(fixture.deliver(confirmation(Value::array({paypal})))) == "delivered");
    Value on_delivery = confirmation();
    on_delivery.member("payment").set("method", "Cash on delivery");
    CHECK(verdict(fixture.deliver(on_delivery)) == "delivered");
    CHECK(fixture.http.requests.empty());
}

TEST_CASE("payment.sapb1 map: cash and cards are means of their own") {
    Value settings = payments_settings();
    settings.member("payment_map").as_array()->front().set("kind", "card");
    settings.member("payment_map").as_array()->front().set("card", "2");
    settings.member("payment_map").as_array()->at(3).set("kind", "cash");
    Fixture fixture(settings);
    Value body = confirmation(Value::array({transaction("55", "50.00")}));
    body.member("payment").set("store_credit", "4.80");
    REQUIRE(verdict(fixture.then(rows({sales_order()})).then(none).then(none).then(done(31)).then(done(32)).deliver(body)) == "delivered");
    CHECK(message::write_json(fixture.document(4)["PaymentCreditCards"]) ==
          R"([{"CreditCard":2,"CreditAcct":"1810","CardValidUntil":"2026-01-31","VoucherNum":"pi_55","NumOfPayments":1,"CreditSum":50}])");
    CHECK(fixture.document(5)["CashAccount"].text_or("") == "3271");
    CHECK(message::write_json(fixture.document(5)["CashSum"]) == "4.8");
}

TEST_CASE("payment.sapb1 map: rows that could book nothing are refused") {
    Recorded http;
    Room room(http);
    const auto with = [&](const char* column, const char* text) {
        Value settings = payments_settings();
        settings.member("payment_map").as_array()->front().set(column, text);
        return settings;
    };
    CHECK_THROWS_WITH(room.payments(with("policy", "later")), Catch::Contains("\"later\" is none of none, on-account, down-payment"));
    CHECK_THROWS_WITH(room.payments(with("kind", "cheque")), Catch::Contains("\"cheque\" is none of transfer, cash, card"));
    CHECK_THROWS_WITH(room.payments(with("account", "")), Catch::Contains("write the G/L account"));
    CHECK_THROWS_WITH(room.payments(with("kind", "card")), Catch::Contains("is not the number of a credit card"));
}

TEST_CASE("payment.sapb1 sums: tenders that do not come to the order's total are held with both sums") {
    for (const char* amount : {"54.79", "54.81"}) {
        Fixture fixture;
        const auto outcome = fixture.deliver(confirmation(Value::array({transaction("55", amount)})));
        CHECK(code(outcome) == "TENDER_MISMATCH");
        CHECK_THAT(words(outcome), Catch::Contains("The order comes to 54.80 GBP, what was captured to " + std::string(amount)) && Catch::Contains("a difference of 0.01"));
        CHECK(fixture.http.requests.empty());
    }
}

TEST_CASE("payment.sapb1 sums: a store that says paid and shows no transaction is not believed") {
    Fixture fixture;
    CHECK(code(fixture.deliver(confirmation())) == "TENDER_MISMATCH");
}

TEST_CASE("payment.sapb1 sums: a capture of a part is booked while the store waits for the rest") {
    Fixture fixture;
    const Value body = confirmation(Value::array({transaction("54", "54.80", "authorization"), transaction("55", "30.00", "capture", "54")}), "authorized");
    const auto outcome = fixture.then(rows({sales_order()})).then(none).then(none).then(done(31)).deliver(body);
    CHECK(verdict(outcome) == "delivered");
    CHECK(result(outcome)["receipt"]["amount"].text_or("") == "30.00");
}

TEST_CASE("payment.sapb1 sums: test transactions never post and never count") {
    Fixture fixture;
    Value test = transaction("55", "54.80");
    test.set("test", true);
    const auto outcome = fixture.deliver(confirmation(Value::array({test})));
    CHECK(code(outcome) == "TENDER_MISMATCH");
    CHECK_THAT(words(outcome), Catch::Contains("1 of a test gateway not counted"));
}

TEST_CASE("payment.sapb1 sums: another currency, a missing amount and two stories of one balance are no sums") {
    Value foreign = transaction("55", "54.80"), silent = transaction("55", "");
    foreign.set("currency", "USD");
    Value gift = transaction("56", "20.00");
    gift.set("method", "gift_certificate");
    Value body = confirmation(Value::array({transaction("55", "34.80"), gift}));
    body.member("payment").set("gift_certificates", "25.00");
    for (const auto& [some, said] : {std::pair<Value, const char*>{confirmation(Value::array({foreign})), "is in USD, the order in GBP"},
                                     {confirmation(Value::array({silent})), "does not say the amount of transaction 55"}, {body, "25.00 of it was paid by gift_certificate, its transactions say 20.00"}}) {
        Fixture fixture;
        const auto outcome = fixture.deliver(some);
        CHECK(code(outcome) == "TENDER_MISMATCH");
        CHECK_THAT(words(outcome), Catch::Contains(said));
    }
}

TEST_CASE("payment.sapb1 sums: a booked payment that holds another sum than the store says now is finance's") {
    Fixture fixture;
    const auto outcome = fixture.then(rows({sales_order()})).then(rows({payment(31, "pay:shop:1047:55", "50.0")})).deliver(confirmation(whole));
    CHECK(code(outcome) == "TENDER_MISMATCH");
    CHECK_THAT(words(outcome), Catch::Contains("Payment 731 holds 50.00, and the store says 54.80 now"));
}

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
    const auto outcome = fixture.then(rows({json(R"({"Code":"pay:shop:1047:55"})")})).deliver(confirmation(whole));
    CHECK(code(outcome) == "ORDER_DUPLICATE_SUSPECT");
    CHECK_THAT(words(outcome), Catch::Contains("delete that row"));
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
