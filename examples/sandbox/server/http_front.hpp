// A loopback HTTP or HTTPS server in front of a function that answers requests.
#pragma once

#include "base/http.hpp"
#include "server/stop_signal.hpp"

#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/ThreadPool.h>

#include <cstddef>
#include <functional>
#include <string>

namespace ledgerline::sandbox::server {

struct Reply {
    base::HttpResponse response;
    base::Millis delay_ms = 0;
    bool dropped = false; // close the connection without an answer
};

using Answer = std::function<Reply(const base::HttpRequest&)>;

struct FrontSettings {
    int port = 0;                       // 0 = a free one
    Poco::Net::Context::Ptr tls;        // null = plain HTTP
    int keep_alive_seconds = 30;
    int keep_alive_requests = 0;        // 0 = no limit
    bool gzip = false;                  // for clients that accept it
    std::size_t request_bytes_max = std::size_t{64} * 1024 * 1024;
};

class HttpFront {
public:
    // Listens from now on, on 127.0.0.1 only. `stop` is borrowed.
    HttpFront(const FrontSettings& settings, Answer answer, StopSignal& stop);
    ~HttpFront();
    HttpFront(const HttpFront&) = delete;
    HttpFront& operator=(const HttpFront&) = delete;

    int port() const { return server_.port(); }

private:
    Poco::ThreadPool threads_;
    Poco::Net::HTTPServer server_;
};

} // namespace ledgerline::sandbox::server
