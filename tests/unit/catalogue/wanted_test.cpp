// Protects: only what differs by value and belongs to the ERP is changed, and a value that is not certain is never sent.
#include "catalogue/item_price.hpp"
#include "unit/catalogue/catalogue_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::catalogue;
using namespace ledgerline::catalogue::bench;

namespace {

const std::string today = "2026-11-26";

Wanted compare(const Value& item, const Value& listing, const std::vector<std::pair<std::string, Value>>& settings = {}, bool hidden_by_us = false, const std::string& day = today) {
    return wanted("MUG", item, listing, policy(settings), day, hidden_by_us);
}

Value changes(const Value& item, const Value& listing, const std::vector<std::pair<std::string, Value>>& settings = {}, bool hidden_by_us = false) {
    return values_of(compare(item, listing, settings, hidden_by_us).changes);
}

} // namespace

TEST_CASE("catalogue.wanted: what is equal by value is no change") {
    CHECK(compare(item("MUG"), listing("MUG")).changes.empty());
    CHECK(changes(item("MUG"), listing("MUG", {{"price", "24.9000"}, {"weight", "0.3500"}})).size() == 0);
}

TEST_CASE("catalogue.wanted: each field that differs, with what was and why") {
    const Wanted found = compare(item("MUG"), listing("MUG", {{"name", "Cup"}, {"price", "19.99"}, {"weight", ""}, {"barcode", ""}, {"tax_class", "0"}}));
    REQUIRE(found.changes.size() == 5);
    CHECK(found.changes[0].field == "name");
    CHECK(found.changes[0].now == Value("Cup"));
    CHECK(found.changes[1].then == Value("24.90"));
    CHECK(found.changes[1].why == "price list 1");
    CHECK(found.changes[2].then == Value("0.35"));
    CHECK(found.changes[3].then == Value("4006381333931"));
    CHECK(found.changes[4].why == "tax code A1");
    const Value body = listing_change("MUG", listing("MUG"), found);
    CHECK(message::schema_problem("listing-change", body) == "");
}

TEST_CASE("catalogue.wanted: what is not owned stays, whatever it is") {
    const Value other = listing("MUG", {{"name", "Cup"}, {"price", "19.99"}, {"weight", "9"}, {"barcode", "1"}, {"tax_class", "0"}});
    CHECK(changes(item("MUG", {{"active", false}}), other, {{"owns", Value::array()}}).size() == 0);
    CHECK(changes(item("MUG"), other, {{"owns", Value::array({"weight"})}}) == Value::object({{"weight", "0.35"}}));
}

TEST_CASE("catalogue.wanted: what the item does not say is no change") {
    const Value bare = item("MUG", {{"name", ""}, {"prices", Value::array()}, {"weight", "0"}, {"barcode", ""}, {"tax_code", ""}});
    const Wanted found = compare(bare, listing("MUG"));
    CHECK(found.changes.empty());
    CHECK(found.problems.empty());
}

TEST_CASE("catalogue.wanted: a price of 0 is no price") { CHECK(changes(item("MUG", {{"prices", Value::array({price("0.00")})}}), listing("MUG")).size() == 0); }

TEST_CASE("catalogue.wanted: a barcode is taken away only where the route says so") {
    const Value bare = item("MUG", {{"barcode", ""}});
    CHECK(changes(bare, listing("MUG"), {{"clear_barcodes", true}}) == Value::object({{"barcode", ""}}));
}

TEST_CASE("catalogue.wanted: a variant with siblings keeps their name and tax class, and is hidden by making it unpurchasable") {
    const Value variant = listing("MUG", {{"base", false}, {"name", "Mugs"}, {"tax_class", "0"}, {"price", ""}});
    CHECK(changes(item("MUG"), variant) == Value::object({{"price", "24.90"}}));
    const Wanted found = compare(item("MUG", {{"active", false}}), with(variant, {{"price", "24.9"}}));
    CHECK(values_of(found.changes) == Value::object({{"visible", false}}));
    const Value after = with_change(variant, listing_change("MUG", variant, found));
    CHECK(after["purchasable"] == Value(false));
    CHECK(after["visible"] == Value(true));
}

