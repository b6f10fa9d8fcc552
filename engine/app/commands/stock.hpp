// `ledgerline stock explain SKU`: why the store shows this number.
#pragma once

#include "app/commands/command.hpp"

namespace ledgerline::app {

int stock_explain(const Common& common, const std::string& sku);

} // namespace ledgerline::app
