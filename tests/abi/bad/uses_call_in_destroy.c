/* Uses its last call when there is none any more. */
#include "bad.h"

static ll_call* kept;

static ll_verdict handle(void* self, ll_operation operation, ll_call* call) {
    (void)self, (void)operation;
    kept = call;
    return LL_PASS;
}
static void destroy(void* self) {
    (void)self;
    ll_text text = {NULL, 0};
    bad_host->write_text(kept, bad_place("/body/booking"), bad_text("x"));
    bad_host->read_text(kept, bad_place("/body/booking"), &text);
    bad_host->log(kept, LL_LOG_ERROR, bad_text("late"));
}
BAD_RULE_PLUGIN(good_create, handle, destroy)
