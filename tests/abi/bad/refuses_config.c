/* Refuses its configuration as it should, with two reasons. */
#include "bad.h"

static ll_verdict create(const ll_host* host, ll_call* config, void** out_self) {
    (void)out_self;
    host->explain(config, bad_text("LIMIT_MISSING"), bad_text("the limit is missing"), bad_at(LL_NO_PATH), bad_at(LL_NO_PATH));
    host->explain(config, bad_text("TABLE_EMPTY"), bad_text("the table has no rows"), bad_at(LL_NO_PATH), bad_at(LL_NO_PATH));
    return LL_FAILED;
}
BAD_RULE_PLUGIN(create, good_handle, good_destroy)
