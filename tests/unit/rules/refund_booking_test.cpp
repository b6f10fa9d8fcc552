// Protects what a refund credits: shares of what was booked, exactly what the store gives back, never more than is left.
#include "refund_sample.hpp"

using namespace rules_room;

namespace {

using Words = std::vector<std::string>;
Judged book(const Value& body, const std::string& patch = "{}") { return Room().apply("refund-booking", body, patch); }
std::string line_text(const Judged& judged, std::size_t index) {
    const Value& line = judged.booking()["lines"].as_array()->at(index);
    return line["line_id"].text_or("") + ": " + line["quantity"].text_or("") + " x " + line["unit_price"].text_or("") + " = " + line["amount"].text_or("");
}
Value with_line(Value of, std::size_t index, const std::string& name, const Value& value) {
    of.find("lines")->as_array()->at(index).set(name, value);
    return of;
}

} // namespace

TEST_CASE("rules.refunds units of a line are credited as they were booked") {
    const Judged judged = book(refund("18.00", {refund_item("line", "32", 1, "18.00")}));
    REQUIRE(judged.verdict == LL_PASS);
    CHECK(line_text(judged, 0) == "32: 1 x 18.00 = 18.00");
    CHECK(judged.booking()["price_mode"].text_or("") == "gross");
    CHECK(judged.booking()["card_code"].text_or("") == "C1");
    CHECK(judged.booking()["branch"].text_or("") == "2");
    CHECK(judged.booking()["expected_total"].text_or("") == "18.00");
    CHECK(judged.booking()["expected_tax"].text_or("") == "3.00");
    CHECK(judged.booking()["document_date"].text_or("") == "2026-03-01");
    CHECK(judged.booking()["comments"].text_or("") == "Refund 12 of web order 1047");
    CHECK(message::schema_problem("refund", judged.body).empty());
}

TEST_CASE("rules.refunds three refunds of a third give back the last cent") {
    Decimal sum;
    Value of = original();
    for (int i = 0; i < 3; ++i) {
        const std::string total = i == 1 ? "3.34" : "3.33";
        const Judged judged = book(refund(total, {refund_item("line", "31", 1, "")}, of));
        REQUIRE(judged.verdict == LL_PASS);
        const Value& line = judged.booking()["lines"].as_array()->at(0);
        CHECK(line["amount"].text_or("") == total);
        sum += Decimal::parse(line["amount"].text_or(""));
        of = with_line(with_line(std::move(of), 0, "credited_quantity", std::to_string(i + 1)), 0, "credited_amount", sum.text());
    }
    CHECK(sum == Decimal::parse("10.00"));
}

TEST_CASE("rules.refunds a cent that the store rounds otherwise goes to the largest part") {
    const Judged judged = book(refund("21.34", {refund_item("line", "31", 1, ""), refund_item("line", "32", 1, "")}));
    REQUIRE(judged.verdict == LL_PASS);
    CHECK(line_text(judged, 0) == "31: 1 x 3.34 = 3.34"); // 18.00 is all that was paid for the pan
    CHECK(line_text(judged, 1) == "32: 1 x 18.00 = 18.00");
    const Judged fits = book(refund("21.32", {refund_item("line", "31", 1, ""), refund_item("line", "32", 1, "")}));
    REQUIRE(fits.verdict == LL_PASS);
    CHECK(book(refund("21.36", {refund_item("line", "31", 1, ""), refund_item("line", "32", 1, "")})).codes() == Words{"TOTAL_MISMATCH"});
    CHECK(line_text(fits, 1) == "32: 1 x 17.99 = 17.99");
}

