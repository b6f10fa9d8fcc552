#include "net/request_text.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace ledgerline::net {

namespace {

bool is_token(std::string_view text) {
    constexpr std::string_view signs = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || signs.find(c) != std::string_view::npos;
    });
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

bool is_ours(std::string_view name) {
    constexpr std::array<std::string_view, 7> ours{"Host", "Content-Length", "Connection", "Transfer-Encoding", "Expect", "Upgrade", "TE"};
    return std::any_of(ours.begin(), ours.end(), [&](std::string_view own) { return same_name(own, name); });
}

void check(const base::HttpRequest& request) {
    if (!is_token(request.method)) throw std::invalid_argument("the method of the request is malformed");
    if (request.target.empty() || request.target.front() != '/') throw std::invalid_argument("the target of the request must begin with \"/\"");
    for (const char c : request.target)
        if (is_control(c) || c == ' ' || static_cast<unsigned char>(c) >= 0x80) throw std::invalid_argument("the target of the request has a character that must be percent-encoded");
    for (const auto& [name, value] : request.headers) {
        if (!is_token(name)) throw std::invalid_argument("the name of a header is malformed");
        if (is_ours(name)) throw std::invalid_argument("the header " + name + " is set by the transport and must not be given");
        for (const char c : value)
            if (is_control(c) && c != '\t') throw std::invalid_argument("the header " + name + " has a control character");
    }
}

std::string host_of(const base::Endpoint& endpoint) {
    std::string out = endpoint.host.find(':') == std::string::npos ? endpoint.host : "[" + endpoint.host + "]";
    const int usual = endpoint.scheme == "https" ? 443 : 80;
    if (endpoint.port != usual) out += ":" + std::to_string(endpoint.port);
    return out;
}

bool has(const base::Headers& headers, std::string_view name) {
    return std::any_of(headers.begin(), headers.end(), [&](const auto& header) { return same_name(header.first, name); });
}

} // namespace

std::string request_text(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    check(request);
    std::string out;
    out.reserve(512 + request.target.size() + request.body.size());
    out += request.method + " " + request.target + " HTTP/1.1\r\nHost: " + host_of(endpoint) + "\r\nConnection: keep-alive\r\n";
    for (const auto& [name, value] : request.headers) out += name + ": " + value + "\r\n";
    if (!has(request.headers, "Accept-Encoding")) out += "Accept-Encoding: gzip\r\n";
    if (!has(request.headers, "User-Agent")) out += "User-Agent: Ledgerline\r\n";
    const bool expects_body = request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    if (expects_body || !request.body.empty()) out += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    out += "\r\n";
    out += request.body;
    return out;
}

} // namespace ledgerline::net
