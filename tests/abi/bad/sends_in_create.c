/* Tries the network, the reference data and the message store while it is created. */
#include "bad.h"

static ll_verdict create(const ll_host* host, ll_call* config, void** out_self) {
    bad_host = host;
    *out_self = NULL;
    const ll_at scratch = bad_place("/scratch/x");
    if (host->http(config, scratch, scratch) != LL_REFUSED) return LL_FAILED;
    if (host->lookup(config, bad_text("items"), bad_text("A"), scratch) != LL_REFUSED) return LL_FAILED;
    if (host->emit(config, bad_text("order"), bad_text("1"), bad_text(""), bad_at(LL_ROOT)) != LL_REFUSED) return LL_FAILED;
    return LL_PASS;
}
BAD_RULE_PLUGIN(create, good_handle, good_destroy)
