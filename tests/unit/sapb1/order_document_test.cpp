// Protects what goes out for an order: prices, texts, addresses and keys as the rules booked them, or a refusal with the place.
#include "orders_room.hpp"

using namespace sapb1_room;
using namespace sapb1_room::ordering;

TEST_CASE("order.sapb1 document: a gross order carries its prices with tax, its texts, addresses and keys") {
    Fixture fixture;
    fixture.deliver({order()});
    CHECK(message::write_json(fixture.document(1)) ==
          R"({"CardCode":"C20007","NumAtCard":"1047","DocDate":"2026-01-31","DocDueDate":"2026-02-03","TaxDate":"2026-01-31","DocCurrency":"GBP","DiscountPercent":0,)"
          R"("Comments":"Web shop order","U_LL_Key":"order:shop:1047","AddressExtension":{"ShipToStreet":"Lindenweg 4","ShipToBuilding":"2nd floor","ShipToZipCode":"10115",)"
          R"("ShipToCity":"Berlin","ShipToCountry":"DE","ShipToAddress2":"Jana Muster","BillToStreet":"Lindenweg 4","BillToBuilding":"2nd floor","BillToZipCode":"10115",)"
          R"("BillToCity":"Berlin","BillToCountry":"DE","BillToAddress2":"Jana Muster"},"DocumentLines":[{"ItemCode":"SKU-1","Quantity":2,"PriceAfterVAT":24.9,"VatGroup":"A1",)"
          R"("WarehouseCode":"01","U_LL_Line":"771"}],"DocumentAdditionalExpenses":[{"ExpenseCode":1,"LineGross":5,"VatGroup":"A1","Remarks":"Parcel"}]})");
}

TEST_CASE("order.sapb1 document: a net order carries prices before tax and forbids the partner's discounts") {
    Fixture fixture;
    Value body = order();
    body.member("booking").set("price_mode", "net");
    fixture.deliver({body});
    const Value document = fixture.document(1);
    const Value& line = document["DocumentLines"].as_array()->front();
    CHECK(line["UnitPrice"].as_number()->literal == "24.9");
    CHECK(line["DiscountPercent"].int_or(-1) == 0);
    CHECK(line.find("PriceAfterVAT") == nullptr);
    CHECK(document["DocumentAdditionalExpenses"].as_array()->front()["LineTotal"].int_or(0) == 5);
}

TEST_CASE("order.sapb1 document: a reference with a name that nothing is put in for is refused when the component is made") {
    Recorded http;
    Room room(http);
    Value settings = sink_settings();
    settings.set("reference", "WEB-{nmber}");
    CHECK_THROWS_WITH(room.sink(settings), Catch::Contains("reference: {nmber} in \"WEB-{nmber}\" is not known; known are {number}, {id}, {channel} and {external_id}"));
    settings.set("reference", "{channel}/{id}/{number}/{external_id}");
    CHECK_NOTHROW(room.sink(settings));
}

TEST_CASE("order.sapb1 document: series, branch, reference, tax field and states follow the settings") {
    Value settings = sink_settings();
    settings.set("reference", "WEB-{number}");
    settings.set("tax_field", "TaxCode");
    settings.set("states", Value::array({Value::object({{"country", "DE"}, {"name", "Berlin"}, {"code", "BE"}})}));
    Fixture fixture(settings);
    Value body = order();
    body.member("booking").set("series", "11");
    body.member("booking").set("branch", "3");
    fixture.deliver({body});
    const Value document = fixture.document(1);
    CHECK(document["Series"].int_or(0) == 11);
    CHECK(document["BPL_IDAssignedToInvoice"].int_or(0) == 3);
    CHECK(document["NumAtCard"].text_or("") == "WEB-1047");
    CHECK(document["AddressExtension"]["ShipToState"].text_or("") == "BE");
    CHECK(document["DocumentLines"].as_array()->front()["TaxCode"].text_or("") == "A1");
}

TEST_CASE("order.sapb1 document: an order that the rules have not booked is refused with the place, and nothing is sent") {
    struct Case {
        std::function<void(Value&)> spoil;
        const char* where;
    };
    const std::vector<Case> cases = {
        {[](Value& body) { body.member("booking").erase("price_mode"); }, "price_mode"},
        {[](Value& body) { body.member("booking").set("document_date", ""); }, "document_date"},
        {[](Value& body) { body.member("lines").as_array()->front().erase("booking"); body.member("booking").erase("expected_total"); }, "/lines"},
        {[](Value& body) { body.member("lines").as_array()->front().member("booking").set("unit_price", "1.2345678"); }, "unit_price"},
        {[](Value& body) { body.member("lines").as_array()->front().member("booking").set("item_code", std::string(51, 'x')); }, "item_code"},
        {[](Value& body) { body.member("booking").member("freight").as_array()->front().set("code", "post"); }, "code"},
        {[](Value& body) { body.member("booking").member("customer").set("card_code", "C123456789012345"); }, "card_code"},
    };
    for (const Case& one : cases) {
        Fixture fixture;
        Value body = order();
        one.spoil(body);
        const auto outcome = fixture.deliver({body});
        INFO(one.where);
        CHECK(verdict(outcome) == "rejected");
        CHECK(result(outcome)["code"].text_or("") == "PLUGIN_FAILED");
        CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains(one.where));
        CHECK(fixture.http.requests.empty());
    }
}

TEST_CASE("order.sapb1 document: gross amounts that do not come to the expected total are not sent") {
    Fixture fixture;
    Value body = order();
    body.member("booking").set("expected_total", "54.81");
    const auto outcome = fixture.deliver({body});
    CHECK(result(outcome)["code"].text_or("") == "TOTAL_MISMATCH");
    CHECK(result(outcome)["facts"]["difference"].text_or("") == "-0.01");
    CHECK(fixture.http.requests.empty());
}

TEST_CASE("order.sapb1 document: the company's own code of a currency, and the price mode where it is asked for") {
    Value settings = sink_settings();
    settings.set("currencies", json(R"([{"store":"GBP","company":"\u00a3"}])"));
    settings.set("price_mode", "send");
    Fixture fixture(settings);
    fixture.answers(BatchText().done("1047", 812).end());
    REQUIRE(verdict(fixture.deliver({order()})) == "delivered");
    CHECK(fixture.document(1)["DocCurrency"].text_or("") == "\xc2\xa3");
    CHECK(fixture.document(1)["PriceMode"].text_or("") == "pmdGross");
}

TEST_CASE("order.sapb1 document: lines of an order for several addresses tell where each goes") {
    Fixture fixture;
    fixture.answers(BatchText().done("1047", 812).end());
    Value body = order();
    Value second = body["consignments"].as_array()->front();
    second.set("id", "8");
    second.member("address").set("city", "Hamburg");
    body.find("consignments")->push(second);
    body.find("lines")->as_array()->at(0).set("consignment_id", "8");
    REQUIRE(verdict(fixture.deliver({body})) == "delivered");
    const Value document = fixture.document(1);
    CHECK(document["DocumentLines"].as_array()->at(0)["FreeText"].text_or("") == "Ship to: Jana Muster, Lindenweg 4, 2nd floor, 10115 Hamburg, DE");
    CHECK_THAT(document["Comments"].text_or(""), Catch::StartsWith("Goes to 2 addresses"));
}
