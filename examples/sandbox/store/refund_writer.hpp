// Refunds and quotes as the API shows them.
#pragma once

#include "message/value.hpp"
#include "store/refund_methods.hpp"
#include "store/refund_quote.hpp"

namespace ledgerline::sandbox::store {

enum class RefundView { listed, single }; // the answer to a POST is as in a list

// JSON. A loaded refund is shown as it came.
std::string refund_text(const Refund& refund, RefundView view, const RefundSettings& settings);
message::Value quote_value(std::int64_t order_id, const RefundQuote& quote, const std::vector<RefundMethod>& methods, bool tax_inclusive, const RefundSettings& settings);

} // namespace ledgerline::sandbox::store
