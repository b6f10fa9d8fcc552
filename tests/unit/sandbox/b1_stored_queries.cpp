// Protects stored queries: made, changed, run with parameters and in pages, and refused with the numbers that the Service Layer has.
#include "b1_fixture.hpp"

using namespace ledgerline;
using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;

namespace {

struct Queried : Bench {
    explicit Queried(CompanySettings settings = german()) : Bench(std::move(settings)) {}
    Answer store(const std::string& sql, const std::string& code = "q") { return post("SQLQueries", R"({"SqlCode":")" + code + R"(","SqlName":"test","SqlText":")" + sql + "\"}"); }
    // The rows as one text: "SKU-1 01 10.0; ...".
    std::string run(const std::string& sql, const std::string& options = "", const base::Headers& headers = {{"Prefer", "odata.maxpagesize=100"}}) {
        const Answer made = store(sql, "c" + std::to_string(++count));
        if (made.status != 201) return made.code() + " " + made.message();
        return rows(get("SQLQueries('c" + std::to_string(count) + "')/List" + options, headers));
    }
    static std::string rows(const Answer& answer) {
        if (answer.status != 200) return answer.code() + " " + answer.message();
        std::string out;
        for (const Value& row : *answer.body["value"].as_array()) {
            std::string line;
            for (const auto& [name, cell] : *row.as_object()) line += (line.empty() ? "" : " ") + (cell.is_null() ? std::string("null") : cell.text_or("?"));
            out += (out.empty() ? "" : "; ") + line;
        }
        return out;
    }
    int count = 0;
};

} // namespace

TEST_CASE("sandbox.b1 queries: the levels of a warehouse, as the documented example asks for them") {
    Queried bench;
    REQUIRE(bench.store("select ItemCode, WhsCode, OnHand, IsCommited, OnOrder from OITW where WhsCode = :whs order by ItemCode").status == 201);
    const Answer answer = bench.get("SQLQueries('q')/List?whs='02'");
    CHECK(Queried::rows(answer) == "SKU-1 02 2.0 0.0 0.0; SKU-2 02 2.0 0.0 0.0; SKU-3 02 2.0 0.0 0.0");
    CHECK((*answer.body["value"].as_array())[0].as_object()->front().first == "ItemCode");
    CHECK(answer.body["@odata.context"].text_or("") == "https://sap.example.test:50000/b1s/v2/$metadata#SAPB1.SQLQueryResult");
}

TEST_CASE("sandbox.b1 queries: parameters come in the address or in a body, and quotes are doubled") {
    Queried bench;
    bench.add_item("O'B");
    REQUIRE(bench.store("select ItemCode from OITM where ItemCode = :a or ItemCode = :b order by ItemCode").status == 201);
    CHECK(Queried::rows(bench.get("SQLQueries('q')/List?a='SKU-1'&b='O''B'")) == "O'B; SKU-1");
    CHECK(Queried::rows(bench.post("SQLQueries('q')/List", R"({"ParamList":"a='SKU-1'&b='SKU-2'"})")) == "SKU-1; SKU-2");
    CHECK(bench.get("SQLQueries('q')").body["ParamList"].text_or("") == "a,b");
}

TEST_CASE("sandbox.b1 queries: pages and the forms of their links, with and without parameters") {
    Queried bench;
    REQUIRE(bench.store("select ItemCode from OITW where WhsCode = :w order by ItemCode").status == 201);
    const Answer first = bench.get("SQLQueries('q')/List?w='01'", {{"Prefer", "odata.maxpagesize=2"}});
    CHECK(Queried::rows(first) == "SKU-1; SKU-2");
    CHECK(first.header("Preference-Applied") == "odata.maxpagesize=2");
    CHECK(first.body["@odata.nextLink"].text_or("") == "SQLQueries('q')/List?w='01'&$skip=2");
    CHECK(Queried::rows(bench.get("SQLQueries('q')/List?w='01'&$skip=2", {{"Prefer", "odata.maxpagesize=2"}})) == "SKU-3");
    REQUIRE(bench.store("select ItemCode from OITM", "p").status == 201);
    CHECK(bench.get("SQLQueries('p')/List", {{"Prefer", "odata.maxpagesize=1"}}).body["@odata.nextLink"].text_or("") == "SQLQueries('p')/List?&$skip=1");
}

TEST_CASE("sandbox.b1 queries: paging by key gives every level once") {
    Queried bench;
    CHECK(bench.run("select ItemCode, WhsCode from OITW where ItemCode > :after order by ItemCode, WhsCode", "?after='SKU-1'", {{"Prefer", "odata.maxpagesize=3"}}) == "SKU-2 01; SKU-2 02; SKU-3 01");
    CHECK(bench.run("select ItemCode, WhsCode from OITW where ItemCode > :after order by ItemCode, WhsCode", "?after=''", {{"Prefer", "odata.maxpagesize=2"}}) == "SKU-1 01; SKU-1 02");
}

TEST_CASE("sandbox.b1 queries: what may be asked of one table") {
    Queried bench;
    bench.company.set_stock("SKU-2", "01", Decimal(0));
    CHECK(bench.run("select top 2 ItemCode from OITM order by ItemCode desc") == "SKU-3; SKU-2");
    CHECK(bench.run("select distinct WhsCode from OITW order by WhsCode") == "01; 02");
    CHECK(bench.run("select ItemCode, sum(OnHand) as Total from OITW group by ItemCode having sum(OnHand) > 5 order by sum(OnHand) desc, ItemCode") == "SKU-1 12.0; SKU-3 12.0");
    CHECK(bench.run("select count(*) as N, max(OnHand), avg(OnHand) from OITW where WhsCode in ('01','02')") == "6 10.0 4.333333");
    CHECK(bench.run("select ItemCode from OITM where ItemCode like '%-3' or upper(ItemName) = 'MUG SKU-1'") == "SKU-1; SKU-3");
    CHECK(bench.run("select T0.ItemCode, isnull(T0.CodeBars, 'none') from OITM T0 where T0.CodeBars is null and not T0.ItemCode in ('SKU-1','SKU-2')") == "SKU-3 none");
    CHECK(bench.run("select ItemCode from OITW where OnHand between 1 and 5 and WhsCode <> '01'") == "SKU-1; SKU-2; SKU-3");
}

