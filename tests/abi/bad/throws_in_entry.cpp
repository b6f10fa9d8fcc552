// Throws while it is asked what it is.
#include "bad.h"

#include <stdexcept>

BAD_EXPORT const ll_plugin* ledgerline_plugin_v1(void) { throw std::runtime_error("no licence"); }
