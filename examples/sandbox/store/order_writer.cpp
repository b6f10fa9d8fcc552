#include "store/order_writer.hpp"

#include "message/json.hpp"
#include "store/format.hpp"
#include "store/statuses.hpp"

#include <algorithm>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

std::int64_t count_units(const Placing& placing, const PlacedAddress* only) {
    std::int64_t units = 0;
    for (const PlacedLine& line : placing.lines) {
        const bool counts = !only || (line.type == "physical" && &placing.addresses[line.address] == only);
        if (counts) units += line.quantity;
    }
    return units;
}

std::int64_t address_id(const Placing& placing, const PlacedLine& line) {
    return line.type == "physical" ? placing.addresses[line.address].id : 0;
}

std::string payment_status(const PlacedPayment& payment) { return payment.state == "none" ? "" : payment.state; }

void set_costs(Value& out, const std::string& name, const Decimal& base, const Decimal& ex_tax, const Decimal& inc_tax,
               const Decimal& tax, std::int64_t tax_class) {
    out.set("base_" + name, money(base));
    out.set(name + "_ex_tax", money(ex_tax));
    out.set(name + "_inc_tax", money(inc_tax));
    out.set(name + "_tax", money(tax));
    if (tax_class >= 0) out.set(name + "_tax_class_id", tax_class);
}

} // namespace

std::string OrderWriter::link_base() const { return settings_.link_origin + "/stores/" + settings_.store_hash + "/v2"; }

void OrderWriter::assign_ids(Placing& placing) const {
    for (PlacedLine& line : placing.lines)
        if (line.id == 0) line.id = identifiers_.line++;
    for (PlacedAddress& address : placing.addresses)
        if (address.id == 0) address.id = identifiers_.address++;
    for (PlacedFee& fee : placing.fees)
        if (fee.id == 0) fee.id = identifiers_.fee++;
}

OrderRecord OrderWriter::write(std::int64_t id, const Placing& placing, base::Millis created, base::Millis modified) const {
    const PricedOrder priced = price(placing, settings_);
    OrderRecord record;
    const Value order = head(id, placing, priced, created, modified);
    read_keys(record, order);
    record.order = message::write_json(order);
    record.products = message::write_json(lines(id, placing, priced));
    record.taxes = message::write_json(taxes(id, placing, priced));
    record.addresses = message::write_json(addresses(id, placing, priced));
    record.coupons = message::write_json(coupons(id, placing, priced));
    record.fees = message::write_json(fees(placing, priced));
    return record;
}

Value OrderWriter::head(std::int64_t id, const Placing& placing, const PricedOrder& priced, base::Millis created,
                        base::Millis modified) const {
    const OrderStatus* status = find_status(placing.status_id);
    const bool digital = placing.addresses.empty();
    Value out = Value::object();
    out.set("id", id);
    out.set("customer_id", placing.customer_id);
    out.set("date_created", rfc2822(created));
    out.set("date_modified", rfc2822(modified));
    out.set("date_shipped", "");
    out.set("status_id", placing.status_id);
    out.set("status", status->name);
    out.set("subtotal_ex_tax", money(priced.subtotal_ex_tax));
    out.set("subtotal_inc_tax", money(priced.subtotal_inc_tax));
    out.set("subtotal_tax", money(priced.subtotal_tax));
    set_costs(out, "shipping_cost", priced.shipping_entered, priced.shipping_ex_tax, priced.shipping_inc_tax, priced.shipping_tax, 2);
    set_costs(out, "handling_cost", priced.handling.entered, priced.handling.ex_tax, priced.handling.inc_tax, priced.handling.tax, 2);
    set_costs(out, "wrapping_cost", priced.wrapping_entered, priced.wrapping_ex_tax, priced.wrapping_inc_tax, priced.wrapping_tax, 3);
    out.set("total_ex_tax", money(priced.total_ex_tax));
    out.set("total_inc_tax", money(priced.total_inc_tax));
    out.set("total_tax", money(priced.total_tax));
    out.set("is_tax_inclusive_pricing", settings_.prices_include_tax);
    out.set("items_total", count_units(placing, nullptr));
    out.set("items_shipped", 0);
    out.set("payment_method", "Credit Card");
    out.set("payment_provider_id", "");
    out.set("payment_status", payment_status(placing.payment));
    out.set("refunded_amount", money(Decimal()));
    out.set("order_is_digital", digital);
    out.set("store_credit_amount", money(placing.store_credit));
    out.set("gift_certificate_amount", money(placing.gift_certificate));
    out.set("ip_address", "");
    out.set("ip_address_v6", "");
    out.set("geoip_country", placing.billing_address["country"]);
    out.set("geoip_country_iso2", placing.billing_address["country_iso2"]);
    out.set("currency_id", 1);
    out.set("currency_code", settings_.currency);
    out.set("currency_exchange_rate", "1.0000000000");
    out.set("default_currency_id", 1);
    out.set("default_currency_code", settings_.currency);
    out.set("store_default_currency_code", settings_.currency);
    out.set("store_default_to_transactional_exchange_rate", "1.0000000000");
    for (const ShopCurrency& currency : settings_.currencies)
        if (currency.code == placing.head["default_currency_code"].text_or("")) out.set("store_default_to_transactional_exchange_rate", currency.rate);
    out.set("staff_notes", "");
    out.set("customer_message", "");
    out.set("discount_amount", money(priced.discount));
    out.set("coupon_discount", money(priced.coupon_discount));
    out.set("shipping_address_count", static_cast<std::int64_t>(placing.addresses.size()));
    out.set("is_deleted", false);
    out.set("ebay_order_id", "0");
    out.set("cart_id", nullptr);
    out.set("billing_address", placing.billing_address);
    out.set("is_email_opt_in", false);
    out.set("credit_card_type", nullptr);
    out.set("order_source", "www");
    out.set("channel_id", 1);
    out.set("external_source", nullptr);
    const std::string resource = "/orders/" + std::to_string(id);
    out.set("consignments", link(link_base(), resource + "/consignments"));
    out.set("products", link(link_base(), resource + "/products"));
    out.set("shipping_addresses", link(link_base(), resource + "/shippingaddresses"));
    out.set("coupons", link(link_base(), resource + "/coupons"));
    out.set("fees", link(link_base(), resource + "/fees"));
    out.set("external_id", nullptr);
    out.set("external_merchant_id", nullptr);
    out.set("tax_provider_id", "BasicTaxProvider");
    out.set("custom_status", status->name);
    out.set("customer_locale", "en");
    out.set("external_order_id", "");
    if (placing.head.is_object())
        for (const auto& [name, value] : *placing.head.as_object()) out.set(name, value);
    return out;
}

