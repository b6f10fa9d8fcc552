#include "return_document.hpp"

#include "amount.hpp"
#include "local_time.hpp"
#include "order_document.hpp"
#include "posted.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

ReturnedTo returned_to(const Node& row, const Node& line, const BaseDeliveries& deliveries, const BaseOrders& orders, const ReturnSettings& settings) {
    ReturnedTo to;
    to.line_id = text_of(line[line_field]);
    std::string key = text_of(row[key_field]); // where nothing better is known: SAP's own copying takes it along
    const std::string base_type = text_of(line["BaseType"]), base_entry = text_of(line["BaseEntry"]), base_line = text_of(line["BaseLine"]);
    DeliveredLine base;
    if (base_type == order_object_type) base = {base_entry, base_line, ""};
    const auto delivery = base_type == delivery_object_type ? deliveries.find(base_entry) : deliveries.end();
    if (delivery != deliveries.end()) {
        if (!delivery->second.key.empty()) key = delivery->second.key;
        const auto found = delivery->second.lines.find(base_line);
        if (found != delivery->second.lines.end()) base = found->second;
    }
    if (to.line_id.empty()) to.line_id = base.line_id;
    if (const auto order = orders.find(base.order_entry); order != orders.end()) {
        if (!order->second.key.empty()) key = order->second.key;
        const auto found = order->second.lines.find(base.order_line);
        if (to.line_id.empty() && found != order->second.lines.end()) to.line_id = found->second;
    }
    to.order_id = order_of_key(key, settings.store).value_or("");
    return to;
}

std::vector<ReturnShare> return_shares(const Node& row, const BaseDeliveries& deliveries, const BaseOrders& orders, const ReturnSettings& settings) {
    std::vector<ReturnShare> shares;
    for (const Node line : row["DocumentLines"].elements_or_none()) {
        const ReturnedTo to = returned_to(row, line, deliveries, orders, settings);
        const auto quantity = amount_of(line["Quantity"]);
        if (to.order_id.empty() || text_of(line["ItemCode"]).empty() || !quantity || quantity->is_zero() || quantity->is_negative()) continue;
        if (is_part_of_set(line) && to.line_id.empty()) continue;
        auto share = std::find_if(shares.begin(), shares.end(), [&](const ReturnShare& one) { return one.order_id == to.order_id; });
        if (share == shares.end()) share = shares.insert(shares.end(), {to.order_id, {}});
        share->lines.emplace_back(line, to.line_id);
    }
    return shares;
}

std::string return_properties() {
    return "DocEntry,DocNum,DocDate,CreationDate,DocTime,UpdateDate,UpdateTime,Cancelled,CancelStatus,Comments," + std::string(key_field) + ",DocumentLines";
}

std::string return_id(const Node& row, const ReturnShare& share, bool alone) { return text_of(row["DocEntry"]) + (alone ? "" : "-" + share.order_id); }

void write_return(const Node& row, std::string_view id, const ReturnShare& share, const ReturnSettings& settings, const Node& to) {
    to["id"].set(id);
    to["number"].set(text_of(row["DocNum"]));
    to["origin"].set("erp");
    to["order_id"].set(share.order_id);
    to["store"].set(settings.store);
    to["refund_id"].set("");
    to["received_on"].set(date_of(text_of(row["DocDate"])));
    const auto created = local_seconds(text_of(row["CreationDate"]), text_of(row["DocTime"]));
    to["confirmed_at"].set(created ? stamp_text(*created - settings.offset_seconds) + "Z" : std::string());
    to["confirmed_by"].set("SAP Business One");
    to["stock_posted"].set(true);
    if (is_cancelled(row)) to["cancelled"].set(true);
    to["lines"].set_json("[]");
    for (const auto& entry : share.lines) {
        const Node& line = entry.first;
        const std::string warehouse = text_of(line["WarehouseCode"]);
        const Node out = to["lines"].append();
        out["id"].set(text_of(line["LineNum"]));
        out["line_id"].set(entry.second);
        out["sku"].set("");
        out["item_code"].set(text_of(line["ItemCode"]));
        out["quantity"].set(amount_or_zero(line["Quantity"]));
        out["sellable"].set(std::find(settings.unsellable_warehouses.begin(), settings.unsellable_warehouses.end(), warehouse) == settings.unsellable_warehouses.end());
        out["warehouse"].set(warehouse);
        out["reason"].set("");
    }
    to["note"].set(text_of(row["Comments"]));
}

} // namespace sapb1
