#include "base/url.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace ledgerline::base {

namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_unreserved(char c) { return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

[[noreturn]] void refuse(const std::string& why) { throw std::invalid_argument(why); }

// "host", "host:port", "[::1]:port"
void read_authority(std::string_view authority, Endpoint& endpoint) {
    const bool bracketed = !authority.empty() && authority.front() == '[';
    const std::size_t host_end = bracketed ? authority.find(']') : std::min(authority.find(':'), authority.size());
    if (host_end == std::string_view::npos) refuse("the URL's host has a \"[\" without a \"]\"");
    const std::string_view host = bracketed ? authority.substr(1, host_end - 1) : authority.substr(0, host_end);
    const std::string_view port = authority.substr(bracketed ? host_end + 1 : host_end);
    if (host.empty()) refuse("the URL has no host");
    const bool fits = std::all_of(host.begin(), host.end(), [&](char c) {
        return bracketed ? hex_digit(c) >= 0 || c == ':' || c == '.' : is_letter_or_digit(c) || c == '-' || c == '.' || c == '_';
    });
    if (!fits) refuse("the URL's host has a character that no host name has");
    endpoint.host = host;
    if (port.empty()) return;
    const char* end = port.data() + port.size();
    int number = 0;
    const auto [stopped, error] = std::from_chars(port.data() + 1, end, number);
    if (port.front() != ':' || error != std::errc() || stopped != end || number < 1 || number > 65535)
        refuse("the URL's port is not a number from 1 to 65535");
    endpoint.port = number;
}

} // namespace

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size() + 16);
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
        } else {
            out += '%';
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 15];
        }
    }
    return out;
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            out += text[at];
            continue;
        }
        if (at + 2 >= text.size()) return std::nullopt;
        const int high = hex_digit(text[at + 1]);
        const int low = hex_digit(text[at + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        at += 2;
    }
    return out;
}

std::string build_query(const Query& query) {
    std::string out;
    for (const auto& [name, value] : query) {
        if (!out.empty()) out += '&';
        out += percent_encode(name) + '=' + percent_encode(value);
    }
    return out;
}

std::optional<Query> parse_query(std::string_view text) {
    Query query;
    const auto decoded = [](std::string_view part) {
        std::string blanks(part);
        std::replace(blanks.begin(), blanks.end(), '+', ' ');
        return percent_decode(blanks);
    };
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (part.empty()) continue;
        const std::size_t equals = std::min(part.find('='), part.size());
        const auto name = decoded(part.substr(0, equals));
        const auto value = decoded(part.substr(std::min(equals + 1, part.size())));
        if (!name || !value) return std::nullopt;
        query.emplace_back(*name, *value);
    }
    return query;
}

Endpoint parse_endpoint(std::string_view url) {
    Endpoint endpoint;
    const auto scheme_end = url.find("://");
    const std::string_view scheme = url.substr(0, scheme_end == std::string_view::npos ? 0 : scheme_end);
    if (scheme != "http" && scheme != "https") refuse("the URL must begin with https:// (or http://)");
    if (url.find_first_of("?#") != std::string_view::npos) refuse("the URL must not have a query or a fragment");
    for (const char c : url)
        if (static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7F || c == '\\') refuse("the URL has a blank, a backslash or a character outside of ASCII");
    endpoint.scheme = scheme;
    endpoint.port = scheme == "https" ? 443 : 80;
    const std::string_view rest = url.substr(scheme_end + 3);
    const std::size_t path_at = std::min(rest.find('/'), rest.size());
    if (rest.substr(0, path_at).find('@') != std::string_view::npos) refuse("the URL must not have a user or a password; they have settings of their own");
    read_authority(rest.substr(0, path_at), endpoint);
    endpoint.base_path = rest.substr(path_at);
    while (!endpoint.base_path.empty() && endpoint.base_path.back() == '/') endpoint.base_path.pop_back();
    if (!percent_decode(endpoint.base_path)) refuse("the URL's path has a \"%\" without two hexadecimal digits");
    return endpoint;
}

} // namespace ledgerline::base
