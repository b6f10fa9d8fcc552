// Protects that the goods of a refund are put into stock once: by its memo or by a return, and never more than were sold.
#include "refund_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("refund.pipeline: goods that a memo puts into stock count as back from when it is sent, until it is taken back") {
    RefundBench bench;
    bench.post_order();
    bench.plugin.script("refunds/for-refunds", [](const Hand& hand) {
        credits("1", "10.00", "10.00")(hand);
        Value booking = hand.json("/body/booking");
        booking.set("custody", "returned");
        booking.member("lines").as_array()->front().set("returns_goods", true);
        hand.write("/body/booking", booking);
        return LL_PASS;
    });
    bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    CHECK(bench.returned_rows() == Words{"12 31:1 with_memo"});
    bench.take_in(refund("12", "1", "10.00", "declined"));
    CHECK(bench.returned_rows().empty());
}

TEST_CASE("refund.pipeline: what came back before its money is told to the rules, what a refund has paid for is not") {
    RefundBench bench;
    bench.post_order();
    bench.store.commit([&](store::UnitOfWork& unit) { unit.returned().add({0, "shop/orders", "1", "returns", "R1", "", "31", "2", "2", store::returned_state::received}); });
    bench.add_refund("12");
    REQUIRE(bench.refunds->step());
    CHECK(bench.sent("refund:shop:12")["original"]["lines"].as_array()->at(0)["returned_quantity"].text_or("") == "2");
    bench.add_refund("13");
    REQUIRE(bench.refunds->step());
    CHECK(bench.sent("refund:shop:13")["original"]["lines"].as_array()->at(0)["returned_quantity"].text_or("") == "1");
    bench.add_refund("14");
    REQUIRE(bench.refunds->step());
    CHECK(bench.sent("refund:shop:14")["original"]["lines"].as_array()->at(0)["returned_quantity"].is_null());
}

TEST_CASE("refund.pipeline: a memo puts no goods into stock that came back with a return") {
    RefundBench bench;
    bench.post_order();
    const auto back = [&](const std::string& units, const char* line = "31") {
        bench.store.commit([&](store::UnitOfWork& unit) { unit.returned().add({0, "shop/orders", "1", "returns", "R1", "", line, units, units, store::returned_state::received}); });
    };
    bench.plugin.script("refunds/for-refunds", [](const Hand& hand) {
        credits("2", "20.00", "20.00")(hand);
        Value booking = hand.json("/body/booking");
        booking.member("lines").as_array()->at(0).set("returns_goods", true);
        booking.set("custody", "returned");
        hand.write("/body/booking", booking);
        return LL_PASS;
    });
    SECTION("more than was sold would be in stock") {
        back("3");
        const auto row = bench.add_refund("12", "20.00");
        REQUIRE(bench.refunds->step());
        REQUIRE(bench.findings(row.id) == Words{"RETURN_MISMATCH"});
        CHECK(bench.open().front().find("2 of line 31") != std::string::npos);
        CHECK(bench.open().front().find("return R1") != std::string::npos);
        CHECK(bench.credit_rows("12") == 0);
    }
    SECTION("the others of the line") { back("2"); }
    SECTION("another line") { back("4", "32"); }
    if (bench.open().empty()) {
        const auto row = bench.add_refund("13", "20.00");
        REQUIRE(bench.refunds->step());
        CHECK(bench.message(row.id).state == state::routed);
    }
}
