// What a refund changes in its order: quantities and amounts of the lines, payment status, tax rows.
#pragma once

#include "store/order_record.hpp"
#include "store/refund.hpp"
#include "store/refund_settings.hpp"

namespace ledgerline::sandbox::store {

enum class RefundStep { made, undone };

// Writes the refund into the lines and the head of its order, or takes it out again. `refunded` is what the order's refunds come to
// after the step.
void write_refund(OrderRecord& record, const Refund& refund, RefundStep step, const Refunded& refunded, const RefundSettings& settings);
// Computes the tax rows from those that were charged, less the taxes of these refunds. Overridden ones leave them alone.
void write_refunded_taxes(OrderRecord& record, const std::vector<const Refund*>& counting, RefundedTaxRows rows);
// An order that was computed anew keeps what was refunded of it.
void keep_refunded(OrderRecord& fresh, const OrderRecord& before);

} // namespace ledgerline::sandbox::store
