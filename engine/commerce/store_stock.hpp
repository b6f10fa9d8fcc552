// What a store shows of what it was sent, as far as it can be known: it applies what it has accepted some time later, and takes orders off
// by itself.
#pragma once

#include "message/value.hpp"
#include "store/store.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ledgerline::commerce {

// A number is about to be sent: the row that says so, in the commit before the request. `before`: what was sent last.
store::PushedStockRow begun(const std::optional<store::PushedStockRow>& before, store::PushedStockRow next, store::Millis now, store::Millis settle_ms);

// A revision of an order came in, changed at `changed_at` by the shop's clock (0 = it does not say): says in the rows of what was pushed what the store has taken off since, or why nobody can know.
// `earlier`: the revision before it. Returns the SKUs that are to be looked at.
std::set<std::string> store_took_off(store::UnitOfWork& unit, const std::vector<store::PushQueue::Pusher>& pushers, const std::string& order_name,
                                     store::Millis changed_at, const std::optional<message::Value>& earlier, const message::Value& now);

} // namespace ledgerline::commerce
