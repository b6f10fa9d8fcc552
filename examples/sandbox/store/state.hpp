// Everything that the store holds, for the resources to work on. Shop's mutex guards it.
#pragma once

#include "store/adjustments.hpp"
#include "store/hooks.hpp"
#include "store/inventory_settings.hpp"
#include "store/order_book.hpp"
#include "store/order_stock.hpp"
#include "store/refunding.hpp"
#include "store/shop_settings.hpp"

#include <map>
#include <string>

namespace ledgerline::sandbox::store {

struct CustomerRecord {
    std::string email;
    std::string text; // v3 customer object
};

struct State {
    // Chance is borrowed for the life of the state.
    State(ShopSettings given, base::Random& random);
    State(const State&) = delete; // its parts refer to each other
    State& operator=(const State&) = delete;

    // Makes a customer of an order's billing address, unless it is known or a guest.
    void know_customer(std::int64_t id, const message::Value& billing_address, base::Millis created, std::int64_t group = 0);
    // Of store/product/{created, updated, deleted} and of the variants of a product with options, store/sku/...
    void tell_of_product(const char* what, const Product& product, base::Millis now);
    void tell_of_variant(const char* what, const Variant& variant, base::Millis now);

    ShopSettings settings;
    OrderBook book;
    Hooks hooks;
    Catalogue catalogue;
    Locations locations;
    StockBook stock;
    Adjustments adjustments;
    InventorySettings inventory_settings;
    OrderStock order_stock;
    RefundBook refunds;
    Refunding refunding;
    std::map<std::int64_t, CustomerRecord> customers;
    bool tax_service_is_away = false; // a fault, for one request
    base::Millis lists_stand_at = 0; // a fault: lists show half of the orders only if they were modified before this; 0 = all

private:
    void tell_of_stock(const StockItem& item, const Location& location, const StockMovement& movement);
};

} // namespace ledgerline::sandbox::store
