#include "unit/net/loopback_server.hpp"

#include "net/broken_pipe_guard.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>

#include <sys/socket.h>

Wire::Wire(Poco::Net::StreamSocket socket, SSL_CTX* tls) : socket_(std::move(socket)) {
    if (!tls) return;
    const ledgerline::net::BrokenPipeGuard guard;
    session_ = SSL_new(tls);
    SSL_set_fd(session_, static_cast<int>(socket_.impl()->sockfd()));
    if (SSL_accept(session_) == 1) return;
    SSL_free(session_); // the client did not like us
    session_ = nullptr;
    ::shutdown(socket_.impl()->sockfd(), SHUT_RDWR);
}

Wire::~Wire() {
    const ledgerline::net::BrokenPipeGuard guard;
    if (session_) SSL_shutdown(session_);
    SSL_free(session_);
    if (socket_.impl()->sockfd() != POCO_INVALID_SOCKET) ::shutdown(socket_.impl()->sockfd(), SHUT_RDWR);
}

std::size_t Wire::read(char* buffer, std::size_t size) {
    const ledgerline::net::BrokenPipeGuard guard;
    if (session_) {
        const int got = SSL_read(session_, buffer, static_cast<int>(size));
        return got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    const auto got = ::recv(socket_.impl()->sockfd(), buffer, size, 0);
    return got > 0 ? static_cast<std::size_t>(got) : 0;
}

std::string Wire::request() {
    std::string out;
    char buffer[4096];
    while (true) {
        const auto head_end = out.find("\r\n\r\n");
        if (head_end != std::string::npos) {
            const auto length_at = out.find("Content-Length: ");
            const std::size_t length = length_at < head_end ? std::stoul(out.substr(length_at + 16)) : 0;
            if (out.size() >= head_end + 4 + length) return out;
        }
        const std::size_t got = read(buffer, sizeof buffer);
        if (got == 0) return {};
        out.append(buffer, got);
    }
}

void Wire::answer(const std::string& bytes) {
    const ledgerline::net::BrokenPipeGuard guard;
    if (session_) SSL_write(session_, bytes.data(), static_cast<int>(bytes.size()));
    else ::send(socket_.impl()->sockfd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void Wire::fine(const std::string& body) { answer("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body); }

void Wire::reset() {
    SSL_free(session_);
    session_ = nullptr;
    socket_.setLinger(true, 0);
    socket_.close();
}

LoopbackServer::LoopbackServer(std::function<void(Wire&, int)> serve, const Certificate* certificate)
    : serve_(std::move(serve)), listener_(Poco::Net::SocketAddress("127.0.0.1", 0)), port_(listener_.address().port()) {
    if (certificate) {
        tls_ = SSL_CTX_new(TLS_server_method());
        SSL_CTX_use_certificate(tls_, certificate->certificate());
        SSL_CTX_use_PrivateKey(tls_, certificate->key());
    }
    acceptor_ = std::thread([this] { accept_all(); });
}

LoopbackServer::~LoopbackServer() {
    stopping_ = true;
    ::shutdown(listener_.impl()->sockfd(), SHUT_RDWR);
    acceptor_.join();
    {
        const std::scoped_lock hold(lock_);
        for (auto& socket : open_)
            if (socket.impl()->sockfd() != POCO_INVALID_SOCKET) ::shutdown(socket.impl()->sockfd(), SHUT_RDWR);
    }
    for (auto& worker : workers_) worker.join();
    SSL_CTX_free(tls_);
}

void LoopbackServer::accept_all() {
    while (!stopping_) {
        try {
            Poco::Net::StreamSocket socket = listener_.acceptConnection();
            const std::scoped_lock hold(lock_);
            open_.push_back(socket);
            const int number = ++connections_;
            workers_.emplace_back([this, socket, number] {
                Wire wire(socket, tls_);
                serve_(wire, number);
            });
        } catch (const Poco::Exception&) {
            return; // the listener was shut down
        }
    }
}

ledgerline::base::Endpoint LoopbackServer::endpoint() const {
    ledgerline::base::Endpoint endpoint;
    endpoint.scheme = tls_ ? "https" : "http";
    endpoint.host = "127.0.0.1";
    endpoint.port = port_;
    endpoint.timeout_ms = 10'000;
    return endpoint;
}
