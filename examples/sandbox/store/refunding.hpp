// Where refunds are made: quote, refund, and what becomes of its payments later.
#pragma once

#include "base/random.hpp"
#include "store/hooks.hpp"
#include "store/order_book.hpp"
#include "store/order_stock.hpp"
#include "store/refund_book.hpp"
#include "store/refund_faults.hpp"
#include "store/refund_methods.hpp"
#include "store/refund_quote.hpp"

#include <map>

namespace ledgerline::sandbox::store {

class Refunding {
public:
    Refunding(const ShopSettings& settings, OrderBook& orders, RefundBook& refunds, OrderStock& stock, Hooks& hooks, base::Random& random)
        : settings_(settings), orders_(orders), refunds_(refunds), stock_(stock), hooks_(hooks), random_(random) {}

    struct Quoted {
        RefundableOrder order;
        Refunded before;
        RefundQuote quote;
        std::vector<RefundMethod> methods;
    };
    // Throws Refused (422).
    Quoted quote(const OrderRecord& order, const RefundRequest& request) const;
    const Refund& make(const OrderRecord& order, const RefundRequest& request, base::Millis now);
    // What a person enters in the control panel: {"items" or "amount", "tax_adjustment_amount", "merchant_calculated_override", "reason",
    // "user_id", "provider_id" or "payments", "offline"}; without items and amount it is everything that is left.
    RefundRequest read_entry(const OrderRecord& order, const message::Value& entry) const;

    // Settles or declines the payments whose time has come. Each counts as done when it was due: nobody has looked at the store since.
    void apply_due(base::Millis now);
    // By hand. Throws std::invalid_argument.
    void settle(std::int64_t payment_id, base::Millis now);
    void decline(std::int64_t payment_id, const std::string& message, base::Millis now);
    // When the last payment that waits has its time; 0 if none waits.
    base::Millis quiet_at() const { return due_.empty() ? 0 : due_.rbegin()->first; }

    void inject(RefundFault fault) { faults_.add(std::move(fault)); }
    void clear_faults() { faults_.clear(); }

private:
    RefundableOrder read(const OrderRecord& order) const;
    std::vector<const Refund*> counting(std::int64_t order_id) const;
    void follow(const OrderRecord& order, const Refund& refund, base::Millis now);
    void begin(const Refund& refund, base::Millis now);
    RefundPayment& pending(std::int64_t payment_id);
    void end(std::int64_t payment_id, RefundPayment::State state, base::Millis at);
    // Its row in the order's transactions; the answer is the row's id.
    std::string add_row(const Refund& refund, const RefundPayment& payment, base::Millis at);

    const ShopSettings& settings_;
    OrderBook& orders_;
    RefundBook& refunds_;
    OrderStock& stock_;
    Hooks& hooks_;
    base::Random& random_;
    RefundFaults faults_;
    std::multimap<base::Millis, std::int64_t> due_; // payments that end by themselves
};

} // namespace ledgerline::sandbox::store