TEST_CASE("catalogue.wanted: an inactive item is hidden, and shown again only if it was hidden by the engine") {
    const Value inactive = item("MUG", {{"active", false}, {"inactive_reason", "frozen"}}), hidden = listing("MUG", {{"visible", false}});
    const Wanted found = compare(inactive, listing("MUG"));
    REQUIRE(found.changes.size() == 1);
    CHECK(found.changes[0].why == "the item is inactive: frozen");
    CHECK(changes(inactive, hidden).size() == 0);
    CHECK(changes(item("MUG"), hidden).size() == 0);
    CHECK(changes(item("MUG"), hidden, {}, true) == Value::object({{"visible", true}}));
    CHECK(changes(item("MUG", {{"sales_item", false}}), listing("MUG")) == Value::object({{"visible", false}}));
}

TEST_CASE("catalogue.wanted: a price that cannot be exact is told and not sent, unless its rounding is named") {
    const Value fine = item("MUG", {{"prices", Value::array({price("24.905")})}});
    const Wanted found = compare(fine, listing("MUG"));
    CHECK(found.changes.empty());
    REQUIRE(found.problems.size() == 1);
    CHECK(found.problems[0] == "the price 24.905 (price list 1) has more than 2 digits after the point, and the route does not say how it is rounded");
    CHECK(changes(fine, listing("MUG"), {{"rounding", "half_up"}}) == Value::object({{"price", "24.91"}}));
    CHECK(changes(fine, listing("MUG"), {{"rounding", "down"}}).size() == 0);
    CHECK(changes(fine, listing("MUG"), {{"decimals", 3}}) == Value::object({{"price", "24.905"}}));
}

TEST_CASE("catalogue.wanted: a list without tax becomes a store's price with tax") {
    const Value net = item("MUG", {{"prices", Value::array({price("100")})}});
    CHECK(changes(net, listing("MUG"), {{"price_factor", "1.19"}}) == Value::object({{"price", "119.00"}}));
}

TEST_CASE("catalogue.wanted: a price in another currency or below zero is told and not sent, the other fields are") {
    const Wanted foreign = compare(item("MUG", {{"prices", Value::array({price("24.9", "1", "USD")})}}), listing("MUG", {{"price", "1"}, {"name", "Cup"}}));
    CHECK(values_of(foreign.changes) == Value::object({{"name", "Mug"}}));
    CHECK(foreign.problems == std::vector<std::string>{"the price 24.9 USD (price list 1) is not in EUR"});
    CHECK(compare(item("MUG", {{"prices", Value::array({price("-1")})}}), listing("MUG")).problems == std::vector<std::string>{"the price -1 (price list 1) is below zero"});
}

TEST_CASE("catalogue.wanted: a weight that would be rounded to nothing is told and not sent") {
    const Wanted found = compare(item("MUG", {{"weight", "0.04"}}), listing("MUG"));
    CHECK(found.changes.empty());
    CHECK(found.problems == std::vector<std::string>{"the weight 0.04 of the item MUG would be rounded to nothing"});
    CHECK(changes(item("MUG", {{"weight", "0.04"}}), listing("MUG"), {{"weight_decimals", 5}}) == Value::object({{"weight", "0.00004"}}));
}

TEST_CASE("catalogue.wanted: a tax code without a row is told, an empty class leaves the store's") {
    CHECK(compare(item("MUG", {{"tax_code", "X9"}}), listing("MUG")).problems == std::vector<std::string>{"the tax code \"X9\" of the item MUG is in no row of tax_classes"});
    CHECK(compare(item("MUG", {{"tax_code", "A2"}}), listing("MUG")).problems.empty());
    CHECK(changes(item("MUG", {{"tax_code", "A2"}}), listing("MUG", {{"tax_class", "8"}})).size() == 0);
}

