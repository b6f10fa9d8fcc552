// Which route pushes stock, and what it depends on.
#pragma once

#include <string>
#include <vector>

namespace ledgerline::states {

struct StockPushSettings {
    std::string route, store, sink;          // "stock", "shop", "shop/inventory"
    std::vector<std::string> order_sources;  // whose orders are demand: "shop/orders"
    std::string listing_source;              // what the store has: "shop/catalogue"; "" = nothing reads it
    bool at_once = false;                    // changes are not collected for a round: this run ends when nothing is due
};

} // namespace ledgerline::states
