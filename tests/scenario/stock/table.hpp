// The scenarios of stock as a table for people: docs/stock-cases.md.
#pragma once

#include "message/value.hpp"

#include <string>
#include <utility>
#include <vector>

namespace ledgerline::scenario {

// By name.
std::string stock_table_of(const std::vector<std::pair<std::string, message::Value>>& scenarios);

} // namespace ledgerline::scenario