Value OrderWriter::lines(std::int64_t id, const Placing& placing, const PricedOrder& priced) const {
    Value out = Value::array();
    const std::string zero = money(Decimal());
    for (std::size_t i = 0; i < placing.lines.size(); ++i) {
        const PlacedLine& line = placing.lines[i];
        const PricedLine& amounts = priced.lines[i];
        Value row = Value::object();
        row.set("id", line.id);
        row.set("order_id", id);
        row.set("product_id", line.product_id);
        row.set("variant_id", line.variant_id);
        row.set("order_pickup_method_id", 0);
        row.set("order_address_id", address_id(placing, line));
        for (const char* name : {"name", "name_customer", "name_merchant"}) row.set(name, line.name);
        row.set("sku", line.sku);
        row.set("upc", "");
        row.set("type", line.type);
        row.set("base_price", money(line.price));
        row.set("price_ex_tax", money(amounts.unit_ex_tax));
        row.set("price_inc_tax", money(amounts.unit_inc_tax));
        row.set("price_tax", money(amounts.unit_inc_tax - amounts.unit_ex_tax));
        row.set("base_total", money(amounts.total.entered));
        row.set("total_ex_tax", money(amounts.total.ex_tax));
        row.set("total_inc_tax", money(amounts.total.inc_tax));
        row.set("total_tax", money(amounts.total.tax));
        row.set("weight", zero);
        row.set("quantity", line.quantity);
        for (const char* name : {"base_cost_price", "cost_price_inc_tax", "cost_price_ex_tax", "cost_price_tax"}) row.set(name, zero);
        row.set("is_refunded", false);
        row.set("quantity_refunded", 0);
        row.set("refund_amount", zero);
        row.set("return_id", 0);
        row.set("wrapping_id", line.wrapping_cost.is_zero() ? 0 : 1);
        row.set("wrapping_name", line.wrapping_name);
        set_costs(row, "wrapping_cost", amounts.wrapping.entered, amounts.wrapping.ex_tax, amounts.wrapping.inc_tax, amounts.wrapping.tax, -1);
        row.set("wrapping_message", line.wrapping_message);
        row.set("quantity_shipped", 0);
        row.set("event_name", nullptr);
        row.set("event_date", nullptr);
        row.set("fixed_shipping_cost", zero);
        row.set("option_set_id", nullptr);
        row.set("parent_order_product_id", nullptr);
        row.set("is_bundled_product", false);
        row.set("bin_picking_number", "");
        row.set("external_id", nullptr);
        row.set("brand", "");
        Value discounts = Value::array();
        for (const LineDiscount& discount : amounts.discounts)
            discounts.push(Value::object({{"id", Value(discount.id)},
                                          {"amount", Value(money(discount.amount))},
                                          {"name", Value(discount.name)},
                                          {"code", discount.code.empty() ? Value() : Value(discount.code)},
                                          {"target", Value(discount.on_product ? "product" : "order")}}));
        row.set("applied_discounts", std::move(discounts));
        row.set("product_options", Value::array());
        row.set("configurable_fields", Value::array());
        row.set("gift_certificate_id", nullptr);
        row.set("discounted_total_inc_tax", money(amounts.discounted_inc_tax));
        if (line.more.is_object())
            for (const auto& [name, value] : *line.more.as_object()) row.set(name, value);
        out.push(std::move(row));
    }
    return out;
}

