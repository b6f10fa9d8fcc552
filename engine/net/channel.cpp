#include "net/channel.hpp"

#include "net/broken_pipe_guard.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace ledgerline::net {

namespace {

Poco::Timespan timespan(base::Millis ms) { return Poco::Timespan(ms * 1000); }

std::string words(const Poco::Exception& error) {
    const std::string text = error.displayText();
    return text.empty() ? error.name() : text;
}

// An address stays as it is: DNS::resolve would look up the name that belongs to it, and fail where it has none.
Poco::Net::HostEntry::AddressList addresses_of(const std::string& host) {
    Poco::Net::IPAddress address;
    if (Poco::Net::IPAddress::tryParse(host, address)) return {address};
    return Poco::Net::DNS::hostByName(host).addresses();
}

std::string words(int error_number) { return std::strerror(error_number); }

} // namespace

Channel::Channel(const base::Endpoint& endpoint, TlsContext* tls, const Deadline& deadline)
    : name_(endpoint.host + ":" + std::to_string(endpoint.port)) {
    connect(endpoint, deadline);
    if (tls) shake_hands(endpoint, *tls, deadline);
}

Channel::~Channel() {
    if (!session_) return;
    // A word of goodbye, without waiting for the answer.
    const BrokenPipeGuard guard;
    ERR_clear_error();
    if (SSL_is_init_finished(session_.get())) SSL_shutdown(session_.get());
    ERR_clear_error();
}

void Channel::connect(const base::Endpoint& endpoint, const Deadline& deadline) {
    std::string why = "it has no address";
    try {
        for (const auto& address : addresses_of(endpoint.host)) {
            if (deadline.is_over()) break;
            try {
                socket_ = Poco::Net::StreamSocket();
                socket_.connect(Poco::Net::SocketAddress(address, static_cast<Poco::UInt16>(endpoint.port)), timespan(deadline.left_ms()));
                socket_.setBlocking(false);
                socket_.setNoDelay(true);
                return;
            } catch (const Poco::TimeoutException&) {
                why = "no answer in time";
            } catch (const Poco::Exception& error) {
                why = words(error);
            }
        }
    } catch (const Poco::Exception& error) {
        why = "its name cannot be resolved (" + words(error) + ")";
    }
    throw ChannelError("cannot connect to " + name_ + ": " + why);
}

void Channel::shake_hands(const base::Endpoint& endpoint, TlsContext& tls, const Deadline& deadline) {
    const BrokenPipeGuard guard;
    std::string why;
    try {
        session_ = tls.session(endpoint.host, state_);
        SSL_set_fd(session_.get(), static_cast<int>(socket_.impl()->sockfd()));
        while (true) {
            ERR_clear_error();
            const int result = SSL_connect(session_.get());
            if (result == 1) break;
            if (!tls_may_go_on(result, deadline)) throw ChannelError("the remote closed the connection");
        }
    } catch (const std::runtime_error& error) {
        why = error.what();
    }
    if (!state_.refusal.empty())
        throw ChannelError("the certificate of " + name_ + " is not trusted: " + state_.refusal + " (its SHA-256 fingerprint is " + state_.fingerprint +
                           "; if it is the right one, name its authority in ca_file or pin the fingerprint)");
    if (!why.empty()) throw ChannelError("no TLS connection to " + name_ + ": " + why);
    if (const std::string refusal = tls.refusal(session_); !refusal.empty()) throw ChannelError("the certificate of " + name_ + " is not trusted: " + refusal);
}

void Channel::wait(int mode, const Deadline& deadline) {
    try {
        if (!deadline.is_over() && socket_.poll(timespan(deadline.left_ms()), mode)) return;
    } catch (const Poco::Exception& error) {
        throw ChannelError("the connection broke: " + words(error));
    }
    throw ChannelError("no answer in time");
}

bool Channel::tls_may_go_on(int result, const Deadline& deadline) {
    const int error_number = errno;
    switch (SSL_get_error(session_.get(), result)) {
    case SSL_ERROR_WANT_READ: wait(Poco::Net::Socket::SELECT_READ, deadline); return true;
    case SSL_ERROR_WANT_WRITE: wait(Poco::Net::Socket::SELECT_WRITE, deadline); return true;
    case SSL_ERROR_ZERO_RETURN: return false;
    case SSL_ERROR_SYSCALL: throw ChannelError("the connection broke: " + (error_number != 0 ? words(error_number) : "the remote closed it"));
    default: {
        const std::string why = tls_error_text();
        throw ChannelError("TLS failed: " + (why.empty() ? "no reason given" : why));
    }
    }
}

void Channel::send(std::string_view bytes, const Deadline& deadline) {
    const BrokenPipeGuard guard;
    while (!bytes.empty()) {
        const int part = static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20));
        if (session_) {
            ERR_clear_error();
            errno = 0;
            const int sent = SSL_write(session_.get(), bytes.data(), part);
            if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
            else if (!tls_may_go_on(sent, deadline)) throw ChannelError("the remote closed the connection");
            continue;
        }
        const auto sent = ::send(socket_.impl()->sockfd(), bytes.data(), static_cast<std::size_t>(part), MSG_NOSIGNAL);
        if (sent >= 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
        else if (errno == EAGAIN || errno == EWOULDBLOCK) wait(Poco::Net::Socket::SELECT_WRITE, deadline);
        else if (errno != EINTR) throw ChannelError("the connection broke: " + words(errno));
    }
}

std::size_t Channel::receive(char* buffer, std::size_t size, const Deadline& deadline) {
    const BrokenPipeGuard guard; // TLS may write while it reads
    const int part = static_cast<int>(std::min<std::size_t>(size, 1 << 20));
    while (true) {
        if (session_) {
            ERR_clear_error();
            errno = 0;
            const int got = SSL_read(session_.get(), buffer, part);
            if (got > 0) return static_cast<std::size_t>(got);
            if (!tls_may_go_on(got, deadline)) return 0;
            continue;
        }
        const auto got = ::recv(socket_.impl()->sockfd(), buffer, static_cast<std::size_t>(part), 0);
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno == EAGAIN || errno == EWOULDBLOCK) wait(Poco::Net::Socket::SELECT_READ, deadline);
        else if (errno != EINTR) throw ChannelError("the connection broke: " + words(errno));
    }
}

bool Channel::is_quiet() {
    try {
        if (!session_) return !socket_.poll(Poco::Timespan(0), Poco::Net::Socket::SELECT_READ);
        // After a TLS 1.3 handshake the remote may have sent tickets; they are read here and mean nothing. Nothing else may come.
        const BrokenPipeGuard guard;
        ERR_clear_error();
        char byte = 0;
        const int got = SSL_peek(session_.get(), &byte, 1);
        const bool quiet = got <= 0 && SSL_get_error(session_.get(), got) == SSL_ERROR_WANT_READ;
        ERR_clear_error();
        return quiet;
    } catch (const Poco::Exception&) {
        return false;
    }
}

} // namespace ledgerline::net
