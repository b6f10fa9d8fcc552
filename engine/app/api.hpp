// What the engine tells programs over HTTP, to whoever has the token of `listen`.
#pragma once

#include "app/refund_desk.hpp"
#include "app/return_desk.hpp"
#include "app/stock_story.hpp"
#include "store/store.hpp"
#include "web/server.hpp"

#include <functional>
#include <string>
#include <vector>

namespace ledgerline::app {

// GET /api/v1/stock/<sku>: the answer of `stock explain SKU --json`. 401 without "Authorization: Bearer <token>". None without a token, so
// that their paths are 404. `store` is borrowed; the answers are given on the server's threads.
std::vector<web::Route> api_routes(const store::Store& store, std::vector<StockRoute> routes, std::string token);
// POST /api/v1/returns: `return record` with the members of its JSON body; 201, or 200 if the same id came with the same content before, 409 with other
// content, 404 for an unknown order, 501 without a route for returns. None without a token. All is borrowed; `ring` tells the stages that there is work.
// POST /api/v1/returns/withdrawals: `return withdraw`, 404 for an id that was not entered.
std::vector<web::Route> return_routes(store::Store& store, const ReturnDesk& desk, const std::function<void()>& ring, const std::string& token);
// POST /api/v1/refunds: `refund record`, in the same way; POST /api/v1/refunds/withdrawals: `refund withdraw`, 404 for a key that was not entered.
std::vector<web::Route> refund_routes(store::Store& store, const RefundDesk& desk, const std::function<void()>& ring, const std::string& token);

} // namespace ledgerline::app