TEST_CASE("rules.refunds charges are credited up to what was booked for them") {
    const Judged part = book(refund("4.00", {refund_item("shipping", "7", 0, "4.00")}));
    REQUIRE(part.verdict == LL_PASS);
    CHECK(part.booking()["freight"].as_array()->at(0)["amount"].text_or("") == "4.00");
    CHECK(part.booking()["custody"].text_or("") == "none");
    CHECK(book(refund("6.01", {refund_item("shipping", "7", 0, "6.01")})).codes() == Words{"REFUND_EXCEEDS_ORDER"});
    CHECK(book(refund("1.00", {refund_item("handling", "7", 0, "1.00")})).codes() == Words{"REFUND_EXCEEDS_ORDER"});
    Value of = original();
    of.set("freight", Value::array({original_charge("shipping", "6.00", "5.00")}));
    CHECK(book(refund("2.00", {refund_item("shipping", "7", 0, "2.00")}, of)).codes() == Words{"REFUND_EXCEEDS_ORDER"});
    const Judged unstated = book(refund("1.00", {refund_item("shipping", "7", 0, "")}, of));
    REQUIRE(unstated.verdict == LL_PASS);
    CHECK(unstated.booking()["freight"].as_array()->at(0)["amount"].text_or("") == "1.00");
}

TEST_CASE("rules.refunds a charge that was booked as two rows is given back row by row") {
    Value of = original();
    of.set("freight", Value::array({original_charge("shipping", "4.00", "3.00"), original_charge("shipping", "2.00")}));
    const Judged judged = book(refund("2.50", {refund_item("shipping", "7", 0, "2.50")}, of));
    REQUIRE(judged.verdict == LL_PASS);
    CHECK(judged.booking()["freight"].as_array()->at(0)["amount"].text_or("") == "1.00");
    CHECK(judged.booking()["freight"].as_array()->at(1)["amount"].text_or("") == "1.50");
}

TEST_CASE("rules.refunds more units than are left, and lines that are not of the order, are refused") {
    CHECK(book(refund("36.00", {refund_item("line", "32", 2, "36.00")})).codes() == Words{"REFUND_EXCEEDS_ORDER"});
    CHECK(book(refund("18.00", {refund_item("line", "99", 1, "18.00")})).codes() == Words{"REFUND_EXCEEDS_ORDER"});
    const Value of = with_line(with_line(original(), 0, "credited_quantity", "3"), 0, "credited_amount", "10.00");
    CHECK(book(refund("3.33", {refund_item("line", "31", 1, "")}, of)).codes() == Words{"REFUND_EXCEEDS_ORDER"});
    CHECK(book(refund("13.33", {refund_item("line", "31", 3, ""), refund_item("line", "31", 1, "")})).codes() == Words{"REFUND_EXCEEDS_ORDER"});
}

TEST_CASE("rules.refunds a line that is on no document yet is waited for") {
    CHECK(book(refund("3.33", {refund_item("line", "31", 1, "")}, with_line(original(), 0, "posted", false))).codes() == Words{"REFUND_WAITS_FOR_ORDER"});
}

TEST_CASE("rules.refunds a line that will be on no document is a person's matter") {
    CHECK(book(refund("3.33", {refund_item("line", "31", 1, "")}, with_line(with_line(original(), 0, "posted", false), 0, "given_up", true))).codes() == Words{"REFUND_NO_ORDER"});
}

TEST_CASE("rules.refunds which of two charges with other taxes is meant nobody guesses") {
    Value of = original();
    Value reduced = original_charge("shipping", "2.00");
    reduced.set("tax_code", "S5");
    reduced.set("tax_rate", "5");
    of.set("freight", Value::array({original_charge("shipping", "4.00"), reduced}));
    CHECK(book(refund("2.00", {refund_item("shipping", "8", 0, "2.00")}, of)).codes() == Words{"REFUND_AMOUNT_ONLY"});
    CHECK(book(refund("6.00", {refund_item("shipping", "8", 0, "6.00")}, of)).verdict == LL_PASS); // all of them
}

TEST_CASE("rules.refunds items that come to nothing are no correction of tax") {
    CHECK(book(refund("5.00", {refund_item("line", "31", 0, "")}), R"({"tax_account":"222000","tax_tax_code":"S0"})").codes() == Words{"TOTAL_MISMATCH"});
}

