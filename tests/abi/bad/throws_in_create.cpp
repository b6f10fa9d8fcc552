// Throws instead of refusing its configuration.
#include "bad.h"

#include <stdexcept>

static ll_verdict create(const ll_host*, ll_call*, void**) { throw std::runtime_error("the limit is not a number"); }
BAD_RULE_PLUGIN(create, good_handle, good_destroy)
