// What the pipeline does with a return beside what it does with every message: the order is put beside it and its lines are found there before the rules
// run, and more than was sold does not come back.
#pragma once

#include "commerce/refund_original.hpp"
#include "exceptions/exceptions.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include <vector>

namespace ledgerline::pipeline {

// Sets the member `original` and the booking of each line, or says why the return cannot go on.
std::vector<exceptions::Found> join_return(const store::MessageRow& row, message::Value& body, const commerce::Original& original);

// Why a return that is taken back before anything of it was posted ends.
exceptions::Found withdrawn_return(const store::MessageRow& row, const message::Value& body);

} // namespace ledgerline::pipeline
