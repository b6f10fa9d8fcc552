#include "store/order_record.hpp"

#include "message/json.hpp"
#include "store/format.hpp"
#include "store/raw_json.hpp"

#include <stdexcept>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

std::int64_t required_integer(const Value& order, std::string_view name) {
    if (const auto* value = order[name].as_int()) return *value;
    throw std::invalid_argument(std::string(name) + " is missing or no whole number");
}

base::Millis required_time(const Value& order, std::string_view name) {
    const std::string text = order[name].text_or("");
    if (const auto at = base::parse_time(text)) return whole_second(*at);
    throw std::invalid_argument(std::string(name) + ": \"" + text + "\" is not a date");
}

// Orders may hold thousands of lines; their text is ours, so the limit for strangers doesn't apply.
constexpr message::JsonLimits own_text{std::size_t{256} * 1024 * 1024, 64};

} // namespace

void read_keys(OrderRecord& record, const Value& order) {
    record.id = required_integer(order, "id");
    record.customer_id = required_integer(order, "customer_id");
    record.status_id = required_integer(order, "status_id");
    record.channel_id = order["channel_id"].int_or(1);
    record.created = required_time(order, "date_created");
    record.modified = required_time(order, "date_modified");
    const std::string total = order["total_inc_tax"].text_or("");
    const auto amount = Decimal::try_parse(total);
    if (!amount) throw std::invalid_argument("total_inc_tax: \"" + total + "\" is not an amount");
    record.total_inc_tax = *amount;
    record.email = order["billing_address"]["email"].text_or("");
    record.cart_id = order["cart_id"].text_or("");
    record.payment_method = order["payment_method"].text_or("");
    record.external_order_id = order["external_order_id"].text_or("");
    record.external_id = order["external_id"].text_or("");
    record.archived = order["is_deleted"].bool_or(false);
}

Value link(const std::string& link_base, const std::string& resource) {
    return Value::object({{"url", Value(link_base + resource)}, {"resource", Value(resource)}});
}

std::string derived_addresses(const OrderRecord& record, const std::string& link_base) {
    const Value order = message::parse_json(record.order, own_text);
    const auto lines = elements(record.products);
    std::int64_t address_id = record.id;
    if (!lines.empty()) {
        if (const auto id = member_text(lines.front(), "order_address_id"))
            address_id = message::parse_json(*id, own_text).int_or(record.id);
    }
    if (address_id == 0) return "[]"; // digital
    const std::string zero = money(Decimal());
    Value address = Value::object({{"id", Value(address_id)}, {"order_id", Value(record.id)}});
    const Value& billing = order["billing_address"];
    if (billing.is_object())
        for (const auto& [name, value] : *billing.as_object())
            if (name != "form_fields") address.set(name, value);
    address.set("items_total", order["items_total"]);
    address.set("items_shipped", order["items_shipped"]);
    address.set("shipping_method", "None");
    for (const char* name : {"base_cost", "cost_ex_tax", "cost_inc_tax", "cost_tax"}) address.set(name, zero);
    address.set("cost_tax_class_id", 2);
    for (const char* name :
         {"base_handling_cost", "handling_cost_ex_tax", "handling_cost_inc_tax", "handling_cost_tax"})
        address.set(name, zero);
    address.set("handling_cost_tax_class_id", 2);
    address.set("shipping_zone_id", 1);
    address.set("shipping_zone_name", billing["country"].text_or(""));
    address.set("shipping_quotes", link(link_base, "/orders/" + std::to_string(record.id) + "/shippingaddresses/" +
                                                       std::to_string(address_id) + "/shippingquotes"));
    address.set("form_fields", Value::array());
    return message::write_json(Value::array({std::move(address)}));
}

std::string derived_transactions(const OrderRecord& record) {
    const Value order = message::parse_json(record.order, own_text);
    const std::string state = order["payment_status"].text_or("");
    const bool paid = state == "captured" || state == "partially refunded" || state == "refunded";
    if (!paid || record.total_inc_tax <= Decimal()) return "[]";
    const Value nothing;
    Value row = Value::object({{"id", Value(record.id)},
                               {"order_id", Value(std::to_string(record.id))},
                               {"event", Value("purchase")},
                               {"method", Value("custom")},
                               {"amount", json_number(record.total_inc_tax)},
                               {"currency", order["default_currency_code"]},
                               {"gateway", Value("custom")},
                               {"gateway_transaction_id", Value("")},
                               {"payment_method_id", Value("custom.custom")},
                               {"date_created", Value(iso8601(record.created))},
                               {"test", Value(false)},
                               {"status", Value("ok")},
                               {"fraud_review", Value(false)},
                               {"reference_transaction_id", nothing},
                               {"offline", nothing},
                               {"custom", Value::object({{"payment_method", Value(record.payment_method)}})}});
    return message::write_json(Value::array({std::move(row)}));
}

} // namespace ledgerline::sandbox::store
