// Protects that however often a return is judged or delivered its goods count once, and that they count no more when a person or the ERP says so.
#include "return_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("return.goods: what is delivered ends what is expected, once, however often it is told") {
    ReturnBench bench;
    bench.post_order();
    const store::Id refund = bench.expect("12", "2");
    bench.store.commit([&](store::UnitOfWork& unit) { bench.exceptions.hold(unit, unit.messages().find(refund).value(), {{"RETURN_NOT_RECEIVED", "where are they", "", "", "", "engine", Value::object()}}); });
    const auto one = bench.enter("R1", Value::array({line("31", "", "1")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.missing("12") == "2 of MUG-1"); // announced is not there
    bench.deliver(one);
    CHECK(bench.missing("12") == "1 of MUG-1");
    bench.came_back(one);
    CHECK(bench.missing("12") == "1 of MUG-1");
    CHECK(bench.counted() == Words{"R1 31:1 received"});
    CHECK(bench.findings(refund) == Words{"RETURN_NOT_RECEIVED"});
    const auto two = bench.enter("R2", Value::array({line("31", "", "1", false)}));
    REQUIRE(bench.entered->step());
    bench.deliver(two);
    CHECK(bench.missing("12") == "");
    CHECK(bench.open().empty());
}

TEST_CASE("return.goods: goods that are back before their refund is booked are not waited for") {
    ReturnBench bench;
    bench.post_order();
    const auto row = bench.enter("R1", Value::array({line("31", "", "1")}));
    REQUIRE(bench.entered->step());
    bench.deliver(row);
    bench.expect("12", "1");
    CHECK(bench.missing("12") == "");
}

TEST_CASE("return.goods: what cannot be sold and goes nowhere is told, with item, quantity and order") {
    ReturnBench bench;
    bench.post_order();
    const auto row = bench.enter("R1", Value::array({line("31", "", "1", false)}));
    SECTION("nowhere") {
        bench.goes_to = "";
        REQUIRE(bench.entered->step());
        bench.deliver(row);
        REQUIRE(bench.findings(row.id) == Words{"RETURN_UNSELLABLE"});
        CHECK(bench.open().front().find("1 of MUG-1 of order N1") != std::string::npos);
    }
    SECTION("scrap") {
        bench.goes_to = "SCRAP";
        REQUIRE(bench.entered->step());
        bench.deliver(row);
        CHECK(bench.open().empty());
    }
}

TEST_CASE("return.goods: what the ERP has booked itself counts, and one that is cancelled there counts no more") {
    ReturnBench bench;
    bench.post_order();
    bench.expect("12", "1");
    Value body = returned("7", Value::array({line("31", "", "1")}), true);
    const auto row = bench.book(body);
    REQUIRE(bench.booked->step());
    CHECK(bench.message(row.id).state == state::applied);
    CHECK(bench.missing("12") == "");
    body.set("cancelled", true);
    const auto later = bench.book(body);
    REQUIRE(bench.booked->step());
    CHECK(bench.message(later.id).state == state::applied);
    CHECK(bench.counted().empty());
    CHECK(bench.missing("12") == "1 of MUG-1");
    CHECK(bench.open().empty());
}

TEST_CASE("return.goods: a person who settles a return without a document takes it out of the count, one who names it leaves it in") {
    ReturnBench bench;
    bench.post_order();
    bench.expect("12", "1");
    bench.plugin.script("returns/for-returns", holds("RETURN_MISMATCH"));
    const auto row = bench.enter("R1", Value::array({line("31", "", "1")}));
    REQUIRE(bench.entered->step());
    SECTION("without") {
        bench.settle(row.id, "not ours");
        CHECK(bench.counted().empty());
        CHECK(bench.missing("12") == "1 of MUG-1");
    }
    SECTION("with") {
        bench.settle(row.id, "booked by hand", "21000001");
        CHECK(bench.counted() == Words{"R1 31:1 received"});
        CHECK(bench.missing("12") == "");
    }
}

TEST_CASE("return.goods: one that the ERP cancels after a person named a document for it counts no more, and the document is asked about") {
    ReturnBench bench;
    bench.post_order();
    bench.expect("12", "1");
    Value body = returned("7", Value::array({line("31", "", "5")}), true);
    const auto row = bench.book(body);
    REQUIRE(bench.booked->step());
    bench.settle(row.id, "booked by hand", "21000001");
    REQUIRE(bench.counted() == Words{"7 31:5 received"});
    REQUIRE(bench.missing("12") == "");
    body.set("cancelled", true);
    const auto cancelled = bench.book(body);
    REQUIRE(bench.booked->step());
    REQUIRE(bench.findings(cancelled.id) == Words{"RETURN_MISMATCH"});
    CHECK(bench.title(cancelled.id).find("Return 7 was cancelled in the ERP after a person named document 21000001") != std::string::npos);
    CHECK(bench.counted().empty());
    CHECK(bench.missing("12") == "1 of MUG-1");
    bench.settle(cancelled.id, "nothing to reverse");
    CHECK(bench.counted().empty());
    CHECK(bench.open().empty());
}
