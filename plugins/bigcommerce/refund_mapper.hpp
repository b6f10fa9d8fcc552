// A BigCommerce v3 refund as a canonical Refund (sdk/documents/refund.schema.json). It says what the store says: nothing is computed
// and nothing rounded. What cannot be understood throws ShapeError with its place, what stands there and what to do.
#pragma once

#include <ledgerline/node.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace bigcommerce {

// Whether a payment that was not declined and names no transaction has moved its money. Asked where it matters only.
using HasSettled = std::function<bool(const std::string& payment_id)>;

// `row` as the lists have it: what a single refund is answered with leaves amounts out. `currency` and `decimals` are the order's.
void map_refund(const ledgerline::Node& row, std::string_view currency, std::int64_t decimals, const HasSettled& has_settled, const ledgerline::Node& body);

} // namespace bigcommerce
