#include "web/server.hpp"

#include "web/router.hpp"
#include "web/time_limit.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerConnection.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>

#include <algorithm>
#include <array>
#include <istream>
#include <optional>
#include <stdexcept>

namespace ledgerline::web {

namespace {

using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

std::size_t header_bytes(const HTTPServerRequest& from) {
    std::size_t bytes = from.getMethod().size() + from.getURI().size();
    for (const auto& [name, value] : from) bytes += name.size() + value.size() + 4;
    return bytes;
}

// False: more than `most`. Then a part of the rest is read all the same, or the caller would find a broken connection instead
// of the answer.
bool read_body(HTTPServerRequest& from, std::size_t most, std::string& body) {
    constexpr std::size_t read_on_max = std::size_t{4} * 1024 * 1024;
    // Poco would read on until the client closes; a request that announces no body has none.
    if (!from.hasContentLength() && !from.getChunkedTransferEncoding()) return true;
    std::array<char, 16'384> buffer{};
    std::istream& in = from.stream();
    std::size_t size = 0;
    while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
        const auto got = static_cast<std::size_t>(in.gcount());
        size += got;
        if (size <= most) body.append(buffer.data(), got);
        else if (size > most + read_on_max) break;
    }
    return size <= most;
}

class Handler final : public Poco::Net::HTTPRequestHandler {
public:
    Handler(const std::vector<Route>& routes, std::size_t header_bytes_max) : routes_(routes), header_bytes_max_(header_bytes_max) {}

    void handleRequest(HTTPServerRequest& from, HTTPServerResponse& to) override {
        base::HttpResponse answer;
        try {
            answer = answer_to(from);
        } catch (const Poco::Exception&) {
            throw; // the connection is gone
        } catch (const std::exception&) {
            answer = plain(500, "");
        }
        to.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answer.status));
        to.setReason(Poco::Net::HTTPResponse::getReasonForStatus(to.getStatus()));
        to.setKeepAlive(false);
        for (const auto& [name, value] : answer.headers) to.add(name, value);
        to.sendBuffer(answer.body.data(), answer.body.size());
    }

private:
    base::HttpResponse answer_to(HTTPServerRequest& from) const {
        if (header_bytes(from) > header_bytes_max_) return plain(431, "the headers are too large\n");
        const Routed routed = route_of(routes_, from.getMethod(), from.getURI());
        if (!routed.route) return routed.refusal;
        // Headers that were cut on their way look as if they ended there: only a length shows that nothing of a body is missing.
        if (from.getMethod() == "POST" && !from.hasContentLength() && !from.getChunkedTransferEncoding()) return plain(411, "the length of the body is needed\n");
        base::HttpRequest request;
        request.method = from.getMethod();
        request.target = from.getURI();
        for (const auto& [name, value] : from) request.headers.emplace_back(name, value);
        if (!read_body(from, routed.route->body_bytes_max, request.body)) return plain(413, "the body is too large\n");
        // A body that ends before its announced length was cut on its way.
        if (from.hasContentLength() && request.body.size() != static_cast<std::size_t>(from.getContentLength64())) return plain(400, "the body is cut\n");
        return routed.route->answer(request, routed.rest);
    }

    const std::vector<Route>& routes_;
    const std::size_t header_bytes_max_;
};

class Handlers final : public Poco::Net::HTTPRequestHandlerFactory {
public:
    Handlers(const std::vector<Route>& routes, std::size_t header_bytes_max) : routes_(routes), header_bytes_max_(header_bytes_max) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override { return new Handler(routes_, header_bytes_max_); } // Poco deletes it

private:
    const std::vector<Route>& routes_;
    const std::size_t header_bytes_max_;
};

