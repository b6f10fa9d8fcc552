// SAP's return (Returns) as canonical returns: one for each order of the store that goods of it go back to.
#pragma once

#include "shipment_document.hpp"

#include <ledgerline/node.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

inline constexpr std::string_view delivery_object_type = "15";
inline constexpr std::string_view return_object_type = "16";

struct ReturnSettings {
    std::string store;                               // name of the store's connection, as it stands in the keys of its orders
    std::vector<std::string> unsellable_warehouses;
    std::int64_t offset_seconds = 0;                 // the company's clock against UTC
};

// A line of a delivery: what it was made from.
struct DeliveredLine {
    std::string order_entry, order_line; // of the sales order, "" without one
    std::string line_id;                 // the store's, "" where the delivery does not carry it
};
struct BaseDelivery {
    std::string key; // U_LL_Key, as SAP's own copying takes it along
    std::map<std::string, DeliveredLine> lines;
};
using BaseDeliveries = std::map<std::string, BaseDelivery>; // by DocEntry

// A line of a return and the order that it goes back to.
struct ReturnedTo {
    std::string order_id; // the store's, "" if it is no order of this store
    std::string line_id;  // the store's, "" unknown
};
ReturnedTo returned_to(const ledgerline::Node& row, const ledgerline::Node& line, const BaseDeliveries& deliveries, const BaseOrders& orders, const ReturnSettings& settings);

// The lines of one order. Empty for documents of which nothing is the store's.
struct ReturnShare {
    std::string order_id;
    std::vector<std::pair<ledgerline::Node, std::string>> lines; // with the store's line id
};
std::vector<ReturnShare> return_shares(const ledgerline::Node& row, const BaseDeliveries& deliveries, const BaseOrders& orders, const ReturnSettings& settings);

// The properties that this file reads, for $select.
std::string return_properties();
// "812", or "812-1047" for goods of several orders.
std::string return_id(const ledgerline::Node& row, const ReturnShare& share, bool alone);
void write_return(const ledgerline::Node& row, std::string_view id, const ReturnShare& share, const ReturnSettings& settings, const ledgerline::Node& to);

} // namespace sapb1
