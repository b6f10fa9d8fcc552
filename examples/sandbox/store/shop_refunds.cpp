// What people do to refunds in the control panel, and what the shop tells of them.
#include "store/shop.hpp"

#include "message/json.hpp"
#include "store/refund_writer.hpp"
#include "store/state.hpp"

#include <stdexcept>

namespace ledgerline::sandbox {

using message::Value;
using namespace store;

namespace {

Value shown(const Refund& refund, const ShopSettings& settings) { return message::parse_json(refund_text(refund, RefundView::listed, settings.refunds)); }

} // namespace

std::int64_t Shop::refund(std::int64_t order_id, const Value& what) {
    const std::lock_guard guard(lock_);
    const base::Millis now = time();
    const OrderRecord* order = state_->book.find(order_id);
    if (!order) throw std::invalid_argument("no order " + std::to_string(order_id));
    try {
        return state_->refunding.make(*order, state_->refunding.read_entry(*order, what), now).id;
    } catch (const Refused& refused) {
        const auto* wrong = refused.errors.as_object();
        throw std::invalid_argument(wrong && !wrong->empty() ? wrong->front().first + ": " + wrong->front().second.text_or(refused.what()) : std::string(refused.what()));
    }
}

void Shop::settle_refund_payment(std::int64_t payment_id) {
    const std::lock_guard guard(lock_);
    state_->refunding.settle(payment_id, time());
}

void Shop::decline_refund_payment(std::int64_t payment_id, const std::string& message) {
    const std::lock_guard guard(lock_);
    state_->refunding.decline(payment_id, message, time());
}

Value Shop::refunds() const {
    const std::lock_guard guard(lock_);
    time();
    Value out = Value::array();
    for (const auto& [id, refund] : state_->refunds.all()) out.push(shown(refund, state_->settings));
    return out;
}

Value Shop::shown_refund(std::int64_t id) const {
    const std::lock_guard guard(lock_);
    time();
    const Refund* refund = state_->refunds.find(id);
    if (!refund) throw std::invalid_argument("no refund " + std::to_string(id));
    return shown(*refund, state_->settings);
}

base::Millis Shop::refunds_quiet_at() const {
    const std::lock_guard guard(lock_);
    return state_->refunding.quiet_at();
}

void Shop::inject(const RefundFault& fault) {
    const std::lock_guard guard(lock_);
    state_->refunding.inject(fault);
}

void Shop::clear_refund_faults() {
    const std::lock_guard guard(lock_);
    state_->refunding.clear_faults();
}

} // namespace ledgerline::sandbox
