// The table of functions that every component gets.
#pragma once

#include "ledgerline/abi.h"

namespace ledgerline::plugin {

// One table for all components, for as long as the process: a plugin may keep the pointer. None of its functions throws, whatever
// it is given.
const ll_host& host_table();

} // namespace ledgerline::plugin
