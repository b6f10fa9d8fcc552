// Protects the command line: which verbs there are, their exit codes, that an answer in JSON is JSON, and that no secret is printed.
#include "command_bench.hpp"

#include "app/version.hpp"
#include "store/engine_lock.hpp"

#include <fstream>

#include <unistd.h>

using namespace ledgerline;
using namespace ledgerline::test;
using Catch::Contains;
using Catch::StartsWith;
using message::Value;
namespace state = store::message_state;
namespace outbox_state = store::outbox_state;

TEST_CASE("config.commands: wrong usage ends with 2 and says so") {
    CommandBench bench;
    bench.add("1", state::ready);
    const std::vector<std::vector<std::string>> wrong{{"sell"}, {}, {"order"}, {"order", "trace"}, {"exceptions"}, {"exceptions", "show", "seven"}, {"exceptions", "resolve", "1"},
                                                      {"exceptions", "assign", "1"}, {"exceptions", "retry"}, {"run", "--forever"}, {"run", "--give-up-after", "5"}, {"exceptions", "list", "--groups", "--closed"}, {"status", "twice"}, {"plugins", "describe"},
                                                      {"exceptions", "show", "99"}, {"exceptions", "retry", "99"}, {"exceptions", "resolve", "99", "--note", "x"},
                                                      {"exceptions", "assign", "99", "ada"}, {"prepare", "shop"}, {"plugins", "describe", "sapb"}};
    for (const auto& words : wrong) {
        const Ran ran = bench.run(words);
        INFO((words.empty() ? "nothing" : words.front() + (words.size() > 1 ? " " + words[1] : "")) << ": " << ran.out << ran.err);
        CHECK(ran.code == 2);
        CHECK_FALSE(ran.err.empty());
    }
}

TEST_CASE("config.commands: an unknown verb is named, with a near one and all that there are") {
    CommandBench bench;
    CHECK_THAT(bench.run({"chek"}).err, Contains("there is no verb \"chek\" (did you mean check?)") && Contains("verify-history"));
    CHECK_THAT(bench.run({"exceptions", "lost"}).err, Contains("there is no verb \"lost\" (did you mean list?)") && Contains("resolve"));
    CHECK_THAT(bench.run_bare({"ledgerline", "--deployment", "sell", "run", "--forever"}).err, !Contains("there is no verb"));
}

