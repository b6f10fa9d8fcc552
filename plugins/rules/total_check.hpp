// Not a cent is hidden: works out what the ERP will come to for the booking and compares it with the store's total, before
// anything is sent. If they differ the order is held with a bridge that names every difference. Nothing is ever added to make
// them equal.
#pragma once

#include <ledgerline/rule.hpp>

#include <optional>
#include <string>

namespace rules {

class TotalCheck : public ledgerline::Rule {
public:
    explicit TotalCheck(const ledgerline::Config& config) : by_line_(config.choice("tax_rounding") == "line"), hold_tax_(config.choice("tax_difference") == "hold") {}
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    bool by_line_;
    bool hold_tax_;
};

} // namespace rules
