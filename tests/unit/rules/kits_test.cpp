// Protects what becomes of aliases, custom lines and bundles: which item a line goes on, and where the price of a bundle goes.
#include "room.hpp"

using namespace rules_room;

namespace {

std::string aliases(const char* rows) { return std::string(R"({"aliases":)") + rows + "}"; }

// A set at 30.00 whose parts, two mugs and a pan, are free.
Value bundle_order(const std::string& price = "30.00", const std::string& price_of_pan = "0") {
    Value body = order();
    const Decimal sum = Decimal::parse(price) + Decimal::parse(price_of_pan);
    Value set = line("10", "SET", 1, price, price, price, price, "0"), mug = line("11", "MUG", 2, "0", "0", "0", "0", "0"), pan = line("12", "PAN", 1, price_of_pan, price_of_pan, price_of_pan, price_of_pan, "0");
    mug.set("parent_id", "10");
    pan.set("parent_id", "10");
    body.set("lines", Value::array({set, mug, pan}));
    body.set("taxes", Value::array());
    body = patched(patched(body, "shipping", nothing()), "consignments/0/shipping", nothing());
    body.set("totals", Value::object({{"subtotal_ex_tax", sum.text()}, {"subtotal_inc_tax", sum.text()}, {"subtotal_tax", "0"}, {"ex_tax", sum.text()}, {"inc_tax", sum.text()}, {"tax", "0"}}));
    return body;
}

void with_prices(Room& room) {
    room.items.exact["MUG"] = item("MUG", R"({"prices":[{"list":"1","price":"10","currency":"GBP"}]})");
    room.items.exact["PAN"] = item("PAN", R"({"prices":[{"list":"1","price":"20","currency":"GBP"}]})");
    room.items.exact["SET"] = item("SET");
}

} // namespace

TEST_CASE("order.rules sku-match: an alias stands for an item on its days and on no other") {
    Room room;
    room.items.all = true;
    const Value body = patched(order(), "lines/0/sku", "MUG-OLD"); // placed on 2026-02-28
    struct Case { const char *rows, *item; };
    for (const Case& one : {Case{R"([{"sku":"MUG-OLD","item":"MUG"}])", "MUG"}, Case{R"([{"sku":"MUG-OLD","item":"MUG","from":"2026-02-28","to":"2026-02-28"}])", "MUG"},
                            Case{R"([{"sku":"MUG-OLD","item":"MUG","from":"2026-03-01"}])", "MUG-OLD"}, Case{R"([{"sku":"MUG-OLD","item":"MUG","to":"2026-02-27"}])", "MUG-OLD"},
                            Case{R"([{"sku":"mug-old","item":"MUG"},{"sku":"MUG-OLD ","item":"CUP"}])", "MUG-OLD"},
                            Case{R"([{"sku":"MUG-OLD","item":"CUP","to":"2026-02-27"},{"sku":"MUG-OLD","item":"MUG","from":"2026-02-28"}])", "MUG"}}) {
        INFO(one.rows);
        const Judged judged = room.apply("sku-match", body, aliases(one.rows));
        CHECK(judged.line(0)["item_code"] == Value(one.item));
        CHECK((judged.line(0)["found_by"] == Value("alias")) == (std::string_view(one.item) == "MUG"));
    }
}

TEST_CASE("order.rules sku-match: the item of an alias is checked, not the SKU") {
    Room room;
    room.items.exact["MUG-OLD"] = item("MUG-OLD");
    room.items.exact["PAN"] = item("PAN");
    const Judged judged = room.apply("sku-match", patched(order(), "lines/0/sku", "MUG-OLD"), aliases(R"([{"sku":"MUG-OLD","item":"MUG"}])"));
    REQUIRE(judged.codes() == Codes{"SKU_NOT_FOUND"});
    CHECK(judged.findings[0].waits_for == "item:MUG");
    CHECK(judged.findings[0].message.find("sold as MUG-OLD") != std::string::npos);
}

TEST_CASE("order.rules sku-match: aliases that leave a day open to two items are refused with both lines") {
    Room room;
    const auto problem = [&](const char* rows, const char* text) { CHECK_THROWS_WITH(room.make("sku-match", settings("sku-match", aliases(rows))), Catch::Contains(text)); };
    problem(R"([{"@line":2,"sku":"A","item":"X"},{"@line":3,"sku":"A","item":"Y","from":"2026-01-01"}])", "aliases/1/sku: \"A\" has another row that is valid on the same day (line 2)");
    problem(R"([{"sku":"A","item":"X","to":"2026-01-31"},{"sku":"A","item":"Y","from":"2026-01-31"}])", "valid on the same day");
    problem(R"([{"sku":"A","item":"X","from":"2026-02-30"}])", "aliases/0/from: \"2026-02-30\" is not a day");
    problem(R"([{"sku":"A","item":"X","from":"2026-02-03","to":"2026-02-01"}])", "aliases/0/to: 2026-02-01 is before 2026-02-03");
    problem(R"([{"sku":"","item":"X"},{"sku":"B","item":""}])", "aliases/1/item: is empty");
    CHECK_NOTHROW(room.make("sku-match", settings("sku-match", aliases(R"([{"sku":"A","item":"X","to":"2026-01-31"},{"sku":"A","item":"Y","from":"2026-02-01"},{"sku":"a","item":"Z"}])"))));
}