TEST_CASE("rules.refunds amounts without lines need an account") {
    const Value body = refund("5.00", {refund_item("order", "1047", 0, "5.00")});
    CHECK(book(body).codes() == Words{"REFUND_AMOUNT_ONLY"});
    const Judged judged = book(body, R"({"amount_account":"440000","amount_tax_code":"S0"})");
    REQUIRE(judged.verdict == LL_PASS);
    CHECK(judged.booking()["amounts"].as_array()->at(0)["account"].text_or("") == "440000");
    CHECK(judged.booking()["expected_total"].text_or("") == "5.00");
    CHECK(judged.booking()["custody"].text_or("") == "none");
}

TEST_CASE("rules.refunds a correction of tax alone needs an account, with items or without") {
    CHECK(book(refund("1.00", {})).codes() == Words{"REFUND_AMOUNT_ONLY"});
    CHECK(book(refund("1.00", {refund_item("tax", "1047", 0, "1.00")})).codes() == Words{"REFUND_AMOUNT_ONLY"});
    const std::string account = R"({"tax_account":"222000","tax_tax_code":"S0"})";
    CHECK(book(refund("1.00", {}), account).booking()["amounts"].as_array()->at(0)["account"].text_or("") == "222000");
    CHECK(book(refund("1.00", {refund_item("tax", "1047", 0, "1.00")}), account).verdict == LL_PASS);
}

TEST_CASE("rules.refunds a deduction is taken off the line, or booked on its account") {
    const Value body = refund("15.00", {with_deduction(refund_item("line", "32", 1, "18.00"), "-3.00")});
    const Judged in_price = book(body);
    REQUIRE(in_price.verdict == LL_PASS);
    CHECK(line_text(in_price, 0) == "32: 1 x 15 = 15.00");
    const Judged on_account = book(body, R"({"deduction_account":"484000","deduction_tax_code":"S0"})");
    REQUIRE(on_account.verdict == LL_PASS);
    CHECK(line_text(on_account, 0) == "32: 1 x 18.00 = 18.00");
    CHECK(on_account.booking()["amounts"].as_array()->at(0)["amount"].text_or("") == "-3.00");
    CHECK(on_account.booking()["expected_total"].text_or("") == "15.00");
    CHECK(book(refund("0.01", {with_deduction(refund_item("line", "32", 1, "18.00"), "-20.00")})).verdict == LL_HOLD);
}

TEST_CASE("rules.refunds amounts that a person set are spread over the lines, or held") {
    Value body = refund("14.00", {refund_item("line", "31", 3, ""), refund_item("line", "32", 1, "")});
    CHECK(book(body).codes() == Words{"TOTAL_MISMATCH"}); // nobody says that it was set by hand
    body.set("amounts_set_by_hand", true);
    const Judged judged = book(body);
    REQUIRE(judged.verdict == LL_PASS);
    CHECK(line_text(judged, 0) == "31: 3 x 1.666667 = 5.00");
    CHECK(line_text(judged, 1) == "32: 1 x 9 = 9.00");
    CHECK(book(body, R"({"by_hand":"hold"})").codes() == Words{"TOTAL_MISMATCH"});
    body.set("total_inc_tax", "30.00");
    CHECK(book(body).codes() == Words{"TOTAL_MISMATCH"}); // never more than was sold
}

TEST_CASE("rules.refunds what the store states for a line counts where its sum is what goes back") {
    const Judged judged = book(refund("16.50", {refund_item("line", "32", 1, "16.50")}));
    REQUIRE(judged.verdict == LL_PASS);
    CHECK(line_text(judged, 0) == "32: 1 x 16.5 = 16.50");
}

TEST_CASE("rules.refunds with net prices the tax is added as the company rounds it") {
    const Judged judged = book(refund("21.60", {refund_item("line", "32", 1, "")}, original("net")));
    REQUIRE(judged.verdict == LL_PASS);
    CHECK(line_text(judged, 0) == "32: 1 x 18.00 = 18.00");
    CHECK(judged.booking()["expected_tax"].text_or("") == "3.60");
    CHECK(judged.booking()["expected_total"].text_or("") == "21.60");
    const Judged cent = book(refund("21.59", {refund_item("line", "32", 1, "")}, original("net")));
    REQUIRE(cent.verdict == LL_PASS);
    CHECK(cent.booking()["expected_total"].text_or("") == "21.59");
}

