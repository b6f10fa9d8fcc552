// Money that went back, looked up from outside as everything here: the store's refunds against the company's credit memos, amended orders
// and outgoing payments.
#pragma once

#include "ledgerline/decimal.hpp"
#include "store/store.hpp"
#include "world.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ledgerline::simulation {

// How often each thing happened that a refund can end with, or be of.
struct RefundsSeen {
    std::size_t memos = 0, of_invoices = 0, alone = 0, of_down_payments = 0, adopted = 0, by_hand = 0, amended = 0, cancelled = 0, payouts = 0, on_account = 0;
    std::size_t pending = 0, declined = 0, waiting = 0, with_finance = 0, settled = 0, dropped = 0;
    std::size_t amounts = 0, shipping = 0, fees = 0, early = 0, further = 0; // early: of an order that had no document yet; further: not the first of its order
    std::int64_t lost = 0; // answers to postings of refunds and returns
    void add(const RefundsSeen& other);
    std::string told() const;
    bool all_happened() const;
};

// What refunds took off the sales order of an order: their units that no memo credits.
struct Cut {
    std::map<std::string, Decimal> units; // by the store's id of the line
    Decimal money;
    bool is_exact = true;     // false: a down payment bears a part of it, so memos do not tell the rest
    bool is_doubtful = false; // a person settled a refund of which nobody knows whether it was booked
};
std::map<std::string, Cut> cuts_by_refunds(const World& world, store::UnitOfWork& unit); // by the store's id of the order

// Rows of the key table that are of refunds and their payments.
std::size_t keys_of_refunds(const World& world);

//  I16 each refund of the store has one ending: booked, dropped for a reason, settled by a person, or an open exception with an owner. What is
//      pending or declined is never booked, what is booked is booked once and with the store's amount
//  I17 all credit memos of an order, with those that people made, never pass what is left on its sales order: in all, and of each line
//  I18 of a refund that is booked each payment that finance pays out left the books once, with its amount, and no other did
std::vector<std::string> violations_of_refunds(const World& world, store::UnitOfWork& unit, bool pays_out, RefundsSeen& seen);

} // namespace ledgerline::simulation
