// Dates, numbering and remark of the document.
#pragma once

#include <ledgerline/rule.hpp>

#include <string>

namespace rules {

class Posting : public ledgerline::Rule {
public:
    explicit Posting(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    bool by_placement_;             // posted on the day of the order, not on the day of posting
    std::int64_t offset_s_ = 0;     // the company's clock against UTC
    std::int64_t due_days_;
    bool holds_several_addresses_;
    std::string series_, branch_, comments_;
};

} // namespace rules
