// Puts the ERP's tax code on every line, by finance's table.
#pragma once

#include "tax_table.hpp"

#include <ledgerline/rule.hpp>

namespace rules {

class TaxMap : public ledgerline::Rule {
public:
    explicit TaxMap(const ledgerline::Config& config) : table_(config, "map") {}
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    TaxTable table_;
};

} // namespace rules
