#include "store/refund_book.hpp"

#include "message/json.hpp"
#include "store/format.hpp"

#include <algorithm>
#include <stdexcept>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;
using State = RefundPayment::State;

} // namespace

Refund refund_from(const Value& loaded) {
    Refund out;
    out.id = loaded["id"].int_or(0);
    out.order_id = loaded["order_id"].int_or(0);
    const auto created = base::parse_time(loaded["created"].text_or(""));
    if (out.id == 0 || out.order_id == 0 || !created) throw std::invalid_argument("expected a refund with id, order_id and created");
    out.created = *created;
    out.total = amount_in(loaded["total_amount"]);
    out.tax = out.calculated_tax = amount_in(loaded["total_tax"]);
    if (const auto* items = loaded["items"].as_array())
        for (const Value& one : *items) {
            const auto kind = refund_kind(one["item_type"].text_or(""));
            if (!kind) continue;
            RefundItem item;
            item.target = {*kind, one["item_id"].int_or(0)};
            item.quantity = one["quantity"].int_or(0);
            item.amount = amount_in(one["requested_amount"]);
            out.items.push_back(std::move(item));
        }
    if (const auto* payments = loaded["payments"].as_array())
        for (const Value& one : *payments) {
            RefundPayment payment;
            payment.id = one["id"].int_or(0);
            payment.provider = one["provider_id"].text_or("");
            payment.amount = amount_in(one["amount"]);
            payment.offline = one["offline"].bool_or(false);
            payment.state = one["is_declined"].bool_or(false) ? State::declined : State::settled;
            payment.transaction_id = one["transaction_id"].text_or("");
            out.payments.push_back(std::move(payment));
        }
    out.text = message::write_json(loaded);
    return out;
}

const Refund* RefundBook::find(std::int64_t id) const {
    const auto at = refunds_.find(id);
    return at == refunds_.end() ? nullptr : &at->second;
}

std::vector<const Refund*> RefundBook::of(std::int64_t order_id) const {
    std::vector<const Refund*> out;
    if (const auto at = by_order_.find(order_id); at != by_order_.end())
        for (const std::int64_t id : at->second) out.push_back(find(id));
    return out;
}

Refunded RefundBook::refunded(std::int64_t order_id, bool declined_counts) const {
    Refunded out;
    for (const Refund* refund : of(order_id)) {
        for (const RefundPayment& payment : refund->payments) {
            if (payment.state == State::declined) continue;
            out.by_provider[payment.provider] += payment.amount;
            if (!payment.offline) out.gateways.insert(payment.provider);
            out.is_pending = out.is_pending || payment.state == State::pending;
        }
        if (refund->is_declined() && !declined_counts) continue;
        ++out.refunds;
        out.total += refund->total;
        out.tax += refund->tax;
        out.overcharged += refund->calculated_tax - refund->tax;
        for (const RefundItem& item : refund->items) {
            out.quantities[item.target] += item.quantity;
            out.amounts[item.target] += item.amount;
        }
    }
    return out;
}

void RefundBook::adopt(Refund loaded) {
    next_refund_ = std::max(next_refund_, loaded.id + 1);
    for (const RefundPayment& payment : loaded.payments) next_payment_ = std::max(next_payment_, payment.id + 1);
    auto& ids = by_order_[loaded.order_id];
    ids.insert(std::upper_bound(ids.begin(), ids.end(), loaded.id), loaded.id);
    refunds_.emplace(loaded.id, std::move(loaded));
}

Refund& RefundBook::add(Refund made) {
    made.id = next_refund_++;
    for (RefundPayment& payment : made.payments) {
        payment.id = next_payment_++;
        by_payment_.emplace(payment.id, made.id);
    }
    by_order_[made.order_id].push_back(made.id);
    return refunds_.emplace(made.id, std::move(made)).first->second;
}

Refund* RefundBook::of_payment(std::int64_t payment_id) {
    const auto at = by_payment_.find(payment_id);
    return at == by_payment_.end() ? nullptr : &refunds_.at(at->second);
}

} // namespace ledgerline::sandbox::store
