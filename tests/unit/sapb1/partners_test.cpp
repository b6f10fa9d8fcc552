// Protects on whose account an order is booked: the customer who is found, the one who is made, and never a stranger.
#include "orders_room.hpp"

using namespace sapb1_room;
using namespace sapb1_room::ordering;

TEST_CASE("order.sapb1 partner: an e-mail address that one customer has is that customer, in any case of letters") {
    Fixture fixture;
    Value body = order("1047", "match");
    body.member("booking").member("customer").set("match_by", "email");
    body.member("booking").member("customer").set("match_value", "O'Brien@example.test");
    fixture.answers(list_of(Value::array({json(R"({"CardCode":"C7","Valid":"tNO","Frozen":"tNO"})")})));
    fixture.answers(BatchText().done("1047", 812).end());
    CHECK(verdict(fixture.deliver({body})) == "delivered");
    CHECK(fixture.http.requests.at(1)["query"]["$filter"].text_or("") == "EmailAddress eq 'O''Brien@example.test' and CardType eq 'cCustomer'");
    CHECK(fixture.http.requests.at(1)["headers"]["B1S-CaseInsensitive"].text_or("") == "true");
    CHECK(fixture.document(2)["CardCode"].text_or("") == "C7");
}

TEST_CASE("order.sapb1 partner: nobody, several and only inactive ones are three different exceptions") {
    struct Case {
        const char *rows, *code;
    };
    for (const Case& one : {Case{"[]", "CUSTOMER_NOT_FOUND"}, Case{R"([{"CardCode":"C7"},{"CardCode":"C8"}])", "PARTNER_AMBIGUOUS"},
                            Case{R"([{"CardCode":"C7","Frozen":"tYES"}])", "PARTNER_INACTIVE"}}) {
        Fixture fixture;
        Value body = order("1047", "match");
        body.member("booking").member("customer").set("match_by", "email");
        body.member("booking").member("customer").set("match_value", "a@example.test");
        fixture.answers(list_of(json(one.rows)));
        const auto outcome = fixture.deliver({body});
        INFO(one.code);
        CHECK(result(outcome)["code"].text_or("") == one.code);
        CHECK(fixture.http.requests.size() == 2);
    }
}

TEST_CASE("order.sapb1 partner: one of several that is active is the one") {
    Fixture fixture;
    Value body = order("1047", "match");
    body.member("booking").member("customer").set("match_by", "email");
    body.member("booking").member("customer").set("match_value", "a@example.test");
    fixture.answers(list_of(json(R"([{"CardCode":"C7","Frozen":"tYES"},{"CardCode":"C8","Valid":"tYES"}])")));
    fixture.deliver({body});
    CHECK(fixture.document(2)["CardCode"].text_or("") == "C8");
}

TEST_CASE("order.sapb1 partner: one that is missing is made with name, contact and addresses, and asked for once only") {
    Fixture fixture;
    fixture.answers(nothing_found);
    fixture.answers(answered(201, json(R"({"CardCode":"C20007"})")));
    fixture.answers(BatchText().done("1047", 812).end());
    CHECK(verdict(fixture.deliver({order("1047", "create")})) == "delivered");
    CHECK(message::write_json(fixture.http.requests.at(2)["json"]) ==
          R"({"CardCode":"C20007","CardName":"Jana Muster","CardType":"cCustomer","EmailAddress":"jana@example.test","Phone1":"+49 30 1","BPAddresses":[)"
          R"({"AddressName":"Bill to","AddressType":"bo_BillTo","AddressName2":"Jana Muster","Street":"Lindenweg 4","BuildingFloorRoom":"2nd floor","ZipCode":"10115","City":"Berlin",)"
          R"("Country":"DE"},{"AddressName":"Ship to","AddressType":"bo_ShipTo","AddressName2":"Jana Muster","Street":"Lindenweg 4","BuildingFloorRoom":"2nd floor","ZipCode":"10115",)"
          R"("City":"Berlin","Country":"DE"}]})");
    fixture.answers(BatchText().done("1048", 813).end());
    CHECK(verdict(fixture.deliver({order("1048", "create")})) == "delivered");
    CHECK(fixture.http.requests.size() == 5);
}

