#include "shipment_document.hpp"

#include "amount.hpp"
#include "local_time.hpp"
#include "order_document.hpp"
#include "posted.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

// One column of 30 characters for all parcels: people separate them.
std::vector<std::string> numbers_in(std::string_view column) {
    std::vector<std::string> numbers;
    while (!column.empty()) {
        const std::size_t end = std::min(column.find_first_of(",;|\r\n\t"), column.size());
        const std::string number = fitted(column.substr(0, end), 100);
        if (!number.empty() && std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
        column.remove_prefix(std::min(end + 1, column.size()));
    }
    return numbers;
}

// A home page is no place to follow a parcel; an address with a place for the number is.
std::string link_to(const std::string& website, const std::string& number) { return contains(website, "{number}") ? filled(website, {{"number", number}}) : std::string(); }

std::string line_of_store(const Node& line, const BaseOrders& orders) {
    if (std::string own = text_of(line[line_field]); !own.empty()) return own;
    if (text_of(line["BaseType"]) != order_object_type) return {};
    const auto order = orders.find(text_of(line["BaseEntry"]));
    if (order == orders.end()) return {};
    const auto base = order->second.lines.find(text_of(line["BaseLine"]));
    return base == order->second.lines.end() ? std::string() : base->second;
}

void write_tracking(const Node& row, const ShippingType& shipping, const ShipmentSettings& settings, const Node& to) {
    std::vector<std::string> numbers = numbers_in(text_of(row["TrackingNumber"]));
    if (!settings.package_field.empty())
        for (const Node package : row["DocumentPackages"].elements_or_none())
            for (const std::string& number : numbers_in(text_of(package[settings.package_field])))
                if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
    to.set_json("[]");
    for (const std::string& number : numbers) {
        const Node parcel = to.append();
        parcel["number"].set(number);
        parcel["link"].set(link_to(shipping.website, number));
        parcel["carrier"].set("");
    }
}

} // namespace

std::optional<std::string> order_of_key(std::string_view key, std::string_view store) {
    const std::string begin = "order:" + std::string(store) + ":";
    if (key.size() <= begin.size() || key.substr(0, begin.size()) != begin) return std::nullopt;
    return std::string(key.substr(begin.size()));
}

std::string shipment_properties(const ShipmentSettings& settings) {
    return "DocEntry,DocNum,DocDate,CreationDate,DocTime,UpdateDate,UpdateTime,Cancelled,CancelStatus,ReserveInvoice,TransportationCode,TrackingNumber," + std::string(key_field) + ",DocumentLines" +
           (settings.package_field.empty() ? "" : ",DocumentPackages") + (settings.comment_field.empty() ? "" : "," + settings.comment_field);
}

bool is_cancellation(const Node& row) {
    const std::string status = text_of(row["CancelStatus"]);
    return status == "csCancellation" || status == "C";
}

std::vector<std::string> bases_of(const Node& row, std::string_view object_type) {
    std::vector<std::string> entries;
    for (const Node line : row["DocumentLines"].elements_or_none()) {
        if (text_of(line["BaseType"]) != object_type) continue;
        std::string entry = text_of(line["BaseEntry"]);
        if (!entry.empty() && std::find(entries.begin(), entries.end(), entry) == entries.end()) entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<OrderShare> shares_of(const Node& row, const DeliveringKind& kind, const BaseOrders& orders, const ShipmentSettings& settings) {
    // SAP's own copying takes the key of the order along, also for lines whose order is not known here.
    const auto of_header = order_of_key(text_of(row[key_field]), settings.store);
    std::vector<OrderShare> shares;
    for (const Node line : row["DocumentLines"].elements_or_none()) {
        const bool based = text_of(line["BaseType"]) == order_object_type;
        if (kind.only_from_orders && !based) continue;
        const std::string entry = based ? text_of(line["BaseEntry"]) : std::string();
        const auto base = orders.find(entry);
        const std::string key = base == orders.end() ? std::string() : base->second.key;
        const auto order_id = key.empty() ? of_header : order_of_key(key, settings.store);
        const auto quantity = amount_of(line["Quantity"]);
        if (!order_id || text_of(line["ItemCode"]).empty() || !quantity || quantity->is_zero() || quantity->is_negative()) continue;
        if (is_part_of_set(line) && line_of_store(line, orders).empty()) continue;
        auto share = std::find_if(shares.begin(), shares.end(), [&](const OrderShare& one) { return one.order_id == *order_id; });
        if (share == shares.end()) share = shares.insert(shares.end(), {*order_id, entry, {}});
        if (share->erp_order_id.empty()) share->erp_order_id = entry;
        share->lines.push_back(line);
    }
    return shares;
}

std::string shipment_id(const Node& row, const DeliveringKind& kind, const OrderShare& share, bool alone) {
    return kind.id_prefix + text_of(row["DocEntry"]) + (alone ? "" : "-" + share.order_id);
}

void write_shipment(const Node& row, std::string_view id, const OrderShare& share, const BaseOrders& orders, const ShippingType& shipping, const ShipmentSettings& settings, const Node& to) {
    to["id"].set(id);
    to["number"].set(text_of(row["DocNum"]));
    to["order_id"].set(share.order_id);
    to["erp_order_id"].set(share.erp_order_id);
    to["consignment_id"].set("");
    to["state"].set(is_cancelled(row) ? "cancelled" : "shipped");
    to["shipped_on"].set(date_of(text_of(row["DocDate"])));
    const auto created = local_seconds(text_of(row["CreationDate"]), text_of(row["DocTime"]));
    to["created_at"].set(created ? stamp_text(*created - settings.offset_seconds) + "Z" : std::string());
    to["carrier"].set("");
    to["service"].set(shipping.name);
    write_tracking(row, shipping, settings, to["tracking"]);
    to["lines"].set_json("[]");
    for (const Node& line : share.lines) {
        const Node out = to["lines"].append();
        out["id"].set(text_of(line["LineNum"]));
        out["line_id"].set(line_of_store(line, orders));
        out["item_code"].set(text_of(line["ItemCode"]));
        out["quantity"].set(amount_or_zero(line["Quantity"]));
        out["warehouse"].set(text_of(line["WarehouseCode"]));
    }
    to["comment"].set(settings.comment_field.empty() ? std::string() : text_of(row[settings.comment_field]));
}

} // namespace sapb1
