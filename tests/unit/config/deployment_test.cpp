// Protects: that a deployment is understood whole, and that each kind of mistake in it is told with its place and remedy.
// How: directories made for the test; one table of (what is written, the problem that it must give).
#include "folder.hpp"

#include "message/json.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::config;
using test::environment;
using test::Folder;
using test::problems_of;

namespace {

const std::string whole = R"(deployment: demo-uk
store: state/ledgerline.db
log: debug
connections:
  shop: {plugin: bigcommerce, url: "http://127.0.0.1:18080/stores/demo", token: "${env:BC_TOKEN}"}
  erp:
    plugin: sapb1
    url: "https://${env:ERP_HOST}:50000/b1s/v2"
    password: "${file:secrets/erp-password}"
routes:
  items: {from: erp/items, to: item-master, every: 5m}
  orders:
    from: shop/orders
    to: erp/orders
    every: 30s
    batch: 20
    lanes: 2
    probe_after: 10s
    retries: 3
    needs: [items]
    source: {overlap: 10m}
    sink: {series: 7}
    rules:
      - payment-gate: {accept: [captured]}
      - rules/sku-match:
          on_unknown: hold
      - discounts
      - total-check:
)";
const std::string owners = R"(teams:
  finance: {contact: finance@acme.example}
  warehouse: {contact: hall-3@acme.example}
codes:
  SKU_NOT_FOUND: warehouse
  TOTAL_MISMATCH: it
)";

// The smallest deployment that is right.
const std::string head = "deployment: d\nconnections:\n  shop: {plugin: a}\n  erp: {plugin: b}\n";
const std::string good = head + "routes:\n  items: {from: erp/items, to: item-master}\n  orders: {from: shop/orders, to: erp/orders}\n";

Environment variables() { return environment({{"BC_TOKEN", "bc-token-1"}, {"ERP_HOST", "erp.example"}, {"LEVEL", "debug"}, {"EMPTY", ""}}); }

Deployment read_whole(const Folder& folder) { return read_deployment(folder.path(), "", variables()); }

} // namespace

TEST_CASE("config. a whole deployment is read") {
    const Folder folder({{"ledgerline.yaml", whole}, {"owners.yaml", owners}, {"secrets/erp-password", "manager-1\n"}, {"plugins/x", ""}});
    const Deployment deployment = read_whole(folder);
    const Settings& settings = deployment.settings;
    CHECK(settings.name == "demo-uk");
    CHECK(settings.store == folder.path() / "state/ledgerline.db");
    CHECK(settings.log_level == "debug");
    CHECK(settings.plugin_directories == std::vector<std::filesystem::path>{folder.path() / "plugins"});
    REQUIRE(settings.connections.size() == 2);
    CHECK(settings.connections[0].name == "shop");
    CHECK(settings.connections[0].plugin == "bigcommerce");
    CHECK(settings.connections[0].values.value.find("plugin") == nullptr);
    CHECK(settings.connections[0].values.field == "connections.shop");
    REQUIRE(settings.routes.size() == 2);
    const RouteSettings& orders = settings.routes[1];
    CHECK(orders.from == "shop/orders");
    CHECK(orders.to == "erp/orders");
    CHECK(orders.schedule.every_ms == 30'000);
    CHECK(orders.batch == 20);
    CHECK(orders.lanes == 2);
    CHECK(orders.probe_after_ms == 10'000);
    CHECK(orders.retries_max == 3);
    CHECK(orders.needs == std::vector<std::string>{"items"});
    CHECK(message::write_json(orders.source_values.value) == R"({"overlap":"10m"})");
    CHECK(message::write_json(orders.sink_values.value) == R"({"series":7})");
    CHECK(settings.owners.team_of_code.at("SKU_NOT_FOUND") == "warehouse");
    CHECK(settings.owners.contact_of_team.at("finance") == "finance@acme.example");
    CHECK(deployment.warnings.empty());
}

TEST_CASE("config. rules keep their order, with or without fields") {
    const Folder folder({{"ledgerline.yaml", whole}, {"secrets/erp-password", "manager-1\n"}});
    const Deployment deployment = read_whole(folder);
    const auto& rules = deployment.settings.routes[1].rules;
    std::vector<std::string> shown;
    for (const RuleSettings& rule : rules) shown.push_back(rule.component + " " + message::write_json(rule.values.value) + " " + rule.values.field);
    CHECK(shown == std::vector<std::string>{R"(payment-gate {"accept":["captured"]} routes.orders.rules[0])", R"(rules/sku-match {"on_unknown":"hold"} routes.orders.rules[1])",
                                            "discounts {} routes.orders.rules[2]", "total-check {} routes.orders.rules[3]"});
}

TEST_CASE("config. a component's problem is told with the line of the value") {
    const Folder folder({{"ledgerline.yaml", head + "routes:\n  orders:\n    from: shop/orders\n    to: erp/orders\n    rules:\n      - approval-limit:\n          limit: \"5.000,00\"\n"}});
    const Deployment deployment = read_deployment(folder.path(), "", environment());
    std::vector<Problem> problems;
    Field limit;
    limit.name = "limit";
    limit.type = "decimal";
    check(deployment.settings.routes[0].rules[0].values, {limit}, *deployment.maps, problems);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].text() == "ledgerline.yaml:11:18: routes.orders.rules[0].limit: \"5.000,00\" is not a decimal (write 5000.00)");
}

