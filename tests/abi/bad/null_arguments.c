/* Has no place for answers and no indices. */
#include "bad.h"

static ll_verdict handle(void* self, ll_operation operation, ll_call* call) {
    (void)self, (void)operation;
    ll_at without_indices = bad_place("/body/lines/*");
    without_indices.index_count = 1;
    ll_text text = {NULL, 0};
    const ll_at total = bad_place("/body/total");
    int refused = 0;
    refused += bad_host->read_text(call, total, NULL) == LL_REFUSED;
    refused += bad_host->read_int(call, total, NULL) == LL_REFUSED;
    refused += bad_host->read_bool(call, total, NULL) == LL_REFUSED;
    refused += bad_host->read_json(call, total, NULL) == LL_REFUSED;
    refused += bad_host->count(call, total, NULL) == LL_REFUSED;
    refused += bad_host->key(call, total, 0, NULL) == LL_REFUSED;
    refused += bad_host->append(call, bad_place("/body/booking"), NULL) == LL_REFUSED;
    refused += bad_host->read_text(call, without_indices, &text) == LL_BAD_PATH;
    refused += bad_host->write_null(call, without_indices) != LL_OK;
    refused += bad_host->erase(call, without_indices) != LL_OK;
    refused += bad_host->kind(call, without_indices) == LL_NOTHING;
    bad_report(call, "/body/booking/refused", refused);
    return LL_PASS;
}
BAD_RULE_PLUGIN(good_create, handle, good_destroy)
