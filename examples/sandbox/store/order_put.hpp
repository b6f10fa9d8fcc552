// PUT /v2/orders/{id}: which members may be written, and how the store refuses the others.
#pragma once

#include "store/state.hpp"
#include "store/request.hpp"

namespace ledgerline::sandbox::store {

void put_order(const Call& call, State& state, std::int64_t id, base::Millis now);

} // namespace ledgerline::sandbox::store
