// The sales orders that deliveries and returns go back to, as SAP has them now: their keys, and the store's line ids.
#pragma once

#include "session.hpp"
#include "shipment_document.hpp"

#include <string>
#include <vector>

namespace sapb1 {

// Numbers of documents, each once.
void add_once(std::vector<std::string>& entries, const std::vector<std::string>& more);

// By DocEntry, without their lines. Throws Unavailable.
BaseOrders keys_of_orders(ledgerline::Call& call, Session& session, const std::vector<std::string>& entries);
// An order with more lines than an answer may hold stays without them. Throws Unavailable.
void read_lines_of_order(ledgerline::Call& call, Session& session, const std::string& entry, BaseOrder& order);

} // namespace sapb1
