// What became of the refunds of the store: the refunds themselves, and what stands in the company for them.
#pragma once

#include "message/value.hpp"

#include "b1/company.hpp"
#include "store/shop.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::scenario {

struct Credits {
    message::Value refunds; // of the store, by id, then those that people entered: {"id", "key", "route", "order", "total", "declined", "state", "document", "amount", "custody", "lines", "findings", "told",
                            // "payments": [{"provider", "amount", "declined"}], by id}
    message::Value orders;  // of the store: {"id", "total", "booked", "lines": [{"id", "quantity"}]}
    message::Value sales_orders, memos, payouts, invoices, down_payments, receipts; // all of the company, the latter incoming payments
    message::Value stock;   // {"MUG": "-2"}: what each item lost or won since the beginning
    message::Value stock_by_memos; // the same, as far as credit memos moved it
    message::Value flow;    // exceptions of the route that belong to no refund: [{"code", "message"}]
};

Credits look_at_credits(const sandbox::Shop& shop, const sandbox::b1::Company& company, store::UnitOfWork& unit, const std::vector<std::string>& items);

// What must be so whatever the file says: each refund that is booked stands in the company's books exactly once and with its amount, an order never
// gives back more than it took, in all and of each line, each payment leaves the books once where finance's table says so, and goods came back only where a line says so.
// Of the scenario the settings of the route and the table of payouts count.
std::vector<std::string> check_credits(const Credits& found, const message::Value& scenario);

} // namespace ledgerline::scenario
