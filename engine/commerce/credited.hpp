// What refunds credit of an order, together never more than was booked: by line, by charge, in tax and in all. A refund counts from the commit
// that routes it until the ERP refuses it or a person settles it without a document.
#pragma once

#include "message/value.hpp"
#include "store/store.hpp"

#include "ledgerline/decimal.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace ledgerline::commerce {

// "line:31"; "freight:shipping:1:A1" of a charge, as it stands in a booking or an original; "amount:1" of what goes on an account.
std::string line_place(const std::string& line_id);
std::string freight_place(const message::Value& freight);
std::string amount_place(std::size_t number);
inline constexpr const char* total_place = "total";

// What would pass the original with this refund, in plain words; "" if nothing. `body`: a refund with original and booking. Its tax may pass it by what
// rounding explains: `roundings` is how often the tax of the order and of its other refunds was rounded.
std::string excess(const message::Value& body, std::int64_t roundings);
// What the memo would come to by its lines and charges and should, where these differ: "" if it is what the store gives back.
std::string total_difference(const message::Value& body);

// Each in the commit that makes it true; only refunds count.
// It is about to be sent. In the place of what it counted before.
void credited(store::UnitOfWork& unit, const store::MessageRow& refund, const message::Value& body);
// A person names the document that stands for it: what it gives back is known in all only.
void credited_by_hand(store::UnitOfWork& unit, const store::MessageRow& refund, const message::Value& body);
// No document comes of it, and no goods with one.
void not_credited(store::UnitOfWork& unit, const store::MessageRow& refund);

// What refunds of an order give back by documents that stand, tax included.
Decimal credited_with_documents(store::UnitOfWork& unit, const std::string& store, const std::string& order_key);

} // namespace ledgerline::commerce
