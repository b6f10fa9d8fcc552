/* The Ledgerline plugin contract, version 1: C types only, one exported symbol.
 *
 * A plugin is a shared library that exports `ledgerline_plugin_v1`. It describes components (rules, sources,
 * sinks); the engine creates them and hands each invocation a *call*: one document, one thread, one arena.
 *
 * Rules that hold for every function below:
 * - Text is UTF-8 with a length and is never NUL-terminated by contract. Nothing is freed across the boundary.
 * - Text that the host returns stays valid until the component returns from the call, also after later writes.
 * - Text that the component passes is copied before the host function returns.
 * - A document is addressed from its root by path and indices, never through a pointer to a node: an address can
 *   be wrong, it cannot dangle.
 * - Host functions never throw and never unwind; component functions must not let an exception pass either.
 * - A call is used on its own thread and only until the component returns. Late use answers LL_REFUSED.
 * - Tables grow at the end only: `size` says how much of a table the other side knows.
 *
 * Amounts: a JSON integer that fits int64 is LL_INT. Every other JSON number keeps its literal text and is
 * LL_NUMBER; canonical documents never hold one (their amounts are decimal text).
 */
#ifndef LEDGERLINE_ABI_H
#define LEDGERLINE_ABI_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LL_ABI_MAJOR 1
#define LL_ABI_MINOR 0

typedef struct ll_text {
    const char* data;
    uint64_t size;
} ll_text;

/* One invocation: a document, an arena, a thread. Opaque. */
typedef struct ll_call ll_call;

/* A compiled path such as "/body/lines/" + "*" + "/sku": interned by the host, valid as long as the process, safe to
 * keep and to share between threads. It names a place in any document, never a node. LL_ROOT is the whole document;
 * LL_NO_PATH is what the host answers for a malformed pattern or when its table of paths is full. */
typedef uint32_t ll_path;
#define LL_ROOT ((ll_path)0)
#define LL_NO_PATH ((ll_path)0xffffffffu)

/* A place in the call's document: a path and one index for each `*` in it, outermost first. A `*` addresses the
 * n-th element of an array or the n-th member of an object. `index` is read during the host call only. */
typedef struct ll_at {
    ll_path path;
    uint32_t index_count;
    const uint64_t* index;
} ll_at;

typedef int32_t ll_status;
enum {
    LL_OK = 0,
    LL_ABSENT = 1,     /* nothing is there */
    LL_WRONG_KIND = 2, /* something else is there */
    LL_BAD_PATH = 3,   /* malformed path, or the number of indices does not fit it */
    LL_REFUSED = 4,    /* not allowed: outside the declared paths, no such table, a limit, a finished call */
    LL_ERROR = 5       /* the host could not do it; its log says why */
};

typedef int32_t ll_kind;
enum { LL_NOTHING = 0, LL_NULL = 1, LL_BOOL = 2, LL_INT = 3, LL_NUMBER = 4, LL_TEXT = 5, LL_ARRAY = 6, LL_OBJECT = 7 };

/* What a component decided. Which verdicts an operation may return stands beside the operation. */
typedef int32_t ll_verdict;
enum {
    LL_PASS = 0,
    LL_DROP = 1,       /* rightly not processed, with a reason (explain) */
    LL_HOLD = 2,       /* a person must decide; every reason was explained */
    LL_RETRY = 3,      /* nothing happened, later it will */
    LL_FAILED = 4,     /* refused; the same input would be refused again */
    LL_UNKNOWN = 5,    /* the request left, no usable answer came: probe before anything else */
    LL_UNSUPPORTED = 6 /* this component does not know the operation */
};

