// The tables of the store as maps, behind the very classes that production uses: the rooms above are linked with these in place of the
// database, so that hundreds of thousands of histories take seconds.
#pragma once

#include "store/store.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ledgerline::stock_model {

// What a planted error does to rows on their way into a table; nothing by default.
struct Planted {
    std::function<void(store::DemandRow&)> demand = [](store::DemandRow&) {};
    std::function<void(store::PushedStockRow&)> pushed = [](store::PushedStockRow&) {};
};

struct FakeTables final : store::Connection {
    explicit FakeTables(const Planted& errors) : store::Connection(store::Location{}), planted(errors) {}

    const Planted& planted;
    std::map<store::Id, store::MessageRow> messages;
    std::map<store::Id, message::Value> bodies;
    std::map<store::Id, store::OutboxRow> outbox;
    std::map<store::Id, message::Value> sent;
    std::map<std::string, store::CrossReferenceRow> references; // by the order's key
    std::map<std::string, std::string> notes;
    std::map<std::pair<std::string, std::string>, store::DemandRow> demand; // by order and SKU
    std::map<std::string, store::LevelRow> levels;
    std::map<std::string, store::ItemRow> items;
    std::map<std::pair<std::string, std::string>, store::PushedStockRow> pushed; // by SKU and location
    std::map<std::string, store::PushDueRow> due;
    store::PushQueue::Pusher pusher;

    store::Id add(store::MessageRow row, message::Value body) {
        row.id = static_cast<store::Id>(messages.size()) + 1;
        bodies[row.id] = std::move(body);
        messages[row.id] = std::move(row);
        return static_cast<store::Id>(messages.size());
    }
    store::Id add(store::OutboxRow row, message::Value body) {
        row.id = static_cast<store::Id>(outbox.size()) + 1;
        sent[row.id] = std::move(body);
        outbox[row.id] = std::move(row);
        return static_cast<store::Id>(outbox.size());
    }
};

} // namespace ledgerline::stock_model
