// Wrong goods never post: a line is booked only on an item whose code is the SKU byte for byte, or the item that a dated alias
// names for it, active, and for sale. What a person may have meant is shown, never used. A line that cannot be booked holds the
// order, or is quarantined: left out of the document until it can be added to it.
#pragma once

#include "item_check.hpp"
#include "sku_aliases.hpp"

#include <ledgerline/rule.hpp>

#include <string>
#include <vector>

namespace rules {

class SkuMatch : public ledgerline::Rule {
public:
    explicit SkuMatch(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Order order) override;

private:
    // The code to look for, and how it was come by: by the SKU (""), an alias, or a policy for such lines.
    struct Wanted {
        std::string code, found_by;
    };
    Wanted wanted(const ledgerline::OrderLine& line, const std::string& day) const;
    // Leaves out what the policy for bundles does not book. Says which lines cannot be decided.
    std::vector<bool> settle_bundles(const ledgerline::Order& order);
    // Books the line, or explains why not; false: not booked.
    bool book(ledgerline::OrderLine line, const std::string& day);
    bool refuse(const ledgerline::OrderLine& line, std::string_view code, const std::string& why, const ledgerline::Facts& facts);

    std::string gift_certificate_item_, custom_item_, warehouse_, bundles_;
    SkuAliases aliases_;
    BillsOfMaterials bills_of_materials_;
    bool posts_good_lines_;
};

} // namespace rules
