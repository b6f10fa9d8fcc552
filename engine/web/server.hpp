// The engine's own HTTP server: hands requests to routes, and lets nobody take more than a share of it. Every connection carries one
// request and is closed when its time is over, however slowly it comes; what is too large is refused before it is read.
//
// Routes are called on the server's threads, several at a time.
#pragma once

#include "base/http.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ledgerline::web {

struct Listening {
    std::string host = "127.0.0.1";
    int port = 0;                              // 0 = a free one
    std::string certificate_file, key_file;    // PEM; "" = plain HTTP
    std::int64_t connections = 32;             // at the same time; as many more wait, others are closed
    base::Millis request_ms = 10'000;          // for a request with its answer; then the connection is cut
    std::size_t header_bytes_max = 16 * 1024;
};

struct Route {
    std::string method; // GET also answers HEAD
    std::string path;   // "/livez", or with a slash at its end "/hooks/": one more part follows
    std::size_t body_bytes_max = 0;
    // `rest`: that part. An exception becomes a 500 without a text.
    std::function<base::HttpResponse(const base::HttpRequest& request, const std::string& rest)> answer;
};

class Server {
public:
    // Listens from now on. Throws std::runtime_error in plain words: the address is taken or not ours, certificate or key cannot be used.
    Server(const Listening& listening, std::vector<Route> routes);
    ~Server(); // what is being answered is finished first, within its time
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    int port() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace ledgerline::web
