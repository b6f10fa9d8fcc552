/* What the misbehaving plugins share: plain C of the contract and nothing of the SDK's glue, so that they can do what the
 * glue would prevent. Each source says what it does wrong and takes the rest from here. */
#ifndef LEDGERLINE_TESTS_BAD_H
#define LEDGERLINE_TESTS_BAD_H

#include "ledgerline/abi.h"

#include <stddef.h>
#include <string.h>

#ifdef __cplusplus
#define BAD_EXPORT extern "C" __attribute__((visibility("default")))
#else
#define BAD_EXPORT __attribute__((visibility("default")))
#endif
#define BAD_UNUSED __attribute__((unused))

#define BAD_TEXT(literal) {literal, sizeof(literal) - 1}
#define BAD_PLUGIN_MANIFEST BAD_TEXT("{\"name\":\"bad\",\"version\":\"1.0.0\"}")
#define BAD_RULE_MANIFEST BAD_TEXT("{\"name\":\"rule\",\"kind\":\"rule\",\"accepts\":[\"order\"],\"writes\":[\"/body/booking\"]}")

BAD_UNUSED static ll_text bad_text(const char* text) {
    ll_text out;
    out.data = text;
    out.size = strlen(text);
    return out;
}

BAD_UNUSED static ll_at bad_at(ll_path path) {
    ll_at out;
    out.path = path;
    out.index_count = 0;
    out.index = NULL;
    return out;
}

static const ll_host* bad_host;

BAD_UNUSED static ll_at bad_place(const char* pattern) { return bad_at(bad_host->path(bad_text(pattern))); }
/* What the sin was answered goes into the document: the test reads it there. */
BAD_UNUSED static void bad_report(ll_call* call, const char* place, int64_t value) { bad_host->write_int(call, bad_place(place), value); }

/* The innocent parts. */
BAD_UNUSED static ll_verdict good_create(const ll_host* host, ll_call* config, void** out_self) {
    (void)config;
    bad_host = host;
    *out_self = NULL;
    return LL_PASS;
}
BAD_UNUSED static ll_verdict good_handle(void* self, ll_operation operation, ll_call* call) {
    (void)self, (void)operation, (void)call;
    return LL_PASS;
}
BAD_UNUSED static void good_destroy(void* self) { (void)self; }

/* A plugin of one rule. */
#define BAD_RULE_PLUGIN(create, handle, destroy)                                                                                             \
    static const ll_component bad_rule = {sizeof(ll_component), 0, BAD_RULE_MANIFEST, create, handle, destroy};                              \
    static const ll_component* const bad_components[] = {&bad_rule};                                                                         \
    static const ll_plugin bad_plugin = {sizeof(ll_plugin), 0, BAD_PLUGIN_MANIFEST, 1, bad_components};                                      \
    BAD_EXPORT const ll_plugin* ledgerline_plugin_v1(void) { return &bad_plugin; }

/* A plugin whose tables are wrong. */
#define BAD_TABLES(...)                                                                                                                      \
    BAD_UNUSED static const ll_component bad_rule = {sizeof(ll_component), 0, BAD_RULE_MANIFEST, good_create, good_handle, good_destroy};    \
    BAD_UNUSED static const ll_component* const bad_components[] = {&bad_rule};                                                              \
    static const ll_plugin bad_plugin = {__VA_ARGS__};                                                                                       \
    BAD_EXPORT const ll_plugin* ledgerline_plugin_v1(void) { return &bad_plugin; }

#endif
