// Books what is charged besides the lines - shipping, handling, gift wrapping, fees - as freight of the document.
#pragma once

#include "tax_table.hpp"

#include <ledgerline/rule.hpp>

#include <string>

namespace rules {

class Shipping : public ledgerline::Rule {
public:
    explicit Shipping(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    struct Charge;
    bool book(ledgerline::Order& order, const Charge& charge);
    const std::string& code_of(std::string_view place) const;

    TaxTable table_;
    std::string shipping_code_, handling_code_, wrapping_code_, fee_code_;
};

} // namespace rules
