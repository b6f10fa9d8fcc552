/* Two rules of one name: a route could not say which. */
#include "bad.h"

static const ll_component first = {sizeof(ll_component), 0, BAD_RULE_MANIFEST, good_create, good_handle, good_destroy};
static const ll_component second = {sizeof(ll_component), 0, BAD_RULE_MANIFEST, good_create, good_handle, good_destroy};
static const ll_component* const twins[] = {&first, &second};
BAD_TABLES(sizeof(ll_plugin), 0, BAD_PLUGIN_MANIFEST, 2, twins)
