/* Declares that it writes what belongs to the engine. */
#include "bad.h"

static const ll_component forger = {
    sizeof(ll_component), 0, BAD_TEXT("{\"name\":\"rule\",\"kind\":\"rule\",\"accepts\":[\"order\"],\"writes\":[\"/revision\"]}"), good_create, good_handle, good_destroy};
static const ll_component* const components[] = {&forger};
BAD_TABLES(sizeof(ll_plugin), 0, BAD_PLUGIN_MANIFEST, 1, components)
