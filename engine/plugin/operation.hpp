// The operations of the contract: their names, and the verdicts that each may end with.
#pragma once

#include "ledgerline/abi.h"

#include <string>

namespace ledgerline::plugin {

std::string operation_name(ll_operation operation); // "APPLY"
std::string verdict_name(ll_verdict verdict);       // "PASS"
bool verdict_fits(ll_operation operation, ll_verdict verdict);

} // namespace ledgerline::plugin
