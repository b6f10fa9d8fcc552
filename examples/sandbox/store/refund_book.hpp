// All refunds of the store: those that were loaded and those that were made here.
#pragma once

#include "message/value.hpp"
#include "store/refund.hpp"

namespace ledgerline::sandbox::store {

// A loaded refund, a v3 object. Throws std::invalid_argument.
Refund refund_from(const message::Value& loaded);

class RefundBook {
public:
    const std::map<std::int64_t, Refund>& all() const { return refunds_; }
    std::size_t size() const { return refunds_.size(); }
    bool has(std::int64_t id) const { return refunds_.count(id) > 0; }
    // nullptr if there is none.
    const Refund* find(std::int64_t id) const;
    // Of one order, by id.
    std::vector<const Refund*> of(std::int64_t order_id) const;
    // What they come to; refunds that were declined count only where `declined_counts`.
    Refunded refunded(std::int64_t order_id, bool declined_counts) const;

    void adopt(Refund loaded);
    // Gives it and its payments their ids.
    Refund& add(Refund made);
    // The refund of a payment that was made here; nullptr if there is none.
    Refund* of_payment(std::int64_t payment_id);

private:
    std::map<std::int64_t, Refund> refunds_;
    std::map<std::int64_t, std::vector<std::int64_t>> by_order_;
    std::map<std::int64_t, std::int64_t> by_payment_;
    std::int64_t next_refund_ = 10'001;
    std::int64_t next_payment_ = 20'001;
};

} // namespace ledgerline::sandbox::store