TEST_CASE("sandbox.b1 queries: joined tables, and those that have no partner on the left") {
    Queried bench;
    CHECK(bench.run("select T0.ItemCode, T1.Price from OITM T0 inner join ITM1 T1 on T0.ItemCode = T1.ItemCode and T1.PriceList = 1 where T0.ItemCode <= 'SKU-2'") == "SKU-1 24.9; SKU-2 24.9");
    CHECK(bench.run("select T0.ItemCode, T1.Price from OITM T0 left join ITM1 T1 on T0.ItemCode = T1.ItemCode and T1.PriceList = 2 where T0.ItemCode = 'SKU-1'") == "SKU-1 null");
}

TEST_CASE("sandbox.b1 queries: enumerations come as they are stored, and dates without signs") {
    Queried bench;
    CHECK(bench.run("select ItemCode, Locked from OITW where ItemCode = 'SKU-1' and WhsCode = '01'") == "SKU-1 N");
    CHECK(bench.run("select UpdateDate, InvntItem from OITM where ItemCode = 'SKU-1'") == "20260131 Y");
}

TEST_CASE("sandbox.b1 queries: each refusal has its number") {
    Queried bench;
    struct Case {
        const char *sql, *code;
    };
    for (const Case& one : {Case{"select * from OITM", "701"}, Case{"update OITM set ItemName = 'x'", "701"}, Case{"select ItemCode from OITM where", "701"}, Case{"select replace(ItemCode, 'a', 'b') from OITM", "701"},
                            Case{"select ItemCode from OINM", "702"}, Case{"select ItemCode from OIVL", "702"}, Case{"select ItemCode, Algo from OITW", "703"}}) {
        INFO(one.sql);
        const Answer answer = bench.store(one.sql);
        CHECK(answer.status == 400);
        CHECK(answer.code() == one.code);
    }
    CHECK(bench.store("select ItemCode from OINM").message() == "Table 'OINM' not accessible");
    CHECK(bench.run("select ItemCode from OITM where ItemCode = :a").substr(0, 3) == "704");
    CHECK(bench.run("select ItemCode from OITM where ItemCode = :a", "?a=SKU").substr(0, 3) == "704");
    CHECK(bench.get("SQLQueries('none')/List").code() == "-2028");
}

TEST_CASE("sandbox.b1 queries: what the sandbox does not simulate is said, not answered wrongly") {
    Queried bench;
    for (const char* sql : {"select ItemCode from OITM union select ItemCode from OITW", "select ItemCode from OITM where exists (select ItemCode from OITW)", "select A.ItemCode from OITM A, OITW B"}) {
        INFO(sql);
        CHECK_THAT(bench.store(sql).message(), Catch::Contains("does not simulate"));
    }
}

TEST_CASE("sandbox.b1 queries: a text that is nested without an end is refused and does not end the sandbox") {
    const auto many = [](const char* text) {
        std::string out;
        for (int i = 0; i < 200'000; ++i) out += text;
        return out;
    };
    Queried bench;
    for (const std::string& sql : {"select ItemCode from OITM where " + many("not ") + "ItemCode = 'A'", "select " + many("lower(") + "ItemCode" + many(")") + " from OITM",
                                   "select ItemCode from OITM where ItemCode = 'A'" + many(" or ItemCode = 'A'")})
        CHECK(bench.store(sql).code() == "701");
}

TEST_CASE("sandbox.b1 queries: a query stays under its code, its text can be changed, and it can be removed") {
    Queried bench;
    REQUIRE(bench.store("select ItemCode from OITM").status == 201);
    CHECK(bench.store("select ItemCode from OITM").code() == "-2035");
    REQUIRE(bench.patch("SQLQueries('q')", R"({"SqlText":"select ItemName from OITM where ItemCode = 'SKU-1'"})").status == 204);
    CHECK(Queried::rows(bench.get("SQLQueries('q')/List")) == "Mug SKU-1");
    CHECK(bench.patch("SQLQueries('q')", R"({"SqlText":"select"})").code() == "701");
    REQUIRE(bench.call("DELETE", "/b1s/v2/SQLQueries('q')").status == 204);
    CHECK(bench.get("SQLQueries('q')").status == 404);
}

TEST_CASE("sandbox.b1 queries: a table can be off the list, and an old Service Layer has none at all") {
    CompanySettings settings = Bench::german();
    settings.sql_tables_refused = {"OITW"};
    CHECK(Queried(settings).store("select ItemCode from OITW").code() == "702");
    settings.stored_queries = false;
    CHECK(Queried(settings).store("select ItemCode from OITM").code() == "200");
}

TEST_CASE("sandbox.b1 queries: SQL Server does not tell capitals apart, HANA does") {
    CompanySettings settings = Bench::german();
    for (const bool server : {false, true}) {
        settings.database = server ? Database::sql_server : Database::hana;
        Queried bench(settings);
        CHECK(bench.run("select ItemCode from OITM where ItemCode = 'sku-1'") == (server ? "SKU-1" : ""));
    }
}
