#include "b1/document_totals.hpp"

#include "b1/arithmetic.hpp"
#include "b1/exchange.hpp"
#include "b1/line_status.hpp"

namespace ledgerline::sandbox::b1 {

namespace {

Entered entered_of(const std::string& name) {
    if (name == "Price") return Entered::net_after_discount;
    if (name == "GrossPrice") return Entered::gross_before_discount;
    if (name == "PriceAfterVAT") return Entered::gross_after_discount;
    if (name == "LineTotal" || name == "RowTotalFC") return Entered::net_total;
    return Entered::net_before_discount;
}

// New freight is in document currency; once computed it is kept in local currency, with the foreign amounts beside it.
FreightFigures freight_of(const Record& row, const Exchange& exchange) {
    FreightFigures freight;
    const std::string entered = row.text("~entered");
    freight.gross = entered.empty() ? !row.has("LineTotal") : entered == "LineGross";
    if (!entered.empty() && exchange.foreign()) freight.amount = row.number("LineTotalFC") + (freight.gross ? row.number("TaxSumFC") : Decimal());
    else freight.amount = row.number(freight.gross ? "LineGross" : "LineTotal");
    freight.tax_percent = row.number("TaxPercent");
    return freight;
}

DocumentFigures figures_of(const Record& document, const Exchange& exchange) {
    DocumentFigures figures;
    figures.discount_percent = document.number("DiscountPercent");
    if (document.yes("Rounding")) figures.rounding_difference = document.number(exchange.foreign() ? "RoundingDiffAmountFC" : "RoundingDiffAmount");
    const bool service = document.text("DocType") == "dDocument_Service";
    for (const Record& row : document.rows("DocumentLines")) {
        LineFigures line;
        const std::string entered = row.text("~entered");
        line.entered = entered_of(entered);
        line.price = row.number(entered.empty() ? "UnitPrice" : entered);
        line.quantity = service && !row.has("Quantity") ? Decimal(1) : row.number("Quantity");
        line.discount_percent = row.number("DiscountPercent");
        line.tax_group = row.text("VatGroup") + row.text("TaxCode"); // a company has one of them
        line.tax_percent = row.number("TaxPercentagePerRow");
        figures.lines.push_back(std::move(line));
    }
    for (const Record& row : document.rows("DocumentAdditionalExpenses")) {
        figures.freight.push_back(freight_of(row, exchange));
    }
    return figures;
}

void write_lines(Record& document, const DocumentFigures& figures, const Exchange& exchange, int amount_digits) {
    Rows& rows = document.rows_to_change("DocumentLines");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Record& row = rows[i];
        const LineFigures& line = figures.lines[i];
        row.set("Quantity", line.quantity);
        set_number(row, "DiscountPercent", line.discount_percent);
        row.set("UnitPrice", line.unit_price);
        row.set("Price", line.net_price);
        row.set("GrossPrice", line.gross_price_before_discount);
        row.set("PriceAfterVAT", line.gross_price);
        // From now on the line is known by its price: a later change of the quantity changes the total.
        if (const std::string entered = row.text("~entered"); entered == "LineTotal" || entered == "RowTotalFC") row.set("~entered", "Price");
        exchange.set(row, "LineTotal", "RowTotalFC", line.net_total);
        exchange.set(row, "TaxTotal", "NetTaxAmountFC", line.tax);
        set_number(row, "NetTaxAmount", exchange.local(line.tax));
        exchange.set(row, "GrossTotal", "GrossTotalFC", line.gross_total);
        set_number(row, "RowTotalSC", exchange.system_is_local() ? exchange.local(line.net_total) : Decimal());
        if (exchange.foreign()) set_number(row, "Rate", document.number("DocRate"));
        set_number(row, "InventoryQuantity", line.quantity);
        refresh_open(row, amount_digits);
    }
}

void write_freight(Record& document, const DocumentFigures& figures, const Exchange& exchange) {
    if (figures.freight.empty()) return;
    Rows& rows = document.rows_to_change("DocumentAdditionalExpenses");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const FreightFigures& freight = figures.freight[i];
        exchange.set(rows[i], "LineTotal", "LineTotalFC", freight.net_total);
        exchange.set(rows[i], "TaxSum", "TaxSumFC", freight.tax);
        set_number(rows[i], "LineGross", exchange.local(freight.gross_total));
        rows[i].set("~entered", freight.gross ? "LineGross" : "LineTotal");
    }
}

// The header discount that brings the total to what was asked for.
Decimal discount_for(const DocumentFigures& figures, const Decimal& wanted, int digits) {
    Decimal freight;
    for (const FreightFigures& row : figures.freight) freight += row.gross_total;
    const Decimal fixed = freight + figures.rounding_difference;
    const Decimal lines = figures.total - fixed;
    if (lines.is_zero()) return figures.discount_percent;
    const Decimal kept = ((Decimal(100) - figures.discount_percent).normalized() * (wanted - fixed).normalized()).divided(lines, digits, Round::half_up);
    return Decimal(100) - kept;
}

} // namespace

void compute_totals(Record& document, const State& state) {
    const Exchange exchange(document, state);
    DocumentFigures figures = figures_of(document, exchange);
    CompanySettings settings = state.settings;
    settings.accuracy.amounts = state.amount_digits(document.text("DocCurrency"));
    compute(figures, settings);
    const char* wanted = exchange.foreign() ? "DocTotalFc" : "DocTotal";
    if (document.has(wanted) && document.number(wanted) != figures.total) {
        figures.discount_percent = discount_for(figures, document.number(wanted), state.settings.accuracy.percent);
        compute(figures, settings);
    }
    if (figures.total.is_negative()) throw rule("The total of the document is negative [ORDR.DocTotal]"); // text: our choice
    write_lines(document, figures, exchange, settings.accuracy.amounts);
    write_freight(document, figures, exchange);
    set_number(document, "DiscountPercent", figures.discount_percent);
    exchange.set(document, "TotalDiscount", "TotalDiscountFC", figures.discount);
    exchange.set(document, "VatSum", "VatSumFc", figures.tax);
    exchange.set(document, "DocTotal", "DocTotalFc", figures.total);
    exchange.set(document, "RoundingDiffAmount", "RoundingDiffAmountFC", figures.rounding_difference);
    const bool system = exchange.system_is_local();
    set_number(document, "DocTotalSys", system ? exchange.local(figures.total) : Decimal());
    set_number(document, "VatSumSys", system ? exchange.local(figures.tax) : Decimal());
}

} // namespace ledgerline::sandbox::b1
