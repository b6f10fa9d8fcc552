// Where a connection leads, from its checked fields.
#include "plugin/http_service.hpp"

#include "base/url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace ledgerline::plugin {

namespace {

using message::Value;

constexpr base::Millis timeout_max_ms = 10 * 60 * 1000;
// The document that an answer becomes has this limit as well.
constexpr std::size_t response_bytes_max = std::size_t{8} * 1024 * 1024;

// "AA:BB:..." as people copy it from a browser, or plain hex.
std::string fingerprint_of(const std::string& given) {
    std::string hex;
    for (const char c : given) {
        if (c == ':' || c == ' ') continue;
        hex += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    const bool fits = std::all_of(hex.begin(), hex.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (!fits || hex.size() != 64)
        throw std::invalid_argument(fmt::format("connection field \"fingerprint\": \"{}\" is not a SHA-256 fingerprint (64 hexadecimal digits, with or without colons)", given));
    return hex;
}

} // namespace

base::Endpoint endpoint_of(const Value& connection) {
    base::Endpoint endpoint;
    try {
        endpoint = base::parse_endpoint(connection["url"].text_or(""));
    } catch (const std::invalid_argument& error) {
        throw std::invalid_argument(fmt::format("connection field \"url\": {}", error.what()));
    }
    endpoint.tls.ca_file = connection["ca_file"].text_or("");
    if (const auto fingerprint = connection["fingerprint"].text_or(""); !fingerprint.empty()) endpoint.tls.fingerprint_sha256 = fingerprint_of(fingerprint);
    endpoint.tls.verify = connection["verify"].bool_or(true);
    endpoint.timeout_ms = connection["timeout"].int_or(endpoint.timeout_ms);
    if (endpoint.timeout_ms < 1 || endpoint.timeout_ms > timeout_max_ms)
        throw std::invalid_argument(fmt::format("connection field \"timeout\": {} milliseconds are not above zero and at most 10 minutes (write 60s)", endpoint.timeout_ms));
    endpoint.response_bytes_max = response_bytes_max;
    return endpoint;
}

} // namespace ledgerline::plugin
