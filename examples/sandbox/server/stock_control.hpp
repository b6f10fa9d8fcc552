// The store's catalogue and stock in the control interface: below /sandbox/products, /stock, /stock-movements, /adjustments, /stock-faults and
// /inventory-settings.
#pragma once

#include "server/control_answers.hpp"
#include "store/shop.hpp"

#include <optional>

namespace ledgerline::sandbox::server {

// Nothing for any other path.
std::optional<base::HttpResponse> answer_stock(Shop& shop, const ControlCall& call);

// The member "products" of the store's part of a set-up file. Throws std::invalid_argument.
void add_products(Shop& shop, const message::Value& products);

} // namespace ledgerline::sandbox::server
