// Protects the way in of stock against a whole simulated company: a snapshot is complete and exact in both ways of reading, on both
// databases and with every form of page.
#include "world.hpp"

#include <map>

using namespace sapb1_room;

namespace {

using Levels = std::map<std::string, std::string>; // "SKU-1 01" → "10/2/0"

struct Stocked {
    explicit Stocked(b1::CompanySettings settings = settings_of_test(), const std::string& version = "v2") : random(7), company(std::move(settings), clock, random), wire(company) {
        for (const char* code : {"01", "02", "03"}) company.add_warehouse(Value::object({{"WarehouseCode", code}}));
        line = connection(version);
        line.set("url", "https://sap.example.test:50000/b1s/" + version);
        line.set("password", "password of the test");
        http = std::make_unique<plugin::ConnectionHttp>(wire, line, secrets, "test");
        room = std::make_unique<Room>(*http);
    }
    void add(const std::string& code, const std::string& quantity) {
        company.add_item(json(R"({"ItemCode":")" + code + R"(","ItemWarehouseInfoCollection":[{"WarehouseCode":"01","InStock":)" + quantity +
                              R"(,"Committed":1},{"WarehouseCode":"02","InStock":0.5,"Ordered":7},{"WarehouseCode":"03"}]})"));
        const std::string all = Decimal::parse(quantity).normalized().text();
        expected[code + " 01"] = all + "/1/0";
        expected[code + " 02"] = "0.5/0/7";
        expected[code + " 03"] = "0/0/0";
    }
    // One snapshot, as the engine would apply it: a range sets all that is in it, and what has no row to nothing.
    Levels snapshot(plugin::Component& source) {
        Levels levels = known;
        pages = 0;
        std::string next_after;
        for (int polls = 0; polls < 500; ++polls) {
            const auto outcome = source.handle(LL_POLL, Value::object({{"cursor", cursor}, {"limit", 50}}));
            for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
            REQUIRE(outcome.verdict == LL_PASS);
            cursor = outcome.document["cursor"];
            for (const auto& emitted : outcome.emitted) {
                CHECK(emitted.refusal == "");
                CHECK(emitted.body["after"].text_or("?") == next_after);
                next_after = emitted.body["until"].text_or("?");
                apply(emitted.body, levels);
                ++pages;
            }
            if (!outcome.document["more"].bool_or(false)) break;
        }
        CHECK(next_after == "");
        known = levels;
        return levels;
    }
    void apply(const Value& page, Levels& levels) const {
        const std::string after = page["after"].text_or(""), until = page["until"].text_or("");
        for (auto& [level, figures] : levels)
            if (const std::string code = level.substr(0, level.size() - 3); code > after && (until.empty() || code <= until)) figures = "0/0/0";
        const Value& columns = page["columns"];
        const auto column = [&](const char* name) { return columns[name].text_or(""); };
        std::string before = after;
        for (const Value& row : *page["rows"].as_array()) {
            const std::string code = row[column("item_code")].text_or("");
            CHECK(code >= before);
            before = code;
            const auto take = [&](const Value& level) {
                const auto figure = [&](const char* name) { return Decimal::parse(level[column(name)].text_or("")).normalized().text(); };
                levels[code + " " + level[column("warehouse")].text_or("")] = figure("in_stock") + "/" + figure("committed") + "/" + figure("ordered");
            };
            if (column("levels").empty()) take(row);
            else
                for (const Value& level : *row[column("levels")].as_array()) take(level);
        }
    }
    void prepare(plugin::Component& source) {
        const auto outcome = source.handle(LL_PREPARE, Value::object({{"dry_run", false}}));
        REQUIRE(outcome.verdict == LL_PASS);
        CHECK(result(outcome)["message"].text_or("") == "");
    }

    SetClock clock;
    base::Random random;
    b1::Company company;
    Wire wire;
    config::Secrets secrets;
    Value line;
    std::unique_ptr<plugin::ConnectionHttp> http;
    std::unique_ptr<Room> room;
    Value cursor = Value::object();
    Levels expected, known;
    int pages = 0;
};

} // namespace

TEST_CASE("stock.sapb1 company: a snapshot is what the company has, on both databases, in both ways of reading, whatever the page") {
    for (const auto database : {b1::Database::hana, b1::Database::sql_server})
        for (const char* read : {"items", "query"})
            for (const int size : {4, 7, 1000}) {
                INFO(read << " in pages of " << size << (database == b1::Database::hana ? " on HANA" : " on SQL Server"));
                b1::CompanySettings settings = settings_of_test();
                settings.database = database;
                Stocked stocked(settings);
                for (const char* code : {"SKU-1", "SKU-10", "SKU-2", "sku-15", "Sku_3", "O'Brien & Söhne", " lead", "ÄÖ", "a b", "Z", "100"}) stocked.add(code, "10.25");
                const auto source = stocked.room->stock(read, size, stocked.line);
                stocked.prepare(*source);
                CHECK(stocked.snapshot(*source) == stocked.expected);
            }
}

TEST_CASE("stock.sapb1 company: version 1 of the Service Layer gives the same") {
    for (const char* read : {"items", "query"}) {
        Stocked stocked(settings_of_test(), "v1");
        for (const char* code : {"A", "B", "C", "D"}) stocked.add(code, "3");
        const auto source = stocked.room->stock(read, 4, stocked.line);
        stocked.prepare(*source);
        CHECK(stocked.snapshot(*source) == stocked.expected);
    }
}

TEST_CASE("stock.sapb1 company: the next snapshot has what was booked meanwhile, and items that came and went") {
    for (const auto database : {b1::Database::hana, b1::Database::sql_server}) {
        b1::CompanySettings settings = settings_of_test();
        settings.database = database;
        Stocked stocked(settings);
        for (const char* code : {"A", "b", "C"}) stocked.add(code, "10");
        const auto source = stocked.room->stock("items", 2, stocked.line);
        stocked.snapshot(*source);
        stocked.company.make_document("InventoryGenExits", json(R"({"DocumentLines":[{"ItemCode":"A","Quantity":4,"WarehouseCode":"01"}]})"));
        stocked.add("Bb", "5");
        stocked.expected["A 01"] = "6/1/0";
        CHECK(stocked.snapshot(*source) == stocked.expected);
    }
}

TEST_CASE("stock.sapb1 company: a stored query is made once, and who changed its text gets it back") {
    Stocked stocked;
    stocked.add("A", "1");
    const auto source = stocked.room->stock("query", 100, stocked.line);
    stocked.prepare(*source);
    CHECK(stocked.company.count("SQLQueries") == 1);
    CHECK(result(source->handle(LL_PREPARE, Value::object({{"dry_run", true}})))["state"].text_or("") == "present");
}

TEST_CASE("stock.sapb1 company: where OITW is not on the list of tables, prepare says so, and the items can still be read") {
    b1::CompanySettings settings = settings_of_test();
    settings.sql_tables_refused = {"OITW"};
    Stocked stocked(settings);
    stocked.add("A", "1");
    const auto by_query = stocked.room->stock("query", 100, stocked.line);
    const auto outcome = by_query->handle(LL_PREPARE, Value::object({{"dry_run", false}}));
    CHECK(result(outcome)["state"].text_or("") == "failed");
    CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("does not let stored queries read the stock levels"));
    const auto by_items = stocked.room->stock("items", 100, stocked.line);
    CHECK(stocked.snapshot(*by_items) == stocked.expected);
}
