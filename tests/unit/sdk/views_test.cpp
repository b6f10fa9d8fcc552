// Protects the typed views: they name every member of the canonical schemas and nothing else, and read and write the right
// places. The schemas themselves say the meaning of every member.
#include "fake_host.hpp"

#include "ledgerline/rule.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <set>
#include <sstream>

using namespace ledgerline;

namespace {

std::string file(const std::string& path) {
    std::ifstream in(std::string(LEDGERLINE_SOURCE_DIR) + "/sdk/" + path);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

using Names = std::set<std::string>;

// Every member that a schema describes, at any depth. Complaints: a place without a description.
void collect(const fake::Tree& schema, const std::string& where, Names& names, Names& without_description) {
    if (const fake::Tree* properties = schema.find("properties")) {
        for (const fake::Tree& property : properties->parts) {
            const std::string& name = property.name;
            names.insert(name);
            const fake::Tree* reference = property.find("$ref");
            const bool described_there = reference && (reference->text == "#/definitions/address" || reference->text == "#/definitions/split");
            if (!property.find("description") && !described_there) without_description.insert(where + "/" + name);
            collect(property, where + "/" + name, names, without_description);
        }
    }
    if (const fake::Tree* items = schema.find("items")) collect(*items, where + "/*", names, without_description);
    if (const fake::Tree* definitions = schema.find("definitions"))
        for (const fake::Tree& definition : definitions->parts) collect(definition, "#" + definition.name, names, without_description);
}

// The members that headers address: node_["name"].
Names addressed(const std::vector<std::string>& headers) {
    Names out;
    for (const std::string& header : headers) {
        const std::string text = file("include/ledgerline/" + header);
        REQUIRE_FALSE(text.empty());
        const std::string begin = "node_[\"";
        for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
            const std::size_t from = at + begin.size();
            out.insert(text.substr(from, text.find('"', from) - from));
        }
    }
    return out;
}

struct Canonical {
    std::string type;
    std::vector<std::string> headers;
};
const std::vector<Canonical>& canonical() {
    static const std::vector<Canonical> all{{"order", {"order.hpp", "order_status.hpp", "order_line.hpp", "amounts.hpp", "booking.hpp", "party.hpp", "payment.hpp"}},
                                            {"item", {"item.hpp"}},
                                            {"shipment", {"shipment.hpp"}},
                                            {"confirmation", {"confirmation.hpp", "order_status.hpp", "payment.hpp"}},
                                            {"return", {"return.hpp", "refund_original.hpp", "withdrawal.hpp"}}};
    return all;
}

} // namespace

TEST_CASE("sdk.views name every member of their schema and no other") {
    for (const Canonical& document : canonical()) {
        CAPTURE(document.type);
        Names names, without_description;
        collect(fake::parse(file("documents/" + document.type + ".schema.json")), "", names, without_description);
        CHECK(addressed(document.headers) == names);
        CHECK(without_description == Names{});
    }
}

TEST_CASE("sdk.views of a refund name every member of its schema") {
    Names names, without_description;
    collect(fake::parse(file("documents/refund.schema.json")), "", names, without_description);
    const Names in_headers = addressed({"refund.hpp", "refund_original.hpp", "withdrawal.hpp", "booking.hpp"});
    for (const std::string& name : names) {
        CAPTURE(name);
        CHECK(in_headers.count(name) == 1);
    }
    CHECK(without_description == Names{});
}

// Two documents share a header, and of a snapshot's rows only the columns have names.
TEST_CASE("sdk.views of stock and catalogue name every member of their schemas") {
    const auto check = [](const std::string& header, const std::vector<std::string>& types, const Names& unnamed) {
        const Names in_headers = addressed({header});
        Names names;
        for (const std::string& type : types) {
            Names without_description;
            collect(fake::parse(file("documents/" + type + ".schema.json")), "", names, without_description);
            CHECK(without_description == Names{});
        }
        for (const std::string& name : in_headers) {
            CAPTURE(header, name);
            CHECK(names.count(name) == 1);
        }
        for (const std::string& name : names) {
            CAPTURE(header, name);
            CHECK((in_headers.count(name) == 1 || unnamed.count(name) == 1));
        }
    };
    check("stock.hpp", {"stock", "availability"}, {"item_code", "levels", "warehouse", "in_stock", "committed", "ordered", "locked", "locked_values"});
    check("catalogue.hpp", {"listing", "listing-change"}, {});
}

