// Books what is charged besides the lines - shipping, handling, gift wrapping, fees - as freight of the document, or as lines
// on items of their own.
#pragma once

#include "tax_table.hpp"

#include <ledgerline/rule.hpp>

#include <string>
#include <unordered_map>

namespace rules {

class Shipping : public ledgerline::Rule {
public:
    explicit Shipping(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    // What a kind of charge is booked on: a freight code or an item, or neither.
    struct Target {
        std::string code, item;
    };
    struct Charge;
    bool book(ledgerline::Order& order, const Charge& charge);

    TaxTable table_;
    std::unordered_map<std::string, Target> targets_; // by kind: shipping, handling, wrapping, fee
    std::string warehouse_;
};

} // namespace rules
