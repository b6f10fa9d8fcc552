// Protects the item master's way in: every item once, every change, nothing missed between pages, and no stamp of our own clock.
// Recorded exchanges, component in the plugin room.
#include "room.hpp"

using namespace sapb1_room;

namespace {

Value item(const std::string& code, const std::string& date = "2026-01-30T00:00:00Z", const std::string& time = "17:02:11") {
    return Value::object({{"@odata.etag", "W/\"356A\""}, {"ItemCode", code}, {"ItemName", "Mug, blue"}, {"BarCode", nullptr}, {"Valid", "tYES"}, {"Frozen", "tNO"}, {"SalesItem", "tYES"},
                          {"InventoryItem", "tYES"}, {"TreeType", "iNotATree"}, {"SalesItemsPerUnit", Value::number("1.0")}, {"SalesVATGroup", "A1"},
                          {"ItemPrices", json(R"([{"PriceList":1,"Price":24.9,"Currency":"GBP"},{"PriceList":2,"Price":20.0,"Currency":null}])")}, {"UpdateDate", date}, {"UpdateTime", time}});
}

struct Fixture {
    explicit Fixture(const Value& settings = source_settings(), const std::string& version = "v2") : source(room.source(settings, connection(version))) {
        http.answers.push_back(login_answer());
    }
    Recorded http;
    Room room{http};
    std::unique_ptr<plugin::Component> source;
    Value cursor = Value::object();
    plugin::Outcome poll(int limit = 2) {
        auto outcome = source->handle(LL_POLL, Value::object({{"cursor", cursor}, {"limit", limit}}));
        if (outcome.verdict == LL_PASS) cursor = outcome.document["cursor"];
        return outcome;
    }
    void page(std::vector<Value> rows, const char* next = nullptr) {
        Value body = Value::object({{"value", Value::array(std::move(rows))}});
        if (next) body.set("@odata.nextLink", next);
        http.answers.push_back(answered(200, std::move(body)));
    }
    // A full pass over one item with this stamp.
    void pass_once(const std::string& date = "2026-01-30T00:00:00Z", const std::string& time = "17:02:11") {
        page({item("A", date, time)});
        page({item("A", date, time)});
        poll();
    }
    std::string filter() const { return http.requests.back()["query"]["$filter"].text_or(""); }
};

// One item in one full pass, as the engine gets it.
Value emitted(Value row, const Value& settings = source_settings()) {
    Fixture fixture(settings);
    fixture.page({});
    fixture.page({std::move(row)});
    const auto outcome = fixture.poll();
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].refusal == "");
    return outcome.emitted[0].body;
}

} // namespace

TEST_CASE("item.sapb1 reading: an item arrives canonical, with its own stamp and exact amounts") {
    CHECK(message::write_json(emitted(item("SKU-1"))) ==
          R"({"code":"SKU-1","name":"Mug, blue","barcode":"","active":true,"inactive_reason":"","valid_from":"","valid_to":"","frozen_from":"","frozen_to":"","sales_item":true,)"
          R"("stocked":true,"managed_by":"none","tree":"none","sales_unit":"","units_per_sale":"1","tax_code":"A1","prices":[{"list":"1","price":"24.9","currency":"GBP"},)"
          R"({"list":"2","price":"20","currency":""}],"updated_at":"2026-01-30T17:02:11"})");
}

TEST_CASE("item.sapb1 reading: a code keeps its blanks and capitals, as key and in the body") {
    Fixture fixture;
    fixture.page({});
    fixture.page({item(" sku-1 ")});
    const auto outcome = fixture.poll();
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].source_key == " sku-1 ");
    CHECK(outcome.emitted[0].body["code"].text_or("") == " sku-1 ");
}

TEST_CASE("item.sapb1 reading: numbers that come as text, and members that are missing, are tolerated") {
    const Value body = emitted(json(R"({"ItemCode":"A","SalesItemsPerUnit":"12","ItemPrices":[{"PriceList":"1","Price":"1e-3"}]})"));
    CHECK(body["units_per_sale"].text_or("") == "12");
    CHECK(body["prices"].as_array()->front()["price"].text_or("") == "0.001");
    CHECK(body["sales_item"].bool_or(true) == false);
}

TEST_CASE("item.sapb1 reading: an amount that is none stops this item and no other") {
    Fixture fixture;
    fixture.page({});
    fixture.page({json(R"({"ItemCode":"A","SalesItemsPerUnit":"many"})"), item("B")});
    const auto outcome = fixture.poll(5);
    REQUIRE(outcome.emitted.size() == 2);
    CHECK_THAT(outcome.emitted[0].refusal, Catch::Contains("units_per_sale"));
    CHECK(outcome.emitted[1].refusal == "");
}

