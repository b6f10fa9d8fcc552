// Protects "exactly once": after an exchange the engine must know whether the remote certainly did nothing (not_sent), answered
// (answered), or may have done it (no_answer). A scripted server on loopback breaks off at every interesting byte.
#include "net/http_transport.hpp"

#include "unit/net/loopback_server.hpp"

#include <catch2/catch.hpp>

#include <future>

using namespace ledgerline;
using base::Reach;
using Catch::Contains;

namespace {

const base::HttpRequest post{"POST", "/orders?x=1", {{"Content-Type", "application/json"}}, R"({"a":1})"};
const base::HttpRequest get{"GET", "/orders", {}, ""};

base::Exchange send_to(const LoopbackServer& server, const base::HttpRequest& request) {
    net::HttpTransport transport;
    return transport.send(server.endpoint(), request);
}

// One connection that gives these bytes as its answer and closes.
base::Exchange answered_with(const std::string& bytes, const base::HttpRequest& request = post) {
    LoopbackServer server([&](Wire& wire, int) {
        wire.request();
        wire.answer(bytes);
    });
    return send_to(server, request);
}

void check_no_answer(const base::Exchange& exchange, const std::string& why) {
    CHECK(exchange.reach == Reach::no_answer);
    CHECK_THAT(exchange.error, Contains(why));
}

} // namespace

TEST_CASE("net.transport a request arrives as it was meant", "[net]") {
    std::promise<std::string> arrived;
    LoopbackServer server([&](Wire& wire, int) {
        arrived.set_value(wire.request());
        wire.fine("ok");
    });
    CHECK(send_to(server, post).response.body == "ok");
    const std::string text = arrived.get_future().get();
    CHECK_THAT(text, Catch::StartsWith("POST /orders?x=1 HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n"));
    CHECK_THAT(text, Contains("\r\nContent-Type: application/json\r\n") && Contains("\r\nContent-Length: 7\r\n") && Contains("\r\nAccept-Encoding: gzip\r\n"));
    CHECK_THAT(text, Catch::EndsWith("\r\n\r\n{\"a\":1}"));
}

TEST_CASE("net.transport every status is an answer, and no redirect is followed", "[net]") {
    for (const std::string status : {"200 OK", "302 Found", "404 Not Found", "429 Too Many Requests", "500 Oops", "503"}) {
        INFO(status);
        const auto exchange = answered_with("HTTP/1.1 " + status + "\r\nLocation: http://127.0.0.1:1/\r\nX-A: 1\r\nx-a:  2 \r\nContent-Length: 2\r\n\r\nhi");
        CHECK(exchange.reach == Reach::answered);
        CHECK(exchange.response.status == std::stoi(status));
        CHECK(exchange.response.body == "hi");
        CHECK(exchange.response.headers.at(2) == std::pair<std::string, std::string>{"x-a", "2"});
    }
}

TEST_CASE("net.transport a chunked answer is put together", "[net]") {
    const auto exchange = answered_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;x=y\r\n \r\n5\r\nworld\r\n0\r\nTrailer: x\r\n\r\n");
    CHECK(exchange.error == "");
    CHECK(exchange.response.body == "hello world");
}

