#include "server/http_front.hpp"

#include <Poco/DeflatingStream.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>

#include <array>
#include <optional>
#include <sstream>

namespace ledgerline::sandbox::server {

namespace {

constexpr int thread_count = 64;

std::optional<base::HttpRequest> read_request(Poco::Net::HTTPServerRequest& from, std::size_t bytes_max) {
    base::HttpRequest out;
    out.method = from.getMethod();
    out.target = from.getURI();
    for (const auto& [name, value] : from) out.headers.emplace_back(name, value);
    // Poco would read on until the client closes; a request that announces no body has none.
    if (!from.hasContentLength() && !from.getChunkedTransferEncoding()) return out;
    std::array<char, 16'384> buffer{};
    std::istream& in = from.stream();
    while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
        out.body.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
        if (out.body.size() > bytes_max) return std::nullopt;
    }
    return out;
}

std::string gzipped(const std::string& body) {
    std::ostringstream out;
    Poco::DeflatingOutputStream zip(out, Poco::DeflatingStreamBuf::STREAM_GZIP);
    zip.write(body.data(), static_cast<std::streamsize>(body.size()));
    zip.close();
    return out.str();
}

class Handler final : public Poco::Net::HTTPRequestHandler {
public:
    Handler(const FrontSettings& settings, const Answer& answer, StopSignal& stop)
        : settings_(settings), answer_(answer), stop_(stop) {}

    void handleRequest(Poco::Net::HTTPServerRequest& from, Poco::Net::HTTPServerResponse& to) override {
        const auto request = read_request(from, settings_.request_bytes_max);
        Reply reply;
        if (request) reply = answer_(*request);
        else reply.response = {413, {{"Content-Type", "text/plain"}}, "The request is too large.\n"};
        if (reply.delay_ms > 0) stop_.wait(reply.delay_ms);
        if (reply.dropped) {
            to.setKeepAlive(false);
            static_cast<Poco::Net::HTTPServerRequestImpl&>(from).socket().shutdown();
            return;
        }
        send(from, to, std::move(reply.response), !request);
    }

private:
    void send(Poco::Net::HTTPServerRequest& from, Poco::Net::HTTPServerResponse& to, base::HttpResponse response, bool close) {
        to.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(response.status));
        to.setReason(Poco::Net::HTTPResponse::getReasonForStatus(to.getStatus()));
        if (close) to.setKeepAlive(false);
        for (const auto& [name, value] : response.headers) to.add(name, value);
        if (settings_.gzip && !response.body.empty() && from.get("Accept-Encoding", "").find("gzip") != std::string::npos) {
            response.body = gzipped(response.body);
            to.set("Content-Encoding", "gzip");
        }
        if (response.status == 204 || response.status == 304) {
            to.send();
            return;
        }
        to.sendBuffer(response.body.data(), response.body.size());
    }

    const FrontSettings& settings_;
    const Answer& answer_;
    StopSignal& stop_;
};

class Factory final : public Poco::Net::HTTPRequestHandlerFactory {
public:
    Factory(FrontSettings settings, Answer answer, StopSignal& stop)
        : settings_(std::move(settings)), answer_(std::move(answer)), stop_(stop) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override {
        return new Handler(settings_, answer_, stop_); // Poco deletes it
    }

private:
    FrontSettings settings_;
    Answer answer_;
    StopSignal& stop_;
};

Poco::Net::ServerSocket listen(const FrontSettings& settings) {
    const Poco::Net::SocketAddress address("127.0.0.1", static_cast<Poco::UInt16>(settings.port));
    if (settings.tls) return Poco::Net::SecureServerSocket(address, 64, settings.tls);
    return Poco::Net::ServerSocket(address, 64);
}

Poco::Net::HTTPServerParams::Ptr parameters(const FrontSettings& settings) {
    Poco::Net::HTTPServerParams::Ptr out = new Poco::Net::HTTPServerParams;
    out->setMaxThreads(thread_count);
    out->setMaxQueued(1024);
    out->setKeepAliveTimeout(Poco::Timespan(settings.keep_alive_seconds, 0));
    out->setMaxKeepAliveRequests(settings.keep_alive_requests);
    return out;
}

} // namespace

HttpFront::HttpFront(const FrontSettings& settings, Answer answer, StopSignal& stop)
    : threads_(2, thread_count), server_(new Factory(settings, std::move(answer), stop), threads_, listen(settings), parameters(settings)) {
    server_.start();
}

HttpFront::~HttpFront() { server_.stopAll(true); }

} // namespace ledgerline::sandbox::server
