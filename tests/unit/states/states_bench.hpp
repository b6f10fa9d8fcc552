// The pusher of a store's stock over a store in memory: one warehouse map, pages of stock, listings and orders as the connectors
// would bring them, and an inventory that does what the test says.
#pragma once

#include "support/engine_bench.hpp"

#include "commerce/demand.hpp"
#include "config/maps.hpp"
#include "states/level_intake.hpp"
#include "states/push_stage.hpp"
#include "states/read_back.hpp"
#include "states/stock_push.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <optional>

namespace ledgerline::test {

using message::Value;
using Words = std::vector<std::string>;

// Warehouse 01 and 02 are location 1, 03 is location 2, RET is not for the store.
inline commerce::StockPolicy policy(const std::string& more = "{}", const std::string& warehouses = "warehouse,location\n01,1\n02,1\nRET,\n") {
    config::Section section;
    section.value = message::parse_json(more);
    section.value.set("warehouses", "warehouses.csv");
    section.field = "routes.stock.stock";
    const config::LoadedMaps maps({{"warehouses.csv", warehouses}});
    std::vector<config::Problem> problems;
    const Value values = config::check(section, commerce::stock_policy_fields(), maps, problems);
    for (const auto& problem : problems) FAIL(problem.text());
    std::vector<std::string> wrong;
    commerce::StockPolicy made = commerce::StockPolicy::from(values, wrong);
    for (const std::string& problem : wrong) FAIL(problem);
    return made;
}

inline Value level(const std::string& warehouse, const std::string& in_stock, const std::string& committed = "0") {
    return Value::object({{"WarehouseCode", warehouse}, {"InStock", Value::number(in_stock)}, {"Committed", Value::number(committed)}, {"Ordered", Value::number("0.0")}, {"Locked", "tNO"}});
}
inline Value row(const std::string& code, std::vector<Value> levels) { return Value::object({{"ItemCode", code}, {"ItemWarehouseInfoCollection", Value::array(std::move(levels))}}); }
inline Value page(base::Millis as_of, std::vector<Value> rows, const std::string& after = "", const std::string& until = "") {
    return Value::object({{"as_of", base::iso_time(as_of)}, {"after", after}, {"until", until},
                          {"columns", message::parse_json(R"({"item_code":"ItemCode","levels":"ItemWarehouseInfoCollection","warehouse":"WarehouseCode","in_stock":"InStock",
                              "committed":"Committed","ordered":"Ordered","locked":"Locked","locked_values":["tYES"]})")},
                          {"rows", Value::array(std::move(rows))}});
}

class StatesBench : public EngineBench {
public:
    explicit StatesBench(const std::string& more = R"({"settle":"30s","sample":2,"every":"1m"})", const std::string& warehouses = "warehouse,location\n01,1\n02,1\nRET,\n", std::size_t skus_max = 10'000) :
        stock(policy(more, warehouses)), skus_max_(skus_max) {
        restart();
        answer([](const Value&) { return Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", "T1"}, {"number", ""}, {"amount", ""}, {"currency", ""}})}}); });
    }
    void restart() {
        intake = std::make_unique<states::LevelIntake>(store, std::vector<const commerce::StockPolicy*>{&stock});
        work = std::make_unique<states::StockPush>(states::StockPushSettings{"stock", "shop", "shop/inventory", {"shop/orders"}, "shop/catalogue", at_once}, stock, exceptions, 5);
        states::PushSettings settings;
        settings.route = "stock";
        settings.sink = "shop/inventory";
        settings.skus_max = skus_max_;
        settings.quiet = quiet;
        stage = std::make_unique<states::PushStage>(settings, component("shop/inventory", "inventory", plugin::ComponentKind::sink), *work, turn, store, exceptions, clock, log, 3);
        read_back = std::make_unique<states::ReadBack>(component("shop/inventory", "inventory", plugin::ComponentKind::sink), *work, store, exceptions, clock, log);
        store.commit([&](store::UnitOfWork& unit) {
            unit.push_queue().set_pushers({{"stock", store::push_kind::stock, stock.settle_ms, ""}});
            work->start(unit);
        });
        work->time_passes(store);
    }
    // The inventory answers each part of a delivery like this; `shown` is what it shows when it is read back.
    void answer(std::function<Value(const Value& body)> of_part) {
        plugin.script("shop/inventory", [this, of_part = std::move(of_part)](const Hand& hand) {
            if (hand.operation == LL_LIST) {
                hand.emit("stock-settings", "settings", Value::object({{"decrements", decrements}, {"returns_on_cancel", false}, {"edits_adjust", false}}));
                return LL_PASS;
            }
            Value results = Value::array();
            const Value deliveries = hand.json("/deliveries");
            Words sent;
            for (const Value& delivery : *deliveries.as_array()) {
                const Value& body = delivery["message"]["body"];
                const std::string key = body["sku"].text_or("") + "|" + body["location"].text_or("");
                if (hand.operation == LL_PROBE) {
                    ++probed;
                    results.push(Value::object({{"verdict", "found"}, {"receipt", Value::object({{"id", "1"}, {"number", body["location"]}, {"amount", std::to_string(shown[key])}, {"currency", ""}})}}));
                    continue;
                }
                sent.push_back(key + "=" + std::to_string(body["quantity"].int_or(-1)));
                const Value result = of_part(body);
                if (result["verdict"].text_or("") == "delivered") shown[key] = body["quantity"].int_or(-1);
                results.push(result);
            }
            if (hand.operation == LL_DELIVER) requests.push_back(std::move(sent));
            hand.write("/results", results);
            return LL_PASS;
        });
    }
    void take(const Value& stock_page) {
        const auto changes = intake->compare(stock_page);
        store.commit([&](store::UnitOfWork& unit) { intake->apply(unit, changes); });
        intake->applied(changes);
    }
    void snapshot(std::vector<Value> rows) { take(page(clock.at, std::move(rows))); }
    void orders_were_read() {
        store.commit([&](store::UnitOfWork& unit) { unit.cursors().put({"shop/orders", Value::object(), unit.now(), unit.now()}); });
    }
    void know_item(const std::string& code, const std::string& units = "1") {
        Value body = item(code);
        body.set("units_per_sale", units);
        store.commit([&](store::UnitOfWork& unit) { unit.items().put({code, code, message::digest(body), body, unit.now()}); });
    }
    void list(const std::string& sku, const std::string& tracking = "product", const std::string& variant = "") {
        const std::string id = variant.empty() ? "v-" + sku : variant;
        store.commit([&](store::UnitOfWork& unit) {
            unit.listings().put({"shop", id, sku, Value::object({{"sku", sku}, {"product_id", "p-" + sku}, {"variant_id", id}, {"base", true}, {"tracking", tracking}}), 1, unit.now()});
            unit.push_queue().touch(store::push_kind::stock, sku, unit.now(), "listing");
        });
    }
    // Many of them in one go, with so much of each.
    void articles(std::size_t count, const std::string& in_stock) {
        std::vector<Value> rows;
        store.commit([&](store::UnitOfWork& unit) {
            for (std::size_t i = 0; i < count; ++i) {
                const std::string sku = "N" + std::to_string(10'000 + i);
                const Value body = item(sku);
                unit.items().put({sku, sku, message::digest(body), body, unit.now()});
                unit.listings().put({"shop", "v-" + sku, sku, Value::object({{"sku", sku}, {"product_id", "p-" + sku}, {"variant_id", "v-" + sku}, {"base", true}, {"tracking", "product"}}), 1, unit.now()});
                rows.push_back(row(sku, {level("01", in_stock)}));
            }
        });
        snapshot(std::move(rows));
    }
    std::size_t due() const {
        std::size_t count = 0;
        store.read([&](store::UnitOfWork& unit) { count = unit.push_queue().due("stock", unit.now(), 1'000'000).size(); });
        return count;
    }
    // An article that the ERP and the store know.
    void article(const std::string& sku) {
        know_item(sku);
        list(sku);
    }
    void captured(const std::string& id, const std::string& sku, std::int64_t quantity, base::Millis placed_at) {
        Value body = order(id);
        body.set("placed_at", base::iso_time(placed_at));
        Value line = (*body["lines"].as_array())[0];
        line.set("sku", sku);
        line.set("quantity", Value(quantity));
        body.set("lines", Value::array({line}));
        const auto message = add(body);
        store.commit([&](store::UnitOfWork& unit) { commerce::captured(unit, message, body); });
    }
    void work_all() {
        for (int turn_number = 0; turn_number < 50; ++turn_number)
            if (!stage->step()) return;
        FAIL("the push stage finds work for ever");
    }
    void later(base::Millis ms) {
        clock.at += ms;
        orders_were_read();
    }
    Words sent() {
        Words all;
        for (const Words& request : requests) all.insert(all.end(), request.begin(), request.end());
        requests.clear();
        return all;
    }
    std::optional<store::PushedStockRow> pushed(const std::string& sku, const std::string& location = "1") const {
        std::optional<store::PushedStockRow> out;
        store.read([&](store::UnitOfWork& unit) { out = unit.pushed_stock().find("stock", sku, location); });
        return out;
    }
    bool is_due(const std::string& sku) const {
        bool due = false;
        store.read([&](store::UnitOfWork& unit) { due = unit.push_queue().find("stock", sku).has_value(); });
        return due;
    }

    commerce::StockPolicy stock;
    std::size_t skus_max_;
    base::QuietHours quiet;
    std::size_t probed = 0;
    bool at_once = false;
    states::BulkTurn turn;
    std::unique_ptr<states::LevelIntake> intake;
    std::unique_ptr<states::StockPush> work;
    std::unique_ptr<states::PushStage> stage;
    std::unique_ptr<states::ReadBack> read_back;
    std::string decrements = "placed";
    std::map<std::string, std::int64_t> shown;
    std::vector<Words> requests;
};

} // namespace ledgerline::test
