#include "store/shipments.hpp"

#include "message/json.hpp"
#include "store/body.hpp"
#include "store/format.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr message::JsonLimits own_text{std::size_t{256} * 1024 * 1024, 64};

struct Provider {
    std::string_view name, display_name;
};
constexpr std::array<Provider, 12> providers{{{"", ""},
                                              {"auspost", "Australia Post"},
                                              {"canadapost", "Canada Post"},
                                              {"endicia", "Endicia"},
                                              {"usps", "USPS"},
                                              {"fedex", "FedEx"},
                                              {"royalmail", "Royal Mail"},
                                              {"ups", "UPS"},
                                              {"upsready", "UPS Ready"},
                                              {"upsonline", "UPS"},
                                              {"shipperhq", "ShipperHQ"},
                                              {"custom", "Custom"}}};

// nullptr for one that the store does not know.
const Provider* find_provider(std::string_view name) {
    const auto at = std::find_if(providers.begin(), providers.end(), [&](const Provider& one) { return one.name == name; });
    return at == providers.end() ? nullptr : &*at;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> list) { return std::find(list.begin(), list.end(), name) != list.end(); }

bool is_text_member(std::string_view name) {
    return is_one_of(name, {"tracking_number", "tracking_link", "merchant_shipping_cost", "shipping_method", "shipping_provider", "tracking_carrier", "comments"});
}

std::size_t bytes_max(std::string_view name) {
    if (name == "tracking_number") return 50;
    return name == "tracking_link" ? 500 : 65'535;
}

void check_text(const std::string& name, const Value& value) {
    if (!value.is_text() && !value.is_null()) refuse_invalid(name);
    if (value.text_or("").size() > bytes_max(name)) refuse_invalid(name);
    if (name == "shipping_provider" && !find_provider(value.text_or("")) && value.text_or("").rfind("carrier_", 0) != 0) refuse_invalid(name);
}

Value parsed(const std::string& text) { return message::parse_json(text, own_text); }

// The address with this id; null where the order has none.
Value address_of(const std::string& addresses, std::int64_t id) {
    const Value rows = parsed(addresses);
    for (const Value& row : *rows.as_array())
        if (row["id"].int_or(0) == id) return row;
    return {};
}

Value address_fields(const Value& address) {
    Value out = Value::object();
    for (const char* name : {"first_name", "last_name", "company", "street_1", "street_2", "city", "state", "zip", "country", "country_iso2", "phone", "email"})
        out.set(name, address[name]);
    return out;
}

std::map<std::int64_t, std::int64_t> shipped_by_line(const OrderRecord& order) {
    std::map<std::int64_t, std::int64_t> out;
    const Value shipments = parsed(order.shipments);
    for (const Value& shipment : *shipments.as_array())
        for (const Value& item : *shipment["items"].as_array()) out[item["order_product_id"].int_or(0)] += item["quantity"].int_or(0);
    return out;
}

// Lines of one address, whole quantities, no more than is left.
Value checked_items(const OrderRecord& order, std::int64_t address_id, const Value& items) {
    if (!items.is_array() || items.size() == 0) refuse_invalid("items");
    const Value products = parsed(order.products);
    auto taken = shipped_by_line(order);
    Value out = Value::array();
    for (const Value& item : *items.as_array()) {
        if (!item.is_object()) refuse_invalid("items");
        for (const auto& [name, ignored] : *item.as_object()) {
            if (name == "product_id") refuse_read_only(name);
            if (!is_one_of(name, {"order_product_id", "quantity"})) refuse_unsupported(name);
        }
        const auto* line_id = item["order_product_id"].as_int();
        const auto* quantity = item["quantity"].as_int();
        if (!line_id || !quantity || *quantity < 1) refuse_invalid("items");
        const auto line = std::find_if(products.as_array()->begin(), products.as_array()->end(), [&](const Value& one) { return one["id"].int_or(0) == *line_id; });
        if (line == products.as_array()->end() || (*line)["order_address_id"].int_or(0) != address_id) refuse_invalid("items");
        if ((taken[*line_id] += *quantity) > (*line)["quantity"].int_or(0)) refuse_invalid("items");
        out.push(Value::object({{"order_product_id", Value(*line_id)}, {"product_id", (*line)["product_id"]}, {"quantity", Value(*quantity)}}));
    }
    return out;
}

// What follows from the members that were given.
void complete(Value& shipment) {
    const std::string provider = shipment["shipping_provider"].text_or("");
    const Provider* known = find_provider(provider);
    shipment.set("shipping_provider_display_name", known ? std::string(known->display_name) : provider);
    const std::string number = shipment["tracking_number"].text_or(""), carrier = shipment["tracking_carrier"].text_or("");
    const std::string by = carrier.empty() ? provider : carrier;
    const bool linked = !number.empty() && !by.empty() && by != "custom" && shipment["tracking_link"].text_or("").empty();
    shipment.set("generated_tracking_link", linked ? "https://tracking.example.com/" + by + "/" + number : std::string());
}

