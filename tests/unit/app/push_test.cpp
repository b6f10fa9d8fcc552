// Protects: `push --dry-run` lists what the engine then pushes, field by field, and changes nothing itself. Both sandboxes in process, time
// that moves only when everything is quiet.
#include "b1/company.hpp"
#include "store/shop.hpp"
#include "unit/app/command_bench.hpp"

#include "app/push_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace {

using namespace ledgerline;
using message::Value;

const std::string pushing_deployment = R"(deployment: pushing
store: data/ledgerline.db
connections:
  shop: {plugin: bigcommerce, url: "http://shop.test/stores/sandbox", token: "${env:SHOP_TOKEN}"}
  erp: {plugin: sapb1, url: "http://erp.test/b1s/v2", company: SBO_SANDBOX, user: ledgerline, password: "${env:ERP_PASSWORD}"}
routes:
  items: {from: erp/items, to: item-master}
  levels: {from: erp/stock, to: stock-levels}
  orders: {from: shop/orders, to: erp/orders}
  listings: {from: shop/catalogue, to: listings}
  stock: {from: stock-levels, to: shop/inventory, stock: {warehouses: warehouses.csv}}
  catalogue: {from: item-master, to: shop/catalogue, catalogue: {owns: [name, price, visible], price_list: "1", currency: GBP}}
)";

Value item(const std::string& code, const std::string& price, int stock, bool frozen = false) {
    return message::parse_json(fmt::format(R"({{"ItemCode":"{0}","ItemName":"Item {0}","ItemType":"itItems","SalesItem":"tYES","PurchaseItem":"tYES","InventoryItem":"tYES","Valid":"{3}",
        "Frozen":"{4}","VatLiable":"tYES","DefaultWarehouse":"01","ItemPrices":[{{"PriceList":1,"Price":{1},"Currency":"GBP"}}],
        "ItemWarehouseInfoCollection":[{{"ItemCode":"{0}","WarehouseCode":"01","InStock":{2}}}]}})", code, price, stock, frozen ? "tNO" : "tYES", frozen ? "tYES" : "tNO"));
}

Value product(const std::string& sku, const std::string& price, int stock, const std::string& name) {
    return message::parse_json(fmt::format(R"({{"name":"{}","sku":"{}","type":"physical","weight":1,"price":{},"is_visible":true,"inventory_tracking":"product","stock":{{"1":{}}}}})", name, sku, price, stock));
}

// Both systems, and a count of what was asked of them that changes something.
class Systems final : public base::Transport {
public:
    explicit Systems(const test::HandClock& clock) : shop(sandbox::ShopSettings{}, clock, shop_chance_), company(sandbox::b1::CompanySettings{}, clock, company_chance_) {
        company.add_warehouse(message::parse_json(R"({"WarehouseCode":"01","WarehouseName":"Main"})"));
        company.add_item(item("MUG", "24.90", 12));
        company.add_item(item("CUP", "9.50", 7));
        company.add_item(item("OLD", "5.00", 3, true));
        company.add_item(item("POT", "3.00", 5));
        shop.add_product(product("MUG", "19.99", 12, "Item MUG"));
        shop.add_product(product("CUP", "9.5", 99, "Cup"));
        shop.add_product(product("OLD", "5", 3, "Item OLD"));
        shop.add_product(product("POT", "3", 5, "Item POT"));
    }
    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override {
        if (endpoint.host == "shop.test" && request.method != "GET") ++writes;
        return {base::Reach::answered, endpoint.host == "shop.test" ? shop.handle(request) : company.handle(request), ""};
    }
    int writes = 0;

private:
    base::Random shop_chance_{1}, company_chance_{2};

public:
    sandbox::Shop shop;
    sandbox::b1::Company company;
};

class PushBench {
public:
    PushBench() {
        folder_.write("maps/warehouses.csv", "warehouse,location\n01,1\n");
        deploy(pushing_deployment);
    }
    void deploy(const std::string& deployment) {
        folder_.write("ledgerline.yaml", deployment);
        deployment_ = config::read_deployment(folder_.path(), "", config::test::environment({{"SHOP_TOKEN", "sandbox-token"}, {"ERP_PASSWORD", "sandbox"}}));
    }

