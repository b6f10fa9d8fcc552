// What is paid of a document, and that it closes when all is: by payments, by credit memos, and invoices by the down
// payments that they draw.
#pragma once

#include "b1/document_kinds.hpp"

namespace ledgerline::sandbox::b1 {

// In the document's currency.
Decimal unpaid(const State& state, const Record& document);

// Adds to what is paid, in the document's currency; a negative amount takes back. Closes or opens the document as the
// company has it. The answer is the amount in local currency.
Decimal settle(State& state, const DocumentKind& kind, const Table::Row& document, const Decimal& amount);

// A credit memo settles the invoices and down payments that its lines are based on; `back` takes that back.
void settle_bases(State& state, Record& credit_note, bool back);

// Closes a new document that leaves nothing to pay, where the company closes what is paid.
void close_if_paid(const State& state, Record& document);

} // namespace ledgerline::sandbox::b1
