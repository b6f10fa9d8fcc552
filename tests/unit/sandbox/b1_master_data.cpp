// Protects items, partners and the company's own information, with tags and the rules of PATCH.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

TEST_CASE("sandbox.b1 items: an item shows its stock by warehouse and in sum") {
    Bench bench;
    const Answer item = bench.get("Items('SKU-1')");
    CHECK(item.body["QuantityOnStock"].text_or("") == "12.0");
    const Value& row = (*item.body["ItemWarehouseInfoCollection"].as_array())[1];
    CHECK(row["WarehouseCode"].text_or("") == "02");
    CHECK(row["InStock"].text_or("") == "2.0");
    CHECK(row["ItemCode"].text_or("") == "SKU-1");
    CHECK(row["Locked"].text_or("") == "tNO");
}

TEST_CASE("sandbox.b1 items: a new item gets a row in every warehouse, a known code is refused") {
    Bench bench;
    const Answer item = bench.post("Items", R"({"ItemCode":"NEW","ItemName":"New","SalesVATGroup":"A1"})");
    CHECK(item.status == 201);
    CHECK(item.body["ItemWarehouseInfoCollection"].size() == 2);
    const Answer again = bench.post("Items", R"({"ItemCode":"NEW"})");
    CHECK(again.code() == "-10");
    CHECK(again.message() == "Item code 'NEW' already exists");
}

TEST_CASE("sandbox.b1 items: the tag is the SHA-1 of DataVersion and guards changes") {
    Bench bench;
    const std::string first = bench.get("Items('SKU-1')").header("ETag");
    CHECK(first == "W/\"356A192B7913B04C54574D18C28D46E6395428AB\"");
    bench.clock.at += 60'000;
    CHECK(bench.patch("Items('SKU-1')", R"({"ItemName":"Cup"})", {{"If-Match", first}}).status == 204);
    const Answer late = bench.patch("Items('SKU-1')", R"({"ItemName":"Pot"})", {{"If-Match", first}});
    CHECK(late.status == 412);
    CHECK(late.code() == "-2039");
    CHECK(bench.patch("Items('SKU-1')", R"({"ItemName":"Jug"})", {{"If-Match", "*"}}).status == 204);
    const Answer item = bench.get("Items('SKU-1')");
    CHECK(item.header("ETag") == "W/\"77DE68DAECD823BABBB58EDB1C8E14D7106E83BB\""); // version 3
    CHECK(item.body["ItemName"].text_or("") == "Jug");
    CHECK(item.body["UpdateTime"].text_or("") == "09:16:00");
}

TEST_CASE("sandbox.b1 items: a stock posting leaves the stamps alone, or counts by a switch") {
    Bench bench;
    bench.posted(Bench::order());
    CHECK(bench.company.find("Items", "SKU-1")["DataVersion"].int_or(0) == 1);
    CompanySettings settings = Bench::german();
    settings.item_version_counts_stock = true;
    Bench counting(settings);
    counting.posted(Bench::order());
    CHECK(counting.company.find("Items", "SKU-1")["DataVersion"].int_or(0) == 2);
}

TEST_CASE("sandbox.b1 items: prices merge by price list") {
    Bench bench;
    bench.patch("Items('SKU-1')", R"({"ItemPrices":[{"PriceList":2,"Price":20,"Currency":"EUR"},{"PriceList":1,"Price":"25.5"}]})");
    const Value item = bench.company.find("Items", "SKU-1");
    CHECK(item["ItemPrices"].size() == 2);
    CHECK((*item["ItemPrices"].as_array())[0]["Price"].text_or("") == "25.5");
    CHECK((*item["ItemPrices"].as_array())[0]["Currency"].text_or("") == "EUR");
}

TEST_CASE("sandbox.b1 items: PUT sets what is not sent back to its default") {
    Bench bench;
    CHECK(bench.call("PUT", "/b1s/v2/Items('SKU-1')", R"({"ItemName":"Only this"})").status == 204);
    const Value item = bench.company.find("Items", "SKU-1");
    CHECK(item["SalesVATGroup"].is_null());
    CHECK(item["QuantityOnStock"].text_or("") == "12.0");
}

TEST_CASE("sandbox.b1 items: POST with a method override is the other method") {
    Bench bench;
    CHECK(bench.post("Items('SKU-1')", R"({"ItemName":"Cup"})", {{"X-HTTP-Method-Override", "PATCH"}}).status == 204);
}

TEST_CASE("sandbox.b1 items: the recorded answer of a page keeps doubles with a decimal part and tags on every row") {
    Bench bench;
    const Answer page = bench.get("Items?$select=ItemCode,QuantityOnStock");
    CHECK(page.text.find("\"QuantityOnStock\" : 12.0") != std::string::npos);
    CHECK((*page.body["value"].as_array())[2]["@odata.etag"].is_text());
}

TEST_CASE("sandbox.b1 items: complete bodies hold every property of the type") {
    CompanySettings settings = Bench::german();
    settings.complete_bodies = true;
    CHECK(Bench(settings).get("Items('SKU-1')").body.size() > 250);
}

