// At a start: what an earlier run left, under the deployment of today. A connection or a route may have another name by now, a route
// may send to somewhere else or be gone, the clock may have been set back. What cannot go on by itself is told.
#pragma once

#include "app/plan.hpp"
#include "base/log.hpp"
#include "exceptions/exceptions.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ledgerline::app {

// The names of connections are part of the keys of everything that was posted. Throws ConfigError if a system that an earlier run
// knew by a name which is gone has another name now: each of its orders would be posted a second time.
void check_connection_names(store::UnitOfWork& unit, const config::Deployment& deployment, const plugin::Catalog& catalog);

struct RouteNow {
    std::string name, source, sink; // "orders", "shop/orders", "erp/orders"
};

struct TakenOver {
    std::size_t renamed = 0;     // messages whose route has another name now
    std::size_t judged_anew = 0; // deliveries that go to another sink now, and were taken back
    std::size_t stranded = 0;    // messages and deliveries that nothing works on
};

// The deployment decides otherwise now: what is not sent yet goes through the rules again, like what is held. Returns how many.
std::size_t take_back_unsent(store::UnitOfWork& unit);

TakenOver take_over_earlier_work(store::UnitOfWork& unit, const std::vector<RouteNow>& routes, const exceptions::Exceptions& exceptions);

// What was sent for routes that push no more is forgotten, and what is due for them: a route that comes back sends everything anew. In
// commits of at most `at_once` rows; what an ending leaves is forgotten at the next start.
void forget_pushed_by_others(store::Store& store, base::Log& log, std::size_t at_once = 5'000);

} // namespace ledgerline::app
