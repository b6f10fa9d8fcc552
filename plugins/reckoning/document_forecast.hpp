// What a document comes to as SAP Business One works it out: with gross prices it is the sum of its amounts, and tax is taken out of them; with net
// prices tax is added, rounded on every line or once for each tax code, and on freight for itself. For the rules that hold what would not fit and the
// connector that books it: they must agree to the cent.
#pragma once

#include <ledgerline/decimal.hpp>

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace reckoning {

class DocumentForecast {
public:
    // `digits`: of the currency. `by_line`: how the company rounds tax.
    DocumentForecast(bool gross, int digits, bool by_line) : gross_(gross), digits_(digits), by_line_(by_line) {}

    // `amount` in the price mode; `rate` in percent.
    void add_line(const ledgerline::Decimal& amount, std::string_view code, const ledgerline::Decimal& rate);
    void add_freight(const ledgerline::Decimal& amount, const ledgerline::Decimal& rate);

    ledgerline::Decimal tax_total() const;
    ledgerline::Decimal total() const;

private:
    ledgerline::Decimal tax(const ledgerline::Decimal& amount, const ledgerline::Decimal& rate) const;

    struct Group {
        ledgerline::Decimal amount, rate;
    };
    bool gross_;
    int digits_;
    bool by_line_;
    ledgerline::Decimal amounts_, rounded_tax_;
    std::map<std::pair<std::string, std::string>, Group> groups_; // by code and rate
};

} // namespace reckoning
