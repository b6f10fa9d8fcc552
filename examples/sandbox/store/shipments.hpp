// Shipments of an order: what makes one, what may be changed about it, and what the order says of them. The rules of the API,
// for its resource and for the merchant's control panel alike.
#pragma once

#include "store/order_record.hpp"

namespace ledgerline::sandbox::store {

// The shipment that `body` asks for. Throws Refused with the API's texts.
message::Value new_shipment(const OrderRecord& order, const std::string& addresses, const message::Value& body, std::int64_t id, base::Millis now);
// `body` over a shipment that stands; its items cannot be changed.
message::Value changed_shipment(const std::string& addresses, const message::Value& shipment, const message::Value& body);
// One body for each address with goods that were not shipped yet.
message::Value::Array rest_of(const OrderRecord& order);
// Makes lines, addresses and the order say what its shipments come to: quantity_shipped, items_shipped, date_shipped.
void count_shipped(OrderRecord& order);
// Nothing waits to be sent.
bool all_shipped(const OrderRecord& order);

} // namespace ledgerline::sandbox::store