TEST_CASE("catalogue.price: the partner's before everybody's, and that before the list's, each on its days") {
    const CataloguePolicy all = policy({{"special_prices", true}, {"card_code", "C-WEB"}});
    const Value sold = item("MUG", {{"special_prices", Value::array({special("19.99", "2026-11-27", "2026-11-30"), special("18", "2026-11-29", "2026-11-29"), special("17", "", "", "C-OTHER")})}});
    const auto on = [&](const char* day) { return price_of(sold, all, day).price->text(); };
    CHECK(on("2026-11-26") == "24.90");
    CHECK(on("2026-11-27") == "19.99");
    CHECK(on("2026-11-29") == "18.00");
    CHECK(on("2026-11-30") == "19.99");
    CHECK(on("2026-12-01") == "24.90");
    CHECK(price_of(sold, all, "2026-11-26").next_day == "2026-11-27");
    CHECK(price_of(sold, all, "2026-11-27").next_day == "2026-11-29");
    CHECK(price_of(sold, all, "2026-11-30").next_day == "2026-12-01");
    CHECK(price_of(sold, all, "2026-12-01").next_day.empty());
    CHECK(price_of(sold, all, "2026-11-27").why == "special price of price list 1 from 2026-11-27 to 2026-11-30");
    CHECK(price_of(sold, policy(), "2026-11-27").price->text() == "24.90");

    const Value partner = item("MUG", {{"special_prices", Value::array({special("19.99", "2026-01-01", ""), special("15", "", "", "C-WEB")})}});
    CHECK(price_of(partner, all, today).price->text() == "15.00");
    CHECK(price_of(partner, all, today).why == "price of business partner C-WEB");
}

TEST_CASE("catalogue.price: the list's does not stand in for special prices that were not read") {
    const Value cheap = listing("MUG", {{"price", "19.99"}, {"name", "Cup"}});
    for (const auto& [field, value] : std::vector<std::pair<std::string, Value>>{{"special_prices", true}, {"card_code", "C-WEB"}}) {
        const Wanted found = compare(item("MUG"), cheap, {{field, value}});
        CHECK(values_of(found.changes) == Value::object({{"name", "Mug"}}));
        CHECK(found.problems == std::vector<std::string>{"the special prices of the item MUG are not known: its source does not read them (its field special_prices)"});
        CHECK(changes(item("MUG", {{"special_prices", Value::array()}}), cheap, {{field, value}})["price"] == Value("24.90"));
    }
}

TEST_CASE("catalogue.create: never, those that are listed, or every sales item, by everything that the item says") {
    const Value nothing;
    CHECK(compare(item("MUG"), nothing).changes.empty());
    const std::vector<std::pair<std::string, Value>> listed{{"owns", Value::array()}, {"create", "listed"}, {"create_skus", rows({{{"sku", "MUG"}}})}};
    const Wanted made = compare(item("MUG"), nothing, listed);
    CHECK(made.create);
    CHECK(values_of(made.changes) == Value::object({{"name", "Mug"}, {"price", "24.90"}, {"weight", "0.35"}, {"barcode", "4006381333931"}, {"tax_class", "3"}}));
    CHECK(message::schema_problem("listing-change", listing_change("MUG", nothing, made)) == "");
    CHECK_FALSE(wanted("CUP", item("CUP"), nothing, policy(listed), today, false).create);
    CHECK(wanted("CUP", item("CUP"), nothing, policy({{"create", "all"}}), today, false).create);
    CHECK_FALSE(compare(item("MUG", {{"active", false}}), nothing, {{"create", "all"}}).create);
    CHECK_FALSE(compare(item("MUG", {{"sales_item", false}}), nothing, {{"create", "all"}}).create);
}

TEST_CASE("catalogue.create: an item without name or price makes no product, and that is told") {
    const Wanted priceless = compare(item("MUG", {{"prices", Value::array()}}), Value(), {{"create", "all"}});
    CHECK_FALSE(priceless.create);
    CHECK(priceless.changes.empty());
    CHECK(priceless.problems == std::vector<std::string>{"the item MUG has no price in price list 1, so no product can be made of it"});
    CHECK(compare(item("MUG", {{"name", ""}}), Value(), {{"create", "all"}}).problems == std::vector<std::string>{"the item MUG has no name, so no product can be made of it"});
}
