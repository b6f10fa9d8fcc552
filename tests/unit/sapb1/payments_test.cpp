// Protects the money of orders on its way into the books: each captured tender once, with the account that finance mapped, and a
// person where it does not add up. Recorded exchanges, component in the plugin room.
#include "payments_room.hpp"

using namespace sapb1_room;
using namespace sapb1_room::paying;

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

TEST_CASE("payment.sapb1 posting: what is only authorised or failed books nothing and asks nothing") {
    Value failed = transaction("56", "54.80");
    failed.set("ok", false);
    for (const Value& some : {Value::array({transaction("55", "54.80", "authorization")}), Value::array({failed}), Value::array()}) {
        Fixture fixture;
        const auto outcome = fixture.deliver(confirmation(some, "authorized"));
        CHECK(verdict(outcome) == "delivered");
        CHECK(result(outcome)["receipt"]["number"].text_or("") == "26000812");
        CHECK(result(outcome)["receipt"]["amount"].text_or("") == "");
        CHECK(fixture.http.requests.empty());
    }
}

TEST_CASE("payment.sapb1 posting: what was voided books nothing, and what of it stands is looked for") {
    Fixture fixture;
    const auto outcome = fixture.then(none).deliver(confirmation(Value::array({transaction("55", "54.80"), transaction("57", "54.80", "void", "55")}), "authorized"));
    CHECK(verdict(outcome) == "delivered");
    CHECK(fixture.http.requests.size() == 2);
    CHECK(fixture.filter(1) == "startswith(U_LL_Key,'pay:shop:1047:')");
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
    CHECK_THROWS_WITH(room.payments(with("policy", "later")), Catch::Contains("\"later\" is not one of none, on-account and down-payment"));
    CHECK_THROWS_WITH(room.payments(with("kind", "cheque")), Catch::Contains("\"cheque\" is not one of transfer, cash and card"));
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

TEST_CASE("payment.sapb1 posting: a payment goes to the branch of its sales order, and to none where the company has none") {
    Value in_branch = sales_order(), without = sales_order();
    in_branch.set("BPL_IDAssignedToInvoice", 3);
    without.set("BPL_IDAssignedToInvoice", -1);
    Fixture fixture, other;
    fixture.then(rows({in_branch})).then(none).then(none).then(done(31)).deliver(confirmation(whole));
    CHECK(fixture.document(4)["BPLID"].int_or(0) == 3);
    other.then(rows({without})).then(none).then(none).then(done(31)).deliver(confirmation(whole));
    CHECK(other.document(4).find("BPLID") == nullptr);
}

TEST_CASE("payment.sapb1 dates: store credit is redeemed on the day of the order") {
    Fixture fixture;
    Value body = confirmation();
    body.set("placed_at", "2026-01-12T10:00:00Z");
    body.member("payment").set("store_credit", "54.80");
    fixture.then(rows({sales_order()})).then(none).then(none).then(done(31)).deliver(body);
    CHECK(fixture.document(4)["DocDate"].text_or("") == "2026-01-12");
}
