// The scenarios of refunds as a table for people: one row for each, made of what its file says.
#pragma once

#include "message/value.hpp"

#include <string>
#include <utility>
#include <vector>

namespace ledgerline::scenario {

// Markdown; by name and file, in the order given.
std::string table_of_refunds(const std::vector<std::pair<std::string, message::Value>>& scenarios);

} // namespace ledgerline::scenario
