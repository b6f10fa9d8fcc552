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
constexpr std::size_t response_bytes_max = std::size_t{32} * 1024 * 1024; // SAP tells its documents whole, with some ten thousand bytes for each line

// "AA:BB:..." as people copy it from a browser, or plain hex.
std::string fingerprint_of(const std::string& given) {
    std::string hex;
    for (const char c : given) {
        if (c == ':' || c == ' ') continue;
        hex += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    const bool fits = std::all_of(hex.begin(), hex.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (!fits || hex.size() != 64)
        throw std::invalid_argument(fmt::format("\"{}\" is not a SHA-256 fingerprint (write its 64 hexadecimal digits, with or without colons)", given));
    return hex;
}

base::Millis timeout_of(base::Millis given) {
    if (given >= 1 && given <= timeout_max_ms) return given;
    throw std::invalid_argument(fmt::format("{} milliseconds are not above zero and at most 10 minutes (write 60s)", given));
}

// Reads every field; what one of them refuses goes to `problem_found`.
template <class ProblemFound>
base::Endpoint read(const Value& connection, ProblemFound problem_found) {
    base::Endpoint endpoint;
    const auto field = [&](const char* name, auto reader) {
        try {
            reader();
        } catch (const std::invalid_argument& problem) {
            problem_found(FieldProblem{name, problem.what()});
        }
    };
    field("url", [&] { endpoint = base::parse_endpoint(connection["url"].text_or("")); });
    field("fingerprint", [&] {
        if (const auto given = connection["fingerprint"].text_or(""); !given.empty()) endpoint.tls.fingerprint_sha256 = fingerprint_of(given);
    });
    field("timeout", [&] { endpoint.timeout_ms = timeout_of(connection["timeout"].int_or(endpoint.timeout_ms)); });
    endpoint.tls.ca_file = connection["ca_file"].text_or("");
    endpoint.tls.verify = connection["verify"].bool_or(true);
    endpoint.response_bytes_max = response_bytes_max;
    return endpoint;
}

} // namespace

base::Endpoint endpoint_of(const Value& connection) {
    return read(connection, [](const FieldProblem& problem) { throw std::invalid_argument(fmt::format("connection field \"{}\": {}", problem.field, problem.what)); });
}

std::vector<FieldProblem> endpoint_problems(const Value& connection) {
    std::vector<FieldProblem> problems;
    read(connection, [&](FieldProblem problem) { problems.push_back(std::move(problem)); });
    return problems;
}

} // namespace ledgerline::plugin
