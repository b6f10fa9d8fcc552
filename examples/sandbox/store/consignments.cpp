#include "store/consignments.hpp"

#include "message/json.hpp"
#include "store/format.hpp"

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr message::JsonLimits own_text{std::size_t{256} * 1024 * 1024, 64};

// Lines with `id` in `member`, and of the type where one is given.
Value lines_with(const OrderRecord& order, const Value& products, const char* member, std::int64_t id, const std::string& type, const std::string& link_base, bool whole) {
    Value out = Value::array();
    for (const Value& line : *products.as_array()) {
        if (line[member].int_or(0) != id || (!type.empty() && line["type"].text_or("") != type)) continue;
        out.push(whole ? line : link(link_base, "/orders/" + std::to_string(order.id) + "/products/" + line["id"].text_or("")));
    }
    return out;
}

// Amounts are numbers here, not texts as everywhere else in v2.
Value shipping_of(const Value& address) {
    Value out = Value::object();
    for (const auto& [name, value] : *address.as_object()) {
        if (name == "order_id") continue; // consignments stand inside their order
        const bool is_cost = name.find("cost") != std::string::npos && name.find("_id") == std::string::npos;
        const auto amount = is_cost ? Decimal::try_parse(value.text_or("")) : std::nullopt;
        out.set(name, amount ? json_number(*amount) : value);
    }
    return out;
}

} // namespace

Value consignments_of(const OrderRecord& order, const std::string& addresses, const std::string& link_base, bool with_lines) {
    const Value products = message::parse_json(order.products, own_text);
    Value pickups = message::parse_json(order.pickups, own_text);
    for (Value& pickup : *pickups.as_array())
        pickup.set("line_items", lines_with(order, products, "order_pickup_method_id", pickup["id"].int_or(0), "", link_base, with_lines));
    Value shipping = Value::array();
    const Value rows = message::parse_json(addresses, own_text);
    for (const Value& address : *rows.as_array()) {
        Value one = shipping_of(address);
        one.set("line_items", lines_with(order, products, "order_address_id", address["id"].int_or(0), "", link_base, with_lines));
        shipping.push(std::move(one));
    }
    const auto without_address = [&](const char* type) { return lines_with(order, products, "order_address_id", 0, type, link_base, with_lines); };
    Value downloads = Value::array(), certificates = Value::array();
    if (Value lines = without_address("digital"); lines.size() > 0) downloads.push(Value::object({{"line_items", std::move(lines)}}));
    if (Value lines = without_address("giftcertificate"); lines.size() > 0) certificates.push(Value::object({{"line_items", std::move(lines)}}));
    return Value::object({{"pickups", std::move(pickups)},
                          {"shipping", std::move(shipping)},
                          {"downloads", std::move(downloads)},
                          {"email", Value::object({{"gift_certificates", std::move(certificates)}})}});
}

} // namespace ledgerline::sandbox::store
