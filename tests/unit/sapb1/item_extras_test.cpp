// Protects what belongs to an item and stands elsewhere: parts of bills of materials and special prices, read with the items and looked
// through again, because a change of them leaves no stamp. Against a whole simulated company.
#include "world.hpp"

#include <map>

using namespace sapb1_room;

namespace {

Value wanting(std::initializer_list<const char*> prices = {}, bool components = true) {
    Value settings = source_settings();
    settings.set("components", components);
    Value list = Value::array();
    for (const char* price : prices) list.push(price);
    settings.set("special_prices", std::move(list));
    return settings;
}

struct Shop {
    explicit Shop(const Value& settings, b1::CompanySettings company_settings = settings_of_test()) : random(7), company(std::move(company_settings), clock, random), wire(company) {
        company.add_warehouse(json(R"({"WarehouseCode":"01"})"));
        company.add_business_partner(json(R"({"CardCode":"C-WEB","CardName":"Web"})"));
        for (const char* code : {"A", "B", "C", "SET"}) company.add_item(Value::object({{"ItemCode", code}, {"ItemName", code}}));
        line = connection();
        line.set("password", "password of the test");
        http = std::make_unique<plugin::ConnectionHttp>(wire, line, secrets, "test");
        room = std::make_unique<Room>(*http);
        restart(settings);
    }
    void restart(const Value& settings) { source = room->source(settings, line); }
    void tree(const std::string& lines, const std::string& more = "") {
        company.add_product_tree(json(R"({"TreeCode":"SET","TreeType":"iSalesTree")" + more + R"(,"ProductTreeLines":[)" + lines + "]}"));
    }
    // Polls to the end: the bodies by code, and how many came.
    std::map<std::string, Value> read(int limit = 50) {
        std::map<std::string, Value> out;
        count = 0;
        for (int polls = 0; polls < 100; ++polls) {
            const auto outcome = source->handle(LL_POLL, Value::object({{"cursor", cursor}, {"limit", Value(limit)}}));
            for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
            REQUIRE(outcome.verdict == LL_PASS);
            cursor = outcome.document["cursor"];
            for (const auto& emitted : outcome.emitted) {
                CHECK(emitted.refusal == "");
                out[emitted.source_key] = emitted.body;
                ++count;
            }
            if (!outcome.document["more"].bool_or(false)) break;
        }
        return out;
    }
    static std::string parts(const Value& item) { return message::write_json(item["components"]); }
    static std::string prices(const Value& item) { return message::write_json(item["special_prices"]); }
    // Reads until the items' own stamps are so old that a delta no longer looks back to them.
    void settle() {
        read();
        wait(600'000);
        for (int i = 0; i < 2; ++i) read();
    }
    void wait(base::Millis ms) { clock.at += ms, room->clock.at += ms; }

    SetClock clock;
    base::Random random;
    b1::Company company;
    Wire wire;
    config::Secrets secrets;
    Value line;
    std::unique_ptr<plugin::ConnectionHttp> http;
    std::unique_ptr<Room> room;
    std::unique_ptr<plugin::Component> source;
    Value cursor = Value::object();
    int count = 0;
};

constexpr base::Millis hour_ms = 3'600'000;

} // namespace

TEST_CASE("item.sapb1 deltas: after a change of many items the next reading has the last of them only, not all of them again and again") {
    Shop shop(wanting({}, false));
    for (int i = 100; i < 160; ++i) shop.company.add_item(Value::object({{"ItemCode", "M" + std::to_string(i)}}));
    shop.settle();
    for (int i = 100; i < 160; ++i) {
        shop.wait(60'000);
        shop.company.change_item("M" + std::to_string(i), json(R"({"ItemName":"New"})"));
    }
    shop.read(10);
    CHECK(shop.count >= 60);
    shop.wait(60'000);
    const int before = shop.wire.requests;
    shop.read(10);
    CHECK(shop.count <= 3);
    CHECK(shop.wire.requests - before == 1);
}

TEST_CASE("item.sapb1 deltas: an item that is changed while the pages of a delta are read comes with the next one") {
    Shop shop(wanting({}, false));
    for (int i = 100; i < 160; ++i) shop.company.add_item(Value::object({{"ItemCode", "M" + std::to_string(i)}}));
    shop.settle();
    for (int i = 100; i < 160; ++i) shop.company.change_item("M" + std::to_string(i), json(R"({"ItemName":"New"})"));
    const auto poll = [&] { shop.cursor = shop.source->handle(LL_POLL, Value::object({{"cursor", shop.cursor}, {"limit", 10}})).document["cursor"]; };
    poll();
    shop.wait(10'000);
    shop.company.change_item("M100", json(R"({"ItemName":"Newer"})"));
    for (int i = 0; i < 3; ++i) poll();
    shop.wait(300'000);
    shop.company.change_item("M101", json(R"({"ItemName":"Newest"})"));
    std::map<std::string, Value> told;
    for (int i = 0; i < 2; ++i)
        for (auto& [code, item] : shop.read(10)) told[code] = item;
    CHECK(told["M100"]["name"].text_or("") == "Newer");
    CHECK(told["M101"]["name"].text_or("") == "Newest");
}

TEST_CASE("item.sapb1 components: the parts of a sales set, for one of the whole, other items have none") {
    Shop shop(wanting());
    shop.tree(R"({"ItemCode":"A","Quantity":2},{"ItemCode":"B","Quantity":1,"Warehouse":"01"})");
    auto items = shop.read();
    CHECK(Shop::parts(items["SET"]) == R"([{"code":"A","quantity":"2","warehouse":""},{"code":"B","quantity":"1","warehouse":"01"}])");
    CHECK(items["A"]["components"].is_null());
    CHECK(items["SET"]["special_prices"].is_null());
}

TEST_CASE("item.sapb1 components: a bill that makes several tells the parts of one") {
    Shop shop(wanting());
    shop.tree(R"({"ItemCode":"A","Quantity":1},{"ItemCode":"B","Quantity":6})", R"(,"Quantity":3)");
    CHECK(Shop::parts(shop.read()["SET"]) == R"([{"code":"A","quantity":"0.333333333333","warehouse":""},{"code":"B","quantity":"2","warehouse":""}])");
}

TEST_CASE("item.sapb1 components: parts of production are not those of a sale") {
    Shop shop(wanting());
    shop.company.add_product_tree(json(R"({"TreeCode":"SET","TreeType":"iProductionTree","ProductTreeLines":[{"ItemCode":"A","Quantity":2}]})"));
    const Value set = shop.read()["SET"];
    CHECK(set["tree"].text_or("") == "production");
    CHECK(set["components"].is_null());
}

TEST_CASE("item.sapb1 components: they cost one request for each page of items, and none where nobody wants them") {
    for (const bool wanted : {false, true}) {
        Shop shop(wanting({}, wanted));
        shop.read(2);
        CHECK(shop.wire.requests == (wanted ? 7 : 5)); // the login, the newest stamp, and three pages of two, the last of them empty
    }
}

TEST_CASE("item.sapb1 components: a changed bill is told again within the hour, although the item has no new stamp") {
    Shop shop(wanting());
    shop.tree(R"({"ItemCode":"A","Quantity":2})");
    shop.settle();
    shop.tree(R"({"ItemCode":"A","Quantity":3})");
    shop.wait(30 * 60'000);
    CHECK(shop.read().count("SET") == 0);
    shop.wait(31 * 60'000);
    auto items = shop.read();
    CHECK(Shop::parts(items["SET"]) == R"([{"code":"A","quantity":"3","warehouse":""}])");
    CHECK(shop.count == 1);
    shop.wait(61 * 60'000);
    shop.read();
    CHECK(shop.count == 0); // nothing is told that has not changed
}

TEST_CASE("item.sapb1 components: what a lost commit took back is told again") {
    Shop shop(wanting());
    shop.tree(R"({"ItemCode":"A","Quantity":2})");
    shop.settle();
    shop.wait(hour_ms + 60'000);
    shop.tree(R"({"ItemCode":"A","Quantity":3})");
    const auto poll = [&] { return shop.source->handle(LL_POLL, Value::object({{"cursor", shop.cursor}, {"limit", 50}})); };
    shop.cursor = poll().document["cursor"]; // the delta, at whose end the look begins
    CHECK(poll().emitted.size() == 1);
    CHECK(poll().emitted.size() == 1); // from the same place
}

TEST_CASE("item.sapb1 components: a process that was started anew tells all sets once more") {
    Shop shop(wanting());
    shop.tree(R"({"ItemCode":"A","Quantity":2})");
    shop.read();
    shop.restart(wanting());
    shop.wait(hour_ms);
    CHECK(shop.read().count("SET") == 1);
}

TEST_CASE("item.sapb1 prices: for a customer, and for everybody in the place of a price list, with its periods") {
    Shop shop(wanting({"*1", "C-WEB"}, false));
    shop.company.add_special_price(json(R"({"ItemCode":"A","CardCode":"C-WEB","Price":19.5,"Currency":"GBP","ValidFrom":"2026-01-01"})"));
    shop.company.add_special_price(json(R"({"ItemCode":"A","CardCode":"*1","Price":25,"SpecialPriceDataAreas":[{"RowNumber":0,"DateFrom":"2026-02-01","Dateto":"2026-02-14","SpecialPrice":20,"PriceCurrency":"GBP"}]})"));
    auto items = shop.read();
    CHECK(Shop::prices(items["A"]) == R"([{"list":"1","card_code":"","price":"20","currency":"GBP","from":"2026-02-01","to":"2026-02-14"},)"
                                      R"({"list":"","card_code":"C-WEB","price":"19.5","currency":"GBP","from":"2026-01-01","to":""}])");
    CHECK(Shop::prices(items["B"]) == "[]");
}

TEST_CASE("item.sapb1 prices: only those that are wanted, none that is switched off, and none of nothing") {
    Shop shop(wanting({"*1"}, false));
    shop.company.add_special_price(json(R"({"ItemCode":"A","CardCode":"C-WEB","Price":19.5})"));
    shop.company.add_special_price(json(R"({"ItemCode":"B","CardCode":"*1","Price":5,"Valid":"tNO"})"));
    shop.company.add_special_price(json(R"({"ItemCode":"C","CardCode":"*1","Price":0})"));
    auto items = shop.read();
    for (const char* code : {"A", "B", "C"}) CHECK(Shop::prices(items[code]) == "[]");
    shop.cursor = Value::object();
    shop.restart(wanting({"all"}, false));
    CHECK(Shop::prices(shop.read()["A"]) == R"([{"list":"","card_code":"C-WEB","price":"19.5","currency":"","from":"","to":""}])");
}

TEST_CASE("item.sapb1 prices: a price that was changed or taken away is told within the hour") {
    Shop shop(wanting({"all"}));
    shop.company.add_special_price(json(R"({"ItemCode":"A","CardCode":"C-WEB","Price":19.5})"));
    shop.settle();
    shop.company.add_special_price(json(R"({"ItemCode":"B","CardCode":"C-WEB","Price":7})"));
    shop.wait(hour_ms + 60'000);
    auto items = shop.read();
    CHECK(Shop::prices(items["B"]) == R"([{"list":"","card_code":"C-WEB","price":"7","currency":"","from":"","to":""}])");
    CHECK(items.count("A") == 0);
    b1::Company& company = shop.company;
    const auto login = company.handle({"POST", "/b1s/v2/Login", {}, R"({"CompanyDB":"SBO_TEST","UserName":"bcintegration","Password":"password of the test"})"});
    const std::string session = json(login.body)["SessionId"].text_or("");
    REQUIRE(company.handle({"DELETE", "/b1s/v2/SpecialPrices(ItemCode='A',CardCode='C-WEB')", {{"Cookie", "B1SESSION=" + session}}, ""}).status == 204);
    shop.wait(hour_ms + 60'000);
    items = shop.read();
    CHECK(Shop::prices(items["A"]) == "[]");
    CHECK(items.count("B") == 0);
}

TEST_CASE("item.sapb1 prices: an item with more special prices than a page has rows is told once, not with each look") {
    Shop shop(wanting({"all"}, false));
    for (int i = 0; i < 600; ++i) {
        const std::string partner = "P" + std::to_string(1000 + i);
        shop.company.add_business_partner(Value::object({{"CardCode", partner}, {"CardName", partner}}));
        shop.company.add_special_price(Value::object({{"ItemCode", "B"}, {"CardCode", partner}, {"Price", 5}}));
    }
    shop.company.add_special_price(json(R"({"ItemCode":"C","CardCode":"C-WEB","Price":7})"));
    shop.settle();
    shop.wait(hour_ms + 60'000);
    CHECK(shop.read().empty());
}

TEST_CASE("item.sapb1 extras: a server that goes round in circles is not followed") {
    Recorded http;
    Room room(http);
    const auto source = room.source(wanting());
    const auto page = [&](const char* rows) { http.answers.push_back(answered(200, json(R"({"@odata.nextLink":"x?$skip=1","value":)" + std::string(rows) + "}"))); };
    const char* tree = R"([{"TreeCode":"SET","Quantity":1.0,"ProductTreeLines":[{"ItemCode":"A","Quantity":2.0,"ItemType":"pit_Item"}]}])";
    http.answers.push_back(login_answer());
    page("[]");                         // the newest stamp
    page(R"([{"ItemCode":"SET"}])");
    for (int i = 0; i < 20; ++i) page(tree);
    CHECK(source->handle(LL_POLL, Value::object({{"cursor", Value::object()}, {"limit", 50}})).verdict == LL_RETRY);
    CHECK(http.requests.size() <= 6);
}

TEST_CASE("item.sapb1 extras: bills that are too large for one answer are asked for in smaller pages, and none is lost") {
    Recorded http;
    Room room(http);
    const auto source = room.source(wanting());
    http.answers.push_back(login_answer());
    http.answers.push_back(list_of(Value::array())); // the newest stamp
    http.answers.push_back(list_of(json(R"([{"ItemCode":"S1","TreeType":"iSalesTree"},{"ItemCode":"S2","TreeType":"iSalesTree"}])")));
    http.answers.push_back(no_answer("the answer is larger than 8388608 bytes"));
    Value first = json(R"({"@odata.nextLink":"x?$skip=1","value":[{"TreeCode":"S1","Quantity":1.0,"ProductTreeLines":[{"ItemCode":"A","Quantity":2.0,"ItemType":"pit_Item"}]}]})");
    http.answers.push_back(answered(200, std::move(first)));
    http.answers.push_back(list_of(json(R"([{"TreeCode":"S2","Quantity":1.0,"ProductTreeLines":[{"ItemCode":"B","Quantity":1.0,"ItemType":"pit_Item"}]}])")));
    const auto outcome = source->handle(LL_POLL, Value::object({{"cursor", Value::object()}, {"limit", 50}}));
    REQUIRE(outcome.verdict == LL_PASS);
    CHECK(http.requests[4]["headers"]["Prefer"].text_or("") == "odata.maxpagesize=125");
    REQUIRE(outcome.emitted.size() == 2);
    CHECK(Shop::parts(outcome.emitted[0].body) == R"([{"code":"A","quantity":"2","warehouse":""}])");
    CHECK(Shop::parts(outcome.emitted[1].body) == R"([{"code":"B","quantity":"1","warehouse":""}])");
}

TEST_CASE("item.sapb1 extras: all barcodes with the main one first, and the weight of the sales unit") {
    Value settings = source_settings();
    settings.set("barcodes", true);
    settings.set("weight", true);
    Shop shop(settings);
    shop.company.add_item(json(R"({"ItemCode":"A","BarCode":"400","SalesUnitWeight":0.25,"ItemBarCodeCollection":[{"AbsEntry":1,"Barcode":"123"},{"AbsEntry":2,"Barcode":"400"}]})"));
    auto items = shop.read();
    CHECK(message::write_json(items["A"]["barcodes"]) == R"(["400","123"])");
    CHECK(items["A"]["weight"].text_or("") == "0.25");
    CHECK(items["B"]["weight"].text_or("") == "0");
    CHECK(message::write_json(items["B"]["barcodes"]) == "[]");
}

TEST_CASE("item.sapb1 extras: they are right on SQL Server and for changed items as well") {
    b1::CompanySettings settings = settings_of_test();
    settings.database = b1::Database::sql_server;
    Shop shop(wanting({"all"}), settings);
    shop.company.add_item(json(R"({"ItemCode":"a2","ItemName":"x"})"));
    shop.company.add_special_price(json(R"({"ItemCode":"a2","CardCode":"C-WEB","Price":3})"));
    shop.tree(R"({"ItemCode":"a2","Quantity":2})");
    auto items = shop.read(2);
    CHECK(Shop::prices(items["a2"]) == R"([{"list":"","card_code":"C-WEB","price":"3","currency":"","from":"","to":""}])");
    CHECK(Shop::parts(items["SET"]) == R"([{"code":"a2","quantity":"2","warehouse":""}])");
    shop.wait(600'000);
    shop.company.change_item("SET", json(R"({"ItemName":"New"})"));
    items = shop.read(2);
    CHECK(items["SET"]["name"].text_or("") == "New");
    CHECK(Shop::parts(items["SET"]) == R"([{"code":"a2","quantity":"2","warehouse":""}])");
}
