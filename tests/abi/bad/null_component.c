/* One of the component tables is a null pointer. */
#include "bad.h"

static const ll_component* const with_hole[] = {NULL};
BAD_TABLES(sizeof(ll_plugin), 0, BAD_PLUGIN_MANIFEST, 1, with_hole)
