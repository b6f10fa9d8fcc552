#include "store/refund_request.hpp"

#include "store/request.hpp"

#include <algorithm>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr std::size_t reason_characters_max = 1'000;
constexpr std::size_t description_characters_max = 255;
constexpr int amount_digits_max = 4; // of the currency with most digits

// The texts by member are in the style of the API's own sample ("error.expected.jsstring").
[[noreturn]] void refuse(const std::string& member, const std::string& why) {
    throw Refused(422, "JSON data is missing or invalid", Value::object({{member, Value(why)}}));
}

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// A number; the API takes one as text too.
Decimal amount(const std::string& at, const Value& value) {
    if (value.is_null()) refuse(at, "error.path.missing");
    std::optional<Decimal> out;
    try {
        if (value.is_text()) out = Decimal::try_parse(value.text_or(""));
        else if (value.as_int() || value.as_number()) out = Decimal::parse_number(value.text_or(""));
    } catch (const DecimalError&) {
        out.reset();
    }
    if (!out) refuse(at, "error.expected.jsnumber");
    if (out->normalized().scale() > amount_digits_max) refuse(at, "error.expected.amount");
    return out->normalized();
}

std::string text(const std::string& at, const Value& value, std::size_t characters_max) {
    if (value.is_null()) return "";
    if (!value.is_text()) refuse(at, "error.expected.jsstring");
    if (characters(*value.as_text()) > characters_max) refuse(at, "error.maxLength");
    return *value.as_text();
}

std::vector<RefundDeduction> deductions(const std::string& at, const Value& value) {
    std::vector<RefundDeduction> out;
    if (value.is_null()) return out;
    if (!value.is_array()) refuse(at, "error.expected.jsarray");
    for (const Value& one : *value.as_array()) {
        const std::string place = at + "[" + std::to_string(out.size()) + "]";
        const Decimal deducted = amount(place + ".amount", one["amount"]);
        if (!deducted.is_negative()) refuse(place + ".amount", "error.max");
        out.push_back({deducted, text(place + ".description", one["description"], description_characters_max)});
    }
    return out;
}

RefundItem item_of(const std::string& at, const Value& value) {
    if (!value.is_object()) refuse(at, "error.expected.jsobject");
    RefundItem out;
    const auto kind = refund_kind(value["item_type"].text_or(""));
    if (!kind) refuse(at + ".item_type", value["item_type"].is_null() ? "error.path.missing" : "error.expected.validenumvalue");
    const auto* id = value["item_id"].as_int();
    if (!id) refuse(at + ".item_id", value["item_id"].is_null() ? "error.path.missing" : "error.expected.jsnumber");
    out.target = {*kind, *id};
    out.reason = text(at + ".reason", value["reason"], reason_characters_max);
    if (is_by_quantity(*kind)) {
        const auto* quantity = value["quantity"].as_int();
        if (!quantity) refuse(at + ".quantity", value["quantity"].is_null() ? "error.path.missing" : "error.expected.jsnumber");
        if (*quantity < 1) refuse(at + ".quantity", "error.min");
        out.quantity = *quantity;
    } else {
        out.amount = amount(at + ".amount", value["amount"]);
        if (out.amount <= Decimal()) refuse(at + ".amount", "error.min");
    }
    out.deductions = deductions(at + ".adjustments", value["adjustments"]);
    if (!out.deductions.empty() && *kind != RefundKind::product) refuse(at + ".adjustments", "error.unsupported");
    return out;
}

// The official samples write it as an object and as a list of one, and its tax as total_tax and as tax_amount.
std::optional<RefundOverride> override_of(const Value& given) {
    const std::string at = "merchant_calculated_override";
    if (given.is_null()) return std::nullopt;
    const Value& value = given.is_array() && given.size() == 1 ? given.as_array()->front() : given;
    if (!value.is_object()) refuse(at, "error.expected.jsobject");
    const Value& tax = value.find("total_tax") ? value["total_tax"] : value["tax_amount"];
    const RefundOverride out{amount(at + ".total_amount", value["total_amount"]), amount(at + ".total_tax", tax)};
    if (out.total.is_negative()) refuse(at + ".total_amount", "error.min");
    if (out.tax > out.total) refuse(at + ".total_tax", "error.max");
    return out;
}

} // namespace

RefundRequest read_refund_request(const Value& body) {
    RefundRequest out;
    const Value& items = body["items"];
    if (!items.is_null() && !items.is_array()) refuse("items", "error.expected.jsarray");
    if (items.is_array())
        for (const Value& one : *items.as_array()) out.items.push_back(item_of("items[" + std::to_string(out.items.size()) + "]", one));
    const Value& adjustment = body["tax_adjustment_amount"];
    if (!adjustment.is_null()) out.tax_adjustment = amount("tax_adjustment_amount", adjustment);
    if (out.tax_adjustment.is_negative()) refuse("tax_adjustment_amount", "error.min");
    if (out.items.empty() && out.tax_adjustment.is_zero()) refuse("items", items.is_null() ? "error.path.missing" : "error.minLength");
    out.override = override_of(body["merchant_calculated_override"]);
    out.reason = text("reason", body["reason"], reason_characters_max);
    return out;
}

void read_refund_payments(RefundRequest& request, const Value& body) {
    const Value& payments = body["payments"];
    if (payments.is_null() && request.items.empty()) {
        request.chooses_payments = true;
        return;
    }
    if (payments.is_null()) refuse("payments", "error.path.missing");
    if (!payments.is_array()) refuse("payments", "error.expected.jsarray");
    if (payments.size() == 0) refuse("payments", "error.minLength");
    for (const Value& one : *payments.as_array()) {
        const std::string at = "payments[" + std::to_string(request.payments.size()) + "]";
        const std::string provider = text(at + ".provider_id", one["provider_id"], reason_characters_max);
        if (provider.empty()) refuse(at + ".provider_id", "error.path.missing");
        request.payments.push_back({provider, amount(at + ".amount", one["amount"]), one["offline"].bool_or(false)});
    }
}

} // namespace ledgerline::sandbox::store
