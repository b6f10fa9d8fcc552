#include "store/refund_effects.hpp"

#include "message/json.hpp"
#include "store/format.hpp"

#include <algorithm>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr message::JsonLimits own_text{std::size_t{256} * 1024 * 1024, 64};
constexpr int row_digits = 4;

void write_line(Value& line, const RefundItem& item, RefundStep step, std::int64_t refunded, const RefundSettings& settings) {
    const std::int64_t quantity = line["quantity"].int_or(0), before = line["quantity_refunded"].int_or(0);
    // Where refunds were loaded without their lines, the refunds know more than the line.
    const std::int64_t now = step == RefundStep::made ? std::max(before + item.quantity, refunded) : std::max<std::int64_t>(0, before - item.quantity);
    line.set("quantity_refunded", std::min(quantity, now));
    line.set("is_refunded", now >= quantity);
    if (!settings.amounts_on_order) return;
    const Decimal amount = item.amount + item.deducted(), shown = amount_in(line["refund_amount"]);
    line.set("refund_amount", money(step == RefundStep::made ? shown + amount : shown - amount));
}

// Whose tax a row shows.
bool is_of(const Value& row, const RefundItem& item) {
    const std::string kind = row["line_item_type"].text_or("item");
    const bool of_address = row["order_address_id"].int_or(0) == item.target.id;
    switch (item.target.kind) {
        case RefundKind::product: return kind == "item" && row["order_product_id"].text_or("") == std::to_string(item.target.id);
        case RefundKind::gift_wrapping: return kind == "gift-wrapping"; // such rows name no line
        case RefundKind::shipping: return kind == "shipping" && of_address;
        case RefundKind::handling: return kind == "handling" && of_address;
        case RefundKind::tax: return true;
        default: return false;
    }
}

// Takes the tax of an item off its rows, by what is left of them.
void lower(Value::Array& rows, const RefundItem& item) {
    std::vector<std::size_t> met;
    std::vector<Decimal> left;
    Decimal sum;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!is_of(rows[i], item)) continue;
        met.push_back(i);
        left.push_back(amount_in(rows[i]["line_amount"]));
        sum += left.back();
    }
    const Decimal tax = std::min(item.tax, sum).rounded(row_digits, Round::half_up);
    if (tax <= Decimal()) return;
    const std::vector<Decimal> shares = allocate(tax, left, row_digits);
    for (std::size_t i = 0; i < met.size(); ++i)
        for (const char* name : {"priority_amount", "line_amount"})
            if (rows[met[i]].find(name)) rows[met[i]].set(name, money(left[i] - shares[i]));
}

} // namespace

void write_refund(OrderRecord& record, const Refund& refund, RefundStep step, const Refunded& refunded, const RefundSettings& settings) {
    Value lines = message::parse_json(record.products, own_text);
    for (const RefundItem& item : refund.items) {
        if (item.target.kind != RefundKind::product) continue;
        const auto known = refunded.quantities.find(item.target);
        for (Value& line : *lines.as_array())
            if (line["id"].int_or(0) == item.target.id) write_line(line, item, step, known == refunded.quantities.end() ? 0 : known->second, settings);
    }
    record.products = message::write_json(lines);
    Value order = message::parse_json(record.order, own_text);
    if (settings.amounts_on_order) order.set("refunded_amount", money(refunded.total));
    if (settings.payment_status_follows)
        order.set("payment_status", refunded.refunds == 0 ? "captured" : refunded.total >= record.total_inc_tax ? "refunded" : "partially refunded");
    record.order = message::write_json(order);
}

void write_refunded_taxes(OrderRecord& record, const std::vector<const Refund*>& counting, RefundedTaxRows mode) {
    if (mode == RefundedTaxRows::kept) return;
    if (record.taxes_charged.empty()) record.taxes_charged = record.taxes;
    Value rows = message::parse_json(record.taxes_charged, own_text);
    for (const Refund* refund : counting) {
        if (refund->overridden) continue;
        for (const RefundItem& item : refund->items) lower(*rows.as_array(), item);
    }
    if (mode == RefundedTaxRows::removed) {
        const Value charged = message::parse_json(record.taxes_charged, own_text);
        Value left = Value::array();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const bool was_taxed = !amount_in((*charged.as_array())[i]["line_amount"]).is_zero();
            if (!was_taxed || !amount_in((*rows.as_array())[i]["line_amount"]).is_zero()) left.push((*rows.as_array())[i]);
        }
        rows = std::move(left);
    }
    record.taxes = message::write_json(rows);
}

void keep_refunded(OrderRecord& fresh, const OrderRecord& before) {
    const Value old_order = message::parse_json(before.order, own_text);
    const Value old_lines = message::parse_json(before.products, own_text);
    const std::string state = old_order["payment_status"].text_or("");
    Value order = message::parse_json(fresh.order, own_text);
    if (state == "partially refunded" || state == "refunded") order.set("payment_status", state);
    if (const Value* amount = old_order.find("refunded_amount")) order.set("refunded_amount", *amount);
    fresh.order = message::write_json(order);
    Value lines = message::parse_json(fresh.products, own_text);
    for (Value& line : *lines.as_array())
        for (const Value& old : *old_lines.as_array()) {
            if (!(old["id"] == line["id"]) || old["quantity_refunded"].int_or(0) == 0) continue;
            line.set("quantity_refunded", old["quantity_refunded"]);
            line.set("is_refunded", old["quantity_refunded"].int_or(0) >= line["quantity"].int_or(0));
            if (const Value* amount = old.find("refund_amount")) line.set("refund_amount", *amount);
        }
    fresh.products = message::write_json(lines);
}

} // namespace ledgerline::sandbox::store
