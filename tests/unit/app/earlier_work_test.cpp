// Protects what an earlier deployment left behind: a renamed route goes on with its messages, one that sends elsewhere takes back what
// has not left, what nothing works on is told, and a connection is never renamed by accident.
#include "support/engine_bench.hpp"
#include "unit/config/folder.hpp"

#include "app/earlier_work.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <memory>

namespace {

using namespace ledgerline;
using message::Value;
namespace state = store::message_state;
namespace outbox_state = store::outbox_state;
using Words = std::vector<std::string>;

class StartBench : public test::EngineBench {
public:
    app::TakenOver start(const std::vector<app::RouteNow>& routes) {
        app::TakenOver taken;
        store.commit([&](store::UnitOfWork& unit) { taken = app::take_over_earlier_work(unit, routes, exceptions); });
        return taken;
    }
    store::MessageRow routed(const std::string& id, const std::string& delivery) {
        const store::MessageRow row = add(test::order(id));
        store.commit([&](store::UnitOfWork& unit) {
            put_in_outbox(unit, row, test::order(id), delivery);
            REQUIRE(unit.messages().move(row.id, row.version, state::routed));
        });
        return message(row.id);
    }
};

const app::RouteNow as_before{"orders", "shop/orders", "erp/orders"};

} // namespace

TEST_CASE("order.start: nothing changed, nothing is touched") {
    StartBench bench;
    const auto ready = bench.add(test::order("1"));
    bench.routed("2", outbox_state::unconfirmed);
    const auto taken = bench.start({as_before});
    CHECK(taken.renamed + taken.judged_anew + taken.stranded == 0);
    CHECK(bench.message(ready.id).route == "orders");
    CHECK(bench.open().empty());
}

TEST_CASE("order.start: what somebody was still to know of orders is told in the words of the deployment") {
    StartBench bench;
    bench.store.commit([&](store::UnitOfWork& unit) {
        store::MessageRow row;
        row.route = "told";
        row.source = "shop/orders>shop/order-status";
        row.type = "confirmation";
        row.source_key = "1";
        row.revision = "r1";
        row.state = state::ready;
        REQUIRE(unit.messages().add(row, Value::object()) != 0);
    });
    CHECK(bench.start({as_before}).stranded == 1);
    REQUIRE(bench.open().size() == 1);
    CHECK_THAT(bench.open().front(), Catch::Contains("shop/order-status has still to know of 1 order of shop/orders") && !Catch::Contains(">"));
}

TEST_CASE("order.start: a route with a new name goes on with its messages, deliveries and exceptions") {
    StartBench bench;
    const auto ready = bench.add(test::order("1"));
    const auto sent = bench.routed("2", outbox_state::unconfirmed);
    bench.store.commit([&](store::UnitOfWork& unit) { bench.exceptions.hold(unit, sent, {{"ORDER_UNCONFIRMED", "lost", "", "", "", "", Value::object()}}); });
    const auto taken = bench.start({{"web-orders", "shop/orders", "erp/orders"}});
    CHECK(taken.renamed == 2);
    CHECK(taken.stranded == 0);
    CHECK(bench.message(ready.id).route == "web-orders");
    CHECK(bench.outbox("order:shop:2")->route == "web-orders");
    bench.store.read([&](store::UnitOfWork& unit) { CHECK(unit.exceptions().open_of_message(sent.id)->route == "web-orders"); });
}

TEST_CASE("order.start: what has ended keeps the name of its route") {
    StartBench bench;
    const auto done = bench.add(test::order("1"));
    bench.store.commit([&](store::UnitOfWork& unit) { unit.messages().move(done.id, done.version, state::delivered); });
    CHECK(bench.start({{"web-orders", "shop/orders", "erp/orders"}}).renamed == 0);
    CHECK(bench.message(done.id).route == "orders");
}

TEST_CASE("order.start: a route that sends elsewhere takes back what has not left") {
    StartBench bench;
    const auto row = bench.routed("1", outbox_state::ready);
    CHECK(bench.start({{"orders", "shop/orders", "other/orders"}}).judged_anew == 1);
    CHECK(bench.message(row.id).state == state::ready);
    CHECK(bench.outbox("order:shop:1")->state == outbox_state::withdrawn);
}

