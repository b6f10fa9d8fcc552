// Protects the way of a confirmation through a whole engine: from the commit that books the order to the sink that hears of it, and of
// each change after that.
#include "support/engine_bench.hpp"
#include "unit/config/folder.hpp"

#include "app/engine.hpp"
#include "app/progress.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace ledgerline;
using message::Value;

class ToldEngine : public test::EngineBench {
public:
    ToldEngine() {
        folder.write("ledgerline.yaml", "deployment: d\nconnections:\n  shop: {plugin: fake}\n  erp: {plugin: fake}\nroutes:\n"
                                        "  orders: {from: shop/orders, to: erp/books, every: 10s, changes: apply}\n  told: {from: erp/books, to: shop/ears}\n");
        deployment = config::read_deployment(folder.path(), "", config::test::environment());
        plugin.script("shop/orders", [this](const test::Hand& hand) {
            hand.emit("order", "1", in_store);
            return LL_PASS;
        });
        plugin.script("erp/books", [this](const test::Hand& hand) {
            const Value deliveries = hand.json("/deliveries");
            const Value& body = deliveries.as_array()->at(0)["message"]["body"];
            booked.push_back(deliveries.as_array()->at(0)["idempotency_key"].text_or(""));
            hand.write("/results", Value::array({Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", "7"}, {"number", "700"}, {"amount", body["totals"]["inc_tax"]}, {"currency", "GBP"}})}})}));
            return LL_PASS;
        });
        plugin.script("shop/ears", [this](const test::Hand& hand) {
            const Value deliveries = hand.json("/deliveries");
            heard.push_back(deliveries.as_array()->at(0)["message"]["body"]);
            heard_as.push_back(deliveries.as_array()->at(0)["idempotency_key"].text_or(""));
            hand.write("/results", Value::array({Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", ""}, {"number", ""}})}})}));
            return LL_PASS;
        });
        engine = std::make_unique<app::Engine>(deployment, catalog, app::Surroundings{store, network, clock, log, 1});
        engine->start();
    }
    void work() {
        for (int turn = 0; turn < 60; ++turn) {
            bool worked = false;
            for (const app::Stage& stage : engine->stages()) worked = stage.step() || worked;
            if (!worked) clock.at += 1'000;
        }
    }

    Value in_store = test::order("1");
    std::vector<std::string> booked, heard_as;
    std::vector<Value> heard;
    config::test::Folder folder;
    config::Deployment deployment;
    test::NoNetwork network;
    std::unique_ptr<app::Engine> engine;
};

} // namespace

TEST_CASE("order.confirmation: what cannot be told is held with its reason, and counts as no document") {
    ToldEngine bench;
    bench.plugin.script("erp/books", [](const test::Hand& hand) {
        hand.write("/results", Value::array({Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", "7"}, {"number", "700"}, {"amount", "48,50"}, {"currency", "GBP"}})}})}));
        return LL_PASS;
    });
    bench.work();
    CHECK(bench.heard.empty());
    std::vector<std::string> titles;
    bench.store.read([&](store::UnitOfWork& unit) {
        for (const store::ExceptionRow& open : unit.exceptions().list({}))
            if (open.code == "MESSAGE_REFUSED") titles.push_back(open.title);
    });
    REQUIRE(titles.size() == 1);
    CHECK(titles.front().find("What became of order N1 cannot be told to shop/ears") == 0);
}

TEST_CASE("order.confirmation: those who hear of documents are not counted as documents") {
    ToldEngine bench;
    bench.work();
    const app::Progress progress = app::progress_of(bench.store);
    CHECK(progress.delivered == 1);
    CHECK(progress.told == 1);
}

TEST_CASE("order.confirmation: a route from a sink hears of the order when it was booked, changed, paid and cancelled") {
    ToldEngine bench;
    bench.work();
    REQUIRE(bench.heard.size() == 1);
    CHECK(bench.heard[0]["document"]["number"].text_or("") == "700");
    CHECK(bench.heard_as[0] == "ears:shop:1");

    bench.in_store = test::order("1", "50.00");
    bench.work();
    REQUIRE(bench.heard.size() == 2);
    CHECK(bench.heard[1]["document"]["amount"].text_or("") == "50.00");
    CHECK(bench.heard_as[1] == "ears:shop:1+c1");

    bench.in_store.member("payment").set("state", "refunded"); // touches no document
    bench.work();
    REQUIRE(bench.heard.size() == 3);
    CHECK(bench.heard[2]["payment"]["state"].text_or("") == "refunded");

    bench.in_store.member("status").set("phase", "cancelled");
    bench.work();
    REQUIRE(bench.heard.size() == 4);
    CHECK(bench.heard[3]["document"]["state"].text_or("") == "cancelled");
    CHECK(bench.booked == std::vector<std::string>{"order:shop:1", "order:shop:1+c1", "order:shop:1+c2"});
    CHECK(bench.open().empty());
}

TEST_CASE("order.confirmation: an engine with such a route comes to rest") {
    ToldEngine bench;
    bench.work();
    CHECK(bench.engine->is_idle());
    CHECK(bench.engine->obstacle() == "");
}
