// Throws what nobody catches by type.
#include "bad.h"

static ll_verdict handle(void*, ll_operation, ll_call*) { throw 7; }
BAD_RULE_PLUGIN(good_create, handle, good_destroy)
