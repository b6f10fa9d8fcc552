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

TEST_CASE("sdk.config a problem names the place: of a field, of an element, of a cell, of what is not there") {
    const Created created;
    const Config& config = created.config;
    const auto problem = config.problem("limit", "{} is above {}", "5000.00", 4000);
    CHECK(std::string(problem.what()) == "5000.00 is above 4000");
    CHECK(problem.pointer() == "/settings/limit");
    CHECK(config.problem(config.node()["words"][1], "no").pointer() == "/settings/words/1");
    CHECK(config.rows("map")[1].problem("rate", "no").pointer() == "/settings/map/1/rate");
    CHECK(config.problem("never", "no").pointer() == "/settings/never");
    CHECK(config.connection().problem("url", "no").pointer() == "/connection/url");
}

TEST_CASE("sdk.config what is refused is told at once, and the component is not created") {
    Created created;
    CHECK_FALSE(created.call.configuration_refused());
    created.config.refuse(created.config.problem("limit", "is too high"));
    created.config.connection().refuse(created.config.connection().problem("url", "leads nowhere"));
    CHECK(created.call.configuration_refused());
    REQUIRE(created.host.explained.size() == 2);
    CHECK(created.host.explained[0].message == "is too high");
    CHECK(created.host.explained[0].where == "/settings/limit");
    CHECK(created.host.explained[1].where == "/connection/url");
}