    // As the command does it, in a store of its own.
    app::PushPlan plan(const std::string& route = "") {
        store::Store store({":memory:"}, clock, store::Store::Mode::inline_);
        app::Engine engine(deployment_, catalog(), {store, systems, clock, log_, 1});
        engine.start();
        int moments = 0;
        CHECK(app::read_for_push(engine, route, clock, 60'000, [&] {
                  clock.at += 1'000;
                  if (++moments > 600) FAIL("the reading comes to no end");
              }) == "");
        return app::push_plan(engine, store, route);
    }

    // The engine itself, until nothing is due.
    void run() {
        store::Store store({":memory:"}, clock, store::Store::Mode::inline_);
        run(store);
    }
    void run(store::Store& store) {
        app::Engine engine(deployment_, catalog(), {store, systems, clock, log_, 1});
        engine.start();
        const base::Millis begin = clock.at;
        while (clock.at - begin < 600'000) {
            bool worked = false;
            for (const app::Stage& stage : engine.stages()) worked = stage.step() || worked;
            if (!worked) clock.at += 5'000;
        }
    }

    static std::set<std::string> lines(const app::PushPlan& plan) {
        std::set<std::string> out;
        const auto text = [](const Value& value) { return value.as_bool() ? std::string(*value.as_bool() ? "yes" : "no") : value.text_or("?"); };
        for (const auto& change : plan.changes) out.insert(fmt::format("{} {}: {} -> {}", change.sku, change.field, text(change.now), text(change.then)));
        return out;
    }

    test::HandClock clock;
    Systems systems{clock};

private:
    static const plugin::Catalog& catalog() { // a plugin is never unloaded
        static const auto loaded = [] {
            auto all = std::make_unique<plugin::Catalog>();
            for (const std::string& problem : all->load_all(std::string(LEDGERLINE_BINARY_DIR) + "/lib/ledgerline/plugins")) throw std::runtime_error(problem);
            return all;
        }();
        return *loaded;
    }

    config::test::Folder folder_;
    config::Deployment deployment_;
    base::Log log_{nullptr, base::Log::Form::json, base::Level::error, clock};
};

} // namespace

TEST_CASE("app.push: the list has every change of stock and catalogue, and nothing is changed for it") {
    PushBench bench;
    const app::PushPlan plan = bench.plan();
    CHECK(PushBench::lines(plan) == std::set<std::string>{"MUG price: 19.99 -> 24.90", "CUP name: Cup -> Item CUP", "OLD visible: yes -> no", "OLD stock at 1: 3 -> 0", "CUP stock at 1: 99 -> 7"});
    CHECK(plan.obstacles.empty());
    CHECK(bench.systems.writes == 0);
}

TEST_CASE("app.push: of one route only its changes") {
    PushBench bench;
    CHECK(PushBench::lines(bench.plan("stock")) == std::set<std::string>{"CUP stock at 1: 99 -> 7", "OLD stock at 1: 3 -> 0"});
    CHECK(PushBench::lines(bench.plan("catalogue")).size() == 3);
}

TEST_CASE("app.push: once the engine has run, nothing is left on the list") {
    PushBench bench;
    bench.run();
    CHECK(bench.systems.writes > 0);
    CHECK(PushBench::lines(bench.plan()) == std::set<std::string>{});
    CHECK(bench.systems.shop.stock("CUP", "1").on_hand == 7);
}

TEST_CASE("app.push: a renamed route sends its stock anew, and once more when it has its name back on the same day") {
    PushBench bench;
    store::Store store({":memory:"}, bench.clock, store::Store::Mode::inline_);
    const auto sent = [&](const char* route) {
        std::size_t rows = 0;
        store.read([&](store::UnitOfWork& unit) { rows = unit.pushed_stock().behind(route, "", "", 100).size(); });
        return rows;
    };
    bench.run(store);
    REQUIRE(sent("stock") == 4);
    std::string renamed = pushing_deployment;
    renamed.replace(renamed.find("  stock:"), 8, "  shelf:");
    bench.deploy(renamed);
    bench.run(store);
    CHECK(sent("stock") == 0);
    CHECK(sent("shelf") == 4);
    bench.deploy(pushing_deployment);
    bench.run(store);
    CHECK(sent("stock") == 4);
    CHECK(sent("shelf") == 0);
}

TEST_CASE("app.push: without --dry-run it is refused with a sentence") {
    const test::CommandBench bench;
    const test::Ran ran = bench.run({"push"});
    CHECK(ran.code == 2);
    CHECK(ran.err == "ledgerline: the engine pushes by itself while it runs (ledgerline run); with --dry-run this lists what it would push\n");
}

TEST_CASE("app.push: a deployment that pushes nothing is told so, and one that cannot be read lists nothing") {
    const test::CommandBench bench;
    CHECK(bench.run({"push", "--dry-run"}).err == "ledgerline: no route of this deployment pushes stock or a catalogue\n");
    test::CommandBench pushing(pushing_deployment);
    pushing.folder.write("maps/warehouses.csv", "warehouse,location\n01,1\n");
    const test::Ran wrong = pushing.run({"push", "--dry-run", "--route", "stok"});
    CHECK(wrong.code == 2);
    CHECK(wrong.err == "ledgerline: no route \"stok\" pushes stock or a catalogue\n");
}
