// What a scenario expects against what is there. The expectation may leave members out, never elements; numbers compare by value,
// however they are written.
#pragma once

#include "message/value.hpp"

#include <string>
#include <vector>

namespace ledgerline::scenario {

// Each difference in words; none: everything is as expected.
std::vector<std::string> differences(const std::string& place, const message::Value& expected, const message::Value& found);

} // namespace ledgerline::scenario
