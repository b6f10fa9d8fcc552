#include "sku_aliases.hpp"

#include "days.hpp"

namespace rules {

using namespace ledgerline;

SkuAliases::SkuAliases(const Config& config, std::string_view field) {
    for (const ConfigRow& row : config.rows(field)) {
        const std::string sku = row.text_or("sku", "");
        Alias alias{row.text_or("item", ""), row.text_or("from", ""), row.text_or("to", ""), row.line()};
        if (sku.empty()) config.refuse(row.problem("sku", "is empty; write the SKU as the store has it"));
        if (alias.item.empty()) config.refuse(row.problem("item", "is empty; write the ERP's item code"));
        for (const char* column : {"from", "to"})
            if (const std::string day = row.text_or(column, ""); !day.empty() && !is_day(day)) config.refuse(row.problem(column, "\"{}\" is not a day (write 2026-01-31)", day));
        if (!alias.from.empty() && !alias.to.empty() && alias.to < alias.from) config.refuse(row.problem("to", "{} is before {}", alias.to, alias.from));
        std::vector<Alias>& known = aliases_[sku];
        for (const Alias& other : known)
            if (alias.overlaps(other))
                config.refuse(row.problem("sku", "\"{}\" has another row that is valid on the same day{}: end one before the other begins", sku,
                                          other.line > 0 ? format(" (line {})", other.line) : std::string()));
        known.push_back(std::move(alias));
    }
}

const std::string* SkuAliases::item_of(const std::string& sku, std::string_view day) const {
    const auto found = aliases_.find(sku);
    if (found == aliases_.end()) return nullptr;
    for (const Alias& alias : found->second)
        if (alias.covers(day)) return &alias.item;
    return nullptr;
}

} // namespace rules
