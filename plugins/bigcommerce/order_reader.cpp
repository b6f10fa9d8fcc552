#include "order_reader.hpp"

#include "order_mapper.hpp"

#include <ledgerline/decimal.hpp>

#include <optional>
#include <string>

namespace bigcommerce {

using ledgerline::Call;
using ledgerline::Decimal;
using ledgerline::Node;

namespace {

// Fees are not in the row itself, but they are in its total: what the other parts leave over.
bool has_fees(const Node& row) {
    Decimal sum;
    for (const char* part : {"subtotal_inc_tax", "shipping_cost_inc_tax", "handling_cost_inc_tax", "wrapping_cost_inc_tax"}) sum += amount_or_zero(row[part]);
    for (const char* part : {"discount_amount", "coupon_discount"}) sum -= amount_or_zero(row[part]);
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

void OrderReader::read(Call& call, const Node& row, Prices prices, const Node& body) {
    map_order(row, prices, body);
    read_customer(call, body);
    const std::string id = std::to_string(whole_number(row["id"]));
    const std::string path = "/v2/orders/" + id;
    bool collected = false, physical = false;
    api_.each(call, path + "/products", "", "", [&](const Node& product) {
        map_line(product, body["lines"].append());
        collected = collected || is_collected(product);
        physical = physical || product["type"].text_or("physical") == "physical";
    });
    api_.each(call, path + "/shipping_addresses", "", "", [&](const Node& address) { map_consignment(address, body["consignments"].append()); });
    // Goods without an address that they are sent to: the shopper collects them. Asked for then only.
    if (collected || (physical && body["consignments"].count() == 0)) read_pickups(call, path, body);
    api_.each(call, path + "/taxes", "details", "true", [&](const Node& tax) { map_tax(tax, body["taxes"].append()); });
    // Three lists that most orders don't have. The quota of a store is small, and the row itself says whether they exist.
    if (!amount_or_zero(row["coupon_discount"]).is_zero())
        api_.each(call, path + "/coupons", "", "", [&](const Node& coupon) { map_coupon(coupon, body["discounts"]["list"].append()); });
    if (has_fees(row)) read_fees(call, path, body["fees"]);
    if (!row["total_inc_tax"].decimal().is_zero())
        api_.each_v3(call, "/v3/orders/" + id + "/transactions",
                     [&](const Node& transaction) { map_transaction(transaction, body["payment"]["transactions"].append()); });
}

void OrderReader::read_customer(Call& call, const Node& body) {
    const Node customer = body["customer"];
    if (!tax_id_field_.empty())
        for (const Node field : body["billing_address"]["fields"].elements_or_none())
            if (field["name"].text() == tax_id_field_) customer["tax_id"].set(field["value"].text());
    if (!reads_groups_ || customer["id"].text().empty()) return;
    const auto answer = api_.get(call, ledgerline::Request::get("/v3/customers").query("id:in", customer["id"].text()));
    if (!answer) return;
    for (const Node known : answer->json()["data"].elements_or_none()) copy_id(known["customer_group_id"], customer["group"]);
    answer->discard();
}

void OrderReader::read_pickups(Call& call, const std::string& path, const Node& body) {
    std::optional<ledgerline::Response> answer;
    try {
        answer = api_.get(call, ledgerline::Request::get(path + "/consignments"));
    } catch (const ResourceProblem& problem) {
        if (problem.status != 404) throw; // a store without them
    }
    if (!answer) return;
    const Node pickups = answer->json()["pickups"];
    std::string id;
    if (pickups.is_array())
        for (const Node pickup : pickups.elements()) {
            map_pickup(pickup, body["consignments"].append());
            id = pickup["id"].text();
        }
    answer->discard();
    // An order is sent or collected, never both, and has one pickup at most.
    if (id.empty()) return;
    for (const Node line : body["lines"].elements())
        if (line["consignment_id"].text().empty() && (line["kind"].text() == "physical" || line["kind"].text() == "custom")) line["consignment_id"].set(id);
}

void OrderReader::read_fees(Call& call, const std::string& path, const Node& fees) {
    try {
        const auto answer = api_.get(call, ledgerline::Request::get(path + "/fees"));
        if (!answer) return;
        map_fees(answer->json(), fees);
        answer->discard();
    } catch (const ResourceProblem& problem) {
        // An order without any: then its parts do not add up for another reason, and the rules will tell which.
        if (problem.status != 404) throw;
    }
}

} // namespace bigcommerce
