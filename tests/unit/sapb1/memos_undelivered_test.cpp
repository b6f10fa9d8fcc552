// Protects what was refunded before it left: held unless the deployment says otherwise, taken off the order by exactly its amount, credited on
// the down payment where money was booked so, and nothing at all where the order is cancelled.
#include "memos_room.hpp"

#include <algorithm>

using namespace sapb1_room;
using namespace sapb1_room::crediting;

namespace {

Value cut_by_key(const Crediting& world, const std::string& key = "refund:shop:57") {
    const auto rows = world.company.objects_with("U_LEDGERLINE", "Code", key);
    return rows.empty() ? Value() : rows.front();
}

// "771:1" of what the answer says never left.
std::string never_left(const plugin::Outcome& outcome) {
    std::string text;
    if (const auto* rows = result(outcome)["receipt"]["never_left"].as_array())
        for (const Value& row : *rows) text += (text.empty() ? "" : " ") + row["line_id"].text_or("?") + ":" + row["quantity"].text_or("?");
    return text;
}
// ... and what is said after a lost answer, by the look-up and by another try.
std::string never_left_afterwards(Crediting& world, const Value& body) {
    const std::string looked_up = never_left(world.memos->handle(LL_PROBE, refunding(body)));
    CHECK(never_left(world.credit(body)) == looked_up);
    return looked_up;
}

} // namespace

TEST_CASE("refund.sapb1 undelivered: without a word of the deployment it is held, and nothing is written") {
    Crediting world;
    const auto outcome = world.credit(refund(1));
    CHECK(code(outcome) == "REFUND_NO_INVOICE");
    CHECK(cut_by_key(world).is_null());
    CHECK(amount(world.company.find("Orders", "1"), "DocTotal") == Decimal::parse("54.80"));
}

TEST_CASE("refund.sapb1 undelivered: amend takes units off the order, which falls by what was refunded") {
    Crediting world(memo_settings("undelivered", "amend"));
    const auto outcome = world.credit(refund(1));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "24.9");
    CHECK(result(outcome)["receipt"]["number"].text_or("") == "26000001");
    const Value order = world.company.find("Orders", "1");
    CHECK(amount(order, "DocTotal") == Decimal::parse("29.90"));
    CHECK(first_line(order)["Quantity"].text_or("") == "1.0");
    CHECK(cut_by_key(world)["Name"].text_or("") == "refund:shop:57: 0 memos, 24.90 off order 1");
    CHECK(world.company.count("CreditNotes") == 0);
    CHECK(world.probe(refund(1)) == "found");
    CHECK(verdict(world.credit(refund(1))) == "delivered"); // again: nothing more is taken off
    CHECK(amount(world.company.find("Orders", "1"), "DocTotal") == Decimal::parse("29.90"));
}

TEST_CASE("refund.sapb1 undelivered: amend takes a whole line and the freight off, and cancels an order of which nothing is left") {
    Crediting world(memo_settings("undelivered", "amend"));
    Value body = refund(2);
    CHECK(code(world.credit(body)) == "TOTAL_MISMATCH"); // the freight would go with it
    const auto outcome = world.credit(refund(2, "5.00"));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "54.8");
    CHECK(world.company.find("Orders", "1")["Cancelled"].text_or("") == "tYES");
    CHECK(world.probe(refund(2, "5.00")) == "found");
}

TEST_CASE("refund.sapb1 undelivered: freight alone comes off the order, in part and whole") {
    Crediting world(memo_settings("undelivered", "amend"));
    REQUIRE(booked(world.credit(refund(0, "2.00"))) == "2");
    CHECK(amount(world.company.find("Orders", "1"), "DocTotal") == Decimal::parse("52.80"));
    REQUIRE(booked(world.credit(refund(0, "3.00", "", "58"))) == "3");
    CHECK(amount(world.company.find("Orders", "1"), "DocTotal") == Decimal::parse("49.80"));
}

TEST_CASE("refund.sapb1 undelivered: a price that people changed on the order holds the refund") {
    Crediting world(memo_settings("undelivered", "amend"));
    world.company.change_document("Orders", 1, json(R"({"DocumentLines":[{"LineNum":0,"PriceAfterVAT":20}]})"));
    const auto outcome = world.credit(refund(1));
    CHECK(code(outcome) == "TOTAL_MISMATCH");
    CHECK_THAT(words(outcome), Catch::Contains("the order falls by 20.00, the refund says 24.90"));
}

