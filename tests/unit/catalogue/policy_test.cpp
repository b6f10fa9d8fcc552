// Protects: a section that would push wrong values is refused with the row that is wrong, and days are those of the calendar.
#include "catalogue/days.hpp"
#include "message/json.hpp"
#include "unit/catalogue/catalogue_bench.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace ledgerline;
using namespace ledgerline::catalogue;
using namespace ledgerline::catalogue::bench;

namespace {

std::vector<std::string> problems_of(const std::vector<std::pair<std::string, Value>>& members) {
    std::vector<std::string> problems;
    CataloguePolicy::from(bench::settings(members), problems);
    return problems;
}

class NoMaps final : public config::MapFiles {
    Value rows(std::string_view) const override { return Value::array(); }
};

} // namespace

TEST_CASE("catalogue.policy: an empty section owns nothing and creates nothing") {
    config::Section section;
    section.value = Value::object();
    std::vector<config::Problem> found;
    const Value values = config::check(section, catalogue_policy_fields(), NoMaps(), found);
    CHECK(found.empty());
    std::vector<std::string> problems;
    const CataloguePolicy policy = CataloguePolicy::from(values, problems);
    CHECK(problems.empty());
    for (const char* field : {"name", "price", "weight", "barcode", "visible", "tax_class"}) CHECK_FALSE(policy.owns(field));
    CHECK_FALSE(policy.may_create("MUG", "MUG"));
    CHECK_FALSE(policy.rounding);
}

TEST_CASE("catalogue.policy: every field has words for the manual") {
    for (const config::Field& field : catalogue_policy_fields()) {
        INFO(field.name);
        CHECK(field.help.size() > 15);
        CHECK_FALSE(field.example.empty());
    }
}

TEST_CASE("catalogue.policy: what is missing for an owned field is told") {
    CHECK(problems_of({}).empty());
    CHECK(problems_of({{"price_list", ""}}) == std::vector<std::string>{"price_list: is missing; without it no price is known"});
    CHECK(problems_of({{"currency", ""}}) == std::vector<std::string>{"currency: is missing; a price in another currency must be told apart"});
    CHECK(problems_of({{"tax_classes", nullptr}}) == std::vector<std::string>{"tax_classes: is missing; without it no tax code has a class"});
    CHECK(problems_of({{"create", "listed"}}) == std::vector<std::string>{"create_skus: is missing; it says what create: listed may create"});
    CHECK(problems_of({{"price_factor", "0"}}) == std::vector<std::string>{"price_factor: \"0\" is no factor; it must be greater than 0"});
    CHECK(problems_of({{"decimals", 9}}) == std::vector<std::string>{"decimals: 9 is too many; 0 to 6 digits after the point"});
}

TEST_CASE("catalogue.policy: a tax code with two rows is refused with its line") {
    const auto problems = problems_of({{"tax_classes", rows({{{"tax_code", "A1"}, {"class", "3"}}, {{"tax_code", "A1"}, {"class", "4"}}})}});
    CHECK(problems == std::vector<std::string>{"tax_classes, line 3: the tax code \"A1\" has a row before this one"});
}

TEST_CASE("catalogue.policy: aliases hold on their days, and rows that overlap are refused") {
    const CataloguePolicy dated = bench::policy({{"aliases", rows({{{"sku", "MUG-OLD"}, {"item", "MUG"}, {"to", "2026-03-31"}}, {{"sku", "MUG-OLD"}, {"item", "MUG-2"}, {"from", "2026-04-01"}}})}});
    CHECK(dated.item_of("MUG-OLD", "2026-03-31") == "MUG");
    CHECK(dated.item_of("MUG-OLD", "2026-04-01") == "MUG-2");
    CHECK(dated.item_of("mug-old", "2026-04-01") == "mug-old");
    CHECK(dated.skus_with("MUG-2") == std::set<std::string>{"MUG-OLD"});
    CHECK(dated.skus_with("MUG-OLD").empty());
    CHECK(dated.next_alias_day("MUG-OLD", "2026-01-01") == "2026-04-01");
    CHECK(dated.next_alias_day("MUG-OLD", "2026-04-01").empty());

    const auto problems = problems_of({{"aliases", rows({{{"sku", "A"}, {"item", "B"}}, {{"sku", "A"}, {"item", "C"}, {"from", "2026-04-01"}}, {{"sku", "D"}, {"item", ""}, {"to", "31.3."}}})}});
    REQUIRE(problems.size() == 3);
    CHECK(problems[0] == "aliases, line 3: \"A\" has another row that is valid on the same day (line 2): end one before the other begins");
    CHECK(problems[1] == "aliases, line 4: item is empty; write the ERP's item code");
    CHECK(problems[2] == "aliases, line 4: \"31.3.\" is not a day (write 2026-01-31)");
}

TEST_CASE("catalogue.days: the day after, over months, years and leap days") {
    CHECK(day_after("2026-12-31") == "2027-01-01");
    CHECK(day_after("2028-02-28") == "2028-02-29");
    CHECK(day_after("2026-02-28") == "2026-03-01");
    CHECK(day_of(beginning_of("2026-11-26")) == "2026-11-26");
    CHECK(day_of(beginning_of("2026-11-26") - 1) == "2026-11-25");
    CHECK_FALSE(is_day("2026-02-29"));
    CHECK_FALSE(is_day("2026-2-9"));
    CHECK(next_edge("2026-11-27", "2026-11-30", "2026-11-26") == "2026-11-27");
    CHECK(next_edge("2026-11-27", "2026-11-30", "2026-11-27") == "2026-12-01");
    CHECK(next_edge("2026-11-27", "2026-11-30", "2026-12-01").empty());
    CHECK(next_edge("", "", "2026-12-01").empty());
}

TEST_CASE("catalogue.policy: docs/catalogue.md has every field as it is checked") {
    std::string table;
    for (const config::Field& field : catalogue_policy_fields()) {
        std::string type = field.type, otherwise = field.otherwise.is_null() ? "none" : field.otherwise.is_array() ? "`[]`" : "`" + message::write_json(field.otherwise) + "`";
        if (const std::string* text = field.otherwise.as_text()) otherwise = "`" + *text + "`";
        for (const auto* names : {&field.choices, &field.columns}) {
            for (std::size_t i = 0; i < names->size(); ++i) type += (i == 0 ? (names == &field.choices ? " of `" : " `") : names == &field.choices ? "`, `" : ",") + (*names)[i];
            if (!names->empty()) type += "`";
        }
        table += "| `" + field.name + "` | " + type + " | " + otherwise + " | " + field.help + "; `" + field.example + "` |\n";
    }
    const std::string path = LEDGERLINE_SOURCE_DIR "/docs/catalogue.md";
    std::stringstream page;
    page << std::ifstream(path).rdbuf();
    std::string text = page.str();
    const std::string head = "| field | type | default | meaning |\n|---|---|---|---|\n";
    const std::size_t begin = text.find(head), end = text.find("\n\n", begin);
    REQUIRE(begin != std::string::npos);
    REQUIRE(end != std::string::npos);
    INFO("run this test with LEDGERLINE_WRITE_DOCS=1 to write the table anew");
    if (std::getenv("LEDGERLINE_WRITE_DOCS") != nullptr) std::ofstream(path) << (text = text.substr(0, begin) + head + table + text.substr(end + 1));
    CHECK(text.find(head + table + "\n") != std::string::npos);
}
