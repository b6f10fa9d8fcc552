/* The entry point answers nothing. */
#include "bad.h"

BAD_EXPORT const ll_plugin* ledgerline_plugin_v1(void) { return NULL; }
