#include "store/placing.hpp"

#include "store/statuses.hpp"

#include <algorithm>
#include <stdexcept>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

[[noreturn]] void refuse(const std::string& place, const std::string& why) { throw std::invalid_argument(place + ": " + why); }

std::string text(const std::string& place, const Value& value) {
    if (const auto* t = value.as_text()) return *t;
    refuse(place, "must be a text");
}

std::int64_t integer(const std::string& place, const Value& value) {
    if (const auto* i = value.as_int(); i && *i >= 0) return *i;
    refuse(place, "must be a whole number from 0 on");
}

// Text or a JSON number, as the real API takes both. Not negative.
Decimal amount(const std::string& place, const Value& value) {
    const std::string literal = value.text_or("");
    const auto out = Decimal::try_parse(literal);
    if (!out) refuse(place, "\"" + literal + "\" is not an amount (write it like 12.50)");
    if (out->is_negative()) refuse(place, literal + " is negative");
    return *out;
}

bool one_of(std::string_view name, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

const Value::Array& list(const std::string& place, const Value& value) {
    if (const auto* items = value.as_array()) return *items;
    refuse(place, "must be a list");
}

const Value::Object& object(const std::string& place, const Value& value) {
    if (const auto* members = value.as_object()) return *members;
    refuse(place, "must be an object");
}

bool is_address_field(std::string_view name) {
    return one_of(name, {"first_name", "last_name", "company", "street_1", "street_2", "city", "state", "zip", "country",
                         "country_iso2", "phone", "email", "form_fields"});
}

// All fields of an address, in the API's order; absent ones are empty.
Value complete_address(const Value& given) {
    Value out = Value::object();
    for (const char* name : {"first_name", "last_name", "company", "street_1", "street_2", "city", "state", "zip", "country",
                             "country_iso2", "phone", "email"})
        out.set(name, given.find(name) ? given[name] : Value(""));
    out.set("form_fields", given.find("form_fields") ? given["form_fields"] : Value::array());
    return out;
}

TaxRate line_tax(const std::string& place, const Value& value) {
    TaxRate out;
    out.class_name = "Default Tax Class";
    for (const auto& [name, member] : object(place, value)) {
        const std::string at = place + "." + name;
        if (name == "id") out.id = integer(at, member);
        else if (name == "name") out.name = text(at, member);
        else if (name == "percent") out.percent = amount(at, member);
        else if (name == "tax_class") out.tax_class = integer(at, member);
        else if (name == "class_name") out.class_name = text(at, member);
        else refuse(at, "unknown; known are id, name, percent, tax_class, class_name");
    }
    return out;
}

PlacedLine line(const std::string& place, const Value& value) {
    PlacedLine out;
    bool priced = false;
    for (const auto& [name, member] : object(place, value)) {
        const std::string at = place + "." + name;
        if (name == "id") out.id = integer(at, member);
        else if (name == "sku") out.sku = text(at, member);
        else if (name == "name") out.name = text(at, member);
        else if (name == "product_id") out.product_id = integer(at, member);
        else if (name == "variant_id") out.variant_id = integer(at, member);
        else if (name == "type") out.type = text(at, member);
        else if (name == "quantity") out.quantity = integer(at, member);
        else if (name == "price") { out.price = amount(at, member); priced = true; }
        else if (name == "tax_class_id") out.tax_class = integer(at, member);
        else if (name == "tax") out.tax = line_tax(at, member);
        else if (name == "address") out.address = static_cast<std::size_t>(integer(at, member));
        else if (name == "wrapping_cost") out.wrapping_cost = amount(at, member);
        else if (name == "discount") out.discount = amount(at, member);
        else if (name == "wrapping_name") out.wrapping_name = text(at, member);
        else if (name == "wrapping_message") out.wrapping_message = text(at, member);
        else if (one_of(name, {"upc", "brand", "weight", "bin_picking_number", "event_name", "event_date", "external_id",
                               "parent_order_product_id", "is_bundled_product", "product_options", "configurable_fields"}))
            out.more.set(name, member);
        else refuse(at, "unknown member of a line (see docs/sandbox.md)");
    }
    if (!priced) refuse(place + ".price", "is missing");
    if (out.quantity < 1) refuse(place + ".quantity", "must be 1 or more");
    if (!one_of(out.type, {"physical", "digital", "giftcertificate"}))
        refuse(place + ".type", "\"" + out.type + "\" is none of: physical, digital, giftcertificate");
    if (out.name.empty()) out.name = out.sku;
    return out;
}

PlacedAddress address(const std::string& place, const Value& value) {
    PlacedAddress out;
    for (const auto& [name, member] : object(place, value)) {
        const std::string at = place + "." + name;
        if (is_address_field(name)) out.fields.set(name, member);
        else if (name == "id") out.id = integer(at, member);
        else if (name == "shipping_method") out.shipping_method = text(at, member);
        else if (name == "cost") out.cost = amount(at, member);
        else refuse(at, "unknown; known are the fields of an address, id, shipping_method, cost");
    }
    out.fields = complete_address(out.fields);
    return out;
}

PlacedCoupon coupon(const std::string& place, const Value& value) {
    PlacedCoupon out;
    for (const auto& [name, member] : object(place, value)) {
        const std::string at = place + "." + name;
        if (name == "coupon_id") out.coupon_id = integer(at, member);
        else if (name == "code") out.code = text(at, member);
        else if (name == "type") out.type = integer(at, member);
        else if (name == "amount") out.amount = amount(at, member);
        else if (name == "discount") out.discount = amount(at, member);
        else refuse(at, "unknown; known are coupon_id, code, type, amount, discount");
    }
    if (out.type > 5) refuse(place + ".type", "must be 0 to 5");
    if (!out.discount && !one_of(std::to_string(out.type), {"1", "2", "4"}))
        refuse(place + ".discount", "is missing: the effect of a coupon of this type isn't computed");
    return out;
}

PlacedFee fee(const std::string& place, const Value& value) {
    PlacedFee out;
    for (const auto& [name, member] : object(place, value)) {
        const std::string at = place + "." + name;
        if (name == "id") out.id = integer(at, member);
        else if (name == "name") out.name = text(at, member);
        else if (name == "cost") out.cost = amount(at, member);
        else if (name == "tax_class_id") out.tax_class = integer(at, member);
        else refuse(at, "unknown; known are id, name, cost, tax_class_id");
    }
    return out;
}

PlacedPayment payment(const Value& value) {
    PlacedPayment out;
    for (const auto& [name, member] : object("payment", value)) {
        const std::string at = "payment." + name;
        if (name == "state") out.state = text(at, member);
        else if (name == "method") out.method = text(at, member);
        else if (name == "gateway") out.gateway = text(at, member);
        else if (name == "test") out.test = member.bool_or(false);
        else refuse(at, "unknown; known are state, method, gateway, test");
    }
    if (!out.state.empty() && !one_of(out.state, {"captured", "authorized", "pending", "declined", "none"}))
        refuse("payment.state", "\"" + out.state + "\" is none of: captured, authorized, pending, declined, none");
    return out;
}

template <class Item, class Read>
std::vector<Item> all(const std::string& place, const Value& value, Read read) {
    std::vector<Item> out;
    for (const Value& item : list(place, value)) out.push_back(read(place + "[" + std::to_string(out.size()) + "]", item));
    return out;
}

// Lines that need an address when none is given go to the billing address, without cost.
void complete_addresses(Placing& order) {
    const bool shipped = std::any_of(order.lines.begin(), order.lines.end(), [](const PlacedLine& l) { return l.type == "physical"; });
    if (!shipped && !order.addresses.empty()) refuse("shipping_addresses", "no line of the order is shipped");
    if (shipped && order.addresses.empty()) {
        PlacedAddress same;
        same.fields = order.billing_address;
        order.addresses.push_back(std::move(same));
    }
    for (std::size_t i = 0; i < order.lines.size(); ++i)
        if (order.lines[i].type == "physical" && order.lines[i].address >= order.addresses.size())
            refuse("products[" + std::to_string(i) + "].address", "the order has only " +
                                                                      std::to_string(order.addresses.size()) + " shipping addresses");
    if (!shipped && !order.handling_cost.is_zero()) refuse("handling_cost", "no line of the order is shipped");
}

} // namespace