TEST_CASE("config.commands: what a plugin can be told is told with its default as one would write it") {
    const Ran ran = CommandBench().run({"plugins", "describe", "rules"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("default [captured, partially_refunded]") && Contains("one of hold, drop, default hold") && !Contains("default \n") && !Contains("list, default false"));
}

TEST_CASE("config.commands: help is an answer, not an error") {
    CommandBench bench;
    const Ran ran = bench.run({"--help"});
    CHECK(ran.code == 0);
    for (const char* verb : {"run", "check", "prepare", "status", "order", "exceptions", "plugins", "verify-history", "version"}) CHECK_THAT(ran.out, Contains(verb));
}

TEST_CASE("config.commands: the deployment may be named before and after the verb") {
    CommandBench bench;
    const std::string directory = bench.folder.path().string();
    CHECK(bench.run_bare({"ledgerline", "-d", directory, "check"}).code == 0);
    CHECK(bench.run_bare({"ledgerline", "check", "-d", directory}).code == 0);
}

TEST_CASE("config.commands: a deployment in order is told with what it has") {
    CommandBench bench;
    const Ran ran = bench.run({"check"});
    CHECK(ran.code == 0);
    CHECK(ran.out == "small: 2 connections, 2 routes, 7 components: in order\n");
}

TEST_CASE("config.commands: a broken deployment ends every verb with 78") {
    CommandBench bench(std::string(whole_deployment).replace(whole_deployment.find("needs: [items]"), 14, "need: [items]"));
    for (const auto& words : std::vector<std::vector<std::string>>{{"check"}, {"run"}, {"run", "--once"}, {"status"}, {"prepare"}, {"exceptions", "list"}, {"order", "trace", "1"}, {"verify-history"}, {"plugins", "list"}}) {
        const Ran ran = bench.run(words);
        INFO(words.front() << ": " << ran.out << ran.err);
        CHECK(ran.code == 78);
        CHECK_THAT(ran.err, Contains("ledgerline.yaml:11:") && Contains("need") && Contains("needs"));
    }
}

TEST_CASE("config.commands: each broken deployment is told with file, line and remedy") {
    struct Case {
        const char* from;
        const char* to;
        std::vector<const char*> told;
    };
    for (const Case& one : std::vector<Case>{{"plugin: sapb1", "plugin: sapb2", {"ledgerline.yaml:5:", "did you mean sapb1?"}},
                                             {"company: SMALL, ", "", {"ledgerline.yaml:5:", "company"}},
                                             {"http://127.0.0.1:9/b1s/v2", "ftp://127.0.0.1/b1s/v2", {"ledgerline.yaml:5:29: connections.erp.url: ", "https://"}},
                                             {"from: shop/orders", "from: shop/order", {"ledgerline.yaml:9:11: ", "shop/orders"}},
                                             {"sku-match: {}", "sku-mach: {}", {"ledgerline.yaml:14:", "did you mean sku-match?"}},
                                             {"sku-match: {}", "sku-match: {colour: red}", {"ledgerline.yaml:14:", "colour"}},
                                             {"tax.csv", "taxes.csv", {"ledgerline.yaml:15:", "taxes.csv"}},
                                             {"${env:SHOP_TOKEN}", "${env:NOBODY}", {"ledgerline.yaml:4:", "NOBODY"}},
                                             {"deployment: small", "deployment: [small", {"ledgerline.yaml:"}}}) {
        CommandBench bench(std::string(whole_deployment).replace(whole_deployment.find(one.from), std::string(one.from).size(), one.to));
        const Ran ran = bench.run({"check"});
        INFO(one.to << "\n" << ran.out << ran.err);
        CHECK(ran.code == 78);
        for (const char* part : one.told) CHECK_THAT(ran.err, Contains(part));
    }
}

TEST_CASE("config.commands: a map that lacks a column is told with the map's line") {
    CommandBench bench;
    bench.folder.write("maps/tax.csv", "# taxes\ncountry,tax,class,rate\nGB,UK VAT,,20\n");
    const Ran ran = bench.run({"check"});
    CHECK(ran.code == 78);
    CHECK_THAT(ran.err, Contains("tax.csv:2") && Contains("code"));
}

TEST_CASE("config.commands: a folder without a deployment ends with 78 and names the file") {
    CommandBench bench;
    std::filesystem::remove(bench.folder.path() / "ledgerline.yaml");
    const Ran ran = bench.run({"check"});
    CHECK(ran.code == 78);
    CHECK_THAT(ran.err, Contains("ledgerline.yaml"));
}

TEST_CASE("config.commands: systems that cannot be reached end with 69 and are named") {
    CommandBench bench;
    for (const auto& words : std::vector<std::vector<std::string>>{{"check", "--online"}, {"prepare", "--dry-run"}, {"run", "--once", "--give-up-after", "200"}}) {
        const Ran ran = bench.run(words);
        INFO(words.front() << ": " << ran.out << ran.err);
        CHECK(ran.code == 69);
        CHECK_THAT(ran.out + ran.err, Contains("erp/"));
    }
}

TEST_CASE("config.commands: without a store the looking verbs say what makes it") {
    CommandBench bench;
    for (const auto& words : std::vector<std::vector<std::string>>{{"status"}, {"verify-history"}, {"order", "trace", "1"}, {"exceptions", "list"}}) {
        const Ran ran = bench.run(words);
        CHECK(ran.code == 2);
        CHECK_THAT(ran.err, Contains("there is no store yet") && Contains("ledgerline run"));
    }
    CHECK_FALSE(std::filesystem::exists(bench.folder.path() / "data" / "ledgerline.db"));
}

TEST_CASE("config.commands: one store has one engine") {
    CommandBench bench;
    bench.add("1", state::ready);
    const store::EngineLock other(store::Location{(bench.folder.path() / "data" / "ledgerline.db").string()});
    const Ran ran = bench.run({"run", "--once"});
    CHECK(ran.code == 1);
    CHECK_THAT(ran.err, Contains(std::to_string(getpid())));
}

TEST_CASE("config.commands: every verb answers in JSON when asked") {
    CommandBench bench;
    const auto held = bench.add("1", state::held);
    const auto id = std::to_string(bench.hold(held, "SKU_NOT_FOUND", "sku:mug"));
    const auto sent = bench.add("2", state::delivered, outbox_state::delivered);
    bench.post(sent);
    CHECK(bench.json({"version"})["version"].text_or("") == app::version);
    CHECK(bench.json({"check"})["components"].int_or(0) == 7);
    CHECK(bench.json({"check", "--online"})["systems"].as_array()->at(0)["state"].text_or("") == "unreachable");
    CHECK(bench.json({"prepare", "--dry-run"})["results"].is_array());
    CHECK(bench.json({"status"})["waiting_money"].as_array()->at(0)["amount"].text_or("") == "62.7700");
    CHECK(bench.json({"verify-history"})["ok"].bool_or(false));
    CHECK(bench.json({"order", "trace", "1"}).as_array()->at(0)["exception"]["code"].text_or("") == "SKU_NOT_FOUND");
    CHECK(bench.json({"order", "trace", "26000017"}).as_array()->at(0)["id"].text_or("") == "2");
    CHECK(bench.json({"order", "trace", "nobody"}).size() == 0);
    CHECK(bench.json({"exceptions", "list"}).as_array()->at(0)["code"].text_or("") == "SKU_NOT_FOUND");
    CHECK(bench.json({"exceptions", "list", "--groups"}).as_array()->at(0)["subject"].text_or("") == "sku:mug");
    CHECK(bench.json({"exceptions", "show", id})["findings"].as_array()->at(0)["facts"]["sku"].text_or("") == "MUG");
    CHECK(bench.json({"exceptions", "assign", id, "ada"})["assigned_to"].text_or("") == "ada");
    CHECK(bench.json({"exceptions", "retry", id})["judged_anew"].int_or(0) == 1);
    CHECK(bench.json({"exceptions", "resolve", id, "--note", "done"})["state"].text_or("") == "closed");
    CHECK(bench.json({"plugins", "list"})["plugins"].size() == 3);
    CHECK(bench.json({"plugins", "describe", "sapb1"})["name"].text_or("") == "sapb1");
    CHECK(bench.json({"run", "--once", "--give-up-after", "100"})["received"].int_or(0) == 2);
}

TEST_CASE("config.commands: no verb prints a secret, not even when it fails") {
    CommandBench bench(std::string(whole_deployment) + "log: debug\n");
    const auto held = bench.add("1", state::held);
    const auto id = std::to_string(bench.hold(held, "SKU_NOT_FOUND"));
    CommandBench broken(std::string(whole_deployment).replace(whole_deployment.find("company: SMALL"), 14, "compani: SMALL"));
    for (const CommandBench* one : {&bench, &broken})
        for (const auto& words : std::vector<std::vector<std::string>>{{"check"}, {"check", "--online"}, {"prepare"}, {"run", "--once", "--give-up-after", "100"}, {"status"}, {"order", "trace", "1"},
                                                                       {"exceptions", "show", id}, {"plugins", "list"}, {"plugins", "describe", "bigcommerce"}, {"plugins", "describe", "sapb1"}})
            for (const bool as_json : {false, true}) {
                auto all = words;
                if (as_json) all.push_back("--json");
                const Ran ran = one->run(all);
                INFO(words.front() << ": " << ran.out << ran.err);
                CHECK((ran.out + ran.err).find(shop_token) == std::string::npos);
                CHECK((ran.out + ran.err).find(erp_password) == std::string::npos);
            }
}

TEST_CASE("config.commands: status ends with 1 while an exception is open, and tells the money that waits") {
    CommandBench bench;
    const auto held = bench.add("1", state::held);
    CHECK(bench.run({"status"}).code == 0);
    bench.hold(held, "SKU_NOT_FOUND");
    const Ran ran = bench.run({"status"});
    CHECK(ran.code == 1);
    CHECK_THAT(ran.out, Contains("waiting money: 62.77 GBP") && Contains("SKU_NOT_FOUND") && Contains("merchandising"));
}

TEST_CASE("config.commands: a history that was changed is found") {
    CommandBench bench;
    bench.add("1", state::ready);
    CHECK(bench.run({"verify-history"}).code == 0);
    {
        store::Connection raw(store::Location{(bench.folder.path() / "data" / "ledgerline.db").string()});
        raw.execute("UPDATE history SET who = 'somebody' WHERE seq = 1");
    }
    const Ran ran = bench.run({"verify-history"});
    CHECK(ran.code == 1);
    CHECK_THAT(ran.out, Contains("entry 1"));
}

TEST_CASE("config.commands: a near plugin name is suggested") {
    CHECK_THAT(CommandBench().run({"plugins", "describe", "sapb"}).err, Contains("did you mean sapb1?"));
}

TEST_CASE("config.commands: a plugin file that was refused is listed beside the good ones") {
    CommandBench bench;
    bench.folder.write("plugins/broken.so", "no library");
    const Ran ran = bench.run({"plugins", "list"});
    CHECK(ran.code == 1);
    CHECK_THAT(ran.out, Contains("refused: ") && Contains("broken.so") && Contains("bigcommerce"));
    CHECK(bench.run({"check"}).code == 78);
}

TEST_CASE("config.commands: the engine's version is the project's") {
    std::ifstream in(std::string(LEDGERLINE_SOURCE_DIR) + "/CMakeLists.txt");
    std::ostringstream text;
    text << in.rdbuf();
    CHECK_THAT(text.str(), Contains(std::string("project(Ledgerline VERSION ") + app::version + " "));
    CHECK(std::string(app::user_agent) == std::string("Ledgerline/") + app::version);
}

TEST_CASE("order.status: what does not work and the money behind it are told, also without an exception") {
    CommandBench bench;
    bench.add("1", store::message_state::routed, store::outbox_state::ready);
    bench.commit([](store::UnitOfWork& unit) { unit.notes().set_trouble("erp/orders", "SAP Business One refuses the login"); });
    const Ran ran = bench.run({"status"});
    CHECK(ran.code == 1);
    CHECK_THAT(ran.out, Contains("Does not work now") && Contains("erp/orders") && Contains("refuses the login"));
    CHECK_THAT(ran.out, Contains("erp/items") && Contains("read never"));
    CHECK_THAT(ran.out, Contains("not posted yet, without an exception: 62.77 GBP"));
    CHECK_THAT(bench.run({"order", "trace", "N1"}).out, Contains("waits to be sent; nothing can be sent to erp/orders: SAP Business One refuses the login"));
}

TEST_CASE("order.trace: an order that waits until the items were read says so, and what keeps them") {
    CommandBench bench;
    bench.add("1", store::message_state::ready);
    bench.commit([](store::UnitOfWork& unit) { unit.notes().set_trouble("erp/items", "SAP Business One refuses the login"); });
    CHECK_THAT(bench.run({"order", "trace", "N1"}).out, Contains("nothing is judged before erp/items was read to its end once: SAP Business One refuses the login"));
}