TEST_CASE("sandbox.b1 items: an item record as an item master export has it is taken whole") {
    Bench bench;
    bench.company.add_item(json(R"({"ItemCode":"10002","ItemName":"GLOBE","ItemType":"itItems","ItemsGroupCode":100,"BarCode":null,"SalesItem":"tYES","PurchaseItem":"tYES","InventoryItem":"tYES",
        "Valid":"tYES","Frozen":"tNO","VatLiable":"tYES","ManageSerialNumbers":"tNO","ManageBatchNumbers":"tNO","DefaultWarehouse":"01","QuantityOnStock":60.0,
        "ItemPrices":[{"PriceList":1,"Price":0.85,"Currency":"EUR"}],
        "ItemWarehouseInfoCollection":[{"ItemCode":"10002","WarehouseCode":"01","InStock":36.0,"Committed":0.0,"Ordered":0.0,"MinimalStock":0.0,"Locked":"tNO"}]})"));
    const Value item = bench.company.find("Items", "10002");
    CHECK(item["QuantityOnStock"].text_or("") == "36.0");
    CHECK(item["UpdateDate"].text_or("") == "2026-01-31T00:00:00Z");
    CHECK_THROWS_AS(bench.company.add_item(json(R"({"ItemCode":"x","Colour":1})")), std::invalid_argument);
}

TEST_CASE("sandbox.b1 partners: create, find by mail, refuse the second of a code") {
    Bench bench;
    const std::string body = R"({"CardCode":"W1","CardName":"Web One","CardType":"C","EmailAddress":"one@example.test",
        "BPAddresses":[{"AddressName":"Bill to","AddressType":"bo_BillTo","Street":"Lindenweg","Country":"DE"},{"AddressName":"Ship to","AddressType":"bo_ShipTo","City":"Berlin"}],
        "ContactEmployees":[{"Name":"One","E_Mail":"one@example.test"}]})";
    const Answer created = bench.post("BusinessPartners", body);
    CHECK(created.status == 201);
    CHECK(created.body["CardType"].text_or("") == "cCustomer");
    CHECK(created.body["ShipToDefault"].text_or("") == "Ship to");
    CHECK(bench.get("BusinessPartners?$filter=EmailAddress eq 'one@example.test'").body["value"].size() == 1);
    CHECK(bench.post("BusinessPartners", body).message()
          == "1320000140 - Business partner code 'W1' already assigned to a business partner; enter a unique business partner code");
    const Value order = json(bench.post("Orders", R"({"CardCode":"W1","DocDueDate":"2026-02-03","DocumentLines":[{"ItemCode":"SKU-1"}]})").text);
    CHECK(order["AddressExtension"]["ShipToCity"].text_or("") == "Berlin");
}

TEST_CASE("sandbox.b1 partners: addresses merge by name and type, a doubled one is -2035") {
    Bench bench;
    bench.post("BusinessPartners", R"({"CardCode":"W1","BPAddresses":[{"AddressName":"A","AddressType":"bo_BillTo","Street":"Old","City":"Berlin"}]})");
    bench.patch("BusinessPartners('W1')", R"({"BPAddresses":[{"AddressName":"A","AddressType":"bo_BillTo","Street":"New"},{"AddressName":"A","AddressType":"bo_ShipTo"}]})");
    const Value partner = bench.company.find("BusinessPartners", "W1");
    CHECK(partner["BPAddresses"].size() == 2);
    CHECK((*partner["BPAddresses"].as_array())[0]["Street"].text_or("") == "New");
    CHECK((*partner["BPAddresses"].as_array())[0]["City"].text_or("") == "Berlin");
    CHECK(bench.post("BusinessPartners", R"({"CardCode":"W2","BPAddresses":[{"AddressName":"A"},{"AddressName":"A"}]})").code() == "-2035");
}

TEST_CASE("sandbox.b1 partners: a partner of a series is given a code") {
    Bench bench;
    CHECK(bench.post("BusinessPartners", R"({"Series":71,"CardName":"Next"})").body["CardCode"].text_or("") == "C00001");
}

TEST_CASE("sandbox.b1 company: its accuracies and currencies are what the arithmetic uses") {
    Bench bench;
    const Answer info = bench.post("CompanyService_GetAdminInfo", "");
    CHECK(info.body["LocalCurrency"].text_or("") == "EUR");
    CHECK(info.body["PriceAccuracy"].int_or(0) == 2);
    CHECK(info.body["RoundTaxAmounts"].text_or("") == "tYES");
    CHECK(bench.get("CompanyService_GetCompanyInfo").body["Version"].int_or(0) == 1000280);
    CHECK(bench.get("CompanyService_GetCurrentServerTime").body["CurrentTime"].text_or("") == "09:15:00");
}

TEST_CASE("sandbox.b1 company: rates are bare numbers") {
    Bench bench;
    CHECK(bench.post("SBOBobService_SetCurrencyRate", R"({"Currency":"USD","Rate":"4.8","RateDate":"20260131"})").status == 204);
    CHECK(bench.post("SBOBobService_GetCurrencyRate", R"({"Currency":"USD","Date":"20260131"})").text == "4.8");
    CHECK(bench.post("SBOBobService_GetCurrencyRate", R"({"Currency":"USD","Date":"20260201"})").message() == "Update the exchange rate , 'USD'");
}

TEST_CASE("sandbox.b1 bodies: hostile bodies are refused and change nothing") {
    Bench bench;
    for (const std::string& body : {std::string(), std::string("[]"), std::string("{"), std::string("{\"ItemCode\":\"a\",\"ItemCode\":\"b\"}"), std::string(200, '['),
                                    std::string("{\"ItemCode\":{\"a\":1}}"), std::string("{\"ItemCode\":\"\xff\"}"), std::string("{\"ItemCode\":\"z\",\"Valid\":\"maybe\"}"),
                                    std::string("{\"ItemCode\":\"z\",\"MinInventory\":1e999}")})
        CHECK(bench.post("Items", body).status == 400);
    CHECK(bench.post("Orders", Bench::order(R"("Quantity":999999999999,"UnitPrice":999999999999)")).status == 400);
    CHECK(bench.company.count("Items") == 3);
    CHECK(bench.company.order_count() == 0);
}
