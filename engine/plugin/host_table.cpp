#include "plugin/host_table.hpp"

#include "plugin/call.hpp"
#include "plugin/paths.hpp"

#include <exception>
#include <string_view>

namespace ledgerline::plugin {

namespace {

// The barrier on this side: a finished or foreign call is refused, an exception of ours becomes LL_ERROR.
template <class Function>
ll_status guarded(ll_call* handle, Function function) noexcept {
    Call* call = Call::of(handle);
    if (!call) return LL_REFUSED;
    try {
        return function(*call);
    } catch (const std::exception& error) {
        return call->broke(error.what());
    } catch (...) {
        return call->broke("an exception of unknown type");
    }
}

// An answer has a place to go, or the function is not called.
template <class Out, class Function>
ll_status answered(ll_call* handle, Out* out, Function function) noexcept {
    if (!out) return guarded(handle, [](Call& call) { return call.without_answer(); });
    return guarded(handle, function);
}

template <class Function>
ll_path compiled(Function function) noexcept {
    try {
        return function();
    } catch (...) {
        return LL_NO_PATH; // no memory: the same to the caller as a full table
    }
}

// Before anything reads it: a pattern of 64 names of 1 KiB is the most that the table takes.
bool is_text(const ll_text& text) { return text.size == 0 || (text.data && text.size <= 64 * 1024); }
std::string_view view(const ll_text& text) { return text.size == 0 ? std::string_view("", 0) : std::string_view(text.data, text.size); }

ll_path path(ll_text pattern) noexcept {
    return compiled([&] { return is_text(pattern) ? paths().intern(view(pattern)) : LL_NO_PATH; });
}
ll_path child(ll_path parent, ll_text name) noexcept {
    return compiled([&] { return is_text(name) ? paths().child(parent, view(name)) : LL_NO_PATH; });
}
ll_path each(ll_path parent) noexcept {
    return compiled([&] { return paths().each(parent); });
}

ll_kind kind(ll_call* handle, ll_at at) noexcept {
    ll_kind result = LL_NOTHING;
    guarded(handle, [&](Call& call) {
        result = call.kind(at);
        return LL_OK;
    });
    return result;
}
ll_status count(ll_call* handle, ll_at at, uint64_t* out) noexcept {
    return answered(handle, out, [&](Call& call) { return call.count(at, out); });
}
ll_status key(ll_call* handle, ll_at at, uint64_t index, ll_text* out) noexcept {
    return answered(handle, out, [&](Call& call) { return call.key(at, index, out); });
}
ll_status read_text(ll_call* handle, ll_at at, ll_text* out) noexcept {
    return answered(handle, out, [&](Call& call) { return call.read_text(at, out); });
}
ll_status read_int(ll_call* handle, ll_at at, int64_t* out) noexcept {
    return answered(handle, out, [&](Call& call) { return call.read_int(at, out); });
}
ll_status read_bool(ll_call* handle, ll_at at, int32_t* out) noexcept {
    return answered(handle, out, [&](Call& call) { return call.read_bool(at, out); });
}
ll_status read_json(ll_call* handle, ll_at at, ll_text* out) noexcept {
    return answered(handle, out, [&](Call& call) { return call.read_json(at, out); });
}

ll_status write_text(ll_call* handle, ll_at at, ll_text value) noexcept {
    return guarded(handle, [&](Call& call) { return call.write_text(at, value); });
}
ll_status write_int(ll_call* handle, ll_at at, int64_t value) noexcept {
    return guarded(handle, [&](Call& call) { return call.write(at, std::int64_t{value}); });
}
ll_status write_bool(ll_call* handle, ll_at at, int32_t value) noexcept {
    return guarded(handle, [&](Call& call) { return call.write(at, value != 0); });
}
ll_status write_number(ll_call* handle, ll_at at, ll_text literal) noexcept {
    return guarded(handle, [&](Call& call) { return call.write_number(at, literal); });
}
ll_status write_null(ll_call* handle, ll_at at) noexcept {
    return guarded(handle, [&](Call& call) { return call.write(at, nullptr); });
}
ll_status write_json(ll_call* handle, ll_at at, ll_text json) noexcept {
    return guarded(handle, [&](Call& call) { return call.write_json(at, json); });
}
ll_status copy(ll_call* handle, ll_at from, ll_at to) noexcept {
    return guarded(handle, [&](Call& call) { return call.copy(from, to); });
}
ll_status append(ll_call* handle, ll_at at, uint64_t* out_index) noexcept {
    return answered(handle, out_index, [&](Call& call) { return call.append(at, out_index); });
}
ll_status erase(ll_call* handle, ll_at at) noexcept {
    return guarded(handle, [&](Call& call) { return call.erase(at); });
}

ll_status emit(ll_call* handle, ll_text type, ll_text source_key, ll_text source_time, ll_at body) noexcept {
    return guarded(handle, [&](Call& call) { return call.emit(type, source_key, source_time, body); });
}
ll_status lookup(ll_call* handle, ll_text table, ll_text key, ll_at into) noexcept {
    return guarded(handle, [&](Call& call) { return call.lookup(table, key, into); });
}
ll_status http(ll_call* handle, ll_at request, ll_at response) noexcept {
    return guarded(handle, [&](Call& call) { return call.http(request, response); });
}
void explain(ll_call* handle, ll_text code, ll_text message, ll_at where, ll_at facts) noexcept {
    guarded(handle, [&](Call& call) {
        call.explain(code, message, where, facts);
        return LL_OK;
    });
}
void log(ll_call* handle, int32_t level, ll_text message) noexcept {
    guarded(handle, [&](Call& call) {
        call.log(level, message);
        return LL_OK;
    });
}
int64_t now_ms(ll_call* handle) noexcept {
    int64_t result = 0;
    guarded(handle, [&](Call& call) {
        result = call.now_ms();
        return LL_OK;
    });
    return result;
}
int32_t stopping(ll_call* handle) noexcept {
    int32_t result = 1; // a call that ended has nothing more to do
    guarded(handle, [&](Call& call) {
        result = call.stopping();
        return LL_OK;
    });
    return result;
}
ll_text last_error(ll_call* handle) noexcept {
    constexpr std::string_view finished = "this call has ended, or it belongs to another thread";
    ll_text result{finished.data(), finished.size()};
    guarded(handle, [&](Call& call) {
        result = call.last_error();
        return LL_OK;
    });
    return result;
}
ll_status authenticate(ll_call* handle, ll_text method, ll_text secret, ll_text content, ll_text proof) noexcept {
    return guarded(handle, [&](Call& call) { return call.authenticate(method, secret, content, proof); });
}

} // namespace

const ll_host& host_table() {
    static constexpr ll_host table = {
        sizeof(ll_host), LL_ABI_MINOR, path,         child,      each,       kind, count,  key,   read_text, read_int, read_bool, read_json, write_text,
        write_int,       write_bool,   write_number, write_null, write_json, copy, append, erase, emit,      lookup,   http,      explain,   log,
        now_ms,          stopping,     last_error,   authenticate};
    return table;
}

} // namespace ledgerline::plugin
