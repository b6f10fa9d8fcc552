// Protects how a component reads its configuration, and how it says what is wrong with it.
#include "fake_host.hpp"

#include "ledgerline/config.hpp"

#include <catch2/catch.hpp>

using ledgerline::Call;
using ledgerline::Config;
using ledgerline::Decimal;

namespace {

constexpr const char* document = R"({"name":"orders/tax-map","connection":{"url":"https://shop","token":"${secret:1}"},
    "settings":{"limit":"5000.00","retries":3,"strict":true,"pause":30000,"policy":"hold","words":["a","b"],"unset":null,
    "map":[{"rate":"20.0000","tax_code":"S1","country":"","@line":2},{"rate":"5","tax_code":"S5","@line":3}]}})";

struct Created {
    fake::Host host{document};
    Call call{host.table(), host.handle()};
    Config config{call};
};

} // namespace

TEST_CASE("sdk.config reads every type of field") {
    const Created created;
    const Config& config = created.config;
    CHECK(config.name() == "orders/tax-map");
    CHECK(config.decimal("limit") == Decimal(5000));
    CHECK(config.integer("retries") == 3);
    CHECK(config.boolean("strict"));
    CHECK(config.duration_ms("pause") == 30000);
    CHECK(config.choice("policy") == "hold");
    CHECK(config.list("words") == std::vector<std::string>{"a", "b"});
    CHECK(config.connection().text("url") == "https://shop");
}

TEST_CASE("sdk.config hands out secrets as placeholders only") {
    const Created created;
    CHECK(created.config.connection().secret("token") == "${secret:1}");
}

TEST_CASE("sdk.config tells what is configured from what is not") {
    const Created created;
    CHECK(created.config.has("limit"));
    CHECK_FALSE(created.config.has("unset"));
    CHECK_FALSE(created.config.has("never"));
    CHECK(created.config.list("never").empty());
}

TEST_CASE("sdk.config reads the rows of a map with their lines") {
    const Created created;
    const auto rows = created.config.rows("map");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].decimal("rate") == Decimal(20));
    CHECK(rows[0].line() == 2);
    CHECK_FALSE(rows[0].has("country"));
    CHECK_FALSE(rows[1].has("country"));
    CHECK(rows[1].text("tax_code") == "S5");
    CHECK(rows[1].text_or("country", "GB") == "GB");
    CHECK_THROWS_WITH(rows[1].text("country"), Catch::Contains("/settings/map/1/country"));
}

TEST_CASE("sdk.config names the field that a component cannot work with") {
    const Created created;
    const auto problem = created.config.problem("map", "line {}: {} is no rate", 2, "x");
    CHECK(std::string(problem.what()) == "map: line 2: x is no rate");
    CHECK(problem.pointer() == "/settings/map");
}
