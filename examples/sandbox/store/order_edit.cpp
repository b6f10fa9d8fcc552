#include "store/order_edit.hpp"

#include "message/json.hpp"

#include <stdexcept>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr message::JsonLimits own_text{std::size_t{256} * 1024 * 1024, 64};

void set_ids(Value& placed, std::string_view name, const std::vector<std::int64_t>& ids) {
    Value* list = placed.find(name);
    if (!list || !list->is_array()) return;
    Value::Array& items = *list->as_array();
    for (std::size_t i = 0; i < items.size() && i < ids.size(); ++i) items[i].set("id", ids[i]);
}

void merge_members(Value& into, const Value& changes) {
    for (const auto& [name, value] : *changes.as_object()) into.set(name, value);
}

void merge_list(Value& into, const std::string& list_name, const Value& changes, bool keep_ids) {
    if (!changes.is_array()) throw std::invalid_argument(list_name + ": must be a list");
    if (into.is_null()) into = Value::array();
    Value::Array& items = *into.as_array();
    for (const Value& change : *changes.as_array()) {
        if (!change.is_object()) throw std::invalid_argument(list_name + ": must be a list of objects");
        const Value* id = change.find("id");
        if (!id) {
            items.push_back(change);
            continue;
        }
        std::size_t at = 0;
        while (at < items.size() && !(items[at]["id"] == *id)) ++at;
        if (at == items.size()) throw std::invalid_argument(list_name + ": the order has none with id " + id->text_or("?"));
        if (change["quantity"].int_or(-1) == 0) {
            items.erase(items.begin() + static_cast<std::ptrdiff_t>(at));
            continue;
        }
        merge_members(items[at], change);
        if (!keep_ids) items[at].erase("id");
    }
}

// The rate of each line by its id, from the tax rows.
Value line_tax(const Value& taxes, const Value& line) {
    const std::string line_id = line["id"].text_or("");
    for (const Value& row : *taxes.as_array())
        if (row["order_product_id"].text_or("") == line_id)
            return Value::object({{"id", row["tax_rate_id"]},
                                  {"name", row["name"]},
                                  {"percent", row["rate"]},
                                  {"tax_class", row["tax_class_id"]},
                                  {"class_name", row["class"]}});
    return Value::object({{"name", Value("none")}, {"percent", Value("0")}});
}

} // namespace

Value with_ids(const Value& placed, const Placing& placing) {
    Value out = placed;
    std::vector<std::int64_t> line_ids, address_ids, fee_ids;
    for (const PlacedLine& line : placing.lines) line_ids.push_back(line.id);
    for (const PlacedFee& fee : placing.fees) fee_ids.push_back(fee.id);
    set_ids(out, "products", line_ids);
    set_ids(out, "fees", fee_ids);
    Value addresses = Value::array();
    for (const PlacedAddress& address : placing.addresses) {
        Value entry = address.fields;
        entry.set("id", address.id);
        entry.set("shipping_method", address.shipping_method);
        entry.set("cost", address.cost.text());
        addresses.push(std::move(entry));
    }
    out.set("shipping_addresses", std::move(addresses));
    return out;
}

Value merged(const Value& placed, const Value& changes, bool keep_line_ids) {
    Value out = placed;
    for (const auto& [name, value] : *changes.as_object()) {
        if (name == "id") throw std::invalid_argument("id: an order keeps its id");
        if (name == "products") merge_list(out.member(name), name, value, keep_line_ids);
        else if (name == "shipping_addresses" || name == "fees") merge_list(out.member(name), name, value, true);
        else if (name == "billing_address" && value.is_object()) merge_members(out.member(name), value);
        else out.set(name, value);
    }
    return out;
}

Value placing_of_loaded(const OrderRecord& record, const ShopSettings& settings) {
    const Value order = message::parse_json(record.order, own_text);
    for (const char* name : {"shipping_cost_inc_tax", "handling_cost_inc_tax", "wrapping_cost_inc_tax", "discount_amount",
                             "coupon_discount", "store_credit_amount", "gift_certificate_amount"}) {
        const auto amount = Decimal::try_parse(order[name].text_or("0"));
        if (!amount || !amount->is_zero())
            throw std::invalid_argument("order " + std::to_string(record.id) + " was loaded with " + name +
                                        "; only loaded orders of lines alone can be edited");
    }
    if (order["is_tax_inclusive_pricing"].bool_or(false) != settings.prices_include_tax)
        throw std::invalid_argument("order " + std::to_string(record.id) + " was loaded with the other price mode (prices_include_tax)");
    const Value products = message::parse_json(record.products, own_text);
    const Value taxes = message::parse_json(record.taxes, own_text);
    Value lines = Value::array();
    for (const Value& row : *products.as_array()) {
        Value line = Value::object();
        for (const char* name : {"id", "sku", "name", "product_id", "variant_id", "type", "quantity"})
            if (row.find(name)) line.set(name, row[name]);
        line.set("price", row[settings.prices_include_tax ? "price_inc_tax" : "price_ex_tax"]);
        line.set("tax", line_tax(taxes, row));
        lines.push(std::move(line));
    }
    Value out = Value::object({{"customer_id", order["customer_id"]},
                               {"status_id", order["status_id"]},
                               {"billing_address", order["billing_address"]},
                               {"products", std::move(lines)}});
    for (const char* name : {"payment_method", "currency_code", "default_currency_code", "store_default_currency_code",
                             "staff_notes", "customer_message", "order_source", "channel_id", "external_source",
                             "external_order_id", "is_deleted", "customer_locale"})
        if (order.find(name)) out.set(name, order[name]);
    return out;
}

} // namespace ledgerline::sandbox::store
