// Bills of materials on sales documents. What public sources say: the line of a sales set has no stock, its parts do. Which lines
// carry the price is a setting of the company; that parts come in by themselves, at list price for templates, is our choice.
#pragma once

#include "b1/state.hpp"

namespace ledgerline::sandbox::b1 {

// Puts the parts of sales sets and templates behind their lines, once. Lines of other bills of materials stay alone.
void add_parts(Rows& lines, const State& state);

} // namespace ledgerline::sandbox::b1
