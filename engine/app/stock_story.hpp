// Why the store shows this number of a SKU: every term with its source and time, what was sent last and what the store answered, what is
// due, and what speaks against sending it. For people and for programs.
#pragma once

#include "commerce/stock_policy.hpp"
#include "config/deployment.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::app {

// A route that pushes stock.
struct StockRoute {
    std::string name, store, sink; // "stock", "shop", "shop/inventory"
    commerce::StockPolicy policy;
};
// Those of a deployment, without its plugins. Throws ConfigError with what is wrong in their sections.
std::vector<StockRoute> stock_routes(const config::Deployment& deployment);

// As an object; only reads. docs/commands.md says what its members are.
message::Value stock_story(store::UnitOfWork& unit, const StockRoute& route, const std::string& sku);
// The same as lines for people.
std::vector<std::string> lines_of(const message::Value& story);

} // namespace ledgerline::app
