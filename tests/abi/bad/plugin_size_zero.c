/* The plugin table was not filled in. */
#include "bad.h"

BAD_TABLES(0, 0, BAD_PLUGIN_MANIFEST, 1, bad_components)