TEST_CASE("rules.refunds with net prices an amount on an account has its tax taken out, as the ERP adds it again") {
    const char* patch = R"({"amount_account":"440000","amount_tax_code":"A1","amount_tax_rate":"20"})";
    const Judged judged = book(refund("12.00", {refund_item("order", "7", 0, "12.00")}, original("net")), patch);
    REQUIRE(judged.verdict == LL_PASS);
    CHECK(judged.booking()["amounts"].as_array()->at(0)["amount"].text_or("") == "10.00");
    CHECK(judged.booking()["expected_tax"].text_or("") == "2.00");
    CHECK(judged.booking()["expected_total"].text_or("") == "12.00");
    CHECK(book(refund("12.00", {refund_item("order", "7", 0, "12.00")}), patch).booking()["amounts"].as_array()->at(0)["amount"].text_or("") == "12.00");
}

TEST_CASE("rules.refunds more tax than was booked, by rounding of each memo, is noted or held") {
    Value of = original();
    of.set("booked_tax", "5.00");
    const auto credited = [&](const std::string& tax) {
        of.set("credited_tax", tax);
        return refund("18.00", {refund_item("line", "32", 1, "")}, of); // 3.00 of it is tax
    };
    for (const char* patch : {"{}", R"({"tax_difference":"hold"})"}) {
        CAPTURE(patch);
        CHECK(book(credited("2.00"), patch).verdict == LL_PASS);
        CHECK(book(credited("2.00"), patch).codes().empty());
    }
    const Judged noted = book(credited("2.01"));
    REQUIRE(noted.verdict == LL_PASS);
    REQUIRE(noted.codes() == Words{"TAX_AMOUNT_DIFF"});
    CHECK(noted.findings[0].message == "With refund 12 the credit memos of order 1047 come to 5.01 GBP of tax, and it was booked with 5.00: a difference of 0.01");
    CHECK(noted.booking()["expected_tax"].text_or("") == "3.00");
    CHECK(book(credited("0"), R"({"tax_difference":"hold"})").booking()["tax_limited"].bool_or(false)); // the sink knows what its memos really come to
    CHECK(book(credited("0")).booking()["tax_limited"].is_null());
    const Judged held = book(credited("2.01"), R"({"tax_difference":"hold"})");
    CHECK(held.verdict == LL_HOLD);
    CHECK(held.codes() == Words{"REFUND_EXCEEDS_ORDER"});
}

TEST_CASE("rules.refunds what has no tax in it is not held for the tax of others") {
    Value of = original();
    of.set("booked_tax", "5.00");
    of.set("credited_tax", "5.01");
    CHECK(book(refund("2.00", {refund_item("order", "7", 0, "2.00")}, of), R"({"amount_account":"440000","amount_tax_code":"A0","tax_difference":"hold"})").verdict == LL_PASS);
}

TEST_CASE("rules.refunds a bundle is given back by its parts") {
    Value of = original();
    of.set("lines", Value::array({original_line("30", "SET", 2, "0", "0", "20", R"({"posted":false,"omitted":true})"), original_line("31", "CUP", 2, "5", "10.00", "20", R"({"parent_id":"30"})"),
                                  original_line("32", "SAUCER", 4, "4.5", "18.00", "20", R"({"parent_id":"30"})")}));
    const Judged judged = book(refund("14.00", {refund_item("line", "30", 1, "14.00")}, of));
    REQUIRE(judged.verdict == LL_PASS);
    CHECK(line_text(judged, 0) == "31: 1 x 5 = 5.00");
    CHECK(line_text(judged, 1) == "32: 2 x 4.5 = 9.00");
}

