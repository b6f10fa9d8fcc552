// SKUs that the table of buffers names and the store does not have: nothing is kept back for what was meant, and nobody sees it in the numbers.
#pragma once

#include "commerce/stock_policy.hpp"
#include "exceptions/exceptions.hpp"
#include "states/stock_push_settings.hpp"
#include "store/store.hpp"

namespace ledgerline::states {

// Tells of them in one exception of the route (STOCK_SKU_UNKNOWN), or closes it. Nothing before the store's listings were read to their end.
void tell_unknown_skus(store::UnitOfWork& unit, const StockPushSettings& settings, const commerce::StockPolicy& policy, const exceptions::Exceptions& exceptions);

} // namespace ledgerline::states
