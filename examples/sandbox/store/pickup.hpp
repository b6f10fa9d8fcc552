// An order that the shopper collects: its lines have a pickup method instead of an address.
#pragma once

#include "store/order_record.hpp"

namespace ledgerline::sandbox::store {

// Takes the addresses of an order away and lets its goods be collected: {"method", "instructions", "time", "location": {"name",
// "code", "address_line_1", "city", "postal_code", "country_alpha2", ...}}, all optional. The answer is the same with the id that
// it got, `next_id` where it has none. Throws std::invalid_argument for unknown members.
message::Value make_collected(OrderRecord& order, const message::Value& pickup, std::int64_t next_id);

} // namespace ledgerline::sandbox::store
