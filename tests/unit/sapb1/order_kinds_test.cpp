// Protects the parts of a document that not every order has: rates, charges as lines, options, omitted lines, codes of places, and
// the partner of a customer whom nobody knows. Each order is answered with a failure at its posting: only what is sent matters here.
#include "room.hpp"

using namespace sapb1_room;

namespace {

struct Fixture {
    explicit Fixture(const Value& settings = sink_settings()) : sink(room.sink(settings)) { http.answers.push_back(login_answer()); }
    Recorded http;
    Room room{http};
    std::unique_ptr<plugin::Component> sink;

    plugin::Outcome deliver(const Value& body) { return sink->handle(LL_DELIVER, deliveries({body})); }
    // The document as it would be posted: what follows the POST of it in the last request.
    Value document() const {
        const std::string text = http.requests.back()["text"].text_or("");
        const std::size_t at = text.find("/Orders HTTP/1.1");
        REQUIRE(at != std::string::npos);
        const std::size_t begin = text.find("\r\n\r\n", at) + 4;
        return json(text.substr(begin, text.find("\r\n", begin) - begin));
    }
    Value sent(const Value& body) {
        deliver(body);
        return document();
    }
};

Value with(const char* field, const Value& value) {
    Value settings = sink_settings();
    settings.set(field, value);
    return settings;
}

Value& first_line(Value& body) { return body.find("lines")->as_array()->front(); }

Value matched(const std::string& if_none, const std::string& card_code) {
    Value body = order("1047", "match");
    Value& customer = body.member("booking").member("customer");
    customer.set("match_by", "email");
    customer.set("match_value", "jana@example.test");
    customer.set("if_none", if_none);
    customer.set("card_code", card_code);
    return body;
}

} // namespace

TEST_CASE("order.sapb1 document: a rate is sent as the company quotes it, and left out where SAP is to take its own") {
    Value body = order();
    CHECK(Fixture().sent(body).find("DocRate") == nullptr);
    body.member("booking").set("rate", "0.8");
    CHECK(Fixture().sent(body)["DocRate"].text_or("") == "0.8");
    Fixture indirect;
    indirect.http.company = answered(200, json(R"({"PriceAccuracy":6,"TotalsAccuracy":2,"RoundTaxAmounts":"tYES","DirectIndirectRate":"tNO"})"));
    CHECK(indirect.sent(body)["DocRate"].text_or("") == "1.25");
}

TEST_CASE("order.sapb1 document: a charge on an item is a line of one piece and no freight") {
    Value body = order();
    Value& freight = body.member("booking").find("freight")->as_array()->front();
    freight.set("code", "");
    freight.set("item_code", "CARRIAGE");
    freight.set("warehouse", "02");
    const Value document = Fixture().sent(body);
    CHECK(document.find("DocumentAdditionalExpenses") == nullptr);
    REQUIRE(document["DocumentLines"].size() == 2);
    const Value& charge = document["DocumentLines"].as_array()->at(1);
    for (const auto& [name, text] : {std::pair{"ItemCode", "CARRIAGE"}, std::pair{"Quantity", "1"}, std::pair{"PriceAfterVAT", "5"}, std::pair{"VatGroup", "A1"}, std::pair{"WarehouseCode", "02"},
                                     std::pair{"U_LL_Line", "shipping-1"}, std::pair{"FreeText", "Parcel"}}) {
        INFO(name);
        CHECK(charge[name].text_or("") == text);
    }
}

TEST_CASE("order.sapb1 document: a line that its bundle stands for is not sent") {
    Value body = order();
    Value part = first_line(body);
    part.set("id", "772");
    part.set("booking", json(R"({"omitted":true})"));
    body.find("lines")->push(part);
    CHECK(Fixture().sent(body)["DocumentLines"].size() == 1);
}

TEST_CASE("order.sapb1 document: what the shopper chose stands in the line where the deployment wants it") {
    Value body = order();
    first_line(body).set("options", json(R"([{"name":"Size","value":"Large"},{"name":"Engraving","value":"For Ann"}])"));
    CHECK(Fixture().sent(body)["DocumentLines"].as_array()->front().find("ItemDetails") == nullptr);
    CHECK(Fixture(with("options", "item-details")).sent(body)["DocumentLines"].as_array()->front()["ItemDetails"].text_or("") == "Size: Large; Engraving: For Ann");
}

