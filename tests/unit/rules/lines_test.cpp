// Protects what a line is booked on and how it is taxed: sku-match, tax-map, shipping. Tables of a changed order and what comes.
#include "room.hpp"

using namespace rules_room;

namespace {

Value with_sku(const std::string& sku) { return patched(order(), "lines/1/sku", sku); }

} // namespace

TEST_CASE("order.rules sku-match: an item is booked by its exact code and nothing else") {
    Room room;
    for (const char* code : {"MUG", "PAN"}) room.items.exact[code] = item(code);
    const Judged judged = room.apply("sku-match", order(), R"({"warehouse":"02"})");
    CHECK(judged.verdict == LL_PASS);
    CHECK(judged.line(0) == json(R"({"item_code":"MUG","quantity":"2","warehouse":"02"})"));
    for (const char* sku : {"pan", "PAN ", " PAN", "PAN-", "P\xc3\x84N"}) {
        const Judged held = room.apply("sku-match", with_sku(sku));
        INFO(sku);
        CHECK(held.verdict == LL_HOLD);
        CHECK(held.codes() == Codes{"SKU_NOT_FOUND"});
        CHECK(held.line(1).is_null());
    }
}

TEST_CASE("order.rules sku-match: an unknown code waits for its item, and near ones are shown only") {
    Room room;
    room.items.exact["MUG"] = item("MUG");
    room.items.near["pan"] = json(R"({"codes":["PAN","P-AN"]})");
    const Judged near = room.apply("sku-match", with_sku("pan"));
    REQUIRE(near.codes() == Codes{"SKU_NEAR_MATCH"});
    CHECK(near.findings[0].subject == "sku:pan");
    CHECK(near.findings[0].waits_for == "item:pan");
    CHECK(near.findings[0].where == "/body/lines/1/sku");
    CHECK(near.findings[0].facts["near"] == json(R"(["PAN","P-AN"])"));
    CHECK(near.line(1).is_null());
    const Judged unknown = room.apply("sku-match", with_sku("GHOST"));
    REQUIRE(unknown.codes() == Codes{"SKU_NOT_FOUND"});
    CHECK(unknown.findings[0].waits_for == "item:GHOST");
}

TEST_CASE("order.rules sku-match: a bill of materials whose parts the ERP adds is held, or posted where the deployment knows better") {
    Room room;
    room.items.exact["MUG"] = item("MUG");
    for (const char* tree : {"sales", "template"}) {
        room.items.exact["PAN"] = item("PAN", std::string(R"({"tree":")") + tree + "\"}");
        INFO(tree);
        CHECK(room.apply("sku-match", order()).codes() == Codes{"KIT_UNRESOLVED"});
        CHECK(room.apply("sku-match", order(), R"({"bills_of_materials":"post"})").verdict == LL_PASS);
    }
    room.items.exact["PAN"] = item("PAN", R"({"tree":"production"})");
    CHECK(room.apply("sku-match", order()).verdict == LL_PASS);
}

TEST_CASE("order.rules sku-match: an item that may not be sold today is held with the reason") {
    Room room;
    room.items.exact["MUG"] = item("MUG");
    struct Case { const char *item, *code; };
    for (const Case& one : {Case{R"({"active":false,"inactive_reason":"it is frozen"})", "ITEM_INACTIVE"}, Case{R"({"active":false})", "ITEM_INACTIVE"}, Case{R"({"valid_from":"2026-03-02"})", "ITEM_INACTIVE"},
                            Case{R"({"valid_to":"2026-02-28"})", "ITEM_INACTIVE"}, Case{R"({"frozen_from":"2026-02-01","frozen_to":"2026-03-01"})", "ITEM_INACTIVE"},
                            Case{R"({"sales_item":false})", "ITEM_NOT_SALES"}, Case{R"({"units_per_sale":"12","sales_unit":"dozen"})", "ITEM_UOM_MISMATCH"}}) {
        room.items.exact["PAN"] = item("PAN", one.item);
        const Judged judged = room.apply("sku-match", order());
        INFO(one.item);
        CHECK(judged.verdict == LL_HOLD);
        REQUIRE(judged.codes() == Codes{one.code});
        CHECK(judged.findings[0].waits_for == "item:PAN");
        CHECK(judged.findings[0].subject == "sku:PAN");
        CHECK(judged.line(1).is_null());
    }
    for (const char* fine : {R"({"valid_from":"2026-03-01","valid_to":"2026-03-01"})", R"({"frozen_from":"2026-03-02"})", R"({"frozen_to":"2026-02-28"})", R"({"units_per_sale":"1.000"})"}) {
        room.items.exact["PAN"] = item("PAN", fine);
        INFO(fine);
        CHECK(room.apply("sku-match", order()).verdict == LL_PASS);
    }
}

