// What follows a posted order, looked up from outside as everything here: its number in the store, its money in the company, its
// deliveries as shipments.
#pragma once

#include "store/store.hpp"
#include "world.hpp"

#include <string>
#include <vector>

namespace ledgerline::simulation {

// How often there was something to look at.
struct Following {
    std::size_t numbers = 0, payments = 0, shipments = 0, partial = 0, tracked = 0, taken_back = 0;
    std::int64_t lost_in_store = 0, lost_payments = 0; // answers to what the engine wrote
};

//  I11 the store's order has the number of its document, or an open exception says why not
//  I12 each captured tender is booked exactly once with its exact amount, or an open exception says why not; never twice, never what was
//      not captured, never more than the order comes to
//  I13 each delivery is exactly one shipment in the store, with the same lines, quantities and tracking, a cancelled one is none, or an open
//      exception says why; never two
//  I1, I10 hold for the messages of these routes as well
std::vector<std::string> violations_of_what_follows(const World& world, store::UnitOfWork& unit, Following& seen);

} // namespace ledgerline::simulation
