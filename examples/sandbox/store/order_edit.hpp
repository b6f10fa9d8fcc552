// Changes to what an order was placed with.
#pragma once

#include "store/order_record.hpp"
#include "store/placing.hpp"

namespace ledgerline::sandbox::store {

// The placing with the ids that were assigned, so that a later edit finds lines and addresses again.
message::Value with_ids(const message::Value& placed, const Placing& placing);

// `changes` over `placed`: lists of things with an id are merged by it, objects by member, everything else is replaced.
// Without `keep_line_ids`, changed lines lose theirs and get new ones. Throws std::invalid_argument for unknown ids.
message::Value merged(const message::Value& placed, const message::Value& changes, bool keep_line_ids);

// The placing that a loaded order corresponds to. Throws std::invalid_argument if it has charges beside its lines: how
// they were entered isn't known.
message::Value placing_of_loaded(const OrderRecord& record, const ShopSettings& settings);

} // namespace ledgerline::sandbox::store
