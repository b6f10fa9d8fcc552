// One HTTP exchange, as the engine sees it. The network itself is behind Transport: Poco in the engine, the sandbox in
// the simulation.
#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace ledgerline::base {

using Headers = std::vector<std::pair<std::string, std::string>>; // in order, repeated names allowed

struct HttpRequest {
    std::string method = "GET";
    std::string target; // path and query, percent-encoded, from the root of the host: "/stores/x/v2/orders?page=1"
    Headers headers;
    std::string body;
};

struct HttpResponse {
    int status = 0;
    Headers headers;
    std::string body;
};

// Name without case; "" if absent.
std::string header(const Headers& headers, std::string_view name);

// What became of a request. Only `not_sent` promises that the remote did nothing.
enum class Reach { answered, not_sent, no_answer };

struct Exchange {
    Reach reach = Reach::not_sent;
    HttpResponse response; // when answered
    std::string error;     // otherwise: plain words, no secrets
};

struct TlsSettings {
    bool verify = true;                // false only by a loud setting
    std::string ca_file;               // "" = the system's authorities
    std::string fingerprint_sha256;    // pinned certificate, lower-case hex without colons; "" = none
};

struct Endpoint {
    std::string scheme = "https"; // http or https
    std::string host;
    int port = 443;
    std::string base_path;        // "/stores/abc" or "/b1s/v2"; no slash at the end
    TlsSettings tls;
    Millis timeout_ms = 60'000;
    std::size_t response_bytes_max = std::size_t{64} * 1024 * 1024;
};

// Thread-safe: several threads may send at once.
class Transport {
public:
    virtual ~Transport() = default;
    virtual Exchange send(const Endpoint& endpoint, const HttpRequest& request) = 0;
};

} // namespace ledgerline::base
