// Protects the promise that matters most: one refund is credited exactly once, whatever becomes of requests and answers, and never more of a line
// than was sold.
#include "memos_room.hpp"

using namespace sapb1_room;
using namespace sapb1_room::crediting;

TEST_CASE("refund.sapb1 once: a lost answer is unknown, found by its key, and a second delivery books nothing more") {
    Crediting world;
    world.invoice_all();
    world.wire.lose_next = 1;
    CHECK(verdict(world.credit(refund(1, "", "3.00"))) == "unknown");
    CHECK(world.probe(refund(1, "", "3.00")) == "found");
    const auto again = world.credit(refund(1, "", "3.00"));
    CHECK(verdict(again) == "delivered");
    CHECK(booked(again) == "27.9");
    CHECK(world.company.count("CreditNotes") == 2);
}

TEST_CASE("refund.sapb1 once: what never arrived is absent, and is booked by the next delivery") {
    Crediting world;
    world.invoice_all();
    CHECK(world.probe(refund(1)) == "absent");
    world.wire.refuse_next = 1;
    CHECK(verdict(world.credit(refund(1))) == "retry");
    CHECK(world.probe(refund(1)) == "absent");
    REQUIRE(verdict(world.credit(refund(1))) == "delivered");
    CHECK(world.company.count("CreditNotes") == 1);
}

TEST_CASE("refund.sapb1 once: a lost answer to an amended order is found by what its row says") {
    Crediting world(memo_settings("undelivered", "amend"));
    world.wire.lose_next = 1;
    CHECK(verdict(world.credit(refund(1))) == "unknown");
    CHECK(world.probe(refund(1)) == "found");
    CHECK(booked(world.credit(refund(1))) == "24.9");
    CHECK(amount(world.company.find("Orders", "1"), "DocTotal") == Decimal::parse("29.90"));
}

TEST_CASE("refund.sapb1 once: all or nothing: a memo that is refused leaves neither the other memo nor the row") {
    Crediting world;
    world.invoice_all();
    Value body = refund(1, "", "3.00");
    (*body.member("booking").member("amounts").as_array())[0].set("tax_code", "XX");
    CHECK(code(world.credit(body)) == "TAX_CODE_MISSING");
    CHECK(world.company.count("CreditNotes") == 0);
    CHECK(world.company.objects_with("U_LEDGERLINE", "Code", "refund:shop:57").empty());
    CHECK(verdict(world.credit(refund(1, "", "3.00"))) == "delivered"); // corrected
}

TEST_CASE("refund.sapb1 once: an order that somebody changes meanwhile is looked at again") {
    Crediting world(memo_settings("undelivered", "amend"));
    world.company.contend("Orders", 1);
    CHECK(verdict(world.credit(refund(1))) == "retry");
    CHECK(verdict(world.credit(refund(1))) == "delivered");
}

TEST_CASE("refund.sapb1 once: a base that SAP takes for closed ends in a memo of its own") {
    b1::CompanySettings settings = settings_of_test();
    settings.paid_invoice_closes = true;
    Crediting world(memo_settings(), settings);
    world.invoice_all();
    world.company.change_document("Invoices", 1, json(R"({"Confirmed":"tNO"})")); // refused as a base, though it is open
    const auto outcome = world.credit(refund(1));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(first_line(world.memo())["BaseType"].int_or(0) == -1);
}

TEST_CASE("refund.sapb1 once: never more of a line than was invoiced, whoever credited it") {
    for (const bool paid : {false, true}) {
        Crediting world;
        world.invoice_all();
        world.company.make_document("CreditNotes", json(R"({"CardCode":"C20007","DocumentLines":[{"BaseType":13,"BaseEntry":1,"BaseLine":0,"Quantity":1}]})"));
        if (paid) world.company.pay("Invoices", 1);
        const auto outcome = world.credit(refund(2));
        CHECK(code(outcome) == "REFUND_EXCEEDS_ORDER");
        CHECK_THAT(words(outcome), Catch::Contains("66000001"));
        CHECK(world.company.count("CreditNotes") == 1);
    }
}

TEST_CASE("refund.sapb1 once: refunds one after the other credit all units and not one more") {
    Crediting world;
    world.invoice_all();
    world.company.pay("Invoices", 1);
    REQUIRE(verdict(world.credit(refund(1))) == "delivered");
    Value second = refund(1, "", "", "58");
    second.member("original").set("keys", json(R"(["refund:shop:57"])"));
    REQUIRE(verdict(world.credit(second)) == "delivered");
    Value third = refund(1, "", "", "59");
    third.member("original").set("keys", json(R"(["refund:shop:57","refund:shop:58"])"));
    CHECK(code(world.credit(third)) == "REFUND_EXCEEDS_ORDER");
    CHECK(world.company.count("CreditNotes") == 2);
}

