/* Built for version 2 of the contract only. */
#include "bad.h"

BAD_EXPORT const void* ledgerline_plugin_v2(void) { return NULL; }
