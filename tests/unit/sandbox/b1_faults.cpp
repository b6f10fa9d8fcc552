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

TEST_CASE("sandbox.b1 fault: a transaction that cannot be committed leaves nothing, alone or as a change set") {
    Bench bench;
    bench.add_user_objects();
    bench.company.fail_commits(2);
    CHECK(bench.get("Items").status == 200);
    const Answer answer = bench.post("Orders", Bench::order());
    CHECK(answer.status == 400);
    CHECK(answer.message() == "Could not commit transaction");
    CHECK(bench.batch(Bench::keyed_order("k", Bench::order())).text.find("Could not commit transaction") != std::string::npos);
    CHECK(bench.company.order_count() == 0);
    CHECK(bench.company.count("U_LEDGERLINE") == 0);
    CHECK(bench.stock("SKU-1", 0, "Committed") == "0.0");
    CHECK(bench.batch(Bench::keyed_order("k", Bench::order())).text.find("201 Created") != std::string::npos);
}

TEST_CASE("sandbox.b1 fault: sessions end after so many requests more") {
    Bench bench;
    bench.company.expire_sessions_after(2);
    CHECK(bench.get("Items").status == 200);
    CHECK(bench.get("Items").status == 200);
    CHECK(bench.get("Items").status == 401);
}

TEST_CASE("sandbox.b1 fault: a connection breaks before the work or after it") {
    Bench bench;
    const auto post = [&] {
        return bench.company.answer({"POST", "/b1s/v2/Orders", {{"Host", "sap.example.test"}, {"Cookie", "B1SESSION=" + bench.session}}, Bench::order()});
    };
    bench.company.drop_before_execution(1);
    CHECK(post().dropped);
    CHECK(bench.company.order_count() == 0);
    bench.company.drop_after_commit(1);
    CHECK(post().dropped);
    CHECK(bench.company.order_count() == 1);
    bench.company.slow_down(1, 90'000);
    const CompanyAnswer slow = post();
    CHECK(slow.delay_ms == 90'000);
    CHECK_FALSE(slow.dropped);
    CHECK(post().delay_ms == 0);
}

TEST_CASE("sandbox.b1 fault: the company's own rule cuts a batch off where it is switched so") {
    CompanySettings settings = Bench::german();
    settings.rejection_cuts_batch = true;
    Bench bench(settings);
    bench.add_user_objects();
    bench.company.reject_partner("C20007", "no");
    const auto send = [&](const std::string& target, const std::string& type, const std::string& body) {
        return bench.company.answer({"POST", target, {{"Cookie", "B1SESSION=" + bench.session}, {"Content-Type", type}}, body});
    };
    CHECK(send("/b1s/v2/$batch", "multipart/mixed;boundary=b", Bench::keyed_order("k", Bench::order())).dropped);
    CHECK_FALSE(send("/b1s/v2/Orders", "application/json", Bench::order()).dropped);
    CHECK(bench.company.count("U_LEDGERLINE") == 0);
}

TEST_CASE("sandbox.b1 fault: contention names the table where it is switched so") {
    CompanySettings settings = Bench::german();
    settings.contention_names_table = true;
    Bench bench(settings);
    bench.company.contend("Orders", 1);
    CHECK(bench.post("Orders", Bench::order()).message() == "Another user or another operation modified data; to continue, open the window again '' (RDR1) (ODBC -2039)");
}
