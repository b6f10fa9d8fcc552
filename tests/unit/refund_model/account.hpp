// The checks' own account of one history: what the store gave back, what stands in the ERP, what came back; and the promises that all of it must keep.
#pragma once

#include "unit/refund_model/engine.hpp"
#include "unit/refund_model/erp.hpp"
#include "unit/refund_model/goods.hpp"
#include "unit/refund_model/shop.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ledgerline::refund_model {

struct Truth {
    Sale sale;
    Policies policies;
    OrderFate fate = OrderFate::posted;
    bool is_order_seen = false;
    std::set<std::string> late_lines;               // their items came after the order; settled before they were added, it never has them
    std::vector<ShopRefund> refunds;
    std::vector<GoodsBack> returns;
    std::map<std::string, std::string> seen;        // settlement that the engine has read last, by refund
    std::set<std::string> must_not_post;            // the engine has read that the money is not back, and had sent nothing
    std::map<std::string, std::string> by_hand;     // document that a person named for a refund
    std::set<std::string> touched;                  // refunds, returns and orders about which a person decided

    const ShopRefund* refund(const std::string& id) const;
};

// After every step; "" or which promise is broken.
std::string broken_now(const Truth& truth, const Erp& erp);
// When nothing is due any more: all of it has ended, or is held for a reason that is true.
std::string broken_at_rest(const Truth& truth, const Erp& erp, const Engine& engine);

// Before anybody asks for it once more: what waited for its order went on by itself when the order was booked.
std::string waits_in_vain(const Truth& truth, const Engine& engine);

// Lines and charges on the order's document.
std::int64_t booked_parts(const Sale& sale);

// How far tax of partial credits passed the tax of the whole by rounding, in minor units.
Minor tax_beyond(const Truth& truth, const Erp& erp);

// What of the sale others have credited, by the engine's memos and by hand.
struct Credited {
    std::map<std::string, std::int64_t> quantity; // by line
    std::map<std::string, Minor> amount, charges; // by line; by place
    Minor total = 0, tax = 0;
    std::int64_t roundings = 0; // of the tax of its lines, charges and the whole
};
Credited credited_beside(const Truth& truth, const Erp& erp, const std::string& refund);
// Of a refund: the booked lines that its items mean, with their quantities; nothing if one of them was never sold.
std::optional<std::map<std::string, std::int64_t>> meant_by(const Sale& sale, const ShopRefund& refund);
std::map<std::string, Minor> charges_meant_by(const ShopRefund& refund);
bool is_charge(const RefundItem& item);

} // namespace ledgerline::refund_model
