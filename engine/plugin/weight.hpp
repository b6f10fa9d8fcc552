// Roughly how much memory a tree takes: for limits, not for accounting.
#pragma once

#include "message/value.hpp"

#include <cstddef>

namespace ledgerline::plugin {

std::size_t weight_of(const message::Value& value);

} // namespace ledgerline::plugin