TEST_CASE("order.start: a route that sends elsewhere leaves alone what may have been booked, and says so") {
    StartBench bench;
    const auto row = bench.routed("1", outbox_state::unconfirmed);
    CHECK(bench.start({{"orders", "shop/orders", "other/orders"}}).stranded == 1);
    CHECK(bench.message(row.id).state == state::routed);
    CHECK(bench.outbox("order:shop:1")->state == outbox_state::unconfirmed);
    REQUIRE(bench.open().size() == 1);
    CHECK(bench.open().at(0).find("CONFIG_DRIFT: 1 delivery was sent to erp/orders before the route orders was changed") == 0);
    bench.start({as_before});
    CHECK(bench.open().empty());
}

TEST_CASE("order.start: messages that no route reads any more are told once, until the route is there again") {
    StartBench bench;
    bench.add(test::order("1"));
    bench.add(test::order("2"));
    CHECK(bench.start({{"items", "erp/items", "item-master"}}).stranded == 2);
    CHECK(bench.start({{"items", "erp/items", "item-master"}}).stranded == 2);
    REQUIRE(bench.open().size() == 1);
    CHECK(bench.open().at(0).find("CONFIG_DRIFT: 2 messages from shop/orders have not ended") == 0);
    bench.start({as_before});
    CHECK(bench.open().empty());
}

TEST_CASE("order.start: what was told of a route that has another name by now is over") {
    StartBench bench;
    bench.store.commit([&](store::UnitOfWork& unit) { bench.exceptions.flow(unit, "orders", {"STORE_AUTH", "refused", "", "shop/orders", "", "", Value::object()}); });
    bench.start({as_before});
    CHECK(bench.open().size() == 1);
    bench.start({{"web-orders", "shop/orders", "erp/orders"}});
    CHECK(bench.open().empty());
}

TEST_CASE("order.start: a changed deployment judges anew what is not sent, and nothing that may have left") {
    StartBench bench;
    const auto waits = bench.routed("1", outbox_state::ready), doubtful = bench.routed("2", outbox_state::unconfirmed), sent = bench.routed("3", outbox_state::ready);
    std::size_t count = 0;
    bench.store.commit([&](store::UnitOfWork& unit) {
        const auto attempt = unit.attempts().open(unit.outbox().by_key("order:shop:3")->id, 1, "deliver", 1);
        unit.attempts().close(attempt, 2, "unknown", "");
        count = app::take_back_unsent(unit);
    });
    CHECK(count == 1);
    CHECK(bench.message(waits.id).state == state::ready);
    CHECK(bench.history(waits.id) == Words{"taken back"});
    CHECK(bench.message(doubtful.id).state == state::routed);
    CHECK(bench.message(sent.id).state == state::routed);
}

TEST_CASE("order.start: a clock that was set back puts nothing to sleep") {
    StartBench bench;
    bench.routed("1", outbox_state::unconfirmed);
    bench.store.commit([&](store::UnitOfWork& unit) {
        const auto row = unit.outbox().by_key("order:shop:1").value();
        unit.outbox().move(row.id, row.state, row.state, bench.clock.at + 86'400'000LL * 365, "");
    });
    bench.start({as_before});
    CHECK(bench.outbox("order:shop:1")->due_at == bench.clock.at + 3'600'000);
}

namespace {

// What the engine says to a deployment whose connections have these names and addresses, after one with others.
class NamesBench : public test::EngineBench {
public:
    NamesBench() { real.load_all(std::string(LEDGERLINE_BINARY_DIR) + "/lib/ledgerline/plugins"); }
    std::string start(const std::string& name, const std::string& store_hash) {
        folder.write("ledgerline.yaml", "deployment: d\nconnections:\n  " + name + ": {plugin: bigcommerce, url: \"http://127.0.0.1:9/stores/" + store_hash +
                                            "\", token: \"${env:T}\"}\nroutes:\n  orders: {from: " + name + "/orders, to: item-master}\n");
        const auto deployment = config::read_deployment(folder.path(), "", config::test::environment({{"T", "t"}}));
        try {
            store.commit([&](store::UnitOfWork& unit) { app::check_connection_names(unit, deployment, real); });
        } catch (const config::ConfigError& error) {
            return error.what();
        }
        return "";
    }
    void post_something() {
        store.commit([&](store::UnitOfWork& unit) { unit.cross_references().put({"shop/orders", "order", "1", "erp/orders", "order:shop:1", "7", "700", "", "", "", 1, 1}); });
    }
    plugin::Catalog real;
    config::test::Folder folder;
};

} // namespace

