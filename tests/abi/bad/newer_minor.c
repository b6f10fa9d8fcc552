/* Needs functions that this engine does not have. */
#include "bad.h"

BAD_TABLES(sizeof(ll_plugin), 3, BAD_PLUGIN_MANIFEST, 1, bad_components)
