// What follows a posted order on the other routes: confirmations and shipments in the store, payments in the company.
#pragma once

#include "message/value.hpp"

#include "b1/company.hpp"
#include "store/shop.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::scenario {

struct Afterwards {
    message::Value order;         // as the store has it at the end
    message::Value shipments;     // of the store; each item says with "line" which line of the order it is, from 0
    message::Value payments;      // all IncomingPayments of the company, cancelled ones too
    message::Value down_payments; // all DownPayments
    message::Value told;          // open exceptions by route: {"payments": [{"code", "subject", "message", "facts"}]}
    std::vector<std::string> unended; // messages of these routes that are neither done nor with a person
};

Afterwards look_around(const sandbox::Shop& shop, const sandbox::b1::Company& company, store::UnitOfWork& unit, std::int64_t order);

// What differs from the expectation. `document` is the first sales order, null without one. Without a member of that name there must be no exception, no shipment and no payment of a route
// that the scenario has, and the store must have the number of the document.
std::vector<std::string> judge_afterwards(const message::Value& routes, const message::Value& expected, const message::Value& document, const Afterwards& found);

} // namespace ledgerline::scenario