TEST_CASE("refund.sapb1 undelivered: one unit invoiced and one not, in one change set") {
    Crediting world(memo_settings("undelivered", "amend"));
    world.company.invoice("Orders", 1, json(R"({"lines":[{"line":0,"quantity":"1"}]})"));
    const auto outcome = world.credit(refund(2));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "49.8");
    CHECK(first_line(world.memo())["BaseType"].int_or(0) == 13);
    CHECK(first_line(world.company.find("Orders", "1"))["Quantity"].text_or("") == "1.0");
    CHECK(world.company.find("Orders", "1")["DocumentStatus"].text_or("") == "bost_Close");
    CHECK(world.probe(refund(2)) == "found");
}

TEST_CASE("refund.sapb1 undelivered: where nothing is expected back, the unit that never left is meant") {
    Crediting world(memo_settings("undelivered", "amend"));
    world.company.deliver_order(1, json(R"({"lines":[{"line":0,"quantity":"1"}]})"));
    Value body = refund(1);
    body.member("booking").set("custody", "none");
    REQUIRE(verdict(world.credit(body)) == "delivered");
    CHECK(world.company.count("CreditNotes") == 0);
    CHECK(first_line(world.company.find("Orders", "1"))["Quantity"].text_or("") == "1.0");
}

TEST_CASE("refund.sapb1 undelivered: memo credits it and leaves the order alone") {
    Crediting world(memo_settings("undelivered", "memo"));
    REQUIRE(booked(world.credit(refund(1, "5.00"))) == "29.9");
    CHECK(amount(world.company.find("Orders", "1"), "DocTotal") == Decimal::parse("54.80"));
    CHECK(world.company.count("CreditNotes") == 1);
    // What was credited so counts when it is invoiced later.
    world.invoice_all();
    CHECK(code(world.credit(refund(2, "", "", "58"))) == "REFUND_EXCEEDS_ORDER");
}

TEST_CASE("refund.sapb1 undelivered: a paid down payment bears the money, beside the amended order") {
    Crediting world(memo_settings("undelivered", "amend"));
    world.company.make_document("DownPayments", json(R"({"CardCode":"C20007","DownPaymentType":"dptInvoice","DownPaymentPercentage":100,"NumAtCard":"1047","DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}],
        "DocumentAdditionalExpenses":[{"BaseDocType":17,"BaseDocEntry":1,"BaseDocLine":0}]})"));
    CHECK(code(world.credit(refund(1))) == "REFUND_NO_INVOICE"); // it is not paid yet
    world.company.pay("DownPayments", 1);
    const auto outcome = world.credit(refund(1));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "24.9");
    CHECK(first_line(world.memo())["BaseType"].int_or(0) == 203);
    CHECK(amount(world.company.find("Orders", "1"), "DocTotal") == Decimal::parse("29.90"));
    CHECK(world.probe(refund(1)) == "found");
}

TEST_CASE("refund.sapb1 undelivered: an order that is cancelled took the money out of the books already") {
    Crediting world;
    world.company.cancel_document("Orders", 1);
    const auto outcome = world.credit(refund(2, "5.00"));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(result(outcome)["receipt"]["number"].text_or("") == "26000001");
    CHECK(booked(outcome) == "54.8");
    CHECK(world.company.count("CreditNotes") == 0);
    // Never more than it was cancelled with.
    Value more = refund(2, "5.00", "", "58");
    more.member("original").set("credited_total", "54.80");
    CHECK(code(world.credit(more)) == "REFUND_EXCEEDS_ORDER");
}

TEST_CASE("refund.sapb1 undelivered: cancelled_order memo credits it all the same") {
    Crediting world(memo_settings("cancelled_order", "memo"));
    world.company.cancel_document("Orders", 1);
    REQUIRE(booked(world.credit(refund(1))) == "24.9");
    CHECK(world.company.count("CreditNotes") == 1);
}

TEST_CASE("refund.sapb1 undelivered: lines that people closed leave nothing to credit, and a person decides") {
    Crediting world(memo_settings("undelivered", "amend"));
    world.company.close_document("Orders", 1);
    CHECK(code(world.credit(refund(1))) == "REFUND_NO_INVOICE");
}

