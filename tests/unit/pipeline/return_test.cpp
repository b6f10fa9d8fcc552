// Protects what the pipeline does with returns: they wait for their order, their lines are found there and nowhere else, and no more comes back than was
// sold, whoever told it.
#include "return_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("return.pipeline: a return is sent with its order beside it and its lines as they were booked") {
    ReturnBench bench;
    bench.post_order();
    const auto row = bench.enter("R1", Value::array({line("", "MUG", "2")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.message(row.id).state == state::routed);
    const Value sent = bench.sent("R1"), booking = sent["lines"].as_array()->at(0)["booking"].as_array()->at(0);
    CHECK(message::schema_problem("return", sent) == "");
    CHECK(sent["original"]["document"]["number"].text_or("") == "700");
    CHECK(sent["lines"].as_array()->at(0)["line_id"].text_or("") == "31");
    CHECK(booking["item_code"].text_or("") == "MUG-1");
    CHECK(booking["quantity"].text_or("") == "2");
    CHECK(bench.counted() == Words{"R1 31:2 announced"});
}

TEST_CASE("return.pipeline: a bundle comes back as its parts") {
    ReturnBench bench;
    bench.post_order();
    bench.enter("R1", Value::array({line("40", "", "1")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.counted() == Words{"R1 41:1 announced", "R1 42:2 announced"});
    const auto part = bench.enter("R2", Value::array({line("42", "", "3")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.findings(part.id) == Words{"RETURN_MISMATCH"}); // two of four lids are back with the bundle
}

TEST_CASE("return.pipeline: what the order does not have, or more than was sold, is held") {
    ReturnBench bench;
    bench.post_order();
    Value lines = Value::array();
    SECTION("another case is another SKU") { lines.push(line("", "mug", "1")); }
    SECTION("a line of another order") { lines.push(line("99", "", "1")); }
    SECTION("two lines with the SKU") { lines.push(line("", "TWIN", "1")); }
    SECTION("more than was sold") { lines.push(line("31", "", "5")); }
    SECTION("more than was sold in two lines") {
        lines.push(line("31", "", "3"));
        lines.push(line("31", "", "2", false));
    }
    SECTION("nothing") { lines.push(line("31", "", "0")); }
    const auto row = bench.enter("R1", std::move(lines));
    REQUIRE(bench.entered->step());
    CHECK(bench.findings(row.id).front() == "RETURN_MISMATCH");
    CHECK(bench.counted().empty());
}

TEST_CASE("return.pipeline: returns of every origin count together, also in one batch") {
    ReturnBench bench;
    bench.post_order();
    const auto first = bench.enter("R1", Value::array({line("31", "", "3")})), second = bench.enter("R2", Value::array({line("31", "", "2")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.message(first.id).state == state::routed);
    CHECK(bench.message(second.id).state == state::ready); // what it was judged from is not so any more
    REQUIRE(bench.entered->step());
    CHECK(bench.findings(second.id) == Words{"RETURN_MISMATCH"});
    const auto third = bench.book(returned("7", Value::array({line("31", "", "2")}), true));
    REQUIRE(bench.booked->step());
    CHECK(bench.findings(third.id) == Words{"RETURN_MISMATCH"});
}

TEST_CASE("return.pipeline: a return waits for its order, and one of an order that nobody knows is a question") {
    ReturnBench bench;
    const auto unknown = bench.enter("R1", Value::array({line("31", "", "1")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.findings(unknown.id) == Words{"RETURN_NO_ORDER"});
    const auto order_row = bench.add(booked_order());
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::wake_refunds(unit, order_row); });
    REQUIRE(bench.entered->step());
    CHECK(bench.findings(unknown.id) == Words{"RETURN_WAITS_FOR_ORDER"});
    REQUIRE(bench.orders->step());
    bench.post(order_row);
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::wake_refunds(unit, order_row); });
    REQUIRE(bench.entered->step());
    CHECK(bench.message(unknown.id).state == state::routed);
    CHECK(bench.open().empty());
}

TEST_CASE("return.pipeline: what a rule holds because its line is on no document goes on with the order") {
    ReturnBench bench;
    bench.post_order();
    bool first = true;
    bench.plugin.script("returns/for-returns", [&](const Hand& hand) {
        if (!first) return LL_PASS;
        first = false;
        hand.explain("RETURN_NO_ORDER", "no item");
        return LL_HOLD;
    });
    const auto row = bench.enter("R1", Value::array({line("31", "", "1")}));
    REQUIRE(bench.entered->step());
    REQUIRE(bench.findings(row.id) == Words{"RETURN_NO_ORDER"});
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::wake_refunds(unit, unit.messages().newest("shop/orders", "order", "1").value()); });
    REQUIRE(bench.entered->step());
    CHECK(bench.message(row.id).state == state::routed);
}

TEST_CASE("return.pipeline: a return that changed is said to have changed where that was") {
    ReturnBench bench;
    bench.post_order();
    Value body = returned("7", Value::array({line("31", "", "5")}), true);
    const auto row = bench.book(body);
    REQUIRE(bench.booked->step());
    std::string document;
    SECTION("settled") {}
    SECTION("settled with a document") { document = "21000001"; }
    bench.settle(row.id, "looked at", document);
    body.member("lines").as_array()->at(0).set("quantity", "2");
    const auto later = bench.book(body);
    REQUIRE(bench.booked->step());
    REQUIRE(bench.findings(later.id) == Words{"RETURN_MISMATCH"});
    CHECK(bench.title(later.id).find("Return 7 was changed in the ERP after") != std::string::npos);
}
