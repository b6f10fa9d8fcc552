// SAP's delivery as canonical shipments: one for each order of the store that it delivers.
#pragma once

#include "shipping_types.hpp"

#include <ledgerline/node.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

struct ShipmentSettings {
    std::string store;             // name of the store's connection, as it stands in the keys of its orders
    std::string package_field;     // user field of a package with its tracking number; "" = none
    std::string comment_field;     // property with a remark for the shopper; "" = none
    std::int64_t offset_seconds = 0; // the company's clock against UTC
};

// A kind of document that delivers.
struct DeliveringKind {
    std::string entity;      // "DeliveryNotes"
    std::string object_type; // "15": how its cancellation refers to it
    std::string id_prefix;   // of shipment ids, so that those of two kinds cannot meet
    bool only_from_orders = false; // lines without an order as their base move no goods
};

// A sales order that a delivery is based on.
struct BaseOrder {
    std::string key;                          // U_LL_Key, "" where it carries none
    std::map<std::string, std::string> lines; // the store's line ids by LineNum, if they were read
};
using BaseOrders = std::map<std::string, BaseOrder>; // by DocEntry

inline constexpr std::string_view order_object_type = "17";

// The store's id of the order in a key such as "order:shop:1047"; nothing for another key.
std::optional<std::string> order_of_key(std::string_view key, std::string_view store);

// The properties that this file reads, for $select.
std::string shipment_properties(const ShipmentSettings& settings);
// The document only reverses another one.
bool is_cancellation(const ledgerline::Node& row);

// What one delivery carries for one order.
struct OrderShare {
    std::string order_id;           // the store's
    std::string erp_order_id;       // DocEntry, "" without a base
    std::vector<ledgerline::Node> lines;
};
// The shares of the store's orders, by the order of the first line of each; lines of others are left out.
std::vector<OrderShare> shares_of(const ledgerline::Node& row, const DeliveringKind& kind, const BaseOrders& orders, const ShipmentSettings& settings);
// DocEntry of each sales order that the lines are based on.
std::vector<std::string> bases_of(const ledgerline::Node& row, std::string_view object_type);

// "812", or "812-1047" for a delivery of several orders.
std::string shipment_id(const ledgerline::Node& row, const DeliveringKind& kind, const OrderShare& share, bool alone);
void write_shipment(const ledgerline::Node& row, std::string_view id, const OrderShare& share, const BaseOrders& orders, const ShippingType& shipping,
                    const ShipmentSettings& settings, const ledgerline::Node& to);

} // namespace sapb1
