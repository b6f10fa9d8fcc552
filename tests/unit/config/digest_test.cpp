// Protects: that the digest changes with everything that can change a decision, and with nothing else, least of all with
// the value of a secret.
// How: one deployment, changed in one place at a time.
#include "folder.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline::config;
using test::environment;
using test::Folder;

namespace {

const std::string base = "deployment: d\nstore: a.db\nlog: info\nconnections:\n  shop: {plugin: a, token: \"${env:TOKEN}\", url: x}\n"
                         "routes:\n  r: {from: shop/a, to: item-master, rules: [{tax-map: {map: tax.csv, code: \"${env:CODE}\"}}]}\n";

struct Variant {
    std::string yaml = base;
    std::string owners = "codes: {A: cx}\n";
    std::string map = "a\n1\n";
    std::string token = "token-1", code = "S1";

    std::string digest() const {
        const Folder folder({{"ledgerline.yaml", yaml}, {"owners.yaml", owners}, {"maps/tax.csv", map}});
        return read_deployment(folder.path(), "", environment({{"TOKEN", token}, {"CODE", code}})).settings.digest;
    }
    Variant with(const std::string& old_text, const std::string& new_text) const {
        Variant out = *this;
        const auto at = out.yaml.find(old_text);
        REQUIRE(at != std::string::npos);
        out.yaml.replace(at, old_text.size(), new_text);
        return out;
    }
};

} // namespace

TEST_CASE("config. the digest stays while nothing changes that decides") {
    const std::string digest = Variant().digest();
    CHECK(digest.size() == 64);
    CHECK(Variant().digest() == digest);
    CHECK(Variant().with("a.db", "b.db").digest() == digest);
    CHECK(Variant().with("info", "debug").digest() == digest);
    CHECK(Variant().with("log: info\n", "# a comment\n").digest() == digest);
    CHECK(Variant().with("url: x", "  url:   \"x\"").digest() == digest);
    CHECK(Variant().with("plugin: a, token", "url: x, plugin: a, token").with(", url: x}", "}").digest() == digest);
    Variant other_token;
    other_token.token = "token-2";
    CHECK(other_token.digest() == digest);
}

TEST_CASE("config. the digest changes with every setting, table, owner and variable that decides") {
    const std::string digest = Variant().digest();
    CHECK(Variant().with("url: x", "url: y").digest() != digest);
    CHECK(Variant().with("env:TOKEN", "env:CODE").digest() != digest);
    CHECK(Variant().with("item-master, rules", "item-master, batch: 7, rules").digest() != digest);
    CHECK(Variant().with("tax-map", "tax-mop").digest() != digest);
    Variant other;
    other.map = "a\n2\n";
    CHECK(other.digest() != digest);
    other = {};
    other.owners = "codes: {A: it}\n";
    CHECK(other.digest() != digest);
    other = {};
    other.code = "S2";
    CHECK(other.digest() != digest);
}
