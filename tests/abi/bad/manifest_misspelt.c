/* "write" instead of "writes": the rule would start, and each of its writes would be refused. */
#include "bad.h"

static const ll_component misspelt = {
    sizeof(ll_component), 0, BAD_TEXT("{\"name\":\"rule\",\"kind\":\"rule\",\"accepts\":[\"order\"],\"write\":[\"/body/booking\"]}"), good_create, good_handle, good_destroy};
static const ll_component* const components[] = {&misspelt};
BAD_TABLES(sizeof(ll_plugin), 0, BAD_PLUGIN_MANIFEST, 1, components)