TEST_CASE("sdk.views read an order") {
    fake::Host host(R"({"id":"1047","prices_include_tax":true,"decimals":2,"customer":{"kind":"guest"},"totals":{"inc_tax":"117.59"},
        "lines":[{"id":"2051","sku":"TEE","quantity":2,"unit_price_ex_tax":"18.0000","discounted_total_inc_tax":"","discounts":[{"amount":"3.60"}]}],
        "taxes":[{"class":"Default Tax Class","rate":"8.2500"}],"billing_address":{"country_code":""}})");
    const Order order(host.root());
    CHECK(order.id() == "1047");
    CHECK(order.prices_include_tax());
    CHECK(order.customer().is_guest());
    CHECK(order.grand_total() == Decimal::parse("117.59"));
    REQUIRE(order.lines().size() == 1);
    const OrderLine line = order.lines()[0];
    CHECK(line.quantity() == 2);
    CHECK(line.unit_price_ex_tax() == Decimal(18));
    CHECK_FALSE(line.discounted_total_inc_tax());
    CHECK(line.discounts()[0].amount() == Decimal::parse("3.6"));
    CHECK(order.taxes()[0].tax_class() == "Default Tax Class");
    CHECK(order.billing_address().country_code().empty());
    CHECK(order.billing_address().fields().empty());
}

TEST_CASE("sdk.views never make an amount of a missing member") {
    fake::Host host(R"({"totals":{},"lines":[{}]})");
    const Order order(host.root());
    CHECK_THROWS_WITH(order.grand_total(), Catch::Contains("/totals/inc_tax: nothing is there"));
    CHECK_THROWS_AS(order.lines()[0].discounts(), ShapeError);
}

TEST_CASE("sdk.views write what rules decide about an order") {
    fake::Host host(R"({"lines":[{"sku":"TEE"},{"sku":"MUG"}]})");
    Order order(host.root());
    CHECK_FALSE(order.booking().exists());
    for (OrderLine line : order.lines()) {
        line.booking().set_item_code(line.sku());
        line.booking().set_quantity(2);
        line.booking().set_unit_price(Decimal::parse("12.50"));
    }
    order.booking().set_price_mode("gross");
    order.booking().customer().set_card_code("C1");
    FreightBooking freight = order.booking().add_freight();
    freight.set_code("1");
    freight.set_amount(Decimal::parse("8.66"));
    CHECK(order.booking().exists());
    CHECK(order.booking().freight()[0].amount() == Decimal::parse("8.66"));
    CHECK(order.lines()[1].booking().quantity() == Decimal(2));
    CHECK(order.lines()[1].booking().warehouse().empty());
    CHECK_FALSE(order.lines()[1].booking().tax_rate());
    CHECK(fake::write(host.document) ==
          R"({"lines":[{"sku":"TEE","booking":{"item_code":"TEE","quantity":"2","unit_price":"12.50"}},)"
          R"({"sku":"MUG","booking":{"item_code":"MUG","quantity":"2","unit_price":"12.50"}}],)"
          R"("booking":{"price_mode":"gross","customer":{"card_code":"C1"},"freight":[{"code":"1","amount":"8.66"}]}})");
    order.booking().clear_freight();
    CHECK(order.booking().freight().empty());
}

TEST_CASE("sdk.views write what rules decide about a refund") {
    fake::Host host(R"({"items":[{"kind":"line","target_id":"2052","quantity":1,"amount":"11.25","adjustments":[],"reason":""}]})");
    Refund refund(host.root());
    RefundLineBooking line = refund.booking().add_line();
    line.set_line_id(refund.items()[0].target_id());
    line.set_quantity(1);
    line.set_returns_goods(false);
    CHECK_FALSE(refund.booking().lines()[0].returns_goods());
    CHECK(fake::at(host.document, {"booking", "lines", "0"}) == R"({"line_id":"2052","quantity":"1","returns_goods":false})");
}

TEST_CASE("sdk.views find the price of one list of an item") {
    fake::Host host(R"({"prices":[{"list":"1","price":"12.50","currency":"GBP"},{"list":"2","price":"9.99","currency":""}]})");
    const Item item(host.root());
    REQUIRE(item.price_of("2"));
    CHECK(item.price_of("2")->price() == Decimal::parse("9.99"));
    CHECK_FALSE(item.price_of("3"));
}

TEST_CASE("sdk.views leave members alone that they do not know") {
    fake::Host host(R"({"later":{"member":1},"lines":[]})");
    Order order(host.root());
    order.booking().set_series("7");
    CHECK(order["later"]["member"].integer() == 1);
    CHECK(fake::at(host.document, {"later"}) == R"({"member":1})");
}
