// Where the parts of an order go: GET /v2/orders/{id}/consignments, and ?include=consignments.
#pragma once

#include "store/order_record.hpp"

namespace ledgerline::sandbox::store {

// {"pickups", "shipping", "downloads", "email"}; lines as links, or whole.
message::Value consignments_of(const OrderRecord& order, const std::string& addresses, const std::string& link_base, bool with_lines);

} // namespace ledgerline::sandbox::store
