#include "server/callback_caller.hpp"

#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/URI.h>

#include <istream>
#include <memory>

namespace ledgerline::sandbox::server {

namespace {

constexpr int timeout_s = 10;
constexpr base::Millis look_every_ms = 20;

int call(const Callback& callback) {
    try {
        const Poco::URI address(callback.destination);
        std::unique_ptr<Poco::Net::HTTPClientSession> session;
        if (address.getScheme() == "https") {
            // With the system's authorities, as the real store.
            Poco::Net::Context::Ptr context = new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, "", Poco::Net::Context::VERIFY_STRICT, 9, true);
            session = std::make_unique<Poco::Net::HTTPSClientSession>(address.getHost(), address.getPort(), context);
        } else {
            session = std::make_unique<Poco::Net::HTTPClientSession>(address.getHost(), address.getPort());
        }
        session->setTimeout(Poco::Timespan(timeout_s, 0));
        Poco::Net::HTTPRequest request("POST", address.getPathAndQuery(), "HTTP/1.1");
        for (const auto& [name, value] : callback.headers) request.add(name, value);
        request.setContentLength(static_cast<std::streamsize>(callback.body.size()));
        session->sendRequest(request) << callback.body;
        Poco::Net::HTTPResponse response;
        session->receiveResponse(response);
        return response.getStatus();
    } catch (const Poco::Exception&) {
        return 0;
    }
}

} // namespace

CallbackCaller::CallbackCaller(Shop& shop, StopSignal& stop) :
    stop_(stop), thread_([&shop, &stop] {
        while (!stop.wait(look_every_ms)) shop.send_callbacks(call);
    }) {}

CallbackCaller::~CallbackCaller() {
    stop_.stop();
    thread_.join();
}

} // namespace ledgerline::sandbox::server
