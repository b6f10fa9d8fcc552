#include "store/raw_json.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace ledgerline::sandbox::store {

namespace {

[[noreturn]] void refuse(const char* expected, std::size_t at) {
    throw std::invalid_argument(std::string("not JSON: expected ") + expected + " at byte " + std::to_string(at));
}

void skip_blanks(std::string_view text, std::size_t& at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) ++at;
}

// To behind the closing quote: the first quote with an even number of backslashes before it.
void skip_string(std::string_view text, std::size_t& at) {
    for (std::size_t from = at + 1; from < text.size();) {
        const void* found = std::memchr(text.data() + from, '"', text.size() - from);
        if (!found) break;
        const auto quote = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
        std::size_t backslashes = 0;
        while (text[quote - backslashes - 1] == '\\') ++backslashes;
        from = quote + 1;
        if (backslashes % 2 == 0) { at = from; return; }
    }
    refuse("the end of a string", text.size());
}

// One value of any kind; brackets are counted, not matched by kind.
void skip_value(std::string_view text, std::size_t& at) {
    std::size_t depth = 0;
    const std::size_t start = at;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') { skip_string(text, at); }
        else if (c == '{' || c == '[') { ++depth; ++at; }
        else if (c == '}' || c == ']') {
            if (depth == 0) break;
            --depth;
            ++at;
        }
        else if (depth == 0 && (c == ',' || c == ' ' || c == '\n' || c == '\r' || c == '\t')) break;
        else { ++at; continue; }
        if (depth == 0) break;
    }
    if (depth != 0 || at == start) refuse("a whole value", at);
}

} // namespace

std::optional<std::string_view> member_text(std::string_view object, std::string_view name) {
    std::size_t at = 0;
    skip_blanks(object, at);
    if (at == object.size() || object[at] != '{') refuse("'{'", at);
    ++at;
    for (;;) {
        skip_blanks(object, at);
        if (at < object.size() && object[at] == '}') return std::nullopt;
        if (at == object.size() || object[at] != '"') refuse("a member name", at);
        const std::size_t name_at = at;
        skip_string(object, at);
        const bool found = object.substr(name_at + 1, at - name_at - 2) == name;
        skip_blanks(object, at);
        if (at == object.size() || object[at] != ':') refuse("':'", at);
        ++at;
        skip_blanks(object, at);
        const std::size_t value_at = at;
        skip_value(object, at);
        if (found) return object.substr(value_at, at - value_at);
        skip_blanks(object, at);
        if (at < object.size() && object[at] == ',') ++at;
    }
}

std::vector<std::string_view> elements(std::string_view array) {
    std::vector<std::string_view> out;
    std::size_t at = 0;
    skip_blanks(array, at);
    if (at == array.size() || array[at] != '[') refuse("'['", at);
    ++at;
    for (;;) {
        skip_blanks(array, at);
        if (at == array.size()) refuse("']'", at);
        if (array[at] == ']') return out;
        const std::size_t value_at = at;
        skip_value(array, at);
        out.push_back(array.substr(value_at, at - value_at));
        skip_blanks(array, at);
        if (at < array.size() && array[at] == ',') ++at;
    }
}

std::string join_array(const std::vector<std::string_view>& parts, std::size_t from, std::size_t count) {
    std::string out = "[";
    const std::size_t end = std::min(parts.size(), from + std::min(count, parts.size()));
    for (std::size_t i = std::min(from, parts.size()); i < end; ++i) {
        if (out.size() > 1) out += ',';
        out += parts[i];
    }
    out += ']';
    return out;
}

} // namespace ledgerline::sandbox::store
