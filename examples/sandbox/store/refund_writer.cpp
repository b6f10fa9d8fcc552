#include "store/refund_writer.hpp"

#include "message/json.hpp"
#include "store/format.hpp"

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

Value requested_amount(const Refund& refund, const RefundItem& item, RefundView view, RequestedAmount form) {
    if (form == RequestedAmount::documented)
        form = view == RefundView::listed ? RequestedAmount::number : is_by_quantity(item.target.kind) ? RequestedAmount::null : RequestedAmount::text;
    if (form == RequestedAmount::null) return {};
    return form == RequestedAmount::text ? Value(item.amount.normalized().text(refund.decimals)) : json_number(item.amount);
}

Value item_value(const Refund& refund, const RefundItem& item, RefundView view, const RefundSettings& settings) {
    const bool as_order = item.target.kind == RefundKind::fee && settings.fee_item_is_order;
    Value out = Value::object({{"item_type", Value(name_of(item.target.kind))}, {"item_id", Value(as_order ? refund.order_id : item.target.id)}, {"reason", Value(item.reason)}});
    if (item.target.kind == RefundKind::product) out.set("quantity", item.quantity);
    else if (settings.quantity_of_others) out.set("quantity", 1);
    out.set("requested_amount", requested_amount(refund, item, view, settings.requested_amount));
    if (!item.deductions.empty()) {
        Value list = Value::array();
        for (const RefundDeduction& one : item.deductions) list.push(Value::object({{"amount", json_number(one.amount)}, {"description", Value(one.description)}}));
        out.set("adjustments", std::move(list));
    }
    return out;
}

Value payment_value(const RefundPayment& payment) {
    const bool is_declined = payment.state == RefundPayment::State::declined;
    Value out = Value::object({{"id", Value(payment.id)},
                               {"provider_id", Value(payment.provider)},
                               {"amount", json_number(payment.amount)},
                               {"offline", Value(payment.offline)},
                               {"is_declined", Value(is_declined)},
                               {"declined_message", Value(is_declined ? payment.declined_message : "")}});
    if (!payment.transaction_id.empty()) out.set("transaction_id", payment.transaction_id);
    return out;
}

} // namespace

std::string refund_text(const Refund& refund, RefundView view, const RefundSettings& settings) {
    if (!refund.text.empty()) return refund.text;
    Value items = Value::array(), payments = Value::array();
    for (const RefundItem& item : refund.items)
        if (item.target.kind != RefundKind::tax || settings.tax_items_shown) items.push(item_value(refund, item, view, settings));
    for (const RefundPayment& payment : refund.payments) payments.push(payment_value(payment));
    return message::write_json(Value::object({{"id", Value(refund.id)},
                                              {"order_id", Value(refund.order_id)},
                                              {"user_id", Value(refund.user_id)},
                                              {"created", Value(settings.created_is_empty ? "" : iso8601(refund.created))},
                                              {"reason", Value(refund.reason)},
                                              {"total_amount", json_number(refund.total)},
                                              {"total_tax", json_number(refund.tax)},
                                              {"uses_merchant_override_values", Value(refund.overridden)},
                                              {"items", std::move(items)},
                                              {"payments", std::move(payments)}}));
}

Value quote_value(std::int64_t order_id, const RefundQuote& quote, const std::vector<RefundMethod>& methods, bool tax_inclusive, const RefundSettings& settings) {
    Value ways = Value::array();
    for (const RefundMethod& method : methods) {
        Value way = Value::array();
        for (const RefundOption& option : method)
            way.push(Value::object({{"provider_id", Value(option.provider)},
                                    {"provider_description", Value(describe_provider(option.provider))},
                                    {"amount", json_number(option.amount)},
                                    {"offline", Value(option.offline)},
                                    {"offline_provider", Value(option.offline_provider)},
                                    {"offline_reason", Value(option.offline_reason)}}));
        ways.push(std::move(way));
    }
    return Value::object({{"order_id", Value(order_id)},
                          {"total_refund_amount", json_number(quote.total)},
                          {"total_refund_tax_amount", json_number(quote.tax)},
                          {"order_level_refund_amount", json_number(quote.order_level)},
                          {"rounding", json_number(quote.rounding)},
                          {"adjustment", json_number(quote.adjustment)},
                          {settings.quote_says_is_tax_included ? "is_tax_included" : "tax_inclusive", Value(tax_inclusive)},
                          {"refund_methods", std::move(ways)}});
}

} // namespace ledgerline::sandbox::store
