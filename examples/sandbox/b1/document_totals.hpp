// Between a document's record and its arithmetic: figures in, figures out, in both currencies.
#pragma once

#include "b1/state.hpp"

namespace ledgerline::sandbox::b1 {

// Computes every price, tax and total of a completed document. A DocTotal (or DocTotalFc) that was sent becomes a
// header discount, as in Business One.
void compute_totals(Record& document, const State& state);

} // namespace ledgerline::sandbox::b1
