#include "store/refunding.hpp"

#include "store/format.hpp"
#include "store/refund_effects.hpp"
#include "store/request.hpp"
#include "store/statuses.hpp"

#include <algorithm>
#include <stdexcept>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;
using State = RefundPayment::State;

} // namespace

RefundableOrder Refunding::read(const OrderRecord& order) const { return refundable(order, orders_.addresses(order), orders_.transactions(order), settings_); }

Refunding::Quoted Refunding::quote(const OrderRecord& order, const RefundRequest& request) const {
    Quoted out;
    out.order = read(order);
    if (!out.order.is_settled) throw Refused(422, "Only settled payments can be refunded.");
    out.before = refunds_.refunded(order.id, settings_.refunds.declined_counts);
    out.quote = quote_refund(out.order, out.before, request, settings_);
    out.methods = refund_methods(out.order, out.before, out.quote.total, settings_.refunds);
    return out;
}

const Refund& Refunding::make(const OrderRecord& order, const RefundRequest& request, base::Millis now) {
    const Quoted quoted = quote(order, request);
    if (settings_.refunds.one_at_a_time && quoted.before.is_pending) throw Refused(422, "A refund of this order is being processed.");
    const bool is_unexplained = !request.tax_adjustment.is_zero() && !request.override && request.tax_adjustment != quoted.before.overcharged;
    if (is_unexplained && settings_.refunds.tax_adjustment_checked)
        throw Refused(422, "The tax adjustment must equal the " + quoted.before.overcharged.text(quoted.order.decimals) + " that was overcharged, or be overridden.");
    Refund refund;
    refund.order_id = order.id;
    refund.user_id = request.user_id;
    refund.created = whole_second(now);
    refund.decimals = quoted.order.decimals;
    refund.reason = request.reason;
    refund.total = quoted.quote.total;
    refund.tax = quoted.quote.tax;
    refund.calculated_tax = quoted.quote.calculated_tax;
    refund.overridden = request.override.has_value();
    refund.items = quoted.quote.items;
    refund.payments = payments_of(request, quoted.order, quoted.methods);
    const Refund& made = refunds_.add(std::move(refund));
    hooks_.happened("store/order/refund/created",
                    Value::object({{"type", "order"}, {"id", Value(made.order_id)}, {"refund", Value::object({{"refund_id", Value(made.id)}})}}), now);
    follow(order, made, now);
    begin(made, now);
    return made;
}

RefundRequest Refunding::read_entry(const OrderRecord& order, const Value& entry) const {
    if (!entry.is_object() && !entry.is_null()) throw std::invalid_argument("a refund must be an object");
    static constexpr std::string_view known[] = {"items",     "amount", "tax_adjustment_amount", "merchant_calculated_override", "reason", "user_id",
                                                 "provider_id", "payments", "offline"};
    if (entry.is_object())
        for (const auto& [name, value] : *entry.as_object())
            if (std::find(std::begin(known), std::end(known), name) == std::end(known)) throw std::invalid_argument(name + ": unknown member of a refund (see docs/sandbox.md)");
    Value body = entry;
    if (entry["items"].is_null() && !entry["amount"].is_null())
        body.set("items", Value::array({Value::object({{"item_type", "ORDER"}, {"item_id", Value(order.id)}, {"amount", entry["amount"]}, {"reason", entry["reason"]}})}));
    RefundRequest out;
    if (body["items"].is_null() && body["tax_adjustment_amount"].is_null()) {
        out.items = unrefunded(read(order), refunds_.refunded(order.id, settings_.refunds.declined_counts));
        if (out.items.empty()) throw std::invalid_argument("nothing of order " + std::to_string(order.id) + " is left to be refunded");
        out.reason = entry["reason"].text_or("");
    } else {
        out = read_refund_request(body);
    }
    if (entry["payments"].is_null()) out.chooses_payments = true;
    else read_refund_payments(out, body);
    out.user_id = entry["user_id"].int_or(1);
    out.provider = entry["provider_id"].text_or("");
    out.offline = entry["offline"].bool_or(false);
    return out;
}

std::vector<const Refund*> Refunding::counting(std::int64_t order_id) const {
    std::vector<const Refund*> out = refunds_.of(order_id);
    if (!settings_.refunds.declined_counts) std::erase_if(out, [](const Refund* one) { return one->is_declined(); });
    return out;
}

void Refunding::follow(const OrderRecord& order, const Refund& refund, base::Millis now) {
    const RefundSettings& settings = settings_.refunds;
    const Refunded refunded = refunds_.refunded(order.id, settings.declined_counts);
    OrderRecord changed = order;
    write_refund(changed, refund, RefundStep::made, refunded, settings);
    // Under an override the store leaves the tax records alone.
    if (!refund.overridden) write_refunded_taxes(changed, counting(order.id), settings.tax_rows);
    std::optional<std::int64_t> status;
    if (settings.status_follows) status = refunded.total >= order.total_inc_tax ? status_refunded : status_partially_refunded;
    if (status == status_refunded) stock_.keep_goods(order.id);
    orders_.take_refund(std::move(changed), status, settings.touches_order, now);
}