TEST_CASE("item.sapb1 reading: a sales unit that nobody ever set is one piece") {
    CHECK(emitted(json(R"({"ItemCode":"A","SalesItemsPerUnit":0.0})"))["units_per_sale"].text_or("") == "1");
}

TEST_CASE("item.sapb1 reading: a company with sales tax has its code elsewhere") {
    CHECK(emitted(json(R"({"ItemCode":"A","SalesVATGroup":null,"ArTaxCode":"CA"})"))["tax_code"].text_or("") == "CA");
}

TEST_CASE("item.sapb1 reading: only the price lists that are asked for are taken") {
    Value settings = source_settings();
    settings.set("price_lists", Value::array({Value("2")}));
    const Value body = emitted(item("A"), settings);
    REQUIRE(body["prices"].size() == 1);
    CHECK(body["prices"].as_array()->front()["list"].text_or("") == "2");
}

TEST_CASE("item.sapb1 reading: active follows the flags and their dates on the day") {
    struct Case {
        const char* row;
        bool active;
    };
    // The day is 2026-01-31.
    for (const Case& one : {Case{R"({"ItemCode":"A","Valid":"tNO","Frozen":"tNO"})", true}, Case{R"({"ItemCode":"A","Valid":"tYES","Frozen":"tNO"})", true},
                            Case{R"({"ItemCode":"A","Valid":"tNO","Frozen":"tYES"})", false}, Case{R"({"ItemCode":"A","Valid":"Y","Frozen":"Y"})", false},
                            Case{R"({"ItemCode":"A","Valid":"tYES","ValidFrom":"2026-02-01"})", false}, Case{R"({"ItemCode":"A","Valid":"tYES","ValidTo":"2026-01-31T00:00:00Z"})", true},
                            Case{R"({"ItemCode":"A","Valid":"tYES","ValidTo":"2026-01-30"})", false},
                            Case{R"({"ItemCode":"A","Valid":"tNO","Frozen":"tYES","FrozenFrom":"2026-02-01"})", true},
                            Case{R"({"ItemCode":"A","Valid":"tNO","Frozen":"tYES","FrozenFrom":"2026-01-01","FrozenTo":"2026-01-31"})", false}}) {
        INFO(one.row);
        const Value body = emitted(json(one.row));
        CHECK(body["active"].bool_or(!one.active) == one.active);
        CHECK(body["inactive_reason"].text_or("?").empty() == one.active);
    }
}

TEST_CASE("item.sapb1 reading: an item that was never set can be taken for inactive") {
    Value settings = source_settings();
    settings.set("valid_no_means", "inactive");
    CHECK(emitted(json(R"({"ItemCode":"A","Valid":"tNO","Frozen":"tNO"})"), settings)["active"].bool_or(true) == false);
}

TEST_CASE("item.sapb1 paging: the next page is asked for by the last code, whatever link the server gives") {
    for (const char* link : {"Items?$skip=2", "/b1s/v2/Items?$skip=2"}) {
        Fixture fixture;
        fixture.page({});
        fixture.page({item("A"), item("O'B")}, link);
        CHECK(fixture.poll().document["more"].bool_or(false));
        CHECK(fixture.http.requests.back()["headers"]["Prefer"].text_or("") == "odata.maxpagesize=2");
        fixture.page({item("Z")});
        CHECK_FALSE(fixture.poll().document["more"].bool_or(true));
        CHECK(fixture.filter() == "ItemCode gt 'O''B'");
        CHECK(fixture.http.requests.back()["query"]["$orderby"].text_or("") == "ItemCode");
    }
}

TEST_CASE("item.sapb1 paging: a server that gives smaller pages than asked for is followed to the end") {
    Fixture fixture;
    fixture.page({});
    fixture.page({item("A")}, "Items?$skip=1");
    CHECK(fixture.poll(500).document["more"].bool_or(false));
}

TEST_CASE("item.sapb1 paging: version 1 names its link without a sign") {
    Fixture fixture(source_settings(), "v1");
    fixture.page({});
    fixture.http.answers.push_back(answered(200, Value::object({{"value", Value::array({item("A")})}, {"odata.nextLink", "Items?$skip=1"}})));
    CHECK(fixture.poll(500).document["more"].bool_or(false));
}

TEST_CASE("item.sapb1 paging: a server that goes round in circles is not followed") {
    Fixture fixture;
    fixture.page({});
    fixture.page({item("A"), item("B")}, "Items?$skip=2");
    fixture.poll();
    fixture.page({item("A"), item("B")}, "Items?$skip=2");
    const auto outcome = fixture.poll();
    CHECK(outcome.verdict == LL_RETRY);
    REQUIRE_FALSE(outcome.findings.empty());
    CHECK_THAT(outcome.findings[0].message, Catch::Contains("item \"B\" again"));
}

