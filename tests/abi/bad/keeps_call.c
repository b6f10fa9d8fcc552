/* Keeps the call of one message and uses it while it works on the next. */
#include "bad.h"

static ll_call* kept;

static ll_verdict handle(void* self, ll_operation operation, ll_call* call) {
    (void)self, (void)operation;
    if (!kept) {
        kept = call;
        return LL_PASS;
    }
    bad_report(call, "/body/booking/write", bad_host->write_text(kept, bad_place("/body/booking/late"), bad_text("x")));
    ll_text text = {NULL, 0};
    bad_report(call, "/body/booking/read", bad_host->read_text(kept, bad_place("/body/total"), &text));
    bad_report(call, "/body/booking/kind", bad_host->kind(kept, bad_place("/body/total")));
    bad_host->explain(kept, bad_text("LATE"), bad_text("late"), bad_at(LL_NO_PATH), bad_at(LL_NO_PATH));
    bad_report(call, "/body/booking/reason_size", (int64_t)bad_host->last_error(kept).size);
    return LL_PASS;
}
BAD_RULE_PLUGIN(good_create, handle, good_destroy)
