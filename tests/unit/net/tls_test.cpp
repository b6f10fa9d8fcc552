// Protects the money from a stranger in the middle: which certificates are accepted. Every refusal must come before a byte
// of the request has left. Real TLS on loopback with certificates made here.
#include "net/http_transport.hpp"
#include "net/tls.hpp"

#include "unit/net/loopback_server.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace ledgerline;
using Catch::Contains;

namespace {

// Counts the requests that arrived: a refused certificate must leave it at none.
struct Shop {
    explicit Shop(const Certificate& certificate)
        : server([this](Wire& wire, int) {
              while (!wire.request().empty()) {
                  ++requests;
                  wire.fine("hello");
              }
          }, &certificate) {}

    base::Exchange get(const base::TlsSettings& tls, const std::string& host = "127.0.0.1") {
        net::HttpTransport transport;
        base::Endpoint endpoint = server.endpoint();
        endpoint.host = host;
        endpoint.tls = tls;
        return transport.send(endpoint, {"GET", "/", {}, ""});
    }

    std::atomic<int> requests{0};
    LoopbackServer server;
};

void check_refused(Shop& shop, const base::Exchange& exchange, const std::string& why) {
    CHECK(exchange.reach == base::Reach::not_sent);
    CHECK_THAT(exchange.error, Contains(why));
    CHECK(shop.requests == 0);
}

// An authority in a file, and what it vouches for.
class Authority {
public:
    Authority() : authority_({.common_name = "Test authority", .alternative_names = "", .is_authority = true}) {
        std::string name = (std::filesystem::temp_directory_path() / "ledgerline-ca-XXXXXX").string();
        const int file = mkstemp(name.data());
        REQUIRE(file >= 0);
        close(file);
        file_ = name;
        std::ofstream(file_) << authority_.pem();
    }
    ~Authority() { std::filesystem::remove(file_); }
    const Certificate& certificate() const { return authority_; }
    std::string file() const { return file_; }

private:
    Certificate authority_;
    std::string file_;
};

} // namespace

TEST_CASE("net.tls a self-signed certificate is refused by default", "[net]") {
    const Certificate certificate({});
    Shop shop(certificate);
    const auto exchange = shop.get({});
    check_refused(shop, exchange, "not trusted: self-signed certificate");
    CHECK_THAT(exchange.error, Contains(certificate.fingerprint()));
}

TEST_CASE("net.tls a certificate of an authority in ca_file is accepted", "[net]") {
    const Authority authority;
    const Certificate certificate({}, &authority.certificate());
    Shop shop(certificate);
    const auto exchange = shop.get({true, authority.file(), ""});
    CHECK(exchange.error == "");
    CHECK(exchange.response.body == "hello");
}

TEST_CASE("net.tls a certificate of another authority is refused", "[net]") {
    const Authority authority, other;
    const Certificate certificate({}, &other.certificate());
    Shop shop(certificate);
    check_refused(shop, shop.get({true, authority.file(), ""}), "is not trusted");
}

TEST_CASE("net.tls a certificate for another host is refused", "[net]") {
    const Authority authority;
    const Certificate certificate({.common_name = "shop.example.com", .alternative_names = "DNS:shop.example.com"}, &authority.certificate());
    Shop shop(certificate);
    check_refused(shop, shop.get({true, authority.file(), ""}), "IP address mismatch");
    check_refused(shop, shop.get({true, authority.file(), ""}, "localhost"), "hostname mismatch");
}

TEST_CASE("net.tls the name of the host is checked also for localhost", "[net]") {
    const Authority authority;
    const Certificate certificate({.common_name = "x", .alternative_names = "DNS:localhost"}, &authority.certificate());
    Shop shop(certificate);
    CHECK(shop.get({true, authority.file(), ""}, "localhost").reach == base::Reach::answered);
}

TEST_CASE("net.tls an expired certificate is refused", "[net]") {
    const Authority authority;
    const Certificate certificate({.valid_from_s = -7200, .valid_to_s = -3600}, &authority.certificate());
    Shop shop(certificate);
    check_refused(shop, shop.get({true, authority.file(), ""}), "certificate has expired");
}

