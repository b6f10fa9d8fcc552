/* Refuses its configuration and says nothing. */
#include "bad.h"

static ll_verdict create(const ll_host* host, ll_call* config, void** out_self) {
    (void)host, (void)config, (void)out_self;
    return LL_FAILED;
}
BAD_RULE_PLUGIN(create, good_handle, good_destroy)
