// Down payments: their share of the lines' total, and their being drawn in invoices.
#pragma once

#include "b1/document_kinds.hpp"

namespace ledgerline::sandbox::b1 {

// What a request may say of the amount, taken out of the document before its lines are computed.
struct DownPaymentWish {
    Decimal total, amount, percentage; // 0 = not said; in the document's currency
};
DownPaymentWish take_wish(Record& document, const State& state);
// DocTotal and VatSum of a computed document become those of the down payment.
void scale_down_payment(Record& document, const DownPaymentWish& wish, const State& state);

// Completes the rows of DownPaymentsToDraw of a computed invoice and takes them off its total; refuses what is not there
// to be drawn.
void apply_down_payments(Record& invoice, const State& state);
// The down payments know what was drawn; `back` when the invoice is cancelled.
void mark_drawn(State& state, const Record& invoice, bool back);

} // namespace ledgerline::sandbox::b1
