// Reads a folder of orders as retail_to_bigcommerce.py writes it: NDJSON files in the shapes of the API.
#pragma once

#include "store/shop.hpp"
#include "store/state.hpp"

namespace ledgerline::sandbox::store {

// orders.ndjson, order_products.ndjson and order_taxes.ndjson; refunds.ndjson and products.ndjson where they exist. Lines
// and tax rows stay text. What the store has already stays as it is; a refund may be of an order that it doesn't show any more. Throws std::invalid_argument with file and line.
LoadCounts load_folder(const std::filesystem::path& folder, State& state);

} // namespace ledgerline::sandbox::store
