// Confirmations: what became of an order is told to whoever reads from the sink that it went to (durable subscribers). Each
// is a message of its own, made in the same commit as what it tells of, so it is neither lost nor told too early.
//
// Its source is the order's source and the sink that hears of it, "shop/orders>shop/order-status": several routes may read from one
// sink, and stores that post to one company may number their orders alike. Its source key is the store's id of the order.
#pragma once

#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::revisions {

// A route that reads from a sink.
struct Subscriber {
    std::string route;                // "confirmations"
    std::string sink;                 // that it reads from: "erp/orders"
    std::string to;                   // where it leads: "shop/order-status"
    std::vector<std::string> origins; // sources of the orders that it hears of: "shop/orders"
};

// Of whom there are at this start; kept in the store, so that everybody who decides about an order finds them.
void set_subscribers(store::UnitOfWork& unit, const std::vector<Subscriber>& subscribers);

// "shop/orders" and "shop/order-status" give "shop/orders>shop/order-status".
std::string confirmation_source(const std::string& origin, const std::string& to);

// Tells the subscribers of the order's document and of its newest payment and status, unless they know it all. Nothing happens for
// another type, or if no document stands for it.
void confirm(store::UnitOfWork& unit, const store::MessageRow& order);

} // namespace ledgerline::revisions