TEST_CASE("net.transport interim answers are skipped", "[net]") {
    CHECK(answered_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n").response.status == 201);
}

TEST_CASE("net.transport answers without a body end with their head", "[net]") {
    CHECK(answered_with("HTTP/1.1 204 No Content\r\nContent-Length: 99\r\n\r\n").reach == Reach::answered);
    CHECK(answered_with("HTTP/1.1 304 Not Modified\r\n\r\n").reach == Reach::answered);
    CHECK(answered_with("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", {"HEAD", "/", {}, ""}).reach == Reach::answered);
}

TEST_CASE("net.transport an answer without a length lasts until the end of the connection", "[net]") {
    CHECK(answered_with("HTTP/1.0 200 OK\r\n\r\nall of it").response.body == "all of it");
}

TEST_CASE("net.transport nobody listens: nothing was sent", "[net]") {
    base::Endpoint endpoint;
    {
        LoopbackServer gone([](Wire&, int) {});
        endpoint = gone.endpoint();
    }
    net::HttpTransport transport;
    const auto exchange = transport.send(endpoint, post);
    CHECK(exchange.reach == Reach::not_sent);
    CHECK_THAT(exchange.error, Contains("cannot connect to 127.0.0.1:") && Contains("refused"));
}

TEST_CASE("net.transport a name that does not exist: nothing was sent", "[net]") {
    net::HttpTransport transport;
    base::Endpoint endpoint;
    endpoint.host = "shop.invalid";
    const auto exchange = transport.send(endpoint, post);
    CHECK(exchange.reach == Reach::not_sent);
    CHECK_THAT(exchange.error, Contains("shop.invalid"));
}

TEST_CASE("net.transport a connection that ends before an answer is no answer", "[net]") {
    check_no_answer(answered_with(""), "closed without an answer");
}

TEST_CASE("net.transport a connection that is reset is no answer", "[net]") {
    LoopbackServer server([](Wire& wire, int) {
        wire.request();
        wire.reset();
    });
    check_no_answer(send_to(server, post), "the request left");
}

TEST_CASE("net.transport silence until the deadline is no answer", "[net]") {
    LoopbackServer server([](Wire& wire, int) {
        wire.request();
        wire.request(); // waits until the client has gone
    });
    base::Endpoint endpoint = server.endpoint();
    endpoint.timeout_ms = 50;
    net::HttpTransport transport;
    check_no_answer(transport.send(endpoint, post), "no answer in time");
}

TEST_CASE("net.transport an answer that is cut is no answer, wherever", "[net]") {
    check_no_answer(answered_with("HTTP/1.1 200 OK\r\nContent-Len"), "inside of the answer's head");
    check_no_answer(answered_with("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"), "5 of 10 bytes");
    check_no_answer(answered_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"), "3 of 5 bytes");
    check_no_answer(answered_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), "ended");
    check_no_answer(answered_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"), "ended");
}

TEST_CASE("net.transport an answer that is ambiguous or no HTTP is no answer", "[net]") {
    check_no_answer(answered_with("SSH-2.0-OpenSSH\r\n\r\n"), "not HTTP");
    check_no_answer(answered_with("HTTP/1.1 2000 OK\r\n\r\n"), "not HTTP");
    check_no_answer(answered_with("HTTP/1.1 200 OK\r\nno colon\r\n\r\n"), "malformed");
    check_no_answer(answered_with("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc"), "Content-Length is malformed");
    check_no_answer(answered_with("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), "Content-Length is malformed");
    check_no_answer(answered_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "between two chunks");
    check_no_answer(answered_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"), "larger than");
    check_no_answer(answered_with("HTTP/1.1 101 Switching Protocols\r\n\r\n"), "another protocol");
}

TEST_CASE("net.transport an answer that is too large is no answer", "[net]") {
    const std::string large(5'000, 'x');
    for (const std::string& bytes : {"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + large, "HTTP/1.1 200 OK\r\n\r\n" + large,
                                     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n" + large + "\r\n0\r\n\r\n"}) {
        LoopbackServer server([&](Wire& wire, int) {
            wire.request();
            wire.answer(bytes);
        });
        base::Endpoint endpoint = server.endpoint();
        endpoint.response_bytes_max = 4'999;
        net::HttpTransport transport;
        check_no_answer(transport.send(endpoint, post), "larger than 4999 bytes");
    }
}

TEST_CASE("net.transport a head without end is no answer", "[net]") {
    check_no_answer(answered_with("HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x')), "longer than 65536 bytes");
}

TEST_CASE("net.transport a connection is kept for the next request", "[net]") {
    LoopbackServer server([](Wire& wire, int) {
        while (!wire.request().empty()) wire.fine("x");
    });
    net::HttpTransport transport;
    for (int i = 0; i < 3; ++i) CHECK(transport.send(server.endpoint(), post).reach == Reach::answered);
    CHECK(server.connections() == 1);
    CHECK(transport.idle_connections() == 1);
}

TEST_CASE("net.transport a connection that has been idle too long is not used again", "[net]") {
    LoopbackServer server([](Wire& wire, int) {
        while (!wire.request().empty()) wire.fine("x");
    });
    net::HttpTransport transport({.idle_ms_max = 0});
    for (int i = 0; i < 3; ++i) CHECK(transport.send(server.endpoint(), post).reach == Reach::answered);
    CHECK(server.connections() == 3);
}

TEST_CASE("net.transport no more idle connections are kept than allowed", "[net]") {
    LoopbackServer server([](Wire& wire, int) {
        while (!wire.request().empty()) wire.fine("x");
    });
    net::HttpTransport transport({.idle_connections_max = 2});
    std::vector<std::thread> senders;
    for (int i = 0; i < 6; ++i) senders.emplace_back([&] { transport.send(server.endpoint(), post); });
    for (auto& sender : senders) sender.join();
    CHECK(transport.idle_connections() <= 2);
}

TEST_CASE("net.transport a remote that says close is taken at its word", "[net]") {
    LoopbackServer server([](Wire& wire, int) {
        wire.request();
        wire.answer("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    });
    net::HttpTransport transport;
    CHECK(transport.send(server.endpoint(), post).reach == Reach::answered);
    CHECK(transport.idle_connections() == 0);
}

TEST_CASE("net.transport bytes behind an answer end the connection", "[net]") {
    LoopbackServer server([](Wire& wire, int) {
        wire.request();
        wire.answer("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfalse");
    });
    net::HttpTransport transport;
    CHECK(transport.send(server.endpoint(), post).response.body == "x");
    CHECK(transport.idle_connections() == 0);
}

// The second request arrives on the kept connection and is answered by its end; a fresh connection would work.
TEST_CASE("net.transport a kept connection that breaks: a GET is sent once more, a POST is not", "[net]") {
    for (const auto& request : {get, post}) {
        INFO(request.method);
        std::atomic<int> requests{0};
        LoopbackServer server([&](Wire& wire, int connection) {
            while (!wire.request().empty()) {
                ++requests;
                if (connection == 1 && requests == 2) return;
                wire.fine("x");
            }
        });
        net::HttpTransport transport;
        REQUIRE(transport.send(server.endpoint(), get).reach == Reach::answered);
        const auto exchange = transport.send(server.endpoint(), request);
        if (request.method == "GET") {
            CHECK(exchange.reach == Reach::answered);
            CHECK(requests == 3);
        } else {
            CHECK(exchange.reach == Reach::no_answer);
            CHECK(requests == 2);
        }
    }
}

TEST_CASE("net.transport a fresh connection that breaks is no answer for a GET too", "[net]") {
    LoopbackServer server([](Wire& wire, int) { wire.request(); });
    check_no_answer(send_to(server, get), "closed without an answer");
    CHECK(server.connections() == 1);
}

TEST_CASE("net.transport a refusal that comes before a large request was read is an answer", "[net]") {
    LoopbackServer server([](Wire& wire, int) {
        wire.answer("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        wire.request(); // so that the answer is not lost in a reset
    });
    CHECK(send_to(server, post).response.status == 413);
}

TEST_CASE("net.transport a request that cannot be written is not sent", "[net]") {
    std::atomic<int> requests{0};
    LoopbackServer server([&](Wire& wire, int) {
        if (!wire.request().empty()) ++requests;
    });
    const std::vector<std::pair<base::HttpRequest, std::string>> cases{
        {{"GET", "orders", {}, ""}, "must begin with"},
        {{"GET", "/a b", {}, ""}, "percent-encoded"},
        {{"GET", "/\r\nX: y", {}, ""}, "percent-encoded"},
        {{"GET /", "/", {}, ""}, "method"},
        {{"GET", "/", {{"X", "a\r\nY: b"}}, ""}, "control character"},
        {{"GET", "/", {{"X Y", "a"}}, ""}, "name of a header"},
        {{"GET", "/", {{"content-length", "5"}}, ""}, "set by the transport"}};
    for (const auto& [request, why] : cases) {
        const auto exchange = send_to(server, request);
        CHECK(exchange.reach == Reach::not_sent);
        CHECK_THAT(exchange.error, Contains(why));
    }
    CHECK(requests == 0);
}

TEST_CASE("net.transport several threads send at once, each gets its own answer", "[net]") {
    LoopbackServer server([](Wire& wire, int) {
        for (std::string text = wire.request(); !text.empty(); text = wire.request()) wire.fine(text.substr(text.find("\r\n\r\n") + 4));
    });
    net::HttpTransport transport;
    std::atomic<int> right{0};
    std::vector<std::thread> senders;
    for (int thread = 0; thread < 8; ++thread)
        senders.emplace_back([&, thread] {
            for (int i = 0; i < 20; ++i) {
                const std::string body = std::to_string(thread) + ":" + std::to_string(i);
                if (transport.send(server.endpoint(), {"POST", "/", {}, body}).response.body == body) ++right;
            }
        });
    for (auto& sender : senders) sender.join();
    CHECK(right == 160);
}