TEST_CASE("order.sapb1 partner: a stranger who has the code is not booked on") {
    struct Case { const char *row, *field, *says; };
    for (const Case& one : {Case{R"([{"CardCode":"C20007","CardName":"Whitfield","CardType":"cCustomer","EmailAddress":"sales@whitfield.test"}])", "", "neither its name"},
                            Case{R"([{"CardCode":"C20007","CardName":"Whitfield","CardType":"cCustomer"}])", "", "neither its name"},
                            Case{R"([{"CardCode":"C20007","CardName":"Whitfield","CardType":"cSupplier","EmailAddress":"jana@example.test"}])", "", "no customer"},
                            Case{R"([{"CardCode":"C20007","CardName":"Whitfield","CardType":"cCustomer","EmailAddress":"jana@example.test","U_LL_Customer":"77"}])", "U_LL_Customer", "77"}}) {
        Value settings = sink_settings();
        settings.set("external_id_field", one.field);
        Fixture fixture(settings);
        fixture.answers(list_of(json(one.row)));
        Value body = order("1047", "create");
        body.member("booking").member("customer").set("external_id", "9001");
        const auto outcome = fixture.deliver({body});
        INFO(one.row);
        CHECK(result(outcome)["code"].text_or("") == "PARTNER_AMBIGUOUS");
        CHECK_THAT(result(outcome)["message"].text_or(""), Catch::Contains("Whitfield") && Catch::Contains(one.says));
        CHECK(fixture.http.requests.size() == 2);
    }
}

TEST_CASE("order.sapb1 partner: a customer with another address and the same name is the same customer, also without an address at all") {
    for (const char* row : {R"([{"CardCode":"C20007","CardName":"JANA Muster","CardType":"cCustomer","EmailAddress":"old@example.test"}])",
                            R"([{"CardCode":"C20007","CardName":"Jana Muster","CardType":"C"}])"}) {
        Fixture fixture;
        fixture.answers(list_of(json(row)));
        fixture.answers(BatchText().done("1047", 812).end());
        Value body = order("1047", "create");
        if (std::string(row).find("EmailAddress") == std::string::npos) body.member("customer").set("email", "");
        INFO(row);
        CHECK(verdict(fixture.deliver({body})) == "delivered");
    }
}

TEST_CASE("order.sapb1 partner: a customer whose e-mail address has changed is known by the store's id") {
    Value settings = sink_settings();
    settings.set("external_id_field", "U_LL_Customer");
    Fixture fixture(settings);
    fixture.answers(list_of(json(R"([{"CardCode":"C20007","CardType":"cCustomer","EmailAddress":"old@example.test","U_LL_Customer":"9001"}])")));
    fixture.answers(BatchText().done("1047", 812).end());
    Value body = order("1047", "create");
    body.member("booking").member("customer").set("external_id", "9001");
    CHECK(verdict(fixture.deliver({body})) == "delivered");
}

TEST_CASE("order.sapb1 partner: one that another lane made in the meantime exists") {
    Fixture fixture;
    fixture.answers(nothing_found);
    fixture.answers(refused_v2(400, "-10", "1320000140 - Business partner code 'C20007' already assigned to a business partner; enter a unique business partner code"));
    fixture.answers(list_of(json(R"([{"CardCode":"C20007","CardType":"cCustomer","EmailAddress":"Jana@example.test"}])")));
    fixture.answers(BatchText().done("1047", 812).end());
    CHECK(verdict(fixture.deliver({order("1047", "create")})) == "delivered");
}

TEST_CASE("order.sapb1 partner: a lost answer to its making leaves the order to the next attempt, because it was not sent") {
    Fixture fixture;
    fixture.answers(nothing_found);
    fixture.answers(no_answer());
    CHECK(verdict(fixture.deliver({order("1047", "create")})) == "retry");
}
