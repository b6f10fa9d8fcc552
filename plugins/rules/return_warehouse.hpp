// Into which warehouse returned goods go, or that they go nowhere, by operations' table. The first row that fits counts; an empty cell fits anything.
//
//   item,from warehouse,sellable,warehouse
//   ,LAX,yes,LAX
//   MUG,,no,SCRAP
//   ,,no,
//
// item: the ERP's item code. from warehouse: that the line was sold from. An empty warehouse: nothing is posted for it.
#pragma once

#include <ledgerline/rule.hpp>

#include <optional>
#include <string>
#include <vector>

namespace rules {

class ReturnWarehouse : public ledgerline::Rule {
public:
    explicit ReturnWarehouse(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Return returned) override;

private:
    struct Row {
        std::string item, from;
        bool sellable;
        std::string warehouse;
    };
    // "" = nowhere; nothing: neither the table nor the order says where.
    std::optional<std::string> warehouse_of(std::string_view item, std::string_view from, bool sellable) const;

    std::vector<Row> rows_;
    std::string sellable_warehouse_, scrap_warehouse_;
};

} // namespace rules
