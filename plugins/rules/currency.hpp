// Orders in a currency other than the company's: which are posted, and at whose rate. Amounts stay in the order's currency; the
// rate only decides what the document comes to in the company's own.
#pragma once

#include <ledgerline/rule.hpp>

#include <string>
#include <vector>

namespace rules {

class Currency : public ledgerline::Rule {
public:
    explicit Currency(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    ledgerline::Verdict no_rate(const ledgerline::Order& order, const std::string& why) const;

    std::string company_;
    std::vector<std::string> allowed_; // besides the company's own; empty = all
    bool at_stores_rate_;
};

} // namespace rules
