// `ledgerline refund trace ID`: money back and goods back of an order, told together. By the refund's id, its order's id or number, the number of the credit memo,
// or the id of a return.
#pragma once

#include "app/commands/story.hpp"

#include <string>
#include <vector>

namespace ledgerline::app {

int refund_trace(const Common& common, const std::string& word);

// The refunds and returns of an order, a line for each.
std::vector<std::string> money_and_goods_back(store::UnitOfWork& unit, const config::Settings& settings, const store::MessageRow& order, base::Millis now);

} // namespace ledgerline::app
