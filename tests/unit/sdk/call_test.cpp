// Protects what a component may do beside its document: look up reference data, give reasons, emit, log.
#include "fake_host.hpp"

#include "ledgerline/call.hpp"

#include <catch2/catch.hpp>

using ledgerline::Call;
using ledgerline::Node;

TEST_CASE("sdk.call looks up rows that stay where they are") {
    fake::Host host;
    host.rows["items/A"] = fake::parse(R"({"code":"A"})");
    host.rows["items/B"] = fake::parse(R"({"code":"B"})");
    Call call(host.table(), host.handle());
    const auto first = call.lookup("items", "A");
    const auto none = call.lookup("items", "a");
    const auto second = call.lookup("items", "B");
    REQUIRE(first);
    CHECK_FALSE(none);
    REQUIRE(second);
    CHECK((*first)["code"].text() == "A");
    CHECK((*second)["code"].text() == "B");
}

TEST_CASE("sdk.call says which lookup was refused") {
    fake::Host host;
    Call call(host.table(), host.handle());
    CHECK_THROWS_WITH(call.lookup("customers", "A"), Catch::Contains("customers") && Catch::Contains("no such table"));
}

TEST_CASE("sdk.call explains with place and facts") {
    fake::Host host(R"({"lines":[{},{"sku":"a"}]})");
    Call call(host.table(), host.handle());
    call.explain("SKU_NOT_FOUND", "no item a", call.root()["lines"][1]["sku"], ledgerline::facts().subject("sku:a").add("sku", "a"));
    call.explain("OTHER", "no place");
    REQUIRE(host.explained.size() == 2);
    CHECK(host.explained[0].code == "SKU_NOT_FOUND");
    CHECK(host.explained[0].message == "no item a");
    CHECK(host.explained[0].where == "/lines/*/sku 1");
    CHECK(host.explained[0].facts == R"({"subject":"sku:a","sku":"a"})");
    CHECK(host.explained[1].where.empty());
    CHECK(host.explained[1].facts.empty());
}

TEST_CASE("sdk.call tells a body that does not fit its schema from a refusal") {
    fake::Host host;
    Call call(host.table(), host.handle());
    const Node body = call.scratch("body");
    body["id"].set("1");
    CHECK(call.emit("order", "1", "2026-01-01T00:00:00Z", body));
    host.schema_problem = [](const fake::Tree&) { return "/id: too short"; };
    CHECK_FALSE(call.emit("order", "2", "2026-01-01T00:00:00Z", body));
    host.is_finished = true;
    CHECK_THROWS_AS(call.emit("order", "3", "", body), ledgerline::RefusedError);
    CHECK(host.emitted.size() == 1);
}

TEST_CASE("sdk.call logs, tells the time and hears that the engine stops") {
    fake::Host host;
    Call call(host.table(), host.handle());
    call.warning("{} pages", 3);
    CHECK(host.logged == std::vector<std::string>{"2 3 pages"});
    CHECK(call.now_ms() == host.now);
    CHECK_FALSE(call.stopping());
    host.is_stopping = true;
    CHECK(call.stopping());
}
