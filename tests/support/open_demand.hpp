// What the stock that an order holds comes to, for the tests of every stage that changes it.
#pragma once

#include "commerce/demand.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <string>

namespace ledgerline::test {

// How much of an order is open for levels that are read from now on; -1: nothing is kept of it.
inline std::int64_t open_now(const store::Store& store, const std::string& order, base::Millis now) {
    std::int64_t sum = -1;
    store.read([&](store::UnitOfWork& unit) {
        for (const auto& row : unit.demand().of_order("shop/orders", order)) sum = std::max<std::int64_t>(sum, 0) + commerce::open_of(row, now + 1);
    });
    return sum;
}

} // namespace ledgerline::test
