#include "store/refundable.hpp"

#include "message/json.hpp"
#include "store/format.hpp"

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr message::JsonLimits own_text{std::size_t{256} * 1024 * 1024, 64};

RefundableLine line_of(const Value& row, bool tax_inclusive) {
    RefundableLine out;
    out.id = row["id"].int_or(0);
    out.quantity = row["quantity"].int_or(0);
    out.refunded = row["quantity_refunded"].int_or(0);
    out.amount = amount_in(row[tax_inclusive ? "total_inc_tax" : "total_ex_tax"]);
    if (const auto* discounts = row["applied_discounts"].as_array())
        for (const Value& discount : *discounts) out.amount -= amount_in(discount["amount"]);
    out.tax = amount_in(row["total_tax"]);
    out.wrapping = amount_in(row[tax_inclusive ? "wrapping_cost_inc_tax" : "wrapping_cost_ex_tax"]);
    out.wrapping_tax = amount_in(row["wrapping_cost_tax"]);
    return out;
}

} // namespace

RefundableOrder refundable(const OrderRecord& record, const std::string& addresses, const std::string& transactions, const ShopSettings& settings) {
    const Value order = message::parse_json(record.order, own_text);
    RefundableOrder out;
    out.id = record.id;
    out.customer_id = record.customer_id;
    out.decimals = settings.decimals_of(order["default_currency_code"].text_or(settings.currency));
    out.tax_inclusive = order["is_tax_inclusive_pricing"].bool_or(settings.prices_include_tax);
    out.total = record.total_inc_tax;
    out.tax = amount_in(order["total_tax"]);
    const Value lines = message::parse_json(record.products, own_text);
    for (const Value& row : *lines.as_array()) out.lines.push_back(line_of(row, out.tax_inclusive));
    const auto part = [&](RefundKind kind, const Value& row, const std::string& name) {
        const RefundablePart one{{kind, row["id"].int_or(0)}, amount_in(row[name + (out.tax_inclusive ? "_inc_tax" : "_ex_tax")]), amount_in(row[name + "_tax"])};
        if (!one.amount.is_zero()) out.parts.push_back(one);
    };
    const Value places = message::parse_json(addresses, own_text);
    for (const Value& row : *places.as_array()) {
        part(RefundKind::shipping, row, "cost");
        part(RefundKind::handling, row, "handling_cost");
    }
    const Value fees = message::parse_json(record.fees, own_text);
    for (const Value& row : *fees.as_array()) part(RefundKind::fee, row, "cost");
    const Value rows = message::parse_json(transactions, own_text);
    for (const Value& row : *rows.as_array()) {
        const std::string event = row["event"].text_or("");
        if (row["status"].text_or("") != "ok" || (event != "purchase" && event != "capture" && event != "settled")) continue;
        out.payments.push_back({row["id"].int_or(0), row["gateway"].text_or(""), row["method"].text_or(""), amount_in(row["amount"]), row["test"].bool_or(false)});
    }
    // An order of nothing is paid without a transaction.
    out.is_settled = !out.payments.empty() || (out.total.is_zero() && order["payment_status"].text_or("") == "captured");
    return out;
}

} // namespace ledgerline::sandbox::store