Value OrderWriter::taxes(std::int64_t id, const Placing& placing, const PricedOrder& priced) const {
    Value out = Value::array();
    const auto rows = [&](const Priced& priced_part, std::int64_t address, const Value& line_id, const char* kind) {
        for (const TaxShare& share : priced_part.shares)
            out.push(Value::object({{"id", Value(identifiers_.tax++)},
                                    {"order_id", Value(id)},
                                    {"order_address_id", Value(address)},
                                    {"tax_rate_id", Value(share.rate.id)},
                                    {"sales_tax_id", Value(std::to_string(share.rate.id))},
                                    {"tax_class_id", Value(share.rate.tax_class)},
                                    {"name", Value(share.rate.name)},
                                    {"class", Value(share.rate.class_name)},
                                    {"rate", Value(money(share.rate.percent))},
                                    {"priority", Value(share.rate.priority)},
                                    {"priority_amount", Value(money(share.amount))},
                                    {"line_amount", Value(money(share.amount))},
                                    {"order_pickup_method_id", Value(0)},
                                    {"order_product_id", line_id},
                                    {"line_item_type", Value(kind)}}));
    };
    for (std::size_t i = 0; i < placing.lines.size(); ++i)
        rows(priced.lines[i].total, address_id(placing, placing.lines[i]), Value(std::to_string(placing.lines[i].id)), "item");
    for (std::size_t i = 0; i < placing.addresses.size(); ++i)
        if (!priced.shipping[i].entered.is_zero()) rows(priced.shipping[i], placing.addresses[i].id, Value(), "shipping");
    if (!priced.handling.entered.is_zero()) rows(priced.handling, placing.addresses.front().id, Value(), "handling");
    for (std::size_t i = 0; i < placing.lines.size(); ++i)
        if (!priced.lines[i].wrapping.entered.is_zero())
            rows(priced.lines[i].wrapping, address_id(placing, placing.lines[i]), Value(), "gift-wrapping");
    return out;
}

Value OrderWriter::addresses(std::int64_t id, const Placing& placing, const PricedOrder& priced) const {
    Value out = Value::array();
    for (std::size_t i = 0; i < placing.addresses.size(); ++i) {
        const PlacedAddress& address = placing.addresses[i];
        const Priced& cost = priced.shipping[i];
        // Handling is one amount of the order; the first address bears it.
        const Priced handling = i == 0 ? priced.handling : Priced{};
        Value row = Value::object({{"id", Value(address.id)}, {"order_id", Value(id)}});
        for (const auto& [name, value] : *address.fields.as_object())
            if (name != "form_fields") row.set(name, value);
        row.set("items_total", count_units(placing, &address));
        row.set("items_shipped", 0);
        row.set("shipping_method", address.shipping_method);
        row.set("base_cost", money(cost.entered));
        row.set("cost_ex_tax", money(cost.ex_tax));
        row.set("cost_inc_tax", money(cost.inc_tax));
        row.set("cost_tax", money(cost.tax));
        row.set("cost_tax_class_id", 2);
        set_costs(row, "handling_cost", handling.entered, handling.ex_tax, handling.inc_tax, handling.tax, 2);
        row.set("shipping_zone_id", 1);
        row.set("shipping_zone_name", address.fields["country"]);
        row.set("shipping_quotes", link(link_base(), "/orders/" + std::to_string(id) + "/shippingaddresses/" +
                                                         std::to_string(address.id) + "/shippingquotes"));
        row.set("form_fields", address.fields["form_fields"]);
        out.push(std::move(row));
    }
    return out;
}

Value OrderWriter::coupons(std::int64_t id, const Placing& placing, const PricedOrder& priced) const {
    Value out = Value::array();
    for (std::size_t i = 0; i < placing.coupons.size(); ++i) {
        const PlacedCoupon& coupon = placing.coupons[i];
        out.push(Value::object({{"id", Value(identifiers_.coupon++)},
                                {"coupon_id", Value(coupon.coupon_id)},
                                {"order_id", Value(id)},
                                {"code", coupon.code.empty() ? Value() : Value(coupon.code)},
                                {"amount", Value(money(coupon.amount))},
                                {"type", Value(coupon.type)},
                                {"discount", Value(money(priced.coupon_effects[i]))}}));
    }
    return out;
}

Value OrderWriter::fees(const Placing& placing, const PricedOrder& priced) const {
    Value out = Value::array();
    for (std::size_t i = 0; i < placing.fees.size(); ++i) {
        const PlacedFee& fee = placing.fees[i];
        out.push(Value::object({{"id", Value(fee.id)},
                                {"type", Value("custom_fee")},
                                {"display_name_customer", Value(fee.name)},
                                {"display_name_merchant", Value(fee.name)},
                                {"source", Value("")},
                                {"base_cost", Value(money(priced.fees[i].entered))},
                                {"cost_ex_tax", Value(money(priced.fees[i].ex_tax))},
                                {"cost_inc_tax", Value(money(priced.fees[i].inc_tax))},
                                {"cost_tax", Value(money(priced.fees[i].tax))},
                                {"tax_class_id", Value(fee.tax_class)}}));
    }
    return out;
}

} // namespace ledgerline::sandbox::store