void take_texts(Value& shipment, const Value& body) {
    for (const auto& [name, value] : *body.as_object())
        if (is_text_member(name)) shipment.set(name, value.text_or(""));
}

void set_address(Value& shipment, const std::string& addresses, const Value& id) {
    const auto* number = id.as_int();
    const Value address = number ? address_of(addresses, *number) : Value();
    if (!address.is_object()) refuse_invalid("order_address_id");
    shipment.set("order_address_id", *number);
    shipment.set("shipping_address", address_fields(address));
}

void check_members(const Value& body, bool with_items) {
    for (const auto& [name, value] : *body.as_object()) {
        if (is_text_member(name)) check_text(name, value);
        else if (name == "items" && with_items) continue;
        else if (is_one_of(name, {"id", "order_id", "customer_id", "date_created", "billing_address", "shipping_address", "items", "shipping_provider_display_name", "generated_tracking_link"}))
            refuse_read_only(name);
        else if (name != "order_address_id") refuse_unsupported(name);
    }
}

} // namespace

Value new_shipment(const OrderRecord& order, const std::string& addresses, const Value& body, std::int64_t id, base::Millis now) {
    check_members(body, true);
    for (const char* required : {"order_address_id", "items"})
        if (!body.find(required)) refuse_missing(required);
    Value out = Value::object({{"id", Value(id)}, {"order_id", Value(order.id)}, {"customer_id", Value(order.customer_id)}});
    set_address(out, addresses, body["order_address_id"]);
    out.set("date_created", rfc2822(whole_second(now)));
    for (const char* name : {"tracking_number", "tracking_link", "shipping_method", "tracking_carrier", "comments"}) out.set(name, "");
    out.set("merchant_shipping_cost", money(Decimal()));
    out.set("shipping_provider", "custom"); // what becomes of it where nothing is sent
    take_texts(out, body);
    out.set("billing_address", address_fields(parsed(order.order)["billing_address"]));
    out.set("items", checked_items(order, out["order_address_id"].int_or(0), body["items"]));
    complete(out);
    return out;
}

Value changed_shipment(const std::string& addresses, const Value& shipment, const Value& body) {
    check_members(body, false);
    Value out = shipment;
    if (body.find("order_address_id")) set_address(out, addresses, body["order_address_id"]);
    take_texts(out, body);
    complete(out);
    return out;
}

Value::Array rest_of(const OrderRecord& order) {
    const auto shipped = shipped_by_line(order);
    std::map<std::int64_t, Value> items; // by address
    const Value products = parsed(order.products);
    for (const Value& line : *products.as_array()) {
        const std::int64_t address = line["order_address_id"].int_or(0), id = line["id"].int_or(0);
        const auto sent = shipped.find(id);
        const std::int64_t left = line["quantity"].int_or(0) - (sent == shipped.end() ? 0 : sent->second);
        if (address == 0 || left < 1) continue;
        items.try_emplace(address, Value::array()).first->second.push(Value::object({{"order_product_id", Value(id)}, {"quantity", Value(left)}}));
    }
    Value::Array out;
    for (auto& [address, list] : items) out.push_back(Value::object({{"order_address_id", Value(address)}, {"items", std::move(list)}}));
    return out;
}

void count_shipped(OrderRecord& order) {
    const auto shipped = shipped_by_line(order);
    Value products = parsed(order.products);
    std::map<std::int64_t, std::int64_t> by_address;
    std::int64_t all = 0;
    for (Value& line : *products.as_array()) {
        const auto sent = shipped.find(line["id"].int_or(0));
        const std::int64_t units = sent == shipped.end() ? 0 : sent->second;
        line.set("quantity_shipped", units);
        by_address[line["order_address_id"].int_or(0)] += units;
        all += units;
    }
    order.products = message::write_json(products);
    if (!order.addresses.empty()) {
        Value addresses = parsed(order.addresses);
        for (Value& address : *addresses.as_array()) address.set("items_shipped", by_address[address["id"].int_or(0)]);
        order.addresses = message::write_json(addresses);
    }
    Value head = parsed(order.order);
    head.set("items_shipped", all);
    const Value shipments = parsed(order.shipments);
    head.set("date_shipped", shipments.size() > 0 && all_shipped(order) ? shipments.as_array()->back()["date_created"].text_or("") : std::string());
    order.order = message::write_json(head);
}

bool all_shipped(const OrderRecord& order) { return rest_of(order).empty(); }

} // namespace ledgerline::sandbox::store
