#include "store/request.hpp"

#include <charconv>

namespace ledgerline::sandbox::store {

namespace {

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Splits at a character; empty pieces are kept.
std::vector<std::string_view> pieces(std::string_view text, char at) {
    std::vector<std::string_view> out;
    for (std::size_t from = 0;;) {
        const std::size_t end = text.find(at, from);
        out.push_back(text.substr(from, end == std::string_view::npos ? end : end - from));
        if (end == std::string_view::npos) return out;
        from = end + 1;
    }
}

} // namespace

std::string percent_decoded(std::string_view text, bool plus_is_blank) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
            out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' && plus_is_blank ? ' ' : text[i];
        }
    }
    return out;
}

Call read_call(const base::HttpRequest& request) {
    Call call;
    call.method = request.method;
    call.headers = &request.headers;
    call.body = request.body;
    std::string_view target = request.target;
    target = target.substr(0, target.find('#'));
    const std::size_t question = target.find('?');
    if (question != std::string_view::npos) {
        for (std::string_view pair : pieces(target.substr(question + 1), '&')) {
            if (pair.empty()) continue;
            const std::size_t equals = pair.find('=');
            call.query.emplace_back(percent_decoded(pair.substr(0, equals), true),
                                    equals == std::string_view::npos ? "" : percent_decoded(pair.substr(equals + 1), true));
        }
        target = target.substr(0, question);
    }
    std::vector<std::string> path;
    for (std::string_view piece : pieces(target, '/'))
        if (!piece.empty()) path.push_back(percent_decoded(piece, false));
    if (path.size() < 3 || path[0] != "stores") return call;
    call.store_hash = path[1];
    call.version = path[2] == "v2" ? 2 : path[2] == "v3" ? 3 : 0;
    call.path.assign(path.begin() + 3, path.end());
    // v2 also takes "/orders.json".
    if (call.version == 2 && !call.path.empty() && call.path.back().ends_with(".json"))
        call.path.back().resize(call.path.back().size() - 5);
    return call;
}

std::optional<std::string> Call::parameter(std::string_view name) const {
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return std::nullopt;
}

void refuse_unknown_parameters(const Call& call, std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : call.query) {
        bool is_known = false;
        for (std::string_view name : known) is_known = is_known || key == name;
        if (!is_known) throw Refused(400, "The field '" + key + "' is not supported by this resource.");
    }
}

void require_method(const Call& call, std::initializer_list<std::string_view> allowed) {
    for (std::string_view method : allowed)
        if (call.method == method) return;
    throw Refused(405, "Method not allowed.");
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return out;
}

std::optional<std::int64_t> number_parameter(const Call& call, std::string_view name) {
    const auto text = call.parameter(name);
    if (!text) return std::nullopt;
    const auto number = whole_number(*text);
    if (!number) throw Refused(400, "The field '" + std::string(name) + "' is invalid.");
    return number;
}

} // namespace ledgerline::sandbox::store
