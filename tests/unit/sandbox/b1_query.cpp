// Protects reading: filters, selections, order, paging and counting, as the OData of the Service Layer has them.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

namespace {

// The ItemCodes of a page, joined.
std::string codes(const Answer& answer) {
    std::string out;
    INFO(answer.text);
    REQUIRE(answer.body["value"].is_array());
    for (const Value& item : *answer.body["value"].as_array()) out += item["ItemCode"].text_or("?") + " ";
    return out;
}

std::string found(Bench& bench, const std::string& filter) {
    return codes(bench.get("Items?$filter=" + filter));
}

struct Filtered : Bench {
    Filtered() {
        company.change_item("SKU-2", json(R"({"ItemName":"Teapot","BarCode":"O'Neill","Frozen":"tYES"})"));
        company.change_item("SKU-3", json(R"({"ForeignName":"Becher"})"));
    }
};

} // namespace

TEST_CASE("sandbox.b1 filter: comparisons, logic and parentheses") {
    Filtered bench;
    CHECK(found(bench, "ItemCode eq 'SKU-1'") == "SKU-1 ");
    CHECK(found(bench, "ItemCode ne 'SKU-1' and not (ItemCode eq 'SKU-3')") == "SKU-2 ");
    CHECK(found(bench, "ItemCode gt 'SKU-1' or ItemName eq 'nothing'") == "SKU-2 SKU-3 ");
    CHECK(found(bench, "(ItemCode ge 'SKU-2') and (ItemCode lt 'SKU-3')") == "SKU-2 ");
    CHECK(found(bench, "'SKU-2' le ItemCode") == "SKU-2 SKU-3 ");
}

TEST_CASE("sandbox.b1 filter: text functions in both orders of arguments") {
    Filtered bench;
    CHECK(found(bench, "startswith(ItemName,'Tea')") == "SKU-2 ");
    CHECK(found(bench, "endswith(ItemCode,'3')") == "SKU-3 ");
    CHECK(found(bench, "contains(ItemName,'pot') eq true") == "SKU-2 ");
    CHECK(found(bench, "substringof('pot',ItemName)") == "SKU-2 ");
    CHECK(found(bench, "contains(ItemName,'POT')") == "");
    CHECK(codes(bench.get("Items?$filter=contains(ItemName,'POT')", {{"B1S-CaseInsensitive", "true"}})) == "SKU-2 ");
}

TEST_CASE("sandbox.b1 filter: a doubled quote, an encoded text and an enumeration by name or code") {
    Filtered bench;
    CHECK(found(bench, "BarCode%20eq%20%27O%27%27Neill%27") == "SKU-2 ");
    CHECK(found(bench, "Frozen eq 'tYES'") == "SKU-2 ");
    CHECK(found(bench, "Frozen eq 'Y'") == "SKU-2 ");
}

TEST_CASE("sandbox.b1 filter: null is found by eq null and by nothing else") {
    Filtered bench;
    CHECK(found(bench, "ForeignName eq null") == "SKU-1 SKU-2 ");
    CHECK(found(bench, "ForeignName ne null") == "SKU-3 ");
    CHECK(found(bench, "ForeignName ne 'x'") == "SKU-3 ");
    CHECK(found(bench, "not (ForeignName eq 'x')") == "SKU-3 ");
}

TEST_CASE("sandbox.b1 filter: dates in every literal form, times to the minute") {
    Filtered bench;
    bench.clock.at += 86'400'000;
    bench.login();
    bench.company.change_item("SKU-1", json(R"({"ItemName":"new"})"));
    for (const char* date : {"'2026-01-31'", "'20260131'", "datetime'2026-01-31'", "'2026-01-31T12:21:21'", "'20260131000000'", "2026-01-31"})
        CHECK(found(bench, std::string("UpdateDate gt ") + date) == "SKU-1 ");
    bench.clock.at += 30'000;
    bench.company.change_item("SKU-2", json(R"({"ItemName":"newer"})"));
    CHECK(found(bench, "UpdateDate eq '2026-02-01' and UpdateTime gt '09:15:10'") == "");
    CHECK(found(bench, "UpdateDate eq '2026-02-01' and UpdateTime ge '0915'") == "SKU-1 SKU-2 ");
    CompanySettings settings = Bench::german();
    settings.filter_time = FilterTime::second;
    Bench exact(settings);
    exact.clock.at += 30'000;
    exact.company.change_item("SKU-2", json(R"({"ItemName":"newer"})"));
    CHECK(found(exact, "UpdateTime gt '09:15:10'") == "SKU-2 ");
}

TEST_CASE("sandbox.b1 filter: computed stock can be asked for") {
    Filtered bench;
    bench.company.set_stock("SKU-3", "02", Decimal(50));
    CHECK(found(bench, "QuantityOnStock gt 40") == "SKU-3 ");
    CHECK(found(bench, "QuantityOnStock eq 60.0") == "SKU-3 ");
}

TEST_CASE("sandbox.b1 filter: a wrong name is 201, an unknown function reads as a property, nonsense is refused") {
    Filtered bench;
    CHECK(bench.get("Orders?$filter=DocStatus eq 'O'").code() == "201");
    CHECK(bench.get("Orders?$filter=DocStatus eq 'O'").message() == "Property 'DocStatus' is invalid");
    CHECK(bench.get("Orders?$filter=toupper(CardCode) eq 'A'").message() == "Property 'toupper' of 'Document' is invalid");
    for (const char* nonsense : {"ItemCode eq 'open", "ItemCode", "ItemCode eq", "(ItemCode eq 'a'", "ItemCode eq 'a' and", "ItemCode eq 'a' ; drop"})
        CHECK(bench.get(std::string("Items?$filter=") + nonsense).status == 400);
    CHECK(bench.get("Items?$filter=" + std::string(5000, '(')).status == 400);
}

TEST_CASE("sandbox.b1 filter: bytes that are no UTF-8 are refused in an answer that is JSON") {
    Bench bench;
    CHECK(bench.get("Items?$filter=%FF eq 'a'").code() == "-1000");
    CHECK(bench.get("Items('%C3')").status == 400);
}

TEST_CASE("sandbox.b1 select: only what is named, with its tag, and a wrong name kills the request") {
    Filtered bench;
    const Answer answer = bench.get("Items('SKU-1')?$select=ItemCode,QuantityOnStock,ItemWarehouseInfoCollection");
    CHECK(answer.body.size() == 5);
    CHECK(answer.body["@odata.etag"].text_or("") == answer.header("ETag"));
    CHECK(answer.body["QuantityOnStock"].text_or("") == "12.0");
    CHECK(bench.get("Items?$select=ItemCode,Colour").message() == "Property 'Colour' of 'Item' is invalid");
}

TEST_CASE("sandbox.b1 order by: several properties, both directions") {
    Filtered bench;
    CHECK(codes(bench.get("Items?$orderby=ItemCode desc")) == "SKU-3 SKU-2 SKU-1 ");
    CHECK(codes(bench.get("Items?$orderby=Frozen desc, ItemCode desc")) == "SKU-2 SKU-3 SKU-1 ");
}

TEST_CASE("sandbox.b1 paging: twenty rows even when more are asked for, and a link relative to the root") {
    Bench bench;
    for (int i = 100; i < 150; ++i) bench.add_item("T" + std::to_string(i));
    const Answer first = bench.get("Items?$top=500&$filter=startswith(ItemCode,'T')&$select=ItemCode");
    CHECK(first.body["value"].size() == 20);
    std::size_t rows = 20;
    std::string next = first.body["@odata.nextLink"].text_or("");
    CHECK(next.find("Items?$filter=startswith(ItemCode,'T')&$select=ItemCode") == 0);
    while (!next.empty()) {
        const Answer page = bench.get(next);
        rows += page.body["value"].size();
        next = page.body["@odata.nextLink"].text_or("");
    }
    CHECK(rows == 50);
}

TEST_CASE("sandbox.b1 paging: the two preferences, zero for everything, and no link when all fit") {
    Bench bench;
    for (int i = 100; i < 150; ++i) bench.add_item("T" + std::to_string(i));
    const Answer page = bench.get("Items", {{"Prefer", "odata.maxpagesize=30"}, {"B1S-PageSize", "5"}});
    CHECK(page.body["value"].size() == 30);
    CHECK(page.header("Preference-Applied") == "odata.maxpagesize=30");
    CHECK(bench.get("Items", {{"B1S-PageSize", "5"}}).body["value"].size() == 5);
    const Answer all = bench.get("Items", {{"Prefer", "odata.maxpagesize=0"}});
    CHECK(all.body["value"].size() == 53);
    CHECK(all.body.find("@odata.nextLink") == nullptr);
    CHECK(bench.get("Items?$top=5").body.find("@odata.nextLink") == nullptr);
    CHECK(bench.get("Items?$skip=50").body["value"].size() == 3);
}

TEST_CASE("sandbox.b1 paging: the link may be absolute or lose the filter, by a switch") {
    CompanySettings settings = Bench::german();
    settings.page_size = 1;
    settings.next_link = NextLink::absolute_path;
    CHECK(Bench(settings).get("Items?$filter=ItemCode gt 'A'").body["@odata.nextLink"].text_or("") == "/b1s/v2/Items?$filter=ItemCode gt 'A'&$skip=1");
    settings.next_link = NextLink::without_filter;
    CHECK(Bench(settings).get("Items?$filter=ItemCode gt 'A'").body["@odata.nextLink"].text_or("") == "Items?$skip=1");
}

TEST_CASE("sandbox.b1 counting: as a path, as a member, as text in v1") {
    Bench bench;
    CHECK(bench.get("Items/$count").text == "3");
    CHECK(bench.get("Items/$count?$filter=ItemCode gt 'SKU-1'").text == "2");
    CHECK(bench.get("Items?$count=true&$top=1").body["@odata.count"].int_or(0) == 3);
    const Answer first = bench.call("GET", "/b1s/v1/Items?$inlinecount=allpages");
    REQUIRE(first.body["odata.count"].is_text());
    CHECK(first.body["odata.count"].text_or("") == "3");
}

TEST_CASE("sandbox.b1 keys: paging by key, doubled quotes in a key, properties of an entity") {
    Bench bench;
    for (int i = 0; i < 5; ++i) bench.posted(Bench::order());
    const Answer page = bench.get("Orders?$filter=DocEntry gt 3&$orderby=DocEntry&$select=DocEntry");
    CHECK(page.body["value"].size() == 2);
    bench.add_item("O'Neill");
    CHECK(bench.get("Items('O''Neill')").body["ItemCode"].text_or("") == "O'Neill");
    CHECK(bench.get("Items(%27O%27%27Neill%27)/ItemName").body["value"].text_or("") == "Mug O'Neill");
    CHECK(bench.get("Orders(1)/DocTotal/$value").text == "29.63");
    CHECK(bench.get("Orders(1)/Total").message() == "Resource not found for the property: Total");
    CHECK(bench.get("Orders(77)").status == 404);
    CHECK(bench.get("Orders(77)").code() == "-2028");
}

TEST_CASE("sandbox.b1 flavour: SQL Server does not tell case apart") {
    CompanySettings settings = Bench::german();
    settings.database = Database::sql_server;
    Bench bench(settings);
    CHECK(bench.get("Items('sku-1')").body["ItemCode"].text_or("") == "SKU-1");
    CHECK(bench.get("Items?$filter=ItemCode eq 'sku-1'").body["value"].size() == 1);
    CHECK(Bench().get("Items('sku-1')").status == 404);
}

TEST_CASE("sandbox.b1 paging: pages of 20,000 items are found without looking at the skipped ones") {
    Bench bench;
    for (int i = 0; i < 20'000; ++i) bench.company.add_item(json(R"({"ItemCode":"N)" + std::to_string(100'000 + i) + R"("})"));
    const Answer page = bench.get("Items?$skip=19990&$select=ItemCode&$orderby=ItemCode");
    CHECK(codes(page).substr(0, 16) == "N119990 N119991 ");
    CHECK(page.body["value"].size() == 13);
}
