#include "fake_host.hpp"

#include "ledgerline/text.hpp"

namespace fake {
namespace {

using ledgerline::from_host;
using ledgerline::to_host;

// Paths by number: each step as the contract writes it, "*" for each.
std::vector<std::vector<std::string>>& paths() {
    static std::vector<std::vector<std::string>> known{{}};
    return known;
}

ll_path number_of(const std::vector<std::string>& steps) {
    for (std::size_t i = 0; i < paths().size(); ++i)
        if (paths()[i] == steps) return static_cast<ll_path>(i);
    paths().push_back(steps);
    return static_cast<ll_path>(paths().size() - 1);
}

std::string pattern_of(ll_path path) {
    std::string out;
    for (const std::string& step : paths()[path]) out += "/" + step;
    return out;
}

std::string escaped(std::string_view name) {
    std::string out;
    for (const char c : name) out += c == '~' ? "~0" : c == '/' ? "~1" : c == '*' ? "~2" : std::string(1, c);
    return out;
}
std::string plain(const std::string& step) {
    std::string out;
    for (std::size_t i = 0; i < step.size(); ++i) {
        if (step[i] != '~') out += step[i];
        else out += step[++i] == '0' ? '~' : step[i] == '1' ? '/' : '*';
    }
    return out;
}

ll_path path(ll_text pattern) {
    std::vector<std::string> steps;
    const std::string_view text = from_host(pattern);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('/', at + 1), text.size());
        steps.emplace_back(text.substr(at + 1, end - at - 1));
        at = end;
    }
    return number_of(steps);
}
ll_path child(ll_path parent, ll_text name) {
    if (parent == LL_NO_PATH || name.size > 1024) return LL_NO_PATH;
    std::vector<std::string> steps = paths()[parent];
    steps.push_back(escaped(from_host(name)));
    return number_of(steps);
}
ll_path each(ll_path parent) {
    if (parent == LL_NO_PATH) return LL_NO_PATH;
    std::vector<std::string> steps = paths()[parent];
    steps.emplace_back("*");
    return number_of(steps);
}

Host& host_of(ll_call* call) { return *reinterpret_cast<Host*>(call); }

ll_status say(Host& host, ll_status status, const std::string& why) {
    host.why = status == LL_OK ? "" : why;
    return status;
}

// Goes to the place; `make` adds missing members on the way.
ll_status walk(Host& host, ll_at at, Tree*& out, bool make = false) {
    if (host.is_finished) return say(host, LL_REFUSED, "this call has ended");
    if (at.path == LL_NO_PATH) return say(host, LL_BAD_PATH, "no path");
    Tree* here = &host.document;
    std::uint32_t star = 0;
    for (const std::string& step : paths()[at.path]) {
        if (step == "*") {
            if (star == at.index_count) return say(host, LL_BAD_PATH, "too few indices");
            const std::uint64_t index = at.index[star++];
            if (here->kind != LL_ARRAY && here->kind != LL_OBJECT) return say(host, LL_WRONG_KIND, "no array is there");
            if (index >= here->parts.size()) return say(host, LL_ABSENT, "past the end");
            here = &here->parts[index];
            continue;
        }
        if (here->kind == LL_NULL && make) here->kind = LL_OBJECT;
        if (here->kind != LL_OBJECT) return say(host, here->kind == LL_NULL ? LL_ABSENT : LL_WRONG_KIND, "no object is there");
        Tree* next = here->find(plain(step));
        if (next == nullptr && !make) return say(host, LL_ABSENT, "nothing is there");
        here = next ? next : &here->member(plain(step));
    }
    if (star != at.index_count) return say(host, LL_BAD_PATH, "too many indices");
    out = here;
    return say(host, LL_OK, "");
}

ll_status check_right(Host& host, ll_at at) {
    if (host.writable.empty() || at.path == LL_NO_PATH) return LL_OK;
    const std::string pattern = pattern_of(at.path);
    if (pattern.rfind("/scratch", 0) == 0) return LL_OK;
    for (const std::string& allowed : host.writable)
        if (pattern.rfind(allowed, 0) == 0) return LL_OK;
    return say(host, LL_REFUSED, "outside the declared paths");
}

ll_status put(ll_call* call, ll_at at, Tree value) {
    Host& host = host_of(call);
    if (const ll_status status = check_right(host, at); status != LL_OK) return status;
    Tree* place = nullptr;
    if (const ll_status status = walk(host, at, place, true); status != LL_OK) return status;
    value.name = place->name;
    *place = std::move(value);
    return LL_OK;
}

