// What a PATCH must say so that a sales order follows its order in the store, and what keeps it from that.
//
// Documents are compared as they are written for SAP: the one of the revision that was sent last, the one of the new revision,
// and what stands in the company.
#pragma once

#include "order_document.hpp"
#include "standing_order.hpp"

#include <ledgerline/delivery.hpp>

#include <string>

namespace sapb1 {

// What differs between what was booked and what stands, in plain words; "" if nothing does. People may have edited it.
std::string edited_by_hand(const ledgerline::Previous& previous, const ledgerline::Node& booked, const StandingOrder& standing);

struct Change {
    std::string problem;   // what SAP does not allow any more, in plain words; "" = the change can be sent
    bool is_empty = true;  // nothing of the document differs
    bool replaces = false; // rows are gone: the collections are sent whole and replace what stands
};

// Writes the body of the PATCH. `booked` and `now`: documents as write_order writes them.
Change write_change(const ledgerline::Node& booked, const ledgerline::Node& now, const StandingOrder& standing, const ledgerline::Node& to);

// What no PATCH changes: customer, currency, price mode, branch. In plain words, "" if they are the same.
std::string fixed_difference(const ledgerline::Order& before, const ledgerline::Order& now);

} // namespace sapb1
