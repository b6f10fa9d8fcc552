/* A plugin without a component. */
#include "bad.h"

BAD_TABLES(sizeof(ll_plugin), 0, BAD_PLUGIN_MANIFEST, 0, bad_components)
