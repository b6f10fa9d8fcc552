// A server on a free loopback port that does exactly what a test tells it, down to the byte: for answers that no real server
// would give on purpose. Plain, or TLS with a given certificate.
#pragma once

#include "unit/net/certificate.hpp"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <openssl/ssl.h>

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

// The server's end of one connection.
class Wire {
public:
    Wire(Poco::Net::StreamSocket socket, SSL_CTX* tls);
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    // One request with its body; "" when the client has gone.
    std::string request();
    void answer(const std::string& bytes);
    // "200 OK" with this body, kept open.
    void fine(const std::string& body);
    // Without the goodbye of TLS, and with what was not read thrown away.
    void reset();

private:
    std::size_t read(char* buffer, std::size_t size);

    Poco::Net::StreamSocket socket_;
    SSL* session_ = nullptr;
};

class LoopbackServer {
public:
    // `serve` is called on a thread of its own for every connection, with its number from 1.
    explicit LoopbackServer(std::function<void(Wire&, int connection)> serve, const Certificate* certificate = nullptr);
    ~LoopbackServer();

    int port() const { return port_; }
    int connections() const { return connections_; }
    ledgerline::base::Endpoint endpoint() const;

private:
    void accept_all();

    std::function<void(Wire&, int)> serve_;
    SSL_CTX* tls_ = nullptr;
    Poco::Net::ServerSocket listener_;
    int port_ = 0;
    std::atomic<int> connections_{0};
    std::atomic<bool> stopping_{false};
    std::vector<std::thread> workers_;
    std::vector<Poco::Net::StreamSocket> open_;
    std::mutex lock_;
    std::thread acceptor_;
};
