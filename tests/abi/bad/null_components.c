/* Says that it has components and points at none. */
#include "bad.h"

BAD_TABLES(sizeof(ll_plugin), 0, BAD_PLUGIN_MANIFEST, 2, NULL)
