/* Calls a function that nobody has. Resolved lazily, it would end the process in the middle of an order. */
#include "bad.h"

int function_that_nobody_has(void);
static ll_verdict handle(void* self, ll_operation operation, ll_call* call) {
    (void)self, (void)operation, (void)call;
    return function_that_nobody_has();
}
BAD_RULE_PLUGIN(good_create, handle, good_destroy)
