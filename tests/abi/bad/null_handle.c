/* A component that cannot be called. */
#include "bad.h"

static const ll_component deaf = {sizeof(ll_component), 0, BAD_RULE_MANIFEST, good_create, NULL, good_destroy};
static const ll_component* const components[] = {&deaf};
BAD_TABLES(sizeof(ll_plugin), 0, BAD_PLUGIN_MANIFEST, 1, components)
