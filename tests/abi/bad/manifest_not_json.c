/* A manifest that is cut off. */
#include "bad.h"

BAD_TABLES(sizeof(ll_plugin), 0, BAD_TEXT("{\"name\":\"bad\","), 1, bad_components)