/* APPLY   rule    document: the envelope {id, type, source, source_key, revision, correlation, held, body}.
 *                 `held` is true when an earlier rule of the chain held the message: later rules still run, so that
 *                 a person sees every reason at once. Verdicts: PASS, DROP, HOLD, FAILED.
 * POLL    source  {cursor, limit, signals: [{key}]}; emits messages, writes /cursor and /more (true: poll again at
 *                 once). `signals` are those of callbacks since the last poll that passed; they are forgotten when this
 *                 one passes, so what is not read now belongs into the cursor. What a passing poll explains without
 *                 naming a message as its subject stands as an exception of the flow until a poll no longer explains it.
 *                 Verdicts: PASS, RETRY. /retry_after_ms may say when; with PASS it is a pause that was asked for.
 *                 A poll that says /more, emits nothing and leaves the cursor as it was has failed.
 * RECEIVE source  {request: {method, path, headers, text}}; emits messages, or appends {key} to /signals: "this one is
 *                 to be read", handed to the next POLL; writes /response {status, text}, sent after the commit.
 *                 Verdicts: PASS, DROP (not authentic), RETRY, UNSUPPORTED (takes no callbacks).
 * DELIVER sink    {deliveries: [{message: envelope, idempotency_key, attempt, previous}]}; `previous` {id, number, key,
 *                 amount, body} is the document that an earlier revision became, and the body that was sent last,
 *                 present when this is a change of it (only for sinks whose manifest says "changes"). Writes /results/<i>
 *                 {verdict ("delivered", "retry", "rejected", "unknown", "waiting"), receipt {id, number, amount, currency, never_left [{line_id, quantity}] (units
 *                 of a refund that never left; absent: all did)}, retry_after_ms, code, message, subject, facts}. /pause_ms pauses the whole connection.
 *                 Verdicts: PASS (see the results), RETRY (nothing was sent), FAILED.
 * PROBE   sink    as DELIVER; results carry verdict "found" (with receipt), "absent" or "unknown".
 *                 Verdicts: PASS, RETRY, UNSUPPORTED.
 * LIST    either  {type, from, to, cursor}; emits summaries, writes /cursor and /more.
 * PREPARE sink    {dry_run}; makes the remote system ready; writes /results/<i> {what, state, message} with state
 *                 one of "present", "created", "missing", "failed". Verdicts: PASS, RETRY, FAILED, UNSUPPORTED. */
typedef int32_t ll_operation;
enum { LL_APPLY = 1, LL_POLL = 2, LL_RECEIVE = 3, LL_DELIVER = 4, LL_PROBE = 5, LL_LIST = 6, LL_PREPARE = 7 };

enum { LL_LOG_DEBUG = 0, LL_LOG_INFO = 1, LL_LOG_WARNING = 2, LL_LOG_ERROR = 3 };