TEST_CASE("refund.sapb1 once: a memo that people cancelled is not booked again by itself") {
    Crediting world;
    world.invoice_all();
    REQUIRE(verdict(world.credit(refund(1))) == "delivered");
    world.company.cancel_document("CreditNotes", 1);
    CHECK(world.probe(refund(1)) == "unknown");
    const auto outcome = world.credit(refund(1));
    CHECK(code(outcome) == "ORDER_DUPLICATE_SUSPECT");
    CHECK_THAT(words(outcome), Catch::Contains("credit memo 66000001 was cancelled"));
}

TEST_CASE("refund.sapb1 once: one of two memos that people cancelled is no refusal of the other, which stands") {
    Crediting world;
    world.invoice_all();
    const Value body = refund(1, "", "3.00");
    REQUIRE(verdict(world.credit(body)) == "delivered");
    world.company.cancel_document("CreditNotes", 2);
    const auto outcome = world.credit(body);
    CHECK(verdict(outcome) == "retry");
    CHECK(code(outcome) == "ORDER_DUPLICATE_SUSPECT");
    CHECK_THAT(words(outcome), Catch::Contains("credit memo 66000002 was cancelled"));
    world.company.cancel_document("CreditNotes", 1);
    CHECK(verdict(world.credit(body)) == "rejected"); // nothing is left of it
}

TEST_CASE("refund.sapb1 once: a key that another refund's memo carries is taken for nobody's") {
    Crediting world;
    world.company.make_document("CreditNotes", json(R"({"CardCode":"C20007","U_LL_Key":"refund:shop:57","DocumentLines":[{"ItemCode":"SKU-3","Quantity":1,"UnitPrice":9}]})"));
    CHECK(code(world.credit(refund(1))) == "ORDER_DUPLICATE_SUSPECT");
    CHECK(world.probe(refund(1)) == "unknown");
}

TEST_CASE("refund.sapb1 once: amounts that do not come to the refund are held before anything is sent") {
    Crediting world;
    world.invoice_all();
    Value body = refund(1);
    body.member("booking").set("expected_total", "25.00");
    const auto outcome = world.credit(body);
    CHECK(code(outcome) == "TOTAL_MISMATCH");
    CHECK_THAT(words(outcome), Catch::Contains("a difference of -0.10"));
    Value price = refund(2);
    (*price.member("booking").member("lines").as_array())[0].set("unit_price", "30");
    CHECK(verdict(world.credit(price)) == "delivered"); // the amount counts, the price follows it
    CHECK(amount(world.memo(), "DocTotal") == Decimal::parse("49.8"));
}

TEST_CASE("refund.sapb1 once: a company that rounds tax or amounts otherwise than the refund was reckoned books nothing of it") {
    Crediting world;
    world.invoice_all();
    Value rounding = refund(1), digits = refund(1);
    rounding.member("original").set("tax_rounding", "document");
    digits.set("decimals", 3);
    for (const Value& body : {rounding, digits}) {
        const auto outcome = world.credit(body);
        CHECK(code(outcome) == "CONFIG_DRIFT");
        CHECK(verdict(outcome) == "rejected");
    }
    CHECK_THAT(words(world.credit(rounding)), Catch::Contains("total-check's tax_rounding to line"));
    CHECK_THAT(words(world.credit(digits)), Catch::Contains("2 digits after the point, and the store with 3"));
    CHECK(world.company.count("CreditNotes") == 0);
}

TEST_CASE("refund.sapb1 once: net prices come to the total with the tax of each line") {
    Crediting world;
    world.invoice_all();
    world.company.pay("Invoices", 1);
    Value body = refund(1);
    body.member("booking").set("price_mode", "net");
    Value& line = (*body.member("booking").member("lines").as_array())[0];
    line.set("unit_price", "20.75");
    line.set("amount", "20.75");
    body.member("booking").set("expected_tax", "4.15");
    const auto outcome = world.credit(body);
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "24.9");
    CHECK(first_line(world.memo())["UnitPrice"].text_or("") == "20.75");
}

TEST_CASE("refund.sapb1 once: where the tax is limited, what the standing memos really came to counts") {
    Crediting world;
    world.invoice_all();
    REQUIRE(verdict(world.credit(refund(1))) == "delivered");
    REQUIRE(amount(world.memo(), "VatSum") == Decimal::parse("4.15"));
    Value body = refund(1);
    body.set("id", "58");
    body.member("original").set("keys", Value::array({"refund:shop:57"}));
    body.member("original").set("booked_tax", "8.29");
    body.member("booking").set("tax_limited", true);
    const auto outcome = world.credit(body);
    CHECK(code(outcome) == "REFUND_EXCEEDS_ORDER");
    CHECK_THAT(words(outcome), Catch::Contains("8.30 of tax, and it was booked with 8.29: a difference of 0.01"));
    CHECK(world.company.count("CreditNotes") == 1);
    body.member("original").set("booked_tax", "8.30");
    CHECK(verdict(world.credit(body)) == "delivered");
}

