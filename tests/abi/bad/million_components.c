/* A count that is garbage: reading on would leave the table. */
#include "bad.h"

BAD_TABLES(sizeof(ll_plugin), 0, BAD_PLUGIN_MANIFEST, 1000000, bad_components)