/* What the engine offers. All functions: [the call's thread], except path, child and each: [any thread]. */
typedef struct ll_host {
    uint32_t size;
    uint32_t abi_minor;

    /* "/body/lines/ * /sku" without the blanks; "" is the root. A name escapes "~" as "~0", "/" as "~1", and a member
     * that is really called "*" as "~2". */
    ll_path (*path)(ll_text pattern);
    ll_path (*child)(ll_path parent, ll_text name);
    ll_path (*each)(ll_path parent);

    ll_kind (*kind)(ll_call*, ll_at);
    /* Elements of an array, members of an object. */
    ll_status (*count)(ll_call*, ll_at, uint64_t* out);
    /* Name of the n-th member of an object. */
    ll_status (*key)(ll_call*, ll_at, uint64_t index, ll_text* out);
    /* LL_TEXT as it is; LL_INT and LL_NUMBER as their literal. */
    ll_status (*read_text)(ll_call*, ll_at, ll_text* out);
    ll_status (*read_int)(ll_call*, ll_at, int64_t* out);
    ll_status (*read_bool)(ll_call*, ll_at, int32_t* out);
    /* The subtree as JSON text. */
    ll_status (*read_json)(ll_call*, ll_at, ll_text* out);

    /* A write makes missing objects on its way; it never turns text into an object nor pads an array. */
    ll_status (*write_text)(ll_call*, ll_at, ll_text value);
    ll_status (*write_int)(ll_call*, ll_at, int64_t value);
    ll_status (*write_bool)(ll_call*, ll_at, int32_t value);
    /* A JSON number literal such as "24.90". */
    ll_status (*write_number)(ll_call*, ll_at, ll_text literal);
    ll_status (*write_null)(ll_call*, ll_at);
    /* Parses `json` (limits: 8 MiB, depth 64, valid UTF-8) and puts the tree there. LL_ERROR: not JSON; the reason is
     * in last_error. */
    ll_status (*write_json)(ll_call*, ll_at, ll_text json);
    ll_status (*copy)(ll_call*, ll_at from, ll_at to);
    /* Appends an empty object to the array there (made if absent) and tells its index. */
    ll_status (*append)(ll_call*, ll_at, uint64_t* out_index);
    ll_status (*erase)(ll_call*, ll_at);

    /* Hands a message of `type` to the engine; the body is the subtree at `body`. `source_time` is ISO 8601 UTC.
     * The revision is the digest of the body: an unchanged body is not a new message.
     * LL_ERROR: the body does not fit the type's schema (last_error says where); the engine opens an exception for
     * this key, the other messages flow on. */
    ll_status (*emit)(ll_call*, ll_text type, ll_text source_key, ll_text source_time, ll_at body);
    /* Reference data of the engine: table "items" (by exact item code), "items-near" (array of codes that differ
     * only in case, blanks or separators). The row is put at `into`, below "/scratch". */
    ll_status (*lookup)(ll_call*, ll_text table, ll_text key, ll_at into);
    /* One HTTP exchange over the component's connection. Request: {method, path, query: {name: text}, headers: {},
     * json | text, read_only: bool}. Response: {outcome, status, headers (lower case), json | text, error}.
     * outcome: "answered"; "not-sent" (certainly nothing left); "no-answer" (it left or may have left).
     * A JSON answer is parsed within the limits; if it is not JSON its text stands in `text` and `error` says why.
     * Placeholders of secrets in headers and body are filled in here. LL_REFUSED: not allowed in this operation. */
    ll_status (*http)(ll_call*, ll_at request, ll_at response);
    /* A reason. `code` is of the exception catalogue or the plugin's own; `message` is plain English for the person
     * who must act; `where` the place in the document; `facts` a subtree with what was expected and found, among it
     * `subject` (what the cause is shared by, such as "sku:85123a") and `waits_for` (such as "item:85123A": the
     * engine tries again when that changes). Either place may be {LL_NO_PATH, 0, 0}. */
    void (*explain)(ll_call*, ll_text code, ll_text message, ll_at where, ll_at facts);
    void (*log)(ll_call*, int32_t level, ll_text message);
    /* Milliseconds since 1970-01-01 UTC, fixed during an APPLY. */
    int64_t (*now_ms)(ll_call*);
    /* 1 when the engine wants to stop: finish soon. */
    int32_t (*stopping)(ll_call*);
    /* Why the last host function of this call did not answer LL_OK. */
    ll_text (*last_error)(ll_call*);
    /* Whether whoever called back knows a secret of the connection; compared in constant time. `secret` is the
     * placeholder that the component got for it, `proof` what the caller sent. `method`:
     *   "equal"               the proof is the secret itself; `content` is not used
     *   "hmac-sha256-base64"  the proof is the base64 of the HMAC-SHA256 of `content` under the secret's bytes
     * LL_OK: it does. LL_ABSENT: it does not. LL_REFUSED: no such method, or no secret of this connection. */
    ll_status (*authenticate)(ll_call*, ll_text method, ll_text secret, ll_text content, ll_text proof);
} ll_host;

typedef struct ll_component {
    uint32_t size;
    uint32_t reserved;
    /* JSON: {name, kind, accepts, emits, writes, fields, batch_max, prepares, help}; see docs/reference/manifest. */
    ll_text manifest;
    /* `config` document: {connection: {...}, settings: {...}, name}. On failure: explain and LL_FAILED. */
    ll_verdict (*create)(const ll_host*, ll_call* config, void** out_self);
    ll_verdict (*handle)(void* self, ll_operation, ll_call*);
    void (*destroy)(void* self);
} ll_component;

typedef struct ll_plugin {
    uint32_t size;
    uint32_t abi_minor; /* the lowest minor that the plugin needs */
    /* JSON: {name, version, sdk, connection: [field], help}. */
    ll_text manifest;
    uint64_t component_count;
    const ll_component* const* components;
} ll_plugin;

typedef const ll_plugin* (*ll_plugin_entry)(void);
#define LL_PLUGIN_SYMBOL "ledgerline_plugin_v1"

#ifdef __cplusplus
}
#endif

#endif
