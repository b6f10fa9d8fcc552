// Goods that came back, looked up from outside as everything here: what people entered and SAP's returns against the company's stock.
#pragma once

#include "money_back.hpp"
#include "store/store.hpp"
#include "world.hpp"

#include <map>
#include <string>
#include <vector>

namespace ledgerline::simulation {

struct ReturnsSeen {
    std::size_t entered = 0, received = 0, scrapped = 0, held = 0, settled = 0, in_sap = 0, cancelled_in_sap = 0;
    void add(const ReturnsSeen& other);
    std::string told() const;
    bool all_happened() const;
};

using Parcels = std::map<std::string, Parcel>; // that the desk has taken, by id

// Rows of the key table that are of returns.
std::size_t keys_of_returns(const World& world, store::UnitOfWork& unit);

//  I19 goods that people entered are in stock once, where they can be sold or not, or an open exception says why not; nothing else comes into
//      stock: no credit memo, and no receipt that nobody entered
//  I20 a return of SAP counts once as long as it stands, and no more once it is cancelled
std::vector<std::string> violations_of_returns(const World& world, store::UnitOfWork& unit, const Parcels& parcels, ReturnsSeen& seen);

} // namespace ledgerline::simulation
