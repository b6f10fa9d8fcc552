// Protects the faults that tests and the simulation ask for: each does what it says, as often as it says.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

TEST_CASE("sandbox.b1 fault: an outage before execution leaves nothing") {
    Bench bench;
    bench.company.break_down(2, 503);
    for (int i = 0; i < 2; ++i) {
        const Answer answer = bench.post("Orders", Bench::order());
        CHECK(answer.status == 503);
        CHECK(answer.header("Content-Type") == "text/html");
    }
    CHECK(bench.company.order_count() == 0);
    CHECK(bench.post("Orders", Bench::order()).status == 201);
}

TEST_CASE("sandbox.b1 fault: an answer lost after the commit leaves the order, reads are not touched") {
    Bench bench;
    bench.add_user_objects();
    bench.company.break_down_after_commit(1, 504);
    CHECK(bench.get("Items").status == 200);
    CHECK(bench.batch(Bench::keyed_order("k", Bench::order("\"Quantity\":1", R"("U_LL_Key":"k")"))).status == 504);
    CHECK(bench.company.count_orders("U_LL_Key", "k") == 1);
    CHECK(bench.batch(Bench::keyed_order("k", Bench::order("\"Quantity\":1", R"("U_LL_Key":"k")"))).text.find("-2035") != std::string::npos);
    CHECK(bench.company.count_orders("U_LL_Key", "k") == 1);
}

TEST_CASE("sandbox.b1 fault: a refused write uses up no answer lost after a commit") {
    Bench bench;
    bench.company.break_down_after_commit(1, 502);
    CHECK(bench.post("Orders", "{}").status == 400);
    CHECK(bench.post("Orders", Bench::order()).status == 502);
}

TEST_CASE("sandbox.b1 fault: contention refuses the next writes of one entity set with -2039") {
    Bench bench;
    bench.company.contend("Orders", 2);
    CHECK(bench.patch("Items('SKU-1')", R"({"ItemName":"Cup"})").status == 204);
    for (int i = 0; i < 2; ++i) CHECK(bench.post("Orders", Bench::order()).code() == "-2039");
    CHECK(bench.post("Orders", Bench::order()).status == 201);
}

TEST_CASE("sandbox.b1 fault: sessions end at once and logins fail as often as asked") {
    Bench bench;
    bench.company.expire_sessions();
    CHECK(bench.get("Items").status == 401);
    bench.company.refuse_logins(1);
    const std::string login = R"({"CompanyDB":"SBO_SANDBOX","UserName":"ledgerline","Password":"sandbox"})";
    CHECK(bench.call("POST", "/b1s/v2/Login", login).code() == "-304");
    CHECK(bench.call("POST", "/b1s/v2/Login", login).status == 200);
}

TEST_CASE("sandbox.b1 inspection: totals and visits tell what was posted") {
    Bench bench;
    bench.posted(Bench::order(R"("Quantity":2,"UnitPrice":10)", R"("NumAtCard":"1047")"));
    bench.posted(Bench::order());
    const auto totals = bench.company.order_totals();
    REQUIRE(totals.size() == 2);
    CHECK(totals[0].total == Decimal::parse("23.80"));
    CHECK(totals[0].tax == Decimal::parse("3.80"));
    CHECK(bench.company.count_orders("NumAtCard", "1047") == 1);
    std::size_t lines = 0;
    bench.company.each_order([&](const Value& order) { lines += order["DocumentLines"].size(); });
    CHECK(lines == 2);
}

TEST_CASE("sandbox.b1 inspection: two companies of the same seed answer the same bytes") {
    const auto run = [] {
        Bench bench;
        bench.add_user_objects();
        return bench.batch(Bench::keyed_order("k", Bench::order())).text;
    };
    CHECK(run() == run());
}
