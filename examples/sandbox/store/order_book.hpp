// All orders of the store and what may happen to them.
#pragma once

#include "store/order_writer.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace ledgerline::sandbox::store {

struct CatalogueEntry {
    std::int64_t product_id = 0;
    std::int64_t variant_id = 0;
};

class OrderBook {
public:
    explicit OrderBook(const ShopSettings& settings);

    // Throws std::invalid_argument for orders that make no sense. The answer is the order's id.
    std::int64_t place(const message::Value& order, base::Millis now);
    // Plain members are set; lines, addresses, discounts and other members with amounts make the order compute anew.
    // Lines and addresses with a known id are changed, without one added; quantity 0 takes a line away.
    void edit(std::int64_t id, const message::Value& changes, base::Millis now);
    // Sets members of the order object that change no amount; status labels follow status_id.
    void set_members(std::int64_t id, const message::Value::Object& members, base::Millis now);
    // Captures what is open; an order that waited for its payment moves on to 11.
    void pay(std::int64_t id, base::Millis now);
    // Each of these ends in set_members, as every change of an order does. Throws Refused with the API's texts for a shipment that
    // cannot be; a new one moves the order to Shipped or Partially Shipped where the store is set so.
    std::int64_t ship(std::int64_t id, const message::Value& body, base::Millis now);
    void change_shipment(std::int64_t id, std::int64_t shipment_id, const message::Value& body, base::Millis now);
    // Without an id all of them. The status stays as it is.
    void remove_shipments(std::int64_t id, std::optional<std::int64_t> shipment_id, base::Millis now);
    // What a refund made of the order: `changed`, with another status if one is given. Modified and told of only where the status
    // changes or `touches` says so.
    void take_refund(OrderRecord changed, std::optional<std::int64_t> status_id, bool touches, base::Millis now);
    // A further transaction; the answer is its id. Whoever listens is told of it where `tells`.
    std::int64_t add_transaction(std::int64_t id, const PlacedPayment& payment, const std::string& event, const Decimal& amount, std::int64_t reference, bool tells, base::Millis at);
    // A message to the shopper or from them: {"subject", "message", "type", "is_flagged"}.
    std::int64_t leave_message(std::int64_t id, const message::Value& message, base::Millis now);
    // Is told of everything that happens to an order from now on, in the words of the store's webhooks: scope and data.
    using Listener = std::function<void(const std::string& scope, const message::Value& data, base::Millis now)>;
    void when_changed(Listener listener) { listener_ = std::move(listener); }
    // Takes an order that exists as it is. Throws std::invalid_argument if its id is taken.
    void adopt(OrderRecord record);
    // Where placed lines find their products. Of a SKU that it doesn't know the book makes one up.
    using Resolver = std::function<std::optional<CatalogueEntry>(const std::string& sku)>;
    void find_products_by(Resolver resolver) { resolver_ = std::move(resolver); }
    // Products that are made up have ids from here on.
    void make_up_from(std::int64_t product_id) { identifiers_.product = std::max(identifiers_.product, product_id); }

    const std::map<std::int64_t, OrderRecord>& orders() const { return orders_; }
    // nullptr if there is none.
    const OrderRecord* find(std::int64_t id) const;
    std::string link_base() const { return writer_.link_base(); }
    std::string addresses(const OrderRecord& record) const;
    std::string transactions(const OrderRecord& record) const;

    // Members that set_members takes.
    static bool is_plain_member(std::string_view name);

private:
    OrderRecord& get(std::int64_t id);
    void give_products(Placing& placing);
    void tell(const char* scope, std::int64_t id, base::Millis now, message::Value more = message::Value::object()) const;
    // Lines and addresses of `placed` with ids, written as an order.
    OrderRecord written(std::int64_t id, const message::Value& placed, base::Millis created, base::Millis modified);
    void rebuild(OrderRecord& record, message::Value placed, base::Millis now);

    const ShopSettings& settings_;
    std::int64_t next_shipment_ = 7'001;
    std::int64_t next_message_ = 8'001;
    std::int64_t next_pickup_ = 9'001;
    Identifiers identifiers_;
    OrderWriter writer_;
    std::map<std::int64_t, OrderRecord> orders_;
    std::map<std::string, CatalogueEntry> made_up_;
    Resolver resolver_;
    Listener listener_;
};

} // namespace ledgerline::sandbox::store
