// Protects the promise of `check`: every mistake at once, each with file, line, column, field, value and remedy, and 0 only where `run`
// starts. Real plugins over the small deployment of the bench.
#include "command_bench.hpp"

#include "store/engine_lock.hpp"

#include <unistd.h>

using namespace ledgerline;
using namespace ledgerline::test;
using Catch::Contains;

namespace {

// The small deployment with one text in the place of another.
std::string changed(const std::string& from, const std::string& to, std::string yaml = whole_deployment) {
    const auto at = yaml.find(from);
    REQUIRE(at != std::string::npos);
    return yaml.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("config.check: what the components themselves refuse is told at once, each at its place, by check and by run") {
    std::string yaml = changed("sku-match: {}", "posting: {due_days: -1, utc_offset: \"1\"}", changed("payment-gate: {}", "payment-gate: {accept: [captured, captrued]}"));
    yaml = changed("to: erp/orders\n", "to: erp/orders\n    source: {from: yesterday}\n    sink: {external_id_field: Customer}\n", yaml);
    yaml = changed("/b1s/v2", "/b1s", yaml);
    CommandBench bench(yaml);
    bench.folder.write("maps/tax.csv", "country,tax,class,rate,code\nGB,UK VAT,,\"20,5\",S1\nGB,,,,\n");
    for (const auto& words : std::vector<std::vector<std::string>>{{"check"}, {"run", "--once"}}) {
        const Ran ran = bench.run(words);
        INFO(words.front() << ": " << ran.out << ran.err);
        CHECK(ran.code == 78);
        for (const char* told : {"ledgerline.yaml:11:20: routes.orders.source.from: \"yesterday\" is not a day (write 2026-01-31)\n",
                                 "ledgerline.yaml:15:43: routes.orders.rules[0].accept[1]: \"captrued\" is no state of payment",
                                 "ledgerline.yaml:16:29: routes.orders.rules[1].due_days: -1 is not between 0 and 3650 days\n", "ledgerline.yaml:16:45: routes.orders.rules[1].utc_offset: \"1\" is no offset",
                                 "ledgerline.yaml:17:24: routes.orders.rules[2].map: maps/tax.csv:2: rate: \"20,5\" is not a decimal (write 17.5)\n",
                                 "ledgerline.yaml:17:24: routes.orders.rules[2].map: maps/tax.csv:3: code: is empty", "ledgerline.yaml:5:29: connections.erp.url: ",
                                 "ledgerline.yaml:12:31: routes.orders.sink.external_id_field: \"Customer\" is not a user field"})
            CHECK_THAT(ran.err, Contains(told));
        CHECK_THAT(ran.err, !Contains("PLUGIN_FAILED") && !Contains("cannot start"));
        // The items and the orders are over the same connection; it is wrong once.
        CHECK(ran.err.find("does not end in /b1s/v2", ran.err.find("does not end in /b1s/v2") + 1) == std::string::npos);
    }
}

TEST_CASE("config.check: a secret in the wrong field is not printed by who refuses it") {
    std::string yaml = changed("to: erp/orders\n", "to: erp/orders\n    source: {from: \"${env:SHOP_TOKEN}\"}\n");
    yaml = changed("company: SMALL", "company: SMALL, fingerprint: \"${env:ERP_PASSWORD}\", ca_file: \"${env:ERP_PASSWORD}\"", yaml);
    const Ran ran = CommandBench(yaml).run({"check"});
    INFO(ran.err);
    CHECK(ran.code == 78);
    CHECK_THAT(ran.err, Contains("source.from: \"${env:SHOP_TOKEN}\" is not a day") && !Contains(shop_token));
    CHECK_THAT(ran.err, Contains("fingerprint: \"${env:ERP_PASSWORD}\" is not") && Contains("ca_file: \"${env:ERP_PASSWORD}\" does not exist") && !Contains(erp_password));
}

TEST_CASE("config.check: what a component refuses is told beside what its fields refuse elsewhere") {
    const Ran ran = CommandBench(changed("sku-match: {}", "sku-match: {colour: red}", changed("payment-gate: {}", "payment-gate: {accept: [captrued]}"))).run({"check"});
    CHECK(ran.code == 78);
    CHECK_THAT(ran.err, Contains("captrued") && Contains("colour"));
}

TEST_CASE("config.check: a field that is missing is told at the component that needs it") {
    const Ran ran = CommandBench(changed("sku-match: {}", "customer-match: {guest: one-partner}")).run({"check"});
    CHECK(ran.code == 78);
    CHECK_THAT(ran.err, Contains("ledgerline.yaml:14:9: routes.orders.rules[1].card_code: the policy one-partner needs"));
}

TEST_CASE("config.check: what is wrong with a connection is told at the value, with an example of its own system") {
    const std::string block = "  shop:\n    plugin: bigcommerce\n    url: api.bigcommerce.com/stores/small\n    token: \"${env:SHOP_TOKEN}\"\n    timeout: 0s\n    fingerprint: \"12:ab\"\n";
    const auto begin = whole_deployment.find("  shop: "), end = whole_deployment.find("  erp: ");
    const Ran ran = CommandBench(std::string(whole_deployment).replace(begin, end - begin, block)).run({"check"});
    INFO(ran.err);
    CHECK(ran.code == 78);
    CHECK_THAT(ran.err, Contains("ledgerline.yaml:6:10: connections.shop.url: \"api.bigcommerce.com/stores/small\": the URL must begin with https:// (or http://) "
                                 "(write for example https://api.bigcommerce.com/stores/a1b2c3d4e5)"));
    CHECK_THAT(ran.err, Contains("ledgerline.yaml:8:14: connections.shop.timeout: ") && Contains("ledgerline.yaml:9:18: connections.shop.fingerprint: \"12:ab\" is not"));
}

TEST_CASE("config.check: a URL that may hold a password is not repeated") {
    const Ran ran = CommandBench(changed("http://127.0.0.1:9/b1s/v2", "https://ada:hunter2@127.0.0.1/b1s/v2")).run({"check"});
    CHECK(ran.code == 78);
    CHECK_THAT(ran.err, Contains("ledgerline.yaml:5:29: connections.erp.url: the URL must not have a user") && !Contains("hunter2"));
}

TEST_CASE("config.check: a store that cannot be where the deployment wants it is refused by check and by run, with the field") {
    struct Case {
        std::string store;
        const char* told;
    };
    for (const Case& one : {Case{"maps", "is a directory; write the name of a file, such as data/ledgerline.db"}, Case{"data/", "is a directory; write"},
                            Case{"/proc/x/y.db", "\"/proc\" is a directory of the kernel"}, Case{"ledgerline.yaml/x.db", "is a file, not a directory"}, Case{"/dev/null", "is not an ordinary file"}}) {
        CommandBench bench(changed("data/ledgerline.db", one.store));
        for (const auto& words : std::vector<std::vector<std::string>>{{"check"}, {"run", "--once"}}) {
            const Ran ran = bench.run(words);
            INFO(one.store << ", " << words.front() << ": " << ran.out << ran.err);
            CHECK(ran.code == 78);
            CHECK_THAT(ran.err, Contains("ledgerline.yaml:2:8: store: ") && Contains(one.told));
        }
    }
}

TEST_CASE("config.check: a store is told beside what else is wrong") {
    CommandBench bench(changed("data/ledgerline.db", "maps", changed("sku-match: {}", "sku-match: {colour: red}")));
    for (const char* verb : {"check", "run"}) CHECK_THAT(bench.run({verb}).err, Contains("store: ") && Contains("colour"));
}

TEST_CASE("config.check: a directory or file that the engine's user may not write is refused") {
    if (::geteuid() != 0) return; // another user is needed
    CommandBench bench;
    std::filesystem::permissions(bench.folder.path(), std::filesystem::perms(0755));
    std::filesystem::permissions(bench.folder.path() / "maps", std::filesystem::perms(0755));
    for (const char* file : {"ledgerline.yaml", "maps/tax.csv"}) std::filesystem::permissions(bench.folder.path() / file, std::filesystem::perms(0644));
    const auto as_nobody = [&] {
        REQUIRE(::seteuid(65534) == 0);
        Ran ran = bench.run({"check"});
        REQUIRE(::seteuid(0) == 0);
        return ran;
    };
    if (as_nobody().err.find("plugin") != std::string::npos) return; // the build tree lies where nobody else may look
    CHECK_THAT(as_nobody().err, Contains("store: nothing can be made in the directory") && Contains("Permission denied"));
    std::filesystem::create_directories(bench.folder.path() / "data");
    std::filesystem::permissions(bench.folder.path() / "data", std::filesystem::perms(0777));
    CHECK(as_nobody().code == 0);
    bench.folder.write("data/ledgerline.db", "");
    CHECK_THAT(as_nobody().err, Contains("store: ") && Contains("ledgerline.db\" cannot be written"));
}

TEST_CASE("config.check: a file that is no store of ours is refused, one that an engine works on or completes is fine") {
    CommandBench bench;
    CHECK(bench.run({"check"}).code == 0);
    CHECK_FALSE(std::filesystem::exists(bench.folder.path() / "data")); // nothing was made
    bench.folder.write("data/ledgerline.db", std::string(4'096, 'x'));
    const Ran foreign = bench.run({"check"});
    CHECK(foreign.code == 78);
    CHECK_THAT(foreign.err, Contains("ledgerline.yaml:2:8: store: ") && Contains("is not a Ledgerline store"));
    bench.folder.write("data/ledgerline.db", "");
    CHECK(bench.run({"check"}).code == 0);
    bench.add("1", store::message_state::ready);
    const store::Location location{(bench.folder.path() / "data" / "ledgerline.db").string()};
    const store::EngineLock lock(location);
    const store::Store engine(location, bench.clock, store::Store::Mode::committer_thread);
    CHECK(bench.run({"check"}).code == 0);
}

TEST_CASE("config.check: without a word about the store its problem names the file of the deployment") {
    CommandBench bench(changed("store: data/ledgerline.db\n", ""));
    bench.folder.write("data", "in the way");
    const Ran ran = bench.run({"check"});
    CHECK(ran.code == 78);
    CHECK_THAT(ran.err, Contains("\nledgerline.yaml: store: ") && Contains("is a file, not a directory"));
}

TEST_CASE("config.check: a certificate authority that is none is refused at its place") {
    const std::string yaml = changed("url: \"http://127.0.0.1:9/b1s/v2\", ", "url: \"https://127.0.0.1:9/b1s/v2\", ca_file: ca.pem, ");
    CommandBench bench(yaml);
    const auto told = [&](const char* part) {
        const Ran ran = bench.run({"check"});
        INFO(ran.err);
        CHECK(ran.code == 78);
        CHECK_THAT(ran.err, Contains("ledgerline.yaml:5:68: connections.erp.ca_file: \"ca.pem\" ") && Contains(part));
    };
    told("does not exist; give the authority's file");
    std::filesystem::create_directories(bench.folder.path() / "ca.pem");
    told("is not an ordinary file");
    std::filesystem::remove(bench.folder.path() / "ca.pem");
    bench.folder.write("ca.pem", "");
    told("holds no certificate; give the authority's certificate as a PEM file");
    bench.folder.write("ca.pem", "this is my certificate\n");
    told("holds no certificate");
}

TEST_CASE("config.check: a certificate that no server can use is refused before anything runs") {
    CommandBench bench("listen: {address: \"127.0.0.1:8090\", certificate: server.pem, key: server.key}\n" + whole_deployment);
    bench.folder.write("server.pem", "this is my certificate\n");
    bench.folder.write("server.key", "and this its key\n");
    const Ran ran = bench.run({"check"});
    CHECK(ran.code == 78);
    CHECK_THAT(ran.err, Contains("ledgerline.yaml:1:9: listen.certificate: server.pem holds no certificate that a server can use"));
    const std::string made = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout " + (bench.folder.path() / "server.key").string() + " -out " +
                             (bench.folder.path() / "server.pem").string() + " 2>/dev/null";
    REQUIRE(std::system(made.c_str()) == 0);
    CHECK(bench.run({"check"}).code == 0);
    bench.folder.write("server.key", "and this its key\n");
    CHECK_THAT(bench.run({"check"}).err, Contains("has no key that fits"));
}

TEST_CASE("config.check: what lets strangers listen is a loud warning of check and of run") {
    const auto clear = changed("http://127.0.0.1:9/stores/small", "http://store.invalid/stores/small");
    const auto both = changed("url: \"http://127.0.0.1:9/b1s/v2\"", "url: \"https://sap.invalid/b1s/v2\", verify: false", clear);
    CommandBench bench(both);
    for (const auto& words : std::vector<std::vector<std::string>>{{"check"}, {"run", "--once", "--give-up-after", "0"}}) {
        const Ran ran = bench.run(words);
        INFO(ran.out << ran.err);
        CHECK(ran.code != 78);
        const std::string said = ran.out + ran.err;
        CHECK_THAT(said, Contains("ledgerline.yaml:4:36: connections.shop.url: http:// is not encrypted") && Contains("store.invalid"));
        CHECK_THAT(said, Contains("connections.erp.verify: false accepts whoever answers for ") && Contains("sap.invalid"));
    }
    CHECK(bench.json({"check"})["warnings"].size() == 2);
}

TEST_CASE("config.check: this computer, and a pinned certificate, need no warning") {
    for (const char* host : {"http://127.0.0.1:9", "http://localhost:9", "http://[::1]:9"}) {
        INFO(host);
        CHECK_THAT(CommandBench(changed("http://127.0.0.1:9/b1s/v2", std::string(host) + "/b1s/v2")).run({"check"}).out, !Contains("warning"));
    }
    const std::string pinned = "url: \"https://sap.invalid/b1s/v2\", verify: false, fingerprint: " + std::string(64, 'a');
    CHECK_THAT(CommandBench(changed("url: \"http://127.0.0.1:9/b1s/v2\"", pinned)).run({"check"}).out, !Contains("warning") && Contains("in order"));
    // Looks like one of this computer's addresses, and is not.
    CHECK_THAT(CommandBench(changed("http://127.0.0.1:9/b1s/v2", "http://127.evil.invalid/b1s/v2")).run({"check"}).out, Contains("warning") && Contains("127.evil.invalid"));
}

TEST_CASE("config.check: a slip in the code of an exception is refused, a code that only a plugin can have is a warning") {
    CommandBench bench;
    bench.folder.write("owners.yaml", "codes:\n  SKU_NOT_FOUND: cx\n  SKU_NOT_FUND: cx\n");
    const Ran slip = bench.run({"check"});
    CHECK(slip.code == 78);
    CHECK_THAT(slip.err, Contains("owners.yaml:3:3: codes.SKU_NOT_FUND: there is no exception with this code; did you mean \"SKU_NOT_FOUND\"?"));
    CHECK(bench.run({"run", "--once"}).code == 78);
    bench.folder.write("owners.yaml", "codes:\n  APPROVAL_LIMIT: finance\n");
    const Ran own = bench.run({"check"});
    CHECK(own.code == 0);
    CHECK_THAT(own.out, Contains("warning: owners.yaml:2:3: codes.APPROVAL_LIMIT: is no exception of the catalogue"));
}
