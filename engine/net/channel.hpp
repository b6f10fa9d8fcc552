// One connection to a remote, plain or TLS, as bytes. Not thread-safe. An own reader of answers stands on it (and not Poco's
// HTTP session) because the ledger needs to know exactly whether something left: Poco's session sends a request again by
// itself when a kept connection breaks, and takes a cut chunked body for a whole one.
#pragma once

#include "base/http.hpp"
#include "net/deadline.hpp"
#include "net/tls.hpp"

#include <Poco/Net/StreamSocket.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ledgerline::net {

// Plain words, no secrets.
struct ChannelError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Channel {
public:
    // Connects, and for https shakes hands and checks the certificate. Throws ChannelError: then nothing of a request has left.
    Channel(const base::Endpoint& endpoint, TlsContext* tls, const Deadline& deadline);
    ~Channel();
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    // Throws ChannelError.
    void send(std::string_view bytes, const Deadline& deadline);
    // At least one byte into `buffer`; 0 = the remote ended properly. Throws ChannelError.
    std::size_t receive(char* buffer, std::size_t size, const Deadline& deadline);
    // Whether an idle connection is still silent: bytes or an end would mean that it must not be used again.
    bool is_quiet();

private:
    void connect(const base::Endpoint& endpoint, const Deadline& deadline);
    void shake_hands(const base::Endpoint& endpoint, TlsContext& tls, const Deadline& deadline);
    // Waits until a TLS operation that answered `result` can go on; false: the remote ended properly.
    bool tls_may_go_on(int result, const Deadline& deadline);
    void wait(int mode, const Deadline& deadline);

    Poco::Net::StreamSocket socket_;
    TlsState state_;
    TlsSession session_;
    std::string name_; // host:port
};

} // namespace ledgerline::net