TEST_CASE("item.sapb1 changes: after all items, changes are read since the newest stamp that stood there at the start, less the overlap") {
    Fixture fixture;
    fixture.page({item("Z", "2026-01-30T00:00:00Z", "00:01:00")}); // the newest of all
    fixture.page({item("A", "2026-01-30", "18:00:00")});           // changed while the pass ran: not to be trusted
    fixture.poll();
    fixture.page({});
    fixture.poll();
    CHECK(fixture.filter() == "(UpdateDate gt '2026-01-29' or (UpdateDate eq '2026-01-29' and UpdateTime ge '23:59:00'))");
}

TEST_CASE("item.sapb1 changes: our own clock, however wrong, moves no stamp") {
    Fixture fixture;
    fixture.room.clock.at += 3'600'000LL * 7;
    fixture.pass_once();
    fixture.page({});
    fixture.poll();
    CHECK_THAT(fixture.filter(), Catch::Contains("'17:00:11'"));
}

TEST_CASE("item.sapb1 changes: the next stamp is the newest there was before a delta of several pages, because later pages may be overtaken") {
    Fixture fixture;
    fixture.pass_once();
    const std::vector<Value> first{item("A", "2026-01-31", "10:00:00"), item("B", "2026-01-31", "10:05:00")};
    fixture.page(first, "Items?$skip=2");
    fixture.page({item("C", "2026-01-31", "11:00:00")}); // the newest of all
    fixture.page(first, "Items?$skip=2");
    CHECK(fixture.poll().emitted.size() == 2);
    fixture.page({item("C", "2026-01-31", "12:00:00")}); // changed meanwhile
    fixture.poll();
    CHECK_THAT(fixture.filter(), Catch::EndsWith(" and ItemCode gt 'B'") && Catch::StartsWith("(UpdateDate gt '2026-01-30'"));
    fixture.page({});
    fixture.poll();
    CHECK_THAT(fixture.filter(), Catch::Contains("'2026-01-31'") && Catch::Contains("'10:58:00'"));
}

TEST_CASE("item.sapb1 changes: once nothing older can come, a mass change is not read again at every poll") {
    Fixture fixture;
    fixture.pass_once();
    fixture.page({});
    fixture.poll();
    fixture.room.clock.at += 2 * 120'000 + 60'001;
    fixture.page({});
    fixture.poll();
    CHECK_THAT(fixture.filter(), Catch::Contains("UpdateTime ge")); // that time has passed says nothing: it looks back once more
    fixture.page({});
    fixture.poll();
    CHECK(fixture.filter() == "(UpdateDate gt '2026-01-30' or (UpdateDate eq '2026-01-30' and UpdateTime gt '17:02:11'))");
}

TEST_CASE("item.sapb1 changes: now and then all items are read again") {
    Fixture fixture;
    fixture.pass_once();
    fixture.room.clock.at += 86'400'000;
    fixture.page({item("A")});
    fixture.page({item("A")});
    fixture.poll();
    CHECK(fixture.filter() == "");
    CHECK(fixture.cursor["phase"].text_or("") == "full");
}

TEST_CASE("item.sapb1 failures: a lost answer leaves the cursor where it was") {
    Fixture fixture;
    fixture.page({});
    fixture.page({item("A"), item("B")}, "x");
    fixture.poll();
    fixture.http.answers.push_back(no_answer());
    CHECK(fixture.poll().verdict == LL_RETRY);
    fixture.page({item("C")});
    fixture.poll();
    CHECK(fixture.filter() == "ItemCode gt 'B'");
}

TEST_CASE("item.sapb1 failures: a field that the company does not have is told as such") {
    Fixture fixture;
    fixture.http.answers.push_back(refused_v2(400, "-1000", "Property 'ArTaxCode' of 'Item' is invalid"));
    const auto outcome = fixture.poll();
    CHECK(outcome.verdict == LL_RETRY);
    REQUIRE_FALSE(outcome.findings.empty());
    CHECK(outcome.findings[0].code == "CONFIG_DRIFT");
}

TEST_CASE("item.sapb1 failures: an overlap below SAP's precision is refused when the component is made") {
    Recorded http;
    Room room(http);
    Value settings = source_settings();
    settings.set("overlap", 30'000);
    CHECK_THROWS_WITH(room.source(settings), Catch::Contains("overlap: must be a minute or more"));
}

TEST_CASE("item.sapb1 settings: a price list that cannot be there is refused when the component is made, not read as no price") {
    Recorded http;
    Room room(http);
    for (const auto& [field, wrong, right] : {std::tuple("price_lists", "Web", "2"), std::tuple("special_prices", "*", "*2")}) {
        Value settings = source_settings();
        settings.set(field, Value::array({right}));
        CHECK_NOTHROW(room.source(settings));
        settings.set(field, Value::array({right, wrong}));
        CHECK_THROWS_WITH(room.source(settings), Catch::Contains("\"" + std::string(wrong) + "\" is no "));
    }
}