TEST_CASE("order.rules sku-match: a line without a code or without units is held") {
    Room room;
    room.items.all = true;
    CHECK(room.apply("sku-match", with_sku("")).codes() == Codes{"LINE_WITHOUT_SKU"});
    CHECK(room.apply("sku-match", patched(order(), "lines/1/quantity", 0)).codes() == Codes{"LINE_WITHOUT_SKU"});
}

TEST_CASE("order.rules sku-match: an order without any line is held, whatever it comes to") {
    Room room;
    Value body = order();
    body.set("lines", Value::array());
    body.set("taxes", Value::array({tax_row("20", "1.00", "shipping", "", "7")}));
    body.set("totals", json(R"({"subtotal_ex_tax":"0","subtotal_inc_tax":"0","subtotal_tax":"0","ex_tax":"5.00","inc_tax":"6.00","tax":"1.00"})"));
    const Judged judged = room.chain(body);
    CHECK(judged.verdict == LL_HOLD);
    CHECK(judged.codes() == Codes{"LINE_WITHOUT_SKU"});
}

TEST_CASE("order.rules sku-match: a gift certificate is booked on the item that the deployment names") {
    Room room;
    room.items.exact["MUG"] = item("MUG");
    const Value certificate = patched(with_sku(""), "lines/1/kind", "gift_certificate");
    CHECK(room.apply("sku-match", certificate).codes() == Codes{"LINE_WITHOUT_SKU"});
    const Judged unknown = room.apply("sku-match", certificate, R"({"gift_certificate_item":"GIFT"})");
    REQUIRE(unknown.codes() == Codes{"SKU_NOT_FOUND"});
    CHECK(unknown.findings[0].waits_for == "item:GIFT");
    room.items.exact["GIFT"] = item("GIFT");
    CHECK(room.apply("sku-match", certificate, R"({"gift_certificate_item":"GIFT"})").line(1)["item_code"] == Value("GIFT"));
}

TEST_CASE("order.rules sku-match: every bad line is told at once") {
    Room room;
    CHECK(room.apply("sku-match", order()).codes() == Codes{"SKU_NOT_FOUND", "SKU_NOT_FOUND"});
}

TEST_CASE("order.rules tax-map: the first row that fits counts, and an empty cell fits anything") {
    Room room;
    const std::string map = R"({"map":[{"@line":2,"country":"GB","tax":"UK VAT","class":"Books","rate":"20","code":"B1","erp_rate":""},{"@line":3,"country":"GB","tax":"","class":"","rate":"20","code":"S1","erp_rate":""},
        {"@line":4,"country":"","tax":"","class":"","rate":"","code":"XX","erp_rate":"19"}]})";
    const Judged plain = room.apply("tax-map", order(), map);
    CHECK(plain.line(0) == json(R"({"tax_code":"S1","tax_rate":"20"})"));
    CHECK(room.apply("tax-map", patched(order(), "taxes/1/class", "Books"), map).line(1)["tax_code"] == Value("B1"));
    const Judged other = room.apply("tax-map", patched(order(), "consignments/0/address/country_code", "IE"), map);
    CHECK(other.line(0) == json(R"({"tax_code":"XX","tax_rate":"19"})"));
}

TEST_CASE("order.rules tax-map: rates that stack add up, and a line without tax is a case of its own") {
    Room room;
    Value stacked = order();
    stacked.member("taxes").push(tax_row("2.5", "0.50", "item", "1", "7"));
    CHECK(room.apply("tax-map", stacked, R"({"map":[{"@line":2,"rate":"22.5","code":"ST"},{"@line":3,"rate":"20","code":"S1"}]})").line(0)["tax_code"] == Value("ST"));
    const Value free_line = patched(patched(order(), "taxes", Value::array()), "lines", Value::array({line("1", "MUG", 1, "0", "0", "0", "0", "0")}));
    CHECK(room.apply("tax-map", free_line).line(0)["tax_code"] == Value("S0"));
}

TEST_CASE("order.rules tax-map: a tax that nobody has mapped is told once for all its lines") {
    Room room;
    const Judged judged = room.apply("tax-map", order(), R"({"map":[{"@line":2,"rate":"5","code":"S5"}]})");
    CHECK(judged.verdict == LL_HOLD);
    REQUIRE(judged.codes() == Codes{"TAX_CODE_MISSING"});
    CHECK(judged.findings[0].subject == "tax:GB, UK VAT, Default Tax Class, 20 %");
    CHECK(judged.line(0).is_null());
}