TEST_CASE("order.sapb1 document: countries have the company's codes, by the store's code or by name") {
    const Value settings = with("countries", json(R"([{"store":"DE","company":"GER"},{"store":"Channel Islands","company":"CI"}])"));
    CHECK(Fixture(settings).sent(order())["AddressExtension"]["ShipToCountry"].text_or("") == "GER");
    Value body = order();
    Value& address = body.find("consignments")->as_array()->front().member("address");
    address.set("country_code", "");
    address.set("country", "Channel Islands");
    const Value document = Fixture(settings).sent(body);
    CHECK(document["AddressExtension"]["ShipToCountry"].text_or("") == "CI");
    CHECK(document["AddressExtension"]["BillToCountry"].text_or("") == "GER");
}

TEST_CASE("order.sapb1 partner: a customer whom nobody knows is booked on the one partner, or made, or told") {
    Fixture fixed;
    fixed.http.answers.push_back(list_of(Value::array()));
    CHECK(fixed.sent(matched("fixed", "C-WEB"))["CardCode"].text_or("") == "C-WEB");

    Fixture made;
    for (int i = 0; i < 2; ++i) made.http.answers.push_back(list_of(Value::array())); // by address, by code
    made.http.answers.push_back(answered(201, json(R"({"CardCode":"W9001"})")));
    Value body = matched("create", "W9001");
    body.member("booking").member("customer").set("tax_id", "DE123456789");
    CHECK(made.sent(body)["CardCode"].text_or("") == "W9001");
    CHECK(made.http.requests.at(3)["json"]["FederalTaxID"].text_or("") == "DE123456789");

    Fixture told;
    told.http.answers.push_back(list_of(Value::array()));
    CHECK(result(told.deliver(matched("", "")))["code"].text_or("") == "CUSTOMER_NOT_FOUND");

    // A partner that somebody switched off is not passed over.
    Fixture off;
    off.http.answers.push_back(list_of(json(R"([{"CardCode":"C7","Frozen":"tYES"}])")));
    CHECK(result(off.deliver(matched("create", "W9001")))["code"].text_or("") == "PARTNER_INACTIVE");
}

TEST_CASE("order.sapb1 company rules: a charge as a line with more digits than the company's prices stops its order") {
    Value body = order();
    Value& freight = body.member("booking").find("freight")->as_array()->front();
    freight.set("amount", "4.95");
    body.member("booking").set("expected_total", "54.75");
    for (const bool on_item : {false, true}) {
        freight.set("item_code", on_item ? "CARRIAGE" : "");
        Fixture fixture;
        fixture.http.company = answered(200, json(R"({"PriceAccuracy":1,"TotalsAccuracy":2,"RoundTaxAmounts":"tYES"})"));
        CHECK(result(fixture.deliver(body))["code"].text_or("") == (on_item ? "CONFIG_DRIFT" : ""));
    }
}

TEST_CASE("order.sapb1 company rules: a currency with other digits than the company's amounts is asked for, and must have the order's") {
    struct Case { int decimals; const char *answer, *code; };
    for (const Case& one : {Case{0, R"([{"Code":"JPY","Decimals":"cdWithoutDecimals"}])", ""}, Case{0, R"([{"Code":"JPY","Decimals":"0"}])", ""}, Case{0, R"([{"Code":"JPY","Decimals":"cdDefault"}])", "CONFIG_DRIFT"},
                            Case{0, "[]", "CONFIG_DRIFT"}, Case{3, R"([{"Code":"JPY","Decimals":"cd3Digits"}])", ""}, Case{3, R"([{"Code":"JPY","Decimals":"2"}])", "CONFIG_DRIFT"}}) {
        Fixture fixture;
        Value body = order();
        body.set("currency", "JPY");
        body.set("decimals", one.decimals);
        fixture.http.answers.push_back(list_of(json(one.answer)));
        INFO(one.answer);
        CHECK(result(fixture.deliver(body))["code"].text_or("") == one.code);
        const bool posted = fixture.http.requests.back()["path"].text_or("") == "/$batch";
        CHECK(posted == (*one.code == 0));
        CHECK(fixture.http.requests.at(1)["query"]["$filter"].text_or("") == "Code eq 'JPY'");
    }
}
