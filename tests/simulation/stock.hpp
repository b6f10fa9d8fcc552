// The stock of the store against that of the company, looked up from outside as everything here.
#pragma once

#include "store/store.hpp"
#include "world.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::simulation {

// How often there was something to look at.
struct StockSeen {
    std::size_t exact = 0, waiting = 0, below_zero = 0; // SKUs; with orders that are not in the company's numbers; of which more was ordered than there is
    std::size_t pushed = 0, lost = 0, drifts = 0;       // adjustments that were applied, and that were accepted and lost; STOCK_DRIFT, ever
};

//  I14 the store never shows more than the company has available, less what was ordered in orders that are no document; and just that, once
//      nothing of a SKU waits
//  I15 nothing is due that nobody works on
std::vector<std::string> violations_of_stock(const World& world, store::UnitOfWork& unit, StockSeen& seen);

} // namespace ledgerline::simulation