TEST_CASE("order.rules tax-map: tax without a row that says its rate is never booked as free of tax") {
    Room room;
    const Judged judged = room.apply("tax-map", patched(order(), "taxes", Value::array()));
    CHECK(judged.verdict == LL_HOLD);
    CHECK(judged.codes() == Codes{"TAX_CODE_MISSING"});
}

TEST_CASE("order.rules tax-map: a country without a code goes by its name, a digital line by who pays") {
    Room room;
    const std::string map = R"({"map":[{"@line":2,"country":"Channel Islands","code":"CI"},{"@line":3,"country":"GB","code":"S1"}]})";
    Value islands = patched(patched(order(), "consignments/0/address/country_code", ""), "consignments/0/address/country", "Channel Islands");
    CHECK(room.apply("tax-map", islands, map).line(0)["tax_code"] == Value("CI"));
    CHECK(room.apply("tax-map", patched(order(), "consignments", Value::array()), map).line(0)["tax_code"] == Value("S1"));
}

TEST_CASE("order.rules tax-map: a map without a code or with a wrong rate is refused with its line") {
    Room room;
    CHECK_THROWS_WITH(room.make("tax-map", settings("tax-map", R"({"map":[{"@line":7,"rate":"20","code":""}]})")), Catch::Contains("map/0/code: is empty"));
    for (const char* country : {"gb", "GBR", "G", "uk", "Gb", "U.K"})
        CHECK_THROWS_WITH(room.make("tax-map", settings("tax-map", std::string(R"({"map":[{"@line":7,"country":")") + country + R"(","rate":"20","code":"S1"}]})")),
                          Catch::Contains(std::string("map/0/country: \"") + country + "\" is not the code of a country"));
    for (const char* country : {"", "GB", "Chad", "United Kingdom"})
        CHECK_NOTHROW(room.make("tax-map", settings("tax-map", std::string(R"({"map":[{"@line":7,"country":")") + country + R"(","rate":"0","code":"S1"}]})")));
    CHECK_THROWS_WITH(room.make("tax-map", settings("tax-map", R"({"map":[{"@line":7,"rate":"-20","code":"S1"},{"@line":8,"rate":"5","erp_rate":"-5","code":"S1"}]})")),
                      Catch::Contains("map/0/rate: -20 is below zero") && Catch::Contains("map/1/erp_rate: -5 is below zero"));
    CHECK_THROWS_WITH(room.make("tax-map", settings("tax-map", R"({"map":[{"@line":8,"rate":"17,5","code":"S1"}]})")), Catch::Contains("map/0/rate: \"17,5\"") && Catch::Contains("17.5"));
}

TEST_CASE("order.rules shipping: every charge becomes a freight row with its own tax") {
    Room room;
    Value body = patched(patched(order(), "handling", split("2.00", "2.40", "0.40")), "consignments/0/handling", split("2.00", "2.40", "0.40"));
    body = patched(body, "wrapping", split("1.00", "1.00", "0"));
    body = patched(body, "fees", json(R"([{"id":"9","name":"Deposit","ex_tax":"3.00","inc_tax":"3.60","tax":"0.60","tax_class":""}])"));
    body.member("taxes").push(tax_row("20", "0.40", "handling", "", "7"));
    body.member("taxes").push(tax_row("0", "0", "wrapping", "", "7"));
    const Judged judged = room.apply("shipping", body);
    CHECK(judged.verdict == LL_PASS);
    CHECK(judged.booking()["freight"] == json(R"([{"code":"1","amount":"6.00","tax_code":"S1","tax_rate":"20","label":"Courier","place":"shipping"},
        {"code":"2","amount":"2.40","tax_code":"S1","tax_rate":"20","label":"Handling","place":"handling"},{"code":"3","amount":"1.00","tax_code":"S0","tax_rate":"0","label":"Gift wrapping","place":"wrapping"},
        {"code":"4","amount":"3.60","tax_code":"S1","tax_rate":"20","label":"Deposit","place":"fee"}])"));
}

TEST_CASE("order.rules shipping: several wrapped lines have one rate, not the sum of their rows") {
    Room room;
    Value body = patched(order(), "wrapping", split("2.00", "2.40", "0.40"));
    for (int i = 0; i < 2; ++i) body.member("taxes").push(tax_row("20", "0.20", "wrapping", "", "7"));
    const Judged judged = room.apply("shipping", body);
    CHECK(judged.verdict == LL_PASS);
    CHECK((*judged.booking()["freight"].as_array())[1]["tax_rate"] == Value("20"));
}

TEST_CASE("order.rules shipping: two destinations are two rows, each with the tax of its own") {
    Room room;
    Value second = (*order()["consignments"].as_array())[0];
    second.set("id", "8");
    second.set("method", "Post");
    second.set("shipping", split("4.00", "4.00", "0"));
    Value body = patched(order(), "shipping", split("9.00", "10.00", "1.00"));
    body.member("consignments").push(second);
    body.member("taxes").push(tax_row("0", "0", "shipping", "", "8"));
    const Judged judged = room.apply("shipping", body);
    REQUIRE(judged.booking()["freight"].size() == 2);
    CHECK((*judged.booking()["freight"].as_array())[0]["tax_code"] == Value("S1"));
    CHECK((*judged.booking()["freight"].as_array())[1]["tax_code"] == Value("S0"));
    CHECK((*judged.booking()["freight"].as_array())[1]["label"] == Value("Post"));
}

TEST_CASE("order.rules shipping: a charge without a freight code or without a known tax is held") {
    Room room;
    const Judged no_code = room.apply("shipping", order(), R"({"shipping_code":""})");
    REQUIRE(no_code.codes() == Codes{"MAP_ENTRY_MISSING"});
    CHECK(no_code.findings[0].subject == "freight:shipping");
    CHECK(room.apply("shipping", patched(order(), "taxes", Value::array())).codes() == Codes{"TAX_CODE_MISSING"});
    const Value fee = json(R"([{"id":"9","name":"Odd","ex_tax":"3.00","inc_tax":"3.33","tax":"0.33","tax_class":""}])");
    CHECK(room.apply("shipping", patched(order(), "fees", fee)).codes() == Codes{"TAX_CODE_MISSING"});
}

TEST_CASE("order.rules shipping: a negative charge is held, not spread over others") {
    Room room;
    const Judged judged = room.apply("shipping", patched(order(), "fees", json(R"([{"id":"9","name":"Rebate","ex_tax":"-1.00","inc_tax":"-1.20","tax":"-0.20","tax_class":""}])")));
    CHECK(judged.verdict == LL_HOLD);
    CHECK(judged.codes() == Codes{"TOTAL_MISMATCH"});
}

TEST_CASE("order.rules shipping: an order without charges has no freight") {
    Room room;
    Value body = patched(patched(order(), "shipping", nothing()), "consignments/0/shipping", nothing());
    CHECK(room.apply("shipping", body).booking()["freight"].is_null());
}

TEST_CASE("order.rules sku-match: with post-good-lines a bad line is quarantined with its reason, and the good ones pass") {
    Room room;
    room.items.exact["MUG"] = item("MUG");
    const Judged judged = room.apply("sku-match", order(), R"({"on_unknown":"post-good-lines"})");
    CHECK(judged.verdict == LL_PASS);
    CHECK(judged.line(0) == json(R"({"item_code":"MUG","quantity":"2","warehouse":""})"));
    CHECK(judged.line(1) == json(R"({"quarantined":true})"));
    REQUIRE(judged.codes() == Codes{"SKU_NOT_FOUND"});
    CHECK(judged.findings[0].waits_for == "item:PAN");
    CHECK(judged.findings[0].where == "/body/lines/1/sku");
}

TEST_CASE("order.rules sku-match: with post-good-lines an order without a good line is held") {
    Room room;
    const Judged judged = room.apply("sku-match", order(), R"({"on_unknown":"post-good-lines"})");
    CHECK(judged.verdict == LL_HOLD);
    CHECK(judged.codes() == Codes{"SKU_NOT_FOUND", "SKU_NOT_FOUND"});
}

TEST_CASE("order.rules sku-match: a line that is on the document stays as it is, whatever became of its item") {
    Room room;
    room.items.exact["MUG"] = item("MUG", R"({"active":false})");
    room.items.exact["PAN"] = item("PAN");
    const Value posted = json(R"({"posted":true,"item_code":"MUG","quantity":"2","warehouse":""})");
    for (const char* policy : {R"({"on_unknown":"post-good-lines"})", R"({"on_unknown":"hold"})"}) {
        const Judged judged = room.apply("sku-match", patched(order(), "lines/0/booking", posted), policy);
        CHECK(judged.verdict == LL_PASS);
        CHECK(judged.codes().empty());
        CHECK(judged.line(0) == posted);
    }
}
