// Which warehouses the ERP has: those that stand in its stock, with or without goods. Against a map that names others: "1" for "01", as a spreadsheet
// writes it, would tell a store that it has nothing.
#pragma once

#include "commerce/stock_policy.hpp"
#include "exceptions/exceptions.hpp"
#include "store/store.hpp"

#include <set>
#include <string>

namespace ledgerline::states {

// Those that were ever seen; empty until a first page was read.
std::set<std::string> known_warehouses(store::UnitOfWork& unit);
// In the commit of the page that they stand in.
void learn_warehouses(store::UnitOfWork& unit, const std::set<std::string>& seen);

// Compares the map of a route that pushes stock to a sink, after a complete reading. Tells of warehouses that were written wrongly (STOCK_WAREHOUSE_UNKNOWN), and
// closes what is wrong no more. The answer: why nothing may be sent; "" = it may.
std::string wrong_map(store::UnitOfWork& unit, const std::string& route, const std::string& sink, const commerce::StockPolicy& policy, const exceptions::Exceptions& exceptions);

} // namespace ledgerline::states