TEST_CASE("rules.refunds whether goods are to come back is told apart from the money") {
    const Value body = refund("18.00", {refund_item("line", "32", 1, "")});
    const Judged expected = book(body);
    CHECK(expected.booking()["custody"].text_or("") == "expected");
    CHECK(expected.booking()["return_due"].text_or("") == "2026-03-31");
    CHECK_FALSE(expected.booking()["lines"].as_array()->at(0)["returns_goods"].bool_or(true));
    CHECK(book(body, R"({"goods":"none"})").booking()["custody"].text_or("") == "none");
    const Judged returned = book(body, R"({"goods":"returned"})");
    CHECK(returned.booking()["custody"].text_or("") == "returned");
    CHECK(returned.booking()["lines"].as_array()->at(0)["returns_goods"].bool_or(false));
    const Judged digital = book(refund("18.00", {refund_item("line", "32", 1, "")}, with_line(original(), 1, "kind", "digital")), R"({"goods":"returned"})");
    CHECK(digital.booking()["custody"].text_or("") == "none");
    CHECK_FALSE(digital.booking()["lines"].as_array()->at(0)["returns_goods"].bool_or(true));
}

TEST_CASE("rules.refunds a memo that takes goods back leaves out what a return has brought already") {
    const auto judged = [&](const char* back) { return book(refund("6.67", {refund_item("line", "31", 2, "")}, with_line(original(), 0, "returned_quantity", back)), R"({"goods":"returned"})"); };
    CHECK_FALSE(judged("2").booking()["lines"].as_array()->at(0)["returns_goods"].bool_or(true));
    CHECK_FALSE(judged("3").booking()["lines"].as_array()->at(0)["returns_goods"].bool_or(true));
    CHECK(judged("1").codes() == Words{"RETURN_MISMATCH"}); // one of the two would come twice
}

TEST_CASE("rules.refunds what is said of the goods of an entered refund comes before the policy") {
    Value body = refund("18.00", {refund_item("line", "32", 1, "")});
    body.set("goods", "none");
    CHECK(book(body).booking()["custody"].text_or("") == "none");
    CHECK(book(body, R"({"goods":"returned"})").booking()["custody"].text_or("") == "none");
    body.set("goods", "expected");
    const Judged judged = book(body, R"({"goods":"none"})");
    CHECK(judged.booking()["custody"].text_or("") == "expected");
    CHECK(judged.booking()["return_due"].text_or("") == "2026-03-31");
    CHECK_FALSE(book(body, R"({"goods":"returned"})").booking()["lines"].as_array()->at(0)["returns_goods"].bool_or(true));
}

TEST_CASE("rules.refunds nothing given back is nothing to credit") { CHECK(book(refund("0.00", {refund_item("line", "32", 1, "")})).verdict == LL_DROP); }

TEST_CASE("rules.refunds of orders from before the first day go on the partner and account that finance chose") {
    const Value body = refund("12.00", {refund_item("line", "5", 1, "12.00")}, Value());
    CHECK(book(body).codes() == Words{"REFUND_NO_ORDER"});
    const Judged judged = book(body, R"({"earlier_card_code":"C-WEB","earlier_account":"440000","earlier_tax_code":"S1","earlier_tax_rate":"20"})");
    REQUIRE(judged.verdict == LL_PASS);
    CHECK(judged.booking()["card_code"].text_or("") == "C-WEB");
    CHECK(judged.booking()["expected_total"].text_or("") == "12.00");
    CHECK(judged.booking()["expected_tax"].text_or("") == "2.00");
}

TEST_CASE("rules.refunds the day of the company counts, and settings that make no sense are refused") {
    CHECK(book(refund("18.00", {refund_item("line", "32", 1, "")}), R"({"utc_offset":"+01:00"})").booking()["document_date"].text_or("") == "2026-03-02");
    Room room;
    for (const char* patch : {R"({"utc_offset":"1h"})", R"({"comments":"{nobody}"})", R"({"return_days":-1})", R"({"price_decimals":9})", R"({"amount_account":"440000"})", R"({"tax_tax_rate":"x"})", R"({"earlier_card_code":"C"})"}) {
        CAPTURE(patch);
        CHECK_THROWS(room.make("refund-booking", settings("refund-booking", patch)));
    }
}
