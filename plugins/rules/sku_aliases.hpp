// Dated aliases of SKUs: what the store sells as one code and the ERP keeps under another, from a day, to a day.
//
//   sku,item,from,to
//   MUG-OLD,MUG,,2026-03-31
//   MUG-OLD,MUG-2,2026-04-01,
//
// Both days are in; an empty cell has no end. Codes are compared byte for byte.
#pragma once

#include <ledgerline/config.hpp>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rules {

class SkuAliases {
public:
    // Refuses rows that leave open which item a SKU stands for on some day.
    SkuAliases(const ledgerline::Config& config, std::string_view field);

    // Nothing: the SKU has no alias on that day (2026-03-01).
    const std::string* item_of(const std::string& sku, std::string_view day) const;

private:
    struct Alias {
        std::string item, from, to; // "" = open
        std::int64_t line;
        bool covers(std::string_view day) const { return (from.empty() || from <= day) && (to.empty() || day <= to); }
        bool overlaps(const Alias& other) const { return (to.empty() || other.from.empty() || other.from <= to) && (other.to.empty() || from.empty() || from <= other.to); }
    };
    std::unordered_map<std::string, std::vector<Alias>> aliases_; // by SKU
};

} // namespace rules
