/* FAILED, and no reason. */
#include "bad.h"

static ll_verdict handle(void* self, ll_operation operation, ll_call* call) {
    (void)self, (void)operation, (void)call;
    return LL_FAILED;
}
BAD_RULE_PLUGIN(good_create, handle, good_destroy)
