// HTTP/1.1 over the network.
//
// What became of a request, exactly:
// - not_sent: no connection, no TLS, a certificate that is not trusted, a malformed request. The remote did nothing.
// - answered: a whole answer came, whatever its status. Redirects are answers; nobody follows them.
// - no_answer: everything else once the first byte may have left: a broken connection, the deadline, an answer that is
//   cut, malformed or larger than the endpoint allows. The remote may have done it.
// A kept connection that turns out to be closed before any byte of an answer came is tried once more on a fresh one for
// GET and HEAD; for every other method that is no_answer too.
#pragma once

#include "base/http.hpp"
#include "net/channel_pool.hpp"
#include "net/tls.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>

namespace ledgerline::net {

struct HttpTransportLimits {
    base::Millis idle_ms_max = 4'000; // SAP's Service Layer closes after 5 s; a request must not race that
    std::size_t idle_connections_max = 32;
};

class HttpTransport final : public base::Transport {
public:
    explicit HttpTransport(HttpTransportLimits limits = {});
    ~HttpTransport() override;

    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override;

    std::size_t idle_connections() const { return pool_.size(); }

private:
    struct Attempt;

    Attempt attempt(Channel& channel, const base::Endpoint& endpoint, const base::HttpRequest& request, const std::string& text, const Deadline& deadline);
    std::shared_ptr<TlsContext> tls_context(const base::TlsSettings& settings);

    struct KnownTls {
        std::filesystem::file_time_type written; // of ca_file: a renewed one is read again
        std::shared_ptr<TlsContext> context;
    };

    ChannelPool pool_;
    std::map<std::tuple<bool, std::string, std::string>, KnownTls> tls_;
    std::mutex tls_lock_;
};

} // namespace ledgerline::net