TEST_CASE("order.start: a connection with another name would post every order again, and is refused with its place") {
    NamesBench bench;
    REQUIRE(bench.start("shop", "abc") == "");
    bench.post_something();
    const std::string refused = bench.start("store", "abc");
    CHECK(refused.find("ledgerline.yaml:3:") == 0);
    CHECK(refused.find("connections.store: is the system that was called \"shop\" before") != std::string::npos);
    CHECK(bench.start("shop", "abc") == "");
}

TEST_CASE("order.start: as long as nothing was posted a connection may have any name") {
    NamesBench bench;
    REQUIRE(bench.start("shop", "abc") == "");
    CHECK(bench.start("store", "abc") == "");
}

TEST_CASE("order.start: another system may have another name, and the same one another address") {
    NamesBench bench;
    REQUIRE(bench.start("shop", "abc") == "");
    bench.post_something();
    CHECK(bench.start("second", "def") == "");
    CHECK(bench.start("shop", "abc-moved") == "");
}

namespace {

// What two routes have sent and what is due for them, five SKUs each; only "stock" pushes stock now.
struct PushedBench : StartBench {
    PushedBench() {
        store.commit([&](store::UnitOfWork& unit) {
            unit.push_queue().set_pushers({{"stock", store::push_kind::stock, 0, "placed"}, {"old", store::push_kind::stock, 0, "placed"}});
            for (const char* route : {"stock", "old"})
                for (const char* sku : {"A", "B", "C", "D", "E"}) {
                    store::PushedStockRow stock;
                    stock.route = route;
                    stock.sku = sku;
                    for (const char* location : {"1", "2"}) {
                        stock.location = location;
                        unit.pushed_stock().put(stock);
                    }
                    unit.pushed_listings().put({std::string(route) + "-catalogue", sku, Value::object(), 1, 1, "", false, ""});
                    unit.push_queue().touch_for(route, sku, 1, "test");
                }
            CHECK(unit.push_queue().set_pushers({{"stock", store::push_kind::stock, 0, ""}, {"stock-catalogue", store::push_kind::catalogue, 0, ""}}) == std::vector<std::string>{"old"});
        });
    }
    // Rows of stock, of the catalogue and in the queue.
    Words left(const std::string& route) const {
        std::size_t stock = 0, listings = 0, due = 0;
        store.read([&](store::UnitOfWork& unit) {
            stock = unit.pushed_stock().behind(route, "", "", 100).size();
            for (const char* sku : {"A", "B", "C", "D", "E"}) listings += unit.pushed_listings().find(route + "-catalogue", sku) ? 1 : 0;
            due = unit.push_queue().due(route, 1, 100).size();
        });
        return {std::to_string(stock), std::to_string(listings), std::to_string(due)};
    }
};

} // namespace

TEST_CASE("order.start: what a route has sent that pushes no more is forgotten, a few rows in each commit, and said") {
    PushedBench bench;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
    REQUIRE(file);
    base::Log log(file.get(), base::Log::Form::json, base::Level::info, bench.clock);
    const auto before = bench.watch.commits;
    app::forget_pushed_by_others(bench.store, log, 4);
    CHECK(bench.left("old") == Words{"0", "0", "0"});
    CHECK(bench.left("stock") == Words{"10", "5", "5"});
    CHECK(bench.watch.commits - before == 3 + 2 + 2);
    std::rewind(file.get());
    std::string said(10'000, ' ');
    said.resize(std::fread(said.data(), 1, said.size(), file.get()));
    INFO(said);
    CHECK(said.find(R"("route":"old","rows":"15")") != std::string::npos);
    CHECK(said.find(R"("route":"old-catalogue","rows":"5")") != std::string::npos);
    const auto after = bench.watch.commits;
    app::forget_pushed_by_others(bench.store, log, 4);
    CHECK(bench.watch.commits == after);
    bench.store.read([&](store::UnitOfWork& unit) { CHECK(unit.push_queue().pushers(store::push_kind::stock).at(0).takes_off == "placed"); });
}

TEST_CASE("order.start: what an ending leaves of what a route has sent is forgotten at the next start") {
    PushedBench bench;
    int commits = 0;
    bench.watch.before = [&] {
        if (++commits == 3) throw test::Gone{};
    };
    CHECK_THROWS_AS(app::forget_pushed_by_others(bench.store, bench.log, 2), test::Gone);
    CHECK(bench.left("old") == Words{"6", "5", "5"});
    bench.watch.before = nullptr;
    app::forget_pushed_by_others(bench.store, bench.log, 2);
    CHECK(bench.left("old") == Words{"0", "0", "0"});
    CHECK(bench.left("stock") == Words{"10", "5", "5"});
}
