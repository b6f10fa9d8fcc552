// Reads a whole order: its row from the list, and every sub-resource that says something about it.
#pragma once

#include "order_mapper.hpp"
#include "shop_api.hpp"

#include <ledgerline/call.hpp>

namespace bigcommerce {

class OrderReader {
public:
    explicit OrderReader(ShopApi& api) : api_(api) {}

    // Fills `body` from the order's own row and from requests. Throws ShopProblem (the flow), ResourceProblem or ShapeError
    // (this order).
    void read(ledgerline::Call& call, const ledgerline::Node& row, Prices prices, const ledgerline::Node& body);

private:
    // Where the shopper collects the order, and its lines that are collected there.
    void read_pickups(ledgerline::Call& call, const std::string& path, const ledgerline::Node& body);
    void read_fees(ledgerline::Call& call, const std::string& path, const ledgerline::Node& fees);

    ShopApi& api_;
};

} // namespace bigcommerce