void Refunding::begin(const Refund& refund, base::Millis now) {
    // Ending a payment may change the refund, so what is to be done is noted first.
    std::vector<std::int64_t> at_once;
    for (RefundPayment& payment : refunds_.of_payment(refund.payments.front().id)->payments) {
        if (payment.offline) { // somebody has paid it back by hand already
            at_once.push_back(payment.id);
            continue;
        }
        const auto jitter = static_cast<std::uint64_t>(settings_.refunds.settle_jitter_ms);
        base::Millis due = now + settings_.refunds.settle_ms + (jitter > 0 ? static_cast<base::Millis>(random_.below(jitter + 1)) : 0);
        bool stays = false;
        for (const RefundFault& fault : faults_.take(payment.provider)) {
            switch (fault.kind) {
                case RefundFault::Kind::declined:
                    payment.will_be_declined = true;
                    payment.declined_message = fault.message;
                    break;
                case RefundFault::Kind::pending: stays = true; break;
                case RefundFault::Kind::late: due += fault.delay_ms; break;
                case RefundFault::Kind::at_once: due = now; break;
            }
        }
        if (!stays && due <= now) at_once.push_back(payment.id);
        else if (!stays) due_.emplace(due, payment.id);
    }
    for (const std::int64_t id : at_once) end(id, State::settled, now);
}

RefundPayment& Refunding::pending(std::int64_t payment_id) {
    Refund* refund = refunds_.of_payment(payment_id);
    if (!refund) throw std::invalid_argument("no payment of a refund " + std::to_string(payment_id));
    for (RefundPayment& payment : refund->payments)
        if (payment.id == payment_id && payment.state == State::pending) return payment;
    throw std::invalid_argument("payment " + std::to_string(payment_id) + " is not pending");
}

void Refunding::apply_due(base::Millis now) {
    while (!due_.empty() && due_.begin()->first <= now) {
        const auto [at, id] = *due_.begin();
        due_.erase(due_.begin());
        end(id, pending(id).will_be_declined ? State::declined : State::settled, at);
    }
}

void Refunding::settle(std::int64_t payment_id, base::Millis now) {
    pending(payment_id);
    std::erase_if(due_, [&](const auto& one) { return one.second == payment_id; });
    end(payment_id, State::settled, now);
}

void Refunding::decline(std::int64_t payment_id, const std::string& message, base::Millis now) {
    pending(payment_id).declined_message = message;
    std::erase_if(due_, [&](const auto& one) { return one.second == payment_id; });
    end(payment_id, State::declined, now);
}

void Refunding::end(std::int64_t payment_id, State state, base::Millis at) {
    const RefundSettings& settings = settings_.refunds;
    RefundPayment& payment = pending(payment_id);
    const Refund& refund = *refunds_.of_payment(payment_id);
    payment.state = state;
    const bool has_row = !payment.offline || settings.offline_has_transaction;
    if (has_row) {
        const std::string row = add_row(refund, payment, at);
        if (state == State::settled || settings.declined_names_transaction) payment.transaction_id = row;
    }
    OrderRecord changed = *orders_.find(refund.order_id);
    const bool is_undone = refund.is_declined() && !settings.declined_counts;
    if (is_undone) {
        write_refund(changed, refund, RefundStep::undone, refunds_.refunded(refund.order_id, false), settings);
        if (!refund.overridden) write_refunded_taxes(changed, counting(refund.order_id), settings.tax_rows);
    }
    if (is_undone || settings.settlement_touches_order) orders_.take_refund(std::move(changed), std::nullopt, settings.settlement_touches_order, at);
}

std::string Refunding::add_row(const Refund& refund, const RefundPayment& payment, base::Millis at) {
    PlacedPayment row;
    row.gateway = payment.provider;
    row.state = payment.state == State::declined ? "declined" : "captured";
    row.method = payment.provider == "storecredit" ? "store_credit" : payment.provider == "giftcertificate" ? "gift_certificate" : "custom";
    std::int64_t reference = 0;
    const RefundableOrder order = read(*orders_.find(refund.order_id));
    for (const SettledPayment& paid : order.payments) {
        if (paid.provider != payment.provider) continue;
        row.method = paid.method;
        row.test = paid.is_test;
        reference = paid.transaction;
        break;
    }
    const Decimal amount = settings_.refunds.negative_transactions ? -payment.amount : payment.amount;
    return std::to_string(orders_.add_transaction(refund.order_id, row, "refund", amount, reference, settings_.refunds.transaction_event, at));
}

} // namespace ledgerline::sandbox::store
