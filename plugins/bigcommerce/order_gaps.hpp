// Ids that the store passed over and does not have: told as long as they are remembered.
#pragma once

#include "order_cursor.hpp"

#include <ledgerline/call.hpp>

namespace bigcommerce {

// One reason for each run of ids that follow each other, so that a person can settle it once.
void explain_gaps(ledgerline::Call& call, const OrderCursor& cursor);

} // namespace bigcommerce
