// What a document comes to as the company works it out: with gross prices it is the sum of its amounts; with net prices tax is added, rounded on
// every line or once for each tax code, and on freight for itself.
#pragma once

#include <ledgerline/decimal.hpp>

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace sapb1 {

class DocumentForecast {
public:
    // `digits`: of the currency. `by_line`: how the company rounds tax.
    DocumentForecast(bool gross, int digits, bool by_line) : gross_(gross), digits_(digits), by_line_(by_line) {}

    // `amount` in the price mode; `rate` in percent.
    void add_line(const ledgerline::Decimal& amount, std::string_view code, const ledgerline::Decimal& rate);
    void add_freight(const ledgerline::Decimal& amount, const ledgerline::Decimal& rate);

    ledgerline::Decimal total() const;

private:
    ledgerline::Decimal tax(const ledgerline::Decimal& net, const ledgerline::Decimal& rate) const;

    struct Group {
        ledgerline::Decimal net, rate;
    };
    bool gross_;
    int digits_;
    bool by_line_;
    ledgerline::Decimal sum_, rounded_tax_;
    std::map<std::pair<std::string, std::string>, Group> groups_; // by code and rate
};

} // namespace sapb1
