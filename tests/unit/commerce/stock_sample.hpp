// What the tests of stock have in common: items, levels, orders and a policy in few words.
#pragma once

#include "commerce/demand.hpp"
#include "commerce/item_master.hpp"
#include "commerce/levels.hpp"
#include "commerce/sellable.hpp"
#include "commerce/stock_policy.hpp"
#include "message/json.hpp"
#include "unit/store/sample.hpp"

#include <catch2/catch.hpp>

namespace ledgerline::stock_sample {

using message::Value;

inline Value rows(std::vector<std::vector<std::pair<std::string, Value>>> all) {
    Value out = Value::array();
    for (auto& row : all) out.push(Value::object(std::move(row)));
    return out;
}

// Values as config::check makes them: one warehouse 01 at location 1, a minute to settle.
inline Value policy_values() {
    return Value::object({{"warehouses", rows({{{"warehouse", "01"}, {"location", "1"}}})}, {"ordered", "exclude"}, {"settle", 60'000}, {"fast_within", 86'400'000}});
}

inline commerce::StockPolicy policy_of(const Value& values) {
    std::vector<std::string> problems;
    auto policy = commerce::StockPolicy::from(values, problems);
    for (const std::string& problem : problems) FAIL_CHECK(problem);
    return policy;
}

inline Value item(const std::string& code) {
    return Value::object({{"code", code}, {"active", true}, {"inactive_reason", ""}, {"sales_item", true}, {"stocked", true}, {"tree", "none"}, {"units_per_sale", "1"}});
}

inline Value kit(const std::string& code, std::vector<std::pair<std::string, std::string>> parts) {
    Value out = item(code), components = Value::array();
    for (const auto& [part, quantity] : parts) components.push(Value::object({{"code", part}, {"quantity", quantity}, {"warehouse", ""}}));
    out.set("tree", "sales");
    out.set("stocked", false);
    out.set("components", std::move(components));
    return out;
}

struct Line {
    std::string sku;
    int quantity = 1;
    std::string kind = "physical";
    bool quarantined = false;
};

inline Value order(std::vector<Line> lines, const std::string& phase = "open", const std::string& placed_at = "2023-11-14T22:00:00Z") {
    Value list = Value::array();
    int id = 0;
    for (const Line& line : lines) {
        Value one = Value::object({{"id", std::to_string(++id)}, {"kind", line.kind}, {"sku", line.sku}, {"quantity", Value(line.quantity)}, {"quantity_shipped", 0}});
        if (line.quarantined) one.set("booking", Value::object({{"quarantined", true}}));
        list.push(std::move(one));
    }
    return Value::object({{"placed_at", placed_at}, {"status", Value::object({{"phase", phase}})}, {"lines", std::move(list)}});
}

// A store with one route "stock" that pushes, of a shop that takes orders off when they are placed.
struct World : sample::Memory {
    World() { pushes("placed"); }

    void pushes(const std::string& takes_off) {
        store.commit([&](store::UnitOfWork& unit) { unit.push_queue().set_pushers({{"stock", store::push_kind::stock, 60'000, takes_off}}); });
    }
    template <class Work>
    void commit(Work&& work) {
        store.commit([&](store::UnitOfWork& unit) { work(unit); });
    }
    void items(std::vector<Value> all) {
        commit([&](store::UnitOfWork& unit) {
            for (const Value& one : all) commerce::ItemMaster().apply(unit, one);
        });
    }
    // Levels of warehouse 01, read now.
    void level(const std::string& code, const std::string& in_stock, const std::string& committed = "0", const std::string& warehouse = "01", const std::string& ordered = "0", bool locked = false) {
        commit([&](store::UnitOfWork& unit) {
            const auto known = unit.levels().find(code);
            std::string text = known && known->levels.find(warehouse + "\t") == std::string::npos ? known->levels : "";
            commerce::add_level(text, warehouse, in_stock, committed, ordered, locked);
            unit.levels().put({code, text, unit.now()});
        });
    }
    // A revision of an order comes in, changed when it was placed unless the test says otherwise; returns its message.
    store::MessageRow take_in(const std::string& key, const Value& body, const std::string& changed_at = "") {
        store::MessageRow row = sample::order(key, std::to_string(++revisions_));
        row.source_time = changed_at.empty() ? body["placed_at"].text_or("") : changed_at;
        commit([&](store::UnitOfWork& unit) {
            row.id = unit.messages().add(row, body);
            commerce::captured(unit, row, body);
        });
        return row;
    }
    void book(const store::MessageRow& row, const Value& sent) {
        commit([&](store::UnitOfWork& unit) {
            put_document(unit, row, sent);
            commerce::booked(unit, row, sent);
        });
    }
    // As delivery does it: the row is delivered and the reference is there.
    static void put_document(store::UnitOfWork& unit, const store::MessageRow& row, const Value& sent, const std::string& key_end = "") {
        store::OutboxRow out = sample::delivery(row.id, "order:shop:" + row.source_key + key_end);
        out.id = unit.outbox().add(out, sent);
        REQUIRE(out.id != 0);
        REQUIRE(unit.outbox().move(out.id, store::outbox_state::ready, store::outbox_state::delivered, 0, ""));
        unit.cross_references().put({row.source, row.type, row.source_key, "erp/orders", "order:shop:" + row.source_key, "1", "501", "1.00", "GBP", row.revision, row.id, unit.now()});
    }
    std::vector<store::DemandRow> demand(const std::string& key) {
        std::vector<store::DemandRow> found;
        store.read([&](store::UnitOfWork& unit) { found = unit.demand().of_order("shop/orders", key); });
        return found;
    }
    std::int64_t open(const std::string& sku, store::Millis levels_read_at) {
        std::int64_t sum = 0;
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& row : unit.demand().of_sku(sku)) sum += commerce::open_of(row, levels_read_at);
        });
        return sum;
    }
    commerce::Terms terms(const commerce::StockPolicy& policy, const std::string& sku) {
        commerce::Terms found;
        store.read([&](store::UnitOfWork& unit) { found = commerce::terms_of(unit, policy, sku); });
        return found;
    }
    std::int64_t quantity(const commerce::StockPolicy& policy, const std::string& sku) { return terms(policy, sku).locations.at(0).quantity; }
    std::set<std::string> due() {
        std::set<std::string> skus;
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& row : unit.push_queue().due("stock", unit.now(), 1000)) skus.insert(row.sku);
        });
        return skus;
    }
    void nothing_due() {
        commit([](store::UnitOfWork& unit) {
            for (const auto& row : unit.push_queue().due("stock", unit.now(), 1000)) unit.push_queue().done(row);
        });
    }

private:
    int revisions_ = 0;
};

} // namespace ledgerline::stock_sample
