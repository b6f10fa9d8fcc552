// What the engine tells programs over HTTP, to whoever has the token of `listen`.
#pragma once

#include "app/stock_story.hpp"
#include "store/store.hpp"
#include "web/server.hpp"

#include <string>
#include <vector>

namespace ledgerline::app {

// GET /api/v1/stock/<sku>: the answer of `stock explain SKU --json`. 401 without "Authorization: Bearer <token>". None without a token, so
// that their paths are 404. `store` is borrowed; the answers are given on the server's threads.
std::vector<web::Route> api_routes(const store::Store& store, std::vector<StockRoute> routes, std::string token);

} // namespace ledgerline::app
