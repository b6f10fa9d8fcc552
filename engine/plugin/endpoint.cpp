// Where a connection leads, from its checked fields.
#include "plugin/http_service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace ledgerline::plugin {

namespace {

using message::Value;

constexpr base::Millis timeout_max_ms = 10 * 60 * 1000;
// The document that an answer becomes has this limit as well.
constexpr std::size_t response_bytes_max = std::size_t{8} * 1024 * 1024;

[[noreturn]] void refuse(std::string_view field, std::string_view value, std::string_view why) {
    throw std::invalid_argument(fmt::format("connection field \"{}\": \"{}\" {}", field, value, why));
}

bool is_host_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

int port_of(std::string_view digits, std::string_view url) {
    int port = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (failed != std::errc() || end != digits.data() + digits.size() || port < 1 || port > 65535) refuse("url", url, "has a port that is no number from 1 to 65535");
    return port;
}

// scheme://host[:port][/path]
void read_url(const std::string& url, base::Endpoint& endpoint) {
    std::string_view rest = url;
    const auto takes = [&](std::string_view prefix) {
        if (rest.substr(0, prefix.size()) != prefix) return false;
        rest.remove_prefix(prefix.size());
        return true;
    };
    if (takes("https://")) endpoint.scheme = "https", endpoint.port = 443;
    else if (takes("http://")) endpoint.scheme = "http", endpoint.port = 80;
    else refuse("url", url, "must begin with https:// (or http:// for a test system)");
    if (rest.find('@') != std::string_view::npos) refuse("url", "***", "must not hold a user or a password: they have fields of their own");
    if (rest.find_first_of("?# \t\r\n\\") != std::string_view::npos) refuse("url", url, "must end with the path: no blanks, no \"?\", no \"#\"");

    const auto path_at = std::min(rest.find('/'), rest.size());
    std::string_view authority = rest.substr(0, path_at);
    endpoint.base_path = rest.substr(path_at);
    while (!endpoint.base_path.empty() && endpoint.base_path.back() == '/') endpoint.base_path.pop_back();

    const bool is_ipv6 = !authority.empty() && authority.front() == '[';
    const auto host_end = is_ipv6 ? authority.find(']') : std::min(authority.find(':'), authority.size());
    if (host_end == std::string_view::npos) refuse("url", url, "has a \"[\" without its \"]\"");
    endpoint.host = is_ipv6 ? authority.substr(1, host_end - 1) : authority.substr(0, host_end);
    std::string_view after = authority.substr(is_ipv6 ? host_end + 1 : host_end);
    if (!after.empty() && after.front() != ':') refuse("url", url, "has something between its host and its path that is no port");
    if (!after.empty()) endpoint.port = port_of(after.substr(1), url);
    const bool fits = std::all_of(endpoint.host.begin(), endpoint.host.end(), [&](char c) { return is_host_character(c) || (is_ipv6 && c == ':'); });
    if (endpoint.host.empty() || !fits) refuse("url", url, "has no proper host (write https://b1.example.com:50000/b1s/v2)");
}

// "AA:BB:..." as people copy it from a browser, or plain hex.
std::string fingerprint_of(const std::string& given) {
    std::string hex;
    for (const char c : given) {
        if (c == ':' || c == ' ') continue;
        hex += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    const bool fits = std::all_of(hex.begin(), hex.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (!fits || hex.size() != 64) refuse("fingerprint", given, "is not a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons");
    return hex;
}

} // namespace

base::Endpoint endpoint_of(const Value& connection) {
    base::Endpoint endpoint;
    const auto* url = connection["url"].as_text();
    if (!url || url->empty()) throw std::invalid_argument("connection field \"url\" is missing: it says which system to talk to (write https://b1.example.com:50000/b1s/v2)");
    read_url(*url, endpoint);
    endpoint.tls.ca_file = connection["ca_file"].text_or("");
    if (const auto fingerprint = connection["fingerprint"].text_or(""); !fingerprint.empty()) endpoint.tls.fingerprint_sha256 = fingerprint_of(fingerprint);
    endpoint.tls.verify = connection["verify"].bool_or(true);
    endpoint.timeout_ms = connection["timeout"].int_or(endpoint.timeout_ms);
    if (endpoint.timeout_ms < 1 || endpoint.timeout_ms > timeout_max_ms)
        refuse("timeout", std::to_string(endpoint.timeout_ms) + " ms", "must be above zero and at most 10 minutes");
    endpoint.response_bytes_max = response_bytes_max;
    return endpoint;
}

} // namespace ledgerline::plugin
