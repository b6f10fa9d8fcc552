/* Makes calls up: null, a small number, an address of its own, a neighbour of the real one. */
#include "bad.h"

static ll_verdict handle(void* self, ll_operation operation, ll_call* call) {
    (void)self, (void)operation;
    int64_t own = 0;
    int refused = 0;
    refused += bad_host->write_int(NULL, bad_place("/body/booking/x"), 1) == LL_REFUSED;
    refused += bad_host->write_int((ll_call*)(uintptr_t)1, bad_place("/body/booking/x"), 1) == LL_REFUSED;
    refused += bad_host->write_int((ll_call*)(void*)&own, bad_place("/body/booking/x"), 1) == LL_REFUSED;
    refused += bad_host->write_int((ll_call*)((uintptr_t)call + 16), bad_place("/body/booking/x"), 1) == LL_REFUSED;
    bad_report(call, "/body/booking/refused", refused);
    return LL_PASS;
}
BAD_RULE_PLUGIN(good_create, handle, good_destroy)
