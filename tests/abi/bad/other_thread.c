/* Hands its call to a thread of its own. */
#include "bad.h"

#include <pthread.h>

static ll_status answers[3];

static void* work(void* argument) {
    ll_call* call = (ll_call*)argument;
    ll_text text = {NULL, 0};
    answers[0] = bad_host->write_text(call, bad_place("/body/booking/other"), bad_text("x"));
    answers[1] = bad_host->read_text(call, bad_place("/body/total"), &text);
    answers[2] = bad_host->erase(call, bad_place("/body/booking"));
    return NULL;
}

static ll_verdict handle(void* self, ll_operation operation, ll_call* call) {
    (void)self, (void)operation;
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, call) != 0) return LL_FAILED;
    pthread_join(thread, NULL);
    bad_report(call, "/body/booking/write", answers[0]);
    bad_report(call, "/body/booking/read", answers[1]);
    bad_report(call, "/body/booking/erase", answers[2]);
    return LL_PASS;
}
BAD_RULE_PLUGIN(good_create, handle, good_destroy)