Placing read_placing(const Value& value) {
    Placing out;
    for (const auto& [name, member] : object("order", value)) {
        if (name == "customer_id") out.customer_id = integer(name, member);
        else if (name == "status_id") out.status_id = integer(name, member);
        else if (name == "billing_address") {
            for (const auto& [field, ignored] : object(name, member))
                if (!is_address_field(field)) refuse(name + "." + field, "unknown field of an address");
            out.billing_address = complete_address(member);
        }
        else if (name == "shipping_addresses") out.addresses = all<PlacedAddress>(name, member, address);
        else if (name == "products") out.lines = all<PlacedLine>(name, member, line);
        else if (name == "coupons") out.coupons = all<PlacedCoupon>(name, member, coupon);
        else if (name == "fees") out.fees = all<PlacedFee>(name, member, fee);
        else if (name == "discount_amount") out.discount = amount(name, member);
        else if (name == "tax_exempt") out.tax_exempt = member.bool_or(false);
        else if (name == "customer_group_id") integer(name, member); // of the customer, not of the order
        else if (name == "handling_cost") out.handling_cost = amount(name, member);
        else if (name == "store_credit_amount") out.store_credit = amount(name, member);
        else if (name == "gift_certificate_amount") out.gift_certificate = amount(name, member);
        else if (name == "payment") out.payment = payment(member);
        else if (name == "transactions") { list(name, member); out.transactions = member; }
        else if (one_of(name, {"payment_method", "payment_provider_id", "currency_id", "currency_code", "currency_exchange_rate",
                               "default_currency_id", "default_currency_code", "store_default_currency_code",
                               "store_default_to_transactional_exchange_rate", "staff_notes", "customer_message", "order_source",
                               "channel_id", "external_source", "external_order_id", "external_id", "external_merchant_id",
                               "cart_id", "is_email_opt_in", "customer_locale", "ip_address", "credit_card_type", "custom_status",
                               "is_deleted", "ebay_order_id", "tax_provider_id"}))
            out.head.set(name, member);
        else if (name != "id" && name != "date_created") refuse(name, "unknown member of an order (see docs/sandbox.md)");
    }
    if (out.lines.empty()) refuse("products", "an order needs at least one line");
    if (!out.billing_address.is_object()) refuse("billing_address", "is missing");
    if (!find_status(out.status_id)) refuse("status_id", std::to_string(out.status_id) + " is not an order status (0 to 14)");
    if (out.payment.state.empty()) {
        const bool open = out.status_id == status_incomplete || out.status_id == status_pending || out.status_id == status_awaiting_payment;
        out.payment.state = open ? "none" : "captured";
    }
    complete_addresses(out);
    return out;
}

} // namespace ledgerline::sandbox::store
