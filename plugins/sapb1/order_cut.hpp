// What a sales order loses where goods of it are given back that never left: fewer units, lines that go, or the end of the order.
#pragma once

#include "memo_plan.hpp"
#include "document_forecast.hpp"

#include <ledgerline/node.hpp>

#include <string>

namespace sapb1 {

struct OrderCut {
    enum class Step { patch, cancel, close };
    Step step = Step::patch;
    bool replaces = false;     // rows of its collections are gone
    ledgerline::Decimal fall;  // of its total, as SAP will reckon it
    ledgerline::Decimal wanted; // what the refund says of the same
    std::string bridge;        // where the two differ: by line
    std::string problem;       // why it cannot be done, "" if it can
};

// What the refund says of it, as a document of its own. `by_line`: how the company rounds tax.
reckoning::DocumentForecast forecast_of_cut(const MemoPlan& plan, int digits, bool by_line);
// Writes the PATCH, where it is one. Of an order with a down payment the money is credited beside it, so it is closed and not cancelled.
OrderCut write_cut(const ChainDocument& order, const MemoPlan& plan, int digits, bool by_line, const ledgerline::Node& to);

} // namespace sapb1
