// Protects the arithmetic of the simulated B1: figures that are public or recorded, and what must hold for any figures.
#include "b1/arithmetic.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::sandbox::b1;

namespace {

LineFigures entered(Entered how, const char* price, const char* quantity, const char* percent) {
    LineFigures line;
    line.entered = how;
    line.price = Decimal::parse(price);
    line.quantity = Decimal::parse(quantity);
    line.tax_group = percent;
    line.tax_percent = Decimal::parse(percent);
    return line;
}

DocumentFigures computed(std::vector<LineFigures> lines, const CompanySettings& settings, std::vector<FreightFigures> freight = {}, const char* discount = "0") {
    DocumentFigures document;
    document.lines = std::move(lines);
    document.freight = std::move(freight);
    document.discount_percent = Decimal::parse(discount);
    compute(document, settings);
    return document;
}

CompanySettings tax_by_document() {
    CompanySettings settings;
    settings.round_tax_per_line = false;
    return settings;
}

FreightFigures freight(const char* amount, const char* percent, bool gross = false) {
    FreightFigures out;
    out.gross = gross;
    out.amount = Decimal::parse(amount);
    out.tax_percent = Decimal::parse(percent);
    return out;
}

} // namespace

TEST_CASE("sandbox.b1 arithmetic: the sheet's order of 49.80 and freight 5.00 comes to 65.21") {
    const auto document = computed({entered(Entered::net_before_discount, "24.90", "2", "19")}, {}, {freight("5.00", "19")});
    CHECK(document.lines[0].tax == Decimal::parse("9.46"));
    CHECK(document.tax == Decimal::parse("10.41"));
    CHECK(document.total == Decimal::parse("65.21"));
}

TEST_CASE("sandbox.b1 arithmetic: freight tax is rounded on its own, 8.85 and not 8.84") {
    for (const CompanySettings& settings : {CompanySettings(), tax_by_document()}) {
        const auto document = computed({entered(Entered::net_before_discount, "83.15", "2", "5")}, settings, {freight("10.50", "5")});
        CHECK(document.tax == Decimal::parse("8.85"));
    }
}

TEST_CASE("sandbox.b1 arithmetic: gross lines split into the nets that B1 stored") {
    const auto document = computed({entered(Entered::gross_after_discount, "27.90", "1", "19"), entered(Entered::gross_after_discount, "23.90", "1", "19"),
                                    entered(Entered::gross_after_discount, "25.90", "1", "19")}, tax_by_document());
    CHECK(document.lines[0].net_total == Decimal::parse("23.44"));
    CHECK(document.lines[1].net_total == Decimal::parse("20.08"));
    CHECK(document.lines[2].net_total == Decimal::parse("21.77"));
    CHECK(document.total == Decimal::parse("77.70"));
    CHECK(document.tax == Decimal::parse("12.41"));
}

TEST_CASE("sandbox.b1 arithmetic: the total of gross lines is the sum of the gross lines, whatever the rounding") {
    for (const CompanySettings& settings : {CompanySettings(), tax_by_document()}) {
        std::vector<LineFigures> lines;
        Decimal sum;
        for (int i = 1; i <= 200; ++i) {
            const Decimal price = Decimal::from_units(i * 37 % 1000 + 1, 2);
            lines.push_back(entered(Entered::gross_after_discount, price.text().c_str(), std::to_string(i % 7 + 1).c_str(), i % 3 ? "20" : "17.5"));
            sum += (price * Decimal(i % 7 + 1));
        }
        const auto document = computed(lines, settings, {freight("4.99", "20", true)});
        CHECK(document.total == sum + Decimal::parse("4.99"));
        Decimal net;
        for (const LineFigures& line : document.lines) net += line.net_total;
        CHECK(net + document.freight_total + document.tax == document.total);
    }
}

TEST_CASE("sandbox.b1 arithmetic: a header discount lowers the tax base of net lines") {
    const auto document = computed({entered(Entered::net_before_discount, "100", "1", "19")}, {}, {}, "10");
    CHECK(document.discount == Decimal(10));
    CHECK(document.tax == Decimal::parse("17.10"));
    CHECK(document.total == Decimal::parse("107.10"));
}

TEST_CASE("sandbox.b1 arithmetic: a header discount on gross lines keeps net, discount and tax equal to the total") {
    for (const CompanySettings& settings : {CompanySettings(), tax_by_document()}) {
        const auto document = computed({entered(Entered::gross_after_discount, "27.90", "1", "19"), entered(Entered::gross_after_discount, "23.90", "1", "19"),
                                        entered(Entered::gross_after_discount, "9.99", "3", "7")}, settings, {}, "12.5");
        CHECK(document.total == Decimal::parse("71.55")); // 81.77 less 12.5 %
        CHECK(document.lines_total - document.discount + document.tax == document.total);
    }
}

TEST_CASE("sandbox.b1 arithmetic: a line discount turns UnitPrice into Price and back") {
    CompanySettings settings;
    settings.accuracy.prices = 2;
    LineFigures line = entered(Entered::net_before_discount, "19.99", "3", "0");
    line.discount_percent = Decimal::parse("15");
    auto document = computed({line}, settings);
    CHECK(document.lines[0].net_price == Decimal::parse("16.99"));
    CHECK(document.lines[0].net_total == Decimal::parse("50.97"));
    line.entered = Entered::net_after_discount;
    line.price = Decimal::parse("17");
    document = computed({line}, settings);
    CHECK(document.lines[0].unit_price == Decimal::parse("20"));
}

TEST_CASE("sandbox.b1 arithmetic: tax by document is rounded once for each tax group") {
    std::vector<LineFigures> lines(3, entered(Entered::net_before_discount, "0.13", "1", "19")); // 0.0247 each
    CHECK(computed(lines, {}).tax == Decimal::parse("0.06"));
    CHECK(computed(lines, tax_by_document()).tax == Decimal::parse("0.07"));
}

TEST_CASE("sandbox.b1 arithmetic: half a cent goes away from zero") {
    CHECK(computed({entered(Entered::net_before_discount, "0.005", "1", "0")}, {}).total == Decimal::parse("0.01"));
    CHECK(computed({entered(Entered::net_before_discount, "0.10", "1", "5")}, {}).tax == Decimal::parse("0.01"));
}

TEST_CASE("sandbox.b1 arithmetic: a price of 0.001 for 80,000 units keeps its digits") {
    const auto document = computed({entered(Entered::gross_after_discount, "0.001", "80000", "20")}, {});
    CHECK(document.total == Decimal(80));
    CHECK(document.tax == Decimal::parse("13.33"));
}
