/* Changes what it did not declare, in every way that there is. */
#include "bad.h"

static ll_verdict handle(void* self, ll_operation operation, ll_call* call) {
    (void)self, (void)operation;
    const uint64_t second = 1;
    uint64_t appended = 0;
    ll_at member = bad_place("/body/*");
    member.index_count = 1;
    member.index = &second;
    int refused = 0;
    refused += bad_host->write_text(call, bad_place("/body/total"), bad_text("0.01")) == LL_REFUSED;
    refused += bad_host->write_text(call, bad_place("/body/bookings"), bad_text("not /body/booking")) == LL_REFUSED;
    refused += bad_host->write_int(call, bad_place("/revision"), 1) == LL_REFUSED;
    refused += bad_host->write_json(call, bad_at(LL_ROOT), bad_text("{}")) == LL_REFUSED;
    refused += bad_host->write_null(call, bad_place("/body")) == LL_REFUSED;
    refused += bad_host->erase(call, bad_place("/body/total")) == LL_REFUSED;
    refused += bad_host->append(call, bad_place("/body/lines"), &appended) == LL_REFUSED;
    refused += bad_host->copy(call, bad_place("/body/total"), bad_place("/body/other")) == LL_REFUSED;
    /* By number instead of by name: the second member may be any. */
    refused += bad_host->write_bool(call, member, 1) == LL_REFUSED;
    bad_report(call, "/body/booking/refused", refused);
    return LL_PASS;
}
BAD_RULE_PLUGIN(good_create, handle, good_destroy)