TEST_CASE("order.rules sku-match: a line outside the catalogue goes on the item for such lines, one of the catalogue never") {
    Room room;
    room.items.all = true;
    Value custom = patched(patched(order(), "lines/1/sku", ""), "lines/1/kind", "custom");
    CHECK(room.apply("sku-match", custom).codes() == Codes{"LINE_WITHOUT_SKU"});
    const Judged judged = room.apply("sku-match", custom, R"({"custom_item":"MISC"})");
    CHECK(judged.line(1)["item_code"] == Value("MISC"));
    CHECK(judged.line(1)["found_by"] == Value("policy"));
    CHECK(room.apply("sku-match", patched(order(), "lines/1/sku", ""), R"({"custom_item":"MISC"})").codes() == Codes{"LINE_WITHOUT_SKU"});
}

TEST_CASE("order.rules bundles: each policy books the lines that it names, and the amounts stay the same in sum") {
    Room room;
    with_prices(room);
    struct Case { const char* policy; std::vector<std::string> amounts; };
    for (const Case& one : {Case{"lines", {"30.00", "0.00", "0.00"}}, Case{"parts", {"", "15.00", "15.00"}}, Case{"whole", {"30.00", "", ""}}}) {
        INFO(one.policy);
        const Judged judged = room.chain(bundle_order(), {{"sku-match", std::string(R"({"bundles":")") + one.policy + "\"}"}, {"discounts", R"({"bundle_price_list":"1"})"}});
        CHECK(judged.codes() == Codes{});
        CHECK(judged.booking()["expected_total"] == Value("30.00"));
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(judged.line(i)["amount"].text_or("") == one.amounts[i]);
            CHECK(judged.line(i)["omitted"].bool_or(false) == one.amounts[i].empty());
        }
    }
}

TEST_CASE("order.rules bundles: an item that is left out need not exist, one that is booked must") {
    Room room;
    with_prices(room);
    room.items.exact.erase("SET");
    CHECK(room.apply("sku-match", bundle_order(), R"({"bundles":"parts"})").verdict == LL_PASS);
    CHECK(room.apply("sku-match", bundle_order(), R"({"bundles":"whole"})").codes() == Codes{"SKU_NOT_FOUND"});
}

TEST_CASE("order.rules bundles: a price that nothing says how to split is held") {
    Room room;
    with_prices(room);
    const std::map<std::string, std::string> parts{{"sku-match", R"({"bundles":"parts"})"}};
    const Judged judged = room.chain(bundle_order(), parts);
    CHECK(judged.verdict == LL_HOLD);
    REQUIRE(judged.codes() == Codes{"KIT_UNRESOLVED"});
    CHECK(judged.findings.front().subject == "bundle:SET");
    // The parts' own prices say it where they have some.
    CHECK(room.chain(bundle_order("30.00", "5.00"), parts).line(2)["amount"] == Value("35.00"));
    room.items.exact["PAN"] = item("PAN");
    CHECK(room.chain(bundle_order(), {{"sku-match", R"({"bundles":"parts"})"}, {"discounts", R"({"bundle_price_list":"1"})"}}).codes() == Codes{"KIT_UNRESOLVED"});
}

TEST_CASE("order.rules bundles: a part that is taxed otherwise than its bundle keeps its money") {
    Room room;
    with_prices(room);
    Value body = bundle_order("30.00", "5.00");
    body.member("taxes").push(tax_row("0", "0", "item", "10", "7"));
    body.member("taxes").push(tax_row("5", "0.24", "item", "12", "7"));
    for (const char* policy : {R"({"bundles":"parts"})", R"({"bundles":"whole"})"}) {
        INFO(policy);
        CHECK(room.chain(body, {{"sku-match", policy}}).codes() == Codes{"KIT_UNRESOLVED"});
    }
}

TEST_CASE("order.rules bundles: a bundle within a bundle is held, and a part of a line that is not there is a line") {
    Room room;
    with_prices(room);
    const Judged nested = room.apply("sku-match", patched(bundle_order(), "lines/2/parent_id", "11"), R"({"bundles":"parts"})");
    CHECK(nested.verdict == LL_HOLD);
    CHECK(nested.codes() == Codes{"KIT_UNRESOLVED", "KIT_UNRESOLVED"});
    const Judged lost = room.apply("sku-match", patched(patched(bundle_order(), "lines/1/parent_id", "99"), "lines/2/parent_id", "99"), R"({"bundles":"whole"})");
    CHECK(lost.verdict == LL_PASS);
    CHECK(lost.line(1)["item_code"] == Value("MUG"));
}

TEST_CASE("order.rules bundles: a difference in a bundle is told at the bundle's line") {
    Room room;
    with_prices(room);
    const Judged judged = room.chain(patched(bundle_order(), "totals/inc_tax", "31.00"), {{"sku-match", R"({"bundles":"parts"})"}, {"discounts", R"({"bundle_price_list":"1"})"}});
    REQUIRE(judged.codes() == Codes{"TOTAL_MISMATCH"});
    const Value& bridge = judged.findings[0].facts["bridge"];
    REQUIRE(bridge.size() == 1);
    CHECK((*bridge.as_array())[0]["what"] == Value("the store's total against the sum of its own parts"));
}
