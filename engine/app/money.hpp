// Amounts for people: without zeros that say nothing, but never with fewer than two digits after the point.
#pragma once

#include "ledgerline/decimal.hpp"

#include <string>

namespace ledgerline::app {

// "62.7700" and "GBP" are "62.77 GBP"; "" stays "". What is no decimal is shown as it is.
inline std::string money(const std::string& amount, const std::string& currency) {
    if (amount.empty()) return "";
    const auto value = Decimal::try_parse(amount);
    const std::string text = value ? value->normalized().text(2) : amount;
    return currency.empty() ? text : text + " " + currency;
}

} // namespace ledgerline::app
