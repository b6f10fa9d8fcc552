// Which warehouses the ERP has: those that stand in its stock, with or without goods. Against a map that names others: "1" for "01", as a spreadsheet
// writes it, would tell a store that it has nothing.
#pragma once

#include "commerce/stock_policy.hpp"
#include "exceptions/exceptions.hpp"
#include "store/store.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ledgerline::states {

// Those that were ever seen; empty until a first page was read.
std::set<std::string> known_warehouses(store::UnitOfWork& unit);
// In the commit of the page that they stand in.
void learn_warehouses(store::UnitOfWork& unit, const std::set<std::string>& seen);

// Compares the map of one route that pushes stock. One thread.
class MapCheck {
public:
    struct Of {
        std::string route, sink;
    };
    MapCheck(Of of, const commerce::StockPolicy& policy, const exceptions::Exceptions& exceptions) : of_(std::move(of)), policy_(policy), exceptions_(exceptions) {}

    // After a complete reading. Tells of warehouses that were written wrongly, and closes what was told when they are not any more. The answer: why nothing may be
    // sent; "" = it may.
    std::string look(store::UnitOfWork& unit);

private:
    const Of of_;
    const commerce::StockPolicy& policy_;
    const exceptions::Exceptions& exceptions_;
    std::map<std::string, std::string> wrong_; // as told last
    bool looked_ = false;
};

} // namespace ledgerline::states
