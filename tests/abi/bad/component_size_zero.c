/* The component table was not filled in. */
#include "bad.h"

static const ll_component empty = {0, 0, BAD_RULE_MANIFEST, good_create, good_handle, good_destroy};
static const ll_component* const empties[] = {&empty};
BAD_TABLES(sizeof(ll_plugin), 0, BAD_PLUGIN_MANIFEST, 1, empties)
