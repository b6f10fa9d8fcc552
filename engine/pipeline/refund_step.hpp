// What the pipeline does with a refund beside what it does with every message: the order as it was booked is put beside it before the rules
// run, and what they decide is held to the order's limits.
#pragma once

#include "commerce/refund_original.hpp"
#include "exceptions/exceptions.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include <optional>
#include <vector>

namespace ledgerline::pipeline {

// Sets the member `original`, or says why the refund must wait for its order.
std::optional<exceptions::Found> join_order(const store::MessageRow& refund, message::Value& body, const commerce::Original& original);
// What the rules decided would give back more than was sold, or something else than the store gives back.
std::optional<exceptions::Found> beyond_the_order(const store::MessageRow& refund, const message::Value& body, const commerce::Original& original);
// Its memo would put goods into stock that are there already.
std::optional<exceptions::Found> beyond_the_goods(const store::MessageRow& refund, const message::Value& body, const commerce::Original& original);
// What is held because of its order, refund or return, goes on when something becomes of that order.
void wait_for_order(const commerce::Original& original, std::vector<exceptions::Found>& found);

} // namespace ledgerline::pipeline
