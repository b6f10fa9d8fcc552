// Protects: what merchandising writes into the tables of stock is what counts on the day, and what makes no sense is told with its line.
#include "commerce/stock_policy.hpp"
#include "unit/commerce/stock_sample.hpp"

#include "config/maps.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using commerce::StockPolicy;
using message::Value;
using stock_sample::policy_of;
using stock_sample::policy_values;
using stock_sample::rows;

namespace {

std::vector<std::string> problems_with(const char* table, const Value& rows_of_table) {
    Value values = policy_values();
    values.set(table, rows_of_table);
    std::vector<std::string> problems;
    StockPolicy::from(values, problems);
    return problems;
}

// Both rows are right alone, and wrong together.
std::string problem_of_two(const char* table, std::vector<std::pair<std::string, Value>> one, std::vector<std::pair<std::string, Value>> other) {
    CHECK(problems_with(table, rows({one})).empty());
    CHECK(problems_with(table, rows({other})).empty());
    other.emplace_back("@line", 3);
    const auto problems = problems_with(table, rows({one, other}));
    REQUIRE(problems.size() == 1);
    return problems.front();
}

} // namespace

TEST_CASE("commerce.stock_policy: the fields are what a manifest takes, defaults included") {
    config::Section section;
    section.field = "routes.stock.stock";
    section.value = Value::object({{"warehouses", "warehouses.csv"}, {"buffers", "buffers.csv"}});
    const config::LoadedMaps maps({{"warehouses.csv", "warehouse,location\n01,1\n02,\n"}, {"buffers.csv", "sku,buffer\nMUG,4\n"}});
    std::vector<config::Problem> problems;
    const Value values = config::check(section, commerce::stock_policy_fields(), maps, problems);
    for (const auto& problem : problems) FAIL_CHECK(problem.text());
    const auto policy = policy_of(values);
    CHECK(policy.locations() == std::vector<std::string>{"1"});
    CHECK(*policy.location_of("01") == "1");
    CHECK(policy.location_of("02")->empty());
    CHECK(policy.location_of("03") == nullptr);
    CHECK(policy.buffer_of("MUG", "1", "2026-11-23") == 4);
    CHECK(policy.settle_ms == 60'000);
    CHECK_FALSE(policy.ordered_counts);
}

TEST_CASE("commerce.stock_policy: the most special buffer that is valid on the day counts") {
    Value values = policy_values();
    values.set("warehouses", rows({{{"warehouse", "01"}, {"location", "1"}}, {{"warehouse", "02"}, {"location", "2"}}, {{"warehouse", "03"}, {"location", "1"}}}));
    values.set("buffers", rows({{{"sku", ""}, {"location", ""}, {"buffer", "1"}},
                                {{"sku", ""}, {"location", "2"}, {"buffer", "2"}},
                                {{"sku", "MUG"}, {"location", ""}, {"buffer", "3"}},
                                {{"sku", "MUG"}, {"location", "2"}, {"buffer", "4"}},
                                {{"sku", "MUG"}, {"location", ""}, {"buffer", "30"}, {"from", "2026-11-27"}, {"to", "2026-11-30"}}}));
    const auto policy = policy_of(values);
    CHECK(policy.locations() == std::vector<std::string>{"1", "2"});
    CHECK(policy.buffer_of("CUP", "1", "2026-11-28") == 1);
    CHECK(policy.buffer_of("CUP", "2", "2026-11-28") == 2);
    CHECK(policy.buffer_of("MUG", "1", "2026-11-26") == 3);
    CHECK(policy.buffer_of("MUG", "1", "2026-11-27") == 30);
    CHECK(policy.buffer_of("MUG", "1", "2026-11-30") == 30);
    CHECK(policy.buffer_of("MUG", "1", "2026-12-01") == 3);
    CHECK(policy.buffer_of("MUG", "2", "2026-11-28") == 4); // the location says more than the day
    CHECK(policy.changed_between("2026-11-26", "2026-11-27") == std::set<std::string>{"MUG"});
    CHECK(policy.changed_between("2026-11-27", "2026-11-30").empty());
}

TEST_CASE("commerce.stock_policy: aliases by day, bundles by their parts, else the item itself") {
    Value values = policy_values();
    values.set("aliases", rows({{{"sku", "OLD"}, {"item", "NEW"}, {"from", "2026-11-01"}, {"to", ""}}, {{"sku", "OLD"}, {"item", "OLDER"}, {"to", "2026-10-31"}}}));
    values.set("bundles", rows({{{"sku", "SET"}, {"item", "NEW"}, {"quantity", "2"}}, {{"sku", "SET"}, {"item", "BOX"}, {"quantity", "0.5"}}}));
    const auto policy = policy_of(values);
    CHECK(policy.parts_of("OLD", "2026-11-01").at(0).item_code == "NEW");
    CHECK(policy.parts_of("OLD", "2026-10-31").at(0).item_code == "OLDER");
    CHECK(policy.parts_of("MUG", "2026-10-31").at(0).item_code == "MUG");
    REQUIRE(policy.parts_of("SET", "2026-10-31").size() == 2);
    CHECK(policy.parts_of("SET", "2026-10-31").at(1).quantity.text() == "0.5");
    CHECK(policy.is_bundle("SET"));
    CHECK(policy.skus_with("NEW") == std::vector<std::string>{"OLD", "SET"});
    CHECK(policy.skus_with("MUG").empty());
    CHECK(policy.changed_between("2026-10-31", "2026-11-01") == std::set<std::string>{"OLD"});
}

TEST_CASE("commerce.stock_policy: each wrong row is told with table and line") {
    const auto one = [](const char* table, std::vector<std::pair<std::string, Value>> row) {
        row.emplace_back("@line", 7);
        const auto problems = problems_with(table, rows({row}));
        REQUIRE_FALSE(problems.empty());
        return problems.front();
    };
    CHECK(one("buffers", {{"sku", "MUG"}, {"buffer", "x"}}) == "buffers, line 7: buffer \"x\" is not a whole number of 0 or more");
    CHECK(one("buffers", {{"sku", "MUG"}, {"buffer", "-1"}}).find("0 or more") != std::string::npos);
    CHECK(one("buffers", {{"sku", "MUG"}, {"buffer", "1"}, {"from", "1.2.2026"}}).find("from \"1.2.2026\" is not a day") != std::string::npos);
    CHECK(one("buffers", {{"sku", "MUG"}, {"buffer", "1"}, {"from", "2026-02-30"}}).find("is not a day") != std::string::npos);
    CHECK(one("buffers", {{"sku", "MUG"}, {"buffer", "1"}, {"from", "2026-02-02"}, {"to", "2026-02-01"}}).find("before") != std::string::npos);
    CHECK(one("buffers", {{"location", "9"}, {"buffer", "1"}}).find("no location") != std::string::npos);
    CHECK(one("warehouses", {{"warehouse", ""}, {"location", "1"}}).find("warehouse is empty") != std::string::npos);
    CHECK(one("warehouses", {{"warehouse", "01"}, {"location", "a|b"}}).find("|") != std::string::npos);
    CHECK(one("aliases", {{"sku", ""}, {"item", "A"}}).find("sku is empty") != std::string::npos);
    CHECK(one("aliases", {{"sku", "A"}, {"item", ""}}).find("item is empty") != std::string::npos);
    CHECK(one("bundles", {{"sku", "A"}, {"item", "B"}, {"quantity", "0"}}).find("above 0") != std::string::npos);
    CHECK(problems_with("warehouses", rows({{{"warehouse", "01"}, {"location", ""}}})).front().find("nothing to sell") != std::string::npos);
}

TEST_CASE("commerce.stock_policy: rows that contradict one another are told") {
    CHECK(problem_of_two("warehouses", {{"warehouse", "01"}, {"location", "1"}}, {{"warehouse", "01"}, {"location", "2"}}) ==
          "warehouses, line 3: warehouse \"01\" has a row already; a warehouse belongs to one location");
    CHECK(problem_of_two("buffers", {{"sku", "A"}, {"buffer", "1"}}, {{"sku", "A"}, {"buffer", "2"}}).find("same day") != std::string::npos);
    CHECK(problem_of_two("buffers", {{"sku", "A"}, {"buffer", "1"}, {"from", "2026-01-01"}}, {{"sku", "A"}, {"buffer", "2"}, {"to", "2026-01-01"}}).find("same day") != std::string::npos);
    CHECK(problem_of_two("aliases", {{"sku", "A"}, {"item", "B"}}, {{"sku", "A"}, {"item", "C"}, {"from", "2026-01-01"}}).find("same day") != std::string::npos);
    CHECK(problem_of_two("bundles", {{"sku", "A"}, {"item", "B"}, {"quantity", "1"}}, {{"sku", "A"}, {"item", "B"}, {"quantity", "2"}}).find("add its quantities up") != std::string::npos);
}