ll_text kept(Host& host, std::string text) { return to_host(host.arena.emplace_back(std::move(text))); }

ll_kind kind(ll_call* call, ll_at at) {
    Tree* place = nullptr;
    return walk(host_of(call), at, place) == LL_OK ? place->kind : LL_NOTHING;
}
ll_status count(ll_call* call, ll_at at, std::uint64_t* out) {
    Tree* place = nullptr;
    if (const ll_status status = walk(host_of(call), at, place); status != LL_OK) return status;
    if (place->kind != LL_ARRAY && place->kind != LL_OBJECT) return say(host_of(call), LL_WRONG_KIND, "");
    *out = place->parts.size();
    return LL_OK;
}
ll_status key(ll_call* call, ll_at at, std::uint64_t index, ll_text* out) {
    Tree* place = nullptr;
    if (const ll_status status = walk(host_of(call), at, place); status != LL_OK) return status;
    if (place->kind != LL_OBJECT) return say(host_of(call), LL_WRONG_KIND, "");
    if (index >= place->parts.size()) return say(host_of(call), LL_ABSENT, "past the end");
    *out = kept(host_of(call), place->parts[index].name);
    return LL_OK;
}
ll_status read_text(ll_call* call, ll_at at, ll_text* out) {
    Tree* place = nullptr;
    if (const ll_status status = walk(host_of(call), at, place); status != LL_OK) return status;
    if (place->kind != LL_TEXT && place->kind != LL_INT && place->kind != LL_NUMBER) return say(host_of(call), LL_WRONG_KIND, "");
    *out = kept(host_of(call), place->text);
    return LL_OK;
}
ll_status read_int(ll_call* call, ll_at at, std::int64_t* out) {
    Tree* place = nullptr;
    if (const ll_status status = walk(host_of(call), at, place); status != LL_OK) return status;
    if (place->kind != LL_INT) return say(host_of(call), LL_WRONG_KIND, "");
    *out = std::stoll(place->text);
    return LL_OK;
}
ll_status read_bool(ll_call* call, ll_at at, std::int32_t* out) {
    Tree* place = nullptr;
    if (const ll_status status = walk(host_of(call), at, place); status != LL_OK) return status;
    if (place->kind != LL_BOOL) return say(host_of(call), LL_WRONG_KIND, "");
    *out = place->text == "true" ? 1 : 0;
    return LL_OK;
}
ll_status read_json(ll_call* call, ll_at at, ll_text* out) {
    Tree* place = nullptr;
    if (const ll_status status = walk(host_of(call), at, place); status != LL_OK) return status;
    *out = kept(host_of(call), write(*place));
    return LL_OK;
}

ll_status write_text(ll_call* call, ll_at at, ll_text value) { return put(call, at, Tree::of_text(from_host(value))); }
ll_status write_int(ll_call* call, ll_at at, std::int64_t value) { return put(call, at, Tree::of_number(std::to_string(value))); }
ll_status write_bool(ll_call* call, ll_at at, std::int32_t value) { return put(call, at, {LL_BOOL, value ? "true" : "false", {}, {}}); }
ll_status write_number(ll_call* call, ll_at at, ll_text literal) { return put(call, at, Tree::of_number(from_host(literal))); }
ll_status write_null(ll_call* call, ll_at at) { return put(call, at, {}); }
ll_status write_json(ll_call* call, ll_at at, ll_text json) {
    try {
        return put(call, at, parse(from_host(json)));
    } catch (const std::exception& error) {
        return say(host_of(call), LL_ERROR, error.what());
    }
}
ll_status copy(ll_call* call, ll_at from, ll_at to) {
    Tree* place = nullptr;
    if (const ll_status status = walk(host_of(call), from, place); status != LL_OK) return status;
    return put(call, to, Tree(*place));
}
ll_status append(ll_call* call, ll_at at, std::uint64_t* out) {
    if (const ll_status status = check_right(host_of(call), at); status != LL_OK) return status;
    Tree* place = nullptr;
    if (const ll_status status = walk(host_of(call), at, place, true); status != LL_OK) return status;
    if (place->kind == LL_NULL) place->kind = LL_ARRAY;
    if (place->kind != LL_ARRAY) return say(host_of(call), LL_WRONG_KIND, "no array is there");
    *out = place->parts.size();
    place->parts.push_back(Tree::object());
    return LL_OK;
}
ll_status erase(ll_call* call, ll_at at) {
    if (const ll_status status = check_right(host_of(call), at); status != LL_OK) return status;
    Tree* place = nullptr;
    if (const ll_status status = walk(host_of(call), at, place); status != LL_OK) return status;
    std::vector<std::string> way = paths()[at.path];
    const bool is_each = way.back() == "*";
    way.pop_back();
    Tree* parent = nullptr;
    walk(host_of(call), {number_of(way), at.index_count - (is_each ? 1 : 0), at.index}, parent);
    for (auto part = parent->parts.begin(); part != parent->parts.end(); ++part)
        if (&*part == place) {
            parent->parts.erase(part);
            break;
        }
    return LL_OK;
}

