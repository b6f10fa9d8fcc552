// Protects returns that whoever entered them takes back: what was not posted never is, and what was posted counts until a person has reversed it.
#include "return_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("return.withdrawn: what was not posted never is, and counts no more") {
    ReturnBench bench;
    bench.post_order();
    bench.enter("R1", Value::array({line("31", "", "4")}));
    const auto withdrawn = bench.withdraw("R1", Value::array({line("31", "", "4")}));
    while (bench.entered->step()) continue;
    CHECK(bench.message(withdrawn.id).state == state::dropped);
    CHECK(bench.counted().empty());
    CHECK(bench.open().empty());
    CHECK(bench.detail_of(withdrawn.id, "dropped")["reasons"].as_array()->at(0)["message"].text_or("").find("withdrawn by grace (counted wrongly)") != std::string::npos);
    const auto right = bench.enter("R2", Value::array({line("31", "", "1")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.message(right.id).state == state::routed);
}

TEST_CASE("return.withdrawn: what was posted counts until a person has reversed it, and its goods are missed again then") {
    ReturnBench bench;
    bench.post_order();
    bench.expect("12", "1");
    const auto row = bench.enter("R1", Value::array({line("31", "", "4")}));
    REQUIRE(bench.entered->step());
    bench.deliver(row);
    REQUIRE(bench.missing("12") == "");
    const auto withdrawn = bench.withdraw("R1", Value::array({line("31", "", "4")}));
    REQUIRE(bench.entered->step());
    REQUIRE(bench.findings(withdrawn.id) == Words{"RETURN_MISMATCH"});
    CHECK(bench.title(withdrawn.id).find("Return R1 was withdrawn by grace (counted wrongly) after its goods were booked as document 700") != std::string::npos);
    CHECK(bench.counted() == Words{"R1 31:4 received"});
    SECTION("reversed") {
        bench.reversed(withdrawn.id);
        CHECK(bench.counted().empty());
        CHECK(bench.missing("12") == "1 of MUG-1");
        CHECK(bench.open().empty());
        CHECK(bench.message(withdrawn.id).state == state::settled);
        CHECK(bench.detail_of(withdrawn.id, "resolved")["document_cancelled"].text_or("") == "700");
        const auto right = bench.enter("R2", Value::array({line("31", "", "1")}));
        REQUIRE(bench.entered->step());
        CHECK(bench.message(right.id).state == state::routed);
    }
    SECTION("it stands all the same") {
        bench.settle(withdrawn.id, "they are there");
        CHECK(bench.counted() == Words{"R1 31:4 received"});
        CHECK(bench.missing("12") == "");
    }
}

TEST_CASE("return.withdrawn: one for which nothing was posted asks nobody, and what was told of its goods is over") {
    ReturnBench bench;
    bench.post_order();
    bench.goes_to = "";
    const auto row = bench.enter("R1", Value::array({line("31", "", "1", false)}));
    REQUIRE(bench.entered->step());
    bench.deliver(row);
    bench.store.commit([&](store::UnitOfWork& unit) {
        auto reference = unit.cross_references().of_source(row.source, row.type, row.source_key).value();
        reference.remote_id = "";
        reference.remote_number = "nothing posted: no warehouse";
        unit.cross_references().put(reference);
    });
    REQUIRE(bench.findings(row.id) == Words{"RETURN_UNSELLABLE"});
    const auto withdrawn = bench.withdraw("R1", Value::array({line("31", "", "1", false)}));
    REQUIRE(bench.entered->step());
    CHECK(bench.message(withdrawn.id).state == state::dropped);
    CHECK(bench.counted().empty());
    CHECK(bench.open().empty());
}

TEST_CASE("return.withdrawn: one that a person settled without a document changes nothing") {
    ReturnBench bench;
    bench.post_order();
    const auto row = bench.enter("R1", Value::array({line("31", "", "5")}));
    REQUIRE(bench.entered->step());
    bench.settle(row.id, "not ours");
    const auto withdrawn = bench.withdraw("R1", Value::array({line("31", "", "5")}));
    REQUIRE(bench.entered->step());
    CHECK(bench.message(withdrawn.id).state == state::applied);
    CHECK(bench.open().empty());
    CHECK(bench.counted().empty());
}
