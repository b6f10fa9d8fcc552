// What a document comes to as the ERP (SAP Business One) works it out: with gross prices it is the sum of its gross lines, and tax is taken out
// of them; with net prices tax is added, rounded on every line or once per tax code, and on freight for itself.
#pragma once

#include <ledgerline/decimal.hpp>

#include <map>
#include <string>
#include <string_view>

namespace rules {

class DocumentForecast {
public:
    // `by_line`: how the company rounds tax. `decimals`: of the currency.
    DocumentForecast(bool gross, int decimals, bool by_line) : gross_(gross), decimals_(decimals), by_line_(by_line) {}

    // `amount` in minor units, in the price mode; `rate` in percent.
    void add_line(const ledgerline::Decimal& amount, std::string_view code, const ledgerline::Decimal& rate);
    void add_freight(const ledgerline::Decimal& amount, const ledgerline::Decimal& rate);

    ledgerline::Decimal tax_total() const;
    ledgerline::Decimal document_total() const { return gross_ ? amounts_ : amounts_ + tax_total(); }

private:
    struct Group {
        ledgerline::Decimal amount, rate;
    };
    ledgerline::Decimal tax(const ledgerline::Decimal& amount, const ledgerline::Decimal& rate) const;

    bool gross_;
    int decimals_;
    bool by_line_;
    ledgerline::Decimal amounts_, line_tax_, freight_tax_;
    std::map<std::string, Group, std::less<>> groups_;
};

} // namespace rules
