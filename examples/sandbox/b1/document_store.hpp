// Keeping a document together with all that hangs on it: what orders hold back in the stock, what the partner owes, and
// what deliveries and invoices take out of the warehouse.
#pragma once

#include "b1/document_kinds.hpp"

namespace ledgerline::sandbox::b1 {

// Puts the document into its table; `before` is what it replaces, nullptr for a new one.
void put_document(State& state, const DocumentKind& kind, const Record* before, Record document);

// The goods of a new document leave or enter the warehouses; `back` takes that back. Refuses what would fall below zero.
void move_goods(State& state, const DocumentKind& kind, const Record& document, bool back = false);

} // namespace ledgerline::sandbox::b1
