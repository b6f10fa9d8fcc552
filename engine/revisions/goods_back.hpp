// The end of a return: its goods are there and booked where they are to be booked. What was asked about them is answered, and what goes nowhere is told.
#pragma once

#include "exceptions/exceptions.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include <optional>

namespace ledgerline::revisions {

// A return was delivered, or applied because the ERP has it already. In that commit, after the message's own exception is closed; nothing happens for every
// other message. `sent`: matched to its order. However often it is called, the goods count once.
void goods_came_back(store::UnitOfWork& unit, const exceptions::Exceptions& exceptions, const store::MessageRow& message, const message::Value& sent);
// A person names the document that they booked for a return: it counts as it was entered.
void goods_booked_by_hand(store::UnitOfWork& unit, const store::MessageRow& message, const std::string& who);
// A return counts no more: a rule dropped it, or a person settled that it is none. Goods that are missed again are asked for.
void goods_did_not_come(store::UnitOfWork& unit, const store::MessageRow& message);
// What came of a refund: a credit memo that expects goods, or has put them into stock itself.
void goods_of_memo(store::UnitOfWork& unit, const store::MessageRow& refund, const message::Value& sent, const message::Value& receipt);
// The document that stood for a refund was cancelled by a person: it credits nothing, no goods are expected for it any more, and those that it put into stock are not back.
// What came back otherwise is expected goods of other refunds.
void memo_is_gone(store::UnitOfWork& unit, const store::MessageRow& refund);

// Lines that cannot be sold and go into no warehouse; nothing if there are none.
std::optional<exceptions::Found> unsellable(const store::MessageRow& message, const message::Value& sent);

} // namespace ledgerline::revisions
