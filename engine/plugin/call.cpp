#include "plugin/call.hpp"

#include "message/json.hpp"
#include "message/text.hpp"
#include "plugin/paths.hpp"

#include <fmt/format.h>

#include <atomic>

namespace ledgerline::plugin {

namespace {

using message::Kind;
using message::Value;
using message::Walk;

constexpr std::size_t text_size_max = std::size_t{8} * 1024 * 1024;

// Which call a thread is in is a fact about the thread, and the contract's functions have no other way to learn it.
thread_local Call* current_call = nullptr;

// Handles are never reused, on any thread: that is what makes a late one recognisable.
ll_call* next_handle() {
    static std::atomic<std::uintptr_t> last{0};
    return reinterpret_cast<ll_call*>((last.fetch_add(1, std::memory_order_relaxed) + 1) << 4);
}

ll_kind kind_number(Kind kind) {
    switch (kind) {
    case Kind::null: return LL_NULL;
    case Kind::boolean: return LL_BOOL;
    case Kind::integer: return LL_INT;
    case Kind::number: return LL_NUMBER;
    case Kind::text: return LL_TEXT;
    case Kind::array: return LL_ARRAY;
    case Kind::object: return LL_OBJECT;
    }
    return LL_NOTHING;
}

} // namespace

Call::Call(const Mandate& mandate, ll_operation operation, Value document)
    : mandate_(mandate), operation_(operation), document_(std::move(document)), handle_(next_handle()), outer_(current_call),
      started_at_(mandate.services.clock->now()) {
    current_call = this;
}

Call::~Call() {
    current_call = outer_;
    mandate_.arena.clear();
}

Call* Call::of(ll_call* handle) noexcept { return current_call && handle && current_call->handle_ == handle ? current_call : nullptr; }

Outcome Call::finish() {
    copy_what_is_lent();
    Outcome outcome;
    outcome.changes = changes_.finish(document_, mandate_.component);
    document_.erase("scratch");
    outcome.document = std::move(document_);
    if (findings_cut_ > 0) {
        Finding more;
        more.code = "MORE_FINDINGS";
        more.message = fmt::format("{} more reasons were given and not kept; the first {} stand above", findings_cut_, findings_.size());
        more.facts = Value::object({{"not_kept", static_cast<std::int64_t>(findings_cut_)}});
        more.component = mandate_.component;
        findings_.push_back(std::move(more));
    }
    outcome.findings = std::move(findings_);
    outcome.emitted = std::move(emitted_);
    return outcome;
}

// Faults

ll_status Call::ok() {
    fault_.status = LL_OK;
    return LL_OK;
}

ll_status Call::fail(ll_status status, std::string text) {
    fault_.status = status;
    fault_.path = message::no_path;
    fault_.text = std::move(text);
    return status;
}

ll_status Call::fail_at(const ll_at& at, ll_status status, std::string_view text) {
    fault_.status = status;
    fault_.path = at.path;
    fault_.indices.clear();
    // A wrong count says nothing about how many indices there really are to read.
    const auto* step = paths().step(at.path);
    if (step && step->each_count == at.index_count) fault_.indices.assign(at.index, at.index + at.index_count);
    fault_.text = text;
    return status;
}

ll_status Call::fail_walk(const ll_at& at, Walk walk) {
    switch (walk) {
    case Walk::ok: return ok();
    case Walk::absent: return fail_at(at, LL_ABSENT, "nothing is there");
    case Walk::wrong_kind: return fail_at(at, LL_WRONG_KIND, "something on the way there is neither an object nor an array of that kind");
    case Walk::bad_path: break;
    }
    const auto* step = paths().step(at.path);
    if (!step) return fail(LL_BAD_PATH, fmt::format("{} is not the number of a path", at.path));
    return fail_at(at, LL_BAD_PATH, fmt::format("the path has {} places for an index, {} were given", step->each_count, at.index_count));
}

ll_status Call::broke(std::string_view what) noexcept {
    try {
        fail(LL_ERROR, fmt::format("the engine failed: {}", what));
        if (mandate_.services.log) mandate_.services.log->error("a host function failed", {{"component", mandate_.component}, {"why", std::string(what)}});
    } catch (...) {
        fault_.status = LL_ERROR; // no memory left for the reason
    }
    return LL_ERROR;
}

ll_text Call::last_error() {
    if (fault_.status == LL_OK) return {"", 0};
    std::string text = fault_.text;
    if (fault_.path != message::no_path) {
        auto where = message::pointer_text(paths(), document_, {fault_.path, fault_.indices});
        text = fmt::format("{}: {}", where.empty() ? "the document" : where, text);
    }
    const auto kept = mandate_.arena.keep(text);
    return {kept.data(), kept.size()};
}

// Reading

const Value* Call::find(const ll_at& at, ll_status& status) {
    if (is_malformed(at)) {
        status = fail(LL_BAD_PATH, "the pointer to the indices is null");
        return nullptr;
    }
    const auto found = message::find(paths(), std::as_const(document_), address_of(at));
    status = found.walk == Walk::ok ? ok() : fail_walk(at, found.walk);
    return found.value;
}

ll_status Call::lend(std::string_view text, ll_text* out) {
    const auto kept = mandate_.arena.keep(text);
    if (!kept.data()) return fail(LL_REFUSED, fmt::format("this call has read more than {} MiB of text", Arena::size_max / 1024 / 1024));
    *out = {kept.data(), kept.size()};
    return ok();
}

bool Call::accept(const ll_text& text, std::string_view what, std::string_view& out) {
    if (!text.data && text.size > 0) {
        fail(LL_REFUSED, fmt::format("{} is a null pointer", what));
        return false;
    }
    if (text.size > text_size_max) {
        fail(LL_REFUSED, fmt::format("{} has {} bytes; the limit is {}", what, text.size, text_size_max));
        return false;
    }
    out = text.size == 0 ? std::string_view("", 0) : std::string_view(text.data, text.size);
    if (const auto problem = message::text_problem(out); !problem.empty()) {
        fail(LL_REFUSED, fmt::format("{} cannot be used: {}", what, problem));
        return false;
    }
    return true;
}

ll_kind Call::kind(const ll_at& at) {
    ll_status status = LL_OK;
    const Value* value = find(at, status);
    return value ? kind_number(value->kind()) : LL_NOTHING;
}

ll_status Call::count(const ll_at& at, std::uint64_t* out) {
    ll_status status = LL_OK;
    const Value* value = find(at, status);
    if (!value) return status;
    if (!value->is_array() && !value->is_object()) return fail_at(at, LL_WRONG_KIND, "neither an array nor an object is there");
    *out = value->size();
    return status;
}

ll_status Call::key(const ll_at& at, std::uint64_t index, ll_text* out) {
    ll_status status = LL_OK;
    const Value* value = find(at, status);
    if (!value) return status;
    const auto* members = value->as_object();
    if (!members) return fail_at(at, LL_WRONG_KIND, "no object is there");
    if (index >= members->size()) return fail_at(at, LL_ABSENT, fmt::format("the object has {} members, the one asked for is number {}", members->size(), index));
    return lend((*members)[index].first, out);
}

ll_status Call::read_text(const ll_at& at, ll_text* out) {
    ll_status status = LL_OK;
    const Value* value = find(at, status);
    if (!value) return status;
    if (const auto* text = value->as_text()) return lend(*text, out);
    if (const auto* number = value->as_number()) return lend(number->literal, out);
    if (value->as_int()) return lend(value->text_or(""), out);
    return fail_at(at, LL_WRONG_KIND, "neither text nor a number is there");
}

ll_status Call::read_int(const ll_at& at, std::int64_t* out) {
    ll_status status = LL_OK;
    const Value* value = find(at, status);
    if (!value) return status;
    if (const auto* number = value->as_int()) {
        *out = *number;
        return status;
    }
    return fail_at(at, LL_WRONG_KIND, "no whole number of 64 bits is there");
}

ll_status Call::read_bool(const ll_at& at, std::int32_t* out) {
    ll_status status = LL_OK;
    const Value* value = find(at, status);
    if (!value) return status;
    if (const auto* truth = value->as_bool()) {
        *out = *truth ? 1 : 0;
        return status;
    }
    return fail_at(at, LL_WRONG_KIND, "neither true nor false is there");
}

ll_status Call::read_json(const ll_at& at, ll_text* out) {
    ll_status status = LL_OK;
    const Value* value = find(at, status);
    return value ? lend(message::write_json(*value), out) : status;
}

} // namespace ledgerline::plugin
