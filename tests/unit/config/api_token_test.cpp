// Protects: the token of programs never stands in the configuration, is none that can be guessed, and is not printed.
#include "folder.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::config;
using Catch::Contains;
using test::Folder;

namespace {

const std::string long_token = "tok-31415926535897932384626";

Deployment read(const std::string& token) {
    const Folder folder({{"ledgerline.yaml", "deployment: d\nlisten: {address: \"127.0.0.1:8090\", api_token: " + token +
                                                 "}\nconnections:\n  shop: {plugin: a}\n  erp: {plugin: b}\nroutes:\n  orders: {from: shop/orders, to: erp/orders}\n"}});
    return read_deployment(folder.path(), "", test::environment({{"TOKEN", long_token}, {"SHORT", "tok-314159265"}}));
}

} // namespace

TEST_CASE("config.api_token: by reference, and kept as a secret") {
    const Deployment deployment = read("\"${env:TOKEN}\"");
    const std::string placeholder = deployment.settings.listen->api_token;
    CHECK_THAT(placeholder, !Contains(long_token));
    CHECK(deployment.secrets->fill(placeholder) == long_token);
    CHECK_THAT(deployment.secrets->redact("a " + long_token), !Contains(long_token));
}

TEST_CASE("config.api_token: written out, or too short, it is refused without being printed") {
    CHECK_THROWS_WITH(read(long_token), Contains("write the secret as") && !Contains(long_token));
    CHECK_THROWS_WITH(read("\"${env:SHORT}\""), Contains("shorter than 20 characters") && !Contains("tok-314159265"));
}
