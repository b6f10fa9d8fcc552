// What a refund credits, part by part, and how the parts are brought to exactly what the store gives back. No part ever passes what is left of what
// was booked, and nothing is added to make ends meet: fractions of a minor unit go to the largest parts.
#pragma once

#include "document_forecast.hpp"

#include <ledgerline/decimal.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rules {

struct CreditPart {
    enum class Kind {
        line,    // units of an order line
        charge,  // a charge of the order
        amount   // a service line on an account: what the store states, never changed
    };
    Kind kind = Kind::amount;
    std::size_t index = 0;         // of the line or charge in the original
    ledgerline::Decimal quantity;  // of a line, in the ERP's unit
    ledgerline::Decimal amount;    // in minor units, in the price mode
    ledgerline::Decimal left;      // the most that may be credited of a line or charge
    std::optional<ledgerline::Decimal> stated; // what the store says of it
    std::string tax_code;
    ledgerline::Decimal tax_rate;
    bool is_freight_row = false;   // taxed for itself, not with the lines
    std::string label, account;    // of an amount
};
using CreditParts = std::vector<CreditPart>;

class RefundArithmetic {
public:
    RefundArithmetic(bool gross, int decimals, bool by_line) : gross_(gross), decimals_(decimals), by_line_(by_line) {}

    // As the ERP works it out. Amounts on accounts are a document of their own.
    ledgerline::Decimal total(const CreditParts& parts) const;
    ledgerline::Decimal tax(const CreditParts& parts) const;
    // Brings the total to the target by moving parts by a minor unit at most; false, and nothing is changed, if that does not do.
    bool fit(CreditParts& parts, const ledgerline::Decimal& target) const;
    // Takes what is too much off all lines and charges in proportion, then as above.
    bool spread(CreditParts& parts, const ledgerline::Decimal& target) const;

private:
    struct Documents {
        reckoning::DocumentForecast goods, service;
    };
    Documents forecast(const CreditParts& parts) const;

    bool gross_;
    int decimals_;
    bool by_line_;
};

} // namespace rules
