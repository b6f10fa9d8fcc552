/* No manifest at all. */
#include "bad.h"

BAD_TABLES(sizeof(ll_plugin), 0, {NULL, 7}, 1, bad_components)
