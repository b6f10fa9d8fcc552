// The store as it really is: which refunds it gave, and what became of their money. The checks compare with this, the engine only sees what is read.
#pragma once

#include "unit/refund_model/sale.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ledgerline::refund_model {

struct RefundItem {
    std::string kind = "line", target;
    std::int64_t quantity = 0;
    Minor amount = 0;
    bool is_stated = true;
    Minor deduction = 0; // negative
};

struct Payment {
    std::string id;
    Minor amount = 0;
    std::string state; // pending, settled, declined
};

struct ShopRefund {
    std::string id, what; // "partly", "amount", ...: for counts and words
    std::vector<RefundItem> items;
    Minor total = 0;
    bool is_by_hand = false;
    std::vector<Payment> payments;
    std::int64_t day = 0; // of January 2026

    std::string settlement() const;
    bool ever_settled = false; // at some time all of its money had gone back
};

// Whatever the store may do: within what is left or not, by whole units or by amounts.
ShopRefund random_refund(const Sale& sale, const std::vector<ShopRefund>& before, const std::string& id, base::Random& random);
// The provider answers for a payment that was pending; late enough it may take a settlement back.
void answer_payment(ShopRefund& refund, bool is_settled);

message::Value body_of(const ShopRefund& refund, const Sale& sale);
std::string words_of(const ShopRefund& refund, const Sale& sale);

} // namespace ledgerline::refund_model
