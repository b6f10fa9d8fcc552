// Goods apart from money: what is to come back for a refund, from the commit that books it until a return says that it is there. Stock is no matter
// of this: only a return moves it.
#pragma once

#include "message/value.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::commerce {

// A refund was booked that expects goods; nothing for every other message. `sent`: its body with the booking.
void goods_expected(store::UnitOfWork& unit, const store::MessageRow& refund, const message::Value& sent);
// Nothing is expected for it any more: it was taken back.
void goods_not_expected(store::UnitOfWork& unit, const store::MessageRow& refund);

struct GoodsReceived {
    std::string line_id;  // the store's
    std::string quantity; // decimal text, in the unit of the order line
};
// Goods of an order came back, sellable or not: of that refund if it is named, else of its oldest ones. The refunds whose goods are all there now.
std::vector<store::Id> goods_received(store::UnitOfWork& unit, const std::string& order_source, const std::string& order_key, const std::string& refund_key, const std::vector<GoodsReceived>& goods);

// "1 of MUG, 2 of PAN": what a refund still waits for.
std::string goods_missing(store::UnitOfWork& unit, const std::string& source, const std::string& refund_key);

} // namespace ledgerline::commerce