class TimedConnection final : public Poco::Net::HTTPServerConnection {
public:
    TimedConnection(const Poco::Net::StreamSocket& socket, Poco::Net::HTTPServerParams::Ptr parameters, Poco::Net::HTTPRequestHandlerFactory::Ptr handlers, TimeLimit& limit) :
        HTTPServerConnection(socket, parameters, handlers), descriptor_(socket.impl()->sockfd()), limit_(limit) {}
    void run() {
        const TimeLimit::Watched watched(limit_, descriptor_);
        HTTPServerConnection::run();
    }

private:
    const int descriptor_;
    TimeLimit& limit_;
};

class Connections final : public Poco::Net::TCPServerConnectionFactory {
public:
    Connections(Poco::Net::HTTPServerParams::Ptr parameters, Poco::Net::HTTPRequestHandlerFactory::Ptr handlers, TimeLimit& limit) :
        parameters_(parameters), handlers_(handlers), limit_(limit) {}
    Poco::Net::TCPServerConnection* createConnection(const Poco::Net::StreamSocket& socket) override { return new TimedConnection(socket, parameters_, handlers_, limit_); }

private:
    Poco::Net::HTTPServerParams::Ptr parameters_;
    Poco::Net::HTTPRequestHandlerFactory::Ptr handlers_;
    TimeLimit& limit_;
};

Poco::Net::HTTPServerParams::Ptr parameters_of(const Listening& listening) {
    Poco::Net::HTTPServerParams::Ptr out = new Poco::Net::HTTPServerParams;
    out->setKeepAlive(false);
    out->setTimeout(Poco::Timespan(listening.request_ms * 1'000));
    out->setMaxThreads(static_cast<int>(listening.connections));
    out->setMaxQueued(static_cast<int>(listening.connections));
    return out;
}

// By Poco's own choice several processes would share the port, and each get a part of the calls.
void begin(Poco::Net::ServerSocket& socket, const Poco::Net::SocketAddress& address) {
    constexpr int backlog = 64;
    constexpr bool after_a_restart = true, with_others = false;
    socket.bind(address, after_a_restart, with_others);
    socket.listen(backlog);
}

Poco::Net::ServerSocket bound(const Listening& listening) {
    std::string doing = "cannot listen on " + listening.host + ":" + std::to_string(listening.port);
    try {
        const Poco::Net::SocketAddress address(listening.host, static_cast<Poco::UInt16>(listening.port));
        if (listening.certificate_file.empty()) {
            Poco::Net::ServerSocket socket;
            begin(socket, address);
            return socket;
        }
        doing = "cannot use " + listening.certificate_file + " with " + listening.key_file;
        Poco::Net::Context::Params files;
        files.certificateFile = listening.certificate_file;
        files.privateKeyFile = listening.key_file;
        files.verificationMode = Poco::Net::Context::VERIFY_NONE; // of clients: they prove themselves otherwise
        Poco::Net::Context::Ptr context = new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, files);
        context->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
        doing = "cannot listen on " + listening.host + ":" + std::to_string(listening.port);
        Poco::Net::SecureServerSocket socket(context);
        begin(socket, address);
        return socket;
    } catch (const Poco::Exception& error) {
        throw std::runtime_error(doing + ": " + error.displayText());
    }
}

} // namespace

struct Server::Parts {
    Parts(const Listening& listening, std::vector<Route> given) :
        routes(std::move(given)), limit(std::chrono::milliseconds(listening.request_ms)), parameters(parameters_of(listening)),
        threads(2, static_cast<int>(std::max<std::int64_t>(listening.connections, 2))),
        server(new Connections(parameters, new Handlers(routes, listening.header_bytes_max), limit), threads, bound(listening), parameters) {
        server.start();
    }
    ~Parts() {
        server.stop();
        threads.joinAll();
    }

    const std::vector<Route> routes;
    TimeLimit limit;
    Poco::Net::HTTPServerParams::Ptr parameters;
    Poco::ThreadPool threads;
    Poco::Net::TCPServer server;
};

Server::Server(const Listening& listening, std::vector<Route> routes) : parts_(std::make_unique<Parts>(listening, std::move(routes))) {}
Server::~Server() = default;

int Server::port() const { return parts_->server.port(); }

} // namespace ledgerline::web
