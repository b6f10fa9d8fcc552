// Warehouses that hold stock of articles that a store sells and that no row of the map names: one exception for each, which names one such
// article. When that one has no more stock there, another takes its place, or the exception closes.
#pragma once

#include "commerce/stock_policy.hpp"
#include "exceptions/exceptions.hpp"
#include "store/store.hpp"

#include <map>
#include <string>
#include <vector>

namespace ledgerline::states {

class UnmappedWarehouses {
public:
    struct Of {
        std::string route, store, sink; // "stock", "shop", "shop/inventory"
    };
    // For one commit; all are borrowed.
    UnmappedWarehouses(store::UnitOfWork& unit, const Of& of, const commerce::StockPolicy& policy, const exceptions::Exceptions& exceptions);

    // Those that the map names now are over: at a start.
    void close_mapped();
    // The SKU was compared, and these hold stock of it.
    void compared(const std::string& sku, const std::vector<std::string>& warehouses);

private:
    void tell(const std::string& warehouse, const std::string& sku);
    // A SKU that is sold and of which the warehouse holds stock; "" = there is none.
    std::string article_in(const std::string& warehouse);
    std::string sold_with(const std::string& item_code);
    void close(const std::string& warehouse, const std::string& by);

    store::UnitOfWork& unit_;
    const Of of_;
    const commerce::StockPolicy& policy_;
    const exceptions::Exceptions& exceptions_;
    std::map<std::string, std::string> open_; // the article that is named, by warehouse
};

} // namespace ledgerline::states
