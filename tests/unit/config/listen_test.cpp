// Protects: where the engine listens is understood as it is written, and whatever could not work is told with its field and remedy.
#include "folder.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::config;
using Catch::Contains;
using test::Folder;

namespace {

const std::string rest = "connections:\n  shop: {plugin: a}\n  erp: {plugin: b}\nroutes:\n  orders: {from: shop/orders, to: erp/orders}\n";

Deployment read(const Folder& folder) { return read_deployment(folder.path(), "", test::environment()); }
std::string with(const std::string& listen) { return "deployment: d\n" + (listen.empty() ? "" : "listen: " + listen + "\n") + rest; }

} // namespace

TEST_CASE("config.listen: nothing is listened to unless it is written") {
    const Folder folder({{"ledgerline.yaml", with("")}});
    CHECK_FALSE(read(folder).settings.listen);
}

TEST_CASE("config.listen: an address and a port") {
    for (const auto& [written, host, port] : {std::tuple("127.0.0.1:8090", "127.0.0.1", 8090), std::tuple("\"[::1]:443\"", "::1", 443), std::tuple("{address: localhost:80}", "localhost", 80)}) {
        INFO(written);
        const Folder folder({{"ledgerline.yaml", with(written)}});
        const Deployment deployment = read(folder);
        REQUIRE(deployment.settings.listen);
        CHECK(deployment.settings.listen->host == host);
        CHECK(deployment.settings.listen->port == port);
        CHECK(deployment.warnings.empty());
    }
}

TEST_CASE("config.listen: everything that it may say") {
    const Folder folder({{"ledgerline.yaml", with("{address: 0.0.0.0:8443, certificate: tls/server.pem, key: tls/server.key, connections: 7, timeout: 3s}")}, {"tls/server.pem", "x"}, {"tls/server.key", "x"}});
    const auto listen = read(folder).settings.listen.value();
    CHECK(listen.certificate == folder.path() / "tls/server.pem");
    CHECK(listen.key == folder.path() / "tls/server.key");
    CHECK(listen.connections == 7);
    CHECK(listen.request_ms == 3'000);
}

TEST_CASE("config.listen: what cannot work is told") {
    for (const auto& [written, told] : {std::pair("8090", "listen: \"8090\" is not an address and a port"), std::pair("127.0.0.1:99999", "from 1 to 65535"), std::pair("\":8090\"", "write it like 127.0.0.1:8090"),
                                        std::pair("\"::1:8090\"", "is not an address and a port"), std::pair("erp.example.com:8090", "is not an address and a port"), std::pair("{certificate: a.pem}", "listen.address: is missing"),
                                        std::pair("{address: 127.0.0.1:1, certificate: a.pem}", "there is no file"), std::pair("{address: 127.0.0.1:1, key: server.key}", "a key without its certificate"),
                                        std::pair("{address: 127.0.0.1:1, connections: 0}", "listen.connections"), std::pair("{address: 127.0.0.1:1, timeout: 1h}", "listen.timeout"),
                                        std::pair("{address: 127.0.0.1:1, port: 5}", "listen.port: is not known")}) {
        INFO(written);
        const Folder folder({{"ledgerline.yaml", with(written)}, {"server.key", "x"}});
        CHECK_THAT(test::problems_of(folder), Contains(told));
    }
}

TEST_CASE("config.listen: other computers without encryption are a warning") {
    const Folder folder({{"ledgerline.yaml", with("0.0.0.0:8090")}});
    const Deployment deployment = read(folder);
    REQUIRE(deployment.warnings.size() == 1);
    CHECK_THAT(deployment.warnings.front().text(), Contains("listen") && Contains("without encryption"));
}

TEST_CASE("config.listen: where it listens changes no decision") {
    const Folder one({{"ledgerline.yaml", with("")}}), other({{"ledgerline.yaml", with("127.0.0.1:8090")}});
    CHECK(read(one).settings.digest == read(other).settings.digest);
}
