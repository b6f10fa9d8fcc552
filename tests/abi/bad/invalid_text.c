/* Writes bytes that are no text: not UTF-8, with NUL, from nowhere, without end. */
#include "bad.h"

static ll_verdict handle(void* self, ll_operation operation, ll_call* call) {
    (void)self, (void)operation;
    const ll_text latin1 = BAD_TEXT("M\xfcller");
    const ll_text with_nul = BAD_TEXT("A\0B");
    const ll_text from_nowhere = {NULL, 5};
    const ll_text without_end = {"x", UINT64_MAX};
    const ll_at place = bad_place("/body/booking/name");
    int refused = 0;
    refused += bad_host->write_text(call, place, latin1) == LL_REFUSED;
    refused += bad_host->write_text(call, place, with_nul) == LL_REFUSED;
    refused += bad_host->write_text(call, place, from_nowhere) == LL_REFUSED;
    refused += bad_host->write_text(call, place, without_end) == LL_REFUSED;
    refused += bad_host->write_json(call, place, latin1) != LL_OK;
    refused += bad_host->path(from_nowhere) == LL_NO_PATH;
    refused += bad_host->path(without_end) == LL_NO_PATH;
    refused += bad_host->child(LL_ROOT, without_end) == LL_NO_PATH;
    bad_host->explain(call, latin1, with_nul, bad_at(12345678), bad_at(12345678));
    bad_host->explain(call, from_nowhere, from_nowhere, bad_at(LL_NO_PATH), bad_at(LL_NO_PATH));
    bad_host->log(call, 99, latin1);
    bad_report(call, "/body/booking/refused", refused);
    return LL_PASS;
}
BAD_RULE_PLUGIN(good_create, handle, good_destroy)
