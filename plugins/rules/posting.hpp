// Dates, numbering and remark of the document.
#pragma once

#include <ledgerline/rule.hpp>

#include <string>
#include <vector>

namespace rules {

class Posting : public ledgerline::Rule {
public:
    explicit Posting(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    // Series and branch by where an order comes from; the first row that fits counts, an empty cell fits anything.
    struct Numbering {
        std::string channel, country, currency, series, branch;
        bool fits(const ledgerline::Order& order, const std::string& to_country) const;
    };

    bool by_placement_;             // posted on the day of the order, not on the day of posting
    std::int64_t offset_s_ = 0;     // the company's clock against UTC
    std::int64_t due_days_;
    bool holds_several_addresses_;
    std::vector<Numbering> numbering_;
    std::string series_, branch_, comments_;
};

} // namespace rules
