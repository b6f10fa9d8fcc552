/* The layout of every table of the contract, version 1.0, as it was frozen: add lines for 1.1, never change one. Included by a C
 * and a C++ file, so that both languages agree with each other and with every plugin that was ever built. */
#include "ledgerline/abi.h"

#include <stddef.h>

#ifdef __cplusplus
#define LAYOUT(what, expected) static_assert((what) == (expected), "ABI 1.0: " #what " must be " #expected)
#else
#define LAYOUT(what, expected) _Static_assert((what) == (expected), "ABI 1.0: " #what " must be " #expected)
#endif

/* These tables grow at their end with a later minor; the places in them stay. */
#if LL_ABI_MINOR == 0
#define LAYOUT_OF_1_0(what, expected) LAYOUT(what, expected)
#else
#define LAYOUT_OF_1_0(what, expected) LAYOUT((what) >= (expected), 1)
#endif

LAYOUT(sizeof(ll_text), 16);
LAYOUT(offsetof(ll_text, data), 0);
LAYOUT(offsetof(ll_text, size), 8);
LAYOUT(sizeof(ll_path), 4);
LAYOUT(sizeof(ll_at), 16);
LAYOUT(offsetof(ll_at, path), 0);
LAYOUT(offsetof(ll_at, index_count), 4);
LAYOUT(offsetof(ll_at, index), 8);
LAYOUT(sizeof(ll_status), 4);
LAYOUT(sizeof(ll_kind), 4);
LAYOUT(sizeof(ll_verdict), 4);
LAYOUT(sizeof(ll_operation), 4);

LAYOUT_OF_1_0(sizeof(ll_host), 232);
LAYOUT(offsetof(ll_host, size), 0);
LAYOUT(offsetof(ll_host, abi_minor), 4);
LAYOUT(offsetof(ll_host, path), 8);
LAYOUT(offsetof(ll_host, child), 16);
LAYOUT(offsetof(ll_host, each), 24);
LAYOUT(offsetof(ll_host, kind), 32);
LAYOUT(offsetof(ll_host, count), 40);
LAYOUT(offsetof(ll_host, key), 48);
LAYOUT(offsetof(ll_host, read_text), 56);
LAYOUT(offsetof(ll_host, read_int), 64);
LAYOUT(offsetof(ll_host, read_bool), 72);
LAYOUT(offsetof(ll_host, read_json), 80);
LAYOUT(offsetof(ll_host, write_text), 88);
LAYOUT(offsetof(ll_host, write_int), 96);
LAYOUT(offsetof(ll_host, write_bool), 104);
LAYOUT(offsetof(ll_host, write_number), 112);
LAYOUT(offsetof(ll_host, write_null), 120);
LAYOUT(offsetof(ll_host, write_json), 128);
LAYOUT(offsetof(ll_host, copy), 136);
LAYOUT(offsetof(ll_host, append), 144);
LAYOUT(offsetof(ll_host, erase), 152);
LAYOUT(offsetof(ll_host, emit), 160);
LAYOUT(offsetof(ll_host, lookup), 168);
LAYOUT(offsetof(ll_host, http), 176);
LAYOUT(offsetof(ll_host, explain), 184);
LAYOUT(offsetof(ll_host, log), 192);
LAYOUT(offsetof(ll_host, now_ms), 200);
LAYOUT(offsetof(ll_host, stopping), 208);
LAYOUT(offsetof(ll_host, last_error), 216);
LAYOUT(offsetof(ll_host, authenticate), 224);

LAYOUT_OF_1_0(sizeof(ll_component), 48);
LAYOUT(offsetof(ll_component, size), 0);
LAYOUT(offsetof(ll_component, reserved), 4);
LAYOUT(offsetof(ll_component, manifest), 8);
LAYOUT(offsetof(ll_component, create), 24);
LAYOUT(offsetof(ll_component, handle), 32);
LAYOUT(offsetof(ll_component, destroy), 40);

LAYOUT_OF_1_0(sizeof(ll_plugin), 40);
LAYOUT(offsetof(ll_plugin, size), 0);
LAYOUT(offsetof(ll_plugin, abi_minor), 4);
LAYOUT(offsetof(ll_plugin, manifest), 8);
LAYOUT(offsetof(ll_plugin, component_count), 24);
LAYOUT(offsetof(ll_plugin, components), 32);

/* Numbers that cross the boundary. */
LAYOUT(LL_ABI_MAJOR, 1);
LAYOUT(LL_ROOT, 0);
LAYOUT(LL_NO_PATH, 0xffffffffu);
LAYOUT(LL_OK, 0);
LAYOUT(LL_ABSENT, 1);
LAYOUT(LL_WRONG_KIND, 2);
LAYOUT(LL_BAD_PATH, 3);
LAYOUT(LL_REFUSED, 4);
LAYOUT(LL_ERROR, 5);
LAYOUT(LL_NOTHING, 0);
LAYOUT(LL_NULL, 1);
LAYOUT(LL_BOOL, 2);
LAYOUT(LL_INT, 3);
LAYOUT(LL_NUMBER, 4);
LAYOUT(LL_TEXT, 5);
LAYOUT(LL_ARRAY, 6);
LAYOUT(LL_OBJECT, 7);
LAYOUT(LL_PASS, 0);
LAYOUT(LL_DROP, 1);
LAYOUT(LL_HOLD, 2);
LAYOUT(LL_RETRY, 3);
LAYOUT(LL_FAILED, 4);
LAYOUT(LL_UNKNOWN, 5);
LAYOUT(LL_UNSUPPORTED, 6);
LAYOUT(LL_APPLY, 1);
LAYOUT(LL_POLL, 2);
LAYOUT(LL_RECEIVE, 3);
LAYOUT(LL_DELIVER, 4);
LAYOUT(LL_PROBE, 5);
LAYOUT(LL_LIST, 6);
LAYOUT(LL_PREPARE, 7);
LAYOUT(LL_LOG_DEBUG, 0);
LAYOUT(LL_LOG_INFO, 1);
LAYOUT(LL_LOG_WARNING, 2);
LAYOUT(LL_LOG_ERROR, 3);
