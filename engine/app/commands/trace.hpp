// `ledgerline order trace ID`: the whole story of one order, by any id of either system.
#pragma once

#include "app/commands/command.hpp"

namespace ledgerline::app {

// `type` is the kind of thing asked for ("order"); `word` its id, its number, the ERP's document id or number, or its idempotency key.
int trace(const Common& common, const std::string& type, const std::string& word);

} // namespace ledgerline::app
