// Protects that every mistake which needs the plugins to be seen is told with its place, its field and a remedy, before anything is
// created. Each case is a small deployment against the scripted plugin "fake".
#include "support/engine_bench.hpp"
#include "unit/config/folder.hpp"

#include "app/plan.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace ledgerline;
using config::test::Folder;

const std::string connections = "deployment: d\nconnections:\n  shop: {plugin: fake}\n  erp: {plugin: fake}\nroutes:\n";

class PlanBench {
public:
    PlanBench() { catalog.add(plugin.table(), "scripted"); }
    app::Plan plan(const std::string& yaml) {
        folder.write("ledgerline.yaml", yaml);
        deployment = config::read_deployment(folder.path(), "", config::test::environment());
        return app::make_plan(deployment, catalog, clock);
    }
    std::string problems(const std::string& yaml) {
        try {
            plan(yaml);
        } catch (const config::ConfigError& error) {
            return error.what();
        }
        return "";
    }

    test::ScriptedPlugin plugin;
    plugin::Catalog catalog;
    Folder folder;
    config::Deployment deployment;
    test::HandClock clock;
};

struct Mistake {
    const char* what;
    std::string yaml;
    std::vector<std::string> told;
};

const std::vector<Mistake> mistakes{
    {"a plugin that is not there, with a near one", "deployment: d\nconnections:\n  shop: {plugin: fakee}\nroutes:\n  orders: {from: shop/orders, to: item-master}\n",
     {"ledgerline.yaml:3:18: ", "connections.shop.plugin", "there is no plugin \"fakee\" (did you mean fake?)"}},
    {"a plugin that is nothing like any", "deployment: d\nconnections:\n  shop: {plugin: magento}\nroutes:\n  orders: {from: shop/orders, to: item-master}\n",
     {"ledgerline.yaml:3:", "there is no plugin \"magento\"; `ledgerline plugins list` shows the plugins that were found"}},
    {"a field that a connection does not have", "deployment: d\nconnections:\n  shop: {plugin: fake, url: x}\nroutes:\n  items: {from: shop/items, to: item-master}\n",
     {"ledgerline.yaml:3:", "connections.shop.url"}},
    {"a source that the plugin does not have", connections + "  orders: {from: shop/order, to: erp/orders}\n",
     {"ledgerline.yaml:6:18: ", "routes.orders.from", "the plugin fake has no source \"order\" (it has: shop/orders, shop/items)"}},
    {"a sink that the plugin does not have", connections + "  orders: {from: shop/orders, to: erp/invoices}\n",
     {"ledgerline.yaml:6:35: ", "routes.orders.to", "the plugin fake has no sink \"invoices\" (it has: erp/orders, erp/parcels)"}},
    {"a source used as a sink", connections + "  orders: {from: shop/orders, to: erp/items}\n", {"routes.orders.to", "the plugin fake has no sink \"items\""}},
    {"a sink that takes something else", connections + "  orders: {from: shop/orders, to: erp/parcels}\n", {"ledgerline.yaml:6:35: ", "routes.orders.to", "erp/parcels does not take orders"}},
    {"an item master that is to take orders", connections + "  orders: {from: shop/orders, to: item-master}\n",
     {"ledgerline.yaml:6:35: ", "routes.orders.to", "the item master takes items, not orders"}},
    {"a rule that is not there, with a near one", connections + "  orders:\n    from: shop/orders\n    to: erp/orders\n    rules:\n      - fist\n",
     {"ledgerline.yaml:10:", "there is no rule \"fist\" (did you mean first?)"}},
    {"a rule that is nothing like any", connections + "  orders:\n    from: shop/orders\n    to: erp/orders\n    rules:\n      - make-coffee\n",
     {"ledgerline.yaml:10:", "there is no rule \"make-coffee\"; `ledgerline plugins list` shows the rules that were found"}},
    {"a rule for something else", connections + "  orders:\n    from: shop/orders\n    to: erp/orders\n    rules:\n      - for-items\n",
     {"ledgerline.yaml:10:", "the rule for-items does not work on orders"}},
    {"a field that a rule does not have", connections + "  orders:\n    from: shop/orders\n    to: erp/orders\n    rules:\n      - third: {limitt: \"5.00\"}\n",
     {"ledgerline.yaml:10:", "limitt", "limit"}},
    {"a value that a field cannot have", connections + "  orders:\n    from: shop/orders\n    to: erp/orders\n    rules:\n      - third: {limit: five}\n", {"ledgerline.yaml:10:", "limit", "five"}},
    {"a setting that a sink does not have", connections + "  orders: {from: shop/orders, to: erp/orders, sink: {series: 7}}\n", {"ledgerline.yaml:6:", "series"}},
};

} // namespace

TEST_CASE("config.plan: each mistake is told with its place and what to write instead") {
    for (const Mistake& mistake : mistakes) {
        PlanBench bench;
        const std::string told = bench.problems(mistake.yaml);
        INFO(mistake.what << "\ntold: " << told);
        CHECK_FALSE(told.empty());
        for (const std::string& part : mistake.told) {
            INFO("expected: " << part);
            CHECK(told.find(part) != std::string::npos);
        }
    }
}

TEST_CASE("config.plan: all mistakes of a deployment are told at once") {
    PlanBench bench;
    const std::string told = bench.problems(connections + "  items: {from: erp/item, to: item-master}\n  orders:\n    from: shop/order\n    to: erp/parcel\n    rules: [fist, third: {limit: five}]\n");
    for (const char* part : {"\"item\"", "\"order\"", "\"parcel\"", "\"fist\"", "five"}) {
        INFO(told << "\nexpected: " << part);
        CHECK(told.find(part) != std::string::npos);
    }
}

TEST_CASE("config.plan: every component is named as the history will call it") {
    PlanBench bench;
    const app::Plan plan = bench.plan(connections + "  orders:\n    from: shop/orders\n    to: erp/orders\n    rules: [first, second, fake/first]\n");
    const app::RoutePlan& route = plan.routes.at(0);
    CHECK(route.type == "order");
    CHECK(route.source.name == "shop/orders");
    CHECK(route.source.connection == "shop");
    CHECK(route.sink->name == "erp/orders");
    REQUIRE(route.rules.size() == 3);
    CHECK(route.rules[0].name == "orders/first");
    CHECK(route.rules[1].name == "orders/second");
    CHECK(route.rules[2].name == "orders/first#2");
}

TEST_CASE("config.plan: a need is the source that its route reads") {
    PlanBench bench;
    const app::Plan plan = bench.plan(connections + "  items: {from: erp/items, to: item-master}\n  orders: {from: shop/orders, to: erp/orders, needs: [items]}\n");
    CHECK_FALSE(plan.routes.at(0).sink);
    REQUIRE(plan.routes.at(1).needs.size() == 1);
    CHECK(plan.routes.at(1).needs.at(0).route == "items");
    CHECK(plan.routes.at(1).needs.at(0).source == "erp/items");
}

TEST_CASE("config.plan: a plugin file that cannot be used is told by name") {
    PlanBench bench;
    bench.folder.write("plugins/broken.so", "this is no library");
    bench.folder.write("ledgerline.yaml", connections + "  orders: {from: shop/orders, to: erp/orders}\n");
    const auto deployment = config::read_deployment(bench.folder.path(), "", config::test::environment());
    try {
        app::load_plugins(bench.catalog, deployment);
        FAIL("it was accepted");
    } catch (const config::ConfigError& error) {
        CHECK(std::string(error.what()).find("broken.so") != std::string::npos);
    }
}