std::string text_at(ll_call* call, ll_at at) {
    Tree* place = nullptr;
    return at.path != LL_NO_PATH && walk(host_of(call), at, place) == LL_OK ? write(*place) : "";
}

ll_status emit(ll_call* call, ll_text type, ll_text key, ll_text time, ll_at body) {
    Host& host = host_of(call);
    Tree* place = nullptr;
    if (const ll_status status = walk(host, body, place); status != LL_OK) return status;
    if (host.schema_problem) {
        if (const std::string problem = host.schema_problem(*place); !problem.empty()) return say(host, LL_ERROR, problem);
    }
    host.emitted.push_back({std::string(from_host(type)), std::string(from_host(key)), std::string(from_host(time)), write(*place)});
    return LL_OK;
}
ll_status lookup(ll_call* call, ll_text table, ll_text key, ll_at into) {
    Host& host = host_of(call);
    const std::string name(from_host(table));
    if (name.rfind("items", 0) != 0) return say(host, LL_REFUSED, "no such table");
    const auto row = host.rows.find(name + "/" + std::string(from_host(key)));
    return row == host.rows.end() ? say(host, LL_ABSENT, "no such key") : put(call, into, row->second);
}
ll_status http(ll_call* call, ll_at request, ll_at response) {
    Host& host = host_of(call);
    if (!host.answer) return say(host, LL_REFUSED, "no requests in this operation");
    Tree* place = nullptr;
    if (const ll_status status = walk(host, request, place); status != LL_OK) return status;
    host.requests.push_back(*place);
    return put(call, response, host.answer(host.requests.back()));
}
void explain(ll_call* call, ll_text code, ll_text message, ll_at where, ll_at facts) {
    std::string place = where.path == LL_NO_PATH ? "" : pattern_of(where.path);
    for (std::uint32_t i = 0; where.path != LL_NO_PATH && i < where.index_count; ++i) place += " " + std::to_string(where.index[i]);
    host_of(call).explained.push_back({std::string(from_host(code)), std::string(from_host(message)), place, text_at(call, facts)});
}
void log(ll_call* call, std::int32_t level, ll_text message) {
    host_of(call).logged.push_back(std::to_string(level) + " " + std::string(from_host(message)));
}
std::int64_t now_ms(ll_call* call) { return host_of(call).now; }
std::int32_t stopping(ll_call* call) { return host_of(call).is_stopping ? 1 : 0; }
ll_text last_error(ll_call* call) { return kept(host_of(call), host_of(call).why); }
// The fake's secrets prove themselves: the proof is the secret, or the method, the secret and the content.
ll_status authenticate(ll_call* call, ll_text method, ll_text secret, ll_text content, ll_text proof) {
    const std::string way(from_host(method)), known(from_host(secret));
    if (way != "equal" && way != "hmac-sha256-base64") return say(host_of(call), LL_REFUSED, "no such method");
    const std::string right = way == "equal" ? known : way + " " + known + " " + std::string(from_host(content));
    return right == from_host(proof) ? LL_OK : say(host_of(call), LL_ABSENT, "the proof does not fit");
}

} // namespace

const ll_host* Host::table() {
    static const ll_host table{sizeof(ll_host), LL_ABI_MINOR, path,       child,       each,         kind,       count,      key,
                               read_text,       read_int,     read_bool,  read_json,   write_text,   write_int,  write_bool, write_number,
                               write_null,      write_json,   copy,       append,      erase,        emit,       lookup,     http,
                               explain,         log,          now_ms,     stopping,    last_error, authenticate};
    return &table;
}

} // namespace fake
