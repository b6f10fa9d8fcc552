// Goods apart from money: what is to come back for a refund, from the commit that books it until a return says that it is there. Stock is no matter
// of this: only a return moves it.
#pragma once

#include "message/value.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::commerce {

// A refund was booked that expects goods; nothing for every other message. `sent`: its body with the booking. `receipt`: the sink's, which says what of
// it never left the warehouse and so is not expected.
void goods_expected(store::UnitOfWork& unit, const store::MessageRow& refund, const message::Value& sent, const message::Value& receipt);
// Nothing is expected for it any more: it was taken back.
void goods_not_expected(store::UnitOfWork& unit, const store::MessageRow& refund);

// What came back of an order was counted otherwise than before: gives it to the refunds that expect goods, to the one that a return names, else to the
// oldest. From the beginning each time, so that nothing counts twice and what is taken back is missed again. The refunds whose goods are all there now
// and were not before.
std::vector<store::Id> goods_counted(store::UnitOfWork& unit, const std::string& order_source, const std::string& order_key);

// "1 of MUG, 2 of PAN": what a refund still waits for.
std::string goods_missing(store::UnitOfWork& unit, const std::string& source, const std::string& refund_key);

} // namespace ledgerline::commerce
