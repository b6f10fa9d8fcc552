#include "order_reader.hpp"

#include "order_mapper.hpp"

#include <ledgerline/decimal.hpp>

namespace bigcommerce {

using ledgerline::Call;
using ledgerline::Decimal;
using ledgerline::Node;

namespace {

// Fees are not in the row itself, but they are in its total: what the other parts leave over.
bool has_fees(const Node& row) {
    Decimal sum;
    for (const char* part : {"subtotal_inc_tax", "shipping_cost_inc_tax", "handling_cost_inc_tax", "wrapping_cost_inc_tax"}) sum += row[part].decimal_or(0);
    for (const char* part : {"discount_amount", "coupon_discount"}) sum -= row[part].decimal_or(0);
    return sum != row["total_inc_tax"].decimal();
}

// An array of fees, an object that holds one, or a single fee: the store's own files disagree.
void map_fees(const Node& answer, const Node& fees) {
    const Node list = answer.is_array() ? answer : answer["fees"];
    if (list.is_array()) {
        for (const Node fee : list.elements()) map_fee(fee, fees.append());
    } else if (answer["id"].exists()) {
        map_fee(answer, fees.append());
    }
}

} // namespace

void OrderReader::read(Call& call, const Node& row, const Node& body) {
    map_order(row, body);
    const std::string path = "/v2/orders/" + std::string(row["id"].text());
    api_.each(call, path + "/products", "", "", [&](const Node& product) { map_line(product, body["lines"].append()); });
    api_.each(call, path + "/shipping_addresses", "", "", [&](const Node& address) { map_consignment(address, body["consignments"].append()); });
    api_.each(call, path + "/taxes", "details", "true", [&](const Node& tax) { map_tax(tax, body["taxes"].append()); });
    // Three lists that most orders don't have. The quota of a store is small, and the row itself says whether they exist.
    if (!row["coupon_discount"].decimal_or(0).is_zero())
        api_.each(call, path + "/coupons", "", "", [&](const Node& coupon) { map_coupon(coupon, body["discounts"]["list"].append()); });
    if (has_fees(row))
        if (const auto answer = api_.get(call, ledgerline::Request::get(path + "/fees"))) map_fees(answer->json(), body["fees"]);
    if (!row["total_inc_tax"].decimal().is_zero())
        api_.each_v3(call, "/v3/orders/" + std::string(row["id"].text()) + "/transactions",
                     [&](const Node& transaction) { map_transaction(transaction, body["payment"]["transactions"].append()); });
}

} // namespace bigcommerce