TEST_CASE("refund.sapb1 undelivered: a line that is quarantined waits for the order") {
    Crediting world;
    Value body = refund(1);
    (*body.member("booking").member("lines").as_array())[0].set("line_id", "772");
    Value left = (*body["original"]["lines"].as_array())[0];
    left.set("line_id", "772");
    left.set("posted", false);
    body.member("original").member("lines").push(std::move(left));
    CHECK(code(world.credit(body)) == "REFUND_WAITS_FOR_ORDER");
}

TEST_CASE("refund.sapb1 undelivered: for a cancelled order not all of its partner's documents are looked through") {
    Crediting world;
    world.company.cancel_document("Orders", 1);
    world.wire.targets.clear();
    REQUIRE(verdict(world.credit(refund(1))) == "delivered");
    CHECK(std::count_if(world.wire.targets.begin(), world.wire.targets.end(), [](const std::string& target) { return target.find("/DeliveryNotes") != std::string::npos; }) == 1);
}

TEST_CASE("refund.sapb1 undelivered: two charges of one code come off the order's two rows") {
    Crediting world(memo_settings("undelivered", "amend"), settings_of_test(), "v2", order_with_handling());
    REQUIRE(amount(world.company.find("Orders", "1"), "DocTotal") == Decimal::parse("57.80"));
    const auto outcome = world.credit(with_handling(refund(0, "5.00")));
    REQUIRE(verdict(outcome) == "delivered");
    CHECK(booked(outcome) == "8");
    CHECK(amount(world.company.find("Orders", "1"), "DocTotal") == Decimal::parse("49.80"));
}

TEST_CASE("refund.sapb1 undelivered: the receipt says which units never left, also after a lost answer") {
    Crediting world(memo_settings("undelivered", "amend"));
    SECTION("taken off the order") {
        CHECK(never_left(world.credit(refund(1))) == "771:1");
        CHECK(never_left_afterwards(world, refund(1)) == "771:1");
    }
    SECTION("the order is cancelled with it") {
        CHECK(never_left(world.credit(refund(2, "5.00"))) == "771:2");
        CHECK(never_left_afterwards(world, refund(2, "5.00")) == "771:2");
    }
    SECTION("one unit is invoiced") {
        world.company.invoice("Orders", 1, json(R"({"lines":[{"line":0,"quantity":"1"}]})"));
        CHECK(never_left(world.credit(refund(2))) == "771:1");
        CHECK(never_left_afterwards(world, refund(2)) == "771:1");
    }
    SECTION("one unit is delivered") {
        world.company.deliver_order(1, json(R"({"lines":[{"line":0,"quantity":"1"}]})"));
        CHECK(never_left(world.credit(refund(2))) == "771:1");
        CHECK(never_left_afterwards(world, refund(2)) == "771:1");
    }
    SECTION("all of it is invoiced") {
        world.invoice_all();
        CHECK(never_left(world.credit(refund(2))) == "");
        CHECK(never_left_afterwards(world, refund(2)) == "");
    }
    SECTION("freight alone") {
        CHECK(never_left(world.credit(refund(0, "2.00"))) == "");
        CHECK(never_left_afterwards(world, refund(0, "2.00")) == "");
    }
    SECTION("the order was cancelled before") {
        world.company.cancel_document("Orders", 1);
        CHECK(never_left(world.credit(refund(2, "5.00"))) == "771:2");
        CHECK(never_left(world.credit(refund(2, "5.00"))) == "771:2"); // nothing of it carries a key: it is judged anew
    }
}

TEST_CASE("refund.sapb1 undelivered: what a down payment bears never left") {
    Crediting world(memo_settings("undelivered", "amend"));
    world.company.make_document("DownPayments", json(R"({"CardCode":"C20007","DownPaymentType":"dptInvoice","DownPaymentPercentage":100,"NumAtCard":"1047","DocumentLines":[{"BaseType":17,"BaseEntry":1,"BaseLine":0}],
        "DocumentAdditionalExpenses":[{"BaseDocType":17,"BaseDocEntry":1,"BaseDocLine":0}]})"));
    world.company.pay("DownPayments", 1);
    SECTION("of an open order") {}
    SECTION("of a cancelled one") { world.company.cancel_document("Orders", 1); }
    CHECK(never_left(world.credit(refund(1))) == "771:1");
    CHECK(never_left_afterwards(world, refund(1)) == "771:1");
}