TEST_CASE("config. defaults stand in for what is not written") {
    const Folder folder({{"ledgerline.yaml", good}});
    const Settings settings = read_deployment(folder.path(), "", environment()).settings;
    CHECK(settings.store == folder.path() / "data/ledgerline.db");
    CHECK(settings.log_level == "info");
    CHECK(settings.plugin_directories.empty());
    CHECK(settings.routes[1].schedule.every_ms == 60'000);
    CHECK_FALSE(settings.routes[1].schedule.cron);
    CHECK(settings.routes[1].schedule.jitter_ms == 0);
    CHECK(settings.routes[1].batch == 50);
    CHECK(settings.routes[1].source_values.field == "routes.orders.source");
    CHECK(settings.routes[1].source_values.place.line == 7);
}

TEST_CASE("config. a route may be polled at times of its own, and a little later") {
    const Folder folder({{"ledgerline.yaml", head + "routes:\n  orders: {from: shop/orders, to: erp/orders, cron: \"*/10 6-22 * * Mon-Fri +01:00\", jitter: 30s}\n"}});
    const base::Schedule schedule = read_deployment(folder.path(), "", environment()).settings.routes[0].schedule;
    REQUIRE(schedule.cron);
    CHECK(base::iso_time(schedule.cron->next(base::parse_time("2026-03-06T21:55:00Z").value())) == "2026-03-09T05:00:00Z"); // from Friday evening to Monday
    CHECK(schedule.jitter_ms == 30'000);
}

TEST_CASE("config. references become placeholders, and only the filled text has the value") {
    const Folder folder({{"ledgerline.yaml", whole}, {"secrets/erp-password", "manager-1\n"}});
    const Deployment deployment = read_whole(folder);
    const std::string token = deployment.settings.connections[0].values.value["token"].text_or("");
    CHECK(token.find("bc-token-1") == std::string::npos);
    CHECK(deployment.secrets->fill(token) == "bc-token-1");
    CHECK(deployment.secrets->fill(deployment.settings.connections[1].values.value["password"].text_or("")) == "manager-1");
    CHECK(deployment.secrets->fill(deployment.settings.connections[1].values.value["url"].text_or("")) == "https://erp.example:50000/b1s/v2");
    CHECK(deployment.secrets->redact("bc-token-1, manager-1") == "***, ***");
}

TEST_CASE("config. of a secret file exactly one line end at the end is dropped") {
    const Folder folder({{"ledgerline.yaml", whole}});
    for (const auto& [text, value] : std::vector<std::pair<std::string, std::string>>{{"abcd", "abcd"}, {"abcd\n", "abcd"}, {"abcd\r\n", "abcd"}, {"abcd\n\n", "abcd\n"}, {" abcd ", " abcd "}}) {
        folder.write("secrets/erp-password", text);
        const Deployment deployment = read_whole(folder);
        CHECK(deployment.secrets->fill(deployment.settings.connections[1].values.value["password"].text_or("")) == value);
    }
}

TEST_CASE("config. a secret file that everybody can read is a warning") {
    const Folder folder({{"ledgerline.yaml", whole}, {"secrets/erp-password", "manager-1\n"}});
    std::filesystem::permissions(folder.path() / "secrets/erp-password", std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    const Deployment deployment = read_whole(folder);
    REQUIRE(deployment.warnings.size() == 1);
    CHECK(deployment.warnings[0].text() ==
          "ledgerline.yaml:9:15: connections.erp.password: the file secrets/erp-password can be read by every user of this machine (chmod o-r)");
}

TEST_CASE("config. the engine's own keys take references as plain text") {
    const Folder folder({{"ledgerline.yaml", "log: \"${env:LEVEL}\"\n" + good}});
    CHECK(read_whole(folder).settings.log_level == "debug");
}

TEST_CASE("config. a doubled dollar stands for itself") {
    const Folder folder;
    folder.write("ledgerline.yaml", "deployment: d\nconnections: {shop: {plugin: a, format: \"$${env:X} $5 $\"}}\nroutes: {r: {from: shop/a, to: item-master}}\n");
    CHECK(read_whole(folder).settings.connections[0].values.value["format"].text_or("") == "${env:X} $5 $");
}

TEST_CASE("config. how gently a system is treated is the engine's business, not its plugin's") {
    Folder folder;
    folder.write("ledgerline.yaml", "deployment: d\nconnections:\n  shop: {plugin: a}\n  erp: {plugin: b, requests_at_once: 2, quiet: [\"00:00-01:00 +00:00\"]}\n"
                                    "routes: {r: {from: shop/a, to: erp/b, together: 3}}\n");
    const Settings settings = read_whole(folder).settings;
    REQUIRE(settings.connections.size() == 2);
    CHECK(settings.connections[0].requests_at_once == 4);
    CHECK(settings.connections[0].quiet.empty());
    CHECK(settings.connections[1].requests_at_once == 2);
    CHECK(settings.connections[1].quiet.until(0) == 3'600'000);
    CHECK(settings.connections[1].values.value.size() == 0);
    CHECK(settings.routes.at(0).together == 3);
}

TEST_CASE("config. each mistake in ledgerline.yaml is told with its place and remedy") {
    struct Mistake {
        std::string yaml, problem;
    };
    const auto connection = [](const std::string& fields) { return "deployment: d\nconnections:\n  shop: {plugin: a, " + fields + "}\nroutes: {r: {from: shop/a, to: item-master}}\n"; };
    const auto route = [](const std::string& fields) { return head + "routes:\n  items: {from: erp/items, to: item-master}\n  orders: {" + fields + "}\n"; };
    const auto with = [&](const std::string& field) { return route("from: shop/orders, to: erp/orders, " + field); };
    const std::vector<Mistake> mistakes = {
        {good, ""},
        {"", "ledgerline.yaml: is empty"},
        {"[a]", "ledgerline.yaml:1:1: must be a mapping (one \"name: value\" a line, indented), not a list"},
        {"deployment d", "ledgerline.yaml:1:1: must be a mapping (one \"name: value\" a line, indented), not a single value"},
        {good + "store: a\nstore: b\n", "ledgerline.yaml:9:1: store: is given twice, first in line 8; remove one of the two"},
        {good + "plugin: [a]\n", "ledgerline.yaml:8:1: plugin: is not known; did you mean \"plugins\"?"},
        {good + "  again: {from: shop/orders, to: erp/orders}\n", "ledgerline.yaml:8:17: routes.again.from: \"shop/orders\" is read by the route \"orders\" already; a source has one route"},
        {good + "console: {port: 1}\n", "ledgerline.yaml:8:1: console: is not known; known are deployment, store, log, listen, plugins, connections and routes"},
        {"connections: {shop: {plugin: a}}\nroutes: {r: {from: shop/a, to: item-master}}", "ledgerline.yaml:1:1: deployment: is missing: a name for this deployment, such as demo-uk"},
        {"deployment: d\nroutes: {r: {from: shop/a, to: item-master}}",
         "ledgerline.yaml:1:1: connections: is missing: the systems that are connected, each by a name of your choice\n"
         "ledgerline.yaml:2:20: routes.r.from: there is no connection \"shop\""},
        {"deployment: d\nconnections: {shop: {plugin: a}}\n", "ledgerline.yaml:1:1: routes: is missing: what flows from where to where, each by a name of your choice"},
        {head + "routes: {}\n", "ledgerline.yaml:5:9: routes: is empty; write at least one route"},
        {head + "routes:\n", "ledgerline.yaml:5:1: routes: must be a mapping (one \"name: value\" a line, indented), not nothing"},
        {good + "log: verbose\n", "ledgerline.yaml:8:6: log: \"verbose\" is not one of debug, info, warning and error"},
        {good + "log: warn\n", "ledgerline.yaml:8:6: log: \"warn\" is not one of debug, info, warning and error"},
        {good + "log: inf\n", "ledgerline.yaml:8:6: log: \"inf\" is not one of debug, info, warning and error (write info)"},
        {good + "store: [a]\n", "ledgerline.yaml:8:8: store: must be a single value, not a list"},
        {good + "store:\n", "ledgerline.yaml:8:1: store: has no value; write one, or remove the line"},
        {good + "store: \"\"\n", "ledgerline.yaml:8:8: store: is empty; write a value"},
        {good + "plugins: plugins\n", "ledgerline.yaml:8:10: plugins: must be a list (write [../shared-plugins]), not a single value"},
        {"deployment: demo uk\n" + good.substr(14), "ledgerline.yaml:1:1: deployment: a name consists of letters, digits, - and _ and begins with a letter"},
        // connections
        {"deployment: d\nconnections: {shop: {url: x}}\nroutes: {r: {from: shop/a, to: item-master}}\n",
         "ledgerline.yaml:2:15: connections.shop.plugin: is missing: the plugin that speaks with this system, such as bigcommerce or sapb1"},
        {"deployment: d\nconnections: {shop: bigcommerce}\nroutes: {r: {from: shop/a, to: item-master}}\n",
         "ledgerline.yaml:2:21: connections.shop: must be a mapping (one \"name: value\" a line, indented), not a single value"},
        {"deployment: d\nconnections: {my shop: {plugin: a}}\nroutes: {r: {from: my shop/a, to: item-master}}\n",
         "ledgerline.yaml:2:15: connections.my shop: a name consists of letters, digits, - and _ and begins with a letter"},
        {"deployment: d\nconnections: {a123456789b123456789c: {plugin: a}}\nroutes: {r: {from: a123456789b123456789c/a, to: item-master}}\n",
         "ledgerline.yaml:2:15: connections.a123456789b123456789c: a name has at most 20 characters here"},
        {connection("requests_at_once: 0"), "ledgerline.yaml:3:39: connections.shop.requests_at_once: \"0\" is not a whole number from 1 to 256"},
        {connection("quiet: night"), "ledgerline.yaml:3:28: connections.shop.quiet: must be a list (write [\"22:00-02:00 +01:00\"]), not a single value"},
        {connection("quiet: [\"22:00-02:00\"]"),
         "ledgerline.yaml:3:29: connections.shop.quiet[0]: \"22:00-02:00\" is no time of the day (write \"22:00-02:00 +01:00\", or \"Sat,Sun 00:00-24:00 +01:00\")"},
        {connection("quiet: [\"00:00-12:00 +00:00\", \"12:00-24:00 +00:00\"]"),
         "ledgerline.yaml:3:28: connections.shop.quiet: there is no minute of the week left in which anything may be done"},
        // references
        {connection("token: \"${env:NOT_SET}\""), "ledgerline.yaml:3:28: connections.shop.token: the environment variable NOT_SET is not set; set it for the engine's process"},
        {connection("token: \"${env:EMPTY}\""), "ledgerline.yaml:3:28: connections.shop.token: the environment variable EMPTY is empty; give it a value"},
        {connection("token: \"${env:9 x}\""), "ledgerline.yaml:3:28: connections.shop.token: \"${env:9 x}\" names no environment variable (letters, digits and _)"},
        {connection("token: \"${file:secrets/none}\""),
         "ledgerline.yaml:3:28: connections.shop.token: the file secrets/none does not exist; create it below the deployment directory, readable by the engine's user only"},
        {connection("token: \"${file:.}\""), "ledgerline.yaml:3:28: connections.shop.token: the file . is not an ordinary file"},
        {connection("token: \"${file:}\""), "ledgerline.yaml:3:28: connections.shop.token: ${file:} names no file; write ${file:secrets/name}"},
        {connection("token: \"${file:empty}\""), "ledgerline.yaml:3:28: connections.shop.token: the file empty is empty; write the value into it"},
        {connection("token: \"${file:binary}\""), "ledgerline.yaml:3:28: connections.shop.token: the file binary holds no text: byte 0 is not UTF-8"},
        {connection("token: \"${TOKEN}\""), "ledgerline.yaml:3:28: connections.shop.token: \"${TOKEN}\" is no reference (write ${env:TOKEN})"},
        {connection("token: \"${vault:x}\""), "ledgerline.yaml:3:28: connections.shop.token: \"${vault:x}\" is no reference; write ${env:NAME} or ${file:path}, or $${ for a plain \"${\""},
        {connection("token: \"${env:BC_TOKEN\""), "ledgerline.yaml:3:28: connections.shop.token: a \"${\" is not closed by \"}\"; write ${env:NAME} or ${file:path}, or $${ for a plain \"${\""},
        {connection("token: \"${secret:1}\""),
         "ledgerline.yaml:3:28: connections.shop.token: \"${secret:1}\" is the engine's own form and can't be written here; write ${env:NAME} or ${file:path}, or $${ for a plain \"${\""},
        {connection("deep: [{x: [\"${env:NOT_SET}\"]}]"), "ledgerline.yaml:3:33: connections.shop.deep[0].x[0]: the environment variable NOT_SET is not set; set it for the engine's process"},
        // routes
        {route("to: erp/orders"), "ledgerline.yaml:7:3: routes.orders.from: is missing: the connection and source that messages come from, such as shop/orders"},
        {route("from: shop/orders"), "ledgerline.yaml:7:3: routes.orders.to: is missing: the connection and sink that messages go to, such as erp/orders, or item-master"},
        {route("from: shpo/orders, to: erp/orders"), "ledgerline.yaml:7:18: routes.orders.from: there is no connection \"shpo\"; did you mean \"shop\"?"},
        {route("from: shop/orders, to: sap/orders"), "ledgerline.yaml:7:35: routes.orders.to: there is no connection \"sap\"; known are shop and erp"},
        {route("from: shop, to: erp/orders"), "ledgerline.yaml:7:18: routes.orders.from: \"shop\" is not a connection and its component; write it like shop/orders, or stock-levels, item-master, returns, refunds"},
        {route("from: shop/a/b, to: erp/orders"), "ledgerline.yaml:7:18: routes.orders.from: \"shop/a/b\" is not a connection and its component; write it like shop/orders, or stock-levels, item-master, returns, refunds"},
        {route("from: item-masters, to: erp/orders"), "ledgerline.yaml:7:18: routes.orders.from: \"item-masters\" is not a connection and its component; did you mean item-master?"},
        {route("from: shop/orders, to: item_master"), "ledgerline.yaml:7:35: routes.orders.to: \"item_master\" is not a connection and its component; did you mean item-master?"},
        {route("from: shop/orders, to: erp/"), "ledgerline.yaml:7:35: routes.orders.to: \"erp/\" is not a connection and its component; write it like erp/orders, or item-master, stock-levels, listings, returned-goods"},
        {with("evry: 5m"), "ledgerline.yaml:7:47: routes.orders.evry: is not known; did you mean \"every\"?"},
        {with("every: 30"), "ledgerline.yaml:7:54: routes.orders.every: \"30\" is not a duration (write 30s, 30m or 30h)"},
        {with("every: often"), "ledgerline.yaml:7:54: routes.orders.every: \"often\" is not a duration (write a whole number and ms, s, m, h or d: 30s, 5m, 1h)"},
        {with("every: 10ms"), "ledgerline.yaml:7:54: routes.orders.every: \"10ms\" is not a duration that is possible here (write 100ms to 7d)"},
        {with("cron: \"0 2 * * *\""), "ledgerline.yaml:7:53: routes.orders.cron: \"0 2 * * *\" has no offset of the clock behind its five fields (write minute, hour, day of the month, month, "
                                        "day of the week and the offset: \"*/10 6-22 * * Mon-Fri +01:00\")"},
        {with("cron: \"0 25 * * * +01:00\""), "ledgerline.yaml:7:53: routes.orders.cron: \"25\" is no hour: \"25\" is not one of 0 to 23 (write 2, 6-22 or */2)"},
        {with("cron: \"0 2 30 2 * +01:00\""), "ledgerline.yaml:7:53: routes.orders.cron: \"0 2 30 2 * +01:00\" never comes: no such month has that day (write minute, hour, day of the month, month, "
                                              "day of the week and the offset: \"*/10 6-22 * * Mon-Fri +01:00\")"},
        {with("every: 5m, cron: \"0 2 * * * +01:00\""), "ledgerline.yaml:7:64: routes.orders.cron: a source is asked either so often or at times of its own; remove every or cron"},
        {with("jitter: 2h"), "ledgerline.yaml:7:55: routes.orders.jitter: \"2h\" is not a duration that is possible here (write 0s to 1h)"},
        {with("batch: 0"), "ledgerline.yaml:7:54: routes.orders.batch: \"0\" is not a whole number from 1 to 10000"},
        {with("batch: many"), "ledgerline.yaml:7:54: routes.orders.batch: \"many\" is not a whole number from 1 to 10000"},
        {with("together: 0"), "ledgerline.yaml:7:57: routes.orders.together: \"0\" is not a whole number from 1 to 10000"},
        {with("lanes: 65"), "ledgerline.yaml:7:54: routes.orders.lanes: \"65\" is not a whole number from 1 to 64"},
        {with("probe_after: 2h"), "ledgerline.yaml:7:60: routes.orders.probe_after: \"2h\" is not a duration that is possible here (write 0s to 1h)"},
        {with("retries: -1"), "ledgerline.yaml:7:56: routes.orders.retries: \"-1\" is not a whole number from 0 to 1000"},
        {with("needs: items"), "ledgerline.yaml:7:54: routes.orders.needs: must be a list (write [items]), not a single value"},
        {with("needs: [item]"), "ledgerline.yaml:7:55: routes.orders.needs[0]: there is no route \"item\"; did you mean \"items\"?"},
        {with("needs: [orders]"), "ledgerline.yaml:7:55: routes.orders.needs[0]: a route can't wait for itself"},
        {with("needs: [items, items]"), "ledgerline.yaml:7:62: routes.orders.needs[1]: \"items\" is there twice"},
        {with("source: x"), "ledgerline.yaml:7:55: routes.orders.source: must be a mapping (one \"name: value\" a line, indented), not a single value"},
        {head + "routes:\n  a: {from: shop/a, to: erp/a, needs: [b]}\n  b: {from: shop/b, to: erp/b, needs: [a]}\n",
         "ledgerline.yaml:6:39: routes.a.needs: the routes a and b wait for one another; remove one of these needs"},
        // rules
        {with("rules: {sku-match: {}}"), "ledgerline.yaml:7:54: routes.orders.rules: must be a list (write \"- \" in front of each rule), not a mapping"},
        {with("rules: [{sku-match: {a: 1}, tax-map: {}}]"), "ledgerline.yaml:7:55: routes.orders.rules[0]: must be one rule: its name, and its fields indented below the name or in braces behind it"},
        {with("rules: [{sku-match: hold}]"), "ledgerline.yaml:7:67: routes.orders.rules[0]: must be a mapping (one \"name: value\" a line, indented), not a single value"},
        {with("rules: [a/b/c]"), "ledgerline.yaml:7:55: routes.orders.rules[0]: \"a/b/c\" is not the name of a rule; write it like sku-match or rules/sku-match"},
        {with("rules: [{\"sku match\": {}}]"), "ledgerline.yaml:7:56: routes.orders.rules[0]: \"sku match\" is not the name of a rule; write it like sku-match or rules/sku-match"},
        {with("rules: [[a]]"), "ledgerline.yaml:7:55: routes.orders.rules[0]: must be a single value, not a list"},
    };
    const Folder folder({{"empty", "\n"}, {"binary", "\xFF\xFE"}});
    for (const Mistake& mistake : mistakes) {
        INFO(mistake.yaml);
        folder.write("ledgerline.yaml", mistake.yaml);
        CHECK(problems_of(folder, "", variables()) == mistake.problem);
    }
}

TEST_CASE("config. each mistake in owners.yaml is told with its place and remedy") {
    struct Mistake {
        std::string yaml, problem;
    };
    const std::vector<Mistake> mistakes = {
        {owners, ""},
        {"codes: {SKU_NOT_FOUND: cx}\n", ""},
        {"team: {}\n", "owners.yaml:1:1: team: is not known; did you mean \"teams\"?"},
        {"teams: [finance]\n", "owners.yaml:1:8: teams: must be a mapping (one \"name: value\" a line, indented), not a list"},
        {"teams: {finance: {mail: x}}\n", "owners.yaml:1:19: teams.finance.mail: is not known; known is contact\nowners.yaml:1:9: teams.finance.contact: is missing: the address that this team reads"},
        {"teams: {finance: {contact: }}\n", "owners.yaml:1:19: teams.finance.contact: has no value; write one, or remove the line"},
        {"codes: {SKU_NOT_FOUND: finanze}\n", "owners.yaml:1:24: codes.SKU_NOT_FOUND: there is no team \"finanze\"; did you mean \"finance\"?"},
        {"codes: {sku-not-found: finance}\n", "owners.yaml:1:9: codes.sku-not-found: an exception code consists of capital letters, digits and _, such as SKU_NOT_FOUND"},
        {"codes: {A: finance, A: cx}\n", "owners.yaml:1:21: codes.A: is given twice, first in line 1; remove one of the two"},
    };
    const Folder folder({{"ledgerline.yaml", good}});
    for (const Mistake& mistake : mistakes) {
        INFO(mistake.yaml);
        folder.write("owners.yaml", mistake.yaml);
        CHECK(problems_of(folder) == mistake.problem);
    }
}

TEST_CASE("config. the problems of all files are told at once") {
    const Folder folder({{"ledgerline.yaml", "a: 1\na: 2\n"}, {"owners.yaml", "x: 1\n"}, {"maps/big.csv", std::string(11U << 20U, 'x')}});
    CHECK(problems_of(folder) == "maps/big.csv: is larger than 10485760 bytes\n"
                                 "ledgerline.yaml:2:1: a: is given twice, first in line 1; remove one of the two\n"
                                 "owners.yaml:1:1: x: is not known; known are teams and codes");
}

TEST_CASE("config. a missing directory or file is told with its remedy") {
    const Folder folder;
    CHECK(problems_of(folder) == "ledgerline.yaml: does not exist");
    CHECK_THROWS_WITH(read_deployment(folder.path() / "none", "", environment()),
                      "there is no directory " + (folder.path() / "none").string() + "; name the deployment directory with --deployment");
}

TEST_CASE("config. a plugin directory must exist, and is searched once") {
    const Folder folder({{"ledgerline.yaml", good + "plugins: [plugins, more/../more]\n"}, {"plugins/a", ""}, {"more/a", ""}});
    const Settings settings = read_deployment(folder.path(), "", environment()).settings;
    CHECK(settings.plugin_directories == std::vector<std::filesystem::path>{folder.path() / "plugins", folder.path() / "more"});
    folder.write("ledgerline.yaml", good + "plugins: [none]\n");
    CHECK(problems_of(folder) == "ledgerline.yaml:8:11: plugins[0]: there is no directory \"" + (folder.path() / "none").string() + "\"");
}

TEST_CASE("config. an overlay changes, adds and removes members") {
    const Folder folder({{"ledgerline.yaml", whole},
                         {"secrets/erp-password", "manager-1"},
                         {"overlays/test.yaml", "log: warning\nstore: ~\nconnections:\n  erp: {company: TEST, url: \"http://t\"}\nroutes:\n  orders: {rules: [total-check], needs: ~}\n"}});
    const Settings settings = read_deployment(folder.path(), "test", variables()).settings;
    CHECK(settings.log_level == "warning");
    CHECK(settings.store == folder.path() / "data/ledgerline.db");
    CHECK(settings.connections[1].values.value["url"].text_or("") == "http://t");
    CHECK(settings.connections[1].values.value["company"].text_or("") == "TEST");
    CHECK(settings.connections[1].plugin == "sapb1");
    CHECK(settings.connections[1].values.places.at("/url").file == "overlays/test.yaml");
    CHECK(settings.connections[1].values.places.at("/password").file == "ledgerline.yaml");
    CHECK(settings.routes[1].rules.size() == 1);
    CHECK(settings.routes[1].needs.empty());
    CHECK(settings.routes[1].batch == 20);
}

TEST_CASE("config. a mistake in an overlay is told with the overlay's place") {
    const Folder folder({{"ledgerline.yaml", good}, {"overlays/test.yaml", "routes:\n  orders: {batch: no}\n"}, {"overlays/live.yaml", "[a]\n"}});
    CHECK(problems_of(folder, "test") == "overlays/test.yaml:2:19: routes.orders.batch: \"no\" is not a whole number from 1 to 10000");
    CHECK(problems_of(folder, "live") == "overlays/live.yaml:1:1: must be a mapping (one \"name: value\" a line, indented), not a list");
    CHECK(problems_of(folder, "tset") == "there is no overlay \"tset\", which would be the file overlays/tset.yaml; did you mean \"test\"?");
    CHECK(problems_of(folder, "../ledgerline") == "there is no overlay \"../ledgerline\", which would be the file overlays/../ledgerline.yaml; known are live and test");
}