TEST_CASE("net.tls exactly the pinned certificate is accepted, also self-signed and for another name", "[net]") {
    const Certificate certificate({.common_name = "SAP", .alternative_names = ""});
    Shop shop(certificate);
    CHECK(shop.get({true, "", certificate.fingerprint()}).reach == base::Reach::answered);
}

TEST_CASE("net.tls another certificate than the pinned one is refused, even one that an authority vouches for", "[net]") {
    const Authority authority;
    const Certificate pinned({});
    const Certificate certificate({}, &authority.certificate());
    Shop shop(certificate);
    check_refused(shop, shop.get({true, authority.file(), pinned.fingerprint()}), "not the pinned one");
}

TEST_CASE("net.tls a pin holds also where verification is switched off", "[net]") {
    const Certificate certificate({}), pinned({});
    Shop shop(certificate);
    check_refused(shop, shop.get({false, "", pinned.fingerprint()}), "not the pinned one");
}

TEST_CASE("net.tls without verification any certificate is accepted", "[net]") {
    const Certificate certificate({.common_name = "nobody", .alternative_names = "", .valid_from_s = -7200, .valid_to_s = -3600});
    Shop shop(certificate);
    CHECK(shop.get({false, "", ""}).reach == base::Reach::answered);
}

TEST_CASE("net.tls a ca_file that cannot be read is told with its name", "[net]") {
    const Certificate certificate({});
    Shop shop(certificate);
    check_refused(shop, shop.get({true, "no/such/file.pem", ""}), "\"no/such/file.pem\" cannot be read");
}

TEST_CASE("net.tls a remote that does not speak TLS gets nothing", "[net]") {
    LoopbackServer server([](Wire& wire, int) { wire.answer("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    base::Endpoint endpoint = server.endpoint();
    endpoint.scheme = "https";
    net::HttpTransport transport;
    const auto exchange = transport.send(endpoint, {"POST", "/", {}, "{}"});
    CHECK(exchange.reach == base::Reach::not_sent);
    CHECK_THAT(exchange.error, Contains("no TLS connection"));
}

TEST_CASE("net.tls connections are kept and used again, but not across different trust", "[net]") {
    const Certificate certificate({});
    Shop shop(certificate);
    net::HttpTransport transport;
    base::Endpoint endpoint = shop.server.endpoint();
    endpoint.tls.fingerprint_sha256 = certificate.fingerprint();
    CHECK(transport.send(endpoint, {"POST", "/", {}, "{}"}).reach == base::Reach::answered);
    CHECK(transport.send(endpoint, {"POST", "/", {}, "{}"}).reach == base::Reach::answered);
    CHECK(shop.server.connections() == 1);
    endpoint.tls.fingerprint_sha256.clear();
    CHECK(transport.send(endpoint, {"POST", "/", {}, "{}"}).reach == base::Reach::not_sent);
    CHECK(shop.requests == 2);
}

TEST_CASE("net.tls an answer that is cut without a goodbye is no answer", "[net]") {
    const Certificate certificate({});
    LoopbackServer server([](Wire& wire, int) {
        wire.request();
        wire.answer("HTTP/1.1 200 OK\r\n\r\nthe first half");
        wire.reset();
    }, &certificate);
    base::Endpoint endpoint = server.endpoint();
    endpoint.tls.verify = false;
    net::HttpTransport transport;
    CHECK(transport.send(endpoint, {"POST", "/", {}, "{}"}).reach == base::Reach::no_answer);
}

TEST_CASE("net.tls: a file of authorities must be PEM with a certificate") {
    const Certificate authority({.common_name = "Test authority", .alternative_names = "", .is_authority = true});
    const std::string pem = authority.pem();
    CHECK(net::certificates_problem(pem).empty());
    CHECK(net::certificates_problem("# our authority\n" + pem + pem).empty());
    for (const std::string& text : {std::string(), std::string("hello\n"), std::string("\x30\x82\x01\x0a", 4), std::string("-----BEGIN CERTIFICATE-----\n")})
        CHECK_THAT(net::certificates_problem(text), Contains("certificate"));
    std::string damaged = pem;
    damaged.replace(pem.find('\n') + 1, 8, "AAAAAAAA");
    CHECK_THAT(net::certificates_problem(damaged), Contains("cannot be read"));
}
