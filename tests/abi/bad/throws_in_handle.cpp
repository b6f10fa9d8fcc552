// Lets an exception pass in the middle of an order.
#include "bad.h"

#include <stdexcept>

static ll_verdict handle(void*, ll_operation, ll_call*) { throw std::out_of_range("vector::at of 7"); }
BAD_RULE_PLUGIN(good_create, handle, good_destroy)
