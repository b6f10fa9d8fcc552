// Reads a whole order: its row from the list, and every sub-resource that says something about it.
#pragma once

#include "order_mapper.hpp"
#include "shop_api.hpp"

#include <ledgerline/call.hpp>

#include <string>
#include <utility>

namespace bigcommerce {

class OrderReader {
public:
    // `tax_id_field`: label of the billing address' form field that holds the customer's tax number, "" = none.
    // `reads_groups`: the customer's group is asked for, in a request of its own.
    OrderReader(ShopApi& api, std::string tax_id_field, bool reads_groups) : api_(api), tax_id_field_(std::move(tax_id_field)), reads_groups_(reads_groups) {}

    // Fills `body` from the order's own row and from requests. Throws ShopProblem (the flow), ResourceProblem or ShapeError
    // (this order).
    void read(ledgerline::Call& call, const ledgerline::Node& row, Prices prices, const ledgerline::Node& body);

private:
    // What the order itself does not say of its customer.
    void read_customer(ledgerline::Call& call, const ledgerline::Node& body);
    // Where the shopper collects the order, and its lines that are collected there.
    void read_pickups(ledgerline::Call& call, const std::string& path, const ledgerline::Node& body);
    void read_fees(ledgerline::Call& call, const std::string& path, const ledgerline::Node& fees);

    ShopApi& api_;
    std::string tax_id_field_;
    bool reads_groups_;
};

} // namespace bigcommerce