TEST_CASE("refund.sapb1 once: tax of whole documents is reckoned for each memo by itself, before anything is sent") {
    b1::CompanySettings settings = settings_of_test();
    settings.round_tax_per_line = false;
    Crediting world(memo_settings(), settings);
    world.invoice_all();
    world.company.pay("Invoices", 1);
    Value body = refund(1, "", "3.00");
    body.member("original").set("tax_rounding", "document");
    Value& booking = body.member("booking");
    booking.set("price_mode", "net");
    Value& line = (*booking.member("lines").as_array())[0];
    line.set("unit_price", "20.72");
    line.set("amount", "20.72");
    (*booking.member("amounts").as_array())[0].set("amount", "2.52");
    // In one document the tax would be 4.65; in two it is 4.14 and 0.50.
    booking.set("expected_total", "27.89");
    booking.set("expected_tax", "4.65");
    const auto outcome = world.credit(body);
    CHECK(code(outcome) == "TOTAL_MISMATCH");
    CHECK_THAT(words(outcome), Catch::Contains("comes to 27.88, the refund to 27.89"));
    CHECK(world.company.count("CreditNotes") == 0);
    booking.set("expected_total", "27.88");
    const auto fitting = world.credit(body);
    CHECK(verdict(fitting) == "delivered");
    CHECK(booked(fitting) == "27.88");
}

TEST_CASE("refund.sapb1 once: a closed period, a missing rate and a partner that is refused have their names") {
    Crediting world;
    world.invoice_all();
    world.company.lock_period("2026-01-01", "2026-01-31");
    CHECK(code(world.credit(refund(1))) == "PERIOD_CLOSED");
    world.company.unlock_periods();
    world.company.reject_partner("C20007", "(13000316) Credit Limit Exceeded! Current Limit is 10.00");
    CHECK(code(world.credit(refund(1))) == "CREDIT_LIMIT");
    world.company.reject_partner("C20007", "");
    CHECK(verdict(world.credit(refund(1))) == "delivered");
}

TEST_CASE("refund.sapb1 once: digits that were raised in the company are seen at the next try") {
    Recorded http;
    Room room(http);
    auto memos = room.memos(memo_settings());
    Value body = refund(1);
    body.erase("original");
    body.member("booking").set("card_code", "C20007");
    const Value none = list_of(Value::array());
    http.company = answered(200, json(R"({"PriceAccuracy":0,"TotalsAccuracy":2,"RoundTaxAmounts":"tYES"})"));
    for (const Value& answer : {login_answer(), none, none, none}) http.answers.push_back(answer);
    CHECK(code(memos->handle(LL_DELIVER, refunding(body))) == "CONFIG_DRIFT");
    http.company = answered(200, json(R"({"PriceAccuracy":2,"TotalsAccuracy":2,"RoundTaxAmounts":"tYES"})"));
    for (const Value& answer : {none, none, none, no_answer()}) http.answers.push_back(answer);
    CHECK(verdict(memos->handle(LL_DELIVER, refunding(body))) == "unknown"); // it was sent
}

TEST_CASE("refund.sapb1 once: an approval makes a draft, and the refund waits for it") {
    Recorded http;
    Room room(http);
    auto memos = room.memos(memo_settings());
    Value body = refund(1);
    body.erase("original");
    body.member("booking").set("card_code", "C20007");
    const Value none = list_of(Value::array());
    const Value refused = answered_text(200, "--b_G\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 400 X\r\nContent-Type: application/json\r\n\r\n"
                                             "{\"error\":{\"code\":\"-2028\",\"message\":\"No matching records found (ODBC -2028)\"}}\r\n\r\n--b_G--\r\n", "multipart/mixed;boundary=b_G");
    for (const Value& answer : {login_answer(), none, none, none, refused, none, none, list_of(json(R"([{"DocEntry":9,"DocNum":9}])"))}) http.answers.push_back(answer);
    const auto outcome = memos->handle(LL_DELIVER, refunding(body));
    INFO(words(outcome));
    CHECK(verdict(outcome) == "waiting");
    CHECK(code(outcome) == "APPROVAL_PENDING");
    for (const Value& answer : {none, none, list_of(json(R"([{"DocEntry":9,"DocNum":9}])"))}) http.answers.push_back(answer);
    CHECK(verdict(memos->handle(LL_PROBE, refunding(body))) == "unknown");
}

TEST_CASE("refund.sapb1 once: what is too large an answer is asked for in smaller ones, and never taken for not booked") {
    Recorded http;
    Room room(http);
    auto memos = room.memos(memo_settings());
    http.answers.push_back(login_answer());
    for (int i = 0; i < 4; ++i) http.answers.push_back(no_answer("the answer is larger than 8388608 bytes"));
    const auto outcome = memos->handle(LL_DELIVER, refunding(refund(1)));
    INFO(words(outcome));
    CHECK(verdict(outcome) == "retry");
    std::vector<std::string> sizes;
    for (const Value& request : http.requests)
        if (request["path"].text_or("").find("/CreditNotes") == 0) sizes.push_back(request["headers"]["prefer"].text_or(request["headers"]["Prefer"].text_or("")));
    CHECK(sizes == std::vector<std::string>{"odata.maxpagesize=50", "odata.maxpagesize=12", "odata.maxpagesize=3", "odata.maxpagesize=1"});
}
