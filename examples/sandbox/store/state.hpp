// Everything that the store holds, for the resources to work on. Shop's mutex guards it.
#pragma once

#include "store/hooks.hpp"
#include "store/order_book.hpp"
#include "store/shop_settings.hpp"

#include <map>
#include <string>

namespace ledgerline::sandbox::store {

struct RefundRecord {
    std::int64_t id = 0;
    std::int64_t order_id = 0;
    base::Millis created = 0;
    std::string transaction_ids; // of its payments, each between blanks
    std::string text;            // v3 refund object
};

struct CustomerRecord {
    std::string email;
    std::string text; // v3 customer object
};

struct State {
    explicit State(ShopSettings given) : settings(std::move(given)), book(settings), hooks(settings) {
        book.when_changed([this](const std::string& scope, const message::Value& data, base::Millis now) { hooks.happened(scope, data, now); });
    }
    State(const State&) = delete; // `book` and `hooks` refer to `settings`
    State& operator=(const State&) = delete;

    // Makes a customer of an order's billing address, unless it is known or a guest.
    void know_customer(std::int64_t id, const message::Value& billing_address, base::Millis created, std::int64_t group = 0);

    ShopSettings settings;
    OrderBook book;
    Hooks hooks;
    std::map<std::int64_t, RefundRecord> refunds;
    std::map<std::int64_t, CustomerRecord> customers;
    base::Millis lists_stand_at = 0; // a fault: lists show half of the orders only if they were modified before this; 0 = all
};

} // namespace ledgerline::sandbox::store
