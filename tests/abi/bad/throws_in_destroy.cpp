// Throws when it is told to go.
#include "bad.h"

#include <stdexcept>

static void destroy(void*) { throw std::runtime_error("the file was gone already"); }
BAD_RULE_PLUGIN(good_create, good_handle, destroy)
