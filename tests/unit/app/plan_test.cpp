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

const std::string orders_to_books = connections + "  orders: {from: shop/orders, to: erp/books}\n";

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
     {"ledgerline.yaml:6:35: ", "routes.orders.to", "the plugin fake has no sink \"invoices\" (it has: erp/orders, erp/parcels, erp/ears, erp/inventory, erp/books)"}},
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
    {"confirmations that are polled", orders_to_books + "  told: {from: erp/books, to: shop/ears, every: 5m}\n",
     {"ledgerline.yaml:7:", "routes.told.every", "erp/books is a sink: the engine itself says what became of each order there, nothing is polled; remove every"}},
    {"confirmations that nothing comes of", connections + "  told: {from: erp/books, to: shop/ears}\n", {"routes.told.from", "no route brings orders to erp/books, so there would be nothing to confirm"}},
    {"confirmations of a sink that takes no orders", orders_to_books + "  told: {from: erp/parcels, to: shop/ears}\n", {"routes.told.from", "erp/parcels is a sink that takes no orders"}},
    {"confirmations for a sink that takes something else", orders_to_books + "  told: {from: erp/books, to: shop/parcels}\n", {"routes.told.to", "shop/parcels does not take confirmations"}},
    {"two routes that tell the same", orders_to_books + "  told: {from: erp/books, to: shop/ears}\n  again: {from: erp/books, to: shop/ears}\n",
     {"ledgerline.yaml:8:", "routes.again.to", "the route told confirms the orders of shop/orders to shop/ears already"}},
    {"a route that waits for confirmations", orders_to_books + "  told: {from: erp/books, to: shop/ears}\n  items: {from: erp/items, to: item-master, needs: [told]}\n",
     {"routes.items.needs", "the route told reads from a sink and is never read to an end"}},
    {"changes for a sink that takes none", connections + "  orders: {from: shop/orders, to: erp/orders, changes: apply}\n", {"ledgerline.yaml:6:", "routes.orders.changes", "erp/orders takes no changes"}},
    {"a word for changes that is none", connections + "  orders: {from: shop/orders, to: erp/books, changes: always}\n", {"routes.orders.changes", "is not one of"}},
    {"a source with two routes", connections + "  orders: {from: shop/orders, to: erp/orders}\n  more: {from: shop/orders, to: erp/books}\n", {"routes.more.from", "is read by the route"}},
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

TEST_CASE("config.plan: a route that reads from a sink hears of the orders that go there") {
    PlanBench bench;
    const app::Plan plan = bench.plan(orders_to_books + "  told: {from: erp/books, to: erp/ears}\n");
    CHECK(plan.routes.at(1).type == "confirmation");
    CHECK_FALSE(plan.routes.at(1).source.entry);
    CHECK(plan.routes.at(1).origins == std::vector<std::string>{"shop/orders"});
    CHECK(plan.routes.at(1).applies_changes); // only orders are left to people where nothing is said
    CHECK_FALSE(app::reads_from_sink(plan.routes.at(0)));
}

TEST_CASE("config.plan: what leads back to a store is about the orders of that store alone") {
    PlanBench bench;
    const app::Plan plan = bench.plan("deployment: d\nconnections:\n  shop: {plugin: fake}\n  other: {plugin: fake}\n  erp: {plugin: fake}\nroutes:\n"
                                      "  orders: {from: shop/orders, to: erp/books}\n  more: {from: other/orders, to: erp/books}\n  told: {from: erp/books, to: other/ears}\n");
    CHECK(plan.routes.at(2).origins == std::vector<std::string>{"other/orders"});
}

TEST_CASE("config.plan: orders are changed only where the route says so") {
    PlanBench bench;
    CHECK_FALSE(bench.plan(connections + "  orders: {from: shop/orders, to: erp/books}\n").routes.at(0).applies_changes);
    CHECK_FALSE(bench.plan(connections + "  orders: {from: shop/orders, to: erp/books, changes: hold}\n").routes.at(0).applies_changes);
    CHECK(bench.plan(connections + "  orders: {from: shop/orders, to: erp/books, changes: apply}\n").routes.at(0).applies_changes);
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

TEST_CASE("config.plan: a wrong row of a table of stock or catalogue is told with its file and line, at the place of the field that names the file") {
    PlanBench bench;
    const auto with = [&](const std::string& warehouses, const std::string& buffers, const std::string& more) {
        bench.folder.write("maps/warehouses.csv", warehouses);
        bench.folder.write("maps/buffers.csv", buffers);
        return bench.problems(connections + "  stock:\n    from: stock-levels\n    to: erp/inventory\n    stock:\n      warehouses: warehouses.csv\n      buffers: buffers.csv\n" + more);
    };
    const std::string good = "warehouse,location\n01,1\n";
    CHECK_THAT(with(good, "sku,buffer\n# one\nMUG,-1\n", ""), Catch::Contains("ledgerline.yaml:11:16: routes.stock.stock.buffers: maps/buffers.csv:3: buffer \"-1\" is not a whole number of 0 or more"));
    CHECK_THAT(with("warehouse,location\n01,1\n01,2\n", "sku,buffer\n", ""),
               Catch::Contains("ledgerline.yaml:10:19: routes.stock.stock.warehouses: maps/warehouses.csv:3: warehouse \"01\" has a row already"));
    CHECK_THAT(with("warehouse,location\n01,\n", "sku,buffer\n", ""), Catch::Contains("ledgerline.yaml:10:19: routes.stock.stock.warehouses: no warehouse belongs to a location"));
    CHECK_THAT(with(good, "sku,buffer\n", "      near_zero: -3\n"), Catch::Contains("ledgerline.yaml:12:18: routes.stock.stock.near_zero: -3 is below 0"));
}
