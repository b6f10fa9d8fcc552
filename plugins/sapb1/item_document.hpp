// SAP's item as the canonical one.
#pragma once

#include <ledgerline/node.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

struct ItemSettings {
    bool unset_is_active = true;          // Valid tNO without Frozen
    std::vector<std::string> price_lists; // empty = all
    bool barcodes = false;                // all of them, not only the main one
    bool weight = false;
};

// The properties that write_item reads, for $select.
std::string item_properties(const ItemSettings& settings);
// Missing members become their empty form. What should be an amount and is none is written as it stands, so that the schema
// of the engine refuses this one item and names the place.
void write_item(const ledgerline::Node& row, std::string_view today, const ItemSettings& settings, const ledgerline::Node& to);

} // namespace sapb1
