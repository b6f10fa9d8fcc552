// Lines of a delivery against the lines of the order in the store: what a shipment is made of, or why there can be none.
#pragma once

#include "shop_api.hpp"

#include <ledgerline/shipment.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bigcommerce {

// One line of the order, as far as shipping it goes.
struct StoreLine {
    std::string id, sku;
    std::string address_id; // "" = it is not sent: digital, a gift certificate, or collected
    bool is_sent = false;   // a shopper waits for a parcel with it
    bool is_collected = false;
    std::int64_t quantity = 0, shipped = 0, refunded = 0;
};
std::vector<StoreLine> read_lines(ShopApi& api, ledgerline::Call& call, std::string_view order_id);

struct LineSettings {
    bool ignores_lines_without_id = false; // lines of the delivery that no line of the store stands for
    bool leaves_lines_without_address = true;
};

struct ShipmentItems {
    std::string address_id;                  // the one that it goes to; "" with no items
    std::map<std::string, std::int64_t> items; // line id -> quantity; empty: there is nothing to tell the store
    bool has_collected = false;              // some of its lines are collected by the shopper
    std::vector<std::string> problems;       // in plain words; with one of them it is no shipment
};
// `shipped_too` false: what is shipped already does not count, for the comparison with a shipment that stands.
ShipmentItems match_lines(const ledgerline::Shipment& delivery, const std::vector<StoreLine>& lines, const LineSettings& settings, bool shipped_too);

// Nothing of the order waits to be sent, once `items` were.
bool is_complete(const std::vector<StoreLine>& lines, const std::map<std::string, std::int64_t>& items);

} // namespace bigcommerce
