// The stock levels of one item, warehouse by warehouse, and the compact text under which the store keeps them: equal texts are
// equal levels, so that an unchanged item costs a comparison.
#pragma once

#include <ledgerline/decimal.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::commerce {

// In the item's inventory unit.
struct Level {
    std::string warehouse;
    Decimal in_stock, committed, ordered;
    bool locked = false;
};

// Appends one level: "01\t10\t2\t0\t0\n". Number literals as the ERP wrote them ("10.0", "1e3") become the same shortest text. Throws
// std::invalid_argument for what is no amount, and for a warehouse with a tab or line end. Levels that stand at zero and are not
// locked are left out: no row means zero.
void add_level(std::string& text, std::string_view warehouse, std::string_view in_stock, std::string_view committed, std::string_view ordered, bool locked);
std::vector<Level> levels_of(std::string_view text);

} // namespace ledgerline::commerce
