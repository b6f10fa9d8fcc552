// What Business One computes from the lines and the freight of a sales document: line totals, tax, discount, total, in
// the document's currency. Pure: numbers in, numbers out.
#pragma once

#include "b1/company_settings.hpp"

#include <ledgerline/decimal.hpp>

#include <string>
#include <vector>

namespace ledgerline::sandbox::b1 {

enum class Entered {
    net_before_discount,   // UnitPrice
    net_after_discount,    // Price
    gross_before_discount, // GrossPrice
    gross_after_discount,  // PriceAfterVAT
    net_total              // LineTotal
};

struct LineFigures {
    // In.
    Entered entered = Entered::net_before_discount;
    Decimal price;              // as `entered` says; the total for net_total
    Decimal quantity = 1;
    Decimal discount_percent;
    std::string tax_group;
    Decimal tax_percent;

    // Out.
    Decimal unit_price, net_price, gross_price_before_discount, gross_price;
    Decimal net_total, tax, gross_total;

    bool gross() const { return entered == Entered::gross_before_discount || entered == Entered::gross_after_discount; }
};

struct FreightFigures {
    // In.
    bool gross = false;
    Decimal amount;
    Decimal tax_percent;

    // Out.
    Decimal net_total, tax, gross_total;
};

struct DocumentFigures {
    // In.
    std::vector<LineFigures> lines;
    std::vector<FreightFigures> freight;
    Decimal discount_percent;
    Decimal rounding_difference;

    // Out.
    Decimal lines_total;  // net, before the header discount
    Decimal discount;     // net
    Decimal freight_total, tax, total;
};

// Rounds half away from zero at the company's accuracies; tax in every line or once for each tax group. Throws
// DecimalError when a number leaves the range of the columns.
void compute(DocumentFigures& document, const CompanySettings& settings);

} // namespace ledgerline::sandbox::b1
