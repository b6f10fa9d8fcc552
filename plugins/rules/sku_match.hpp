// Wrong goods never post: a line is booked only on an item whose code is the SKU byte for byte, active, and for sale. What a
// person may have meant is shown, never used. A line that cannot be booked holds the order, or is quarantined: left out of the
// document until it can be added to it.
#pragma once

#include <ledgerline/rule.hpp>

#include <string>

namespace rules {

class SkuMatch : public ledgerline::Rule {
public:
    explicit SkuMatch(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    // Books the line, or explains why not; false: not booked.
    bool book(ledgerline::OrderLine line);
    void explain_unknown(const ledgerline::OrderLine& line, const std::string& sku);
    bool refuse(const ledgerline::OrderLine& line, std::string_view code, const std::string& why, const ledgerline::Facts& facts);

    std::string gift_certificate_item_, warehouse_;
    bool posts_bills_of_materials_;
    bool posts_good_lines_;
};

} // namespace rules
