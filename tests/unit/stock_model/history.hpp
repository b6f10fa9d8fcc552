// One random history of a shop, a company and the engine between them, by its seed.
#pragma once

#include "unit/stock_model/between.hpp"

namespace ledgerline::stock_model {

// "" if nothing was wrong; else what was, and on demand all that has happened.
std::string run_history(std::uint64_t seed, Mistake mistake = Mistake::none, bool is_told = false);

} // namespace ledgerline::stock_model
